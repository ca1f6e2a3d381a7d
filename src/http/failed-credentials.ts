import { createHash } from 'node:crypto';
import { type Clock, systemClock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Pool } from '../db/pool.ts';
import { addressSubject, noteFailure, tooManyFailures } from '../identity/failures.ts';

/** As long as failures count. */
const REMEMBER_MS = 5 * 60_000;
const MOST_REMEMBERED = 10_000;

/**
 * Makes addresses wait that try one key or token after another. All processes count in one table; each remembers by
 * itself who has to wait, so that a good request asks nothing more, and a refused one nothing at all.
 */
export class FailedCredentials {
  readonly #pool: Pool;
  readonly #clock: Clock;
  /** Until when an address has to wait. */
  readonly #waiting = new Map<string, number>();
  /** Credentials that failed from an address: a program that repeats an old key is no guesser, and counts once. */
  readonly #known = new Map<string, number>();

  constructor(pool: Pool, clock: Clock = systemClock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  /** Throws `too_many_failures` while the address has to wait. */
  refuse(address: string): void {
    if (this.#waiting.size === 0) return;
    const left = (this.#waiting.get(addressSubject(address)) ?? 0) - this.#clock.now();
    if (left > 0) throw tooManyFailures(Math.ceil(left / 1000));
  }

  /** Counts a credential that was not good; `log` hears when that makes the address wait. */
  async note(address: string, credential: string, log: Pick<Log, 'warn'>): Promise<void> {
    const subject = addressSubject(address);
    const now = this.#clock.now();
    const digest = createHash('sha256').update(`${subject} ${credential}`).digest('base64');
    if ((this.#known.get(digest) ?? 0) > now) return;
    remember(this.#known, digest, now + REMEMBER_MS);
    const seconds = await noteFailure(this.#pool, 'key:address', subject);
    if (seconds === 0) return;
    remember(this.#waiting, subject, now + seconds * 1000);
    log.warn({ address: subject, seconds }, 'an address sent too many wrong keys and has to wait');
  }
}

/** Keeps the newest: who fills the memory loses only what was noted of others long ago. */
function remember(map: Map<string, number>, key: string, until: number): void {
  map.delete(key);
  map.set(key, until);
  const [oldest] = map.keys();
  if (map.size > MOST_REMEMBERED && oldest !== undefined) map.delete(oldest);
}
