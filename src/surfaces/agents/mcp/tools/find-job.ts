import { AppError } from '../../../../base/errors.ts';
import type { Queryable } from '../../../../db/pool.ts';
import { getJob } from '../../../../engine/jobs.ts';
import type { Job } from '../../../../engine/vocabulary.ts';

/** The caller's job of that id. @throws AppError `job_not_found` */
export async function findJob(db: Queryable, organizationId: string, id: string): Promise<Job> {
  const job = await getJob(db, organizationId, id);
  if (job === null) throw new AppError('job_not_found', `No job ${id}`);
  return job;
}
