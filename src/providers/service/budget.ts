import type { CallFor } from '../service.ts';

/** The right to send one call now. */
export interface Permit {
  /** The call is over; `units` is what it used in the end, `cost` in dollars (decimal text). */
  done(used: { readonly units: number; readonly cost?: string | undefined }): void;
}

/** What one credential may use of a service, as one process sees it. */
export interface Budget {
  /** Waits for its turn; throws NotNow when that would be long, or the signal's reason. */
  acquire(units: number, wanted: CallFor, signal: AbortSignal): Promise<Permit>;
  /** Asks for a batch's worth of turns at once. */
  reserve(calls: number, wanted: CallFor, signal: AbortSignal): Promise<void>;
  /** The service refused a call as one too many: nobody calls it for a while. Gives how long that is, in ms. */
  limited(retryAfterMs: number | undefined): Promise<number>;
  /** The service is overloaded: fewer calls at once. */
  overloaded(): void;
  /** Milliseconds for which no call may leave, as far as this process knows; 0 when it may. */
  heldMs(): number;
  close(): Promise<void>;
}
