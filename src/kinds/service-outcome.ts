import { NotNow, ServiceFailure } from '../providers/service.ts';
import { type Deferred, deferred, type Failed, failed } from './kind.ts';

/**
 * What becomes of an item whose call to a service did not end in an answer: put off when nothing was sent, else a
 * failure of the class that the table of statuses names. Anything else is a mistake of ours and thrown on.
 */
export function outcomeOf(error: unknown): Deferred | Failed {
  if (error instanceof NotNow) return deferred(error.afterMs, error.reason);
  if (error instanceof ServiceFailure) return failed(error.failure, error.code, error.message, error.afterMs);
  throw error;
}
