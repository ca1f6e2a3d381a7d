import type { CircuitBreakerPolicy } from 'cockatiel';
import type { BreakerClass } from './policy.ts';

/** Failures in a row that open a breaker. A service that refuses us takes nothing of the next request either. */
const FAILURES: Readonly<Record<BreakerClass, number>> = { unreachable: 5, server: 5, refused: 3 };

/** What a call says about the service as a whole. */
export interface Sign {
  /** Undefined: it is well. */
  readonly breaks?: BreakerClass | undefined;
  /** For people: what is wrong. */
  readonly cause?: string;
  /** The item or question that the call was about; absent: none that could be told apart. */
  readonly about?: string | undefined;
}

/**
 * Counts what calls of this process say about a service, for each class of error by itself; `onBreak` is called when
 * too many different things have failed in a row. Whether calls may pass then is for all processes to know, so it stands in the
 * database; the policies here let everything through again at once.
 */
export class Breaker {
  readonly #onBreak: (cls: BreakerClass, cause: string) => Promise<void>;
  /** What has failed since the service was last well: one item that fails again and again says nothing new. */
  readonly #failed = new Set<string>();
  #policies: Promise<ReadonlyMap<BreakerClass, CircuitBreakerPolicy>> | undefined;

  constructor(onBreak: (cls: BreakerClass, cause: string) => Promise<void>) {
    this.#onBreak = onBreak;
  }

  /** Takes note of a call; resolves when a breaker that it opened is known to all. */
  async note(sign: Sign): Promise<void> {
    // most processes see nothing but well services, and load no policy for that
    if (sign.breaks === undefined && this.#policies === undefined) return;
    if (sign.breaks === undefined) this.#failed.clear();
    else if (sign.about !== undefined) {
      const failure = `${sign.breaks} ${sign.about}`;
      if (this.#failed.has(failure)) return;
      this.#failed.add(failure);
    }
    this.#policies ??= load();
    const opened: BreakerClass[] = [];
    for (const [cls, policy] of await this.#policies) {
      // a sign of another class says nothing about this one
      if (sign.breaks !== undefined && sign.breaks !== cls) continue;
      const listening = policy.onBreak(() => void opened.push(cls));
      await policy.execute(() => sign).catch(() => undefined);
      listening.dispose();
    }
    if (opened.length > 0) this.#failed.clear();
    for (const cls of opened) await this.#onBreak(cls, sign.cause ?? cls);
  }
}

async function load(): Promise<ReadonlyMap<BreakerClass, CircuitBreakerPolicy>> {
  const { circuitBreaker, ConsecutiveBreaker, handleWhenResult } = await import('cockatiel');
  const failing = handleWhenResult(
    (sign) => typeof sign === 'object' && sign !== null && 'breaks' in sign && sign.breaks !== undefined,
  );
  return new Map(
    (['unreachable', 'server', 'refused'] as const).map((cls) => [
      cls,
      circuitBreaker(failing, { halfOpenAfter: 0, breaker: new ConsecutiveBreaker(FAILURES[cls]) }),
    ]),
  );
}
