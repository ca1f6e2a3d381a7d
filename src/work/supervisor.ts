import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Queryable } from '../db/pool.ts';
import { tick, upkeep } from '../engine/claims.ts';
import type { Stats } from './stats.ts';

export interface SupervisorParts {
  readonly db: Queryable;
  readonly log: Log;
  readonly clock: Clock;
  readonly stats: Stats;
  readonly tickMs: number;
  readonly upkeepMs: number;
  /** A tick has made items due. */
  readonly onWoken: () => void;
}

/** The first upkeep waits until a start is over: nobody needs it at once, and it reads whole tables. */
const UPKEEP_AFTER_MS = 60_000;

/**
 * The chores of the whole installation: the tick (expired leases, due retries, finished jobs) and the upkeep
 * (partitions, statistics, retention). Every worker offers to do them; the database lets one at a time.
 */
export class Supervisor {
  readonly #parts: SupervisorParts;
  readonly #stopping = new AbortController();
  #loops: Promise<void>[] = [];

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
  }

  start(): void {
    if (this.#loops.length > 0) return;
    const { tickMs, upkeepMs } = this.#parts;
    this.#loops = [
      this.#repeat('tick', tickMs, 0, () => this.#tick()),
      this.#repeat('upkeep', upkeepMs, Math.min(UPKEEP_AFTER_MS, upkeepMs), () => this.#upkeep()),
    ];
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#loops);
  }

  async #tick(): Promise<void> {
    const report = await tick(this.#parts.db);
    if (report !== null && report.woken + report.expired > 0) this.#parts.onWoken();
  }

  async #upkeep(): Promise<void> {
    const report = await upkeep(this.#parts.db);
    if (report !== null) this.#parts.log.debug(report, 'upkeep done');
  }

  async #repeat(name: string, everyMs: number, firstMs: number, chore: () => Promise<void>): Promise<void> {
    const { clock, log, stats } = this.#parts;
    const { signal } = this.#stopping;
    await clock.sleep(firstMs, signal);
    while (!signal.aborted) {
      try {
        await chore();
      } catch (error) {
        stats.databaseError();
        log.warn({ err: error }, `the ${name} failed and will be repeated`);
      }
      // spread, so that workers started together do not all come at once
      await clock.sleep(everyMs * (0.9 + 0.2 * Math.random()), signal);
    }
  }
}
