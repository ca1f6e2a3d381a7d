import { backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import { AppError } from '../base/errors.ts';
import { failpoint } from '../base/failpoint.ts';
import type { Log } from '../base/log.ts';
import type { Queryable } from '../db/pool.ts';
import { releaseBatch, settleBatch } from '../engine/claims.ts';
import { failed } from '../kinds/kind.ts';
import type { Lease, Report } from './lease.ts';
import type { Stats } from './stats.ts';

export interface ReporterParts {
  readonly db: Queryable;
  readonly log: Log;
  readonly clock: Clock;
  readonly stats: Stats;
  /** All leases of the worker. */
  readonly leases: ReadonlySet<Lease>;
  readonly reportEveryMs: number;
  /** The database has acknowledged `count` items of the lease. */
  readonly onAcknowledged: (lease: Lease, count: number) => void;
  /** Some of what was reported will be tried again soon. */
  readonly onRetryComing: () => void;
  /** The report was refused: the lease has gone to somebody else. */
  readonly onFenced: (lease: Lease) => void;
  /** Everything of the lease is reported or handed back. */
  readonly onDone: (lease: Lease) => void;
}

const RETRY = { baseMs: 100, capMs: 5_000 };

/**
 * Reports what has finished: a batch in one call when it is over, and what there is of it every `reportEveryMs` while
 * it still runs, so that progress moves. Different batches report at the same time, one batch never twice at once.
 * A report without an answer is repeated until there is one; the token makes the repetition harmless.
 */
export class Reporter {
  readonly #parts: ReporterParts;
  readonly #underWay = new Set<Promise<void>>();
  readonly #givingUp = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(parts: ReporterParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => this.#reportPartly(), parts.reportEveryMs / 2);
  }

  /** Reports what the lease has finished and, when it is over, ends it. Does nothing while a report is under way. */
  report(lease: Lease): void {
    if (lease.reporting || lease.state === 'done') return;
    lease.reporting = true;
    const work = this.#run(lease).finally(() => {
      this.#underWay.delete(work);
    });
    this.#underWay.add(work);
  }

  /** Resolves when no report is under way; those still without an answer after `limitMs` are given up. */
  async drain(limitMs: number): Promise<void> {
    const timer = setTimeout(() => this.#givingUp.abort(), limitMs);
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    clearTimeout(timer);
    clearInterval(this.#timer);
  }

  #reportPartly(): void {
    const dueBefore = performance.now() - this.#parts.reportEveryMs;
    for (const lease of this.#parts.leases) {
      if (lease.hasFinished && lease.lastReportAt <= dueBefore) this.report(lease);
    }
  }

  async #run(lease: Lease): Promise<void> {
    try {
      for (let reports = lease.takeFinished(); reports.length > 0; reports = lease.takeFinished()) {
        lease.lastReportAt = performance.now();
        failpoint('before_settle');
        await this.#settle(lease, reports);
        failpoint('after_settle');
      }
      if (lease.isHandedOver) return this.#parts.onDone(lease);
      if (lease.state === 'lost' || !lease.over) return;
      if (lease.unsettled > 0) await this.#handBack(lease);
      lease.end();
      this.#parts.onDone(lease);
    } catch (error) {
      // only a stop that has run out of time, or a refusal that no repetition would change
      this.#parts.log.error(
        { err: error, ...lease.name },
        'a report was given up; its items will be done again',
      );
      this.#parts.onFenced(lease);
    } finally {
      lease.reporting = false;
    }
  }

  async #settle(lease: Lease, reports: Report[]): Promise<void> {
    const { db, log, stats, onAcknowledged, onFenced } = this.#parts;
    const { batchId, token } = lease.batch;
    for (let attempt = 1; lease.state !== 'lost'; attempt += 1) {
      try {
        const settled = await settleBatch(db, { batchId, token, outcomes: reports });
        stats.settled(reports, settled);
        if (settled.fenced) return onFenced(lease);
        onAcknowledged(lease, reports.length);
        if (reports.some(({ outcome }) => outcome === 'failed' || outcome === 'deferred'))
          this.#parts.onRetryComing();
        // the engine knows of nothing more to do here: others have reported the rest
        if (settled.closed && lease.unsettled > 0) onFenced(lease);
        return;
      } catch (error) {
        if (isUnstorable(error)) return this.#settleApart(lease, reports, error);
        if (error instanceof AppError && error.status < 500) throw error;
        stats.databaseError();
        log.warn({ err: error, attempt, ...lease.name }, 'a report got no answer and will be repeated');
        await this.#pause(attempt);
      }
    }
  }

  /** Something in these outcomes cannot be stored: halves them until it stands alone, and fails that item. */
  async #settleApart(lease: Lease, reports: Report[], error: unknown): Promise<void> {
    const [first] = reports;
    if (first === undefined) return;
    if (reports.length > 1) {
      const half = reports.length >> 1;
      await this.#settle(lease, reports.slice(0, half));
      await this.#settle(lease, reports.slice(half));
      return;
    }
    if (first.outcome === 'failed' && first.code === 'invalid_result') throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const outcome = failed('permanent', 'invalid_result', `the outcome cannot be stored: ${reason}`);
    await this.#settle(lease, [{ ...outcome, seq: first.seq }]);
  }

  /** Gives unsettled items back at once. When that fails they come back by themselves as the lease runs out. */
  async #handBack(lease: Lease): Promise<void> {
    const { db, log, stats } = this.#parts;
    const { batchId, token } = lease.batch;
    try {
      await releaseBatch(db, { batchId, token });
      stats.released(lease.unsettled);
    } catch (error) {
      stats.databaseError();
      log.warn({ err: error, ...lease.name }, 'a lease could not be handed back and will run out');
    }
  }

  async #pause(attempt: number): Promise<void> {
    const { signal } = this.#givingUp;
    await this.#parts.clock.sleep(backoffMs(RETRY, attempt), signal);
    if (signal.aborted) throw new Error('the worker stopped before the database answered');
  }
}

/** The database (or JSON) cannot represent a value: class 22 data exceptions, 23514 checks, 54 limits, bad JSON. */
export function isUnstorable(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  if (error instanceof AppError) return error.code === 'invalid_argument' || error.code === 'finding_refused';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^(22|23514|54)/.test(code);
}
