import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { lookupItem, lookupItems } from '../support/lookups.ts';

const database = await testDatabase();
const api = await testApi(database);
const count = async (organizationId: string): Promise<number> => {
  const { rows } = await database.pools.owner.query<{ n: number }>(
    'select count(*)::int as n from lotline.jobs where org_id = $1',
    [organizationId],
  );
  return rows[0]?.n ?? -1;
};

test('a repeated create gives the first answer again, byte for byte', async () => {
  const client = await api.client();
  const key = { 'idempotency-key': randomUUID() };
  const body = { items: [lookupItem('deal-001')] };
  const first = await client.post('/batch-lookups', body, key);
  const again = await client.post('/batch-lookups', body, key);
  assert.equal(first.status, 201);
  assert.equal(again.status, 201);
  assert.equal(again.text, first.text);
  assert.equal(first.headers.get('idempotency-replayed'), null);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  assert.equal(await count(client.organizationId), 1);
});

test('the same key with another body is 422; elsewhere and for others it is another key', async () => {
  const client = await api.client();
  const key = { 'idempotency-key': 'order-7' };
  await client.post('/batch-lookups', { items: [lookupItem('deal-001')] }, key);
  const other = await client.post('/batch-lookups', { items: [lookupItem('deal-002')] }, key);
  assert.deepEqual([other.status, other.body.code], [422, 'idempotency_mismatch']);
  assert.equal((await client.post('/batch-lookups/uploads', { columns: [] }, key)).status, 201);
  const stranger = await api.client();
  assert.equal((await stranger.post('/batch-lookups', { items: [lookupItem('deal-002')] }, key)).status, 201);
});

test('of many at once one creates, the others wait for its answer', async () => {
  const client = await api.client();
  const key = { 'idempotency-key': randomUUID() };
  const body = { items: lookupItems(2000) };
  const replies = await Promise.all(
    Array.from({ length: 8 }, () => client.post('/batch-lookups', body, key)),
  );
  const statuses = replies.map((reply) => reply.status);
  assert.ok(
    statuses.every((status) => status === 201 || status === 409),
    statuses.join(),
  );
  for (const reply of replies.filter((one) => one.status === 409))
    assert.equal(reply.body.code, 'idempotency_running');
  assert.equal(new Set(replies.filter((one) => one.status === 201).map((one) => one.body.job_id)).size, 1);
  assert.equal(await count(client.organizationId), 1);
});

test('while the first still runs a repeat is 409; when its process died, a repeat takes over in time', async () => {
  const client = await api.client();
  const body = { items: [lookupItem('deal-001')] };
  // What a process leaves that died in the middle: a claim without an answer.
  await client.post('/batch-lookups', body, { 'idempotency-key': 'died' });
  const abandon = (running: string) =>
    database.pools.owner.query(
      `update lotline.idempotency_keys set status = null, body = null, running_until = now() + $2::interval
        where org_id = $1 and key = 'died'`,
      [client.organizationId, running],
    );
  await abandon('1 minute');
  const waiting = await client.post('/batch-lookups', body, { 'idempotency-key': 'died' });
  assert.deepEqual([waiting.status, waiting.body.code], [409, 'idempotency_running']);
  await abandon('-1 second');
  assert.equal((await client.post('/batch-lookups', body, { 'idempotency-key': 'died' })).status, 201);
});

test('a refused request frees its key, so the corrected one may use it', async () => {
  const client = await api.client();
  const key = { 'idempotency-key': randomUUID() };
  assert.equal((await client.post('/batch-lookups', { items: [{}] }, key)).status, 400);
  assert.equal((await client.post('/batch-lookups', { items: [lookupItem('deal-001')] }, key)).status, 201);
});

test('a key lasts 24 hours', async () => {
  const client = await api.client();
  const key = { 'idempotency-key': randomUUID() };
  const body = { items: [lookupItem('deal-001')] };
  const first = await client.post('/batch-lookups', body, key);
  const age = (hours: number) =>
    database.pools.owner.query(
      "update lotline.idempotency_keys set created_at = now() - $2 * interval '1 hour' where org_id = $1",
      [client.organizationId, hours],
    );
  await age(23.9);
  assert.equal((await client.post('/batch-lookups', body, key)).body.job_id, first.body.job_id);
  await age(24.1);
  const anew = await client.post('/batch-lookups', body, key);
  assert.equal(anew.status, 201);
  assert.notEqual(anew.body.job_id, first.body.job_id);
  await age(24.1);
  await client.post('/batch-lookups', body, { 'idempotency-key': 'next' });
  const { rows } = await database.pools.owner.query(
    'select from lotline.idempotency_keys where org_id = $1',
    [client.organizationId],
  );
  assert.equal(rows.length, 1, 'a new key takes outdated ones away');
});

test('a key of an impossible form is refused', async () => {
  const client = await api.client();
  for (const key of ['', 'a b', 'x'.repeat(256)]) {
    const reply = await client.post(
      '/batch-lookups',
      { items: [lookupItem('deal-001')] },
      { 'idempotency-key': key },
    );
    assert.deepEqual([reply.status, reply.body.field], [400, 'Idempotency-Key'], JSON.stringify(key));
  }
});
