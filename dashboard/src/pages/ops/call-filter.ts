import type { Api } from '../../data/api.ts';

/** Services whose calls are logged, as the address names them. */
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

/** What may come of a call. */
export const VERDICTS = [
  'ok',
  'retryable',
  'rate_limited',
  'overloaded',
  'permanent',
  'refused',
  'unknown_outcome',
  'unsent',
  'timeout',
  'broken',
  'too_large',
  'aborted',
] as const satisfies readonly Api['ServiceCallEntry']['verdict'][];
