import { currentContext } from '../../base/context.ts';
import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/pool.ts';
import {
  addressSubject,
  type FailureScope,
  noteFailure,
  refuseAfterFailures,
} from '../../identity/failures.ts';

type Subject = readonly [scope: FailureScope, subject: string];

/** What an attempt is counted by: where it comes from, and whose account it is for, when that is known. */
export function subjectsOf(account?: string): Subject[] {
  const address: Subject = ['sign_in:address', addressSubject(currentContext()?.address ?? '')];
  return account === undefined ? [address] : [address, ['sign_in:account', account]];
}

/** Throws `too_many_failures` for whoever failed too often of late. */
export async function refuseTooMany(db: Queryable, subjects: readonly Subject[]): Promise<void> {
  for (const [scope, subject] of subjects) await refuseAfterFailures(db, scope, subject);
}

export async function countFailure(db: Queryable, subjects: readonly Subject[]): Promise<void> {
  for (const [scope, subject] of subjects) await noteFailure(db, scope, subject);
}

/**
 * Runs something that proves who somebody is, unless there were too many failures. What it refuses is counted, and told
 * as `instead` when that is given: an address that nobody can have then reads the same as one that nobody has.
 */
export async function guarded<T>(
  db: Queryable,
  subjects: readonly Subject[],
  prove: () => Promise<T>,
  instead?: AppError,
): Promise<T> {
  await refuseTooMany(db, subjects);
  try {
    return await prove();
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500 || error.code === 'secret_key_needed')
      throw error;
    await countFailure(db, subjects);
    throw instead ?? error;
  }
}
