import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import type { Queryable } from '../../db/pool.ts';
import { getJob } from '../../engine/jobs.ts';
import type { Job, JobSettings } from '../../engine/vocabulary.ts';
import type { AnyKind } from '../../kinds/kind.ts';
import { reportIds } from '../../outcomes/report.ts';
import { toJobBody } from './translate.ts';
import type { JobBody } from './wire.ts';

/** The kind of job behind this API. */
export const KIND = 'incentive_lookup';

/**
 * The caller's batch of lookups. Throws `job_not_found` for anything else: an id of another form, another
 * organization's, a hidden job, or a job of another kind.
 */
export async function findJob(db: Queryable, organizationId: string, id: string): Promise<Job> {
  const job = isUuid(id) ? await getJob(db, organizationId, id) : null;
  if (job === null || job.kind !== KIND) throw new AppError('job_not_found', 'Batch job not found');
  return job;
}

/** A job as this API shows it, with the id of its report. */
export async function jobBody(db: Queryable, job: Job): Promise<JobBody> {
  const reports = await reportIds(db, [job.number]);
  return toJobBody(job, reports.get(job.number));
}

/**
 * How jobs of a kind are run, unless it is said otherwise. A spacing is a rate for the engine, which no number of
 * workers exceeds; a claim brings up to a second's worth, whose starts the worker then spaces.
 */
export function settingsOf(
  { defaults }: Pick<AnyKind, 'defaults'>,
  spacingMs: number | undefined,
): Partial<JobSettings> {
  const ratePerSecond = spacingMs ? 1_000 / spacingMs : defaults.ratePerSecond;
  return {
    batchSize: defaults.batchSize,
    leaseSeconds: defaults.leaseSeconds,
    maxAttempts: defaults.maxAttempts,
    ratePerSecond,
    ...(ratePerSecond === null ? {} : { rateBurst: Math.max(1, Math.ceil(ratePerSecond)) }),
    ...(defaults.backoffBaseSeconds === undefined ? {} : { backoffBaseSeconds: defaults.backoffBaseSeconds }),
    ...(defaults.backoffCapSeconds === undefined ? {} : { backoffCapSeconds: defaults.backoffCapSeconds }),
    ...(defaults.failureLimit === undefined ? {} : { failureLimit: defaults.failureLimit }),
  };
}
