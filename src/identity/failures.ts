import { createHash } from 'node:crypto';
import { AppError } from '../base/errors.ts';
import { call, type Queryable } from '../db/pool.ts';

/** What was tried, and what its failures are counted by. */
export type FailureScope = 'key:address' | 'sign_in:address' | 'sign_in:account';

/**
 * Refuses whoever failed too often of late: throws `too_many_failures` (429 with `retry-after`). Ask before the costly
 * part of a sign-in; it tells nothing about whether the account exists.
 */
export async function refuseAfterFailures(
  db: Queryable,
  scope: FailureScope,
  subject: string,
): Promise<void> {
  const [row] = await call<{ retry_after: number }>(
    db,
    'select retry_after from lotline.failures_left($1, $2)',
    [scope, digest(subject)],
  );
  if (row !== undefined && row.retry_after > 0) throw tooManyFailures(row.retry_after);
}

/** Counts a failure. The answer is how many seconds the subject has to wait now; 0 while it may try again. */
export async function noteFailure(db: Queryable, scope: FailureScope, subject: string): Promise<number> {
  const [row] = await call<{ wait: number }>(db, 'select lotline.note_failure($1, $2) as wait', [
    scope,
    digest(subject),
  ]);
  return row?.wait ?? 0;
}

/** What somebody is told who has to wait. */
export function tooManyFailures(retryAfterSeconds: number): AppError {
  return new AppError('too_many_failures', 'Too many failed attempts from here', {
    hint: `Wait ${retryAfterSeconds} seconds, then try again.`,
    details: { retry_after: retryAfterSeconds },
  });
}

/**
 * What failures of an address are counted by. All of a /64 counts as one: that is what a single holder of IPv6 has.
 */
export function addressSubject(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::', 2);
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const whole = [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...(tail?.split(':') ?? [])];
  return `${whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group || '0', 16).toString(16))
    .join(':')}::/64`;
}

/** Accounts are what people typed: of any length, and nobody's to keep. */
function digest(subject: string): string {
  return createHash('sha256').update(subject.trim().toLowerCase()).digest('hex');
}
