import { call, type Queryable } from '../db/pool.ts';
import type { Driver, JobStatus, ReportedOutcome } from './vocabulary.ts';

/** One item of a lease. */
export interface ClaimedItem {
  seq: number;
  /** 1 for the first attempt of this generation. */
  attempt: number;
  reference: string | null;
  input: unknown;
}

/** The right to work some items of one job until `leaseUntil`, unless a heartbeat moves that on. */
export interface ClaimedBatch {
  batchId: string;
  token: number;
  jobNumber: string;
  jobId: string;
  organizationId: string;
  kind: string;
  params: Record<string, unknown>;
  generation: number;
  leaseSeconds: number;
  leaseUntil: Date;
  items: ClaimedItem[];
  /** When its items may begin, of a job with a rate. */
  pace?: BatchPace;
}

/** The first item may begin `startsInMs` after the claim (negative: as many are due at once), each other `stepMs` later. */
export interface BatchPace {
  startsInMs: number;
  stepMs: number;
  /** What the claim took ahead; 0: all are due. */
  aheadMs: number;
}

export interface ClaimRequest {
  worker: string;
  kinds: readonly string[];
  /** Most items in all, over as many leases as it takes. */
  limit: number;
  /** Only this job. */
  jobNumber?: string;
  /** Whose jobs: `worker` by default. */
  driver?: Driver;
  /** Of jobs with a rate, also items whose time comes this much later; whoever asks begins them no sooner. */
  aheadMs?: number;
}

/** A lease as `claim` and `pull` give it. */
export interface LeaseRow {
  batch_id: string;
  token: number;
  job_no: string;
  job_id: string;
  org_id: string;
  kind: string;
  params: Record<string, unknown>;
  generation: number;
  lease_seconds: number;
  lease_until: Date;
}

/** What `claim` gives. */
export interface ClaimRow extends LeaseRow {
  items: [seq: number, attempt: number, reference: string | null, input: unknown][];
  starts_in_ms?: number | null;
  step_ms?: number | null;
}

/**
 * Leases up to `limit` items, in fair order. An empty list means: nothing to do now (or somebody else held the
 * only open job for more than 200 ms); ask again after a wake-up or a pause.
 */
export async function claimBatches(db: Queryable, request: ClaimRequest): Promise<ClaimedBatch[]> {
  const rows = await call<ClaimRow>(db, {
    name: 'claim',
    text: "select * from lotline.claim($1, $2, $3, $4, $5, p_ahead => $6 * interval '1 millisecond')",
    values: [
      request.worker,
      request.kinds,
      request.limit,
      request.jobNumber ?? null,
      request.driver ?? 'worker',
      request.aheadMs ?? 0,
    ],
  });
  return rows.map((row) => toBatch(row, request.aheadMs));
}

/** A claimed lease in our words. */
export function toBatch({ items, ...row }: ClaimRow, aheadMs = 0): ClaimedBatch {
  const { starts_in_ms: startsInMs, step_ms: stepMs } = row;
  return {
    ...toLease(row),
    ...(typeof startsInMs === 'number' && typeof stepMs === 'number'
      ? { pace: { startsInMs, stepMs, aheadMs } }
      : {}),
    items: items.map(([seq, attempt, reference, input]) => ({ seq, attempt, reference, input })),
  };
}

/** Everything of a batch but its items. */
export function toLease(row: LeaseRow): Omit<ClaimedBatch, 'items'> {
  return {
    batchId: row.batch_id,
    token: row.token,
    jobNumber: row.job_no,
    jobId: row.job_id,
    organizationId: row.org_id,
    kind: row.kind,
    params: row.params,
    generation: row.generation,
    leaseSeconds: row.lease_seconds,
    leaseUntil: row.lease_until,
  };
}

export interface LeaseRef {
  batchId: string;
  token: number;
}

export interface Settled {
  /** Items whose outcome counted, retries to come included. */
  accepted: number;
  /** Items that were not (or no longer) open in this lease. */
  ignored: number;
  /** The lease is not the caller's any more; nothing was changed. */
  fenced: boolean;
  /** Nothing is open in the lease any more. */
  closed: boolean;
}

/** Reports a lease's outcomes, all or some of them, in one call. Commits synchronously. */
export async function settleBatch(
  db: Queryable,
  report: LeaseRef & { outcomes: readonly ReportedOutcome[] },
): Promise<Settled> {
  const { batchId, token, outcomes } = report;
  const seqs: number[] = [];
  const results: string[] = [];
  for (const outcome of outcomes) {
    if (outcome.outcome !== 'completed') return settleMixed(db, report);
    seqs.push(outcome.seq);
    results.push(JSON.stringify(outcome.result ?? null));
  }
  const [row] = await call<Settled>(db, {
    name: 'settle_completed',
    text: 'select * from lotline.settle_completed($1, $2, $3, $4)',
    values: [batchId, token, `{${seqs.join(',')}}`, results.join('\n')],
  });
  return row ?? { accepted: 0, ignored: outcomes.length, fenced: true, closed: false };
}

