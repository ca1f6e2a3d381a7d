import type { Call } from './call.ts';

/**
 * The running calls and the one timer that watches over all of them: adding and removing a call costs a set
 * operation, and the timer is armed again only when it fires or when an earlier deadline comes.
 */
export class Deadlines {
  readonly #running = new Set<Call>();
  readonly #expire: (call: Call) => void;
  #timer: NodeJS.Timeout | undefined;
  #armedFor = Number.POSITIVE_INFINITY;

  /** @param expire called once for each call whose deadline has passed; the call is no longer listed then */
  constructor(expire: (call: Call) => void) {
    this.#expire = expire;
  }

  add(call: Call): void {
    this.#running.add(call);
    if (call.deadline < this.#armedFor) this.#arm(call.deadline);
  }

  delete(call: Call): void {
    this.#running.delete(call);
  }

  [Symbol.iterator](): IterableIterator<Call> {
    return this.#running.values();
  }

  get size(): number {
    return this.#running.size;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#armedFor = Number.POSITIVE_INFINITY;
  }

  #arm(deadline: number): void {
    clearTimeout(this.#timer);
    this.#armedFor = deadline;
    if (deadline === Number.POSITIVE_INFINITY) return;
    // setTimeout takes at most 2^31 - 1 ms; longer deadlines are looked at again then
    const delayMs = Math.min(Math.max(1, Math.ceil(deadline - performance.now())), 2_147_483_647);
    this.#timer = setTimeout(() => this.#fire(), delayMs);
  }

  #fire(): void {
    const now = performance.now();
    const due = [...this.#running].filter((call) => call.deadline <= now);
    for (const call of due) this.#running.delete(call);
    let earliest = Number.POSITIVE_INFINITY;
    for (const call of this.#running) earliest = Math.min(earliest, call.deadline);
    this.#arm(earliest);
    for (const call of due) this.#expire(call);
  }
}
