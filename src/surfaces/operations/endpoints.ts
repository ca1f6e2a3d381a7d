import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/pool.ts';
import {
  cancelJob,
  deleteJob,
  type JobCommand,
  pauseJob,
  resumeJob,
  retryItems,
} from '../../engine/control.ts';
import { listEvents } from '../../engine/events.ts';
import { listJobs } from '../../engine/jobs.ts';
import type { Paces } from '../../engine/paces.ts';
import type { Job, JobStatus } from '../../engine/vocabulary.ts';
import { type AnyEndpoint, answer, type Call, endpoint, type Surface } from '../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import { requireOwner } from '../../identity/ownership.ts';
import { resolveCounties } from '../../property/counties/find-counties.ts';
import { retryLeadImport } from '../../property/lead-imports/create-import.ts';
import { actionEndpoints } from './actions.ts';
import { jobBatches } from './batches.ts';
import { failureEndpoints } from './failures.ts';
import { findJob } from './find-job.ts';
import { jobItem } from './item.ts';
import { jobLog } from './log.ts';
import { changeSettings } from './settings.ts';
import { jobThroughput } from './throughput.ts';
import { toEventBody, toJobBody } from './translate.ts';
import {
  cancelSchema,
  deletedSchema,
  eventsQuery,
  eventsSchema,
  jobListSchema,
  jobParams,
  jobSchema,
  listQuery,
  pauseSchema,
  resumeSchema,
  retriedSchema,
  retrySchema,
} from './wire.ts';

const tag = 'Jobs';
/** Whatever is not over. */
const ACTIVE: readonly JobStatus[] = ['pending', 'in_progress', 'paused'];

const list = (paces: Paces) =>
  endpoint({
    operationId: 'listJobs',
    method: 'GET',
    path: '/api/jobs',
    tag,
    summary: 'List jobs of every kind, newest first',
    allow: 'viewer',
    query: listQuery,
    answers: { 200: { description: 'A page of jobs', schema: jobListSchema } },
    errors: ['county_not_found', 'ambiguous_county'],
    async run({ caller, query, transaction }) {
      const {
        kind,
        status,
        county,
        created_by: by,
        ended_since: ended,
        name,
        through,
        limit,
        offset,
      } = query;
      return transaction(async (db) => {
        const [countyId] = county === undefined ? [] : await resolveCounties(db, [county]);
        const { jobs, total, newer } = await listJobs(db, {
          organizationId: caller.organizationId,
          ...(kind === undefined ? {} : { kinds: [kind] }),
          ...(status === undefined ? {} : { statuses: status === 'active' ? ACTIVE : [status] }),
          ...(countyId === undefined ? {} : { county: countyId }),
          ...(by === undefined ? {} : { createdBy: by === 'me' ? caller.actor : by }),
          ...(ended === undefined ? {} : { endedSince: new Date(ended) }),
          ...(name === undefined ? {} : { name }),
          ...(through === undefined ? {} : { through }),
          limit,
          offset,
        });
        const going = await paces.of(db, jobs);
        const bodies = jobs.map((job) => toJobBody(job, going(job)));
        return answer(200, { jobs: bodies, total, newer, limit, offset });
      });
    },
  });

const one = (paces: Paces) =>
  endpoint({
    operationId: 'getJob',
    method: 'GET',
    path: '/api/jobs/{id}',
    tag,
    summary: 'Get one job with its counts',
    allow: 'viewer',
    params: jobParams,
    answers: { 200: { description: 'The job', schema: jobSchema } },
    errors: ['job_not_found'],
    async run({ caller, params, transaction }) {
      return transaction(async (db) => {
        const job = await findJob(db, caller.organizationId, params.id);
        return answer(200, toJobBody(job, (await paces.of(db, [job]))(job)));
      });
    },
  });

/** A command that moves a job and answers what became of it. */
async function command<Body>(
  paces: Paces,
  call: Call<{ id: string }, unknown, Body>,
  run: (db: Queryable, command: JobCommand) => Promise<Job>,
) {
  const { organizationId, actor } = call.caller;
  return call.transaction(async (db) => {
    const job = await findJob(db, organizationId, call.params.id);
    requireOwner(call.caller, job);
    const moved = await run(db, { organizationId, jobId: job.id, actor });
    return answer(200, toJobBody(moved, (await paces.of(db, [moved]))(moved)));
  });
}

const pause = (paces: Paces) =>
  endpoint({
    operationId: 'pauseJob',
    method: 'POST',
    path: '/api/jobs/{id}/pause',
    tag,
    summary: 'Hand out nothing more until resumed',
    description:
      'Items that run may finish, unless `fence` takes them back. Pausing a paused job changes nothing.',
    allow: 'analyst',
    params: jobParams,
    body: pauseSchema,
    answers: { 200: { description: 'The job', schema: jobSchema } },
    errors: ['job_not_found', 'illegal_move'],
    run: (call) =>
      command(paces, call, (db, job) =>
        pauseJob(db, { ...job, reason: call.body?.reason ?? null, fence: call.body?.fence ?? false }),
      ),
  });

