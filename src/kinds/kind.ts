import type { ZodType } from 'zod';
import type { FailureClass } from '../base/failure-class.ts';
import type { ServiceName } from '../base/service-words.ts';

export type { FailureClass };

/** Who runs a job: our workers, an n8n workflow, or agents that pull batches themselves. */
export type Driver = 'worker' | 'n8n' | 'agent';

/** What became of one item. */
export type Outcome = Completed | Failed | Skipped | Deferred;

export interface Completed<Result = unknown> {
  readonly outcome: 'completed';
  readonly result: Result;
}

export interface Failed {
  readonly outcome: 'failed';
  readonly class: FailureClass;
  /** Stable machine word, e.g. `address_not_found`. */
  readonly code: string;
  /** For people; the first 2,000 characters are kept. */
  readonly message: string;
  /** Earliest retry, in milliseconds from now (from a Retry-After header, say); the back-off decides when absent. */
  readonly afterMs?: number;
}

/** Left undone on purpose: neither a success nor a failure. */
export interface Skipped {
  readonly outcome: 'skipped';
  readonly code: string;
  readonly message: string;
}

/**
 * Put off, because nothing could be sent for it now (no budget, a service out of order): it comes back after
 * `afterMs` as if it had not been handed out. No attempt is spent, and it is no failure.
 */
export interface Deferred {
  readonly outcome: 'deferred';
  readonly afterMs: number;
  /** For people: "rate limited until 14:05". */
  readonly reason: string;
}

/** One item as a handler sees it, its input already parsed by the kind's schema. */
export interface WorkItem<Input> {
  /** Position in the job, from 1. */
  readonly seq: number;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** The caller's own id for the item. */
  readonly reference: string | null;
  readonly input: Input;
}

/** The least a handler needs of a logger; pino's fits. */
export interface KindLog {
  debug(detail: object, message: string): void;
  info(detail: object, message: string): void;
  warn(detail: object, message: string): void;
  error(detail: object, message: string): void;
}

/** What a handler is given besides its items. */
export interface KindContext<Params> {
  readonly job: { readonly id: string; readonly organizationId: string; readonly params: Params };
  /** Somebody waits for the answer, and no job is behind it: `job` names none. */
  readonly interactive?: boolean;
  /** Aborted when the lease is lost, the deadline has passed, or the worker gives up waiting at its stop. */
  readonly signal: AbortSignal;
  readonly log: KindLog;
  /**
   * Records durably that billed requests for these items are about to leave for `service`. Call it, and await it,
   * before the first byte is sent. From then on an item that ends without an outcome counts as `outcome_unknown` and
   * is never repeated by itself. Rejects (`lease_lost`) when the items are no longer ours: then nothing may be sent.
   */
  billed(seqs: readonly number[], service: string): Promise<void>;
  /** The batch's lease, for kinds whose results come from outside later; absent where items belong to no job. */
  readonly lease?: HeldLease;
}

/** What a kind may do with a lease besides working its items. */
export interface HeldLease {
  readonly batchId: string;
  readonly token: number;
  /**
   * Says that the whole batch is held from outside from now on: whatever the handler answers, nothing of it is
   * reported, renewed or handed back here. Only in `run`, after the lease was given another token.
   */
  handedOver(): void;
}

/** Defaults of a kind's jobs; each can be overridden per job, the process-side ones by the worker's options. */
export interface KindDefaults {
  /** Items per batch (one lease, one report). */
  readonly batchSize: number;
  /** Items an agent's session is expected to do; for estimates of sessions. */
  readonly perSession: number;
  /** Attempts in all: 4 = one and three retries. */
  readonly maxAttempts: number;
  /** How long a lease lasts without a heartbeat. */
  readonly leaseSeconds: number;
  /** Handler calls running at once in one process. A call is one item for `runItem`, one batch for `run`. */
  readonly concurrency: number;
  /** Deadline of one item; a batch given to `run` has this much for each of its items. */
  readonly itemTimeoutMs: number;
  /** Items per second over all workers; null = as fast as they go. */
  readonly ratePerSecond: number | null;
  readonly backoffBaseSeconds?: number;
  readonly backoffCapSeconds?: number;
  /** Final failures in a row that pause the job. */
  readonly failureLimit?: number;
}

