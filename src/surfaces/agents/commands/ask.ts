/** Commands that only ask. */
import type { Queryable } from '../../../db/pool.ts';
import type { Job, JobStatus } from '../../../engine/vocabulary.ts';
import { JOB_TYPES } from '../../../property/county-jobs/job-types.ts';
import { countPending, pendingWork } from '../../../property/county-jobs/pending.ts';
import {
  answerOf,
  type CommandAnswer,
  countyLine,
  jobLine,
  type PendingLine,
  understoodOf,
} from './answer.ts';
import { countyJobs, fitting, UNFINISHED } from './choose-job.ts';
import { countyIdsOf, type Found, findPlaces, foundText, unknownPlace } from './choose-places.ts';
import { COMMANDS } from './suggest.ts';
import { unclearPlaces } from './unclear.ts';
import { type Command, type JobList, placesText, jobText as wordsOf } from './understanding.ts';
import { count, jobLines, jobText, nextBatchLine, pendingText, whyText } from './wording.ts';

/** Jobs told in one answer. */
const MOST_SHOWN = 50;

type Of<Action extends Command['action']> = Extract<Command, { action: Action }>;

export async function tellPending(
  db: Queryable,
  organizationId: string,
  command: Of<'pending'>,
): Promise<CommandAnswer> {
  const found = await findPlaces(db, organizationId, command.places);
  if ('unclear' in found) return unclearPlaces(command, found);
  const all = found.counties === null && found.stateCode === null;
  const lines = (all ? await summary(db, organizationId) : await summaryOf(db, organizationId, found)).filter(
    (line) => command.jobType === null || line.job_type === command.jobType,
  );
  const waiting = lines.filter((line) => line.pending > 0);
  const where = all ? '' : ` in ${foundText(found)}`;
  const understood = { ...understoodOf(command), ...placesOf(found, command.places !== null) };
  if (waiting.length === 0) {
    return answerOf('done', understood, [`No work is pending${where}.`, ...found.remarks], {
      pending: lines,
    });
  }
  return answerOf(
    'done',
    understood,
    [`Pending work${where}:`, ...waiting.map(pendingText), ...found.remarks],
    {
      pending: lines,
      next: nextStarts(waiting, command.places === null ? '' : ` for ${placesText(command.places)}`),
    },
  );
}

function nextStarts(waiting: readonly PendingLine[], where = ''): string[] {
  return waiting.slice(0, 1).map((line) => `Start ${line.job_type}${where} in batches of ${line.batch_size}`);
}

async function summary(db: Queryable, organizationId: string): Promise<PendingLine[]> {
  return (await pendingWork(db, organizationId)).map((line) => ({
    job_type: line.jobType,
    pending: line.pending,
    batch_size: line.batchSize,
    batches: line.batches,
    sessions: line.sessions,
  }));
}

/** The summary of some counties, by the same rule. */
async function summaryOf(db: Queryable, organizationId: string, found: Found): Promise<PendingLine[]> {
  const ids = await countyIdsOf(db, found);
  const lines: PendingLine[] = [];
  for (const { jobType, batchSize, perSession } of JOB_TYPES) {
    const pending = await countPending(db, organizationId, jobType, ids);
    lines.push({
      job_type: jobType,
      pending,
      batch_size: batchSize,
      batches: Math.ceil(pending / batchSize),
      sessions: sessionsFor(pending, perSession),
    });
  }
  return lines;
}

/** How many sessions of an agent so many items take. */
export function sessionsFor(pending: number, perSession: number): number {
  return pending === 0 ? 0 : Math.max(1, Math.round(pending / perSession));
}

export function placesOf(found: Found, said: boolean) {
  if (!said && found.counties === null) return { counties: null };
  return {
    counties: found.counties === null ? null : found.counties.map(countyLine),
    ...(found.stateCode === null ? {} : { state_code: found.stateCode }),
  };
}

