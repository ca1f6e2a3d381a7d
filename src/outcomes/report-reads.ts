import { AppError } from '../base/errors.ts';
import { isUuid } from '../base/uuid.ts';
import { call, type Queryable } from '../db/pool.ts';
import type { ReportStatus } from './report.ts';

/** A report as it stands. Money is US dollars, as text: it keeps its digits. */
export interface Report {
  readonly id: string;
  readonly jobNumber: string;
  readonly jobId: string;
  readonly name: string;
  readonly description: string;
  readonly reportType: 'bulk_lookup';
  readonly status: ReportStatus;
  /** Items of the job, whatever came of them. */
  readonly totalItems: number;
  readonly totalSites: number;
  readonly eligibleSites: number;
  readonly failedSites: number;
  readonly totalIncentiveValue: string;
  readonly createdAt: Date;
  readonly completedAt: Date | null;
  /** The moment that all of it is of. */
  readonly readAt: Date;
}

export type Dimension = 'eligibility' | 'state' | 'error' | 'program' | 'device';

/** How often one thing stands in a report, and what it is worth. */
export interface Tally {
  /** Of an error its code, of a device its number …; of a site whose state is not known ''. */
  readonly key: string;
  readonly name: string | null;
  readonly sites: number;
  readonly eligibleSites: number;
  readonly failedSites: number;
  readonly value: string;
}

/** What a report counts by one dimension: the things of the most value, and how many others there are. */
export interface Breakdown {
  readonly tallies: readonly Tally[];
  readonly leftOut: number;
}

export interface ReportFilter {
  readonly organizationId: string;
  readonly status?: ReportStatus | undefined;
  /** Only reports older than the one of that job number. */
  readonly before?: string | undefined;
  readonly limit: number;
}

const COLUMNS = `l.id, l.job_no as "jobNumber", l.job_id as "jobId", l.name, l.description,
  l.report_type as "reportType", l.status, l.total_items as "totalItems", l.total_sites::float8 as "totalSites",
  l.eligible_sites::float8 as "eligibleSites", l.failed_sites::float8 as "failedSites",
  l.total_incentive_value as "totalIncentiveValue", l.created_at as "createdAt", l.completed_at as "completedAt",
  statement_timestamp() as "readAt"`;

/** Reports, newest first; `next` is the job number to go on before, when there are more. */
export async function listReports(
  db: Queryable,
  { organizationId, status, before, limit }: ReportFilter,
): Promise<{ reports: Report[]; next: string | undefined }> {
  const reports = await call<Report & Record<string, unknown>>(
    db,
    `select ${COLUMNS} from lotline.list_reports($1, $2, $3, $4) l`,
    [organizationId, status ?? null, before ?? null, limit + 1],
  );
  const more = reports.length > limit;
  if (more) reports.pop();
  return { reports, next: more ? reports.at(-1)?.jobNumber : undefined };
}

/**
 * One report with what it counts, all from one moment: the parts add up to the total. `most` bounds each part.
 * Throws `report_not_found`, also for another organization's and for one whose job is deleted.
 */
export async function readReport(
  db: Queryable,
  { organizationId, reportId, most }: { organizationId: string; reportId: string; most: number },
): Promise<{ report: Report; parts: Readonly<Record<Dimension, Breakdown>> }> {
  if (!isUuid(reportId)) throw reportNotFound();
  const [row] = await call<Report & { parts: PartRow[] } & Record<string, unknown>>(
    db,
    `select ${COLUMNS}, b.parts
       from lotline.list_reports($1, null, null, 1, $2) l
      cross join lateral (
        select coalesce(json_agg(json_build_object('dimension', x.dimension, 'key', x.key, 'name', x.name,
                 'sites', x.sites, 'eligibleSites', x.eligible_sites, 'failedSites', x.failed_sites,
                 'value', x.total_incentive_value::text, 'ofAll', x.of_all)), '[]') as parts
          from lotline.report_breakdown($1, l.id, $3) x) b`,
    [organizationId, reportId, most],
  );
  if (row === undefined) throw reportNotFound();
  const { parts, ...report } = row;
  return {
    report,
    parts: {
      eligibility: breakdownOf(parts, 'eligibility'),
      state: breakdownOf(parts, 'state'),
      error: breakdownOf(parts, 'error'),
      program: breakdownOf(parts, 'program'),
      device: breakdownOf(parts, 'device'),
    },
  };
}

interface PartRow extends Tally {
  readonly dimension: Dimension;
  readonly ofAll: number;
}

function breakdownOf(parts: readonly PartRow[], dimension: Dimension): Breakdown {
  const own = parts.filter((part) => part.dimension === dimension);
  return { tallies: own, leftOut: (own[0]?.ofAll ?? 0) - own.length };
}

export function reportNotFound(): AppError {
  return new AppError('report_not_found', 'Report not found');
}
