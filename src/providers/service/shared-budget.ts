import type { Log } from '../../base/log.ts';
import { type CallFor, NotNow, type Service } from '../service.ts';
import type { Budget, Permit } from './budget.ts';
import type { BudgetStore, TurnsGiven } from './budget-store.ts';
import { sumOf } from './dollars.ts';
import { Hold, stopping } from './hold.ts';
import { Waiters } from './waiters.ts';

/** A turn not taken this long after its time is lost: later, it would let more leave at once than the limit allows. */
const LATE_MS = 500;
/** Holds longer than this are not waited for. */
const PATIENCE_MS = 5_000;
/** A share that is not renewed for 15 seconds is taken for a dead process's. */
const RENEW_MS = 5_000;
/** What is held is given back after this long without a call. */
const IDLE_MS = 1_000;
/** Turns are asked for beyond those that are waited for when the last were asked for this long ago, at most so many. */
const SOON_MS = 1_000;
const MOST_AHEAD = 100;
/** Units of calls that use more than one are taken for so many of them: what a dead process held stays counted. */
const UNITS_AHEAD = 10;

/** The budget that all processes share, as this one uses it: turns are taken some seconds ahead, and calls queue here. */
export class SharedBudget implements Budget {
  readonly #service: Service;
  readonly #store: BudgetStore;
  readonly #log: Pick<Log, 'warn'>;
  readonly #waiters: Waiters;
  /** When each turn is due (performance.now()), the next first. */
  #turns: number[] = [];
  /** Units taken and not used. */
  #units = 0;
  #callsAtOnce = 0;
  #inFlight = 0;
  /** Calls that were announced and have not come. */
  #announced = 0;
  #probe = false;
  /** A probe has left, and what it says is not known to all yet. */
  #probing = false;
  #used = 0;
  #cost = '0';
  #asking: Promise<void> | undefined;
  #askAt = 0;
  #toldAt = 0;
  /** Turns used since turns were last asked for. */
  #usedTurns = 0;
  #slowedAt = Number.NEGATIVE_INFINITY;
  #held: Hold;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(service: Service, store: BudgetStore, log: Pick<Log, 'warn'>) {
    this.#service = service;
    this.#store = store;
    this.#log = log;
    this.#held = new Hold(service);
    this.#waiters = new Waiters(() => this.#pump());
  }

  async acquire(units: number, wanted: CallFor, signal: AbortSignal): Promise<Permit> {
    signal.throwIfAborted();
    this.#refuseLongHolds();
    const announced = this.#announced > 0;
    if (announced) this.#announced -= 1;
    const turn = this.#waiters.add({ units, interactive: wanted.interactive ?? false, announced }, signal);
    this.#pump();
    return turn;
  }

  async reserve(calls: number, wanted: CallFor, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#refuseLongHolds();
    this.#announced += calls;
    if (this.#turns.length >= calls) return;
    await (this.#asking ?? this.#ask(wanted.interactive ?? false));
    if (this.heldMs() <= PATIENCE_MS) return;
    this.#announced = Math.max(0, this.#announced - calls);
    this.#refuseLongHolds();
  }

  async limited(retryAfterMs: number | undefined): Promise<number> {
    // nothing more of this process leaves while the others are told
    this.#turns = [];
    const ms = await this.#store.hold(retryAfterMs);
    this.#turns = [];
    this.#probing = false;
    this.#hold(ms, 'rate limited');
    return ms;
  }

  overloaded(): void {
    const now = performance.now();
    if (now - this.#slowedAt < 2_000) return;
    this.#slowedAt = now;
    this.#store.slow().catch((error: unknown) => this.#failed(error));
  }

  async broken(cls: string, cause: string): Promise<number> {
    const ms = await this.#store.breakUp(cls, cause);
    this.#turns = [];
    this.#probing = false;
    this.#hold(ms, cause);
    return ms;
  }

  async mended(): Promise<void> {
    await this.#store.mend();
    this.#probing = false;
    this.#held.end();
    this.#askAt = 0;
    this.#pump();
  }

  heldMs(): number {
    return this.#held.ms();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#waiters.rejectAll(() => stopping(this.#service));
    await this.#asking;
    await this.#leave();
  }

  #refuseLongHolds(): void {
    const ms = this.heldMs();
    if (this.#closed) throw stopping(this.#service);
    if (ms > PATIENCE_MS) throw this.#held.notNow();
  }

  #hold(ms: number, reason: string): void {
    this.#held.begin(ms, reason);
    this.#askAt = Math.max(this.#askAt, this.#held.until);
    if (ms > PATIENCE_MS) this.#waiters.rejectAll(() => this.#held.notNow());
    this.#pump();
  }

  /** Lets go whose turn it is, sees that more turns come, and sets the clock for the next look. */
  #pump(): void {
    if (this.#closed) return;
    const now = performance.now();
    while (this.#turns.length > 0 && (this.#turns[0] ?? 0) < now - LATE_MS) this.#turns.shift();
    while (this.#inFlight < this.#callsAtOnce && (this.#turns[0] ?? Number.POSITIVE_INFINITY) <= now) {
      const waiter = this.#waiters.next(this.#units);
      if (waiter === undefined) break;
      this.#turns.shift();
      this.#usedTurns += 1;
      waiter.go(this.#permit(waiter.units));
    }
    this.#waiters.rejectLate(now, (ms) => {
      this.#held.reason = 'at its limit';
      return this.#held.notNow(ms);
    });
    const wants = this.#wants();
    if (wants && this.#asking === undefined && now >= this.#askAt) {
      void this.#ask(this.#waiters.interactive);
      return;
    }
    this.#wakeAt(now, wants);
  }

  #wants(): boolean {
    const { size } = this.#waiters;
    if (size === 0) return false;
    return (
      size > this.#turns.length || this.#inFlight >= this.#callsAtOnce || this.#waiters.units(1) > this.#units
    );
  }

  #wakeAt(now: number, wants: boolean): void {
    clearTimeout(this.#timer);
    const times: number[] = [];
    if (this.#waiters.size > 0) {
      const turn = this.#turns[0];
      if (turn !== undefined && this.#inFlight < this.#callsAtOnce) times.push(turn);
      if (wants && this.#asking === undefined) times.push(this.#askAt);
      times.push(this.#waiters.lateAt);
    }
    if (this.#inFlight > 0) times.push(this.#toldAt + RENEW_MS);
    else if (this.#waiters.size === 0 && this.#toldAt > 0) times.push(now + IDLE_MS);
    if (times.length === 0) return;
    const delayMs = Math.max(1, Math.ceil(Math.min(...times) - now));
    this.#timer = setTimeout(() => this.#look(), delayMs);
    // a process that only waits to give something back may end: its share runs out by itself
    if (this.#waiters.size === 0) this.#timer.unref();
  }

  #look(): void {
    const now = performance.now();
    const busy = this.#inFlight > 0 || this.#waiters.size > 0;
    if (!busy) {
      this.#announced = 0;
      this.#leave().catch((error: unknown) => this.#failed(error));
    } else if (this.#asking === undefined && now - this.#toldAt >= RENEW_MS)
      void this.#ask(this.#waiters.interactive);
    else this.#pump();
  }

  #permit(units: number): Permit {
    const probe = this.#probe;
    this.#probe = false;
    if (probe) this.#probing = true;
    this.#units -= units;
    this.#inFlight += 1;
    let counted = units;
    let paid = '0';
    let over = false;
    return {
      probe,
      done: ({ units: final, cost }) => {
        this.#used += final - counted;
        counted = final;
        if (cost !== undefined) {
          this.#cost = sumOf(this.#cost, cost, paid);
          paid = cost;
        }
        if (over) return;
        over = true;
        this.#inFlight -= 1;
        this.#pump();
      },
    };
  }

  #ask(interactive: boolean): Promise<void> {
    this.#asking ??= this.#askOnce(interactive).finally(() => {
      this.#asking = undefined;
      this.#pump();
    });
    return this.#asking;
  }

  async #askOnce(interactive: boolean): Promise<void> {
    const waiting = this.#waiters.size + this.#announced;
    const askedAt = performance.now();
    // one call after the other: ask for as many again and more, or each would cost a round trip
    const soon = askedAt - this.#toldAt < SOON_MS ? Math.min(2 * this.#usedTurns, MOST_AHEAD) : 0;
    const calls = Math.max(0, Math.max(waiting, soon) - this.#turns.length);
    this.#usedTurns = 0;
    // a call that uses many takes them when it is near; ordinary ones take one with each turn
    const near = this.#waiters.units(UNITS_AHEAD);
    const units = Math.max(0, Math.max(near, this.#turns.length + calls) - this.#units);
    const [used, cost] = [this.#used, this.#cost];
    [this.#used, this.#cost] = [0, '0'];
    // what is left of an ask that waits for units alone still needs one turn to be heard
    const inFlight = Math.max(this.#inFlight, this.#probing ? 1 : 0);
    const wanted = { calls: Math.max(calls, units > 0 ? 1 : 0), waiting, inFlight, units };
    try {
      const given = await this.#store.take({ ...wanted, interactive, used, cost });
      this.#toldAt = askedAt;
      this.#taken(given, wanted.calls > 0);
    } catch (error) {
      this.#used += used;
      this.#cost = sumOf(this.#cost, cost);
      this.#askAt = performance.now() + 1_000;
      this.#waiters.rejectAll(
        () => new NotNow(this.#service.name, 2_000, `${this.#service.label}: its budget cannot be read`),
      );
      this.#failed(error);
    }
  }

  #taken(given: TurnsGiven, asked: boolean): void {
    this.#callsAtOnce = given.callsAtOnce;
    this.#units += given.units;
    this.#probe = given.probe;
    const now = performance.now();
    for (let n = 0; n < given.calls; n += 1) {
      this.#turns.push(now + Math.max(0, given.startMs + n * given.stepMs));
    }
    this.#askAt = asked ? now + given.againMs : now;
    const outOfUnits = given.state === 'quota' && this.#waiters.units(1) > this.#units;
    if (given.state === 'held' || given.state === 'broken' || outOfUnits) {
      this.#hold(given.waitMs, given.reason ?? given.state);
    } else this.#held.end();
  }

  async #leave(): Promise<void> {
    if (this.#toldAt === 0) return;
    const [turns, used, cost] = [this.#turns.length, this.#used - this.#units, this.#cost];
    this.#turns = [];
    this.#units = 0;
    this.#callsAtOnce = 0;
    [this.#probe, this.#probing] = [false, false];
    [this.#used, this.#cost, this.#toldAt, this.#askAt] = [0, '0', 0, 0];
    await this.#store.leave(turns, used, cost);
  }

  #failed(error: unknown): void {
    this.#log.warn(
      { err: error, service: this.#service.name },
      'the budget of a service could not be reached',
    );
  }
}
