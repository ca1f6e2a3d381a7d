/**
 * When a job will be finished, as a range: the one rule for it. Progress comes in buckets of time; the recent ones are
 * resampled in blocks into several hundred possible futures, and the 10th and 90th percentile of those are what is told.
 * Pure: what is known comes in, chance through `random`.
 */
import { durationText, rangeText } from './time-text.ts';

/** How a run went so far, and what is known of the rest. */
export interface Pace {
  /** Items settled in each of the recent buckets, oldest first; those without any are among them. */
  readonly buckets: readonly number[];
  readonly bucketMs: number;
  /** Items settled in all of this run. */
  readonly seen: number;
  /** Items that are not settled; those that wait for another attempt are among them. */
  readonly remaining: number;
  /** Since an item was settled last. */
  readonly idleMs: number;
  readonly paused?: boolean;
  /** Nothing moves before that: a service is held, or others are ahead. */
  readonly waitMs?: number;
  /** It cannot end before that: a cap on the rate, the date of the last retry. */
  readonly leastMs?: number;
}

export type Estimate =
  | { state: 'measuring' }
  | { state: 'paused' }
  | { state: 'done' }
  | { state: 'stalled'; forMs: number }
  | { state: 'variable' }
  | { state: 'range'; lowMs: number; highMs: number };

/** Recent buckets that the future is drawn from. */
export const RECENT_BUCKETS = 30;
/** Five empty buckets mean a stall only when they are of at least this width: batches come in bursts. */
export const STALLED_WIDTH_MS = 10_000;
const FUTURES = 500;
const LEAST_BUCKETS = 6;
const LEAST_ITEMS = 30;
const STALLED_BUCKETS = 5;
const TOO_VARIABLE = 4;
/** Idle for twice the time in which all should be done, and this: then no range is honest any more. */
const OVERDUE_GRACE_MS = 10_000;
/** Drawn bucket by bucket up to here; the rest of a long future runs at the mean of its own sample. */
const DRAWN_BUCKETS = 120;

/** What can be said about the end now. `random` returns numbers in [0, 1). */
export function estimateEnd(pace: Pace, random: () => number): Estimate {
  const { idleMs, waitMs = 0, leastMs = 0 } = pace;
  if (pace.remaining <= 0) return { state: 'done' };
  if (pace.paused) return { state: 'paused' };
  if (idleMs >= STALLED_BUCKETS * Math.max(STALLED_WIDTH_MS, pace.bucketMs)) {
    return { state: 'stalled', forMs: idleMs };
  }
  const recent = pace.buckets.slice(-RECENT_BUCKETS);
  if (pace.seen < LEAST_ITEMS || recent.length < LEAST_BUCKETS) return { state: 'measuring' };
  const block = Math.max(1, Math.round(Math.sqrt(recent.length)));
  const finishes = futures(recent, pace.remaining, block, random);
  const at = (share: number) =>
    Math.max(widened(finishes, share, recent.length / block) * pace.bucketMs + waitMs, leastMs);
  const [lowMs, highMs] = [at(0.1), at(0.9)];
  if (idleMs > 2 * highMs + OVERDUE_GRACE_MS) return { state: 'stalled', forMs: idleMs };
  if (!Number.isFinite(highMs) || highMs > TOO_VARIABLE * lowMs) return { state: 'variable' };
  return { state: 'range', lowMs, highMs };
}

/** An estimate in words; empty once there is nothing left to wait for. */
export function estimateText(estimate: Estimate): string {
  switch (estimate.state) {
    case 'measuring':
      return 'measuring';
    case 'paused':
      return 'paused';
    case 'done':
      return '';
    case 'stalled':
      return `stalled ${durationText(estimate.forMs)}`;
    case 'variable':
      return 'too variable to say';
    case 'range':
      return `${rangeText(estimate.lowMs, estimate.highMs)} left`;
  }
}

