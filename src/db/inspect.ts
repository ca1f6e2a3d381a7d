import type pg from 'pg';
import { withClient } from './client.ts';
import { type MigrationPlan, planMigration } from './migrate.ts';
import type { Database } from './open.ts';

/** A database that answers no slower than this can be looked at. */
const STATEMENT_TIMEOUT_MS = 10_000;

/** What can be told about a database from outside, for `lotline doctor`. */
export interface Inspection {
  /** Such as `18.4`. */
  readonly serverVersion: string;
  readonly pending: MigrationPlan;
  /** Durability as the server is set: `fsync` and `full_page_writes` both on. */
  readonly durable: boolean;
  readonly separateRoles: boolean;
  /** Roles that a session as the API and as a worker really has. */
  readonly actsAs: { readonly api: string; readonly worker: string };
  /** Rows of `organizations` that the API sees without naming one: none, where row-level security binds it. */
  readonly rowsSeenByNobody: number;
  /** What SQL logins of this database may do that touches others, because everybody may; empty without such logins. */
  readonly openToLogins: readonly string[];
  /** Seconds since a worker was last seen; null when none ever was (or the table is not there yet). */
  readonly workerSeenSecondsAgo: number | null;
}

/** Looks at the database without changing it. Throws when it cannot be reached. */
export async function inspectDatabase(database: Database): Promise<Inspection> {
  const pending = await planMigration(database.urls.owner);
  const [facts] = await ask<{ version: string; durable: boolean }>(
    database.urls.owner,
    `select current_setting('server_version') as version,
            current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on' as durable`,
  );
  const migrated = !pending.migrations.includes('0001_foundation');
  const [api] = await ask<{ role: string; seen: number }>(
    database.urls.api,
    migrated
      ? 'select current_user as role, (select count(*) from lotline.organizations)::int as seen'
      : 'select current_user as role, 0 as seen',
  );
  const [worker] = await ask<{ role: string }>(database.urls.worker, 'select current_user as role');
  return {
    serverVersion: facts?.version ?? '',
    pending,
    durable: facts?.durable === true,
    separateRoles: database.separateRoles,
    actsAs: { api: api?.role ?? '', worker: worker?.role ?? '' },
    rowsSeenByNobody: api?.seen ?? 0,
    openToLogins: migrated ? await openToLogins(database) : [],
    workerSeenSecondsAgo: await workerAge(database),
  };
}

async function openToLogins(database: Database): Promise<string[]> {
  const rows = await ask<{ what: string }>(
    database.urls.owner,
    `select what from (values
       ('make temporary tables', has_database_privilege('public', current_database(), 'temporary')),
       ('make objects in the schema public',
         to_regnamespace('public') is not null and has_schema_privilege('public', 'public', 'create')),
       ('take advisory locks', has_function_privilege('public', 'pg_advisory_lock(bigint)', 'execute')),
       ('store large objects', has_function_privilege('public', 'lo_create(oid)', 'execute'))) v (what, may)
     where may and exists (select from lotline.sql_logins)`,
  );
  return rows.map(({ what }) => what);
}

async function workerAge(database: Database): Promise<number | null> {
  const [known] = await ask<{ there: boolean }>(
    database.urls.owner,
    "select to_regclass('lotline.workers') is not null as there",
  );
  if (!known?.there) return null;
  const [row] = await ask<{ age: number | null }>(
    database.urls.owner,
    'select extract(epoch from clock_timestamp() - max(seen_at))::float8 as age from lotline.workers',
  );
  return row?.age ?? null;
}

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const config = { connectionString: url, statement_timeout: STATEMENT_TIMEOUT_MS };
  return withClient(config, async (client) => (await client.query<Row>(sql)).rows);
}
