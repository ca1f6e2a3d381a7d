import { isUuid } from '../base/uuid.ts';
import { call, type Queryable } from '../db/pool.ts';
import { reportNotFound } from './report-reads.ts';

/** What a report held at the end of a step, all steps before it included. Money is US dollars. */
export interface TimelinePoint {
  readonly at: Date;
  readonly sites: number;
  readonly eligibleSites: number;
  readonly failedSites: number;
  readonly value: number;
}

export interface Timeline {
  /** Null where the report has no sites. */
  readonly stepSeconds: number | null;
  /** Steps in which nothing came are left out. */
  readonly points: readonly TimelinePoint[];
}

const MOST_POINTS = 120;

/** How a report filled, in at most 120 steps. Throws `report_not_found`. */
export async function readTimeline(
  db: Queryable,
  { organizationId, reportId }: { organizationId: string; reportId: string },
): Promise<Timeline> {
  if (!isUuid(reportId)) throw reportNotFound();
  const steps = await call<TimelinePoint & { stepSeconds: number } & Record<string, unknown>>(
    db,
    `select at, step_seconds as "stepSeconds", sites::float8 as sites, eligible_sites::float8 as "eligibleSites",
            failed_sites::float8 as "failedSites", total_incentive_value::float8 as value
       from lotline.report_timeline($1, $2, $3)`,
    [organizationId, reportId, MOST_POINTS],
  );
  let sum = { sites: 0, eligibleSites: 0, failedSites: 0, value: 0 };
  const points = steps.map(({ at, sites, eligibleSites, failedSites, value }) => {
    sum = {
      sites: sum.sites + sites,
      eligibleSites: sum.eligibleSites + eligibleSites,
      failedSites: sum.failedSites + failedSites,
      value: Math.round((sum.value + value) * 100) / 100,
    };
    return { at, ...sum };
  });
  return { stepSeconds: steps[0]?.stepSeconds ?? null, points };
}
