import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type Clock, systemClock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { call, type Pool } from '../../db/pool.ts';
import type { Noted, NotificationType } from './notifications.ts';
import { digestOf, letterOf, type Told } from './words.ts';

export interface LetterParts {
  /** Connects as `lotline_worker`, or as `lotline_api`. */
  readonly pool: Pool;
  readonly log: Pick<Log, 'warn'>;
  /** Hands one letter to the mail server; `email` when it took it. */
  readonly tell: (letter: { to: string; subject: string; text: string }) => Promise<string>;
  readonly publicUrl: string | undefined;
  readonly clock?: Clock;
  readonly lookMs?: number;
}

/** Sends the letters of notifications: any number of processes may, workers and servers, and each takes others. */
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
  readonly job_id: string | null;
  readonly detail: Noted;
}

/** What one reader gets in one letter. */
interface Gathered extends Record<string, unknown> {
  readonly ids: string[];
  readonly email: string;
  readonly organization: string;
  readonly notices: (Told & { readonly at: string; readonly repeats: number })[];
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

  async function sendGathered({ ids, email, organization, notices }: Gathered): Promise<void> {
    const sent = (await tell({ to: email, ...digestOf(organization, notices) })) === 'email';
    await call(pool, 'select lotline.record_letter(id, $2, $3) from unnest($1::bigint[]) id', [
      ...[ids, holder, sent],
    ]);
  }

  async function sendDigests(): Promise<void> {
    const digests = await call<Gathered>(
      pool,
      'select ids, email, organization, notices from lotline.take_digests($1, $2)',
      [holder, TAKEN_AT_ONCE],
    );
    for (const one of digests) await sendGathered(one);
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
        await sendDigests();
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
