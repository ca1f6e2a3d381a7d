import path from 'node:path';
import pg from 'pg';
import type { Config } from '../base/config.ts';
import { withClient } from './client.ts';
import { AGENT_LOGIN, OWNER } from './data-folder.ts';
import { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from './embedded.ts';
import { hardenDatabase } from './harden.ts';
import { LOGIN_CONNECTIONS, LOGIN_SETTINGS } from './logins.ts';
import { type MigrationPlan, migrate } from './migrate.ts';
import { urlWithOptions } from './pool.ts';
import { type ServiceRole, serviceRoles, urlAsRole } from './roles.ts';

const DATABASE = 'lotline';

export interface DatabaseUrls {
  /** Owns the schema, applies migrations; not for daily work. */
  readonly owner: string;
  /** What the HTTP server connects as. */
  readonly api: string;
  /** What workers connect as. */
  readonly worker: string;
  /** Where services listen for notifications: past a transaction pooler, where nobody hears any, when it can be. */
  readonly apiListen: string;
  readonly workerListen: string;
  /** A SQL login for people and agents; undefined on an outside database, where the owner makes them. */
  readonly agent: string | undefined;
}

export interface Database {
  readonly urls: DatabaseUrls;
  readonly embedded: EmbeddedServer | undefined;
  /** False where the service roles could not be made, so that row-level security binds nobody. */
  readonly separateRoles: boolean;
  migrate(): Promise<MigrationPlan>;
  /** Leaves the database; stops an embedded one when nobody else uses it. Idempotent. */
  close(): Promise<void>;
}

/** Opens the database that the configuration names, starting the embedded one if it is that. Migrates nothing. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'> & Partial<Pick<Config, 'directUrl'>>,
  options: EmbeddedOptions = {},
): Promise<Database> {
  if (config.databaseUrl !== undefined) return openOutside(config.databaseUrl, config.directUrl);
  const server = await startEmbedded(path.resolve(config.dataFolder), { prepare: setUpCluster, ...options });
  const urls: DatabaseUrls = {
    owner: server.url(OWNER, DATABASE),
    api: server.url('lotline_api', DATABASE),
    worker: server.url('lotline_worker', DATABASE),
    apiListen: server.url('lotline_api', DATABASE),
    workerListen: server.url('lotline_worker', DATABASE),
    agent: urlWithOptions(server.url(AGENT_LOGIN, DATABASE), { search_path: DATABASE }),
  };
  return {
    urls,
    embedded: server,
    separateRoles: true,
    migrate: async () => {
      const plan = await migrate(urls.owner);
      await registerAgentLogin(urls.owner);
      return plan;
    },
    close: () => server.stop(),
  };
}

/** `direct` is the same database past a transaction pooler: for migrations, and to listen. */
async function openOutside(given: string, direct: string | undefined): Promise<Database> {
  const owner = direct ?? given;
  const { separate } = await withClient({ connectionString: owner }, serviceRoles);
  const as = (url: string, role: ServiceRole) => (separate ? urlAsRole(url, role) : url);
  return {
    urls: {
      owner,
      api: as(given, 'lotline_api'),
      worker: as(given, 'lotline_worker'),
      apiListen: as(owner, 'lotline_api'),
      workerListen: as(owner, 'lotline_worker'),
      agent: undefined,
    },
    embedded: undefined,
    separateRoles: separate,
    migrate: () => migrate(owner),
    close: async () => {},
  };
}

/**
 * Makes the roles and the database of an embedded server, and puts right what a SQL login may have changed of itself.
 * Safe to repeat: a process that died half-way is followed by one that finishes.
 */
export async function setUpCluster(server: EmbeddedServer): Promise<void> {
  await withClient({ connectionString: server.url('postgres', 'postgres') }, async (client) => {
    await makeRoles(client, server);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE} owner ${OWNER}`);
  });
  const own = { connectionString: server.url('postgres', DATABASE) };
  await withClient(own, (client) => hardenDatabase(client, OWNER));
}

async function makeRoles(client: pg.Client, server: EmbeddedServer): Promise<void> {
  const logins = [OWNER, 'lotline_api', 'lotline_worker', AGENT_LOGIN];
  const { rows } = await client.query<{ ready: boolean }>(
    `select (select count(*) from pg_authid where rolname = any ($1) and rolcanlogin and rolpassword is not null) = $2
        and exists (select from pg_database where datname = $3) as ready`,
    [logins, logins.length, DATABASE],
  );
  if (!rows[0]?.ready) {
    await client.query(
      `do $$ begin create role lotline_agent nologin; exception when duplicate_object then null; end $$`,
    );
    for (const login of logins) {
      const secret = pg.escapeLiteral(server.password(login));
      await client.query(
        `do $$ begin create role ${login}; exception when duplicate_object then null; end $$`,
      );
      await client.query(`alter role ${login} login password ${secret}`);
    }
    await client.query(`alter role ${OWNER} createrole`);
    await client.query(`grant lotline_api, lotline_worker, lotline_agent to ${OWNER} with admin option`);
    await client.query(`grant lotline_agent to ${AGENT_LOGIN}`);
    await client.query('revoke connect on database postgres, template1 from public');
  }
  // To tell whether the session that holds a lease is still there, and to end one that holds others up.
  await client.query(`grant pg_read_all_stats, pg_signal_backend to ${OWNER}`);
  // A login may change its own password and settings, and this one may be many people's.
  const settings = Object.entries(LOGIN_SETTINGS).map(
    ([name, value]) => `alter role ${AGENT_LOGIN} set ${name} = ${pg.escapeLiteral(value)};`,
  );
  await client.query(`alter role ${AGENT_LOGIN} reset all; ${settings.join(' ')}
    alter role ${AGENT_LOGIN} connection limit ${LOGIN_CONNECTIONS}
      password ${pg.escapeLiteral(server.password(AGENT_LOGIN))}`);
}

async function registerAgentLogin(ownerUrl: string): Promise<void> {
  await withClient({ connectionString: ownerUrl }, (client) =>
    client.query(
      `insert into lotline.sql_logins (login, org_id, permission)
       select $1, id, 'analyst' from lotline.organizations where slug = 'default' on conflict do nothing`,
      [AGENT_LOGIN],
    ),
  );
}
