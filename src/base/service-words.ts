/** The words of outside services: in the call log, in budgets, in reasons, and on the page that shows them. */

/** Outside services. */
export const SERVICE_NAMES = [
  'regrid',
  'propertyradar',
  'fema',
  'echo',
  'elevation',
  'census',
  'incentives-api',
  'anthropic',
  'http',
] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

/** What an answer's status means for its items. `unknown_outcome` is read as transient where the call was not billed. */
export const VERDICTS = [
  'ok',
  'retryable',
  'rate_limited',
  'overloaded',
  'permanent',
  'refused',
  'unknown_outcome',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Why there was no answer to judge. */
export const UNHEARD = ['unsent', 'timeout', 'broken', 'too_large'] as const;
export type Unheard = (typeof UNHEARD)[number];

/** What a logged call was taken for. */
export const CALL_VERDICTS = [...VERDICTS, ...UNHEARD, 'aborted'] as const;