/** What is on the screen changes only when one end of the range moved by more than this share. */
const NOTABLE_MOVE = 0.2;
/** What is left grows less in steps of this, so that nothing has to be told again every second. */
const TOLD_STEP_MS = 5_000;

/** A range as it was told, and when. */
export interface Told {
  readonly estimate: Estimate;
  readonly atMs: number;
}

/** The same end, seen later. */
export function later(estimate: Estimate, elapsedMs: number): Estimate {
  if (estimate.state !== 'range') return estimate;
  const left = (ms: number) => Math.max(0, ms - elapsedMs);
  return { state: 'range', lowMs: left(estimate.lowMs), highMs: left(estimate.highMs) };
}

/**
 * What to tell at a time, when `last` was told last: the end that was told then, with what is left of it now, until `next`
 * is notably another one. (To keep what is left instead would promise a later end with every second.)
 */
export function tell(last: Told | undefined, next: Estimate, nowMs: number): { told: Told; shown: Estimate } {
  if (last?.estimate.state === 'range' && next.state === 'range') {
    const passedMs = Math.max(0, nowMs - last.atMs);
    const shown = later(last.estimate, TOLD_STEP_MS * Math.floor(passedMs / TOLD_STEP_MS));
    if (shown.state === 'range' && moveOf(shown, next) <= NOTABLE_MOVE) return { told: last, shown };
  }
  return { told: { estimate: next, atMs: nowMs }, shown: next };
}

type Range = Extract<Estimate, { state: 'range' }>;

function moveOf(told: Range, next: Range): number {
  return Math.max(
    Math.abs(next.lowMs - told.lowMs) / Math.max(1, told.lowMs),
    Math.abs(next.highMs - told.highMs) / Math.max(1, told.highMs),
  );
}

/** A small generator (mulberry32): the same numbers from the same seed, so that equal facts give equal words. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Buckets until the remaining items are settled, in each of 500 futures, sorted. First a history is drawn from the one
 * seen, because the pace seen is itself only a sample; then the future is drawn from that history.
 */
function futures(
  recent: readonly number[],
  remaining: number,
  block: number,
  random: () => number,
): Float64Array {
  const finishes = new Float64Array(FUTURES);
  const history = new Float64Array(recent.length);
  for (let future = 0; future < FUTURES; future += 1) {
    drawInto(history, recent, block, random);
    finishes[future] = finishOf(history, remaining, block, random);
  }
  return finishes.sort();
}

/**
 * A percentile, moved away from the median by what a few blocks cannot show: samples of so few vary less than what they
 * were taken from, as Student's t allows for.
 */
function widened(finishes: Float64Array, share: number, blocks: number): number {
  const median = finishes[FUTURES / 2] ?? 0;
  const at = finishes[Math.floor(FUTURES * share)] ?? 0;
  if (!Number.isFinite(at) || median <= 0) return at;
  return median * (at / median) ** (1 + 1.4 / blocks);
}

/** As many buckets in blocks of neighbours (so bursts stay bursts), going round at the end. */
function drawInto(drawn: Float64Array, from: readonly number[], block: number, random: () => number): void {
  let start = 0;
  for (let at = 0; at < drawn.length; at += 1) {
    if (at % block === 0) start = Math.floor(random() * from.length);
    drawn[at] = from[(start + (at % block)) % from.length] ?? 0;
  }
}

function finishOf(history: Float64Array, remaining: number, block: number, random: () => number): number {
  let sum = 0;
  for (const count of history) sum += count;
  const mean = sum / history.length;
  if (mean <= 0) return Number.POSITIVE_INFINITY;
  let left = remaining;
  let start = 0;
  for (let at = 0; at < DRAWN_BUCKETS; at += 1) {
    if (at % block === 0) start = Math.floor(random() * history.length);
    const count = history[(start + (at % block)) % history.length] ?? 0;
    if (count >= left) return at + left / count;
    left -= count;
  }
  return DRAWN_BUCKETS + left / mean;
}
