import { currentContext } from '../../base/context.ts';
import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/pool.ts';
import {
  addressSubject,
  type FailureScope,
  noteFailure,
  refuseAfterFailures,
  tooManyFailures,
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

/** How many proofs of one subject may be under way at once, on this server: so many more than allowed may fail at most. */
const MOST_AT_ONCE = 4;
/** How many more wait for their turn; a proof takes about a tenth of a second. */
const MOST_WAITING = 50;
const COME_BACK_SECONDS = 5;

interface Line {
  underWay: number;
  readonly waiting: (() => void)[];
}

const lines = new Map<string, Line>();

/**
 * Runs `prove` in the turn of its subjects. Failures are counted when they are known: guesses sent all at once would
 * otherwise all be tried before the first of them counts, and keep every thread busy that hashes passwords.
 */
async function inTurn<T>(subjects: readonly Subject[], prove: () => Promise<T>): Promise<T> {
  const [subject, ...others] = subjects;
  if (subject === undefined) return prove();
  const key = subject.join(' ').trim().toLowerCase();
  const line = lines.get(key) ?? { underWay: 0, waiting: [] };
  lines.set(key, line);
  if (line.underWay < MOST_AT_ONCE) line.underWay += 1;
  else {
    if (line.waiting.length >= MOST_WAITING) throw tooManyFailures(COME_BACK_SECONDS);
    await new Promise<void>((go) => line.waiting.push(go));
  }
  try {
    return await inTurn(others, prove);
  } finally {
    // Whoever waits longest takes the place over.
    const next = line.waiting.shift();
    if (next === undefined) line.underWay -= 1;
    next?.();
    if (line.underWay === 0) lines.delete(key);
  }
}

/**
 * Runs something that proves who somebody is, unless there were too many failures. What it refuses is counted, and told
 * as `instead` when that is given: an address that nobody can have then reads the same as one that nobody has.
 */
export function guarded<T>(
  db: Queryable,
  subjects: readonly Subject[],
  prove: () => Promise<T>,
  instead?: AppError,
): Promise<T> {
  return inTurn(subjects, () => counted(db, subjects, prove, instead));
}

async function counted<T>(
  db: Queryable,
  subjects: readonly Subject[],
  prove: () => Promise<T>,
  instead: AppError | undefined,
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
