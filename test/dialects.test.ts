import assert from 'node:assert/strict';
import test from 'node:test';
import type pg from 'pg';
import { asOrganization } from '../src/db/pool.ts';
import { pendingWork } from '../src/property/county-jobs/pending.ts';
import { type Client, testApi } from './support/api.ts';
import { testDatabase } from './support/database.ts';
import { guideIn } from './support/guide.ts';
import { type Dialect, tellStory } from './support/story.ts';
import { inSql, mcpDialect, overActions, overHttp } from './support/tellers.ts';

const database = await testDatabase();
const guide = await guideIn(database);
const api = await testApi(database);

const [PROPERTIES, BATCH] = [25, 10];

/** Tells the story in one dialect, and looks at what it left behind. */
async function tell(organizationId: string, dialect: Dialect): Promise<void> {
  const properties = await guide.properties(organizationId, 'Blair, PA', PROPERTIES);
  const { jobId } = await tellStory(dialect, { county: 'Blair', properties, batchSize: BATCH });
  assert.deepEqual(await guide.problems(jobId), [], 'engine_check is clean');
  const { rows } = await database.pools.owner.query<{ count: string }>(
    'select count(*) from lotline.regrid_data where org_id = $1',
    [organizationId],
  );
  assert.equal(Number(rows[0]?.count), PROPERTIES, 'each finding is stored once');
}

/** What waits for regrid_scraping, for dialects that have no word for it. */
const pendingOf = (client: Client) => async () => {
  const types = await asOrganization(database.pools.api, client.organizationId, (db) =>
    pendingWork(db, client.organizationId),
  );
  return types.find((type) => type.jobType === 'regrid_scraping')?.pending ?? 0;
};

test('the story of a county job is the same in SQL', async () => {
  const user = await guide.user();
  const kill = async (client: pg.Client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await database.pools.owner.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
  };
  await tell(user.organizationId, inSql(user, kill));
});

test('the story of a county job is the same over MCP', async () => {
  const client = await api.client('analyst');
  await tell(client.organizationId, mcpDialect(api.url, client));
});

test('the story of a county job is the same for an outside worker over HTTP', async () => {
  const client = await api.client('analyst');
  await tell(client.organizationId, overHttp(client, pendingOf(client)));
});

test('the story of a county job is the same in the actions of an orchestrator', async () => {
  const client = await api.client('analyst');
  await tell(client.organizationId, overActions(client, pendingOf(client)));
});
