import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import { call, type Queryable } from '../../db/pool.ts';
import { COLUMNS, type JobRow, toJob } from '../../engine/job-row.ts';
import type { ItemStatus, Job } from '../../engine/vocabulary.ts';
import { BATCH_JOB_TYPES } from './job-kinds.ts';
import type { LeadFacts } from './lead-figures.ts';

/** What the owner said of a job since its last settle. */
export interface Statement {
  readonly last_error?: string | null;
  readonly error_count?: number;
  readonly current_batch?: number;
}

/** A job of this API: what the engine knows of it, and what is shown besides. */
export interface BatchJob extends Job {
  readonly updatedAt: Date;
  readonly processedIncludesFailed: boolean;
  readonly county: { readonly id: string; readonly county_name: string; readonly state_code: string } | null;
  readonly statement: Statement;
  readonly resumeAt: Date | null;
  /** Of an import of leads. */
  readonly lead: LeadFacts | null;
  /** The time in the database when it was read. */
  readonly readAt: Date;
}

interface Row extends JobRow, Record<string, unknown> {
  updated_at: Date;
  processed_includes_failed: boolean;
  county: BatchJob['county'];
  says: Statement | null;
  resume_at: Date | null;
  lead: LeadFacts | null;
  read_at: Date;
}

/** {@link LeadFacts} of `job_progress p` as JSON; null for a job of another kind. */
const LEAD_FACTS = `(select json_build_object('criteria', i.criteria, 'mode', i.mode, 'stage', i.stage,
    'page_size', i.page_size, 'most_records', i.most_records, 'expected_records', i.expected_records,
    'frozen_records', i.frozen_records, 'expected_cost', i.expected_cost, 'bought_records', i.bought_records,
    'spent', i.spent::text, 'waiting_reason', lotline.lead_waiting_reason(i), 'error_message', i.error_message,
    'failures', (select string_agg(format('%s × %s: %s', g.items, g.code, g.message), e'\\n' order by g.items desc)
      from (select * from lotline.failure_groups g where g.job_no = i.job_no and g.items > 0
        order by g.items desc limit 10) g))
  from lotline.lead_imports i where i.job_no = p.number)`;

/** All that {@link toBatchJob} reads of `job_progress p`; a statement is void once the counts have moved on. */
const SELECTED = `${COLUMNS}, updated_at, processed_includes_failed, lotline.clock() as read_at,
  (select json_build_object('id', c.id, 'county_name', c.county_name, 'state_code', c.state_code)
   from lotline.county_list c where c.id = (p.params ->> 'county_id')::uuid) as county,
  (select s.says from lotline.owner_statements s where s.job_no = p.number and s.errors = p.error_count
   and s.generation = p.generation and s.settled = p.completed + p.failed + p.skipped) as says,
  (select r.resume_at from lotline.job_resumptions r
   where r.job_no = p.number and p.status = 'paused' and r.paused_at = p.paused_at) as resume_at,
  ${LEAD_FACTS} as lead`;

function toBatchJob(row: Row): BatchJob {
  return {
    ...toJob(row),
    updatedAt: row.updated_at,
    processedIncludesFailed: row.processed_includes_failed,
    county: row.county,
    statement: row.says ?? {},
    resumeAt: row.resume_at,
    lead: row.lead,
    readAt: row.read_at,
  };
}

/**
 * The organization's job of that id. Throws `job_not_found` for anything else: an id of another form, another
 * organization's, a deleted job, a job of another kind.
 */
export async function findBatchJob(db: Queryable, organizationId: string, id: string): Promise<BatchJob> {
  const [row] = isUuid(id)
    ? await call<Row>(
        db,
        `select ${SELECTED} from lotline.job_progress p
         where p.id = $2 and p.org_id = $1 and p.hidden_at is null and p.kind = any ($3)`,
        [organizationId, id, BATCH_JOB_TYPES],
      )
    : [];
  if (row === undefined) throw new AppError('job_not_found', 'Batch job not found');
  return toBatchJob(row);
}

