import type { KindContext, KindLog } from '../kinds/kind.ts';
import type { Lease } from './lease.ts';

/** Commits `sent` rows for items of a lease, or rejects because they may not be sent. */
export type RecordSent = (lease: Lease, seqs: readonly number[], service: string) => Promise<void>;

/**
 * One call of a handler and the context it is given. There is one of these per item on the hot path, so what most
 * handlers never look at (the signal) is made on first use.
 */
export class Call implements KindContext<unknown> {
  readonly lease: Lease;
  readonly items: readonly { readonly seq: number }[];
  /** When the call has had its time (performance.now()). */
  readonly deadline: number;
  /** Set when the call's items and slot were taken from it; what it answers later counts for nothing. */
  abandoned = false;
  readonly #recordSent: RecordSent;
  #controller: AbortController | undefined;
  #aborted: Error | undefined;

  constructor(lease: Lease, items: Call['items'], deadline: number, recordSent: RecordSent) {
    this.lease = lease;
    this.items = items;
    this.deadline = deadline;
    this.#recordSent = recordSent;
  }

  get job(): Lease['job'] {
    return this.lease.job;
  }

  get log(): KindLog {
    return this.lease.log;
  }

  get aborted(): boolean {
    return this.#aborted !== undefined;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#aborted) this.#controller.abort(this.#aborted);
    return this.#controller.signal;
  }

  /** A getter, so that handlers may take it out of the context. */
  get billed(): KindContext<unknown>['billed'] {
    return async (seqs, service) => {
      this.signal.throwIfAborted();
      await this.#recordSent(this.lease, seqs, service);
    };
  }

  abort(reason: Error): void {
    if (this.#aborted) return;
    this.#aborted = reason;
    this.#controller?.abort(reason);
  }
}
