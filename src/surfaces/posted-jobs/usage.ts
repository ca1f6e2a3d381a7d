import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import { getJob } from '../../engine/jobs.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { readJobUsage } from '../../property/findings/model-usage.ts';
import { jobParams } from './wire.ts';

const counts = {
  items: z.int().describe('Items that it was asked about'),
  requests: z.int(),
  input_tokens: z.int(),
  output_tokens: z.int(),
  web_searches: z.int(),
  cost: z.string().nullable().describe('Dollars, decimal text; null: the price of a model is not known'),
};
const usageSchema = z
  .object({
    models: z.array(z.object({ model: z.string(), ...counts }).meta({ id: 'ModelUsage' })),
    cost: counts.cost,
  })
  .meta({ id: 'JobUsage' });

/** GET /api/jobs/{id}/usage: what language models used for a job, and what that cost. */
export const jobUsageEndpoint = endpoint({
  operationId: 'getJobUsage',
  method: 'GET',
  path: '/api/jobs/{id}/usage',
  tag: 'Jobs',
  summary: 'What language models used for a job so far, and what it cost',
  description: 'Items that failed or were tried again count as well. Empty for jobs that no model works on.',
  allow: 'viewer',
  params: jobParams,
  answers: { 200: { description: 'One entry for each model, the dearest first', schema: usageSchema } },
  errors: ['job_not_found'],
  run: ({ caller: { organizationId }, params, transaction }) =>
    transaction(async (db) => {
      const job = isUuid(params.id) ? await getJob(db, organizationId, params.id) : null;
      if (job === null) throw new AppError('job_not_found', 'Job not found');
      const models = await readJobUsage(db, organizationId, job.id);
      const unknown = models.some(({ cost }) => cost === null);
      const sum = models.reduce((total, { cost }) => total + Number(cost ?? 0), 0);
      return answer(200, { models, cost: unknown ? null : sum.toFixed(6) });
    }),
});
