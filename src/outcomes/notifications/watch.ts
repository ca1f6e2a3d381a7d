import { type Clock, systemClock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { call, type Pool } from '../../db/pool.ts';

/** Half of the minute within which a lost worker is to be told, less what counts as lost. */
const LOOK_MS = 15_000;

/** Something that looks after the work while it runs. */
export interface Watch {
  start(): void;
  stop(): Promise<void>;
}

/**
 * Has the database notice what nobody reports: workers that fell silent, jobs that stand still. Workers do so with every
 * tick; a server does too, since the last worker may be what is lost. One look that ends at an empty table while no rule
 * wants to hear of it.
 */
export function createWatch({
  pool,
  log,
  clock = systemClock,
  lookMs = LOOK_MS,
}: {
  readonly pool: Pool;
  readonly log: Pick<Log, 'warn'>;
  readonly clock?: Clock;
  readonly lookMs?: number;
}): Watch {
  const stopping = new AbortController();
  let watching: Promise<void> | undefined;

  async function keepWatching(): Promise<void> {
    await clock.sleep(lookMs, stopping.signal);
    while (!stopping.signal.aborted) {
      try {
        await call(pool, 'select lotline.watch_work()');
      } catch (error) {
        log.warn({ err: error }, 'the work could not be watched; trying again');
      }
      await clock.sleep(lookMs, stopping.signal);
    }
  }

  return {
    start() {
      watching ??= keepWatching();
    },
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}
