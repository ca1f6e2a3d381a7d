import { AppError } from '../base/errors.ts';
import { call, type Queryable } from '../db/pool.ts';

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
}

/** The organization with this slug; `default` is always there. Throws `not_found`. `db` acts as the owner. */
export async function organizationBySlug(db: Queryable, slug = 'default'): Promise<Organization> {
  const [row] = await call<Organization & Record<string, unknown>>(
    db,
    'select id, name, slug from lotline.organizations where slug = $1',
    [slug],
  );
  if (row === undefined)
    throw new AppError('not_found', `No organization "${slug}"`, { field: 'organization' });
  return row;
}

/** The caller's own organization. Throws `not_found` for any other. */
export async function organizationById(db: Queryable, id: string): Promise<Organization> {
  const [row] = await call<Organization & Record<string, unknown>>(
    db,
    'select id, name, slug from lotline.organizations where id = $1',
    [id],
  );
  if (row === undefined) throw new AppError('not_found', 'Organization not found');
  return row;
}

/** Makes an organization. Throws `conflict` when the slug is taken. `db` acts as the owner. */
export async function createOrganization(
  db: Queryable,
  wanted: { name: string; slug: string },
): Promise<Organization> {
  const [row] = await call<Organization & Record<string, unknown>>(
    db,
    `insert into lotline.organizations (name, slug) values ($1, $2)
     on conflict (slug) do nothing
     returning id, name, slug`,
    [wanted.name, wanted.slug],
  );
  if (row === undefined) {
    throw new AppError('conflict', `An organization "${wanted.slug}" exists already`, { field: 'slug' });
  }
  return row;
}
