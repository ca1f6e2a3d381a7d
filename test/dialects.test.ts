import assert from 'node:assert/strict';
import test from 'node:test';
import { testApi } from './support/api.ts';
import { testDatabase } from './support/database.ts';
import { guideIn } from './support/guide.ts';
import { type Dialect, tellStory } from './support/story.ts';
import { inSql, killer, mcpDialect, overActions, overHttp } from './support/tellers.ts';

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

test('the story of a county job is the same in SQL', async () => {
  const user = await guide.user();
  await tell(user.organizationId, inSql(user, killer(database)));
});

test('the story of a county job is the same over MCP', async () => {
  const client = await api.client('analyst');
  await tell(client.organizationId, mcpDialect(api.url, client));
});

test('the story of a county job is the same for an outside worker over HTTP', async () => {
  const client = await api.client('analyst');
  await tell(client.organizationId, overHttp(client));
});

test('the story of a county job is the same in the actions of an orchestrator', async () => {
  const client = await api.client('analyst');
  await tell(client.organizationId, overActions(client));
});
