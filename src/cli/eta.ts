/** When an upload will be finished, as a range: readings are kept in buckets of time, and judged by the one rule. */
import { type Estimate, estimateEnd, RECENT_BUCKETS } from '../base/eta.ts';

/** How much is settled of how much, at a time in milliseconds. */
export interface Reading {
  atMs: number;
  settled: number;
  total: number;
}

/** Bucket width by age of the run, so that a run of seconds is measured as well as one of days. */
const WIDTHS: readonly { untilMs: number; widthMs: number }[] = [
  { untilMs: 15_000, widthMs: 500 },
  { untilMs: 60_000, widthMs: 2_000 },
  { untilMs: 600_000, widthMs: 10_000 },
  { untilMs: Number.POSITIVE_INFINITY, widthMs: 60_000 },
];

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
    if (!last) return;
    const elapsedMs = reading.atMs - last.atMs;
    if (elapsedMs <= 0) return;
    const gained = Math.max(0, reading.settled - last.settled);
    this.#seen += gained;
    this.#idleMs = gained > 0 ? 0 : this.#idleMs + elapsedMs;
    this.#spread(gained, elapsedMs);
    this.#widen();
  }

  /** What can be said about the end now. `random` returns numbers in [0, 1). */
  estimate(random: () => number): Estimate {
    const last = this.#last;
    if (!last) return { state: 'measuring' };
    return estimateEnd(
      {
        buckets: this.#buckets.slice(0, -1),
        bucketMs: this.#widthMs,
        seen: this.#seen,
        remaining: last.total - last.settled,
        idleMs: this.#idleMs,
      },
      random,
    );
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
