import { AppError } from '../base/errors.ts';
import type { Queryable } from '../db/pool.ts';
import { resumeJob } from './control.ts';
import { listFailureGroups } from './failures.ts';
import { getJob } from './jobs.ts';
import {
  cut,
  groupLine,
  jobLine,
  type Line,
  nextStep,
  noteLine,
  sessionLine,
  settledLine,
} from './resume-lines.ts';
import { failedItems, holders, lastNote, nextItems, unfinishedJobs } from './resume-reads.ts';
import { startSession } from './sessions.ts';
import type { Job } from './vocabulary.ts';

/** Least and most tokens of a brief. */
export const LEAST_TOKENS = 300;
export const MOST_TOKENS = 20_000;

export interface BriefRequest {
  organizationId: string;
  actor: string;
  /** Absent: the job that was worked last of those paused or in progress. */
  jobId?: string | null;
  /** Most tokens of the answer as JSON; a token is counted as four characters. */
  maxTokens: number;
  /** Go on with the lists of a brief before, where its cursor says. */
  cursor?: string;
  /** Also resume the job, if it is paused and it is clear which is meant. */
  resume?: boolean;
  /** Also begin a session for it. */
  session?: { name?: string | null; budgetItems?: number | null; budgetTokens?: number | null };
  /** Among which kinds to look for the job; all when absent. */
  kinds?: readonly string[];
}

/**
 * All that the next session needs, as it goes over the wire (its size is what `max_tokens` bounds): totals first, then
 * groups of failures, then failed items; what does not fit is behind `next_cursor`.
 */
export interface Brief {
  tokens: { estimate: number; max: number; counted_as: string };
  job: Line;
  /** Whether this call resumed the job. */
  resumed: boolean;
  /** The session begun by this call. */
  session: { id: string; budget_items: number | null; budget_tokens: number | null } | null;
  /** Of the latest session that left one. */
  handoff: Line | null;
  settled: Line;
  /** Who holds items now, and until when. */
  held: readonly Line[];
  next: Line;
  /** Other unfinished jobs; name one by its id to get its brief instead. */
  candidates: readonly Line[];
  failures: Line[];
  failed_items: Line[];
  next_cursor: string | null;
}

const MOST_GROUPS = 200;
const MOST_FAILED_ITEMS = 200;

/**
 * What the next session has to know of a job. Throws `job_not_found`; with `resume` and several paused jobs of which
 * none is named, `ambiguous_job` with the candidates.
 */
export async function resumeBrief(db: Queryable, request: BriefRequest): Promise<Brief> {
  const { organizationId } = request;
  const others = await unfinishedJobs(db, organizationId, request.kinds);
  let job = await findJob(db, request, others);
  let resumed = false;
  if (request.resume && job.status === 'paused') {
    job = await resumeJob(db, { organizationId, jobId: job.id, actor: request.actor });
    resumed = true;
  }
  const session =
    request.session === undefined
      ? null
      : await startSession(db, { organizationId, actor: request.actor, jobId: job.id, ...request.session });
  const from = readCursor(request.cursor);
  const [handoff, held, next] = [
    await lastNote(db, organizationId, job.id),
    await holders(db, job.number),
    await nextItems(db, job.number),
  ];
  const base = (noteLength: number, samples: number): Brief => ({
    tokens: { estimate: 0, max: request.maxTokens, counted_as: 'characters / 4, rounded up' },
    job: jobLine(job, samples >= 0),
    resumed,
    session: session && sessionLine(session),
    handoff: handoff && (samples < 0 ? { session_id: handoff.sessionId } : noteLine(handoff, noteLength)),
    settled: settledLine(job),
    held: held.slice(0, Math.max(0, samples)),
    next: { what: nextStep(job), ...(samples > 0 ? { first_items: next.slice(0, samples) } : {}) },
    candidates: others
      .filter((other) => other.id !== job.id)
      .slice(0, Math.max(0, samples))
      .map((other) => ({ job_id: other.id, name: cut(other.name, 60), status: other.status })),
    failures: [],
    failed_items: [],
    next_cursor: null,
  });
  // What the first page said is not said again.
  const brief =
    request.cursor === undefined
      ? fitBase(base, request.maxTokens, handoff?.note.length ?? 0)
      : { ...base(0, -1), handoff: null };
  if (from.list === 'failures') {
    const groups = await listFailureGroups(db, { organizationId, jobId: job.id, limit: MOST_GROUPS });
    const rest = groups.slice(from.after).map(groupLine);
    const fitted = fill(brief, 'failures', rest);
    if (fitted < rest.length) return seal(brief, `g${from.after + fitted}`);
  }
  const after = from.list === 'items' ? from.after : 0;
  const items = await failedItems(db, job.number, after, MOST_FAILED_ITEMS + 1);
  const page = items.slice(0, MOST_FAILED_ITEMS);
  const fitted = fill(
    brief,
    'failed_items',
    page.map((item) => ({
      seq: item.seq,
      reference: item.reference && cut(item.reference, 60),
      code: cut(item.code, 60),
      message: cut(item.message, 200),
    })),
  );
  if (fitted === items.length) return seal(brief, null);
  return seal(brief, `i${fitted === 0 ? after : (page[fitted - 1]?.seq ?? after)}`);
}

