import assert from 'node:assert/strict';
import test from 'node:test';
import { settleBatch } from '../../src/engine/claims.ts';
import { createApiKey } from '../../src/identity/api-keys.ts';
import { noteBilledKinds } from '../../src/identity/test-keys.ts';
import { testApi } from '../support/api.ts';
import { addProperties, countyId } from '../support/county-jobs.ts';
import { testDatabase } from '../support/database.ts';
import { claimLookups, lookupItems } from '../support/lookups.ts';

const database = await testDatabase();
const api = await testApi(database);
const { owner, api: pool } = database.pools;

async function both() {
  const live = await api.client('admin');
  const { organizationId } = live;
  const { key } = await createApiKey(owner, {
    organizationId,
    name: 'for tests',
    role: 'admin',
    createdBy: 'test',
    test: true,
  });
  assert.match(key, /^lot_test_[0-9a-f]{64}$/);
  const post = (path: string, body?: unknown, method = 'POST') =>
    api.ask(path, { method, headers: { 'x-api-key': key }, body });
  return { live, test: post, organizationId };
}

const items = { items: lookupItems(2) };

test('where nothing costs money a test key works like any other', async () => {
  await noteBilledKinds(pool, []);
  const { test: post } = await both();
  const made = await post('/batch-lookups', items);
  assert.equal(made.status, 201);
  assert.equal((await post(`/batch-lookups/${made.body.job_id}/cancel`)).status, 200);
});

test('a test key begins no billed work, in any way, and may hold what others began', async () => {
  const { live, test: post } = await both();
  await noteBilledKinds(pool, ['incentive_lookup']);
  const refused = await post('/batch-lookups', items);
  assert.deepEqual([refused.status, refused.body.code], [403, 'test_key']);
  assert.match(refused.body.error, /test key/);
  assert.equal((await live.get('/batch-lookups')).body.jobs.length, 0, 'nothing of it is there');

  const job = (await live.post('/batch-lookups', items)).body.job_id;
  const [batch] = await claimLookups(database, job, 1);
  assert.ok(batch);
  const broken = { outcome: 'failed', class: 'permanent', code: 'broken', message: 'It is broken' } as const;
  const { batchId, token } = batch;
  await settleBatch(database.pools.worker, { batchId, token, outcomes: [{ seq: 1, ...broken }] });
  await live.post(`/api/jobs/${job}/pause`);
  assert.equal((await post(`/api/jobs/${job}/resume`)).body.code, 'test_key');
  assert.equal((await post(`/api/jobs/${job}/retry`, { all: true })).body.code, 'test_key');
  await live.post(`/api/jobs/${job}/resume`);
  assert.equal((await post(`/api/jobs/${job}/pause`)).status, 200);
  assert.equal((await post(`/api/jobs/${job}/cancel`)).status, 200);
});

test('a test key starts no workflow of the house, and may work a job by itself', async () => {
  const { test: post, organizationId } = await both();
  await addProperties(database, organizationId, 2);
  const made = await post('/api/batch-jobs', {
    job_type: 'regrid_scraping',
    county_id: await countyId(database),
  });
  assert.equal(made.status, 200);
  const path = `/api/batch-jobs/${made.body.data.id}`;
  const started = await post(path, { status: 'in_progress', driver: 'n8n' }, 'PATCH');
  assert.deepEqual([started.status, started.body.code], [403, 'test_key'], started.text);
  assert.equal((await post(path, { status: 'in_progress' }, 'PATCH')).status, 200);
});
