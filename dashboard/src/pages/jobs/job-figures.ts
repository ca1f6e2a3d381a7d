import type { components } from '../../../../src/client/index.ts';
import { formatNumber, formatTime, formatTimes } from '../../data/format.ts';
import { words } from '../../words.ts';

type Job = components['schemas']['Job'];
type Counts = Job['counts'];

/** Items of which nothing more is to come. */
export const settledOf = ({ completed, failed, skipped, cancelled }: Counts): number =>
  completed + failed + skipped + cancelled;

export interface BatchPlace {
  /** The batch that the next item to settle belongs to, from 1. */
  readonly now: number;
  readonly all: number;
  /** How many of its items are settled. */
  readonly done: number;
  readonly size: number;
}

/** Which batch a job is at, counted in whole batches of its items; null for a job without items. */
export function batchPlace(counts: Counts, batchSize: number): BatchPlace | null {
  if (counts.total === 0 || batchSize <= 0) return null;
  const settled = settledOf(counts);
  const all = Math.ceil(counts.total / batchSize);
  const now = Math.min(all, Math.floor(settled / batchSize) + 1);
  const size = Math.min(batchSize, counts.total - (now - 1) * batchSize);
  return { now, all, done: settled - (now - 1) * batchSize, size };
}

/** The one reason why a job that may run does not move, with its time. */
export function reasonText({ text, until }: { text: string; until: string | null }): string {
  return until === null ? text : `${text} ${words.jobs.until(formatTime(until))}`;
}

/** Seconds that a job has run, or ran; null before its start. */
export function ranSeconds(
  { startedAt, completedAt, pausedAt }: Pick<Job, 'startedAt' | 'completedAt' | 'pausedAt'>,
  now = Date.now(),
): number | null {
  if (startedAt === null) return null;
  const end = completedAt ?? pausedAt;
  return ((end === null ? now : Date.parse(end)) - Date.parse(startedAt)) / 1000;
}

/** When it may be finished, as times of the day: "finishes 9:37 – 9:39 PM". */
export function finishText(
  { lowSeconds, highSeconds }: { lowSeconds?: number; highSeconds?: number },
  now = Date.now(),
): string | null {
  if (lowSeconds === undefined || highSeconds === undefined) return null;
  const at = (seconds: number) => new Date(now + seconds * 1000);
  return words.job.finishes(formatTimes(at(lowSeconds), at(highSeconds), at(0)));
}

/** "48", "0.4", "1,200": items in a minute. */
export const rateText = (perMinute: number): string =>
  perMinute >= 10 || perMinute === 0
    ? formatNumber(Math.round(perMinute))
    : formatNumber(Math.round(perMinute * 10) / 10);
