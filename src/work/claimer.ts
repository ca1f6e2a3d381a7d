import { backoffMs } from '../base/backoff.ts';
import { failpoint } from '../base/failpoint.ts';
import type { Log } from '../base/log.ts';
import type { Queryable } from '../db/pool.ts';
import { type ClaimedBatch, claimBatches } from '../engine/claims.ts';
import type { Line } from './line.ts';
import { Pacer } from './pacer.ts';
import type { Stats } from './stats.ts';
import { RATED_AHEAD_MS } from './turns.ts';

export interface ClaimerParts {
  readonly db: Queryable;
  readonly log: Log;
  readonly stats: Stats;
  readonly worker: string;
  readonly lines: readonly Line[];
  readonly pollMinMs: number;
  readonly pollMaxMs: number;
  /** Takes what was claimed; `sentAt` is when the claim was sent (performance.now()). */
  readonly onClaimed: (batches: readonly ClaimedBatch[], sentAt: number) => void;
}

const RETRY = { baseMs: 100, capMs: 5_000 };

/** What to ask for next. */
interface Ask {
  readonly lines: readonly Line[];
  readonly items: number;
}

/**
 * The claim loop: one claim under way at any time, ahead of what the handlers need. Kinds that flow are claimed one
 * by one, each for as much as it has room for; all others share one probe, at a wake-up or when it is time to poll.
 */
export class Claimer {
  readonly #parts: ClaimerParts;
  readonly #pacer = new Pacer();
  #stopped = false;
  #held = false;
  #probeAt = 0;
  #emptyProbes = 0;
  #wakeUps = 0;
  #turn = 0;
  #loop: Promise<void> | undefined;

  constructor(parts: ClaimerParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** No claim is sent any more; resolves when the one under way is back (its batches still go to `onClaimed`). */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#pacer.wake();
    await this.#loop;
  }

  /** Claims nothing until {@link resume}; one that is under way comes back still. */
  hold(): void {
    this.#held = true;
  }

  /** Claims again. */
  resume(): void {
    if (!this.#held) return;
    this.#held = false;
    this.wake();
  }

  /** There may be new work: look now, and often for a while. */
  wake(): void {
    this.#wakeUps += 1;
    this.#probeAt = 0;
    this.#emptyProbes = 0;
    this.#pacer.wake();
  }

  /** A line has room again. */
  room(): void {
    this.#pacer.wake();
  }

  /** An item of ours will come back soon: poll as often as after a wake-up. */
  expectRetry(): void {
    this.#emptyProbes = 0;
    this.#probeAt = Math.min(this.#probeAt, performance.now() + this.#parts.pollMinMs);
    this.#pacer.wake();
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stopped) {
      const ask = this.#held ? undefined : this.#plan();
      if (this.#held) this.#probeAt = performance.now() + this.#parts.pollMaxMs;
      if (ask === undefined) {
        await this.#pacer.wait(Math.min(this.#probeAt, this.#refillAt()) - performance.now());
        continue;
      }
      try {
        await this.#claim(ask);
        failures = 0;
      } catch (error) {
        failures += 1;
        this.#parts.stats.databaseError();
        this.#parts.log.warn({ err: error, failures }, 'a claim failed and will be repeated');
        await this.#pauseAfterFailure(failures);
      }
    }
  }

  /** Lines that may be claimed for: what a held service is needed for would only be handed back. */
  #open(): readonly Line[] {
    return this.#held ? [] : this.#parts.lines.filter((line) => line.heldMs() <= 0);
  }

  /** When jobs with a rate have more to claim. */
  #refillAt(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.#open().map((line) => line.refillAt));
  }

  #plan(): Ask | undefined {
    const lines = this.#open();
    if (performance.now() >= this.#probeAt) {
      const idle = lines.filter((line) => !line.flowing && line.ask() > 0);
      // one limit for several kinds: the least room of all, so that none gets more than it can start soon
      if (idle.length > 0) return { lines: idle, items: Math.min(...idle.map((line) => line.ask())) };
      this.#probeAt = performance.now() + this.#untilNextProbe();
    }
    for (let step = 0; step < lines.length; step += 1) {
      const line = lines[(this.#turn + step) % lines.length];
      if (line === undefined) continue;
      const items = line.flowing ? line.ask() : line.refill();
      if (items === 0) continue;
      this.#turn = (this.#turn + step + 1) % lines.length;
      return { lines: [line], items };
    }
    return undefined;
  }

  /** Until the usual poll, or until the first service that is held can be called again. */
  #untilNextProbe(): number {
    const held = this.#parts.lines.map((line) => line.heldMs()).filter((ms) => ms > 0);
    return Math.min(this.#parts.pollMaxMs, ...held.map((ms) => ms + 1));
  }

  async #claim({ lines, items }: Ask): Promise<void> {
    const { db, worker, stats, onClaimed, pollMinMs, pollMaxMs } = this.#parts;
    const probe = lines.some((line) => !line.flowing);
    const wakeUps = this.#wakeUps;
    const sentAt = performance.now();
    const kinds = lines.map((line) => line.kind.name);
    const [alone] = lines.length === 1 ? lines : [];
    // a handler of whole batches begins all of one at once, so it is given what is due
    const aheadMs = alone?.kind.runItem === undefined ? 0 : RATED_AHEAD_MS;
    const batches = await claimBatches(db, { worker, kinds, limit: items, aheadMs });
    alone?.asked(sentAt);
    if (batches.length > 0) failpoint('after_claim');
    let got = 0;
    for (const line of lines) {
      const ofLine = batches.filter((batch) => batch.kind === line.kind.name);
      const count = ofLine.reduce((sum, batch) => sum + batch.items.length, 0);
      if (count > 0 || line.flowing) line.claimed(items, count, sentAt);
      got += count;
    }
    stats.claimed(got);
    if (got > 0) onClaimed(batches, sentAt);
    // what woke us may have come after the database had looked: look again at once
    if (this.#wakeUps !== wakeUps) return;
    if (probe) {
      this.#emptyProbes = got > 0 ? 0 : this.#emptyProbes + 1;
      // half to one and a half of the delay, never above the maximum
      const delayMs = backoffMs({ baseMs: pollMinMs, capMs: pollMaxMs / 1.5 }, this.#emptyProbes);
      this.#probeAt = performance.now() + delayMs;
    } else if (got === 0) {
      // this kind has run dry; it joins the probe
      this.#emptyProbes = 0;
      this.#probeAt = Math.min(this.#probeAt, performance.now() + pollMinMs);
    }
  }

  async #pauseAfterFailure(failures: number): Promise<void> {
    const until = performance.now() + backoffMs(RETRY, failures);
    // wake-ups do not shorten this pause: a database that is gone should be left alone
    while (!this.#stopped && performance.now() < until) await this.#pacer.wait(until - performance.now());
  }
}
