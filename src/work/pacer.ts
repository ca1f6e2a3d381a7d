/**
 * A wait that can be cut short: one loop waits, anybody wakes it. A wake-up that comes while nobody waits is kept,
 * so the next wait returns at once and nothing is missed between looking for work and lying down.
 */
export class Pacer {
  #wake: (() => void) | undefined;
  #pending = false;

  /** Resolves after `delayMs` or at the next {@link wake}, whichever comes first. */
  wait(delayMs: number): Promise<void> {
    if (this.#pending) {
      this.#pending = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = Number.isFinite(delayMs)
        ? setTimeout(() => this.wake(), Math.max(0, delayMs))
        : undefined;
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
    });
  }

  wake(): void {
    if (this.#wake) this.#wake();
    else this.#pending = true;
  }
}
