import { failpoint } from '../base/failpoint.ts';
import { failed, type Outcome, type WorkItem } from '../kinds/kind.ts';
import { Call, type RecordSent } from './call.ts';
import { thrown } from './checks.ts';
import { Deadlines } from './deadlines.ts';
import type { Lease } from './lease.ts';
import type { Line } from './line.ts';

export interface ExecutorParts {
  readonly lineOf: (lease: Lease) => Line;
  /** Handler calls at once, over all lines. */
  readonly slots: number;
  readonly recordSent: RecordSent;
  /** A lease has nothing running and nothing to start any more. */
  readonly onOver: (lease: Lease) => void;
}

/**
 * Runs handlers. Each used slot is a lane: a loop that takes one item after the other from its line, so that an item
 * costs one await and one small object. A slot whose handler overruns its deadline is given to a new lane; the old
 * one ends when its handler does.
 */
export class Executor {
  readonly #parts: ExecutorParts;
  readonly #deadlines: Deadlines;
  /** Lines that have items but found no slot, the longest waiting first. */
  readonly #blocked = new Set<Line>();
  readonly #timers = new Map<Line, NodeJS.Timeout>();
  #used = 0;

  constructor(parts: ExecutorParts) {
    this.#parts = parts;
    this.#deadlines = new Deadlines((call) => this.#expire(call));
  }

  /** Handler calls under way. */
  get running(): number {
    return this.#deadlines.size;
  }

  /** Starts as many calls of the line as there are items and slots. */
  pump(line: Line): void {
    while (line.running < line.concurrency && line.head() !== undefined) {
      if (this.#used >= this.#parts.slots) {
        this.#blocked.add(line);
        return;
      }
      this.#used += 1;
      line.running += 1;
      void (line.kind.run ? this.#batchLane(line) : this.#itemLane(line));
    }
    if (line.timed) this.#wakeWhenDue(line);
  }

  /** Aborts the calls of one lease, or of all. Their slots come back when the handlers end. */
  abort(reason: Error, lease?: Lease): void {
    for (const call of this.#deadlines) if (lease === undefined || call.lease === lease) call.abort(reason);
  }

  /** Takes the items of all running calls from them: what their handlers answer from now on counts for nothing. */
  abandonAll(): void {
    for (const call of [...this.#deadlines]) {
      this.#deadlines.delete(call);
      this.#expire(call);
    }
  }

  stop(): void {
    this.#deadlines.stop();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  async #itemLane(line: Line): Promise<void> {
    const { checks, kind } = line;
    for (let lease = line.head(); lease !== undefined; lease = line.head()) {
      const startedAt = performance.now();
      const item = line.take(lease, startedAt);
      if (item === undefined) break;
      const input = checks.input(item);
      if ('outcome' in input) {
        this.#finish(lease, item.seq, input);
        continue;
      }
      const call = this.#open(lease, [item], startedAt);
      let outcome: Outcome | undefined;
      try {
        outcome = checks.outcome(await kind.runItem?.(input, call));
      } catch (error) {
        outcome = unanswered(call, item.seq, thrown(error));
      }
      if (call.abandoned) return;
      this.#deadlines.delete(call);
      line.ended(1);
      this.#finish(lease, item.seq, outcome);
      if (this.#shouldYield(line)) break;
    }
    this.#giveBack(line);
  }

  async #batchLane(line: Line): Promise<void> {
    const { checks, kind } = line;
    for (let lease = line.head(); lease !== undefined; lease = line.head()) {
      const startedAt = performance.now();
      const items = this.#takeAll(line, lease, startedAt);
      if (items.length === 0) continue;
      const call = this.#open(lease, items, startedAt);
      let outcomes: readonly (Outcome | undefined)[];
      try {
        const answered = (await kind.run?.(items, call)) ?? [];
        // with one too few or too many, no outcome can be told to belong to its item
        const fits = answered.length === items.length;
        outcomes = items.map((_, index) => checks.outcome(fits ? answered[index] : undefined));
      } catch (error) {
        outcomes = items.map(({ seq }) => unanswered(call, seq, thrown(error)));
      }
      if (call.abandoned) return;
      this.#deadlines.delete(call);
      line.ended(items.length);
      for (const [index, { seq }] of items.entries()) this.#finish(lease, seq, outcomes[index]);
      if (this.#shouldYield(line)) break;
    }
    this.#giveBack(line);
  }

  /** The waiting items of a lease whose inputs fit, or only the next one when they are spaced. */
  #takeAll(line: Line, lease: Lease, startedAt: number): WorkItem<unknown>[] {
    const items: WorkItem<unknown>[] = [];
    for (let item = line.take(lease, startedAt); item !== undefined; item = line.take(lease, startedAt)) {
      const input = line.checks.input(item);
      if ('outcome' in input) this.#finish(lease, item.seq, input);
      else items.push(input);
      if (lease.timed) break;
    }
    return items;
  }

  #open(lease: Lease, items: Call['items'], startedAt: number): Call {
    const deadline = startedAt + lease.kind.defaults.itemTimeoutMs * items.length;
    const call = new Call(lease, items, deadline, this.#parts.recordSent);
    this.#deadlines.add(call);
    return call;
  }

  #finish(lease: Lease, seq: number, outcome: Outcome | undefined): void {
    lease.finish(seq, outcome);
    if (lease.half) failpoint('mid_batch');
    if (lease.over) this.#parts.onOver(lease);
  }

  #expire(call: Call): void {
    const { lease, items } = call;
    const line = this.#parts.lineOf(lease);
    const limitMs = lease.kind.defaults.itemTimeoutMs * items.length;
    const timeout = failed('timeout', 'timeout', `no outcome within ${limitMs} ms`);
    const outcomes = items.map(({ seq }) => unanswered(call, seq, timeout));
    call.abandoned = true;
    call.abort(new DOMException(timeout.message, 'TimeoutError'));
    for (const [index, { seq }] of items.entries()) this.#finish(lease, seq, outcomes[index]);
    this.#giveBack(line);
  }

  /** True when another line waits for a slot and holds clearly fewer than this one. */
  #shouldYield(line: Line): boolean {
    if (this.#blocked.size === 0) return false;
    for (const other of this.#blocked) if (other !== line && other.running + 1 < line.running) return true;
    return false;
  }

  #giveBack(line: Line): void {
    line.running -= 1;
    this.#used -= 1;
    for (const other of [...this.#blocked]) {
      if (this.#used >= this.#parts.slots) return;
      if (other === line) continue;
      this.#blocked.delete(other);
      this.pump(other);
    }
    this.#blocked.delete(line);
    this.pump(line);
  }

  #wakeWhenDue(line: Line): void {
    clearTimeout(this.#timers.get(line));
    const delayMs = line.nextDueAt() - performance.now();
    if (delayMs === Number.POSITIVE_INFINITY) return;
    this.#timers.set(
      line,
      setTimeout(() => this.pump(line), Math.max(1, Math.ceil(delayMs))),
    );
  }
}

/**
 * The outcome of an item whose handler gave none: unknown when a billed request had left for it, nothing at all (the
 * item is handed back) when the handler was told to stop, otherwise the failure at hand.
 */
function unanswered(call: Call, seq: number, otherwise: Outcome): Outcome | undefined {
  if (call.lease.wasSent(seq)) {
    return failed(
      'outcome_unknown',
      'outcome_unknown',
      'a billed request was sent, and its answer never came',
    );
  }
  return call.aborted ? undefined : otherwise;
}