export interface JobPage {
  readonly organizationId: string;
  readonly status?: StatusFilter | undefined;
  readonly job_type?: string | undefined;
  readonly county_id?: string | undefined;
  readonly created_by?: string | undefined;
  /** Times; from the first, up to but without the second. */
  readonly created_from?: string | undefined;
  readonly created_to?: string | undefined;
  readonly limit: number;
  readonly offset: number;
  readonly cursor?: string | undefined;
}

/** Spelled out, so that the indexes over unfinished and over failed jobs are found. */
const FILTERS = {
  active: `and status in ('pending', 'in_progress', 'paused')`,
  pending: `and status = 'pending'`,
  running: `and status = 'in_progress'`,
  in_progress: `and status = 'in_progress'`,
  paused: `and status = 'paused'`,
  cancelled: `and status = 'cancelled'`,
  completed: `and status = 'completed'`,
  failed: `and status = 'failed'`,
} as const;
/** A job's status in either word for running, or active: whatever is unfinished. */
export type StatusFilter = keyof typeof FILTERS;

/** A page of jobs, newest first. */
export async function pageOfJobs(db: Queryable, page: JobPage): Promise<BatchJob[]> {
  const rows = await call<Row>(
    db,
    // The page's numbers first: what is passed over costs a look at the job, not at its counts.
    `select ${SELECTED} from lotline.job_progress p where p.number = any (array(
       select number from lotline.jobs where ${whereOf(page)} and ($7::bigint is null or number < $7)
       order by number desc limit $8 offset $9))
     order by p.number desc`,
    [...valuesOf(page), page.cursor ?? null, page.limit, page.offset],
  );
  return rows.map(toBatchJob);
}

/** How many jobs fit the filters of a page. */
async function countBatchJobs(db: Queryable, page: JobPage): Promise<number> {
  const [row] = await call<{ total: number }>(
    db,
    `select count(*)::int as total from lotline.jobs where ${whereOf(page)}`,
    valuesOf(page),
  );
  return row?.total ?? 0;
}

function whereOf({ status, county_id }: JobPage): string {
  const county =
    county_id === undefined
      ? 'and $3::text is null'
      : `and (params ->> 'county_id' = $3 or params -> 'county_ids' ? $3)`;
  return `org_id = $1 and hidden_at is null and kind = any ($2)
    ${status === undefined ? '' : FILTERS[status]} ${county} and ($4::text is null or created_by = $4)
    and ($5::timestamptz is null or created_at >= $5) and ($6::timestamptz is null or created_at < $6)`;
}

function valuesOf(page: JobPage): unknown[] {
  const kinds = page.job_type === undefined ? BATCH_JOB_TYPES : [page.job_type];
  return [
    page.organizationId,
    kinds,
    page.county_id?.toLowerCase() ?? null,
    page.created_by ?? null,
    page.created_from ?? null,
    page.created_to ?? null,
  ];
}

interface Figures extends Record<string, unknown> {
  running: number;
  paused: number;
  completed_today: number;
  success_rate: number;
  active: number;
  completed: number;
  failed: number;
}

/** Figures over all jobs of an organization, and how many of them fit the filters of a page. */
export async function jobStats(db: Queryable, page: JobPage) {
  const [row] = await call<Figures>(
    db,
    `select running, paused, completed_today, success_rate, active, completed, failed
     from lotline.job_stats($1, $2)`,
    [page.organizationId, BATCH_JOB_TYPES],
  );
  if (row === undefined) throw new Error('job_stats gave no row');
  const { status, job_type, county_id, created_by, created_from, created_to } = page;
  const others = [job_type, county_id, created_by, created_from, created_to];
  const counted = others.every((filter) => filter === undefined) ? countedBy(status, row) : undefined;
  // all that end otherwise than cancelled are counted already, and of those there are few
  const rest = counted === undefined ? page : { ...page, status: counted.rest };
  const more = counted !== undefined && counted.rest === undefined ? 0 : await countBatchJobs(db, rest);
  return {
    stats: {
      running: row.running,
      paused: row.paused,
      completedToday: row.completed_today,
      successRate: row.success_rate,
    },
    total: (counted?.total ?? 0) + more,
  };
}

