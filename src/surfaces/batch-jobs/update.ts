import { AppError } from '../../base/errors.ts';
import { asOrganization, type Queryable } from '../../db/pool.ts';
import {
  completeJob,
  failJob,
  type JobCommand,
  pauseJob,
  resumeJob,
  startJob,
} from '../../engine/control.ts';
import { reportCounters } from '../../engine/outside.ts';
import type { Driver } from '../../engine/vocabulary.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { requireOwner } from '../../identity/ownership.ts';
import { examplePatched } from './examples.ts';
import { type BatchJobsParts, CANNOT_MODIFY, callWorkflow, TAG } from './parts.ts';
import { fieldsOf, parseBody } from './problems.ts';
import { type BatchJob, findBatchJob, type Statement, stateByOwner } from './queries.ts';
import { jobParams, type Patch, patchSchema } from './requests.ts';
import { isActive, toDetailBody } from './translate.ts';
import { patchedSchema } from './wire.ts';

/** Fields that change something by themselves. */
const CHANGING = [
  'status',
  'processed_items',
  'failed_items',
  'current_batch',
  'last_error',
  'error_count',
] as const;

export const updateBatchJob = ({ registry, triggers }: BatchJobsParts) =>
  endpoint({
    operationId: 'updateBatchJob',
    method: 'PATCH',
    path: '/api/batch-jobs/{id}',
    tag: TAG,
    summary: 'Move a batch job, report its progress, or state an error: all fields in one transaction',
    description:
      'Counters settle the next items in order; they never go back. `last_error`, `error_count` and `current_batch` are shown until the next item is settled. Completing a job skips what is left of it.',
    allow: 'analyst',
    refusal: CANNOT_MODIFY,
    params: jobParams,
    body: patchSchema,
    checksOwnBody: true,
    bodyExample: { status: 'in_progress' },
    answers: { 200: { description: 'The job as it is now', schema: patchedSchema, example: examplePatched } },
    errors: ['job_not_found', 'illegal_move', 'conflict', 'invalid_argument'],
    async run({ caller, params, body, unstorable, pool }) {
      const { organizationId, actor } = caller;
      const within = <T>(work: (db: Queryable) => Promise<T>) => asOrganization(pool, organizationId, work);
      const given = fieldsOf(body);
      const found = await within((db) => findBatchJob(db, organizationId, params.id));
      if (CHANGING.every((field) => given[field] === undefined)) {
        throw new AppError('validation_failed', 'No valid fields to update', {
          hint: `Give at least one of ${CHANGING.join(', ')}.`,
        });
      }
      requireOwner(caller, found);
      const patch = parseBody(patchSchema, body, unstorable);
      checkDriver(patch, found, registry);
      // Asked before the transaction: whoever answers reads the database itself.
      const driver =
        patch.driver ??
        (isRunning(patch) && found.status === 'pending'
          ? await triggers.driverOf(organizationId, found.kind)
          : undefined);
      const [before, after] = await within((db) =>
        apply(db, { organizationId, jobId: found.id, actor }, patch, driver),
      );
      const moved = isRunning(patch) && before.status !== 'in_progress';
      const workflow = moved
        ? await callWorkflow(triggers, organizationId, found.id)
        : { n8n_triggered: false, n8n_error: null };
      const note = noteOf(patch, before, after);
      return answer(200, {
        data: toDetailBody(after),
        message: 'Batch job updated successfully',
        source: 'database',
        ...workflow,
        ...(note === undefined ? {} : { note }),
      });
    },
  });

const isRunning = ({ status }: Patch) => status === 'in_progress' || status === 'running';

