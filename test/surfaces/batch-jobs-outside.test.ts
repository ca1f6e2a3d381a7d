import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { after } from 'node:test';
import { createPool } from '../../src/db/pool.ts';
import { startN8n } from '../../src/simulators/n8n.ts';
import { type Client, testApi } from '../support/api.ts';
import { addProperties, countyId } from '../support/county-jobs.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase();
const blair = await countyId(database);

const URL = '/api/batch-jobs';
const create = (client: Client, body: unknown = {}) =>
  client.post(URL, { job_type: 'regrid_scraping', county_id: blair, ...(body as object) });
async function made(client: Client, body: unknown = {}): Promise<string> {
  const answer = await create(client, body);
  assert.equal(answer.status, 200, answer.text);
  return answer.body.data.id;
}
const patch = (client: Client, id: string, body: unknown) =>
  client.ask(`${URL}/${id}`, { method: 'PATCH', body });

test('the move into running calls the workflow of n8n, and its failure fails nothing', async () => {
  const n8n = await startN8n();
  after(() => n8n.stop());
  const workflows = await testApi(database, {
    env: { N8N_REGRID_WEBHOOK_URL: n8n.productionUrl('regrid-scraper') },
  });
  const client = await workflows.client('analyst');
  await addProperties(database, client.organizationId, 5);
  const id = await made(client);
  const failed = await patch(client, id, { status: 'in_progress' });
  assert.deepEqual(
    [failed.status, failed.body.data.status, failed.body.data.driver],
    [200, 'in_progress', 'n8n'],
  );
  assert.equal(failed.body.n8n_triggered, false);
  assert.match(failed.body.n8n_error, /404/);
  n8n.publish({ path: 'regrid-scraper' });
  await patch(client, id, { status: 'paused' });
  const before = n8n.requests.length;
  const resumed = await patch(client, id, { status: 'running' });
  assert.deepEqual([resumed.body.n8n_triggered, resumed.body.n8n_error], [true, null], resumed.text);
  assert.deepEqual(
    n8n.requests.slice(before).map(({ body }) => body),
    [{ job_id: id, action: 'start' }],
  );
  const nothing = await patch(client, id, { status: 'in_progress' });
  assert.deepEqual([nothing.body.n8n_triggered, nothing.body.n8n_error], [false, null]);
  const counted = await patch(client, id, { processed_items: 2 });
  assert.equal(counted.body.data.processed_items, 2);
  assert.equal(n8n.requests.length, before + 1, 'a PATCH that moves nothing calls nobody');
  const early = await patch(client, id, { status: 'in_progress', driver: 'agent' });
  assert.deepEqual([early.status, early.body.field], [409, 'driver'], 'nobody is changed under way');
  await patch(client, id, { status: 'paused' });
  const never = await patch(client, id, { status: 'in_progress', driver: 'worker' });
  assert.match(never.body.message, /driver: regrid_scraping is worked by agent or n8n, not "worker"/);
  const byAgents = await patch(client, id, { status: 'in_progress', driver: 'agent' });
  assert.deepEqual([byAgents.body.data.driver, byAgents.body.n8n_triggered], ['agent', false]);
});

test('a database that is away is told as the API tells it', async () => {
  const nowhere = createPool('postgres://lotline_api@127.0.0.1:1/none', { name: 'nowhere', max: 1 });
  after(() => nowhere.end());
  const lost = await testApi({ ...database, pools: { ...database.pools, api: nowhere } });
  const key = `lot_live_${'5f'.repeat(32)}`;
  for (const method of ['GET', 'DELETE']) {
    const { status, body, headers } = await lost.ask(method === 'GET' ? URL : `${URL}/${randomUUID()}`, {
      method,
      headers: { 'x-api-key': key },
    });
    assert.equal(status, 500);
    assert.deepEqual([body.error, body.code], ['Database error', 'database_unavailable']);
    assert.equal(typeof body.message, 'string');
    assert.equal(headers.get('retry-after'), '5');
  }
});
