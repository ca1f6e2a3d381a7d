import { AppError } from '../../base/errors.ts';
import { getJobItem, type ItemDetail } from '../../engine/job-item.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { findJob } from './find-job.ts';
import { itemParams, itemSchema } from './steering-wire.ts';

const LARGEST_SEQ = 2_147_483_647;

/** GET /api/jobs/{id}/items/{seq}: one item, with everything that was tried of it. */
export const jobItem = endpoint({
  operationId: 'getJobItem',
  method: 'GET',
  path: '/api/jobs/{id}/items/{seq}',
  tag: 'Jobs',
  summary: 'One item of a job: what went in, what came of it, and every attempt',
  allow: 'viewer',
  params: itemParams,
  answers: { 200: { description: 'The item', schema: itemSchema } },
  errors: ['job_not_found', 'not_found'],
  async run({ caller: { organizationId }, params, transaction }) {
    const seq = Number(params.seq);
    return transaction(async (db) => {
      const job = await findJob(db, organizationId, params.id);
      const wanted = { organizationId, jobId: job.id, jobNumber: job.number, seq };
      const item = seq >= 1 && seq <= LARGEST_SEQ ? await getJobItem(db, wanted) : null;
      if (item === null) throw new AppError('not_found', `Job ${job.id} has no item ${params.seq}`);
      return answer(200, { jobId: job.id, ...toBody(item) });
    });
  },
});

function toBody(item: ItemDetail) {
  const { errorClass, errorCode, errorMessage } = item;
  return {
    seq: item.seq,
    itemId: item.id,
    reference: item.reference,
    row: item.row,
    status: item.status,
    input: item.input ?? null,
    result: item.result ?? null,
    error: errorCode === null ? null : { class: errorClass, code: errorCode, message: errorMessage },
    fieldErrors: item.fieldErrors,
    generation: item.generation,
    settledAt: item.settledAt?.toISOString() ?? null,
    dueAt: item.dueAt?.toISOString() ?? null,
    attempts: item.tried.map(({ at, ...attempt }) => ({ ...attempt, at: at.toISOString() })),
  };
}
