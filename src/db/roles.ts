import pg from 'pg';
import { type Queryable, urlWithOptions } from './pool.ts';

/** What the services and SQL logins run as. The names stand in the SQL files as they are here. */
const ROLES = ['lotline_api', 'lotline_worker', 'lotline_agent'] as const;
export type ServiceRole = (typeof ROLES)[number];

export interface ServiceRoles {
  /** True when the three roles exist, so that row-level security stands as a second wall. */
  readonly separate: boolean;
  /** The SQL text as it can run here: where roles cannot be made, the owner stands in for all three. */
  inSql(text: string): string;
}

/**
 * Makes sure that the three roles exist and that the owner may act as them, as far as the owner is allowed to.
 * Roles belong to the whole server, so another database's Lotline may have made them already.
 */
export async function serviceRoles(client: Queryable): Promise<ServiceRoles> {
  const missing = await missingRoles(client);
  for (const role of missing) await createRole(client, role);
  const separate = (await missingRoles(client)).length === 0;
  if (separate) {
    return { separate, inSql: (text) => text };
  }
  const { rows } = await client.query<{ owner: string }>('select current_user as owner');
  const owner = pg.escapeIdentifier(rows[0]?.owner ?? '');
  return { separate, inSql: (text) => text.replaceAll(/\blotline_(?:api|worker|agent)\b/g, owner) };
}

/** Roles that do not exist, or that the current user may not act as. */
async function missingRoles(client: Queryable): Promise<ServiceRole[]> {
  const { rows } = await client.query<{ role: ServiceRole }>(
    `select r.role from unnest($1::text[]) as r(role)
      where not exists (select from pg_roles p where p.rolname = r.role
                        and pg_has_role(current_user, p.oid, 'usage'))`,
    [ROLES],
  );
  return rows.map((row) => row.role);
}

async function createRole(client: Queryable, role: ServiceRole): Promise<void> {
  // In a block of its own: not being allowed to is an answer, not a failure of the migration around it.
  await client.query(`do $$
    begin
      if not exists (select from pg_roles where rolname = '${role}') then
        create role ${role} nologin;
      end if;
      if not pg_has_role(current_user, '${role}', 'usage') then
        execute format('grant ${role} to %I', current_user);
      end if;
    exception when insufficient_privilege or duplicate_object or unique_violation then
      null;
    end $$`);
}

/** `url` with its session acting as `role` from the first statement on. */
export function urlAsRole(url: string, role: ServiceRole): string {
  return urlWithOptions(url, { role });
}
