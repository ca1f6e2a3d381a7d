import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import { asOrganization } from '../../db/pool.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import type { Triggers } from '../../outcomes/triggers.ts';
import { findJob } from './run.ts';
import { triggeredSchema, triggerParams } from './wire.ts';

/** POST /api/batch-jobs/{id}/trigger: the call to the workflow, sent anew. */
export const triggerBatchJob = (triggers: Pick<Triggers, 'again'>) =>
  endpoint({
    operationId: 'triggerBatchJob',
    method: 'POST',
    path: '/api/batch-jobs/{id}/trigger',
    tag: 'n8n',
    summary: 'Call the workflow of a running job once more',
    description:
      'Only while the job is in progress and n8n runs it. A call that fails is told, and fails nothing.',
    allow: 'analyst',
    refusal: 'Viewers cannot modify batch jobs',
    params: triggerParams,
    answers: { 200: { description: 'What became of the call', schema: triggeredSchema } },
    errors: ['job_not_found', 'not_triggerable'],
    async run({ caller, params, pool }) {
      const { organizationId, actor } = caller;
      if (!isUuid(params.id)) throw new AppError('job_not_found', 'Batch job not found');
      const job = await asOrganization(pool, organizationId, (db) => findJob(db, organizationId, params.id));
      const { triggered, error } = await triggers.again(organizationId, job.id, actor);
      return answer(200, {
        message: triggered ? 'The workflow was called' : 'The workflow could not be called',
        source: 'database',
        n8n_triggered: triggered,
        n8n_error: error,
      });
    },
  });
