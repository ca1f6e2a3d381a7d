import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Listener } from '../db/listen.ts';
import type { Notices } from '../db/notices.ts';

export interface SweeperParts {
  readonly log: Pick<Log, 'warn'>;
  /** To hear of calls at once; undefined: only look from time to time. */
  readonly notices: Notices | undefined;
  readonly clock: Clock;
  /** Makes one call that is due; false when none is. */
  makeOne(): Promise<boolean>;
  /** Seconds until a call may be due, at most so many. */
  restSeconds(most: number): Promise<number>;
}

export interface Sweeper {
  start(): void;
  stop(): Promise<void>;
}

/** Calls made at once: one silent n8n must not hold up the others. */
const LANES = 4;
const MOST_REST_SECONDS = 30;

/** Makes the calls that nobody else makes: those of moves in SQL, those of processes that died, and repeats. */
export function createSweeper({ log, notices, clock, makeOne, restSeconds }: SweeperParts): Sweeper {
  const stopping = new AbortController();
  let wake = new AbortController();
  let listener: Listener | undefined;
  let sweeping: Promise<void> | undefined;

  async function lane(): Promise<void> {
    while (!stopping.signal.aborted && (await makeOne()));
  }

  async function sweep(): Promise<void> {
    while (!stopping.signal.aborted) {
      let seconds = MOST_REST_SECONDS;
      // Whoever knocks while we are at it is heard afterwards.
      wake = new AbortController();
      try {
        await Promise.all(Array.from({ length: LANES }, lane));
        seconds = await restSeconds(MOST_REST_SECONDS);
      } catch (error) {
        log.warn({ err: error }, 'calls to n8n could not be looked after; trying again');
      }
      await clock.sleep(seconds * 1000, AbortSignal.any([stopping.signal, wake.signal]));
    }
  }

  return {
    start() {
      if (sweeping !== undefined || stopping.signal.aborted) return;
      const look = () => wake.abort();
      listener = notices?.subscribe({ channels: ['lotline_n8n'], onNotice: look, onConnect: look });
      sweeping = sweep();
    },
    async stop() {
      stopping.abort();
      await Promise.all([sweeping, listener?.stop()]);
    },
  };
}
