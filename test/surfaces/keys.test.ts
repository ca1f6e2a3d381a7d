import assert from 'node:assert/strict';
import test from 'node:test';
import { createApiKey, type NewApiKey } from '../../src/identity/api-keys.ts';
import { AREAS } from '../../src/identity/scopes.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { later } from '../support/later.ts';

const database = await testDatabase();
const api = await testApi(database);
const { owner } = database.pools;

/** A key of an organization that somebody outside made, and how it asks. */
async function keyOf(organizationId: string, changes: Partial<NewApiKey>) {
  const made = await createApiKey(owner, {
    organizationId,
    name: 'of a test',
    role: 'admin',
    createdBy: 'test',
    ...changes,
  });
  const ask = (path: string, method = 'GET', body?: unknown) =>
    api.ask(path, { method, ...(body === undefined ? {} : { body }), headers: { 'x-api-key': made.key } });
  return { ...made, ask };
}

const works = async (key: string) =>
  (await api.ask('/api/limits', { headers: { 'x-api-key': key } })).status === 200;

test('a key is made, shown whole once, listed, and ended at once', async () => {
  const admin = await api.client('admin');
  const made = await admin.post('/api/keys', { name: ' nightly ', role: 'viewer' });
  assert.equal(made.status, 201);
  const { key, ...shown } = made.body;
  assert.match(key, /^lot_live_[0-9a-f]{64}$/);
  assert.deepEqual(
    [shown.name, shown.role, shown.scopes, shown.test, shown.status, shown.created_by],
    ['nightly', 'viewer', null, false, 'active', 'key:admin of a test'],
  );
  assert.equal(await works(key), true);
  const one = await admin.get(`/api/keys/${shown.id}`);
  assert.deepEqual({ ...one.body, last_used_at: null }, { ...shown, last_used_at: null });
  const list = await admin.get('/api/keys');
  assert.equal(list.body.keys.length, 2);
  assert.equal(list.text.includes(key.slice(20)), false);

  const ended = await admin.ask(`/api/keys/${shown.id}`, { method: 'DELETE' });
  assert.deepEqual([ended.status, ended.body.status], [200, 'revoked']);
  assert.equal(await works(key), false);
  const again = await admin.ask(`/api/keys/${shown.id}`, { method: 'DELETE' });
  assert.equal(again.body.revoked_at, ended.body.revoked_at);
});

test('the list goes on page by page', async () => {
  const admin = await api.client('admin');
  for (const name of ['a', 'b', 'c', 'd']) await admin.post('/api/keys', { name, role: 'viewer' });
  const names: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof admin.get>> = await admin.get(
      `/api/keys?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`,
    );
    assert.equal(page.status, 200, page.text);
    names.push(...page.body.keys.map((key: { name: string }) => key.name));
    cursor = page.body.next_cursor;
  } while (cursor !== null);
  assert.deepEqual(names, ['d', 'c', 'b', 'a', 'admin of a test']);
  assert.equal((await admin.get('/api/keys?cursor=x')).status, 400);
});

test('only admins see or change keys, and only those of their organization', async () => {
  const admin = await api.client('admin');
  const analyst = await api.client('analyst', admin.organizationId);
  const other = await api.client('admin');
  const { id } = (await admin.post('/api/keys', { name: 'x', role: 'viewer' })).body;
  for (const [path, method] of [
    ['/api/keys', 'GET'],
    [`/api/keys/${id}`, 'DELETE'],
    [`/api/keys/${id}/rotate`, 'POST'],
  ] as const)
    assert.equal((await analyst.ask(path, { method })).status, 403, `${method} ${path}`);
  for (const [path, method] of [
    [`/api/keys/${id}`, 'GET'],
    [`/api/keys/${id}`, 'DELETE'],
    [`/api/keys/${id}/rotate`, 'POST'],
    ['/api/keys/nonsense', 'GET'],
  ] as const)
    assert.equal((await other.ask(path, { method })).status, 404, `${method} ${path}`);
  assert.equal((await other.get('/api/keys')).body.keys.length, 1);
});

test('what a new key says wrongly is refused by field', async () => {
  const admin = await api.client('admin');
  const good = { name: 'x', role: 'viewer' };
  for (const [body, field] of [
    [{ ...good, name: '  ' }, 'name'],
    [{ ...good, role: 'king' }, 'role'],
    [{ ...good, scopes: [] }, 'scopes'],
    [{ ...good, scopes: ['lookups:delete'] }, 'scopes[0]'],
    [{ ...good, expires_at: 'tomorrow' }, 'expires_at'],
    [{ ...good, expires_at: '2001-01-01T00:00:00Z' }, 'expires_at'],
    [{ ...good, limits: { open_jobs: 0 } }, 'limits.open_jobs'],
  ] as const) {
    const reply = await admin.post('/api/keys', body);
    assert.deepEqual([reply.status, reply.body.field], [400, field], reply.text);
  }
});