async function settleMixed(
  db: Queryable,
  { batchId, token, outcomes }: LeaseRef & { outcomes: readonly ReportedOutcome[] },
): Promise<Settled> {
  const [row] = await call<Settled>(db, {
    name: 'settle',
    text: 'select * from lotline.settle($1, $2, $3)',
    values: [batchId, token, JSON.stringify(outcomes)],
  });
  return row ?? { accepted: 0, ignored: outcomes.length, fenced: true, closed: false };
}

export interface HeldLease {
  batchId: string;
  jobNumber: string;
  jobStatus: JobStatus;
  leaseUntil: Date;
}

/** What a worker was told: to go on, to take nothing more, or to end. */
export type WantedWorker = 'run' | 'drain' | 'stop';

/** The answer to a heartbeat. */
export interface Heard {
  wanted: WantedWorker;
  leases: HeldLease[];
}

/**
 * Says that `worker` lives and moves its leases on. A lease that does not come back has been taken away: abort
 * its items. A lease of a cancelled job comes back with its deadline unmoved.
 */
export async function heartbeat(
  db: Queryable,
  beat: { worker: string; leases: readonly LeaseRef[]; info?: Record<string, unknown> },
): Promise<Heard> {
  const [row] = await call<{
    wanted: WantedWorker;
    leases: (Omit<HeldLease, 'leaseUntil'> & { leaseUntil: string })[];
  }>(db, {
    name: 'beat',
    text: 'select * from lotline.beat($1, $2, $3, $4)',
    values: [
      beat.worker,
      beat.leases.map((lease) => lease.batchId),
      beat.leases.map((lease) => lease.token),
      JSON.stringify(beat.info ?? {}),
    ],
  });
  return {
    wanted: row?.wanted ?? 'run',
    leases: (row?.leases ?? []).map((lease) => ({ ...lease, leaseUntil: new Date(lease.leaseUntil) })),
  };
}

/** Takes the worker off the list of the living (graceful stop). */
export async function removeWorker(db: Queryable, worker: string): Promise<void> {
  await call(db, 'select lotline.remove_worker($1)', [worker]);
}

/** Workers that gave `machine` in the info of their heartbeats, with the process number that they gave. */
export async function workersOn(db: Queryable, machine: string): Promise<{ name: string; pid: number }[]> {
  return call(db, 'select name, pid from lotline.workers_on($1) where pid is not null', [machine]);
}

/** Ends the leases of a worker that is known to be dead; answers how many it held. */
export async function buryWorker(db: Queryable, worker: string): Promise<number> {
  const [row] = await call<{ leases: number }>(db, 'select lotline.bury_worker($1) as leases', [worker]);
  return row?.leases ?? 0;
}

/** Hands the unreported items of a lease back, due at once. False when the lease was not held any more. */
export async function releaseBatch(db: Queryable, lease: LeaseRef): Promise<boolean> {
  const [row] = await call<{ released: boolean }>(db, 'select lotline.release_batch($1, $2) as released', [
    lease.batchId,
    lease.token,
  ]);
  return row?.released ?? false;
}

/**
 * Commits a `sent` row for each item before its billed request leaves. False when the lease is lost: then send
 * nothing. Must not run inside a longer transaction: the rows count only once committed.
 */
export async function recordSent(
  db: Queryable,
  sent: LeaseRef & { seqs: readonly number[]; service: string },
): Promise<boolean> {
  const [row] = await call<{ recorded: boolean }>(
    db,
    'select lotline.mark_sent($1, $2, $3, $4) as recorded',
    [sent.batchId, sent.token, sent.seqs, sent.service],
  );
  return row?.recorded ?? false;
}

/** What one tick did; null when another process was ticking. */
export interface TickReport {
  expired: number;
  woken: number;
  finished: number;
  folded: number;
  paused: number;
  /** The step of an action is due: `workActions` does it. */
  actions: boolean;
}

/** The once-a-second sweep: expired leases, due retries, finished jobs, counters. Safe to call from anywhere. */
export async function tick(db: Queryable): Promise<TickReport | null> {
  const [row] = await call<{ report: TickReport | null }>(db, 'select lotline.tick() as report');
  return row?.report ?? null;
}

export interface UpkeepReport {
  partitionsCreated: number;
  partitionsDropped: number;
  analyzed: string[];
  /** There was more to remove than a round takes. */
  unfinished: boolean;
}

/** The hourly round: partitions ahead, statistics, retention. Null when another process is at it. */
export async function upkeep(db: Queryable): Promise<UpkeepReport | null> {
  const [row] = await call<{ report: UpkeepReport | null }>(db, 'select lotline.upkeep() as report');
  return row?.report ?? null;
}
