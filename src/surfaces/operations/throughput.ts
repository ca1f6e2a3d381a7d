import { z } from 'zod';
import { readThroughput } from '../../engine/throughput.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { findJob } from './find-job.ts';
import { jobParams } from './wire.ts';

const throughputSchema = z
  .object({
    from: z.iso.datetime().nullable().describe('When the first slice begins; null: no item was tried yet'),
    sliceSeconds: z.number(),
    items: z.array(z.int()).describe('Items that were settled in each slice, the oldest first, 61 at most'),
    lookedAt: z
      .int()
      .describe('Items that this was read from: all that were tried, or of many up to 400 at even distances'),
  })
  .meta({ id: 'JobThroughput' });

/** GET /api/jobs/{id}/throughput: how its items were settled over its time. */
export const jobThroughput = endpoint({
  operationId: 'getJobThroughput',
  method: 'GET',
  path: '/api/jobs/{id}/throughput',
  tag: 'Jobs',
  summary: 'How the items of a job were settled over its time',
  description:
    'Whatever its size, 400 items are looked at, at most; figures are scaled to all that were tried.',
  allow: 'viewer',
  params: jobParams,
  answers: { 200: { description: 'Slices of time', schema: throughputSchema } },
  errors: ['job_not_found'],
  async run({ caller: { organizationId }, params, transaction }) {
    return transaction(async (db) => {
      const job = await findJob(db, organizationId, params.id);
      const found = await readThroughput(db, { organizationId, jobId: job.id });
      if (found === null) return answer(200, { from: null, sliceSeconds: 1, items: [], lookedAt: 0 });
      const { began, sliceSeconds, lookedAt, slices } = found;
      const each = Math.max(1, (job.counts.completed + job.counts.failed) / lookedAt);
      const items = slices.map((looked) => Math.round(looked * each));
      return answer(200, { from: began.toISOString(), sliceSeconds, items, lookedAt });
    });
  },
});
