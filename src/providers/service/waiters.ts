import type { Permit } from './budget.ts';

/** A call that was not announced waits this long for its turn; an announced one as long as its caller does. */
const PATIENCE_MS = 15_000;
const INTERACTIVE_PATIENCE_MS = 10_000;
const ANNOUNCED_PATIENCE_MS = 10 * 60_000;

export interface Waiter {
  readonly units: number;
  readonly interactive: boolean;
  /** When it has waited too long (performance.now()). */
  readonly lateAt: number;
  go(permit: Permit): void;
  refuse(error: unknown): void;
}

/** Calls that wait for their turn: those that somebody waits for first, else in the order they came. */
export class Waiters {
  readonly #queue: Waiter[] = [];
  readonly #onLeft: () => void;

  /** @param onLeft called when one has given up by itself */
  constructor(onLeft: () => void) {
    this.#onLeft = onLeft;
  }

  get size(): number {
    return this.#queue.length;
  }

  /** Somebody waits for the first of them. */
  get interactive(): boolean {
    return this.#queue[0]?.interactive ?? false;
  }

  /** When the first has waited too long; Infinity when none waits. */
  get lateAt(): number {
    return this.#queue.reduce((least, { lateAt }) => Math.min(least, lateAt), Number.POSITIVE_INFINITY);
  }

  /** Units that the first `count` of them need. */
  units(count: number): number {
    return this.#queue.slice(0, count).reduce((sum, { units }) => sum + units, 0);
  }

  add(
    wanted: { readonly units: number; readonly interactive: boolean; readonly announced: boolean },
    signal: AbortSignal,
  ): Promise<Permit> {
    const { units, interactive, announced } = wanted;
    const patience = announced ? ANNOUNCED_PATIENCE_MS : interactive ? INTERACTIVE_PATIENCE_MS : PATIENCE_MS;
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#drop(waiter);
        reject(signal.reason);
        this.#onLeft();
      };
      const done = () => signal.removeEventListener('abort', leave);
      const waiter: Waiter = {
        ...{ units, interactive, lateAt: performance.now() + patience },
        go(permit) {
          done();
          resolve(permit);
        },
        refuse(error) {
          done();
          reject(error);
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      const place = interactive ? this.#queue.findIndex((other) => !other.interactive) : -1;
      if (place < 0) this.#queue.push(waiter);
      else this.#queue.splice(place, 0, waiter);
    });
  }

  /** Takes the first out, if `units` are enough for it. */
  next(units: number): Waiter | undefined {
    const first = this.#queue[0];
    return first !== undefined && first.units <= units ? this.#queue.shift() : undefined;
  }

  /** Sends away those that have waited too long; `error` is told how long to stay away. */
  rejectLate(now: number, error: (ms: number) => unknown): void {
    for (const waiter of this.#queue.filter(({ lateAt }) => lateAt <= now)) {
      this.#drop(waiter);
      waiter.refuse(error(PATIENCE_MS));
    }
  }

  rejectAll(error: () => unknown): void {
    for (const waiter of this.#queue.splice(0)) waiter.refuse(error());
  }

  #drop(waiter: Waiter): void {
    const place = this.#queue.indexOf(waiter);
    if (place >= 0) this.#queue.splice(place, 1);
  }
}
