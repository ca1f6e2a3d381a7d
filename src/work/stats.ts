import type { Settled } from '../engine/claims.ts';
import type { Report } from './lease.ts';

/** What a worker has done since it started. */
export interface WorkerStats {
  readonly claims: number;
  readonly emptyClaims: number;
  readonly claimedItems: number;
  readonly completed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Put off without an attempt, because a service they need was not to be had. */
  readonly deferred: number;
  /** Outcomes that the database did not count: reported before, or settled by others. */
  readonly ignored: number;
  /** Reports refused because the lease had gone. */
  readonly fenced: number;
  readonly releasedItems: number;
  readonly lostLeases: number;
  /** Calls to the database that failed or got no answer. */
  readonly databaseErrors: number;
}

/** The counters behind {@link WorkerStats}. */
export class Stats {
  readonly #counts = {
    claims: 0,
    emptyClaims: 0,
    claimedItems: 0,
    completed: 0,
    failed: 0,
    skipped: 0,
    deferred: 0,
    ignored: 0,
    fenced: 0,
    releasedItems: 0,
    lostLeases: 0,
    databaseErrors: 0,
  };

  claimed(items: number): void {
    this.#counts.claims += 1;
    this.#counts.claimedItems += items;
    if (items === 0) this.#counts.emptyClaims += 1;
  }

  settled(reports: readonly Report[], { ignored, fenced }: Settled): void {
    this.#counts.ignored += ignored;
    if (fenced) this.#counts.fenced += 1;
    else for (const { outcome } of reports) this.#counts[outcome] += 1;
  }

  released(items: number): void {
    this.#counts.releasedItems += items;
  }

  lost(): void {
    this.#counts.lostLeases += 1;
  }

  databaseError(): void {
    this.#counts.databaseErrors += 1;
  }

  snapshot(): WorkerStats {
    return { ...this.#counts };
  }
}
