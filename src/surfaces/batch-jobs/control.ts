import { AppError } from '../../base/errors.ts';
import { asOrganization, type Queryable } from '../../db/pool.ts';
import { cancelJob, deleteJob, retryItems } from '../../engine/control.ts';
import { answer, type Call, endpoint } from '../../http/endpoint.ts';
import { requireOwner } from '../../identity/ownership.ts';
import { retryLeadImport } from '../../property/lead-imports/create-import.ts';
import { type BatchJobsParts, CANNOT_MODIFY, callWorkflow, TAG } from './parts.ts';
import { type BatchJob, findBatchJob, pauseUntil } from './queries.ts';
import { cancelSchema, jobParams, resumeAtSchema, retrySchema } from './requests.ts';
import { toDetailBody } from './translate.ts';
import { changedSchema, deletedSchema, retriedSchema } from './wire.ts';

export const deleteBatchJob = endpoint({
  operationId: 'deleteBatchJob',
  method: 'DELETE',
  path: '/api/batch-jobs/{id}',
  tag: TAG,
  summary: 'Delete a batch job',
  description: 'To every reader it is gone; what was found stays. A running job is refused: pause it first.',
  allow: 'admin',
  refusal: 'Only admins can delete batch jobs',
  params: jobParams,
  answers: { 200: { description: 'It is gone', schema: deletedSchema } },
  errors: ['job_not_found', 'conflict'],
  async run({ caller, params, transaction }) {
    const { organizationId, actor } = caller;
    return transaction(async (db) => {
      const job = await findBatchJob(db, organizationId, params.id);
      await deleteJob(db, { organizationId, jobId: job.id, actor });
      return answer(200, { message: 'Batch job deleted successfully' });
    });
  },
});

type JobCall<Body> = Call<{ id: string }, unknown, Body>;

/** Runs a command on the caller's job and answers the job as it is then. */
async function command<Body>(
  { caller, params, transaction }: JobCall<Body>,
  message: string,
  run: (db: Queryable, job: BatchJob) => Promise<unknown>,
) {
  return transaction(async (db) => {
    const job = await findBatchJob(db, caller.organizationId, params.id);
    requireOwner(caller, job);
    await run(db, job);
    const after = await findBatchJob(db, caller.organizationId, params.id);
    return answer(200, { data: toDetailBody(after), message, source: 'database' });
  });
}

export const cancelBatchJob = endpoint({
  operationId: 'cancelBatchJob',
  method: 'POST',
  path: '/api/batch-jobs/{id}/cancel',
  tag: TAG,
  summary: 'Cancel what waits; this is final',
  description:
    'Items in the hands of somebody may be reported until their time is up, unless `force` is true.',
  allow: 'analyst',
  refusal: CANNOT_MODIFY,
  params: jobParams,
  body: cancelSchema,
  answers: { 200: { description: 'The job as it is now', schema: changedSchema } },
  errors: ['job_not_found', 'illegal_move'],
  run: (call) =>
    command(call, 'Batch job cancelled', (db, job) =>
      cancelJob(db, {
        organizationId: job.organizationId,
        jobId: job.id,
        actor: call.caller.actor,
        reason: call.body?.reason ?? null,
        force: call.body?.force ?? false,
      }),
    ),
});

export const resumeBatchJobAt = endpoint({
  operationId: 'resumeBatchJobAt',
  method: 'POST',
  path: '/api/batch-jobs/{id}/resume-at',
  tag: TAG,
  summary: 'Pause a batch job until a time',
  description:
    'A running job is paused now and goes on by itself at that time; a paused one gets the time, or loses it (null). Whoever resumes or pauses it anew before that has the last word.',
  allow: 'analyst',
  refusal: CANNOT_MODIFY,
  params: jobParams,
  body: resumeAtSchema,
  answers: { 200: { description: 'The job as it is now', schema: changedSchema } },
  errors: ['job_not_found', 'illegal_move', 'invalid_argument'],
  run: (call) => {
    const { resume_at: resumeAt, reason = null } = call.body;
    const message = resumeAt === null ? 'Batch job stays paused' : 'Batch job is paused until then';
    return command(call, message, (db, job) =>
      pauseUntil(db, {
        organizationId: job.organizationId,
        jobId: job.id,
        actor: call.caller.actor,
        resumeAt,
        reason,
      }),
    );
  },
});

export const retryBatchJob = ({ triggers }: BatchJobsParts) =>
  endpoint({
    operationId: 'retryBatchJob',
    method: 'POST',
    path: '/api/batch-jobs/{id}/retry',
    tag: TAG,
    summary: 'Try failed items again, inside the same job',
    description:
      'Name them by exactly one of `all`, `codes`, `fingerprint` and `items`. An import of leads that failed as a whole (its search was refused, or has to be paid for first) begins anew with `all`.',
    allow: 'analyst',
    refusal: CANNOT_MODIFY,
    params: jobParams,
    body: retrySchema,
    answers: { 200: { description: 'The job as it is now', schema: retriedSchema } },
    errors: ['job_not_found', 'illegal_move', 'conflict'],
    async run({ caller, params, body, pool }) {
      const { organizationId, actor } = caller;
      const { all, codes, fingerprint, items, reason } = body;
      const named = [all, codes, fingerprint, items].filter((choice) => choice !== undefined);
      if (named.length !== 1) {
        throw new AppError(
          'validation_failed',
          'Name the items by exactly one of all, codes, fingerprint and items',
          { field: 'all' },
        );
      }
      const done = await asOrganization(pool, organizationId, async (db) => {
        const before = await findBatchJob(db, organizationId, params.id);
        requireOwner(caller, before);
        const again =
          before.lead !== null &&
          all === true &&
          (await retryLeadImport(db, { organizationId, jobId: before.id, actor, reason }));
        if (again) {
          const job = await findBatchJob(db, organizationId, params.id);
          return { before, retried: 0, refused: 0, job, whole: true };
        }
        const { retried, refused } = await retryItems(db, {
          organizationId,
          jobId: before.id,
          actor,
          reason: reason ?? null,
          ...(all === undefined ? {} : { all }),
          ...(codes === undefined ? {} : { codes }),
          ...(fingerprint === undefined ? {} : { fingerprint }),
          ...(items === undefined ? {} : { seqs: items }),
        });
        const job = await findBatchJob(db, organizationId, params.id);
        return { before, retried, refused, job, whole: false };
      });
      const { before, retried, refused, job, whole } = done;
      const moved = before.status !== 'in_progress' && job.status === 'in_progress';
      const workflow = moved
        ? await callWorkflow(triggers, organizationId, job.id)
        : { n8n_triggered: false, n8n_error: null };
      return answer(200, {
        data: toDetailBody(job),
        message: whole
          ? 'The search is read again, and then its records are bought'
          : `${retried} ${retried === 1 ? 'item is' : 'items are'} tried again`,
        source: 'database',
        retried,
        refused,
        ...workflow,
      });
    },
  });
