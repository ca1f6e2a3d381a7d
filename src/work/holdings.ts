import type { Log } from '../base/log.ts';
import type { ClaimedBatch } from '../engine/claims.ts';
import { Lease } from './lease.ts';
import type { Line } from './line.ts';
import type { Stats } from './stats.ts';

export interface HoldingsParts {
  readonly log: Log;
  readonly stats: Stats;
  readonly lines: readonly Line[];
  /** A lease came in. */
  readonly onJoined: (lease: Lease) => void;
  /** A line has items to start. */
  readonly onItems: (line: Line) => void;
  /** The lease is over: report what is finished, hand the rest back. */
  readonly onOver: (lease: Lease) => void;
  /** The handlers of the lease must stop. */
  readonly onAbort: (lease: Lease, reason: Error) => void;
}

/** The leases of a worker, from the claim to the last acknowledgement, and how each of them can end. */
export class Holdings {
  readonly #parts: HoldingsParts;
  readonly #lines: ReadonlyMap<string, Line>;
  readonly #leases = new Set<Lease>();
  #closing = false;
  #onEmpty: (() => void) | undefined;

  constructor(parts: HoldingsParts) {
    this.#parts = parts;
    this.#lines = new Map(parts.lines.map((line) => [line.kind.name, line]));
  }

  get leases(): ReadonlySet<Lease> {
    return this.#leases;
  }

  lineOf(kind: string): Line {
    const line = this.#lines.get(kind);
    if (line === undefined) throw new Error(`no line for kind "${kind}"`);
    return line;
  }

  /** What a claim gave: it starts, or goes back at once when everything is being closed. */
  accept(batches: readonly ClaimedBatch[], sentAt: number): void {
    const lines = new Set<Line>();
    for (const batch of batches) {
      const line = this.lineOf(batch.kind);
      const checked = line.checks.params(batch.params);
      const job = 'outcome' in checked ? { params: undefined, spacingMs: 0 } : checked;
      const log = this.#parts.log.child({ job: batch.jobId, batch: batch.batchId });
      const lease = new Lease(batch, line.kind, job, log, sentAt);
      if ('outcome' in checked) lease.finishWaiting(checked);
      this.#leases.add(lease);
      line.add(lease);
      lines.add(line);
      this.#parts.onJoined(lease);
      if (this.#closing) this.close(lease);
      else if (lease.over) this.#parts.onOver(lease);
    }
    for (const line of lines) this.#parts.onItems(line);
  }

  /** Nothing more of the lease is started; when what runs has ended, the rest is handed back. */
  close(lease: Lease): void {
    this.lineOf(lease.kind.name).withdraw(lease);
    lease.close();
    if (lease.over) this.#parts.onOver(lease);
  }

  /** Closes every lease, now and as they come. */
  closeAll(): void {
    this.#closing = true;
    for (const lease of [...this.#leases]) this.close(lease);
  }

  /** Its time ran out without a word from the database: no more side effects, but what is finished may count. */
  expire(lease: Lease): void {
    this.#parts.log.warn(lease.name, 'a lease ran out without an answer from the database');
    this.#parts.onAbort(lease, new DOMException('the lease ran out', 'AbortError'));
    this.close(lease);
  }

  /** It belongs to somebody else now: nothing of it is reported. */
  lose(lease: Lease, how: string): void {
    if (!this.#leases.has(lease)) return;
    this.#parts.log.warn({ ...lease.name, how }, 'a lease was lost');
    this.#parts.stats.lost();
    this.lineOf(lease.kind.name).withdraw(lease);
    lease.lose();
    this.#parts.onAbort(lease, new DOMException('the lease was lost', 'AbortError'));
    this.drop(lease);
  }

  /** The database has taken `count` outcomes of the lease. */
  acknowledged(lease: Lease, count: number): void {
    lease.unsettled -= count;
    this.lineOf(lease.kind.name).dropped(count);
  }

  /** The lease has ended one way or another. */
  drop(lease: Lease): void {
    if (!this.#leases.delete(lease)) return;
    this.lineOf(lease.kind.name).dropped(lease.unsettled);
    if (this.#leases.size === 0) this.#onEmpty?.();
  }

  /** What comes from now on is worked again. */
  reopen(): void {
    this.#closing = false;
  }

  /** Resolves when nothing is held any more, or after `limitMs`. */
  async emptied(limitMs: number): Promise<void> {
    if (this.#leases.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, limitMs);
      this.#onEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#onEmpty = undefined;
  }
}
