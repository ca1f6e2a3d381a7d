import { isUuid } from '../base/uuid.ts';
import { asOrganization, call, type Pool, type Queryable } from '../db/pool.ts';
import { reportNotFound } from './report-reads.ts';

/** A site of a report: what was asked, and what came of it. Money is US dollars, as text. */
export interface ReportSite {
  /** What the page is ordered by; with `seq` the place to go on after. */
  readonly rank: string;
  readonly seq: number;
  /** The item's. */
  readonly id: string;
  readonly row: number;
  readonly reference: string | null;
  readonly input: unknown;
  /** Of the row in the file that was uploaded. */
  readonly cells: readonly string[] | null;
  readonly eligible: boolean;
  readonly value: string;
  readonly utilityEiaid: number | null;
  readonly utilityName: string | null;
  readonly customerId: number | null;
  readonly stateCode: string | null;
  /** Null: the lookup was completed. */
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly connectUrl: string | null;
  readonly settledAt: Date;
  readonly programs: readonly SiteProgram[];
  readonly devices: readonly SiteDevice[];
}

export interface SiteProgram {
  readonly program_id: string;
  readonly program_name: string;
  readonly total_incentive: number;
  readonly eligible_combinations: number;
}

export interface SiteDevice {
  readonly device_id: number;
  readonly device_name: string | null;
  readonly eligible: boolean;
  readonly total_incentive: number;
}

/** Which sites of a report; what is absent does not narrow. */
export interface SiteFilter {
  readonly eligible?: boolean | undefined;
  readonly failed?: boolean | undefined;
  readonly stateCode?: string | undefined;
  readonly programId?: string | undefined;
  readonly deviceId?: number | undefined;
  readonly errorCode?: string | undefined;
}

/** As sent, by value, or by when they were looked up. */
export type SiteOrder = 'row' | 'value' | 'time';

export interface SitePage {
  readonly organizationId: string;
  readonly reportId: string;
  readonly filter: SiteFilter;
  readonly order?: SiteOrder;
  readonly down?: boolean;
  readonly after?: Pick<ReportSite, 'rank' | 'seq'> | undefined;
  readonly limit: number;
}

/** A page of a report's sites, and the last of them when there are more. Throws `report_not_found`. */
export async function listSites(
  db: Queryable,
  page: SitePage,
): Promise<{ sites: ReportSite[]; next: ReportSite | undefined }> {
  if (!isUuid(page.reportId)) throw reportNotFound();
  const { filter } = page;
  const sites = await call<ReportSite & Record<string, unknown>>(
    db,
    `select rank, seq, item_id as id, coalesce(row_number, seq) as row, reference, input, cells, eligible,
            total_incentive_value as value, utility_eiaid::float8 as "utilityEiaid", utility_name as "utilityName",
            customer_id::float8 as "customerId", state_code as "stateCode", error_code as "errorCode",
            error_message as "errorMessage", connect_url as "connectUrl", settled_at as "settledAt",
            coalesce(programs, '[]') as programs, coalesce(devices, '[]') as devices
       from lotline.report_sites_page($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      page.organizationId,
      page.reportId,
      page.limit + 1,
      page.order ?? 'row',
      page.down ?? false,
      page.after?.rank ?? null,
      page.after?.seq ?? null,
      filter.eligible ?? null,
      filter.failed ?? null,
      filter.stateCode ?? null,
      filter.programId ?? null,
      filter.deviceId ?? null,
      filter.errorCode ?? null,
    ],
  );
  const more = sites.length > page.limit;
  if (more) sites.pop();
  return { sites, next: more ? sites.at(-1) : undefined };
}

/**
 * All sites that a filter leaves, as they were sent, a page at a time and each page in a short transaction of its own: a
 * slow reader holds nothing in the database.
 */
export async function* streamSites(
  pool: Pool,
  request: Omit<SitePage, 'order' | 'down' | 'after'>,
): AsyncGenerator<ReportSite[], void> {
  let after: ReportSite | undefined;
  for (;;) {
    const { sites, next } = await asOrganization(pool, request.organizationId, (db) =>
      listSites(db, { ...request, after }),
    );
    if (sites.length > 0) yield sites;
    if (next === undefined) return;
    after = next;
  }
}
