import { type CallFor, NotNow, ServiceFailure } from '../providers/service.ts';
import { type Deferred, deferred, type Failed, failed, type KindContext } from './kind.ts';

/** On whose behalf a handler's calls leave; `seq` where a call is about one item. */
export function callFor(
  { job, interactive }: Pick<KindContext<unknown>, 'job' | 'interactive'>,
  seq?: number,
): CallFor {
  const { id: jobId, organizationId } = job;
  if (interactive) return { organizationId, interactive };
  return seq === undefined ? { organizationId, jobId } : { organizationId, jobId, seq };
}

/**
 * What becomes of an item whose call to a service did not end in an answer: put off when nothing was sent, else a
 * failure of the class that the table of statuses names. Anything else is a mistake of ours and thrown on.
 */
export function outcomeOf(error: unknown): Deferred | Failed {
  if (error instanceof NotNow) return deferred(error.afterMs, error.reason);
  if (error instanceof ServiceFailure) return failed(error.failure, error.code, error.message, error.afterMs);
  throw error;
}