/** Refuses a driver that could not take effect: without a start or resume, or one that never works this type. */
function checkDriver({ driver, ...patch }: Patch, job: BatchJob, registry: BatchJobsParts['registry']): void {
  if (driver === undefined) return;
  const drivers = registry.find(job.kind)?.drivers ?? [];
  if (!drivers.includes(driver)) {
    throw new AppError(
      'validation_failed',
      `driver: ${job.kind} is worked by ${drivers.join(' or ')}, not "${driver}"`,
      {
        field: 'driver',
      },
    );
  }
  if (!isRunning(patch)) {
    throw new AppError('validation_failed', 'driver: is taken with status in_progress alone', {
      field: 'driver',
    });
  }
  if (job.status === 'in_progress' && job.driver !== driver) {
    throw new AppError('conflict', `Job ${job.id} runs with driver ${job.driver}; pause it to change that`, {
      field: 'driver',
    });
  }
}

/**
 * Carries a PATCH out, in the order in which its fields make sense together: moves that let counters in come before
 * them, an end comes behind them so that it finds nothing left, and a statement comes last so that no settle of the
 * same PATCH voids it. Any refusal undoes all.
 */
async function apply(
  db: Queryable,
  command: JobCommand & { actor: string },
  patch: Patch,
  driver: Driver | undefined,
): Promise<[before: BatchJob, after: BatchJob]> {
  const read = () => findBatchJob(db, command.organizationId, command.jobId);
  const before = await read();
  await move(db, command, patch, before, driver);
  const { processed_items: processed, failed_items: failed } = patch;
  if (processed !== undefined || failed !== undefined) {
    await reportCounters(db, {
      ...command,
      processed: processed ?? null,
      failed: failed ?? null,
      error: patch.last_error ?? null,
    });
  }
  await end(db, command, patch, before, read);
  const says = statementOf(patch);
  if (says !== undefined) await stateByOwner(db, { ...command, says });
  return [before, await read()];
}

async function move(
  db: Queryable,
  command: JobCommand,
  { status, reason }: Patch,
  job: BatchJob,
  driver: Driver | undefined,
): Promise<void> {
  const chosen = driver === undefined ? {} : { driver };
  switch (status) {
    case 'in_progress':
    case 'running':
      if (job.status === 'paused') await resumeJob(db, { ...command, ...chosen, reason: reason ?? null });
      else await startJob(db, { ...command, ...chosen });
      return;
    case 'paused':
      await pauseJob(db, { ...command, reason: reason ?? null });
      return;
    case 'pending':
      if (job.status === 'pending') return;
      throw new AppError(
        'illegal_move',
        `Job ${job.id} is ${job.status} and cannot become pending; only a job that was never started is`,
        { field: 'status' },
      );
    default:
      return;
  }
}

/** Ends the job, unless the counters of the same PATCH did: its last item was settled, and it ended by itself. */
async function end(
  db: Queryable,
  command: JobCommand,
  patch: Patch,
  before: BatchJob,
  read: () => Promise<BatchJob>,
): Promise<void> {
  const reason = patch.reason ?? patch.last_error ?? null;
  if (patch.status === 'completed') {
    const now = await read();
    if (isActive(before) && !isActive(now)) return;
    await completeJob(db, { ...command, reason });
  } else if (patch.status === 'failed') {
    await failJob(db, { ...command, reason });
  }
}

function statementOf(patch: Patch): Statement | undefined {
  const says = {
    ...(patch.last_error === undefined ? {} : { last_error: patch.last_error }),
    ...(patch.error_count === undefined ? {} : { error_count: patch.error_count }),
    ...(patch.current_batch === undefined ? {} : { current_batch: patch.current_batch }),
  };
  return Object.keys(says).length === 0 ? undefined : says;
}

/** What a PATCH did besides what it said. */
function noteOf(patch: Patch, before: BatchJob, after: BatchJob): string | undefined {
  const skipped = after.counts.skipped - before.counts.skipped;
  const cancelled = after.counts.cancelled - before.counts.cancelled;
  if (patch.status === 'completed' && after.status === 'failed') {
    return 'Every item failed, so the job ended as failed';
  }
  if (patch.status === 'completed' && skipped > 0) return `${skipped} items that were left are skipped`;
  if (patch.status === 'failed' && cancelled > 0) return `${cancelled} items that were left are cancelled`;
  if (patch.status === 'paused' && after.draining) {
    return `${after.counts.processing} items are still in the hands of somebody and may be reported`;
  }
  return undefined;
}
