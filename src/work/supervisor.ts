import type { Clock } from '../base/clock.ts';
import { failpoint } from '../base/failpoint.ts';
import type { Log } from '../base/log.ts';
import { isAlive } from '../db/file-lock.ts';
import type { Queryable } from '../db/pool.ts';
import { workActions } from '../engine/actions.ts';
import { buryWorker, tick, upkeep, workersOn } from '../engine/claims.ts';
import { thisMachine } from './machine.ts';
import type { Stats } from './stats.ts';

export interface SupervisorParts {
  readonly db: Queryable;
  readonly log: Log;
  readonly clock: Clock;
  readonly stats: Stats;
  readonly tickMs: number;
  readonly upkeepMs: number;
  readonly neighboursMs: number;
  /** Items have become due. */
  readonly onWoken: () => void;
}

/** The first upkeep waits until a start is over: nobody needs it at once, and it reads whole tables. */
const UPKEEP_AFTER_MS = 60_000;
/** Between two rounds of one upkeep, for everybody else at the database. */
const ROUND_REST_MS = 1_000;

/**
 * The chores of the whole installation: the tick (expired leases, due retries, finished jobs) and the upkeep
 * (partitions, statistics, retention). Every worker offers to do them; the database lets one at a time. And one chore
 * of each machine: to notice workers beside us that died.
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
    const { tickMs, upkeepMs, neighboursMs } = this.#parts;
    this.#loops = [
      this.#repeat('look at the neighbours', neighboursMs, 0, () => this.#buryTheDead()),
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
    if (report?.actions) await this.#workActions();
  }

  /** A part of the actions that are under way, so that ticks come on time. */
  async #workActions(): Promise<void> {
    const { db, clock, tickMs } = this.#parts;
    const until = clock.now() + tickMs;
    while (clock.now() < until && !this.#stopping.signal.aborted && (await workActions(db)))
      failpoint('after_action_step');
  }

  /** Leases of a process that died on this machine need not run out: that it is dead can be seen. */
  async #buryTheDead(): Promise<void> {
    const { db, log, onWoken } = this.#parts;
    for (const { name, pid } of await workersOn(db, thisMachine())) {
      if (isAlive(pid)) continue;
      const leases = await buryWorker(db, name);
      log.warn({ worker: name, leases }, 'a worker on this machine is dead; its leases end now');
      if (leases > 0) onWoken();
    }
  }

  async #upkeep(): Promise<void> {
    const { db, clock, log } = this.#parts;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const report = await upkeep(db);
      if (report !== null) log.debug(report, 'upkeep done');
      if (report?.unfinished !== true) return;
      await clock.sleep(ROUND_REST_MS, signal);
    }
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
