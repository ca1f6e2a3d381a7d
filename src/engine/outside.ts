import { call, type Queryable } from '../db/pool.ts';
import {
  type ClaimedBatch,
  type ClaimedItem,
  type LeaseRef,
  type LeaseRow,
  type Settled,
  toLease,
} from './claims.ts';
import type { FailureClass } from './vocabulary.ts';

/**
 * The engine's door for outside workers: agents, workflows, people. They hold leases as workers do, but each names the
 * organization and the job, and both are checked; a job of another organization throws `job_not_found`.
 */
export interface JobRef {
  organizationId: string;
  jobId: string;
}

/** One lease of a job, as its holder names it. */
export type OutsideLease = JobRef & LeaseRef;

export interface PulledItem extends ClaimedItem {
  /** The property, document or county that the item is about; null for items without one. */
  subject: string | null;
}

export interface PulledBatch extends ClaimedBatch {
  items: PulledItem[];
}

interface PulledRow extends LeaseRow {
  items: [seq: number, attempt: number, reference: string | null, input: unknown, subject: string | null][];
}

/**
 * The next batch for a session: first what it still holds, then what somebody lost, then new items. Null when nothing
 * is left for it, or the job has ended. A job that waits for its start is started and becomes the callers' (driver
 * `agent`, unless it is n8n's). Throws `job_paused` with the reason, `job_busy` after 200 ms behind somebody else.
 */
export async function pullBatch(
  db: Queryable,
  request: JobRef & { session: string; limit?: number; actor?: string | null },
): Promise<PulledBatch | null> {
  const [row] = await call<PulledRow>(db, 'select * from lotline.pull($1, $2, $3, $4, $5)', [
    request.organizationId,
    request.jobId,
    request.limit ?? null,
    request.session,
    request.actor ?? null,
  ]);
  if (row === undefined) return null;
  const { items, ...lease } = row;
  return {
    ...toLease(lease),
    items: items.map(([seq, attempt, reference, input, subject]) => ({
      ...{ seq, attempt, reference, input, subject },
    })),
  };
}

/** What an outside worker says of one item. A failure without a class is permanent: it is not tried again. */
export type OutsideOutcome =
  | { seq: number; outcome: 'completed'; result?: unknown }
  | {
      seq: number;
      outcome: 'failed';
      class?: FailureClass;
      code?: string;
      message?: string;
      afterMs?: number;
    }
  | { seq: number; outcome: 'skipped'; code?: string; message?: string };

const GONE: Omit<Settled, 'ignored'> = { accepted: 0, fenced: true, closed: false };

/** Reports items of a lease. `fenced` when the lease is not the caller's any more: then nothing was changed. */
export async function settleLease(
  db: Queryable,
  report: OutsideLease & { outcomes: readonly OutsideOutcome[]; actor?: string },
): Promise<Settled> {
  // what is found is kept with whoever found it, for as long as this transaction
  await call(db, `select set_config('lotline.reporter', $1, true)`, [report.actor ?? '']);
  const [row] = await call<Settled>(db, 'select * from lotline.settle_outside($1, $2, $3, $4, $5)', [
    ...leaseArguments(report),
    JSON.stringify(report.outcomes),
  ]);
  return row ?? { ...GONE, ignored: report.outcomes.length };
}

/** Moves a lease's end to `seconds` from now, by default the job's own length. Null: it is not held any more. */
export async function extendLease(
  db: Queryable,
  lease: OutsideLease & { seconds?: number },
): Promise<Date | null> {
  const [row] = await call<{ until: Date | null }>(
    db,
    'select lotline.extend_lease($1, $2, $3, $4, $5) as until',
    [...leaseArguments(lease), lease.seconds ?? null],
  );
  return row?.until ?? null;
}

/** Hands the unreported items of a lease back, due at once. False when the lease was not held any more. */
export async function releaseLease(db: Queryable, lease: OutsideLease): Promise<boolean> {
  const [row] = await call<{ released: boolean }>(
    db,
    'select lotline.release_lease($1, $2, $3, $4) as released',
    leaseArguments(lease),
  );
  return row?.released ?? false;
}

/** Hands back everything that a session holds, in all jobs of its organization; answers how many items that was. */
export async function releaseSession(
  db: Queryable,
  { organizationId, session }: { organizationId: string; session: string },
): Promise<number> {
  const [row] = await call<{ items: number }>(db, 'select lotline.release_session($1, $2) as items', [
    organizationId,
    session,
  ]);
  return row?.items ?? 0;
}

/**
 * Settles items by name, whoever holds them: in that lease, or where they wait. The first report of an item counts. A
 * failure of an item that nobody holds is final.
 */
export async function reportItems(
  db: Queryable,
  report: JobRef & { outcomes: readonly OutsideOutcome[]; actor: string | null },
): Promise<{ accepted: number; ignored: number }> {
  const [row] = await call<{ accepted: number; ignored: number }>(
    db,
    'select accepted, ignored from lotline.report_items($1, $2, $3, $4)',
    [report.organizationId, report.jobId, JSON.stringify(report.outcomes), report.actor],
  );
  return row ?? { accepted: 0, ignored: report.outcomes.length };
}

/**
 * Takes the counters of an outside worker that does not say which items it has done: the next ones in order are
 * settled. It leaves no mark and no finding. Throws `conflict` when a counter goes back, our workers run the job, it
 * neither runs nor is paused, or somebody holds items of it.
 */
export async function reportCounters(
  db: Queryable,
  report: JobRef & {
    processed?: number | null;
    failed?: number | null;
    error?: string | null;
    actor: string | null;
  },
): Promise<void> {
  await call(db, 'select lotline.report_counters($1, $2, $3, $4, $5, $6)', [
    report.organizationId,
    report.jobId,
    report.processed ?? null,
    report.failed ?? null,
    report.error ?? null,
    report.actor,
  ]);
}

/** Sequence numbers of a job's items by what they are about; a subject that the job has no item about is left out. */
export async function seqsOfSubjects(
  db: Queryable,
  request: JobRef & { subjects: readonly string[] },
): Promise<Map<string, number>> {
  const rows = await call<{ subject: string; seq: number }>(
    db,
    'select subject, seq from lotline.seqs_of_subjects($1, $2, $3)',
    [request.organizationId, request.jobId, request.subjects],
  );
  return new Map(rows.map((row) => [row.subject, row.seq]));
}

/** How many of some items of a job have their outcome. */
export async function settledAmong(
  db: Queryable,
  request: JobRef & { seqs: readonly number[] },
): Promise<number> {
  const [row] = await call<{ settled: number }>(
    db,
    `select count(*)::int as settled from lotline.results r
     where r.job_no = (select number from lotline.jobs where id = $2 and org_id = $1) and r.seq = any ($3)`,
    [request.organizationId, request.jobId, request.seqs],
  );
  return row?.settled ?? 0;
}

function leaseArguments(lease: OutsideLease): [string, string, string, number] {
  return [lease.organizationId, lease.jobId, lease.batchId, lease.token];
}
