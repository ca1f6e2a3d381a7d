import { call, type Queryable } from '../db/pool.ts';

/** Tells the database which kinds of work cost money here, so that it begins none for test keys. */
export async function noteBilledKinds(db: Queryable, kinds: readonly string[]): Promise<void> {
  await call(db, 'select lotline.note_billed_kinds($1)', [kinds]);
}
