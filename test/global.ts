import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { withClient } from '../src/db/client.ts';
import { type EmbeddedServer, startEmbedded } from '../src/db/embedded.ts';
import { hardenDatabase } from '../src/db/harden.ts';
import { migrate } from '../src/db/migrate.ts';
import { setUpCluster } from '../src/db/open.ts';
import { loadReferenceData } from '../src/local/reference-data.ts';
import { RUN_PREFIX, sweepAbandonedRuns } from './support/abandoned.ts';
import { testBinaries } from './support/binaries.ts';
import { uncalledFunctions } from './support/called-functions.ts';

/** One server for the whole run, and one migrated database that every test file clones. */
let server: EmbeddedServer | undefined;
let folder: string | undefined;

export async function globalSetup(): Promise<void> {
  sweepAbandonedRuns();
  folder = mkdtempSync(path.join(tmpdir(), RUN_PREFIX));
  server = await startEmbedded(folder, {
    binaries: await testBinaries(),
    // Only what the tests make is in it, and it is thrown away: no need to wait for the disk.
    prepare: setUpCluster,
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '300', track_functions: 'all' },
  });
  const superuser = new pg.Client({ connectionString: server.url('postgres', 'postgres') });
  await superuser.connect();
  await superuser.query('create database lotline_template owner lotline_owner');
  await superuser.end();
  await withClient({ connectionString: server.url('postgres', 'lotline_template') }, (client) =>
    hardenDatabase(client, 'lotline_owner'),
  );
  const template = server.url('lotline_owner', 'lotline_template');
  await migrate(template);
  await withClient({ connectionString: template }, loadReferenceData);
  const roles = ['postgres', 'lotline_owner', 'lotline_api', 'lotline_worker', 'lotline_agent_default'];
  process.env.LOTLINE_TEST_FOLDER = folder;
  process.env.LOTLINE_TEST_SERVER = JSON.stringify({
    port: server.port,
    passwords: Object.fromEntries(roles.map((role) => [role, server?.password(role)])),
  });
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
