import type { ClaimedBatch, Settled } from '../engine/claims.ts';
import type { AnyKind, KindLog } from '../kinds/kind.ts';
import type { SettlingReport } from './lease.ts';

/** A lease to be worked once, and how its holder reaches the engine. Times are performance.now()'s. */
export interface LeaseWork {
  readonly batch: ClaimedBatch;
  readonly kind: AnyKind;
  readonly log: KindLog;
  /** When the claim was sent. */
  readonly claimedAt: number;
  /** Least time between two starts, when the job names none that is longer. */
  readonly spacingMs: number;
  /** Nothing is started after that. */
  readonly startUntil: number;
  /** Handlers still running are told to stop then. */
  readonly endBy: number;
  /** Aborted when nobody waits any more: what runs may end, nothing more is started. */
  readonly signal: AbortSignal;
  settle(reports: readonly SettlingReport[]): Promise<Settled>;
  release(): Promise<void>;
  /** Rejects when nothing may be sent. */
  recordSent(seqs: readonly number[], service: string): Promise<void>;
}
