import assert from 'node:assert/strict';
import test from 'node:test';
import { createApiKey, type KeyLimits } from '../../src/identity/api-keys.ts';
import { setLimits } from '../../src/identity/limits.ts';
import { testApi } from '../support/api.ts';
import { addProperties, countyId } from '../support/county-jobs.ts';
import { testDatabase } from '../support/database.ts';
import { later } from '../support/later.ts';
import { lookupItems } from '../support/lookups.ts';

const database = await testDatabase();
const api = await testApi(database);
const { owner } = database.pools;

async function clientWith(organizationId: string, limits: Partial<KeyLimits>) {
  const { key } = await createApiKey(owner, {
    organizationId,
    name: 'limited',
    role: 'admin',
    createdBy: 'test',
    limits,
  });
  const headers = { 'x-api-key': key };
  return {
    get: (path: string) => api.ask(path, { headers }),
    lookups: (count: number) =>
      api.ask('/batch-lookups', { method: 'POST', headers, body: { items: lookupItems(count) } }),
    post: (path: string, body?: unknown) => api.ask(path, { method: 'POST', headers, body }),
  };
}

const limit = (organizationId: string, values: Parameters<typeof setLimits>[2]) =>
  setLimits(owner, organizationId, values, 'test');

test('an organization has no more open jobs than its limit, however many come at once', async () => {
  const organizationId = await database.organization();
  await limit(organizationId, { open_jobs: 3 });
  const client = await clientWith(organizationId, {});
  const replies = await Promise.all(Array.from({ length: 7 }, () => client.lookups(1)));
  assert.deepEqual(replies.map(({ status }) => status).sort(), [201, 201, 201, 429, 429, 429, 429]);
  const refused = replies.find(({ status }) => status === 429);
  assert.equal(refused?.body.code, 'limit_reached');
  assert.match(refused?.body.error, /open_jobs: the limit of 3 is reached/);
  assert.equal(refused?.headers.get('retry-after'), '60');
  const made = replies.find(({ status }) => status === 201)?.body.job_id;
  await client.post(`/batch-lookups/${made}/cancel`);
  assert.equal((await client.lookups(1)).status, 201, 'a job that ended makes room');
});

test('a key has its own limit of open jobs, and leaves the rest to others', async () => {
  const organizationId = await database.organization();
  const [one, other] = [
    await clientWith(organizationId, { openJobs: 1 }),
    await clientWith(organizationId, {}),
  ];
  assert.deepEqual(
    [(await one.lookups(1)).status, (await one.lookups(1)).status, (await other.lookups(1)).status],
    [201, 429, 201],
  );
  assert.deepEqual((await one.get('/api/limits')).body.key, { open_jobs: { limit: 1, used: 1 } });
});

test('items of a day are counted by organization and by key, and refused whole', async () => {
  const organizationId = await database.organization();
  await limit(organizationId, { items_per_day: 10 });
  const [one, other] = [
    await clientWith(organizationId, { itemsPerDay: 4 }),
    await clientWith(organizationId, {}),
  ];
  assert.equal((await one.lookups(3)).status, 201);
  const refused = await one.lookups(2);
  assert.deepEqual([refused.status, refused.body.code], [429, 'limit_reached']);
  const wait = Number(refused.headers.get('retry-after'));
  assert.ok(wait > 0 && wait <= 86_400, 'until the day ends');
  assert.equal((await one.get('/batch-lookups')).body.jobs.length, 1, 'nothing of it is there');
  assert.deepEqual(
    [(await other.lookups(7)).status, (await other.lookups(1)).status, (await one.lookups(1)).status],
    [201, 429, 429],
  );
  const { body } = await one.get('/api/limits');
  assert.deepEqual(
    [body.organization.items_per_day, body.key.items_per_day],
    [
      { limit: 10, used: 10 },
      { limit: 4, used: 3 },
    ],
  );
  await later(owner, 86_400, async () => assert.equal((await one.lookups(4)).status, 201));
});

test('county jobs count as well', async () => {
  const organizationId = await database.organization();
  await addProperties(database, organizationId, 5);
  await limit(organizationId, { items_per_day: 4 });
  const client = await clientWith(organizationId, {});
  const wanted = { job_type: 'regrid_scraping', county_id: await countyId(database) };
  assert.equal((await client.post('/api/batch-jobs', wanted)).status, 429);
  assert.equal((await client.post('/api/batch-jobs', { ...wanted, total_items: 4 })).status, 200);
});

test('requests a minute are told in standard fields and end with 429', async () => {
  const organizationId = await database.organization();
  const client = await clientWith(organizationId, { requestsPerMinute: 3 });
  const first = await client.get('/api/limits');
  assert.equal(
    first.headers.get('ratelimit-policy'),
    '"organization";q=60000;w=60, "key";q=3;w=60',
    'as the RateLimit fields of the IETF write it',
  );
  assert.match(first.headers.get('ratelimit') ?? '', /^"organization";r=\d+;t=\d+, "key";r=\d+;t=\d+$/);
  const replies = [];
  // Seven cannot all fall into minutes with room for three.
  for (let count = 0; count < 7; count += 1) replies.push(await client.get('/api/limits'));
  const refused = replies.find(({ status }) => status === 429);
  assert.ok(refused, 'one of them was refused');
  assert.equal(refused.body.code, 'too_many_requests');
  assert.match(refused.headers.get('ratelimit') ?? '', /"key";r=0;t=\d+/);
  const wait = Number(refused.headers.get('retry-after'));
  assert.ok(wait >= 1 && wait <= 60);
  const others = await clientWith(organizationId, {});
  assert.equal((await others.get('/api/limits')).status, 200);
});

test('limits of an organization are changed by operators of the platform alone', async () => {
  const admin = await api.client('admin');
  const reply = await admin.ask('/api/limits', { method: 'PUT', body: { open_jobs: 5 } });
  assert.deepEqual([reply.status, reply.body.code], [403, 'forbidden']);
  const organizationId = await database.organization();
  const operator = await testApi(database, {
    access: {
      token: async () => ({
        organizationId,
        role: 'admin',
        actor: 'person:op@example.org',
        via: 'token',
        principal: 'op',
        operator: true,
      }),
    },
  });
  const headers = { authorization: 'Bearer of-an-operator' };
  const put = (body: unknown) => operator.ask('/api/limits', { method: 'PUT', body, headers });
  assert.equal((await put({ open_jobs: 5, items_per_day: 7 })).body.organization.open_jobs.limit, 5);
  const back = await put({ open_jobs: null });
  assert.deepEqual(
    [back.body.organization.open_jobs.limit, back.body.organization.items_per_day.limit],
    [10_000, 7],
  );
  assert.equal((await put({ open_jobs: 0 })).body.field, 'open_jobs');
  const { rows } = await owner.query(
    `select actor, before, after from lotline.audit_entries where org_id = $1 order by id`,
    [organizationId],
  );
  assert.deepEqual(rows[1], {
    actor: 'person:op@example.org',
    before: { open_jobs: 5, items_per_day: 7 },
    after: { items_per_day: 7 },
  });
  await assert.rejects(limit(organizationId, { open_jobs: 1.5 }), { code: 'invalid_argument' });
});
