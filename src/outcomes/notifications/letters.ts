import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type Clock, systemClock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { call, type Pool } from '../../db/pool.ts';
import type { NotedJob, NotificationType } from './notifications.ts';
import { letterOf } from './words.ts';

export interface LetterParts {
  /** Connects as `lotline_worker`. */
  readonly pool: Pool;
  readonly log: Pick<Log, 'warn'>;
  /** Hands one letter to the mail server; `email` when it took it. */
  readonly tell: (letter: { to: string; subject: string; text: string }) => Promise<string>;
  readonly publicUrl: string | undefined;
  readonly clock?: Clock;
  readonly lookMs?: number;
}

/** Sends the letters of notifications: any number of processes may, each takes others. */
export interface Letters {
  start(): void;
  /** Begins no further letter, and waits for the one under way. */
  stop(): Promise<void>;
}

interface Taken extends Record<string, unknown> {
  readonly id: string;
  readonly email: string;
  readonly organization: string;
  readonly type: NotificationType;
  readonly job_id: string;
  readonly detail: NotedJob;
}

const LOOK_MS = 5000;
/** At ten seconds each at worst, well within the two minutes that they are ours. */
const TAKEN_AT_ONCE = 8;

export function createLetters(parts: LetterParts): Letters {
  const { pool, log, tell, publicUrl, clock = systemClock, lookMs = LOOK_MS } = parts;
  const holder = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`;
  const stopping = new AbortController();
  let looking: Promise<void> | undefined;

  async function send(one: Taken): Promise<void> {
    const letter = letterOf({ ...one, jobId: one.job_id }, publicUrl);
    const sent = (await tell({ to: one.email, ...letter })) === 'email';
    await call(pool, 'select lotline.record_letter($1, $2, $3)', [one.id, holder, sent]);
  }

  async function sendDue(): Promise<void> {
    for (let taken = TAKEN_AT_ONCE; taken === TAKEN_AT_ONCE && !stopping.signal.aborted; ) {
      const letters = await call<Taken>(
        pool,
        'select id, email, organization, type, job_id, detail from lotline.take_letters($1, $2)',
        [holder, TAKEN_AT_ONCE],
      );
      taken = letters.length;
      // All that were taken are sent: nobody else may send them.
      for (const one of letters) await send(one);
    }
  }

  async function keepLooking(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await sendDue();
      } catch (error) {
        log.warn({ err: error }, 'letters could not be looked after; trying again');
      }
      await clock.sleep(lookMs, stopping.signal);
    }
  }

  return {
    start() {
      looking ??= keepLooking();
    },
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}
