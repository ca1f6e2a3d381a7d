import { AppError } from '../base/errors.ts';
import { call, type Queryable } from '../db/pool.ts';
import { getJob } from './jobs.ts';
import type { Driver, FailureClass, Job } from './vocabulary.ts';

/**
 * Who moves which job. Every command is one SQL function under the job's cursor lock, audited in `job_events`.
 * A move to where the job already is succeeds and changes nothing; an illegal one throws `illegal_move` naming
 * the current status and the allowed moves; a job of another organization throws `job_not_found`.
 */
export interface JobCommand {
  organizationId: string;
  jobId: string;
  actor: string | null;
}

/** Lets the job run now: `in_progress` at once, whoever takes its first batch. `driver`: who runs it, if that changes. */
export function startJob(db: Queryable, command: JobCommand & { driver?: Driver }): Promise<Job> {
  return run(db, command, 'start_job($1, $2, $3, $4)', [command.driver ?? null]);
}

/** Hands out nothing more. Items out may still report, unless `fence` takes their leases away. */
export function pauseJob(
  db: Queryable,
  command: JobCommand & { reason?: string | null; fence?: boolean },
): Promise<Job> {
  return run(db, command, 'pause_job($1, $2, $3, $4, $5)', [command.reason ?? null, command.fence ?? false]);
}

/** Lets a paused job go on. `driver`: who runs it from now on, if that changes. */
export function resumeJob(
  db: Queryable,
  command: JobCommand & { reason?: string | null; driver?: Driver },
): Promise<Job> {
  return run(db, command, 'resume_job($1, $2, $3, $4, $5)', [command.reason ?? null, command.driver ?? null]);
}

/** Cancels what waits. Leased items may report until their lease ends, unless `force` takes the leases away. */
export function cancelJob(
  db: Queryable,
  command: JobCommand & { reason?: string | null; force?: boolean },
): Promise<Job> {
  return run(db, command, 'cancel_job($1, $2, $3, $4, $5)', [command.reason ?? null, command.force ?? false]);
}

/** The owner's end: what is left is skipped. */
export function completeJob(db: Queryable, command: JobCommand & { reason?: string | null }): Promise<Job> {
  return run(db, command, 'complete_job($1, $2, $3, $4)', [command.reason ?? null]);
}

/** The owner's end in failure: what is left is cancelled. */
export function failJob(db: Queryable, command: JobCommand & { reason?: string | null }): Promise<Job> {
  return run(db, command, 'fail_job($1, $2, $3, $4)', [command.reason ?? null]);
}

/** Hides the job (reads answer not found from then on). A running one throws `conflict`: pause it first. */
export async function deleteJob(db: Queryable, command: JobCommand): Promise<void> {
  await call(db, 'select lotline.delete_job($1, $2, $3)', [
    command.organizationId,
    command.jobId,
    command.actor,
  ]);
}

/** Which settled items to try again: every failed or cancelled one, or those named by any of the filters. */
export interface RetrySelection {
  all?: boolean;
  seqs?: readonly number[];
  fingerprint?: string;
  classes?: readonly FailureClass[];
  codes?: readonly string[];
}

/**
 * Moves the items' outcomes into their history and makes them due, as a new generation of the job; a completed
 * or failed job runs again. `refused` counts those selected that no retry takes (billed calls without a known
 * outcome, invalid input, completed ones).
 */
export async function retryItems(
  db: Queryable,
  command: JobCommand & RetrySelection & { reason?: string | null },
): Promise<{ retried: number; refused: number }> {
  const [row] = await call<{ retried: number; refused: number }>(
    db,
    'select retried, refused from lotline.retry_items($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [
      command.organizationId,
      command.jobId,
      command.actor,
      command.reason ?? null,
      command.all ?? false,
      command.seqs ?? null,
      command.fingerprint ?? null,
      command.classes ?? null,
      command.codes ?? null,
    ],
  );
  return row ?? { retried: 0, refused: 0 };
}

async function run(db: Queryable, command: JobCommand, signature: string, more: unknown[]): Promise<Job> {
  const { organizationId, jobId, actor } = command;
  await call(db, `select lotline.${signature}`, [organizationId, jobId, actor, ...more]);
  const job = await getJob(db, organizationId, jobId);
  if (job === null) throw new AppError('job_not_found', `No job ${jobId}`);
  return job;
}
