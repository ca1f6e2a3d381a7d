import type { Lease } from './lease.ts';

/** How far ahead items of a job with a rate are claimed, in milliseconds; the next ones when half of that is left. */
export const RATED_AHEAD_MS = 2_000;
/** How long an item may begin after its turn without moving those behind it on: timers are no more exact. */
const LATE_MS = 20;
/** A claim that takes nothing ahead waits in the database until this much of the rate may begin at once. */
const WORTH_MS = 250;

/**
 * When the next item of each job may begin in this process: by the job's own spacing, and by the turn that the database
 * gave each item under the job's rate. Turns that passed while handlers were busy are not made up for: what is late moves
 * all behind it on, so that no stretch of time sees more than the rate and the job's burst.
 */
export class Turns {
  readonly #nextAt = new Map<string, number>();
  /** When more of a job with a rate is to be claimed, and how much. */
  readonly #refills = new Map<string, { at: number; items: number }>();

  /** A lease came: more of its job is worth a claim when half of what it took ahead has begun. */
  joined({ batch, joinedAt, ratedAhead }: Lease): void {
    if (batch.pace === undefined) return;
    const { startsInMs, stepMs } = batch.pace;
    const lastAt = joinedAt + startsInMs + (batch.items.length - 1) * stepMs;
    const at = ratedAhead ? lastAt - RATED_AHEAD_MS / 2 : lastAt + Math.max(stepMs, WORTH_MS);
    this.#refills.set(batch.jobId, { at, items: Math.ceil(RATED_AHEAD_MS / stepMs) });
  }

  /** Items to claim for jobs with a rate by now; 0: none. */
  refill(): number {
    const nowMs = performance.now();
    let items = 0;
    for (const refill of this.#refills.values())
      if (refill.at <= nowMs) items = Math.max(items, refill.items);
    return items;
  }

  /** When {@link refill} says more (performance.now()); Infinity: not before another lease has come. */
  get refillAt(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...[...this.#refills.values()].map(({ at }) => at));
  }

  /** A claim was sent at `sentAt`: what was due then has been asked for. */
  asked(sentAt: number): void {
    for (const [job, { at }] of this.#refills) if (at <= sentAt) this.#refills.delete(job);
  }

  /** When the next item of the lease may begin (performance.now()); 0: now. */
  dueAt(lease: Lease): number {
    return lease.timed ? Math.max(this.#nextAt.get(lease.batch.jobId) ?? 0, lease.turnAt) : 0;
  }

  /** The next item of the lease begins. Called before the lease counts it. */
  begins(lease: Lease, nowMs: number): void {
    const { jobId, pace } = lease.batch;
    const stepMs = lease.ratedAhead ? (pace?.stepMs ?? 0) : 0;
    const turnAt = this.dueAt(lease);
    // what was due before it came could not begin sooner
    const lateMs = nowMs - Math.max(turnAt, lease.joinedAt);
    const nextTurnAt = turnAt + Math.max(0, lateMs - LATE_MS) + stepMs;
    this.#nextAt.set(jobId, lease.spacingMs > 0 ? Math.max(nextTurnAt, nowMs + lease.spacingMs) : nextTurnAt);
  }

  /** Nothing is held any more. */
  clear(): void {
    this.#nextAt.clear();
  }
}
