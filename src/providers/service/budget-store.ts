import { call, type Queryable } from '../../db/pool.ts';
import type { Service } from '../service.ts';

/** What a process wants of a budget. */
export interface TurnsWanted {
  /** Turns beyond those it holds. */
  readonly calls: number;
  /** Calls that wait, those with a turn included. */
  readonly waiting: number;
  readonly inFlight: number;
  /** Units of the month's quota beyond those it holds. */
  readonly units: number;
  readonly interactive: boolean;
  /** Corrections to what was taken before. */
  readonly used: number;
  readonly cost: string;
}

export interface TurnsGiven {
  readonly calls: number;
  /** When the first is due, from now; negative: at once. */
  readonly startMs: number;
  readonly stepMs: number;
  /** Calls that the process may have under way. */
  readonly callsAtOnce: number;
  readonly units: number;
  /** When asking for the rest makes sense. */
  readonly againMs: number;
  readonly state: 'ok' | 'held' | 'broken' | 'quota';
  readonly waitMs: number;
  readonly reason: string | null;
  readonly probe: boolean;
}

/** One budget in the database, which all processes share. */
export class BudgetStore {
  readonly #db: Queryable;
  readonly #service: Service;
  readonly #credential: string;
  readonly #process: string;
  readonly #kinds: () => readonly string[];
  #opened: Promise<void> | undefined;

  constructor(parts: {
    readonly db: Queryable;
    readonly service: Service;
    readonly credential: string;
    readonly process: string;
    /** Kinds that cannot work without the service. */
    readonly kinds: () => readonly string[];
  }) {
    this.#db = parts.db;
    this.#service = parts.service;
    this.#credential = parts.credential;
    this.#process = parts.process;
    this.#kinds = parts.kinds;
  }

  async take(wanted: TurnsWanted): Promise<TurnsGiven> {
    await this.#open();
    const { calls, waiting, inFlight, units, interactive, used, cost } = wanted;
    const [given] = await call<TurnsGiven & Record<string, unknown>>(this.#db, {
      name: 'take_turns',
      text: `select calls, start_ms as "startMs", step_ms as "stepMs", calls_at_once as "callsAtOnce",
          units::float8 as units, again_ms as "againMs", state, wait_ms as "waitMs", reason, probe
        from lotline.take_turns($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      values: [...this.#key, this.#process, calls, waiting, inFlight, units, interactive, used, cost],
    });
    if (given === undefined) throw new Error('a budget gave no answer');
    return given;
  }

  /** Gives back the share, and `turns` that were not used. */
  async leave(turns: number, used: number, cost: string): Promise<void> {
    if (this.#opened === undefined) return;
    const values = [...this.#key, this.#process, turns, used, cost];
    await call(this.#db, 'select lotline.leave_budget($1, $2, $3, $4, $5, $6)', values);
  }

  async hold(ms: number | undefined): Promise<number> {
    const [row] = await call<{ ms: number }>(this.#db, 'select lotline.hold_service($1, $2, $3) as ms', [
      ...this.#key,
      ms ?? null,
    ]);
    return row?.ms ?? ms ?? 1000;
  }

  async slow(): Promise<void> {
    await call(this.#db, 'select lotline.slow_service($1, $2)', this.#key);
  }

  async breakUp(cls: string, cause: string): Promise<number> {
    const [row] = await call<{ ms: number }>(this.#db, 'select lotline.open_breaker($1, $2, $3, $4) as ms', [
      ...this.#key,
      cls,
      cause,
    ]);
    return row?.ms ?? 1000;
  }

  async mend(): Promise<void> {
    await call(this.#db, 'select lotline.close_breaker($1, $2)', this.#key);
  }

  get #key(): string[] {
    return [this.#service.name, this.#credential];
  }

  /** Once a process, before its first call: most never make one. */
  #open(): Promise<void> {
    this.#opened ??= this.#register().catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  async #register(): Promise<void> {
    const { label, limits } = this.#service;
    const { perMinute, burst, concurrency, perMonth, reserve } = limits;
    const wire = { per_minute: perMinute, burst, concurrency, per_month: perMonth, reserve };
    await call(this.#db, 'select lotline.open_budget($1, $2, $3, $4, $5)', [
      ...this.#key,
      label,
      JSON.stringify(wire),
      this.#kinds(),
    ]);
  }
}
