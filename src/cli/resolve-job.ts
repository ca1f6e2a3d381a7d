/** Which job a command means: the id, a beginning of it, a name, or the only one that fits. */
import { isUuid } from '../base/uuid.ts';
import type { Client } from './client.ts';
import type { Context } from './context.ts';
import { CliError, EXIT, usageError } from './exit-codes.ts';
import { fetchJob, fetchJobs, type JobView, stateText } from './job-view.ts';

export interface Fitting {
  /** What the job must be for the command, in words: "running", "paused". */
  described: string;
  kind?: string;
  fits(job: JobView): boolean;
}

/** Jobs looked through when the id is left out or shortened: the newest ones. */
const LOOKED_THROUGH = 200;

/** Finds the job. When none was named and several fit, the error lists them; when one fits, stderr names it. */
export async function resolveJob(
  context: Context,
  wanted: string | undefined,
  fitting: Fitting,
): Promise<JobView> {
  const client = await context.client();
  if (wanted !== undefined) return isUuid(wanted) ? fetchJob(client, wanted) : byName(client, wanted);
  const { jobs } = await fetchJobs(client, {
    limit: LOOKED_THROUGH,
    ...(fitting.kind === undefined ? {} : { kind: fitting.kind }),
  });
  const fits = jobs.filter(fitting.fits);
  const [only] = fits;
  if (!only) throw new CliError(EXIT.notFound, 'job_not_found', `There is no ${fitting.described} job.`);
  if (fits.length > 1) {
    throw usageError(`${fits.length} jobs are ${fitting.described}; name one.`, listOf(fits));
  }
  context.say(`Job ${only.id} (${only.name})`);
  return only;
}

async function byName(client: Client, wanted: string): Promise<JobView> {
  const { jobs } = await fetchJobs(client, { limit: LOOKED_THROUGH });
  const start = wanted.toLowerCase();
  const fits = jobs.filter((job) => job.id.startsWith(start) || job.name === wanted || job.number === wanted);
  const [only] = fits;
  if (!only)
    throw new CliError(EXIT.notFound, 'job_not_found', `No job is called or begins with "${wanted}".`);
  if (fits.length > 1) throw usageError(`"${wanted}" means several jobs.`, listOf(fits));
  return only;
}

function listOf(jobs: readonly JobView[]): string {
  return jobs
    .slice(0, 10)
    .map((job) => `  ${job.id}  ${stateText(job)}  ${job.name}`)
    .join('\n');
}

export const UNFINISHED: Fitting = {
  described: 'unfinished',
  fits: (job) => ['pending', 'in_progress', 'paused'].includes(job.status) || job.draining,
};
