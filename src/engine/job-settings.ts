import { AppError } from '../base/errors.ts';
import { entriesOf } from '../base/keys.ts';
import { call, type Queryable } from '../db/pool.ts';
import type { JobCommand } from './control.ts';
import { getJob } from './jobs.ts';
import type { Job, JobSettings } from './vocabulary.ts';

/** What of a job's settings may change while it is not over; what is left out stays as it is. */
export type LiveSettings = {
  readonly [Name in
    | 'maxLeases'
    | 'batchSize'
    | 'ratePerSecond'
    | 'failureLimit'
    | 'priority'
    | 'maxAttempts']?: JobSettings[Name] | undefined;
};

/** By the names that `change_job_settings` knows. */
const NAMES = {
  maxLeases: 'max_leases',
  batchSize: 'batch_size',
  ratePerSecond: 'rate_per_second',
  failureLimit: 'failure_limit',
  priority: 'priority',
  maxAttempts: 'max_attempts',
} as const satisfies Record<keyof LiveSettings, string>;

/**
 * Changes how a job is run from its next claim on. Its history says what it was before, and who changed it. Throws
 * `conflict` for a job that is over, `invalid_argument` for what its kind cannot live with.
 */
export async function changeJobSettings(
  db: Queryable,
  command: JobCommand & { settings: LiveSettings; reason?: string | null },
): Promise<Job> {
  const { organizationId, jobId, actor, settings } = command;
  const named = entriesOf(NAMES).flatMap(([name, column]) => {
    const value = settings[name];
    return value === undefined ? [] : [[column, value] as const];
  });
  await call(db, 'select lotline.change_job_settings($1, $2, $3, $4, $5)', [
    organizationId,
    jobId,
    JSON.stringify(Object.fromEntries(named)),
    actor,
    command.reason ?? null,
  ]);
  const job = await getJob(db, organizationId, jobId);
  if (job === null) throw new AppError('job_not_found', `No job ${jobId}`);
  return job;
}
