import { call, type Queryable } from '../db/pool.ts';
import { COLUMNS, type JobRow, toJob } from './job-row.ts';
import type { Driver, Job, JobSettings, JobStatus, NewItem } from './vocabulary.ts';

export interface NewJob {
  organizationId: string;
  kind: string;
  name: string;
  actor: string | null;
  params?: Record<string, unknown>;
  settings?: Partial<JobSettings>;
  /** Column names of the caller's file. */
  columns?: readonly string[];
  /** True for a job that takes no items at all. By default it takes them until it is sealed or submitted. */
  sealed?: boolean;
  driver?: Driver;
  /** At most one unfinished job of an organization and kind may carry the same key (such as a county). */
  exclusiveKey?: string;
}

/** Makes a job in `pending`, without items. Throws `conflict`, naming the other, when its key is taken. */
export async function createJob(db: Queryable, job: NewJob): Promise<{ id: string; number: string }> {
  const [row] = await call<{ id: string; number: string }>(
    db,
    'select id, number from lotline.create_job($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [
      job.organizationId,
      job.kind,
      job.name,
      job.actor,
      JSON.stringify(job.params ?? {}),
      JSON.stringify(settingsToSql(job.settings ?? {})),
      job.columns ?? null,
      job.sealed ?? false,
      job.driver ?? 'worker',
      job.exclusiveKey ?? null,
    ],
  );
  if (row === undefined) throw new Error('create_job gave no row');
  return row;
}

function settingsToSql(settings: Partial<JobSettings>): Record<string, unknown> {
  return {
    batch_size: settings.batchSize,
    lease_seconds: settings.leaseSeconds,
    max_attempts: settings.maxAttempts,
    backoff_base_seconds: settings.backoffBaseSeconds,
    backoff_cap_seconds: settings.backoffCapSeconds,
    max_leases: settings.maxLeases,
    rate_per_second: settings.ratePerSecond,
    rate_burst: settings.rateBurst,
    failure_limit: settings.failureLimit,
    priority: settings.priority,
    weight: settings.weight,
  };
}

export interface Appended {
  /** Items added by this call, the skipped ones included. */
  added: number;
  /** Of these, the invalid ones. */
  skipped: number;
  /** Items of the job now. */
  total: number;
  /** This chunk was stored before: nothing was added now, and the numbers are those of the first time. */
  repeated: boolean;
}

/** Rows of one statement: enough to spread its cost, small enough for memory. */
const ROWS_PER_STATEMENT = 5_000;

/**
 * Appends items in order, also while the job runs, until it is sealed (then `job_sealed`). A chunk with a number
 * may be sent again: it is stored once. Without a number, calls of many rows are split; give a client inside a
 * transaction to make them all-or-nothing.
 */
export async function appendItems(
  db: Queryable,
  request: { organizationId: string; jobId: string; chunk: number | null; rows: readonly NewItem[] },
): Promise<Appended> {
  const { organizationId, jobId, chunk, rows } = request;
  const perStatement = chunk === null ? ROWS_PER_STATEMENT : rows.length;
  const sum: Appended = { added: 0, skipped: 0, total: 0, repeated: false };
  let underway: Promise<Appended[]> | undefined;
  const add = async (): Promise<void> => {
    const [part] = (await underway) ?? [];
    if (part === undefined) return;
    sum.added += part.added;
    sum.skipped += part.skipped;
    sum.total = part.total;
    sum.repeated = part.repeated;
  };
  let start = 0;
  do {
    // The next statement's text is built while the server is at the one before.
    const values = columnsOf(rows.slice(start, start + perStatement));
    await add();
    underway = call<Appended>(db, {
      name: 'append_items',
      text: 'select * from lotline.append_items($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      values: [organizationId, jobId, chunk, ...values],
    });
    start += perStatement;
  } while (start < rows.length);
  await add();
  return sum;
}

