/**
 * When a job will be finished, as a range. Progress is kept in buckets of time; the recent buckets are resampled
 * in blocks into several hundred possible futures, and the 10th and 90th percentile of those are shown.
 * Pure: the clock comes in with each reading, chance through `random`.
 */

/** A reading of the job: how many items are settled of how many, at a time in milliseconds. */
export interface Reading {
  atMs: number;
  settled: number;
  total: number;
  /** A paused job makes no progress and has no end in sight; its pauses do not count as slowness. */
  paused?: boolean;
}

export type Estimate =
  | { state: 'measuring' }
  | { state: 'paused' }
  | { state: 'done' }
  | { state: 'stalled'; forMs: number }
  | { state: 'variable' }
  | { state: 'range'; lowMs: number; highMs: number };

/** Bucket width by age of the run, so that a run of seconds is measured as well as one of days. */
const WIDTHS: readonly { untilMs: number; widthMs: number }[] = [
  { untilMs: 15_000, widthMs: 500 },
  { untilMs: 60_000, widthMs: 2_000 },
  { untilMs: 600_000, widthMs: 10_000 },
  { untilMs: Number.POSITIVE_INFINITY, widthMs: 60_000 },
];
const RECENT_BUCKETS = 30;
const FUTURES = 500;
const LEAST_BUCKETS = 6;
const LEAST_ITEMS = 30;
const STALLED_BUCKETS = 5;
/** Five empty buckets mean a stall only when they are of at least this width: batches come in bursts. */
const STALLED_WIDTH_MS = 10_000;
/** A last batch may take some seconds without a sign. */
const OVERDUE_GRACE_MS = 5_000;
const TOO_VARIABLE = 4;
/** Drawn bucket by bucket up to here; the rest of a long future runs at the mean of its own sample. */
const DRAWN_BUCKETS = 120;

export class EtaEstimator {
  #widthMs = 500;
  #buckets: number[] = [0];
  /** How much of the last bucket has passed. */
  #filledMs = 0;
  #runningMs = 0;
  #last: Reading | null = null;
  #seen = 0;
  #idleMs = 0;

  /** Takes the next reading; its progress is spread evenly over the time since the one before. */
  observe(reading: Reading): void {
    const last = this.#last;
    this.#last = reading;
    if (!last || last.paused) return;
    const elapsedMs = reading.atMs - last.atMs;
    if (elapsedMs <= 0) return;
    const gained = Math.max(0, reading.settled - last.settled);
    this.#seen += gained;
    this.#idleMs = gained > 0 ? 0 : this.#idleMs + elapsedMs;
    this.#spread(gained, elapsedMs);
    this.#widen();
  }

