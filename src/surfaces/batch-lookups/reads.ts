import { AppError } from '../../base/errors.ts';
import { asOrganization } from '../../db/pool.ts';
import { listJobs } from '../../engine/jobs.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { reportIds } from '../../outcomes/report.ts';
import { download } from './download.ts';
import { exampleItems, exampleJob, exampleList } from './examples.ts';
import { findJob, jobBody, KIND } from './jobs.ts';
import { itemsPage } from './queries.ts';
import { fromJobWord, toItemBody, toJobBody } from './translate.ts';
import {
  downloadQuery,
  itemListSchema,
  itemsQuery,
  jobListSchema,
  jobParams,
  jobWithItemsSchema,
  listQuery,
  MOST_ITEMS,
  oneQuery,
} from './wire.ts';

const tag = 'Batch lookups';

export const listBatches = endpoint({
  operationId: 'listBatchLookups',
  method: 'GET',
  path: '/batch-lookups',
  tag,
  summary: 'List all batch jobs for your organization',
  description: 'Newest first.',
  allow: 'viewer',
  query: listQuery,
  answers: { 200: { description: 'A page of jobs', schema: jobListSchema, example: exampleList } },
  errors: [],
  async run({ caller, query, transaction }) {
    return transaction(async (db) => {
      const { jobs, total } = await listJobs(db, {
        organizationId: caller.organizationId,
        kinds: [KIND],
        ...(query.status === undefined ? {} : { statuses: fromJobWord(query.status) }),
        limit: query.limit,
        offset: query.offset,
      });
      const reports = await reportIds(
        db,
        jobs.map((job) => job.number),
      );
      return answer(200, {
        jobs: jobs.map((job) => toJobBody(job, reports.get(job.number))),
        total,
        limit: query.limit,
        offset: query.offset,
      });
    });
  },
});

export const getBatch = endpoint({
  operationId: 'getBatchLookup',
  method: 'GET',
  path: '/batch-lookups/{job_id}',
  tag,
  summary: 'Get detailed status for a specific batch job',
  allow: 'viewer',
  params: jobParams,
  query: oneQuery,
  answers: { 200: { description: 'The job', schema: jobWithItemsSchema, example: exampleJob } },
  errors: ['job_not_found'],
  async run({ caller, params, query, transaction }) {
    return transaction(async (db) => {
      const job = await findJob(db, caller.organizationId, params.job_id);
      const body = await jobBody(db, job);
      if (!query.include_items) return answer(200, body);
      if (job.counts.total > MOST_ITEMS) {
        throw new AppError(
          'validation_failed',
          `include_items: this job has ${job.counts.total} items, more than the ${MOST_ITEMS} that fit one answer`,
          {
            field: 'include_items',
            hint: 'Page through GET /batch-lookups/{job_id}/items, or use .../download.',
          },
        );
      }
      const { items } = await itemsPage(db, job, { limit: MOST_ITEMS, offset: 0 });
      return answer(200, { ...body, items: items.map((item) => toItemBody(item, job)) });
    });
  },
});

export const listBatchItems = endpoint({
  operationId: 'listBatchLookupItems',
  method: 'GET',
  path: '/batch-lookups/{job_id}/items',
  tag,
  summary: 'Get all items (lookups) for a batch job',
  description: 'In the order in which they were sent.',
  allow: 'viewer',
  params: jobParams,
  query: itemsQuery,
  answers: { 200: { description: 'A page of items', schema: itemListSchema, example: exampleItems } },
  errors: ['job_not_found'],
  async run({ caller, params, query, transaction }) {
    return transaction(async (db) => {
      const job = await findJob(db, caller.organizationId, params.job_id);
      const { items, total } = await itemsPage(db, job, query);
      return answer(200, {
        items: items.map((item) => toItemBody(item, job)),
        total,
        limit: query.limit,
        offset: query.offset,
      });
    });
  },
});

export const downloadBatch = endpoint({
  operationId: 'downloadBatchLookup',
  method: 'GET',
  path: '/batch-lookups/{job_id}/download',
  tag,
  summary: 'Stream every item with its result, as CSV or JSON lines',
  description:
    'At any time, finished or not, in input order. CSV gives the original columns back with status, error and result columns behind; cells that a spreadsheet would run as a formula get a leading apostrophe. Correct what is wrong in it and send it to .../corrections.',
  allow: 'viewer',
  params: jobParams,
  query: downloadQuery,
  answers: { 200: { description: 'The items', content: ['text/csv', 'application/jsonl'] } },
  errors: ['job_not_found'],
  async run({ caller, params, query, pool }) {
    const { organizationId } = caller;
    const job = await asOrganization(pool, organizationId, (db) =>
      findJob(db, organizationId, params.job_id),
    );
    return download(pool, job, { ...query, latestGood: query.result === 'latest_good' });
  },
});