test('a rotated key goes on during the overlap, its successor may do the same', async () => {
  const admin = await api.client('admin');
  const expires = new Date(Date.now() + 3_600_000 * 10);
  const old = await keyOf(admin.organizationId, {
    role: 'analyst',
    scopes: ['lookups:write'],
    expiresAt: expires,
    limits: { requestsPerMinute: 500 },
  });
  const rotated = await admin.post(`/api/keys/${old.id}/rotate`, { overlap_seconds: 3600 });
  assert.equal(rotated.status, 201, rotated.text);
  const { body } = rotated;
  assert.deepEqual(
    [body.role, body.scopes, body.rotated_from, body.limits.requests_per_minute],
    ['analyst', ['lookups:write'], old.id, 500],
  );
  const lives = new Date(body.expires_at).getTime() - Date.now();
  assert.ok(Math.abs(lives - 36_000_000) < 60_000, 'as long as the old one was made to live');
  assert.deepEqual([await works(old.key), await works(body.key)], [true, true]);
  assert.equal(
    (await admin.post(`/api/keys/${old.id}/rotate`)).status,
    409,
    'only its successor can be rotated',
  );
  await later(owner, 3599, async () => assert.equal(await works(old.key), true));
  await later(owner, 3601, async () =>
    assert.deepEqual([await works(old.key), await works(body.key)], [false, true]),
  );
  const now = await admin.post(`/api/keys/${body.id}/rotate`, { overlap_seconds: 0 });
  assert.deepEqual([await works(body.key), await works(now.body.key)], [false, true]);
});

test('a key never makes or rotates one that may do more than itself', async () => {
  const organizationId = await database.organization();
  const all = await keyOf(organizationId, {});
  const maker = await keyOf(organizationId, {
    scopes: ['keys:write', 'lookups:write'],
    test: true,
    limits: { openJobs: 5 },
  });
  const fits = {
    name: 'x',
    role: 'admin',
    scopes: ['lookups:read'],
    test: true,
    limits: { open_jobs: 5 },
  };
  assert.equal((await maker.ask('/api/keys', 'POST', fits)).status, 201);
  for (const [change, field] of [
    [{ scopes: undefined }, 'scopes'],
    [{ scopes: ['lookups:read', 'jobs:read'] }, 'scopes'],
    [{ test: false }, 'test'],
    [{ limits: undefined }, 'limits.open_jobs'],
    [{ limits: { open_jobs: 6 } }, 'limits.open_jobs'],
  ] as const) {
    const reply = await maker.ask('/api/keys', 'POST', { ...fits, ...change });
    assert.deepEqual([reply.status, reply.body.field], [403, field], reply.text);
  }
  const stolen = await maker.ask(`/api/keys/${all.id}/rotate`, 'POST');
  assert.deepEqual([stolen.status, stolen.body.code], [403, 'forbidden'], stolen.text);
  assert.equal(await works(all.key), true);
});

test('a key with scopes reaches these areas and no other', async () => {
  const organizationId = await database.organization();
  const reader = await keyOf(organizationId, { scopes: ['jobs:read'] });
  assert.equal((await reader.ask('/api/jobs')).status, 200);
  const write = await reader.ask('/api/commands', 'POST', { text: 'what is pending?' });
  assert.equal(write.status, 403);
  assert.match(write.body.message, /needs the scope agents:write; the API key has jobs:read/);
  assert.equal((await reader.ask('/batch-lookups')).status, 403);
  assert.equal((await reader.ask('/api/keys')).status, 403);
  const writer = await keyOf(organizationId, { scopes: ['lookups:write'] });
  assert.equal((await writer.ask('/batch-lookups')).status, 200, 'writing includes reading');
});

/** What a person does for themselves in a browser: no key with scopes has a part in it. */
const PERSONAL = /^(get|post|put) \/api\/(auth\/|csrf-token$|me\/organization$|organizations$)/;

test('every part of the API has its area, and every area a part', async () => {
  const { paths } = (await api.ask('/openapi.json')).body;
  const operations = Object.entries(paths as Record<string, Record<string, Record<string, unknown>>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, ...operation })),
  ) as { name: string; security: unknown[]; 'x-scope'?: string }[];
  const signedIn = operations.filter(({ security }) => security.length > 0);
  assert.deepEqual(
    signedIn
      .filter((operation) => operation['x-scope'] === undefined && !PERSONAL.test(operation.name))
      .map(({ name }) => name),
    [],
    'a surface without `area` is closed to keys with scopes',
  );
  const used = new Set(signedIn.map((operation) => operation['x-scope']?.split(':')[0]));
  assert.ok(AREAS.filter((area) => used.has(area)).length >= 7);
});

test('a key made, rotated and revoked is written down, without the key', async () => {
  const admin = await api.client('admin');
  const { id, key } = (await admin.post('/api/keys', { name: 'audited', role: 'viewer' })).body;
  await admin.post(`/api/keys/${id}/rotate`, { overlap_seconds: 60 });
  await admin.ask(`/api/keys/${id}`, { method: 'DELETE' });
  const { rows } = await owner.query<{ action: string; actor: string; entry: string }>(
    `select action, actor, e::text as entry from lotline.audit_entries e
      where org_id = $1 and subject_id = $2 order by id`,
    [admin.organizationId, id],
  );
  assert.deepEqual(
    rows.map(({ action, actor }) => [action, actor]),
    ['key.created', 'key.rotated', 'key.revoked'].map((action) => [action, 'key:admin of a test']),
  );
  assert.equal(
    rows.some(({ entry }) => entry.includes(key.slice(20))),
    false,
  );
});