const resume = (paces: Paces) =>
  endpoint({
    operationId: 'resumeJob',
    method: 'POST',
    path: '/api/jobs/{id}/resume',
    tag,
    summary: 'Go on where a pause stopped',
    allow: 'analyst',
    params: jobParams,
    body: resumeSchema,
    answers: { 200: { description: 'The job', schema: jobSchema } },
    errors: ['job_not_found', 'illegal_move'],
    run: (call) =>
      command(paces, call, (db, job) => resumeJob(db, { ...job, reason: call.body?.reason ?? null })),
  });

const cancel = (paces: Paces) =>
  endpoint({
    operationId: 'cancelJob',
    method: 'POST',
    path: '/api/jobs/{id}/cancel',
    tag,
    summary: 'Cancel what waits; this is final',
    description: 'Items that run may finish, unless `force` stops them at once.',
    allow: 'analyst',
    params: jobParams,
    body: cancelSchema,
    answers: { 200: { description: 'The job', schema: jobSchema } },
    errors: ['job_not_found', 'illegal_move'],
    run: (call) =>
      command(paces, call, (db, job) =>
        cancelJob(db, { ...job, reason: call.body?.reason ?? null, force: call.body?.force ?? false }),
      ),
  });

const remove = endpoint({
  operationId: 'deleteJob',
  method: 'DELETE',
  path: '/api/jobs/{id}',
  tag,
  summary: 'Delete a job, and its report',
  description:
    'To every reader both are gone; findings and the audit stay. A running job is refused: pause it first.',
  allow: 'admin',
  params: jobParams,
  answers: { 200: { description: 'It is gone', schema: deletedSchema } },
  errors: ['job_not_found', 'conflict'],
  async run({ caller: { organizationId, actor }, params, transaction }) {
    return transaction(async (db) => {
      const job = await findJob(db, organizationId, params.id);
      await deleteJob(db, { organizationId, jobId: job.id, actor });
      return answer(200, { message: 'Job deleted', id: job.id });
    });
  },
});

const retry = endpoint({
  operationId: 'retryItems',
  method: 'POST',
  path: '/api/jobs/{id}/retry',
  tag,
  summary: 'Try failed items again, inside the same job',
  description: 'Name them by exactly one of `all`, `codes`, `fingerprint` and `items`.',
  allow: 'analyst',
  params: jobParams,
  body: retrySchema,
  answers: { 200: { description: 'How many will be tried again', schema: retriedSchema } },
  errors: ['job_not_found', 'illegal_move'],
  async run({ caller, params, body, transaction }) {
    const { organizationId, actor } = caller;
    const { all, codes, fingerprint, items, reason } = body;
    const named = Object.values({ all, codes, fingerprint, items }).filter((choice) => choice !== undefined);
    if (named.length !== 1) {
      throw new AppError(
        'validation_failed',
        'Name the items by exactly one of all, codes, fingerprint and items',
        {
          field: 'all',
        },
      );
    }
    return transaction(async (db) => {
      const job = await findJob(db, organizationId, params.id);
      requireOwner(caller, job);
      if (all === true && job.kind === 'lead_import') {
        const again = { organizationId, jobId: job.id, actor, reason };
        if (await retryLeadImport(db, again))
          return answer(200, { retried: 0, refused: 0, begun_anew: true });
      }
      const { retried, refused } = await retryItems(db, {
        organizationId,
        jobId: job.id,
        actor,
        reason: reason ?? null,
        ...(all === undefined ? {} : { all }),
        ...(codes === undefined ? {} : { codes }),
        ...(fingerprint === undefined ? {} : { fingerprint }),
        ...(items === undefined ? {} : { seqs: items }),
      });
      return answer(200, { retried, refused });
    });
  },
});

const events = endpoint({
  operationId: 'listJobEvents',
  method: 'GET',
  path: '/api/jobs/{id}/events',
  tag,
  summary: 'What was done to a job: who, why, when',
  allow: 'viewer',
  params: jobParams,
  query: eventsQuery,
  answers: { 200: { description: 'The events, oldest first', schema: eventsSchema } },
  errors: ['job_not_found'],
  async run({ caller: { organizationId }, params, query, transaction }) {
    return transaction(async (db) => {
      const job = await findJob(db, organizationId, params.id);
      const found = await listEvents(db, {
        organizationId,
        jobId: job.id,
        limit: query.limit,
        ...(query.after === undefined ? {} : { after: query.after }),
      });
      return answer(200, { events: found.map(toEventBody) });
    });
  },
});

const endpoints = (paces: Paces): readonly AnyEndpoint[] => [
  ...[list(paces), one(paces), pause(paces), resume(paces), cancel(paces), remove, retry, events],
  ...[changeSettings(paces), jobBatches, jobItem, jobLog, jobThroughput],
  ...failureEndpoints,
  ...actionEndpoints,
];

/** Jobs of every kind in the engine's words: what the dashboard and the command line drive. */
export const operations = (paces: Paces): Surface => ({
  prefix: '/api',
  area: 'jobs',
  endpoints: endpoints(paces),
  problemSchema,
  renderProblem,
});
