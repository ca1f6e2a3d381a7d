import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Listener } from '../db/listen.ts';
import type { Notices } from '../db/notices.ts';

export interface SweeperParts {
  readonly log: Pick<Log, 'warn'>;
  /** To hear of calls at once; undefined: only look from time to time. */
  readonly notices: Notices | undefined;
  readonly clock: Clock;
  /** Takes a call that is due, and gives what makes it; null when none is. */
  take(): Promise<(() => Promise<unknown>) | null>;
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
export function createSweeper({ log, notices, clock, take, restSeconds }: SweeperParts): Sweeper {
  const stopping = new AbortController();
  let wake = new AbortController();
  let listener: Listener | undefined;
  let sweeping: Promise<void> | undefined;

  /** Makes what is due. Each lane that finds something opens the next, so that one look is all when nothing is. */
  async function makeAll(): Promise<void> {
    const lanes: Promise<void>[] = [];
    const open = () => {
      const lane = run();
      // Awaited in its turn; until then nobody else listens.
      lane.catch(() => {});
      lanes.push(lane);
    };
    async function run(): Promise<void> {
      while (!stopping.signal.aborted) {
        const make = await take();
        if (make === null) return;
        if (lanes.length < LANES) open();
        await make();
      }
    }
    open();
    for (const lane of lanes) await lane;
  }

  async function sweep(): Promise<void> {
    while (!stopping.signal.aborted) {
      let seconds = MOST_REST_SECONDS;
      // Whoever knocks while we are at it is heard afterwards.
      wake = new AbortController();
      try {
        await makeAll();
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
