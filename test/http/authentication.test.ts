import assert from 'node:assert/strict';
import test from 'node:test';
import { createApiKey, revokeApiKey } from '../../src/identity/api-keys.ts';
import { newSecret } from '../../src/identity/secret.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase();
const api = await testApi(database);
const MISSING = 'Missing authentication. Provide either x-api-key or Authorization: Bearer token.';

test('a request without a good key is answered in the words of the documentation', async () => {
  const client = await api.client();
  const revoked = await createApiKey(database.pools.owner, {
    organizationId: client.organizationId,
    name: 'old',
    role: 'admin',
    createdBy: 'test',
  });
  await revokeApiKey(database.pools.owner, client.organizationId, revoked.id);
  const headers: Record<string, string>[] = [
    {},
    { 'x-api-key': newSecret() },
    { 'x-api-key': revoked.key },
    { 'x-api-key': '' },
    { 'x-api-key': 'lot_live_short' },
    { authorization: `Bearer ${newSecret()}` },
    { authorization: `Basic ${client.key}` },
    { authorization: client.key },
  ];
  for (const given of headers) {
    for (const [path, method] of [
      ['/batch-lookups', 'GET'],
      ['/batch-lookups', 'POST'],
    ] as const) {
      const reply = await api.ask(path, { method, headers: given });
      assert.equal(reply.status, 401, JSON.stringify(given));
      assert.equal(reply.body.error, MISSING);
      assert.equal(reply.body.code, 'unauthorized');
      assert.match(reply.headers.get('www-authenticate') ?? '', /^Bearer/);
    }
  }
  const jobs = await api.ask('/api/jobs');
  assert.deepEqual([jobs.status, jobs.body.error, jobs.body.message], [401, 'Unauthorized', MISSING]);
});

test('a key is taken as x-api-key or as Bearer, not as both', async () => {
  const { key } = await api.client('viewer');
  assert.equal((await api.ask('/batch-lookups', { headers: { 'x-api-key': key } })).status, 200);
  assert.equal(
    (await api.ask('/batch-lookups', { headers: { authorization: `Bearer ${key}` } })).status,
    200,
  );
  assert.equal(
    (await api.ask('/batch-lookups', { headers: { authorization: `bearer ${key}` } })).status,
    200,
  );
  const both = await api.ask('/batch-lookups', {
    headers: { 'x-api-key': key, authorization: `Bearer ${key}` },
  });
  assert.equal(both.status, 400);
  assert.equal(both.body.error, 'Provide either x-api-key or Authorization: Bearer token, not both.');
});

test('sign-in comes before the body: a stranger learns nothing about it', async () => {
  const reply = await api.ask('/batch-lookups', { method: 'POST', body: '{not json' });
  assert.equal(reply.status, 401);
});

test('a role that is too small is told which one is needed', async () => {
  const viewer = await api.client('viewer');
  const reply = await viewer.post('/batch-lookups', { items: [] });
  assert.equal(reply.status, 403);
  assert.match(reply.body.error, /needs the role analyst; the API key has the role viewer/);
});

test('no key is ever logged', async () => {
  const { key } = await api.client();
  await api.ask(`/batch-lookups?token=${key}`, { headers: { 'x-api-key': key } });
  await api.ask(`/nothing/${key}`, { headers: { authorization: `Bearer ${key}` } });
  const lines = api.logged.join('');
  assert.ok(lines.includes('"answered"'));
  assert.equal(lines.includes(key), false);
  assert.equal(lines.includes(key.slice(20)), false);
});
