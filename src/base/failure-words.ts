import type { FailureClass } from './failure-class.ts';

/** What a class is called where people read of it. */
export const FAILURE_WORDS: Readonly<Record<FailureClass, string>> = {
  transient: 'temporary',
  rate_limited: 'rate limited',
  timeout: 'timed out',
  crashed: 'worker crashed',
  permanent: 'permanent',
  invalid_input: 'bad input',
  outcome_unknown: 'outcome unknown',
};

const WHY_NOT: Readonly<Record<FailureClass, string | null>> = {
  transient: null,
  rate_limited: null,
  timeout: null,
  crashed: null,
  permanent: 'Permanent: trying again gives the same, until its cause is mended',
  invalid_input: 'Invalid input: mend the row, then send it again',
  outcome_unknown: 'Outcome unknown: it was sent and may be paid for; reconcile it first',
};

/** Why trying again does not help by itself, in plain words; null where it may. */
export function whyNotRetried(failureClass: FailureClass): string | null {
  return WHY_NOT[failureClass];
}