/**
 * A kind of job as one value. A kind never sees the engine: it gets items and answers outcomes.
 *
 * Give `runItem`, or `run` when a whole batch can be done at once (one query, one request); `run` answers one outcome
 * per item in the items' order. A thrown error counts as a transient failure of the item, for `run` of every item of
 * the batch. A kind with neither is only for outside workers.
 */
export interface Kind<Input, Result, Params> {
  /** The word on the wire and in the database, e.g. `incentive_lookup`. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** `z.unknown()` means "anything" and costs nothing per item. */
  readonly input: ZodType<Input>;
  readonly result: ZodType<Result>;
  readonly params: ZodType<Params>;
  readonly defaults: KindDefaults;
  /** Who may run it; the first is the default. */
  readonly drivers: readonly Driver[];
  /** Its jobs are made of items that callers post, by `POST /api/jobs`. */
  readonly posted?: boolean;
  /** True when its requests cost money: no test key begins it. Where none may be repeated it calls `context.billed`. */
  readonly billed?: boolean;
  /** Outside services that it cannot work without: while one of them is held, no worker claims its items. */
  readonly services?: readonly ServiceName[];
  /**
   * Least time between the starts of two items of one job in one process, in milliseconds; 0 = none.
   * A positive spacing makes the worker hand `run` one item at a time.
   */
  spacingMs?(params: Params): number;
  run?(items: readonly WorkItem<Input>[], context: KindContext<Params>): Promise<readonly Outcome[]>;
  runItem?(item: WorkItem<Input>, context: KindContext<Params>): Promise<Outcome>;
}

/** Any kind, as the registry and the worker hold it. (Handlers are methods, so parameters compare both ways.) */
export type AnyKind = Kind<unknown, unknown, unknown>;

/**
 * Checks a kind's figures once, where it is defined, and keeps its types.
 * @throws Error naming the kind and the field that is wrong
 */
export function defineKind<Input, Result, Params>(
  kind: Kind<Input, Result, Params>,
): Kind<Input, Result, Params> {
  const wrong = (what: string) => new Error(`kind "${kind.name}": ${what}`);
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(kind.name))
    throw wrong('name must be lower_snake_case, at most 63 letters');
  if (kind.drivers.length === 0) throw wrong('drivers must name at least one');
  if (kind.drivers.includes('worker') && !kind.run && !kind.runItem) {
    throw wrong('run or runItem is missing, and drivers names "worker"');
  }
  const { batchSize, perSession, maxAttempts, leaseSeconds, concurrency, itemTimeoutMs, ratePerSecond } =
    kind.defaults;
  for (const [field, value] of Object.entries({ batchSize, perSession, maxAttempts, concurrency })) {
    if (!Number.isInteger(value) || value < 1) throw wrong(`defaults.${field} must be a whole number from 1`);
  }
  for (const [field, value] of Object.entries({ leaseSeconds, itemTimeoutMs, ratePerSecond })) {
    if (value !== null && !(value > 0)) throw wrong(`defaults.${field} must be positive`);
  }
  return kind;
}

/** Shorthand for the usual outcome. */
export function completed<Result>(result: Result): Completed<Result> {
  return { outcome: 'completed', result };
}

/** Shorthand for a failure; `afterMs` sets the earliest retry. */
export function failed(cls: FailureClass, code: string, message: string, afterMs?: number): Failed {
  return afterMs === undefined
    ? { outcome: 'failed', class: cls, code, message }
    : { outcome: 'failed', class: cls, code, message, afterMs };
}

/** Shorthand for an item that comes back after `afterMs` without having spent an attempt. */
export function deferred(afterMs: number, reason: string): Deferred {
  return { outcome: 'deferred', afterMs, reason };
}

/** Shorthand for an item that is left undone on purpose. */
export function skipped(code: string, message: string): Skipped {
  return { outcome: 'skipped', code, message };
}
