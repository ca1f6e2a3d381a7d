import { type Clock, systemClock } from '../base/clock.ts';
import { AppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Pool } from '../db/pool.ts';
import { countRequests, DEFAULT_REQUESTS_PER_MINUTE } from '../identity/limits.ts';
import type { Caller } from '../identity/roles.ts';

const MINUTE_MS = 60_000;
/** How far behind the count of all processes may be. */
const RECONCILE_MS = 1000;
const MOST_COUNTERS = 100_000;

interface Counter {
  readonly organizationId: string;
  readonly principal: string;
  /** Requests of all processes, as of the last reconciliation. */
  known: number;
  /** Our own since then. */
  fresh: number;
}

interface Limit {
  readonly name: string;
  readonly most: number;
  readonly counter: Counter;
}

/** The standard fields that tell a caller where it stands. */
export interface LimitHeaders {
  readonly 'ratelimit-policy': string;
  readonly ratelimit: string;
}

/**
 * Requests a minute, of each organization and of each key that has a limit of its own. A request costs two look-ups in
 * memory; once a second, while there are requests, one statement adds them up with those of other processes.
 */
export class RequestLimits {
  readonly #pool: Pool;
  readonly #log: Pick<Log, 'warn'>;
  readonly #clock: Clock;
  readonly #counters = new Map<string, Counter>();
  /** What organizations chose, as of the last reconciliation. */
  readonly #chosen = new Map<string, number>();
  #minute = 0;
  #timer: NodeJS.Timeout | undefined;
  #adding: Promise<void> | undefined;

  constructor(pool: Pool, log: Pick<Log, 'warn'>, clock: Clock = systemClock) {
    this.#pool = pool;
    this.#log = log;
    this.#clock = clock;
  }

  /**
   * Counts a request. Throws `too_many_requests` when its organization or its key has used up the minute; `tell` hears
   * the headers either way.
   */
  take(caller: Caller, tell: (headers: LimitHeaders) => void): void {
    const now = this.#clock.now();
    this.#turn(Math.floor(now / MINUTE_MS));
    const seconds = Math.max(1, Math.ceil((MINUTE_MS - (now % MINUTE_MS)) / 1000));
    const limits = this.#limitsOf(caller);
    const reached = limits.find((limit) => left(limit) === 0);
    if (reached === undefined) for (const { counter } of limits) counter.fresh += 1;
    tell({
      'ratelimit-policy': limits.map(({ name, most }) => `"${name}";q=${most};w=60`).join(', '),
      ratelimit: limits.map((limit) => `"${limit.name}";r=${left(limit)};t=${seconds}`).join(', '),
    });
    if (reached !== undefined) throw used(reached, seconds);
    this.#schedule();
  }

  /** Adds what this process counted to the counts of all; nothing twice, however slow the answer is. */
  reconcile(): Promise<void> {
    this.#adding ??= this.#add().finally(() => {
      this.#adding = undefined;
    });
    return this.#adding;
  }

  async #add(): Promise<void> {
    const minute = this.#minute;
    const sent = [...this.#counters.values()].filter(({ fresh }) => fresh > 0).map((c) => ({ ...c }));
    if (sent.length === 0) return;
    const rows = sent.map(({ fresh: requests, ...who }) => ({ ...who, requests }));
    const totals = await countRequests(this.#pool, minute, rows);
    const counts = new Map(sent.map((c) => [keyOf(c.organizationId, c.principal), c.fresh]));
    for (const { organizationId, principal, requests, most } of totals) {
      if (most !== null) this.#chosen.set(organizationId, most);
      const key = keyOf(organizationId, principal);
      const counter = this.#counters.get(key);
      if (counter === undefined || this.#minute !== minute) continue;
      counter.known = requests;
      counter.fresh = Math.max(0, counter.fresh - (counts.get(key) ?? 0));
    }
  }

  /** Ends the wait for the next reconciliation. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #limitsOf({ organizationId, principal, requestsPerMinute, anonymous }: Caller): Limit[] {
    // Whoever reads without sign-in uses up nothing of the organization that lets them.
    if (anonymous) {
      const counter = this.#counter(organizationId, principal);
      return [{ name: 'public', most: DEFAULT_REQUESTS_PER_MINUTE, counter }];
    }
    const most = this.#chosen.get(organizationId) ?? DEFAULT_REQUESTS_PER_MINUTE;
    const own = { name: 'organization', most, counter: this.#counter(organizationId, '') };
    if (requestsPerMinute === undefined) return [own];
    return [own, { name: 'key', most: requestsPerMinute, counter: this.#counter(organizationId, principal) }];
  }

  #turn(minute: number): void {
    if (minute === this.#minute && this.#counters.size < MOST_COUNTERS) return;
    this.#minute = minute;
    this.#counters.clear();
    if (this.#chosen.size > MOST_COUNTERS) this.#chosen.clear();
  }

  #counter(organizationId: string, principal: string): Counter {
    const key = keyOf(organizationId, principal);
    const counter = this.#counters.get(key) ?? { organizationId, principal, known: 0, fresh: 0 };
    this.#counters.set(key, counter);
    return counter;
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.reconcile().catch((error: unknown) =>
        this.#log.warn({ err: error }, 'could not add up the requests of all processes; counting alone'),
      );
    }, RECONCILE_MS).unref();
  }
}

function left({ most, counter }: Limit): number {
  return Math.max(0, most - counter.known - counter.fresh);
}

function used({ name, most }: Limit, seconds: number): AppError {
  const whose = name === 'key' ? 'This key' : name === 'organization' ? 'Your organization' : 'Everybody';
  return new AppError('too_many_requests', `${whose} has used up its ${most} requests of this minute`, {
    hint: `Send this one again in ${seconds} seconds.`,
    details: { retry_after: seconds },
  });
}

function keyOf(organizationId: string, principal: string): string {
  return `${organizationId} ${principal}`;
}
