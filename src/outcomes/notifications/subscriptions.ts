import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import { call, type Queryable } from '../../db/pool.ts';
import type { Reader } from './notifications.ts';

/** Why somebody is told of a job; null: they are not, unless they want to hear of all. */
export type Following = 'creator' | 'asked' | null;

/** Has somebody told of a job, no longer, or (undefined) only asks. Throws `job_not_found`. */
export async function followJob(
  db: Queryable,
  { organizationId, principal }: Reader,
  jobId: string,
  follow?: boolean,
): Promise<Following> {
  if (!isUuid(jobId)) throw new AppError('job_not_found', 'Job not found');
  const [row] = await call<{ why: Following }>(db, 'select lotline.follow_job($1, $2, $3, $4) as why', [
    organizationId,
    jobId,
    principal,
    follow ?? null,
  ]);
  return row?.why ?? null;
}
