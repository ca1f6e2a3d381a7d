import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import type { Queryable } from '../../db/pool.ts';
import { getJob } from '../../engine/jobs.ts';
import type { Job } from '../../engine/vocabulary.ts';

/** The caller's job of that id; anything else is `job_not_found`. */
export async function findJob(db: Queryable, organizationId: string, id: string): Promise<Job> {
  const job = isUuid(id) ? await getJob(db, organizationId, id) : null;
  if (job === null) throw new AppError('job_not_found', 'Job not found');
  return job;
}
