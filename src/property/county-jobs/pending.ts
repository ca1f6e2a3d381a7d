import { call, type Queryable } from '../../db/pool.ts';
import type { CountyJobType } from './job-types.ts';

/** What waits of one type, and what it takes. */
export interface PendingWork {
  readonly jobType: CountyJobType;
  readonly pending: number;
  readonly batchSize: number;
  readonly batches: number;
  /** Sessions of an agent: none for nothing, at least one for anything. */
  readonly sessions: number;
}

/** What waits of every type, in the order of summaries; without what unfinished jobs have in hand. */
export function pendingWork(db: Queryable, organizationId: string): Promise<PendingWork[]> {
  return call<PendingWork & Record<string, unknown>>(
    db,
    `select job_type as "jobType", pending, batch_size as "batchSize", batches, sessions
     from lotline.pending_work($1)`,
    [organizationId],
  );
}

/** How many subjects wait for work of one type, in some counties or (null) in all. */
export async function countPending(
  db: Queryable,
  organizationId: string,
  jobType: CountyJobType,
  countyIds: readonly string[] | null,
): Promise<number> {
  const [row] = await call<{ pending: number }>(db, 'select lotline.count_pending($1, $2, $3) as pending', [
    organizationId,
    jobType,
    countyIds,
  ]);
  return row?.pending ?? 0;
}

/** How long the last runs of a kind took for each item, in seconds: what most lie between. */
export interface PastRuns {
  readonly kind: string;
  /** How many runs that is said from, at most eight. */
  readonly runs: number;
  readonly lowSeconds: number;
  readonly highSeconds: number;
}

/** Of the kinds that have runs behind them. */
export function pastRuns(
  db: Queryable,
  organizationId: string,
  kinds: readonly string[],
): Promise<PastRuns[]> {
  return call<PastRuns & Record<string, unknown>>(
    db,
    `select kind, runs, low_seconds as "lowSeconds", high_seconds as "highSeconds" from lotline.past_runs($1, $2)`,
    [organizationId, kinds],
  );
}

/** What waits in one county. */
export interface CountyPending {
  readonly countyId: string;
  readonly fipsCode: string;
  readonly county: string;
  readonly state: string;
  readonly pending: number;
}

/** What waits of some types, by county, most first; counties without any are left out. */
export function pendingByCounty(
  db: Queryable,
  organizationId: string,
  jobTypes: readonly CountyJobType[],
): Promise<CountyPending[]> {
  return call<CountyPending & Record<string, unknown>>(
    db,
    `select county_id as "countyId", fips_code as "fipsCode", county_name as county, state_code as state, pending
     from lotline.pending_by_county($1, $2)`,
    [organizationId, jobTypes],
  );
}
