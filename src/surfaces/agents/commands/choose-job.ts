/** Which jobs the words of a command may mean. */
import type { Queryable } from '../../../db/pool.ts';
import { listJobs } from '../../../engine/jobs.ts';
import type { Job, JobStatus } from '../../../engine/vocabulary.ts';
import { findCountiesOfAll } from '../../../property/counties/find-counties.ts';
import { COUNTY_JOB_TYPES } from '../../../property/county-jobs/job-types.ts';
import type { JobWords, Places } from './understanding.ts';

/** Jobs looked through, the newest first. */
export const LOOKED_THROUGH = 500;

export const UNFINISHED: readonly JobStatus[] = ['pending', 'in_progress', 'paused'];

/** County jobs of an organization in these states, the newest first. */
export async function countyJobs(
  db: Queryable,
  organizationId: string,
  statuses: readonly JobStatus[],
  limit = LOOKED_THROUGH,
): Promise<{ jobs: Job[]; total: number }> {
  return listJobs(db, { organizationId, kinds: COUNTY_JOB_TYPES, statuses, limit, offset: 0 });
}

/** Those jobs that the words fit; all of them when the words say nothing. */
export async function fitting(db: Queryable, jobs: readonly Job[], words: JobWords): Promise<Job[]> {
  const { jobType, jobId, places } = words;
  const fits = jobs.filter(
    (job) => (jobType === null || job.kind === jobType) && (jobId === null || isId(job, jobId)),
  );
  if (places === null) return fits;
  const ids = await countyIds(db, places);
  return fits.filter((job) => isThere(job, places, ids));
}

function isId(job: Job, given: string): boolean {
  return job.id === given || job.id.replaceAll('-', '').startsWith(given);
}

/** Every county that a name may mean: which of them is meant, the jobs decide. */
async function countyIds(db: Queryable, places: Places): Promise<readonly ReadonlySet<string>[]> {
  const names =
    places.are === 'named' ? places.names : places.are === 'state' && !places.said ? [places.typed] : [];
  const found = await findCountiesOfAll(db, names);
  return [...found.values()].map((counties) => new Set(counties.map(({ id }) => id)));
}

function isThere(job: Job, places: Places, ids: readonly ReadonlySet<string>[]): boolean {
  const { county_id: one, county_ids: several, state_code: state } = job.params;
  const own = [
    ...(typeof one === 'string' ? [one] : []),
    ...(Array.isArray(several) ? several.map(String) : []),
  ];
  if (places.are === 'all') return own.length === 0 && typeof state !== 'string';
  if (places.are === 'state' && state === places.stateCode) return true;
  return ids.length > 0 && ids.every((set) => own.some((id) => set.has(id)));
}
