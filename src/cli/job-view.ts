/** A job as `/api/jobs` tells it, and the words people read for its state. */

import { isRecord, memberOf, recordOf } from '../base/record.ts';
import { answered } from '../client/index.ts';
import type { Client } from './client.ts';
import { CliError, EXIT, type ExitCode } from './exit-codes.ts';
import { queryOf } from './given.ts';
import type { ProgressCounts } from './progress.ts';

export interface JobView {
  id: string;
  number: string;
  kind: string;
  name: string;
  status: string;
  sealed: boolean;
  draining: boolean;
  autoPaused: boolean;
  pauseReason: string | null;
  pace?: PaceView | null;
  reason?: { code: string; text: string; until: string | null } | null;
  lastError: string | null;
  counts: ProgressCounts;
  createdAt: string;
  completedAt: string | null;
  columns: string[] | null;
}

/** How fast a job goes, and when it ends. */
export interface PaceView {
  perMinute: number | null;
  recent: number[];
  bucketSeconds: number;
  eta: { state: string; text: string };
  binding: { code: string; text: string } | null;
}

export interface FailureGroup {
  fingerprint: string;
  class: string;
  code: string;
  message: string;
  /** Attempts that failed this way, and items that ended this way. */
  count: number;
  final: number;
  retryable: boolean;
  firstSeenAt: string;
  lastSeenAt: string;
  /** Attempts in equal slices of time, oldest first. */
  trend: number[];
}

/** Checks that an answer is a job. Throws CliError when the server speaks another language. */
export function readJob(value: unknown): JobView {
  const { id, status, counts } = recordOf(value);
  if (typeof memberOf(counts, 'total') !== 'number' || typeof id !== 'string' || typeof status !== 'string') {
    throw new CliError(
      EXIT.error,
      'unexpected_answer',
      'The server answered with something that is not a job.',
      {
        hint: 'Do the versions of lotline here and on the server agree?',
      },
    );
  }
  return value as JobView; // what tells a job from other answers is there; the rest is the server's own schema
}

/** The job, with the patience given. Throws CliError 3 when there is none. */
export async function fetchJob(client: Client, id: string, patienceMs?: number): Promise<JobView> {
  const patience = patienceMs === undefined ? {} : client.patient({ patienceMs });
  return readJob(await answered(client.api.GET('/api/jobs/{id}', { params: { path: { id } }, ...patience })));
}

export interface JobFilter {
  status?: string;
  kind?: string;
  limit?: number;
  offset?: number;
}

export async function fetchJobs(
  client: Client,
  filter: JobFilter,
): Promise<{ jobs: JobView[]; total: number }> {
  const answer = await answered(
    client.api.GET('/api/jobs', { params: { query: queryOf<'listJobs'>(filter) } }),
  );
  if (!isRecord(answer) || !Array.isArray(answer.jobs)) {
    throw new CliError(
      EXIT.error,
      'unexpected_answer',
      'The server answered with something that is not a list of jobs.',
    );
  }
  const jobs = answer.jobs.map(readJob);
  return { jobs, total: typeof answer.total === 'number' ? answer.total : jobs.length };
}

export async function fetchFailures(client: Client, id: string, limit = 50): Promise<FailureGroup[]> {
  const params = { path: { id }, query: { limit } };
  return (await answered(client.api.GET('/api/jobs/{id}/failures', { params }))).failures;
}

/** The message of a group in one line; what differs between its items, which messages quote, is left out. */
export function sharedMessage({ message, count }: FailureGroup): string {
  const line = message.replaceAll(/\s+/g, ' ');
  return count > 1 ? line.replaceAll(/"[^"]*"/g, '"…"') : line;
}

/** A failed, skipped or refused item is one that did not succeed. */
function notSucceeded(counts: ProgressCounts): number {
  return counts.failed + counts.skipped;
}

export function isOver(job: JobView): boolean {
  return (
    job.status === 'completed' || job.status === 'failed' || (job.status === 'cancelled' && !job.draining)
  );
}

/** The state in the words of the dashboard. */
export function stateText(job: JobView): string {
  switch (job.status) {
    case 'pending':
      return job.sealed ? 'Pending' : 'Pending (rows still arriving)';
    case 'in_progress':
      return 'Running';
    case 'paused':
      return job.draining ? 'Pausing' : job.autoPaused ? 'Auto-paused' : 'Paused';
    case 'cancelled':
      return job.draining ? 'Cancelling' : 'Cancelled';
    case 'completed':
      return job.counts.failed > 0 ? 'Completed with failures' : 'Completed';
    case 'failed':
      return 'Failed';
    default:
      return job.status;
  }
}

/** "Regrid: rate limited until 14:05", in the reader's time: why a job that may run does not; undefined when it does. */
export function reasonText({ reason }: JobView): string | undefined {
  if (!reason) return undefined;
  const { text, until } = reason;
  if (until === null) return text;
  const date = new Date(until);
  const away = date.getTime() - Date.now();
  const when = away > 20 * 60 * 60_000 ? date.toLocaleDateString('sv-SE') : date.toTimeString().slice(0, 5);
  return `${text} until ${when}`;
}

/** How a command ends that waited for this job: 6 when it finished and not every item succeeded. */
export function exitCodeOfJob(job: JobView): ExitCode {
  if (job.status === 'cancelled') return EXIT.cancelled;
  return job.status === 'failed' || notSucceeded(job.counts) > 0 ? EXIT.finishedWithFailures : EXIT.ok;
}

export function percentOf({ total, completed, failed, skipped, cancelled }: ProgressCounts): number {
  return total === 0 ? 0 : Math.floor((100 * (completed + failed + skipped + cancelled)) / total);
}
