import { AppError } from '../../base/errors.ts';
import { listFailureGroups } from '../../engine/failures.ts';
import {
  jobsOfFailureGroup,
  listFailureGroupsEverywhere,
  samplesOfFailureGroup,
} from '../../engine/failures-everywhere.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import {
  everywhereListSchema,
  everywhereQuery,
  failuresSchema,
  groupParams,
  groupsQuery,
  oneGroupQuery,
  oneGroupSchema,
  toEverywhereBody,
  toFailingJobBody,
  toFailureBody,
  toSampleBody,
} from './failures-wire.ts';
import { findJob } from './find-job.ts';
import { jobParams } from './wire.ts';

const tag = 'Failures';
const DAY_MS = 24 * 60 * 60_000;
/** Most jobs and samples of one group. */
const MOST_JOBS = 100;
const MOST_SAMPLES = 10;

const ofJob = endpoint({
  operationId: 'listFailureGroups',
  method: 'GET',
  path: '/api/jobs/{id}/failures',
  tag,
  summary: 'Failures of a job, grouped by their cause',
  description:
    'Counters that were kept as the items were settled. The trend reaches from the first failure of the job to the last, or to now while it runs.',
  allow: 'viewer',
  params: jobParams,
  query: groupsQuery,
  answers: { 200: { description: 'The groups, the largest first', schema: failuresSchema } },
  errors: ['job_not_found'],
  async run({ caller: { organizationId }, params, query, transaction }) {
    return transaction(async (db) => {
      const job = await findJob(db, organizationId, params.id);
      const groups = await listFailureGroups(db, { organizationId, jobId: job.id, limit: query.limit });
      return answer(200, { failures: groups.map(toFailureBody) });
    });
  },
});

const everywhere = endpoint({
  operationId: 'listFailureGroupsEverywhere',
  method: 'GET',
  path: '/api/failures',
  tag,
  summary: 'Failures of all jobs, grouped by their cause',
  description:
    '`count` and `trend` are of the time asked for, as exactly as the counters tell: slots of a long-lived group are longer than those of a new one. `final` is what stands as failed now, whenever that was.',
  allow: 'viewer',
  query: everywhereQuery,
  answers: { 200: { description: 'The groups, the largest first', schema: everywhereListSchema } },
  errors: [],
  async run({ caller: { organizationId }, query, transaction }) {
    const since = sinceOf(query.since);
    return transaction(async (db) => {
      const groups = await listFailureGroupsEverywhere(db, {
        organizationId,
        since,
        limit: query.limit,
        ...(query.kind === undefined ? {} : { kind: query.kind }),
      });
      return answer(200, { failures: groups.map(toEverywhereBody), since: since.toISOString() });
    });
  },
});

const one = endpoint({
  operationId: 'getFailureGroup',
  method: 'GET',
  path: '/api/failures/{fingerprint}',
  tag,
  summary: 'One cause of failures: the jobs that have it, and samples',
  description: 'Without `since` of the 24 hours up to its last failure.',
  allow: 'viewer',
  params: groupParams,
  query: oneGroupQuery,
  answers: { 200: { description: 'The group, its jobs and samples', schema: oneGroupSchema } },
  errors: ['not_found'],
  async run({ caller: { organizationId }, params: { fingerprint }, query, transaction }) {
    return transaction(async (db) => {
      const jobs = await jobsOfFailureGroup(db, { organizationId, fingerprint, limit: MOST_JOBS });
      const [last] = jobs;
      if (last === undefined) throw new AppError('not_found', 'No such group of failures');
      const [group] = await listFailureGroupsEverywhere(db, {
        organizationId,
        // one that is quiet since long is shown as it was in its last day
        since: sinceOf(query.since, last.lastSeenAt),
        fingerprint,
        limit: 1,
      });
      if (group === undefined) throw new AppError('not_found', 'No such failure since then');
      const samples = await samplesOfFailureGroup(db, { organizationId, fingerprint, limit: MOST_SAMPLES });
      return answer(200, {
        failure: toEverywhereBody(group),
        jobs: jobs.map(toFailingJobBody),
        samples: samples.map(toSampleBody),
      });
    });
  },
});

function sinceOf(text: string | undefined, end = new Date()): Date {
  return text === undefined ? new Date(end.getTime() - DAY_MS) : new Date(text);
}

export const failureEndpoints = [ofJob, everywhere, one];
