import { AppError } from '../../base/errors.ts';
import { call, type Queryable } from '../../db/pool.ts';
import { type CountyJobType, REUSING_TYPES } from './job-types.ts';

/**
 * The order of a job's items, fixed when it is made: county by county; one batch of each county in turn; or what is
 * sold soonest first.
 */
export const STRATEGIES = ['sequential', 'round_robin', 'auction_date'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** Most counties that a caller may name for one job; a state's, or all, are meant by `stateCode` and null. */
export const MOST_COUNTIES_NAMED = 500;

export interface NewCountyJob {
  readonly organizationId: string;
  readonly actor: string | null;
  readonly jobType: CountyJobType;
  /** One county, several, or null for all of the state, or of the country. */
  readonly countyIds: readonly string[] | null;
  /** Two letters; only without counties. */
  readonly stateCode?: string | null;
  /** 1 to 1000; the type's own by default. */
  readonly batchSize?: number | null;
  /** The first so many of what waits; 0 or absent for all. */
  readonly totalItems?: number | null;
  readonly strategy?: Strategy;
  /** As `create_job` takes them: `failure_limit`, `priority`, … */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** False: what services said before is asked anew; for {@link REUSING_TYPES}. */
  readonly reuse?: boolean;
}

/**
 * Makes a job, `pending` and sealed, of what waits for work of the type and no other unfinished job has. Throws
 * `conflict`, naming the other, when one for the same counties is unfinished; `total_items_too_large` when fewer wait
 * than asked for; `county_not_found`; `invalid_argument` naming the field; `validation_failed` where nothing is reused.
 */
export async function createCountyJob(db: Queryable, job: NewCountyJob): Promise<{ id: string }> {
  if (job.reuse === false && !REUSING_TYPES.includes(job.jobType)) {
    throw new AppError('validation_failed', `reuse: ${job.jobType} uses no answers of earlier jobs`, {
      field: 'reuse',
      hint: `Leave it out; it is for ${REUSING_TYPES.join(' and ')}.`,
    });
  }
  const [row] = await call<{ id: string }>(
    db,
    'select lotline.create_county_job($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as id',
    [
      job.organizationId,
      job.actor,
      job.jobType,
      job.countyIds,
      job.batchSize ?? null,
      job.totalItems ?? null,
      job.strategy ?? 'sequential',
      job.stateCode ?? null,
      JSON.stringify(job.settings ?? {}),
      JSON.stringify(job.reuse === undefined ? {} : { reuse: job.reuse }),
    ],
  );
  if (row === undefined) throw new Error('create_county_job gave no row');
  return row;
}
