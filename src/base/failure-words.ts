import type { FailureClass } from './failure-class.ts';

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
