import type { FailureClass } from '../../base/failure-class.ts';
import { NoAnswer, type PostAnswer } from '../../providers/http-client.ts';
import { type Failed, failed } from '../kind.ts';

const MOST_WAIT_MS = 86_400_000;

/** Statuses by which a service says that asking again would change nothing. */
const PERMANENT: Readonly<Record<number, string>> = {
  400: 'it does not understand the batch',
  401: 'it wants another sign-in',
  403: 'it does not let us in',
  404: 'nothing is there',
  405: 'it takes no POST there',
  410: 'it is gone for good',
  413: 'the batch is too large for it; use a smaller batch_size',
  415: 'it takes no JSON',
  422: 'it cannot work with the batch',
};

/** What a status that brings no results makes of every item of the batch. */
export function failureOfStatus({ status, retryAfter }: PostAnswer): Failed {
  const said = `Your service answered ${status}`;
  if (status >= 300 && status < 400) {
    return failed('permanent', 'redirected', `${said}: redirects are not followed; give the final address`);
  }
  const why = PERMANENT[status];
  if (why !== undefined) return failed('permanent', `http_${status}`, `${said}: ${why}`);
  const cls: FailureClass = status === 429 ? 'rate_limited' : status === 408 ? 'timeout' : 'transient';
  if (status < 500 && cls === 'transient') return failed('permanent', `http_${status}`, said);
  return failed(cls, `http_${status}`, said, waitMs(retryAfter));
}

/** Retry-After in milliseconds: seconds, or a date; anything else says nothing. At most a day. */
function waitMs(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, MOST_WAIT_MS) : undefined;
}

/** What becomes of the items when no answer came. Another error is thrown on. */
export function failureOfSilence(error: unknown, timeoutSeconds: number): Failed {
  if (!(error instanceof NoAnswer)) throw error;
  const code = error.code === '' ? '' : ` (${error.code})`;
  switch (error.reason) {
    case 'timeout':
      return failed('timeout', 'no_answer', `Your service did not answer within ${timeoutSeconds} s`);
    case 'refused_address':
      return failed(
        'permanent',
        'address_refused',
        'The address is private or without TLS, which the operator of this server has not allowed',
      );
    case 'unreachable':
      return failed('transient', 'unreachable', `Your service could not be reached${code}`);
    case 'tls':
      return failed('transient', 'tls', `The certificate of your service was not accepted${code}`);
    case 'broken_off':
      return failed('transient', 'broken_off', `Your service broke off before it had answered${code}`);
  }
}
