/** What a command means, before anything is looked up. */
import type { Strategy } from '../../../property/county-jobs/create.ts';
import type { CountyJobType } from '../../../property/county-jobs/job-types.ts';

/** Where: every county, those of a state, or named ones, each as it was typed (with its state where one was said). */
export type Places =
  | { readonly are: 'all' }
  | { readonly are: 'state'; readonly stateCode: string; readonly typed: string; readonly said: boolean }
  | { readonly are: 'named'; readonly names: readonly string[] };

/** Which job, as far as the words say; nothing said means the only one that fits. */
export interface JobWords {
  readonly jobType: CountyJobType | null;
  readonly places: Places | null;
  /** A whole id, or its first eight or more characters. */
  readonly jobId: string | null;
}

export type JobList = 'active' | 'running' | 'paused' | 'pending' | 'completed';

export type Command =
  | { readonly action: 'pending'; readonly jobType: CountyJobType | null; readonly places: Places | null }
  | { readonly action: 'audit' }
  | { readonly action: 'status'; readonly job: JobWords }
  | { readonly action: 'list'; readonly list: JobList }
  | {
      readonly action: 'start';
      readonly jobType: CountyJobType;
      /** Null: not said, which means every county. */
      readonly places: Places | null;
      readonly batchSize: number | null;
      readonly strategy: Strategy | null;
    }
  | { readonly action: 'resume'; readonly job: JobWords }
  | { readonly action: 'pause'; readonly job: JobWords }
  | { readonly action: 'end_session'; readonly all: boolean; readonly note: string | null }
  /** Taking batches needs a place to put them: the answer says how. */
  | { readonly action: 'work'; readonly batches: number | null }
  | { readonly action: 'help' };

export type Action = Command['action'];

/** Actions that change something; the others only ask. */
const CHANGING: ReadonlySet<Action> = new Set(['start', 'resume', 'pause', 'end_session']);

export function changesSomething(command: Command): boolean {
  return CHANGING.has(command.action);
}

export const ANY_JOB: JobWords = { jobType: null, places: null, jobId: null };

const STRATEGY_WORDS: Readonly<Record<Strategy, string>> = {
  sequential: 'one county at a time',
  round_robin: 'round robin',
  auction_date: 'by auction date',
};

const LIST_WORDS: Readonly<Record<JobList, string>> = {
  active: 'Show active batch jobs',
  running: 'Show running batch jobs',
  paused: 'Show paused batch jobs',
  pending: 'Show pending batch jobs',
  completed: 'Show completed batch jobs',
};

/** The command in the Guide's words: what to type for the same. */
export function commandText(command: Command): string {
  switch (command.action) {
    case 'pending':
      return `Show pending ${command.jobType ?? 'work'}${forPlaces(command.places)}`;
    case 'audit':
      return 'Run data audit';
    case 'status':
      return hasWords(command.job) ? `Show status of ${jobText(command.job)}` : 'Show batch job status';
    case 'list':
      return LIST_WORDS[command.list];
    case 'start':
      return `Start ${command.jobType}${forPlaces(command.places)}${
        command.batchSize === null ? '' : ` in batches of ${command.batchSize}`
      }${command.strategy === null ? '' : `, ${STRATEGY_WORDS[command.strategy]}`}`;
    case 'resume':
      return hasWords(command.job) ? `Resume ${jobText(command.job)}` : 'Resume batch job';
    case 'pause':
      return hasWords(command.job) ? `Pause ${jobText(command.job)}` : 'Pause batch job';
    case 'end_session':
      return command.all ? 'End all sessions' : 'End session';
    case 'work':
      return command.batches === null ? 'Process next batch' : `Process ${command.batches} batches`;
    case 'help':
      return 'Help';
  }
}

function hasWords({ jobType, places, jobId }: JobWords): boolean {
  return jobType !== null || places !== null || jobId !== null;
}

/** "regrid_scraping job for Blair County". */
export function jobText({ jobType, places, jobId }: JobWords): string {
  if (jobId !== null) return `job ${jobId}`;
  return `${jobType ?? 'batch'} job${forPlaces(places)}`;
}

function forPlaces(places: Places | null): string {
  return places === null ? '' : ` for ${placesText(places)}`;
}

/** "all counties", "all counties in PA", "Blair County and Somerset, PA". */
export function placesText(places: Places): string {
  switch (places.are) {
    case 'all':
      return 'all counties';
    case 'state':
      return `all counties in ${places.stateCode}`;
    case 'named':
      return listed(places.names);
  }
}

/** "a", "a and b", "a, b and c"; with semicolons where an entry has a comma. */
export function listed(names: readonly string[]): string {
  const comma = names.some((name) => name.includes(',')) ? '; ' : ', ';
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(comma)} and ${last}`;
}
