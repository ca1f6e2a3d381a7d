import { listJobBatches } from '../../engine/job-batches.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { findJob } from './find-job.ts';
import { batchesQuery, batchesSchema } from './steering-wire.ts';
import { jobParams } from './wire.ts';

/** GET /api/jobs/{id}/batches: who holds what of a job, and who held what. */
export const jobBatches = endpoint({
  operationId: 'listJobBatches',
  method: 'GET',
  path: '/api/jobs/{id}/batches',
  tag: 'Jobs',
  summary: 'Batches of a job, the open ones and those that are over',
  allow: 'viewer',
  params: jobParams,
  query: batchesQuery,
  answers: { 200: { description: 'A page, the newest first', schema: batchesSchema } },
  errors: ['job_not_found'],
  async run({ caller: { organizationId }, params, query: { limit, after }, transaction }) {
    return transaction(async (db) => {
      const job = await findJob(db, organizationId, params.id);
      const found = await listJobBatches(db, {
        ...{ organizationId, jobId: job.id, limit: limit + 1 },
        ...(after === undefined ? {} : { after }),
      });
      const page = found.slice(0, limit);
      return answer(200, {
        batches: page.map(({ leasedAt, closedAt, until, ...batch }) => ({
          ...batch,
          leasedAt: leasedAt.toISOString(),
          closedAt: closedAt?.toISOString() ?? null,
          until: until?.toISOString() ?? null,
        })),
        next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
      });
    });
  },
});
