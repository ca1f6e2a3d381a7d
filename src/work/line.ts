import type { ClaimedItem } from '../engine/claims.ts';
import type { AnyKind } from '../kinds/kind.ts';
import { type Checks, createChecks } from './checks.ts';
import type { Lease } from './lease.ts';
import { Turns } from './turns.ts';

/** Claim ahead for this long, or for this many round trips of a claim, whichever is more. */
const AHEAD_MS = 40;
const AHEAD_ROUND_TRIPS = 4;
/** The rate is measured over at least this long. */
const MEASURE_MS = 20;
/** How much further ahead to claim after handlers ran dry: then their rate is not known, only that it is higher. */
const GROWTH = 10;
/** Items under a rate that begin this long after their turn wait for handlers, not for the rate. */
const BEHIND_MS = 250;
/** Most items asked for in one claim. */
const MAX_CLAIM = 1_000;

export interface LineParts {
  readonly kind: AnyKind;
  /** Handler calls at once. */
  readonly concurrency: number;
  /** Most items claimed ahead. */
  readonly bufferItems: number;
  /** Milliseconds until items of the kind can be worked, because a service they need is held; absent: always now. */
  readonly heldMs?: () => number;
  /** Enough was started that more may be claimed; called once per claim. */
  readonly onRoom: () => void;
}

/**
 * What one worker process holds of one kind: leases with items still to start, in the order they were claimed, and
 * how far ahead to claim: as many items as handlers end while the next claim is under way. A fast kind keeps thousands
 * at hand, a slow one leaves them to other workers.
 */
export class Line {
  readonly kind: AnyKind;
  readonly checks: Checks;
  readonly concurrency: number;
  /** Handler calls under way. */
  running = 0;
  /** The last claim for this kind gave something. */
  flowing = false;
  /** Milliseconds until items of the kind can be worked; 0: now. */
  readonly heldMs: () => number;
  readonly #onRoom: () => void;
  readonly #queue: Lease[] = [];
  readonly #turns = new Turns();
  readonly #least: number;
  readonly #most: number;
  #target: number;
  #waiting = 0;
  /** Of these, items that wait for their turn under their job's rate: no reason not to claim others. */
  #rated = 0;
  #unsettled = 0;
  #ranDry = false;
  #toldRoom = false;
  #capped = false;
  /** What was asked for last was less because handlers are behind the turns that the rate gives. */
  #behind = false;
  /** Items ended since the rate was last measured, and when that was (performance.now()). */
  #ended = 0;
  #measuredAt = 0;

  constructor({ kind, concurrency, bufferItems, heldMs = () => 0, onRoom }: LineParts) {
    this.heldMs = heldMs;
    this.kind = kind;
    this.checks = createChecks(kind);
    this.concurrency = concurrency;
    this.#onRoom = onRoom;
    // as many items as one round of handlers takes at once
    this.#least = concurrency * (kind.run ? kind.defaults.batchSize : 1);
    this.#most = Math.max(bufferItems, 2 * this.#least);
    this.#target = 2 * this.#least;
  }

  /** Items claimed and not started. */
  get waiting(): number {
    return this.#waiting;
  }

  add(lease: Lease): void {
    this.#unsettled += lease.unsettled;
    this.#waiting += lease.waiting;
    if (lease.ratedAhead) this.#rated += lease.waiting;
    this.#turns.joined(lease);
    if (lease.waiting > 0) this.#queue.push(lease);
  }

  /** Takes back what of a lease has not been started; it is about to be closed or lost. */
  withdraw(lease: Lease): void {
    const index = this.#queue.indexOf(lease);
    if (index < 0) return;
    this.#queue.splice(index, 1);
    this.#waiting -= lease.waiting;
    if (lease.ratedAhead) this.#rated -= lease.waiting;
    this.#catchUp();
  }

