import type { ClaimedBatch, ClaimedItem } from '../engine/claims.ts';
import type { AnyKind, Deferred, HeldLease, KindLog, Outcome } from '../kinds/kind.ts';
import type { JobParams } from './checks.ts';

/** An outcome and the item it belongs to, as it is reported. */
export type Report = Outcome & { readonly seq: number };

/** One that settles its item; a deferred one hands it back. */
export type SettlingReport = Exclude<Outcome, Deferred> & { readonly seq: number };

/**
 * held: items may be started. closing: nothing new is started; what runs may still report, the rest is handed back.
 * lost: no longer ours, nothing is reported. done: all reported, or handed back.
 */
export type LeaseState = 'held' | 'closing' | 'lost' | 'done';

/** Milliseconds per second of lease after which it is renewed: a quarter, so that one lost heartbeat does no harm. */
const RENEW_AFTER_MS = 250;

/** One batch that this worker holds: which items wait, run, have finished, and are not settled yet. */
export class Lease implements HeldLease {
  readonly batch: ClaimedBatch;
  readonly kind: AnyKind;
  readonly job: { readonly id: string; readonly organizationId: string; readonly params: unknown };
  readonly log: KindLog;
  readonly spacingMs: number;
  /** When it came (performance.now()). */
  readonly joinedAt = performance.now();
  /** When the claim was sent (performance.now()); a lease can only be valid longer than reckoned from here. */
  readonly claimedAt: number;
  /** Until when the lease is ours for certain, by our own clock (performance.now()). */
  validUntil: number;
  /** When the next heartbeat is due for it (performance.now()). */
  renewAt: number;
  /** It ran out by our own clock, and its handlers have been told to stop. */
  expired = false;
  /** Items handed to handlers and not back yet. */
  running = 0;
  /** True while a report of this batch is under way: one at a time per batch. */
  reporting = false;
  lastReportAt: number;
  /** Items the database has not acknowledged. */
  unsettled: number;
  #state: LeaseState = 'held';
  #handedOver = false;
  #next = 0;
  #finished: Report[] = [];
  #sent: Set<number> | undefined;

  constructor(batch: ClaimedBatch, kind: AnyKind, job: JobParams, log: KindLog, claimedAt: number) {
    this.batch = batch;
    this.kind = kind;
    this.job = { id: batch.jobId, organizationId: batch.organizationId, params: job.params };
    this.log = log;
    this.spacingMs = job.spacingMs;
    this.claimedAt = claimedAt;
    this.validUntil = claimedAt + batch.leaseSeconds * 1_000;
    this.renewAt = claimedAt + batch.leaseSeconds * RENEW_AFTER_MS;
    this.lastReportAt = claimedAt;
    this.unsettled = batch.items.length;
  }

  /** A heartbeat sent at `sentAt` has moved the lease on, or (of a cancelled job) only confirmed it. */
  renewed(sentAt: number, moved: boolean): void {
    this.renewAt = sentAt + this.batch.leaseSeconds * RENEW_AFTER_MS;
    if (moved) this.validUntil = sentAt + this.batch.leaseSeconds * 1_000;
  }

  get batchId(): string {
    return this.batch.batchId;
  }

  get token(): number {
    return this.batch.token;
  }

  /** How log lines name it. */
  get name(): { readonly job: string; readonly batch: string } {
    return { job: this.batch.jobId, batch: this.batch.batchId };
  }

  get state(): LeaseState {
    return this.#state;
  }

  /** Its items were taken ahead of their job's rate: each has a time before which it must not begin. */
  get ratedAhead(): boolean {
    return (this.batch.pace?.aheadMs ?? 0) > 0;
  }

  /** Its items may not all begin at once. */
  get timed(): boolean {
    return this.spacingMs > 0 || this.ratedAhead;
  }

  /** When the next item may begin under the job's rate (performance.now()); 0: now. */
  get turnAt(): number {
    const { pace } = this.batch;
    return pace === undefined || pace.aheadMs === 0
      ? 0
      : this.joinedAt + pace.startsInMs + this.#next * pace.stepMs;
  }

  /** Items that may be started. */
  get waiting(): number {
    return this.#state === 'held' ? this.batch.items.length - this.#next : 0;
  }

  /** Nothing runs and nothing will be started. */
  get over(): boolean {
    return this.running === 0 && this.waiting === 0;
  }

  /** True while exactly half of the items have ended. */
  get half(): boolean {
    return this.#next - this.running === this.batch.items.length >> 1;
  }

  get hasFinished(): boolean {
    return this.#finished.length > 0;
  }

  /** The next waiting item, counted as running from now on. */
  take(): ClaimedItem | undefined {
    if (this.#state !== 'held') return undefined;
    const item = this.batch.items[this.#next];
    if (item === undefined) return undefined;
    this.#next += 1;
    this.running += 1;
    return item;
  }

  /** A running item has ended; without an outcome it stays unsettled and is handed back with the lease. */
  finish(seq: number, outcome: Outcome | undefined): void {
    this.running -= 1;
    if (outcome !== undefined && this.#state !== 'lost') this.#finished.push({ ...outcome, seq });
  }

  /** Ends waiting items that no handler ever sees. */
  finishWaiting(outcome: Outcome): void {
    for (let item = this.take(); item !== undefined; item = this.take()) this.finish(item.seq, outcome);
  }

  /** What has finished and is not reported, taken out for a report. */
  takeFinished(): Report[] {
    const finished = this.#finished;
    this.#finished = [];
    return finished;
  }

  markSent(seqs: readonly number[]): void {
    this.#sent ??= new Set();
    for (const seq of seqs) this.#sent.add(seq);
  }

  /** True when a billed request for the item has left: without an answer its outcome is unknown. */
  wasSent(seq: number): boolean {
    return this.#sent?.has(seq) ?? false;
  }

  close(): void {
    if (this.#state === 'held') this.#state = 'closing';
  }

  lose(): void {
    if (this.#state === 'done') return;
    this.#state = 'lost';
    this.#finished = [];
  }

  /** Somebody outside holds it now: it ends here without a word to the engine. */
  handedOver(): void {
    this.lose();
    this.#handedOver = true;
  }

  get isHandedOver(): boolean {
    return this.#handedOver;
  }

  end(): void {
    if (this.#state !== 'lost') this.#state = 'done';
  }
}