/** Rows as the column arguments of `append_items`: null for a column that no row has. */
export function columnsOf(rows: readonly NewItem[]): unknown[] {
  const some = <K extends keyof NewItem>(key: K): boolean => rows.some((row) => row[key] !== undefined);
  const invalid = some('invalid')
    ? rows.flatMap((row, i) => (row.invalid === undefined ? [] : [{ position: i + 1, errors: row.invalid }]))
    : [];
  return [
    // Lines of JSON: one string is far cheaper to build and to parse than an array of strings.
    rows.map((row) => JSON.stringify(row.input ?? null)).join('\n'),
    rows.some((row) => row.reference !== null) ? rows.map((row) => row.reference) : null,
    some('row') ? rows.map((row) => row.row ?? null) : null,
    some('cells') ? rows.map((row) => JSON.stringify(row.cells ?? null)).join('\n') : null,
    some('subject') ? rows.map((row) => row.subject ?? null) : null,
    invalid.length > 0 ? JSON.stringify(invalid) : null,
  ];
}

interface JobCommand {
  organizationId: string;
  jobId: string;
  actor: string | null;
}

/** Says that no more items come, without starting anything that is not started. */
export async function sealJob(db: Queryable, command: JobCommand): Promise<void> {
  await call(db, 'select lotline.seal_job($1, $2, $3)', [
    command.organizationId,
    command.jobId,
    command.actor,
  ]);
}

/** Seals the job and lets workers take it: it stays `pending` until the first claim. Repeating changes nothing. */
export async function submitJob(db: Queryable, command: JobCommand): Promise<void> {
  await call(db, 'select lotline.submit_job($1, $2, $3)', [
    command.organizationId,
    command.jobId,
    command.actor,
  ]);
}

/** One job with its counts, or null when the organization has none of that id. */
export async function getJob(db: Queryable, organizationId: string, id: string): Promise<Job | null> {
  const [row] = await call<JobRow>(
    db,
    `select ${COLUMNS} from lotline.job_progress where id = $2 and org_id = $1 and hidden_at is null`,
    [organizationId, id],
  );
  return row === undefined ? null : toJob(row);
}

export interface JobFilter {
  organizationId: string;
  kinds?: readonly string[];
  statuses?: readonly JobStatus[];
  /** Id of a county: jobs over it alone, or over a list that has it. */
  county?: string;
  createdBy?: string;
  /** Those that ended then or later. */
  endedSince?: Date;
  /** A part of the name, in any case. */
  name?: string;
  /** Number of a job: none that is newer, so that pages stay what they were while jobs are made. */
  through?: string;
  limit: number;
  offset: number;
}

export interface JobPage {
  jobs: Job[];
  /** All that match, whatever the page. */
  total: number;
  /** Those that match and are newer than `through`. */
  newer: number;
}

/** Newest first. */
export async function listJobs(db: Queryable, filter: JobFilter): Promise<JobPage> {
  const where = `org_id = $1 and hidden_at is null
    and ($2::text[] is null or kind = any ($2)) and ($3::text[] is null or status = any ($3))
    and ($4::text is null or params ->> 'county_id' = $4 or params -> 'county_ids' ? $4)
    and ($5::text is null or created_by = $5) and ($6::text is null or position(lower($6) in lower(name)) > 0)
    and ($8::timestamptz is null or completed_at >= $8)`;
  const values = [
    filter.organizationId,
    filter.kinds ?? null,
    filter.statuses ?? null,
    filter.county?.toLowerCase() ?? null,
    filter.createdBy ?? null,
    filter.name ?? null,
    filter.through ?? null,
    filter.endedSince ?? null,
  ];
  const [count] = await call<{ total: number; newer: number }>(
    db,
    `select (count(*) filter (where $7::bigint is null or number <= $7))::int as total,
       (count(*) filter (where number > $7))::int as newer
     from lotline.jobs where ${where}`,
    values,
  );
  const rows = await call<JobRow>(
    db,
    // The page's numbers first: what is passed over costs a look at the job, not at its counts.
    `select ${COLUMNS} from lotline.job_progress where number = any (array(
       select number from lotline.jobs where ${where} and ($7::bigint is null or number <= $7)
       order by number desc limit $9 offset $10))
     order by number desc`,
    [...values, filter.limit, filter.offset],
  );
  return { jobs: rows.map(toJob), total: count?.total ?? 0, newer: count?.newer ?? 0 };
}