  /** `count` items were acknowledged by the database, handed back, or lost. */
  dropped(count: number): void {
    this.#unsettled -= count;
    if (this.#unsettled === 0) this.#turns.clear();
    if (this.#capped) this.#onRoom();
    this.#capped = false;
  }

  /** How many items to claim now; 0 while enough are at hand. */
  ask(): number {
    const rated = this.refill();
    return Math.max(this.#room(), rated);
  }

  /** How many items to claim now for jobs with a rate, whatever else is at hand: what is held of them waits its turn. */
  refill(): number {
    this.#behind = this.#isBehind();
    return this.#behind ? 0 : Math.min(this.#turns.refill(), MAX_CLAIM);
  }

  /** When there is something to {@link refill} (performance.now()). */
  get refillAt(): number {
    return this.#behind ? Number.POSITIVE_INFINITY : this.#turns.refillAt;
  }

  /** A claim for this line alone was sent at `sentAt`. */
  asked(sentAt: number): void {
    this.#turns.asked(sentAt);
  }

  /** Every handler is busy, and items wait whose turn has passed: more of them could not begin either. */
  #isBehind(): boolean {
    if (this.#rated === 0 || this.running < this.concurrency) return false;
    const lateMs = performance.now() - BEHIND_MS;
    return this.#queue.some((lease) => lease.ratedAhead && lease.turnAt < lateMs);
  }

  /** Claims for jobs with a rate again once handlers have caught up. */
  #catchUp(): void {
    if (!this.#behind || this.#isBehind()) return;
    this.#behind = false;
    this.#onRoom();
  }

  #room(): number {
    const waiting = this.#behind ? this.#waiting : this.#waiting - this.#rated;
    if (waiting > this.#target / 2) return 0;
    // results that the database has not taken yet count too: when it is slow to settle, claiming waits for it
    const room = Math.min(this.#target - waiting, 2 * this.#most + this.#least - this.#unsettled);
    this.#capped = room <= 0;
    if (this.#capped) return 0;
    // handlers of whole batches get whole ones; for the others a lease need not be longer than what is needed soon
    const { batchSize } = this.kind.defaults;
    const items = this.kind.run ? Math.ceil(room / batchSize) * batchSize : Math.ceil(room);
    return Math.min(items, Math.max(MAX_CLAIM, batchSize));
  }

  /** A claim that was sent at `sentAt` came back with `got` of `asked` items. */
  claimed(asked: number, got: number, sentAt: number): void {
    const nowMs = performance.now();
    if (this.flowing && this.#ranDry) {
      if (got >= asked) this.#target = Math.min(this.#target * GROWTH, this.#most);
      this.#measureFrom(nowMs);
    } else if (!this.flowing) {
      this.#measureFrom(nowMs);
    } else if (nowMs - this.#measuredAt >= MEASURE_MS) {
      const ratePerMs = this.#ended / (nowMs - this.#measuredAt);
      const aheadMs = Math.max(AHEAD_MS, AHEAD_ROUND_TRIPS * (nowMs - sentAt));
      this.#target = Math.min(Math.max(this.#least, ratePerMs * aheadMs), this.#most);
      this.#measureFrom(nowMs);
    }
    this.flowing = got > 0;
    this.#ranDry = false;
    this.#toldRoom = false;
  }

  /** A handler has ended with `count` items. */
  ended(count: number): void {
    this.#ended += count;
    this.#catchUp();
  }

  #measureFrom(nowMs: number): void {
    this.#ended = 0;
    this.#measuredAt = nowMs;
  }

  /** The lease whose next item may start now. */
  head(): Lease | undefined {
    const first = this.#queue[0];
    if (first === undefined) {
      this.#ranDry = true;
      return undefined;
    }
    return first.timed ? this.#timedHead() : first;
  }

  /** Takes the next item of a lease that {@link head} gave. */
  take(lease: Lease, nowMs: number): ClaimedItem | undefined {
    if (lease.timed && lease.waiting > 0) this.#turns.begins(lease, nowMs);
    const item = lease.take();
    if (item === undefined) return undefined;
    this.#waiting -= 1;
    if (lease.ratedAhead) this.#rated -= 1;
    if (lease.waiting === 0) this.#queue.splice(this.#queue.indexOf(lease), 1);
    this.#catchUp();
    if (!this.#toldRoom && !lease.ratedAhead && this.#waiting - this.#rated <= this.#target / 2) {
      this.#toldRoom = true;
      this.#onRoom();
    }
    return item;
  }

  /** Whether items at hand may have to wait for their time. */
  get timed(): boolean {
    return this.kind.spacingMs !== undefined || this.#rated > 0;
  }

  /** When the next item that waits for its time may start (performance.now()); Infinity when nothing waits. */
  nextDueAt(): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (const lease of this.#queue) earliest = Math.min(earliest, this.#turns.dueAt(lease));
    return earliest;
  }

  #timedHead(): Lease | undefined {
    const nowMs = performance.now();
    return this.#queue.find((lease) => this.#turns.dueAt(lease) <= nowMs);
  }
}