/** The estimate that `max_tokens` goes by. */
export const tokensOf = (value: unknown): number => Math.ceil(JSON.stringify(value).length / 4);

async function findJob(db: Queryable, request: BriefRequest, others: readonly Job[]): Promise<Job> {
  const { organizationId, jobId } = request;
  if (jobId !== undefined && jobId !== null) {
    const job = await getJob(db, organizationId, jobId);
    if (job === null) throw new AppError('job_not_found', `No job ${jobId}`, { field: 'job_id' });
    return job;
  }
  const paused = others.filter((job) => job.status === 'paused');
  if (request.resume && paused.length > 1) {
    throw new AppError('ambiguous_job', `${paused.length} jobs are paused; name one by job_id`, {
      field: 'job_id',
      hint: paused
        .slice(0, 5)
        .map((job) => `${job.id} (${job.name})`)
        .join(', '),
      details: {
        candidates: paused
          .slice(0, 20)
          .map((job) => ({ job_id: job.id, name: job.name, status: job.status })),
      },
    });
  }
  const [only] = paused;
  const found = request.resume && only !== undefined ? only : others[0];
  if (found === undefined) {
    throw new AppError('job_not_found', 'No job is paused or in progress', {
      hint: 'See what is pending, and create a job.',
    });
  }
  return found;
}

/** Room for the cursor and the estimate, which are written last. */
const RESERVED = 40;

const size = (brief: Brief): number => JSON.stringify(brief).length + RESERVED;

/** The totals with as much of the note as fits; the short lists give way before the note does. */
function fitBase(
  base: (note: number, samples: number) => Brief,
  maxTokens: number,
  noteLength: number,
): Brief {
  const fits = (brief: Brief): boolean => size(brief) <= maxTokens * 4;
  // a character of a note takes up to six in JSON
  const whole = noteLength * 6;
  for (const samples of [5, 3, 1, 0]) {
    if (fits(base(whole, samples))) return base(whole, samples);
    if (samples === 0 ? !fits(base(0, 0)) : !fits(base(Math.min(whole, 400), samples))) continue;
    let [least, top] = [0, whole];
    while (least < top) {
      const middle = Math.ceil((least + top) / 2);
      if (fits(base(middle, samples))) least = middle;
      else top = middle - 1;
    }
    return base(least, samples);
  }
  return base(0, -1);
}

/** Adds lines while they fit; answers how many did. */
function fill(brief: Brief, list: 'failures' | 'failed_items', lines: readonly Line[]): number {
  const most = brief.tokens.max * 4;
  let length = size(brief);
  let count = 0;
  for (const line of lines) {
    length += JSON.stringify(line).length + 1;
    if (length > most) break;
    brief[list].push(line);
    count += 1;
  }
  return count;
}

function seal(brief: Brief, cursor: string | null): Brief {
  brief.next_cursor = cursor;
  // the estimate is part of what it measures
  for (let again = 0; again < 3; again += 1) brief.tokens.estimate = tokensOf(brief);
  return brief;
}

function readCursor(cursor: string | undefined): { list: 'failures' | 'items'; after: number } {
  if (cursor === undefined) return { list: 'failures', after: 0 };
  const match = /^([gi])(\d{1,9})$/.exec(cursor);
  if (match === null) {
    throw new AppError('invalid_argument', 'cursor: is not the next_cursor of a brief', { field: 'cursor' });
  }
  return { list: match[1] === 'g' ? 'failures' : 'items', after: Number(match[2]) };
}
