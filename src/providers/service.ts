import type { FailureClass } from '../base/failure-class.ts';
import type { ServiceName, Verdict } from '../base/service-words.ts';
import { storable } from '../base/storable.ts';

/** How much of a service one credential may use; the operator can change each figure. */
export interface Limits {
  readonly perMinute: number;
  /** Calls that may leave at once after a quiet time. */
  readonly burst: number;
  /** Calls under way at once, over all processes. */
  readonly concurrency: number;
  /** Units (calls, or records where those are billed) in a calendar month; null: no quota is known. */
  readonly perMonth: number | null;
  /** Share of the month's quota, 0 to 1, that only interactive calls may use. */
  readonly reserve: number;
}

/** A service as its budget, its policy and its log know it: one value each. */
export interface Service {
  readonly name: ServiceName;
  readonly label: string;
  readonly limits: Limits;
  /** Instead of them where a simulator stands for it; absent: the same. */
  readonly inSandbox?: Limits;
  /** Exceptions to the table of statuses that holds for all services. */
  readonly statuses?: Readonly<Record<number, Verdict>>;
  /** Dollars for a unit, where that is known; decimal text. */
  readonly costPerUnit?: string;
}

/** On whose behalf a call leaves: for the log, and for what may be held against the budget. */
export interface CallFor {
  readonly organizationId: string;
  readonly jobId?: string;
  /** The item of that job, where the call is about one. */
  readonly seq?: number;
  /** Somebody waits for it: it may use the reserve, and goes before batches. */
  readonly interactive?: boolean;
}

export interface ServiceCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the service's address, without query: stands in the log. */
  readonly path: string;
  /** Secrets go into `secretQuery`, which no log and no message ever shows. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly secretQuery?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as it is when it is a FormData or text. */
  readonly body?: unknown;
  /** Short name of what is asked, such as `parcels.apn`; stands in the log. */
  readonly operation: string;
  /** Units of the quota that this call may use at most; 1 when absent. */
  readonly units?: number;
  /** Money may leave with the request: without an answer its outcome is unknown, and nothing repeats it. */
  readonly billed?: boolean;
  readonly for: CallFor;
  readonly signal: AbortSignal;
  /** For everything: connecting, sending, the whole answer. */
  readonly timeoutMs: number;
  /** A longer answer counts as broken. */
  readonly maxBytes: number;
  /**
   * Takes an `ok` answer line by line as it arrives, instead of as a whole: its `text` is then empty. The next line is
   * read when this one was taken; what it throws breaks the answer off.
   */
  onLine?(line: string): Promise<void> | void;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The service's own name for the request, where it gives one. */
  readonly requestId: string | null;
  /** Says afterwards what the answer cost: units used, dollars (decimal text). */
  charge(used: { readonly units?: number; readonly cost?: string }): void;
}

/**
 * A call that did not end in an answer with an `ok` status. `afterMs` is the earliest that asking again makes sense.
 * The message holds no secret and no address.
 */
export class ServiceFailure extends Error {
  readonly service: ServiceName;
  readonly failure: FailureClass;
  /** Stable machine word, such as `regrid_unauthorized`. */
  readonly code: string;
  readonly afterMs: number | undefined;
  /** The answer, when there was one. */
  readonly answer: ServiceAnswer | undefined;

  constructor(
    service: ServiceName,
    failure: FailureClass,
    code: string,
    message: string,
    more: { afterMs?: number | undefined; answer?: ServiceAnswer | undefined; cause?: unknown } = {},
  ) {
    // it may hold words of the service, and is kept with what failed
    super(storable(message), more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'ServiceFailure';
    this.service = service;
    this.failure = failure;
    this.code = code;
    this.afterMs = more.afterMs;
    this.answer = more.answer;
  }
}

/** There is no budget now, or the service is out of order: nothing was sent, and no attempt is spent. */
export class NotNow extends Error {
  readonly service: ServiceName;
  readonly afterMs: number;
  /** For people: "rate limited until 14:05". */
  readonly reason: string;

  constructor(service: ServiceName, afterMs: number, reason: string) {
    super(reason);
    this.name = 'NotNow';
    this.service = service;
    this.afterMs = afterMs;
    this.reason = reason;
  }
}

/**
 * Calls to one service with one credential, within the budget that all processes share. Calls are logged, retried
 * (those that are safe), and judged by the table of statuses here and nowhere else.
 */
export interface ServiceCaller {
  readonly service: Service;
  /**
   * Sees to it that `calls` calls can leave soon: a batch's worth in one round trip. Waits a little for budget; throws
   * {@link NotNow} when that would be long. What is not used in the end goes back.
   */
  reserve(calls: number, wanted: CallFor, signal: AbortSignal): Promise<void>;
  /** One call; throws {@link ServiceFailure} or {@link NotNow}, or the signal's reason. */
  call(call: ServiceCall): Promise<ServiceAnswer>;
}
