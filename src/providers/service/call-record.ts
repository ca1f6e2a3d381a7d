import type { Unheard, Verdict } from '../../base/service-words.ts';

/** One request that left, as the call log keeps it; no field holds a secret. */
export interface CallRecord {
  readonly at: number;
  readonly organizationId: string;
  readonly jobId: string | null;
  readonly seq: number | null;
  readonly service: string;
  readonly credential: string;
  readonly operation: string;
  readonly method: string;
  /** Path and query, secrets taken out. */
  readonly target: string;
  readonly attempt: number;
  readonly status: number | null;
  readonly verdict: Verdict | Unheard | 'aborted';
  readonly durationMs: number;
  readonly bytes: number;
  units: number;
  cost: string | null;
  readonly requestId: string | null;
  readonly billed: boolean;
  readonly interactive: boolean;
  /** Why there was no answer, or how one began that was not what it should be. */
  readonly error: string | null;
}

/** Where calls are written down. */
export interface CallLog {
  /** Keeps the record; its `units` and `cost` may still change until it is written. */
  add(record: CallRecord): void;
  close(): Promise<void>;
}