  /** Items settled each second over the recent buckets; null before anything can be said. */
  ratePerSecond(): number | null {
    const recent = this.#buckets.slice(-RECENT_BUCKETS);
    const spanMs = (recent.length - 1) * this.#widthMs + this.#filledMs;
    if (this.#seen === 0 || spanMs < 1_000) return null;
    return (recent.reduce((sum, count) => sum + count, 0) * 1000) / spanMs;
  }

  /** What can be said about the end now. `random` returns numbers in [0, 1). */
  estimate(random: () => number): Estimate {
    const last = this.#last;
    if (!last) return { state: 'measuring' };
    const remaining = last.total - last.settled;
    if (remaining <= 0) return { state: 'done' };
    if (last.paused) return { state: 'paused' };
    const stalledMs = STALLED_BUCKETS * Math.max(STALLED_WIDTH_MS, this.#widthMs);
    if (this.#idleMs >= stalledMs) return { state: 'stalled', forMs: this.#idleMs };
    const complete = this.#buckets.slice(0, -1).slice(-RECENT_BUCKETS);
    if (this.#seen < LEAST_ITEMS || complete.length < LEAST_BUCKETS) return { state: 'measuring' };
    const range = rangeOf(complete, remaining, this.#widthMs, random);
    return this.#idleMs > overdueMs(range) ? { state: 'stalled', forMs: this.#idleMs } : range;
  }

  #spread(gained: number, elapsedMs: number): void {
    let leftMs = elapsedMs;
    while (leftMs > 0) {
      const takenMs = Math.min(leftMs, this.#widthMs - this.#filledMs);
      const at = this.#buckets.length - 1;
      this.#buckets[at] = (this.#buckets[at] ?? 0) + (gained * takenMs) / elapsedMs;
      this.#filledMs += takenMs;
      leftMs -= takenMs;
      if (this.#filledMs >= this.#widthMs) {
        this.#buckets.push(0);
        this.#filledMs = 0;
        if (this.#buckets.length > 4 * RECENT_BUCKETS) this.#buckets.splice(0, RECENT_BUCKETS);
      }
    }
    this.#runningMs += elapsedMs;
  }

  /** Joins buckets into wider ones once the run is old enough; each width is a multiple of the one before. */
  #widen(): void {
    const widthMs = WIDTHS.find(({ untilMs }) => this.#runningMs < untilMs)?.widthMs ?? this.#widthMs;
    if (widthMs === this.#widthMs) return;
    const factor = widthMs / this.#widthMs;
    const complete = this.#buckets.slice(0, -1);
    const open = this.#buckets.at(-1) ?? 0;
    const loose = complete.length % factor;
    const joined: number[] = [];
    for (let at = 0; at + factor <= complete.length; at += factor) {
      joined.push(complete.slice(at, at + factor).reduce((sum, count) => sum + count, 0));
    }
    const rest = complete.slice(complete.length - loose).reduce((sum, count) => sum + count, 0);
    this.#buckets = [...joined, rest + open];
    this.#filledMs += loose * this.#widthMs;
    this.#widthMs = widthMs;
  }
}

/** Idle for twice the time in which all should be done, and some grace: then no range is honest any more. */
function overdueMs(estimate: Estimate): number {
  return estimate.state === 'range' ? 2 * estimate.highMs + OVERDUE_GRACE_MS : Number.POSITIVE_INFINITY;
}

/** The middle 80 % of 500 futures of the recent buckets. */
function rangeOf(
  recent: readonly number[],
  remaining: number,
  widthMs: number,
  random: () => number,
): Estimate {
  const finishes: number[] = [];
  for (let future = 0; future < FUTURES; future += 1) {
    finishes.push(finishBuckets(recent, remaining, random) * widthMs);
  }
  finishes.sort((one, other) => one - other);
  const lowMs = finishes[Math.floor(FUTURES * 0.1)] ?? 0;
  const highMs = finishes[Math.floor(FUTURES * 0.9)] ?? Number.POSITIVE_INFINITY;
  if (!Number.isFinite(highMs) || highMs > TOO_VARIABLE * lowMs) return { state: 'variable' };
  return { state: 'range', lowMs, highMs };
}

/**
 * Buckets until the remaining items are settled in one future. First a history is drawn from the one seen, because
 * the pace seen is itself only a sample; then the future is drawn from that history.
 */
function finishBuckets(recent: readonly number[], remaining: number, random: () => number): number {
  const history = drawBlocks(recent, recent.length, random);
  const mean = history.reduce((sum, count) => sum + count, 0) / history.length;
  if (mean <= 0) return Number.POSITIVE_INFINITY;
  const drawn = drawBlocks(history, Math.min(DRAWN_BUCKETS, Math.ceil((2 * remaining) / mean) + 1), random);
  let left = remaining;
  for (const [index, count] of drawn.entries()) {
    if (count >= left) return index + left / count;
    left -= count;
  }
  return drawn.length + left / mean;
}

/** `length` buckets in blocks of neighbours (so bursts stay bursts), going round at the end. */
function drawBlocks(buckets: readonly number[], length: number, random: () => number): number[] {
  const size = Math.max(1, Math.round(Math.sqrt(buckets.length)));
  const drawn: number[] = [];
  while (drawn.length < length) {
    const start = Math.floor(random() * buckets.length);
    for (let step = 0; step < size && drawn.length < length; step += 1) {
      drawn.push(buckets[(start + step) % buckets.length] ?? 0);
    }
  }
  return drawn;
}
