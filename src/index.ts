/** What a kind of your own needs; see docs/guides/extending.md. */
export {
  type AnyKind,
  type Completed,
  completed,
  type Deferred,
  type Driver,
  deferred,
  defineKind,
  type Failed,
  type FailureClass,
  failed,
  type HeldLease,
  type Kind,
  type KindContext,
  type KindDefaults,
  type KindLog,
  type Outcome,
  type Skipped,
  type WorkItem,
} from './kinds/kind.ts';
export { defineConfig, type OwnConfig } from './kinds/own-config.ts';
export { createRegistry, type Registry } from './kinds/registry.ts';
