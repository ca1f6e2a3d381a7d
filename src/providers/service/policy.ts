import type { Unheard, Verdict } from '../../base/service-words.ts';
import type { Service } from '../service.ts';

/**
 * What a status means, for every service that says nothing else (`Service.statuses`). The one table: clients judge no
 * status themselves. What stands nowhere is `permanent` below 500 and `unknown_outcome` from there.
 *
 * `retryable` says that the request was certainly not carried out, so that a billed one is repeated too.
 */
export const STATUSES: Readonly<Record<number, Verdict>> = {
  401: 'refused',
  402: 'refused',
  403: 'refused',
  408: 'unknown_outcome',
  421: 'retryable',
  425: 'retryable',
  429: 'rate_limited',
  500: 'unknown_outcome',
  502: 'unknown_outcome',
  503: 'overloaded',
  504: 'unknown_outcome',
  529: 'overloaded',
};

/** The verdict of an answer's status. */
export function verdictOf(service: Pick<Service, 'statuses'>, status: number): Verdict {
  const own = service.statuses?.[status] ?? STATUSES[status];
  if (own !== undefined) return own;
  if (status >= 200 && status < 300) return 'ok';
  return status >= 500 ? 'unknown_outcome' : 'permanent';
}

/**
 * What is done about a call that did not go well.
 *
 * - `repeat`: again within this call, then a failure that the item's attempts go by
 * - `wait`: the budget is held for all, and the call waits or is put off; no attempt is spent
 * - `fail`: the item fails for good
 * - `unknown`: money may have left; nothing repeats it
 */
export type Remedy = 'repeat' | 'wait' | 'fail' | 'unknown';

/** What follows from a verdict, for a call that is billed and for one that is not. */
export function remedyOf(verdict: Exclude<Verdict, 'ok'> | Unheard, billed: boolean): Remedy {
  switch (verdict) {
    case 'rate_limited':
      return 'wait';
    case 'permanent':
    case 'refused':
      return 'fail';
    case 'retryable':
    case 'unsent':
      return 'repeat';
    case 'overloaded':
    case 'unknown_outcome':
    case 'timeout':
    case 'broken':
    case 'too_large':
      return billed ? 'unknown' : 'repeat';
  }
}

/**
 * Why a service is out of order as a whole, which opens its breaker: `unreachable` and `server` after some failures
 * in a row, `refused` when it takes none of our requests. Undefined: says something about one request alone.
 */
export type BreakerClass = 'unreachable' | 'server' | 'refused';

export function breakerClassOf(verdict: Verdict | Unheard): BreakerClass | undefined {
  switch (verdict) {
    case 'unsent':
    case 'timeout':
    case 'broken':
      return 'unreachable';
    case 'overloaded':
    case 'unknown_outcome':
      return 'server';
    case 'refused':
      return 'refused';
    default:
      return undefined;
  }
}

/**
 * Milliseconds that Retry-After asks for: whole seconds, or a date (by the answer's own Date where it gives one, so
 * that two clocks that differ do no harm). Undefined when absent or not understood; at most a day.
 */
export function retryAfterMs(
  header: string | undefined,
  date: string | undefined,
  nowMs: number,
): number | undefined {
  const text = header?.trim() ?? '';
  if (text === '') return undefined;
  const most = 24 * 60 * 60_000;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Math.ceil(Number(text) * 1000), most);
  // Date.parse takes much for a date that is none
  const until = /^[A-Za-z]{3,9},/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(until)) return undefined;
  const from = date === undefined ? Number.NaN : Date.parse(date);
  return Math.min(Math.max(0, until - (Number.isNaN(from) ? nowMs : from)), most);
}
