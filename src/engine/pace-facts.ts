import { call, type Queryable } from '../db/pool.ts';
import type { JobHold } from './vocabulary.ts';

/** What is known of how a job goes, as `pace_facts` tells it: read for many jobs at once. Times are seconds from now. */
export interface PaceFacts {
  readonly number: string;
  readonly bucketSeconds: number;
  /** Items settled in each of the recent buckets, oldest first. */
  readonly buckets: readonly number[];
  /** Slots in use at the end of each. */
  readonly active: readonly number[];
  /** Buckets filled in all: tells whether there is news. */
  readonly filled: number;
  /** Items settled since the run is watched. */
  readonly seen: number;
  readonly settled: number;
  /** Since an item was settled last; null before the run is watched. */
  readonly idleSeconds: number | null;
  /** Since the start; null for later generations. */
  readonly runningSeconds: number | null;
  readonly maxLeases: number | null;
  readonly ratePerSecond: number | null;
  readonly hold: JobHold | null;
  readonly workerDriven: boolean;
  /** Workers alive that take its kind, the calls they may handle at once, and those they do. */
  readonly workers: number;
  readonly slots: number;
  readonly busy: number;
  /** Batches that are out, and since when the newest is. */
  readonly leases: number;
  readonly leasedSeconds: number | null;
  /** It may hand out items, did so last how long ago, and may again in how long; null: not before a batch comes back. */
  readonly open: boolean;
  readonly waitingSeconds: number;
  readonly opensIn: number | null;
  /** Its own cap on the rate is what it waits for. */
  readonly atRate: boolean;
  /** When the last of the items that come back is due. */
  readonly lastRetryIn: number | null;
  /** Items of other jobs that are handed out before its own, and how fast those go. */
  readonly aheadItems: number;
  readonly aheadPerSecond: number | null;
  /** Why items came back without an attempt. */
  readonly waitReason: string | null;
  readonly waitUntil: Date | null;
  /** A search that becomes its items is still being read. */
  readonly freezing: boolean;
  readonly now: Date;
}

/** A job, and whose it has to be. */
export interface NumberedJob {
  readonly organizationId: string;
  readonly number: string;
}

/** The facts of those of the jobs that are not over, by number: one query, however many there are. */
export async function readPaceFacts(
  db: Queryable,
  jobs: readonly NumberedJob[],
): Promise<ReadonlyMap<string, PaceFacts>> {
  if (jobs.length === 0) return new Map();
  const rows = await call<FactsRow>(db, {
    name: 'pace_facts',
    text: `select job_no, bucket_seconds, buckets, active, filled, seen, settled, idle_seconds, running_seconds, max_leases,
        rate_per_second, hold, worker_driven, workers, slots, busy, leases, leased_seconds, open,
        waiting_seconds, opens_in, at_rate, last_retry_in, ahead_items, ahead_per_second, wait_reason, wait_until, freezing, now
      from lotline.pace_facts($1, $2)`,
    values: [
      [...new Set(jobs.map(({ organizationId }) => organizationId))],
      jobs.map(({ number }) => number),
    ],
  });
  return new Map(rows.map((row) => [row.job_no, toFacts(row)]));
}

interface FactsRow extends Record<string, unknown> {
  job_no: string;
  bucket_seconds: number;
  buckets: number[];
  active: number[];
  filled: number;
  seen: number;
  settled: number;
  idle_seconds: number | null;
  running_seconds: number | null;
  max_leases: number | null;
  rate_per_second: number | null;
  hold: JobHold | null;
  worker_driven: boolean;
  workers: number;
  slots: number;
  busy: number;
  leases: number;
  leased_seconds: number | null;
  open: boolean;
  waiting_seconds: number | null;
  opens_in: number | null;
  at_rate: boolean;
  last_retry_in: number | null;
  ahead_items: number;
  ahead_per_second: number | null;
  wait_reason: string | null;
  wait_until: Date | null;
  freezing: boolean;
  now: Date;
}

function toFacts(row: FactsRow): PaceFacts {
  return {
    number: row.job_no,
    bucketSeconds: row.bucket_seconds,
    buckets: row.buckets,
    active: row.active,
    filled: row.filled,
    seen: row.seen,
    settled: row.settled,
    idleSeconds: row.idle_seconds,
    runningSeconds: row.running_seconds,
    maxLeases: row.max_leases,
    ratePerSecond: row.rate_per_second,
    hold: row.hold,
    workerDriven: row.worker_driven,
    workers: row.workers,
    slots: row.slots,
    busy: row.busy,
    leases: row.leases,
    leasedSeconds: row.leased_seconds,
    open: row.open,
    waitingSeconds: row.waiting_seconds ?? 0,
    opensIn: row.opens_in,
    atRate: row.at_rate,
    lastRetryIn: row.last_retry_in,
    aheadItems: row.ahead_items,
    aheadPerSecond: row.ahead_per_second,
    waitReason: row.wait_reason,
    waitUntil: row.wait_until,
    freezing: row.freezing,
    now: row.now,
  };
}
