/** What a command comes to, as plain data in the words of the wire. */
import type { Job } from '../../../engine/vocabulary.ts';
import type { County } from '../../../property/counties/find-counties.ts';
import { isCountyJobType, jobTypeOf } from '../../../property/county-jobs/job-types.ts';
import { type Command, changesSomething, commandText } from './understanding.ts';

/**
 * `done`; `preview` (understood, nothing done); `nothing` (understood, and there was nothing to do); `ambiguous` (it
 * may mean several things: see `candidates`); `refused` (understood, and cannot be done so); `not_understood`.
 */
export type CommandOutcome = 'done' | 'preview' | 'nothing' | 'ambiguous' | 'refused' | 'not_understood';

export interface CommandJob {
  job_id: string;
  name: string;
  job_type: string;
  status: string;
  driver: string;
  total_items: number;
  settled_items: number;
  failed_items: number;
  /** With one decimal. */
  percent: number;
  batch_size: number;
}

export interface PendingLine {
  job_type: string;
  pending: number;
  batch_size: number;
  batches: number;
  sessions: number;
}

/** What was understood, with what was looked up. */
export interface Understood {
  action: Command['action'];
  /** The same in the Guide's words. */
  command: string;
  changes_something: boolean;
  job_type?: string;
  /** Null: all counties (of the state, when one is named). */
  counties?: { county_id: string; name: string }[] | null;
  state_code?: string;
  batch_size?: number;
  strategy?: string;
  job?: CommandJob;
  list?: string;
  note?: string;
}

export interface CommandAnswer {
  outcome: CommandOutcome;
  understood: Understood | null;
  /** For people; lines of text. */
  message: string;
  /** The words in the way, as they were typed. */
  words: string[];
  /** What it may mean: what to type instead, and what that is. */
  candidates: { command: string; about: string }[];
  /** The nearest commands, when it was not understood. */
  suggestions: string[];
  /** What to type next. */
  next: string[];
  pending?: PendingLine[];
  jobs?: CommandJob[];
  sessions?: { session_id: string; name: string | null; handed_back: number }[];
  /** A move of this job may owe a call to its workflow: make it once the transaction is committed. */
  moved_job_id?: string;
}

export function answerOf(
  outcome: CommandOutcome,
  understood: Understood | null,
  message: string | readonly string[],
  more: Partial<CommandAnswer> = {},
): CommandAnswer {
  return {
    outcome,
    understood,
    message: typeof message === 'string' ? message : message.join('\n'),
    words: [],
    candidates: [],
    suggestions: [],
    next: [],
    ...more,
  };
}

/** What is told of a command before anything is looked up. */
export function understoodOf(command: Command): Understood {
  const base = {
    action: command.action,
    command: commandText(command),
    changes_something: changesSomething(command),
  };
  switch (command.action) {
    case 'pending':
      return { ...base, ...(command.jobType === null ? {} : { job_type: command.jobType }) };
    case 'start':
      return {
        ...base,
        job_type: command.jobType,
        batch_size: command.batchSize ?? jobTypeOf(command.jobType).batchSize,
        strategy: command.strategy ?? 'sequential',
      };
    case 'status':
    case 'resume':
    case 'pause':
      return { ...base, ...(command.job.jobType === null ? {} : { job_type: command.job.jobType }) };
    case 'list':
      return { ...base, list: command.list };
    case 'end_session':
      return { ...base, ...(command.note === null ? {} : { note: command.note }) };
    default:
      return base;
  }
}

export function countyLine(county: County): { county_id: string; name: string } {
  return { county_id: county.id, name: countyText(county) };
}

/** "Blair County, PA". */
export function countyText(county: Pick<County, 'fullName' | 'stateCode'>): string {
  return `${county.fullName}, ${county.stateCode}`;
}

/** Every item that has its outcome. */
export function settledOf({ counts }: Job): number {
  return counts.completed + counts.failed + counts.skipped + counts.cancelled;
}

export function jobLine(job: Job): CommandJob {
  const settled = settledOf(job);
  return {
    job_id: job.id,
    name: job.name,
    job_type: job.kind,
    status: job.status,
    driver: job.driver,
    total_items: job.counts.total,
    settled_items: settled,
    failed_items: job.counts.failed,
    percent: percentOf(job, settled),
    batch_size: job.batchSize,
  };
}

/** With one decimal; never 100 before the end. */
function percentOf({ counts, progress }: Job, settled: number): number {
  if (counts.total === 0) return progress;
  const percent = Math.round((1000 * settled) / counts.total) / 10;
  return settled < counts.total ? Math.min(99.9, percent) : percent;
}

/** What one item of a job is called, such as "property". */
export function subjectOf(jobType: string): 'property' | 'document' | 'county' {
  return isCountyJobType(jobType) ? jobTypeOf(jobType).subject : 'property';
}
