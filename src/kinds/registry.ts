import { AppError } from '../base/errors.ts';
import type { AnyKind } from './kind.ts';

/** The kinds that an installation knows, by name. */
export interface Registry {
  /** The kind of that name. @throws UnknownKindError */
  get(name: string): AnyKind;
  find(name: string): AnyKind | undefined;
  /** In the order they were registered. */
  list(): readonly AnyKind[];
}

/** A job names a kind that this installation does not know. */
export class UnknownKindError extends Error {
  readonly code = 'unknown_kind';
  readonly kind: string;

  constructor(kind: string, known: readonly string[]) {
    super(`unknown kind "${kind}"; known: ${known.length > 0 ? known.join(', ') : 'none'}`);
    this.name = 'UnknownKindError';
    this.kind = kind;
  }
}

/** Throws `configuration` when two kinds carry one name: one of them is the installation's own. */
export function createRegistry(kinds: readonly AnyKind[]): Registry {
  const byName = new Map<string, AnyKind>();
  for (const kind of kinds) {
    if (byName.has(kind.name)) {
      throw new AppError('configuration', `two kinds are named "${kind.name}"`, {
        hint: 'Give your own kind in lotline.config.ts another name.',
      });
    }
    byName.set(kind.name, kind);
  }
  const list = [...byName.values()];
  return {
    list: () => list,
    find: (name) => byName.get(name),
    get(name) {
      const kind = byName.get(name);
      if (!kind) throw new UnknownKindError(name, [...byName.keys()]);
      return kind;
    },
  };
}
