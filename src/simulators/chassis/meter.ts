import type { SimulatorClock } from './clock.ts';

/** How much a service lets one caller do. */
export interface SimulatorLimits {
  /** Requests in any stretch of `windowMs`, however it is laid. */
  readonly perWindow: number;
  readonly windowMs: number;
  /** Requests that may be under way at once. */
  readonly concurrency: number;
  /** How a refusal says when to come back. */
  readonly retryAfter: 'seconds' | 'date' | 'none';
}

/** What a caller did, as the simulator counted it: proof of whether limits were kept, and how well they were used. */
export interface MeterCounts {
  /** Requests that were let in. */
  readonly accepted: number;
  /** Requests refused with 429 because of the limits (not because a fault said so). */
  readonly refusedByRate: number;
  readonly refusedByConcurrency: number;
  /** Most requests ever under way at once, refused ones not counted. */
  readonly peakConcurrency: number;
  /** Most requests let in within any window. */
  readonly peakInWindow: number;
}

/** A request that was let in, or how long to wait. */
export type Admission = { readonly leave: () => void } | { readonly waitMs: number; readonly why: string };

export interface Meter {
  enter(): Admission;
  /** Goes on counting. */
  readonly counts: MeterCounts;
  /** Other limits from now on. */
  limit(limits: SimulatorLimits): void;
  readonly limits: SimulatorLimits;
}

/** Counts in a sliding window, so that no phase of the caller's clock gets more than the limit. */
export function createMeter(first: SimulatorLimits, clock: SimulatorClock): Meter {
  let limits = first;
  let times: number[] = [];
  let active = 0;
  const counts = {
    accepted: 0,
    refusedByRate: 0,
    refusedByConcurrency: 0,
    peakConcurrency: 0,
    peakInWindow: 0,
  };

  function enter(): Admission {
    const now = clock.now();
    // A request exactly one window ago is out of it.
    times = times.filter((time) => time > now - limits.windowMs);
    if (active >= limits.concurrency) {
      counts.refusedByConcurrency += 1;
      return { waitMs: 1000, why: `more than ${limits.concurrency} requests at once` };
    }
    const [oldest] = times;
    if (times.length >= limits.perWindow && oldest !== undefined) {
      counts.refusedByRate += 1;
      return { waitMs: oldest + limits.windowMs - now, why: `more than ${limits.perWindow} requests` };
    }
    times.push(now);
    active += 1;
    counts.accepted += 1;
    counts.peakConcurrency = Math.max(counts.peakConcurrency, active);
    counts.peakInWindow = Math.max(counts.peakInWindow, times.length);
    let left = false;
    return {
      leave() {
        if (left) return;
        left = true;
        active -= 1;
      },
    };
  }

  return {
    enter,
    counts,
    limit(other) {
      limits = other;
    },
    get limits() {
      return limits;
    },
  };
}
