import { z } from 'zod';
import { AppError } from '../../../../base/errors.ts';
import type { Queryable } from '../../../../db/pool.ts';
import {
  cancelJob,
  completeJob,
  type JobCommand,
  pauseJob,
  resumeJob,
  retryItems,
  startJob,
} from '../../../../engine/control.ts';
import type { Job } from '../../../../engine/vocabulary.ts';
import { requireOwner } from '../../../../identity/ownership.ts';
import { jobView } from '../job-view.ts';
import { jobId, type ToolContext, tool } from '../tool.ts';
import { findJob } from './find-job.ts';

const reason = z.string().max(500).optional().describe('Why, for the log of the job');

/** Moves a job, and answers where it stands. */
async function move(
  context: ToolContext,
  id: string,
  run: (db: Queryable, command: JobCommand) => Promise<Job>,
): Promise<Record<string, unknown>> {
  const { caller, transaction } = context;
  const { organizationId, actor } = caller;
  const job = await transaction(async (db) => {
    requireOwner(caller, await findJob(db, organizationId, id));
    return run(db, { organizationId, jobId: id, actor });
  });
  return jobView(job);
}

/** What a job that starts or goes on owes its workflow, told beside where it stands. */
async function withTrigger(
  { caller, parts }: ToolContext,
  id: string,
  view: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const called = await parts.triggers.deliver(caller.organizationId, id);
  return called === null ? view : { ...view, n8n_triggered: called.triggered, n8n_error: called.error };
}

const start = tool({
  name: 'start_job',
  title: 'Start a job',
  description:
    'Moves a pending job to in_progress. Needed only when workers or a workflow run it: a job that you pull yourself starts with its first claim_batch.',
  allow: 'analyst',
  idempotent: true,
  input: { job_id: jobId },
  async run(context, input) {
    const { caller, parts, transaction } = context;
    const job = await transaction((db) => findJob(db, caller.organizationId, input.job_id));
    const driver = await parts.triggers.driverOf(caller.organizationId, job.kind);
    const view = await move(context, input.job_id, (db, command) => startJob(db, { ...command, driver }));
    return withTrigger(context, input.job_id, view);
  },
});

const pause = tool({
  name: 'pause_job',
  title: 'Pause a job',
  description: 'Hands out nothing more; batches that are out may still be settled. Everything done is kept.',
  allow: 'analyst',
  idempotent: true,
  input: { job_id: jobId, reason },
  run: (context, input) =>
    move(context, input.job_id, (db, command) => pauseJob(db, { ...command, reason: input.reason ?? null })),
});

const resume = tool({
  name: 'resume_job',
  title: 'Resume a job',
  description:
    'Lets a paused job go on with what is not settled. The count of failures in a row starts anew.',
  allow: 'analyst',
  idempotent: true,
  input: { job_id: jobId, reason },
  async run(context, input) {
    const view = await move(context, input.job_id, (db, command) =>
      resumeJob(db, { ...command, reason: input.reason ?? null }),
    );
    return withTrigger(context, input.job_id, view);
  },
});

const complete = tool({
  name: 'complete_job',
  title: 'Complete a job',
  description:
    'Ends a job now: what is not settled is skipped, for good. Jobs whose items are all settled end by themselves.',
  allow: 'analyst',
  destructive: true,
  idempotent: true,
  input: { job_id: jobId, reason },
  run: (context, input) =>
    move(context, input.job_id, (db, command) =>
      completeJob(db, { ...command, reason: input.reason ?? null }),
    ),
});

const cancel = tool({
  name: 'cancel_job',
  title: 'Cancel a job',
  description: 'Cancels what waits; this is final. What is settled stays.',
  allow: 'analyst',
  destructive: true,
  idempotent: true,
  input: { job_id: jobId, reason },
  run: (context, input) =>
    move(context, input.job_id, (db, command) => cancelJob(db, { ...command, reason: input.reason ?? null })),
});

const retry = tool({
  name: 'retry_failures',
  title: 'Try failed items again',
  description:
    'Makes failed items due again inside the same job: all of them, those of one cause (fingerprint from job_failures), or those named by seq.',
  allow: 'analyst',
  input: {
    job_id: jobId,
    all: z.literal(true).optional(),
    fingerprint: z.string().max(100).optional(),
    seqs: z.array(z.int().min(1)).min(1).max(1000).optional(),
    reason,
  },
  async run({ caller, transaction }, input) {
    const { all, fingerprint, seqs } = input;
    if ([all, fingerprint, seqs].filter((choice) => choice !== undefined).length !== 1) {
      throw new AppError('validation_failed', 'Name the items by exactly one of all, fingerprint and seqs', {
        field: 'all',
        hint: 'job_failures lists the fingerprints.',
      });
    }
    return transaction(async (db) => {
      const command = { organizationId: caller.organizationId, jobId: input.job_id, actor: caller.actor };
      requireOwner(caller, await findJob(db, command.organizationId, command.jobId));
      const done = await retryItems(db, {
        ...command,
        reason: input.reason ?? null,
        ...(all === undefined ? {} : { all }),
        ...(fingerprint === undefined ? {} : { fingerprint }),
        ...(seqs === undefined ? {} : { seqs }),
      });
      return { ...done, ...jobView(await findJob(db, command.organizationId, command.jobId)) };
    });
  },
});

export const controlTools = [start, pause, resume, complete, retry, cancel];
