import type { ClientBase } from 'pg';

/**
 * Makes sure that the database is a sandbox's, or is not, as `sandbox` says; the first time it decides that for good.
 * Throws LL097 (`wrong_mode`).
 */
export async function decideMode(owner: Pick<ClientBase, 'query'>, sandbox: boolean): Promise<void> {
  await owner.query('select lotline.decide_mode($1)', [sandbox ? 'sandbox' : 'live']);
}
