import { AppError } from '../base/errors.ts';

/** Of a pool's connections, the part that one organization may have at once: the rest is for all the others. */
const SHARE = 0.7;

interface Usage {
  held: number;
  /** In the order they came. */
  readonly waiting: Set<() => void>;
}

/** Lets no organization take all connections of a pool, such as by many requests that wait for one lock. */
export class Shares {
  readonly #most: number;
  readonly #waitMs: number;
  readonly #usage = new Map<string, Usage>();

  /** `connections` is the pool's size; whoever waits longer than `waitMs` for a share is told to come back. */
  constructor(connections: number, waitMs: number) {
    this.#most = Math.max(1, Math.floor(connections * SHARE));
    this.#waitMs = waitMs;
  }

  /** Runs `work` within the organization's share. Throws `too_many_requests` when none came free in time. */
  async within<T>(organizationId: string, work: () => Promise<T>): Promise<T> {
    const usage = this.#usage.get(organizationId) ?? { held: 0, waiting: new Set() };
    this.#usage.set(organizationId, usage);
    if (usage.held < this.#most) usage.held += 1;
    else await this.#turn(usage);
    try {
      return await work();
    } finally {
      this.#pass(organizationId, usage);
    }
  }

  #turn({ waiting }: Usage): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.delete(go);
        reject(
          new AppError('too_many_requests', 'Too many requests of this organization are under way', {
            hint: 'Send fewer at once, and this one again in a few seconds.',
          }),
        );
      }, this.#waitMs);
      waiting.add(go);
    });
  }

  /** Hands a share to whoever waits longest, or gives it back. */
  #pass(organizationId: string, usage: Usage): void {
    const [next] = usage.waiting;
    if (next !== undefined) {
      usage.waiting.delete(next);
      next();
      return;
    }
    usage.held -= 1;
    if (usage.held === 0) this.#usage.delete(organizationId);
  }
}
