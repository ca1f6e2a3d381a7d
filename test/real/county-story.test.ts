import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { guideIn } from '../support/guide.ts';
import { tellStory } from '../support/story.ts';
import { inSql, killer, mcpDialect, overHttp } from '../support/tellers.ts';

const folder = process.env.LOTLINE_REAL_DATA ?? '';
const database = await testDatabase();
const guide = await guideIn(database);
const api = await testApi(database);

/** Imports the real addresses of Blair County for an organization, as its analyst would; the properties' ids. */
async function importBlair(organizationId: string): Promise<string[]> {
  const csv = gunzipSync(await readFile(path.join(folder, 'addresses-polling-places.csv.gz'))).toString(
    'utf8',
  );
  const [header = '', ...lines] = csv.split('\n');
  const blair = lines.filter((line) => /,blair,/i.test(line) && /,PA,/.test(line));
  assert.ok(blair.length > 60, `${blair.length} rows of Blair County`);
  const analyst = await api.client('analyst', organizationId);
  const reply = await analyst.ask('/api/properties/import?county=Blair,%20PA', {
    method: 'POST',
    body: [header, ...blair].join('\n'),
    headers: { 'content-type': 'text/csv' },
  });
  assert.equal(reply.status, 200, reply.text);
  const { rows } = await database.pools.owner.query<{ id: string }>(
    'select id from lotline.properties where org_id = $1',
    [organizationId],
  );
  return rows.map(({ id }) => id);
}

test('Blair County, over its real addresses, from SQL alone', async () => {
  const user = await guide.user();
  const properties = await importBlair(user.organizationId);
  const dialect = inSql(user, killer(database));
  const { jobId } = await tellStory(dialect, { county: 'Blair', properties, batchSize: 20 });
  assert.deepEqual(await guide.problems(jobId), []);
});

test('Blair County, over its real addresses, from MCP alone', async () => {
  const client = await api.client('analyst');
  const properties = await importBlair(client.organizationId);
  const dialect = mcpDialect(api.url, client);
  const { jobId } = await tellStory(dialect, { county: 'Blair', properties, batchSize: 20 });
  assert.deepEqual(await guide.problems(jobId), []);
});

test('Blair County, over its real addresses, over HTTP as an outside worker', async () => {
  const client = await api.client('analyst');
  const properties = await importBlair(client.organizationId);
  const { jobId } = await tellStory(overHttp(client), { county: 'Blair', properties, batchSize: 20 });
  assert.deepEqual(await guide.problems(jobId), []);
});
