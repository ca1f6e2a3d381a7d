import type { Settled } from '../engine/claims.ts';
import { failed } from '../kinds/kind.ts';
import { Executor } from './executor.ts';
import { Lease, type SettlingReport } from './lease.ts';
import type { LeaseWork } from './lease-work-parts.ts';
import { Line } from './line.ts';
import { isUnstorable } from './reporter.ts';

/** What has ended is reported at least this often while the rest still runs. */
const REPORT_EVERY_MS = 1_000;
/** A lease is given up with this much of it left: nobody renews it. */
const USED_SHARE = 0.75;
/** How long handlers that were told to stop get before their items are handed back regardless. */
const GRACE_MS = 500;

/**
 * Works one lease, without heartbeats, within the time given: starts its items so far apart, reports what ends, and hands
 * back what it could not start or end. Resolves with the numbers of the items that were reported.
 */
export async function workLease(parts: LeaseWork): Promise<number[]> {
  const { batch, kind, log, claimedAt } = parts;
  const line = new Line({
    kind,
    concurrency: kind.defaults.concurrency,
    bufferItems: batch.items.length,
    onRoom: () => {},
  });
  const checked = line.checks.params(batch.params);
  const job = 'outcome' in checked ? { params: undefined, spacingMs: 0 } : checked;
  const spacingMs = Math.max(job.spacingMs, parts.spacingMs);
  const lease = new Lease(batch, kind, { ...job, spacingMs }, log, claimedAt);
  const ended = Promise.withResolvers<void>();
  const executor = new Executor({
    lineOf: () => line,
    slots: line.concurrency,
    recordSent: async (of, seqs, service) => {
      await parts.recordSent(seqs, service);
      of.markSent(seqs);
    },
    onOver: () => ended.resolve(),
  });
  const out = new Outlet(lease, parts.settle, (reason) => {
    executor.abort(reason);
    ended.resolve();
  });
  const startNoMore = () => {
    line.withdraw(lease);
    lease.close();
    if (lease.over) ended.resolve();
  };
  const endBy = Math.min(parts.endBy, claimedAt + batch.leaseSeconds * 1_000 * USED_SHARE);
  const timers = [
    after(Math.min(parts.startUntil, endBy), startNoMore),
    after(endBy, () => executor.abort(new DOMException('the time is over', 'AbortError'))),
    after(endBy + GRACE_MS, () => executor.abandonAll()),
    setInterval(() => void out.flush(), REPORT_EVERY_MS),
  ];
  parts.signal.addEventListener('abort', startNoMore, { once: true });
  if (parts.signal.aborted) startNoMore();
  try {
    if ('outcome' in checked) lease.finishWaiting(checked);
    line.add(lease);
    executor.pump(line);
    if (lease.over) ended.resolve();
    await ended.promise;
    await out.flush();
    if (out.failure !== undefined) throw out.failure;
    if (lease.unsettled > 0 && lease.state !== 'lost') await parts.release();
    return out.reported;
  } finally {
    for (const timer of timers) clearTimeout(timer);
    parts.signal.removeEventListener('abort', startNoMore);
    executor.stop();
  }
}

function after(at: number, run: () => void): NodeJS.Timeout {
  return setTimeout(run, Math.max(0, at - performance.now()));
}

/** Reports what a lease has finished, one report after the other. */
class Outlet {
  readonly reported: number[] = [];
  readonly #lease: Lease;
  readonly #settle: LeaseWork['settle'];
  readonly #onBroken: (reason: Error) => void;
  /** Why no report gets through; its items come back as the lease runs out. */
  failure: unknown;
  #last: Promise<void> = Promise.resolve();

  constructor(lease: Lease, settle: LeaseWork['settle'], onBroken: (reason: Error) => void) {
    this.#lease = lease;
    this.#settle = settle;
    this.#onBroken = onBroken;
  }

  /** Resolves when all that has finished until now is reported, or when it cannot be. */
  flush(): Promise<void> {
    this.#last = this.#last.then(async () => {
      try {
        // what is put off is handed back with what was not begun
        await this.#report(this.#lease.takeFinished().filter((report) => report.outcome !== 'deferred'));
      } catch (error) {
        this.failure = error;
        this.#giveUp('its report got no answer');
      }
    });
    return this.#last;
  }

  async #report(reports: readonly SettlingReport[]): Promise<void> {
    const [first] = reports;
    if (first === undefined) return;
    let settled: Settled;
    try {
      settled = await this.#settle(reports);
    } catch (error) {
      if (!isUnstorable(error) || (first.outcome === 'failed' && first.code === 'invalid_result'))
        throw error;
      // One of them cannot be stored: halves find it, and it alone fails.
      const half = reports.length >> 1;
      if (half > 0) {
        await this.#report(reports.slice(0, half));
        return this.#report(reports.slice(half));
      }
      const reason = error instanceof Error ? error.message : String(error);
      const outcome = failed('permanent', 'invalid_result', `the outcome cannot be stored: ${reason}`);
      return this.#report([{ ...outcome, seq: first.seq }]);
    }
    if (settled.fenced) return this.#giveUp('the lease was lost');
    this.#lease.unsettled -= reports.length;
    this.reported.push(...reports.map(({ seq }) => seq));
  }

  /** Nothing of the lease is reported any more, and what runs has to stop. */
  #giveUp(why: string): void {
    this.#lease.lose();
    this.#onBroken(new DOMException(why, 'AbortError'));
  }
}
