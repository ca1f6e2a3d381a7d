/**
 * Why an attempt failed. The first four are tried again until the attempts are used up; the others are final at
 * once. `invalid_input` says something about the item, not about the service, so it feeds no failure streak.
 */
export const FAILURE_CLASSES = [
  'transient',
  'rate_limited',
  'timeout',
  'crashed',
  'permanent',
  'invalid_input',
  'outcome_unknown',
] as const;
export type FailureClass = (typeof FAILURE_CLASSES)[number];
