import { call, type Queryable } from '../../db/pool.ts';
import type { PacedJob } from '../../engine/pace.ts';
import type { Driver, JobStatus } from '../../engine/vocabulary.ts';

/** One thing as it is now. */
export interface Found {
  readonly organizationId: string;
  readonly id: string;
  /** Number of the job that it is, or comes from. */
  readonly number: string;
  /** It changes without notice: look again soon. */
  readonly moving: boolean;
  readonly state: Readonly<Record<string, unknown>>;
}

/** A job, and what its pace is judged by. */
export interface FoundJob extends Found {
  readonly paced: PacedJob;
}

/** A thing that is watched, and whose it has to be. */
export interface Wanted {
  readonly organizationId: string;
  readonly id: string;
}

interface JobRow extends Record<string, unknown> {
  readonly org_id: string;
  readonly number: string;
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly driver: Driver;
  readonly status: JobStatus;
  readonly sealed: boolean;
  readonly draining: boolean;
  readonly total: number;
  readonly waiting: number;
  readonly processing: number;
  readonly completed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly cancelled: number;
  readonly progress: number;
  readonly success_rate: number;
  readonly generation: number;
  readonly pause_reason: string | null;
  readonly auto_paused: boolean;
  readonly last_error: string | null;
  readonly error_count: number;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly paused_at: Date | null;
  readonly completed_at: Date | null;
}

/** In the words of `GET /api/jobs/{id}`, without what never changes and may be large. */
function toFoundJob(row: JobRow): FoundJob {
  const { org_id: organizationId, pause_reason: pauseReason, ...job } = row;
  const { number, status, driver, sealed, generation } = job;
  return {
    paced: { organizationId, number, status, driver, sealed, generation, pauseReason, counts: row },
    organizationId: row.org_id,
    id: row.id,
    number: row.number,
    moving: row.status === 'in_progress' || row.draining || !row.sealed,
    state: {
      id: row.id,
      number: row.number,
      kind: row.kind,
      name: row.name,
      driver: row.driver,
      status: row.status,
      sealed: row.sealed,
      draining: row.draining,
      counts: {
        total: row.total,
        waiting: row.waiting,
        processing: row.processing,
        completed: row.completed,
        failed: row.failed,
        skipped: row.skipped,
        cancelled: row.cancelled,
      },
      progress: row.progress,
      successRate: row.success_rate,
      generation: row.generation,
      pauseReason: row.pause_reason,
      autoPaused: row.auto_paused,
      lastError: row.last_error,
      errorCount: row.error_count,
      createdAt: row.created_at,
      startedAt: row.started_at,
      pausedAt: row.paused_at,
      completedAt: row.completed_at,
    },
  };
}

/** The jobs wanted, of whatever organizations; those that are not there (any more) are left out. */
export async function readJobs(db: Queryable, wanted: readonly Wanted[]): Promise<FoundJob[]> {
  const rows = await call<JobRow>(
    db,
    { name: 'live_jobs', text: 'select * from lotline.live_jobs($1, $2)' },
    columnsOf(wanted),
  );
  return rows.map(toFoundJob);
}

/** Jobs in progress of these organizations, at most `limit` of each, and their jobs of these numbers. */
export async function readLists(
  db: Queryable,
  request: { organizationIds: readonly string[]; numbers: readonly string[]; limit: number },
): Promise<FoundJob[]> {
  const rows = await call<JobRow>(
    db,
    { name: 'live_lists', text: 'select * from lotline.live_lists($1, $2, $3)' },
    [request.organizationIds, request.numbers, request.limit],
  );
  return rows.map(toFoundJob);
}

/** The reports wanted, with their totals, in the words of `/incentive-reports`. */
export async function readReports(db: Queryable, wanted: readonly Wanted[]): Promise<Found[]> {
  const rows = await call<{
    org_id: string;
    id: string;
    job_id: string;
    job_no: string;
    name: string;
    status: string;
    total_sites: number;
    eligible_sites: number;
    total_incentive_value: string;
    created_at: Date;
  }>(db, { name: 'live_reports', text: 'select * from lotline.live_reports($1, $2)' }, columnsOf(wanted));
  return rows.map(({ org_id: organizationId, job_no: number, ...row }) => ({
    organizationId,
    id: row.id,
    number,
    moving: row.status === 'processing',
    state: { ...row, total_incentive_value: Number(row.total_incentive_value) },
  }));
}

/** How many workers are there for which kinds of job. Nothing of whose work they do. */
export async function readWorkers(db: Queryable): Promise<Readonly<Record<string, unknown>>> {
  const [row] = await call<{ workers: number; slots: number; kinds: Record<string, number> }>(
    db,
    `with alive as (
       select w.info from lotline.workers w where w.seen_at > lotline.clock() - interval '30 seconds')
     select count(*)::int as workers, coalesce(sum((a.info ->> 'slots')::int), 0)::int as slots,
            (select coalesce(json_object_agg(k.kind, k.workers order by k.kind), '{}')
               from (select x.kind, count(*)::int as workers
                       from alive cross join lateral jsonb_array_elements_text(alive.info -> 'kinds') x (kind)
                      group by x.kind) k) as kinds
       from alive a`,
  );
  return { ...row };
}

/** Which of these an organization has. `db` acts for it. */
export async function existing(
  db: Queryable,
  organizationId: string,
  wanted: {
    readonly jobs: readonly string[];
    readonly reports: readonly string[];
    readonly actions: readonly string[];
  },
): Promise<Record<keyof typeof wanted, ReadonlySet<string>>> {
  const rows = await call<{ kind: string; id: string }>(
    db,
    `select 'job' as kind, j.id from lotline.jobs j
      where j.id = any ($2) and j.org_id = $1 and j.hidden_at is null
     union all
     select 'report', r.id from lotline.incentive_reports r join lotline.jobs j on j.number = r.job_no
      where r.id = any ($3) and r.org_id = $1 and j.hidden_at is null
     union all
     select 'action', a.id from lotline.actions a where a.id = any ($4) and a.org_id = $1`,
    [organizationId, wanted.jobs, wanted.reports, wanted.actions],
  );
  const of = (kind: string) => new Set(rows.filter((row) => row.kind === kind).map((row) => row.id));
  return { jobs: of('job'), reports: of('report'), actions: of('action') };
}

function columnsOf(wanted: readonly Wanted[]): unknown[] {
  return [wanted.map((one) => one.organizationId), wanted.map((one) => one.id)];
}
