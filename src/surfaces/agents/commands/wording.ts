/** Outcomes in the words of the batch guide. */
import type { Job } from '../../../engine/vocabulary.ts';
import { type CommandJob, jobLine, type PendingLine, settledOf, subjectOf } from './answer.ts';

const MANY = { property: 'properties', document: 'documents', county: 'counties' } as const;

/** 7358 -> "7,358". */
export function digits(value: number): string {
  return value.toString().replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** "1 session", "49 sessions". */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${digits(value)} ${value === 1 ? one : many}`;
}

/** "235 properties", "1 document". */
export function items(value: number, jobType: string): string {
  const subject = subjectOf(jobType);
  return count(value, subject, MANY[subject]);
}

/** "- regrid_scraping: 7,358 pending (~49 sessions)" */
export function pendingText(line: PendingLine): string {
  return `- ${line.job_type}: ${digits(line.pending)} pending (~${count(line.sessions, 'session')})`;
}

/** "150/235 properties (64%)". Never 100 % before the end. */
export function placeOf(job: Job): string {
  const { total } = job.counts;
  const settled = settledOf(job);
  const percent = total === 0 ? job.progress : Math.round((100 * settled) / total);
  return `${digits(settled)}/${items(total, job.kind)} (${settled < total ? Math.min(99, percent) : percent}%)`;
}

/** "Paused at 150/235 properties (64%)" */
export function pausedText(job: Job): string {
  return `Paused at ${placeOf(job)}`;
}

const STATUS: Readonly<Record<Job['status'], string>> = {
  pending: 'not started, at',
  in_progress: 'in progress at',
  paused: 'paused at',
  completed: 'completed at',
  failed: 'failed at',
  cancelled: 'cancelled at',
};

/** "Regrid Scraping - Blair: paused at 150/235 properties (64%), 3 failed" */
export function jobText(job: Job): string {
  const { processing, failed } = job.counts;
  return [
    `${job.name}: ${job.autoPaused ? 'paused by itself at' : STATUS[job.status]} ${placeOf(job)}`,
    ...(processing > 0 ? [`${digits(processing)} in hand`] : []),
    ...(failed > 0 ? [`${digits(failed)} failed`] : []),
  ].join(', ');
}

/** Why a job stands still, when a rule stopped it. */
export function whyText(job: Job): string[] {
  return job.autoPaused && job.pauseReason !== null ? [`Reason: ${job.pauseReason}`] : [];
}

/** How to take the next batch of a job that its callers work themselves. */
export function nextBatchLine(jobId: string): string {
  return `SELECT * FROM get_next_batch('${jobId}');`;
}

export const jobLines = (jobs: readonly Job[]): CommandJob[] => jobs.map(jobLine);
