import type { CallFor } from '../service.ts';

/** The right to send one call now. */
export interface Permit {
  /** The service was out of order, and this call shows whether it still is. */
  readonly probe: boolean;
  /** The call is over; `units` is what it used in the end, `cost` in dollars (decimal text). A later word corrects. */
  done(used: { readonly units: number; readonly cost?: string | undefined }): void;
}

/** What one credential may use of a service, as one process sees it. */
export interface Budget {
  /** Waits for its turn; throws NotNow when that would be long, or the signal's reason. */
  acquire(units: number, wanted: CallFor, signal: AbortSignal): Promise<Permit>;
  /** Asks for a batch's worth of turns at once; throws NotNow when none can be had for long. */
  reserve(calls: number, wanted: CallFor, signal: AbortSignal): Promise<void>;
  /** The service refused a call as one too many: nobody calls it for a while. Gives how long that is, in ms. */
  limited(retryAfterMs: number | undefined): Promise<number>;
  /** The service is overloaded: fewer calls at once. */
  overloaded(): void;
  /** The service is out of order: nobody calls it until a probe says otherwise. Gives the ms until then. */
  broken(cls: string, cause: string): Promise<number>;
  /** A probe went well. */
  mended(): Promise<void>;
  /** Milliseconds for which no call may leave, as far as this process knows; 0 when it may. */
  heldMs(): number;
  /** Gives back what is held. */
  close(): Promise<void>;
}