/** What is pending, and what was begun and not finished: that comes first. */
export async function tellAudit(
  db: Queryable,
  organizationId: string,
  command: Of<'audit'>,
): Promise<CommandAnswer> {
  const lines = await summary(db, organizationId);
  const waiting = lines.filter((line) => line.pending > 0);
  const { jobs, total } = await countyJobs(db, organizationId, UNFINISHED, MOST_SHOWN);
  const message = [
    ...(waiting.length === 0 ? ['No work is pending.'] : ['Pending work:', ...waiting.map(pendingText)]),
    ...(total === 0
      ? ['No batch job is unfinished.']
      : [`${count(total, 'unfinished batch job')}:`, ...jobs.map((job) => `- ${jobText(job)}`)]),
  ];
  const [paused] = jobs.filter((job) => job.status === 'paused');
  return answerOf('done', understoodOf(command), message, {
    pending: lines,
    jobs: jobLines(jobs),
    next: paused === undefined ? nextStarts(waiting) : [resumeLine(paused, jobs)],
  });
}

/** What resumes this job and no other. */
export function resumeLine(job: Job, unfinished: readonly Job[]): string {
  const others = unfinished.filter((other) => other.id !== job.id && other.status === 'paused');
  if (others.length === 0) return 'Resume batch job';
  return others.some((other) => other.kind === job.kind) ? `Resume job ${job.id}` : `Resume ${job.kind} job`;
}

const STATUSES: Readonly<Record<JobList, readonly JobStatus[]>> = {
  active: UNFINISHED,
  running: ['in_progress'],
  paused: ['paused'],
  pending: ['pending'],
  completed: ['completed'],
};

export async function tellJobs(
  db: Queryable,
  organizationId: string,
  command: Of<'list'>,
): Promise<CommandAnswer> {
  const { jobs, total } = await countyJobs(db, organizationId, STATUSES[command.list], MOST_SHOWN);
  const name = `${command.list} batch job`;
  if (total === 0) {
    const next = command.list === 'active' ? ['Show pending work'] : ['Show active batch jobs'];
    return answerOf('done', understoodOf(command), `There is no ${name}.`, { jobs: [], next });
  }
  const more =
    total > jobs.length ? [`and ${count(total - jobs.length, 'more')}`.replace('mores', 'more')] : [];
  return answerOf(
    'done',
    understoodOf(command),
    [`${count(total, name)}:`, ...jobs.map((job) => `- ${jobText(job)}`), ...more],
    { jobs: jobLines(jobs) },
  );
}

/** How the job stands that is meant, or each of those that may be. */
export async function tellStatus(
  db: Queryable,
  organizationId: string,
  command: Of<'status'>,
): Promise<CommandAnswer> {
  const unknown = await unknownPlace(db, command.job.places);
  if (unknown !== null) return unclearPlaces(command, unknown);
  const { jobs: unfinished } = await countyJobs(db, organizationId, UNFINISHED);
  const open = await fitting(db, unfinished, command.job);
  const understood = understoodOf(command);
  const [only] = open;
  if (only !== undefined && open.length === 1) {
    return answerOf('done', { ...understood, job: jobLine(only) }, [jobText(only), ...whyText(only)], {
      jobs: [jobLine(only)],
      next: nextOf(only, unfinished),
    });
  }
  if (open.length > 0) {
    const shown = open.slice(0, MOST_SHOWN);
    return answerOf(
      'done',
      understood,
      [`${count(open.length, 'active batch job')}:`, ...shown.map((job) => `- ${jobText(job)}`)],
      {
        jobs: jobLines(shown),
      },
    );
  }
  const { jobs: ended } = await countyJobs(db, organizationId, ['completed', 'failed', 'cancelled']);
  const [last] = await fitting(db, ended, command.job);
  const none = isPlain(command) ? 'No batch job is active.' : `There is no active ${wordsOf(command.job)}.`;
  return answerOf(
    'done',
    understood,
    [none, ...(last === undefined ? [] : [`The last one: ${jobText(last)}`])],
    {
      jobs: last === undefined ? [] : [jobLine(last)],
      next: ['Show pending work'],
    },
  );
}

function isPlain({ job }: Of<'status'>): boolean {
  return job.jobType === null && job.places === null && job.jobId === null;
}

function nextOf(job: Job, unfinished: readonly Job[]): string[] {
  if (job.status === 'paused') return [resumeLine(job, unfinished)];
  return job.driver === 'agent' ? [nextBatchLine(job.id)] : ['Pause batch job'];
}

export function tellHelp(command: Of<'help'>): CommandAnswer {
  return answerOf(
    'done',
    understoodOf(command),
    ['Type one of these, or something like it:', ...COMMANDS.map((one) => `- ${one}`)],
    {
      suggestions: [...COMMANDS],
    },
  );
}