/** How many jobs a status leaves, where the figures tell it already; `rest`: which are to be counted besides. */
function countedBy(
  status: StatusFilter | undefined,
  row: Figures,
): { readonly total: number; readonly rest?: 'cancelled' } | undefined {
  if (status === undefined) return { total: row.active + row.completed + row.failed, rest: 'cancelled' };
  if (status === 'active' || status === 'completed' || status === 'failed' || status === 'paused')
    return { total: row[status] };
  return status === 'running' || status === 'in_progress' ? { total: row.running } : undefined;
}

/** Keeps what the owner says of a job until its next settle. */
export async function stateByOwner(
  db: Queryable,
  command: { organizationId: string; jobId: string; actor: string; says: Statement },
): Promise<void> {
  await call(db, 'select lotline.state_by_owner($1, $2, $3, $4)', [
    command.organizationId,
    command.jobId,
    JSON.stringify(command.says),
    command.actor,
  ]);
}

/** Pauses a job until a time, sets the time of a paused one, or takes it away (null). */
export async function pauseUntil(
  db: Queryable,
  command: {
    organizationId: string;
    jobId: string;
    actor: string;
    resumeAt: string | null;
    reason: string | null;
  },
): Promise<void> {
  await call(db, 'select lotline.pause_until($1, $2, $3, $4, $5)', [
    command.organizationId,
    command.jobId,
    command.resumeAt,
    command.actor,
    command.reason,
  ]);
}

export interface ItemRow extends Record<string, unknown> {
  seq: number;
  subject: string | null;
  reference: string | null;
  status: ItemStatus;
  input: unknown;
  result: unknown;
  error_class: string | null;
  error_code: string | null;
  error_message: string | null;
  attempts: number;
  settled_at: Date | null;
}

const ITEM_COLUMNS =
  'seq, subject, reference, status, input, result, error_class, error_code, error_message, attempts, settled_at';

export interface ItemsPage {
  readonly status?: ItemStatus | undefined;
  readonly county_id?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Items behind `after`, in order: of a status, of a county, or all. */
export function jobItems(db: Queryable, job: BatchJob, page: ItemsPage): Promise<ItemRow[]> {
  const after = Number(page.after ?? 0);
  const { status, limit } = page;
  if (page.county_id === undefined) {
    // The engine's own pages, which cost the same at any depth.
    return call<ItemRow>(
      db,
      `select p.seq, (select i.subject from lotline.items i where i.job_no = $5 and i.seq = p.seq) as subject,
         p.reference, p.status, p.input, p.result, p.error_class, p.error_code, p.error_message, p.attempts, p.settled_at
       from lotline.items_page($1, $2, $3, $4, 0, $6) p order by p.seq`,
      [job.organizationId, job.id, after, limit, job.number, status === undefined ? null : [status]],
    );
  }
  const county = page.county_id.toLowerCase();
  if (status === undefined) {
    return call<ItemRow>(
      db,
      `select ${ITEM_COLUMNS} from lotline.item_status where job_no = $1 and seq = any (array(
         select seq from lotline.items where job_no = $1 and seq > $2 and input ->> 'county_id' = $3
         order by seq limit $4)) order by seq`,
      [job.number, after, county, limit],
    );
  }
  return call<ItemRow>(
    db,
    `select ${ITEM_COLUMNS} from lotline.item_status
     where job_no = $1 and seq > $2 and input ->> 'county_id' = $3 and status = $5 order by seq limit $4`,
    [job.number, after, county, limit, status],
  );
}
