import { AppError } from '../base/errors.ts';
import { call, type Queryable } from '../db/pool.ts';
import { hashSecret, newSecret, visiblePrefix, weakness } from './secret.ts';

export interface FirstKey {
  readonly prefix: string;
  /** The whole key, only when we made it ourselves just now; one that came from outside is known there. */
  readonly key: string | undefined;
}

/**
 * Makes the first key of a database: `given` (LOTLINE_BOOTSTRAP_API_KEY), or a random one without it; admin of the
 * default organization. Answers undefined when the database has, or ever had, a key: so a revoked bootstrap key
 * never comes back. `db` acts as the owner. Never logs.
 * Throws `configuration` when `given` has another form, too little randomness, or is a printed example.
 */
export async function makeFirstKey(db: Queryable, given: string | undefined): Promise<FirstKey | undefined> {
  const fault = given === undefined ? undefined : weakness(given);
  if (fault !== undefined) {
    throw new AppError('configuration', `LOTLINE_BOOTSTRAP_API_KEY is refused: ${fault}`, {
      field: 'LOTLINE_BOOTSTRAP_API_KEY',
      hint: 'Make one with: echo "lot_live_$(openssl rand -hex 32)"',
    });
  }
  const key = given ?? newSecret();
  const prefix = visiblePrefix(key);
  const [row] = await call<{ id: string | null }>(
    db,
    'select lotline.create_first_api_key($1, $2, $3, $4) as id',
    [given === undefined ? 'first key' : 'bootstrap', prefix, hashSecret(key), 'start-up'],
  );
  if (row === undefined || row.id === null) return undefined;
  return { prefix, key: given === undefined ? key : undefined };
}
