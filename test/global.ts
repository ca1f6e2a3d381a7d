import { rmSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { withClient } from '../src/db/client.ts';
import { type EmbeddedServer, startEmbedded } from '../src/db/embedded.ts';
import { hardenDatabase } from '../src/db/harden.ts';
import { migrate } from '../src/db/migrate.ts';
import { setUpCluster } from '../src/db/open.ts';
import { loadReferenceData } from '../src/local/reference-data.ts';
import { makeRunFolder, sweepAbandonedRuns } from './support/abandoned.ts';
import { testBinaries } from './support/binaries.ts';
import { uncalledFunctions } from './support/called-functions.ts';

const SUPABASE = process.env.LOTLINE_TEST_SUPABASE === 'yes';
const OWNER = 'lotline_owner';

/** One server for the whole run, and one migrated database that every test file clones. */
let server: EmbeddedServer | undefined;
let folder: string | undefined;

export async function globalSetup(): Promise<void> {
  sweepAbandonedRuns();
  folder = makeRunFolder();
  server = await startEmbedded(folder, {
    binaries: await testBinaries(),
    // Only what the tests make is in it, and it is thrown away: no need to wait for the disk.
    prepare: SUPABASE ? makeOwner : setUpCluster,
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '300', track_functions: 'all' },
  });
  const template = await makeTemplate(server);
  await migrate(template);
  await withClient({ connectionString: template }, loadReferenceData);
  const roles = ['postgres', OWNER, 'lotline_api', 'lotline_worker', 'lotline_agent_default'];
  process.env.LOTLINE_TEST_FOLDER = folder;
  process.env.LOTLINE_TEST_SERVER = JSON.stringify({
    port: server.port,
    passwords: Object.fromEntries(roles.map((role) => [role, server?.password(role)])),
  });
}

/** The template as an embedded server has its database, or as a hosted one is: nobody has prepared it. */
async function makeTemplate(of: EmbeddedServer): Promise<string> {
  await withClient({ connectionString: of.url('postgres', 'postgres') }, (client) =>
    client.query(`create database lotline_template owner ${OWNER}`),
  );
  if (!SUPABASE) {
    await withClient({ connectionString: of.url('postgres', 'lotline_template') }, (client) =>
      hardenDatabase(client, OWNER),
    );
  }
  return of.url(OWNER, 'lotline_template');
}

/** An owner that may make roles and nothing else, beside the roles that a hosted database has. */
async function makeOwner(of: EmbeddedServer): Promise<void> {
  await withClient({ connectionString: of.url('postgres', 'postgres') }, (client) =>
    client.query(`create role ${OWNER} login createrole password ${pg.escapeLiteral(of.password(OWNER))};
      create role anon nologin; create role authenticated nologin; create role service_role nologin`),
  );
}

export async function globalTeardown(): Promise<void> {
  if (server === undefined || folder === undefined) return;
  const uncalled = await uncalledFunctions(server.url('postgres', 'lotline_template'), folder);
  // For scripts/test.mjs, which judges a whole run by it: an error thrown here would be lost.
  const report = process.env.LOTLINE_TEST_UNCALLED;
  if (report !== undefined) writeFileSync(report, uncalled.join('\n'));
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
