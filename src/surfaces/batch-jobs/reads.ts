import { AppError } from '../../base/errors.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { exampleList, exampleOne } from './examples.ts';
import { TAG } from './parts.ts';
import { findBatchJob, type ItemRow, jobItems, jobStats, pageOfJobs } from './queries.ts';
import { itemsQuery, jobParams, listQuery } from './requests.ts';
import { isActive, timeText, toDetailBody, toListedBody } from './translate.ts';
import { itemsSchema, listSchema, oneSchema } from './wire.ts';

const WITHOUT_SIGN_IN =
  'Where the installation lets people read without sign-in, who made a job and the texts of errors are left out.';

export const listBatchJobs = endpoint({
  operationId: 'listBatchJobs',
  method: 'GET',
  path: '/api/batch-jobs',
  tag: TAG,
  summary: 'List batch jobs: active ones, history, and figures over all of them',
  description: `Newest first. \`status=active\` means pending, running or paused. ${WITHOUT_SIGN_IN}`,
  allow: 'viewer',
  publicRead: true,
  query: listQuery,
  answers: { 200: { description: 'A page of jobs', schema: listSchema, example: exampleList } },
  errors: [],
  async run({ caller, query, transaction }) {
    const { organizationId } = caller;
    const anonymous = caller.anonymous === true;
    return transaction(async (db) => {
      if (anonymous && query.created_by !== undefined) {
        throw new AppError('unauthorized', 'created_by is for those who sign in', { field: 'created_by' });
      }
      const page = {
        organizationId,
        ...query,
        ...(query.created_by === 'me' ? { created_by: caller.actor } : {}),
      };
      const jobs = await pageOfJobs(db, page);
      const { stats, total } = await jobStats(db, page);
      const shown = (active: boolean) =>
        jobs.filter((job) => isActive(job) === active).map((job) => toListedBody(job, anonymous));
      const more = jobs.length === query.limit ? (jobs.at(-1)?.number ?? null) : null;
      return answer(200, {
        data: { activeJobs: shown(true), jobHistory: shown(false), stats },
        source: 'database',
        pagination: { total, limit: query.limit, offset: query.offset, next_cursor: more },
      });
    });
  },
});

export const getBatchJob = endpoint({
  operationId: 'getBatchJob',
  method: 'GET',
  path: '/api/batch-jobs/{id}',
  tag: TAG,
  summary: 'Get one batch job',
  description: WITHOUT_SIGN_IN,
  allow: 'viewer',
  publicRead: true,
  params: jobParams,
  answers: { 200: { description: 'The job', schema: oneSchema, example: exampleOne } },
  errors: ['job_not_found'],
  async run({ caller, params, transaction }) {
    return transaction(async (db) => {
      const job = await findBatchJob(db, caller.organizationId, params.id);
      return answer(200, { data: toDetailBody(job, caller.anonymous), source: 'database' });
    });
  },
});

export const listBatchJobItems = endpoint({
  operationId: 'listBatchJobItems',
  method: 'GET',
  path: '/api/batch-jobs/{id}/items',
  tag: TAG,
  summary: 'The items of a batch job, in the order in which they are handed out',
  allow: 'viewer',
  params: jobParams,
  query: itemsQuery,
  answers: { 200: { description: 'A page of items', schema: itemsSchema } },
  errors: ['job_not_found'],
  async run({ caller, params, query, transaction }) {
    return transaction(async (db) => {
      const job = await findBatchJob(db, caller.organizationId, params.id);
      const items = await jobItems(db, job, query);
      const more = items.length === query.limit ? (items.at(-1)?.seq ?? null) : null;
      return answer(200, { data: items.map(toItemBody), next_after: more, source: 'database' });
    });
  },
});

function toItemBody({ subject, reference, result, settled_at, error_message, ...rest }: ItemRow) {
  return {
    item_id: subject,
    parcel_id: reference,
    finding: result ?? null,
    // the engine stores no words as an empty text
    error_message: error_message === '' ? null : error_message,
    settled_at: timeText(settled_at),
    ...rest,
  };
}
