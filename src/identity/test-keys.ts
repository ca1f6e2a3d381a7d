import { AppError } from '../base/errors.ts';
import { call, type Queryable } from '../db/pool.ts';
import type { Caller } from './roles.ts';

/** Tells the database which kinds of work cost money here, so that it begins none for test keys. */
export async function noteBilledKinds(db: Queryable, kinds: readonly string[]): Promise<void> {
  await call(db, 'select lotline.note_billed_kinds($1)', [kinds]);
}

/**
 * Refuses a test key where a request itself calls a service that costs money. Throws `test_key`; jobs are looked after
 * by the database.
 */
export function refuseTestKey(caller: Pick<Caller, 'test'>, billed: boolean): void {
  if (!caller.test || !billed) return;
  throw new AppError('test_key', 'This is a test key, and this work costs money', {
    hint: 'Use a live key (lot_live_) for it.',
  });
}
