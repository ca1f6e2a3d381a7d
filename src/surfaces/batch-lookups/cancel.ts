import { AppError } from '../../base/errors.ts';
import { memberOf } from '../../base/record.ts';
import { cancelJob } from '../../engine/control.ts';
import type { JobStatus } from '../../engine/vocabulary.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { exampleCancelled } from './examples.ts';
import { findJob } from './jobs.ts';
import { toJobWord } from './translate.ts';
import { cancelledSchema, jobParams } from './wire.ts';

/** POST /batch-lookups/{job_id}/cancel: what waits is cancelled, what runs may finish. */
export const cancelBatch = endpoint({
  operationId: 'cancelBatchLookup',
  method: 'POST',
  path: '/batch-lookups/{job_id}/cancel',
  tag: 'Batch lookups',
  summary: 'Cancel a pending or processing batch job',
  description:
    'Items that wait become failed ("Job cancelled"); items being processed may finish. There is no resume.',
  allow: 'analyst',
  params: jobParams,
  answers: {
    200: { description: 'The job is cancelled', schema: cancelledSchema, example: exampleCancelled },
  },
  errors: ['job_not_found', 'not_cancellable'],
  async run({ caller, params, transaction }) {
    return transaction(async (db) => {
      const { organizationId, actor } = caller;
      const job = await findJob(db, organizationId, params.job_id);
      refuseEnded(job.status);
      try {
        await cancelJob(db, { organizationId, jobId: job.id, actor });
      } catch (error) {
        // It ended between the look and the cancel.
        if (error instanceof AppError && error.code === 'illegal_move') refuseEnded(statusIn(error.details));
        throw error;
      }
      return answer(200, { message: 'Job cancelled successfully', job_id: job.id });
    });
  },
});

const ENDED: readonly JobStatus[] = ['completed', 'failed', 'cancelled'];

function refuseEnded(status: JobStatus | undefined): void {
  const ended = ENDED.find((one) => one === status);
  if (ended === undefined) return;
  throw new AppError('not_cancellable', `Cannot cancel a job that is ${toJobWord(ended)}`, {
    hint: 'Only pending and processing jobs can be cancelled.',
  });
}

function statusIn(details: unknown): JobStatus | undefined {
  const status = memberOf(details, 'status');
  return ENDED.find((one) => one === status);
}
