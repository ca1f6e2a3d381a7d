import { AppError } from '../base/errors.ts';
import type { Queryable } from '../db/pool.ts';
import { createOrganization, organizationBySlug } from './organizations.ts';
import type { Caller } from './roles.ts';

const SLUG = 'demo';

/** The token that every example of the API shows: worth nothing outside a demonstration on one machine. */
export const DEMO_TOKEN = 'demo-token';

/** The admin of the demonstration's own organization, which is made when it is not there. `db` acts as the owner. */
export async function demoCaller(db: Queryable): Promise<Caller> {
  try {
    await createOrganization(db, { name: 'Demonstration', slug: SLUG });
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'conflict')) throw error;
  }
  const { id } = await organizationBySlug(db, SLUG);
  return { organizationId: id, role: 'admin', actor: 'demo', via: 'demo', principal: 'demo' };
}
