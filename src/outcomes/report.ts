import { call, type Queryable } from '../db/pool.ts';

export type ReportStatus = 'processing' | 'complete' | 'error';

/** The report of a batch of lookups; its totals are asked of its rows at the moment of reading. */
export interface ReportSummary {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly reportType: 'bulk_lookup';
  readonly status: ReportStatus;
  /** Items processed so far: completed or failed. */
  readonly totalSites: number;
  readonly eligibleSites: number;
  /** US dollars with two decimals, as text: money keeps its digits. */
  readonly totalIncentiveValue: string;
  readonly createdAt: Date;
}

/** The name that a batch of `sites` lookups has when its owner gives none, with today's date (UTC). */
export async function reportName(db: Queryable, sites: number): Promise<string> {
  const [row] = await call<{ name: string }>(
    db,
    `select format('Batch Lookup - %s (%s sites)',
                   to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD'), $1::int) as name`,
    [sites],
  );
  return row?.name ?? '';
}

/** Makes a job's report in the job's own transaction, or names it anew when its number of sites is known. */
export async function putReport(
  db: Queryable,
  request: { organizationId: string; jobId: string; name: string; sites: number },
): Promise<ReportSummary> {
  const [row] = await call<{ id: string; name: string; description: string; createdAt: Date }>(
    db,
    'select id, name, description, created_at as "createdAt" from lotline.put_report($1, $2, $3, $4)',
    [request.organizationId, request.jobId, request.name, request.sites],
  );
  if (row === undefined) throw new Error('put_report gave no row');
  return {
    ...row,
    reportType: 'bulk_lookup',
    status: 'processing',
    totalSites: 0,
    eligibleSites: 0,
    totalIncentiveValue: '0.00',
  };
}

/** The report of a job as it stands now; undefined when the job has none or is not the organization's. */
export async function reportSummary(
  db: Queryable,
  organizationId: string,
  jobId: string,
): Promise<ReportSummary | undefined> {
  const [row] = await call<ReportSummary & Record<string, unknown>>(
    db,
    `select id, name, description, report_type as "reportType", status, total_sites as "totalSites",
            eligible_sites as "eligibleSites", total_incentive_value as "totalIncentiveValue",
            created_at as "createdAt"
       from lotline.report_totals
      where org_id = $1 and job_id = $2`,
    [organizationId, jobId],
  );
  return row;
}

/** Ids of the reports of these jobs, by job number. */
export async function reportIds(
  db: Queryable,
  jobNumbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await call<{ job_no: string; id: string }>(
    db,
    'select job_no, id from lotline.incentive_reports where job_no = any ($1::bigint[])',
    [jobNumbers],
  );
  return new Map(rows.map((row) => [row.job_no, row.id]));
}
