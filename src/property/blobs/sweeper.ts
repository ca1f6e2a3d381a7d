import type { Log } from '../../base/log.ts';
import type { BlobStore } from './store.ts';

const EVERY_MS = 60 * 60_000;
/** Twice as long as the longest upload may take. */
const OLD_MS = 60 * 60_000;

/** Sweeps a store at its start and every hour. */
export class BlobSweeper {
  readonly #store: BlobStore;
  readonly #log: Pick<Log, 'info' | 'warn'>;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(store: BlobStore, log: Pick<Log, 'info' | 'warn'>) {
    this.#store = store;
    this.#log = log;
  }

  /** Repeating does nothing. */
  start(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => this.#sweep(), EVERY_MS).unref();
    this.#sweep();
  }

  /** Waits for a sweep under way. Repeating does nothing. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#running;
  }

  #sweep(): void {
    this.#running = this.#running.then(async () => {
      try {
        const files = await this.#store.sweep(OLD_MS);
        if (files > 0) this.#log.info({ files }, 'swept files that nothing uses');
      } catch (err) {
        this.#log.warn({ err }, 'could not sweep files that nothing uses; the next try is in an hour');
      }
    });
  }
}
