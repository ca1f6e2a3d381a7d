import assert from 'node:assert/strict';
import test from 'node:test';
import { releaseBatch } from '../../src/engine/claims.ts';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { claimLookups, lookupItems, lookupResult, workLookups } from '../support/lookups.ts';

const database = await testDatabase();
const api = await testApi(database);

async function job(client: Client, items = 5): Promise<string> {
  const { status, body } = await client.post('/batch-lookups', { items: lookupItems(items) });
  assert.equal(status, 201);
  return body.job_id;
}

const failing = (failures: readonly number[]) => (seq: number) =>
  failures.includes(seq)
    ? ({
        outcome: 'failed',
        class: 'permanent',
        code: 'no_utility_at_address',
        message: `nothing at ${seq}`,
      } as const)
    : ({ outcome: 'completed', result: lookupResult(seq, 100) } as const);

test('a job is told in the words of the engine', async () => {
  const client = await api.client('analyst');
  const id = await job(client);
  const { status, body } = await client.get(`/api/jobs/${id}`);
  assert.equal(status, 200);
  assert.equal(body.kind, 'incentive_lookup');
  assert.equal(body.status, 'pending');
  assert.equal(body.sealed, true);
  assert.equal(body.createdBy, 'key:analyst of a test');
  assert.deepEqual(body.counts, {
    total: 5,
    waiting: 5,
    processing: 0,
    completed: 0,
    failed: 0,
    skipped: 0,
    cancelled: 0,
  });
  assert.equal(typeof body.number, 'string');
  const list = await client.get('/api/jobs?status=pending&kind=incentive_lookup');
  assert.deepEqual(list.body, { jobs: [body], total: 1, newer: 0, limit: 20, offset: 0 });
  assert.equal((await client.get('/api/jobs?kind=other')).body.total, 0);
});

test('a list of jobs is narrowed, and stays what it was while jobs are made', async () => {
  const client = await api.client('analyst');
  const first = (await client.get(`/api/jobs/${await job(client)}`)).body;
  const second = await job(client);
  const found = async (query: string) => {
    const { status, body, text } = await client.get(`/api/jobs?${query}`);
    assert.equal(status, 200, text);
    return [body.jobs.map(({ id }: { id: string }) => id), body.total, body.newer];
  };
  assert.deepEqual(await found(`through=${first.number}`), [[first.id], 1, 1]);
  assert.deepEqual(await found('status=active&created_by=me&limit=1'), [[second], 2, 0]);
  const part = encodeURIComponent(first.name.slice(2).toUpperCase());
  assert.equal((await found(`name=${part}`))[1], 2);
  assert.deepEqual(await found('created_by=somebody'), [[], 0, 0]);
  assert.deepEqual(await found('ended_since=2000-01-01T00%3A00%3A00Z'), [[], 0, 0], 'none has ended');
  await workLookups(database, second, failing([]));
  assert.deepEqual(await found('ended_since=2000-01-01T00%3A00%3A00Z&status=completed'), [[second], 1, 0]);
  assert.deepEqual(await found('ended_since=2999-01-01T00%3A00%3A00%2B02%3A00'), [[], 0, 0]);
  assert.deepEqual(await found('county=Blair%2C%20PA'), [[], 0, 0]);
  assert.equal((await client.get('/api/jobs?county=Atlantis')).body.code, 'county_not_found');
});

test('how a job went is told by slices of its time, of all items or of some at even distances', async () => {
  const client = await api.client('analyst');
  const id = await job(client, 900);
  const course = async () => (await client.get(`/api/jobs/${id}/throughput`)).body;
  assert.deepEqual(await course(), { from: null, sliceSeconds: 1, items: [], lookedAt: 0 });
  await workLookups(database, id, failing([1, 2]));
  const { from, sliceSeconds, items, lookedAt } = await course();
  assert.ok(from !== null && sliceSeconds >= 1 && lookedAt === 300, `${from} ${sliceSeconds} ${lookedAt}`);
  assert.equal(
    items.reduce((sum: number, count: number) => sum + count, 0),
    900,
  );
});

test('a log tells what was done to a job and what failed of it, page by page', async () => {
  const client = await api.client('analyst');
  const id = await job(client, 4);
  await workLookups(database, id, failing([1, 2]));
  const log = async (query: string) => (await client.get(`/api/jobs/${id}/log?${query}`)).body;
  const all = await log('');
  assert.deepEqual([all.lines[0].event, all.lines.at(-1).event, all.next], ['completed', 'created', null]);
  const page = await log('limit=2');
  const rest = await log(`after=${page.next}`);
  assert.deepEqual([...page.lines, ...rest.lines], all.lines);
  const items = await log('lines=items&level=ERROR');
  assert.deepEqual(items.lines.map(({ seq }: { seq: number }) => seq).sort(), [1, 2]);
  const lifecycle = await log('lines=lifecycle');
  assert.equal(lifecycle.lines.length, all.lines.length - 2);
});

test('a job is paused and resumed with the reason in its history', async () => {
  const client = await api.client('analyst');
  const id = await job(client);
  const [batch] = await claimLookups(database, id, 2);
  assert.ok(batch);
  const paused = await client.post(`/api/jobs/${id}/pause`, { reason: 'prices look wrong' });
  assert.equal(paused.status, 200, paused.text);
  assert.deepEqual(
    [paused.body.status, paused.body.pauseReason, paused.body.draining],
    ['paused', 'prices look wrong', true],
  );
  const resumed = await client.post(`/api/jobs/${id}/resume`);
  assert.equal(resumed.body.status, 'in_progress');
  await releaseBatch(database.pools.worker, { batchId: batch.batchId, token: batch.token });
  const { events } = (await client.get(`/api/jobs/${id}/events`)).body;
  const found = events.find((event: { type: string }) => event.type === 'paused');
  assert.deepEqual([found?.actor, found?.reason], ['key:analyst of a test', 'prices look wrong']);
  const later = (await client.get(`/api/jobs/${id}/events?after=${found.id}`)).body.events;
  assert.deepEqual(
    later.map((event: { type: string }) => event.type),
    ['resumed'],
  );
});

test('failures are grouped and tried again by group, code, item or all', async () => {
  const client = await api.client('analyst');
  const id = await job(client, 6);
  await workLookups(database, id, failing([2, 3, 4, 5]));
  const { failures } = (await client.get(`/api/jobs/${id}/failures`)).body;
  assert.equal(failures.length, 1);
  const [group] = failures;
  assert.deepEqual(
    [group.code, group.class, group.count, group.final, group.retryable],
    ['no_utility_at_address', 'permanent', 4, 4, false],
  );
  const retry = (body: unknown) => client.post(`/api/jobs/${id}/retry`, body);
  assert.deepEqual((await retry({ items: [2, 1] })).body, { retried: 1, refused: 1 });
  await workLookups(database, id, failing([]));
  assert.deepEqual((await retry({ fingerprint: group.fingerprint, reason: 'they moved' })).body, {
    retried: 3,
    refused: 0,
  });
  await workLookups(database, id, failing([3, 4]));
  assert.deepEqual((await retry({ codes: ['no_utility_at_address'] })).body, { retried: 2, refused: 0 });
  await workLookups(database, id, failing([3]));
  assert.deepEqual((await retry({ all: true })).body, { retried: 1, refused: 0 });
  await workLookups(database, id, failing([]));
  assert.deepEqual((await client.get(`/api/jobs/${id}`)).body.counts.completed, 6);
});

test('a retry names its items in exactly one way', async () => {
  const client = await api.client('analyst');
  const id = await job(client);
  for (const body of [
    {},
    { all: true, items: [1] },
    { all: false },
    { items: [] },
    { items: ['1'] },
    { codes: [] },
  ]) {
    const refused = await client.post(`/api/jobs/${id}/retry`, body);
    assert.equal(refused.status, 400, JSON.stringify(body));
    assert.equal(refused.body.code, 'validation_failed');
  }
});

test('an illegal move is a conflict that names where the job is', async () => {
  const client = await api.client('analyst');
  const id = await job(client);
  assert.equal((await client.post(`/api/jobs/${id}/cancel`, { reason: 'enough' })).body.status, 'cancelled');
  assert.equal(
    (await client.post(`/api/jobs/${id}/cancel`)).status,
    200,
    'a move to where it is changes nothing',
  );
  const { status, body } = await client.post(`/api/jobs/${id}/resume`);
  assert.equal(status, 409);
  assert.equal(body.error, 'Conflict');
  assert.equal(body.code, 'illegal_move');
  assert.match(body.message, /cancelled/);
});

test('a job of another organization is not found, whatever is asked', async () => {
  const other = await api.client('admin');
  const client = await api.client('admin');
  const id = await job(other);
  for (const one of [id, 'nonsense', '00000000-0000-4000-8000-000000000000']) {
    for (const [method, rest] of [
      ['GET', ''],
      ['GET', '/failures'],
      ['GET', '/events'],
      ['POST', '/pause'],
      ['POST', '/resume'],
      ['POST', '/cancel'],
    ] as const) {
      const { status, body } = await client.ask(`/api/jobs/${one}${rest}`, { method });
      assert.equal(status, 404, `${method} ${rest}`);
      assert.deepEqual(body, {
        error: 'Not found',
        message: 'Job not found',
        code: 'job_not_found',
        requestId: body.requestId,
      });
    }
    assert.equal((await client.post(`/api/jobs/${one}/retry`, { all: true })).status, 404);
  }
  assert.equal((await other.get(`/api/jobs/${id}`)).body.status, 'pending');
});

test('a deleted batch is gone with its report; one that runs is paused first, and only an admin deletes', async () => {
  const admin = await api.client('admin');
  const analyst = await api.client('analyst', admin.organizationId);
  const { body: made } = await admin.post('/batch-lookups', { items: lookupItems(2) });
  const [id, report] = [made.job_id, `/incentive-reports/${made.report.id}`];
  const remove = (client: Client) => client.ask(`/api/jobs/${id}`, { method: 'DELETE' });
  await claimLookups(database, id, 1);
  assert.equal((await admin.get(`/api/jobs/${id}`)).body.status, 'in_progress');
  assert.deepEqual(
    [(await remove(analyst)).status, (await remove(await api.client('admin'))).status],
    [403, 404],
  );
  const running = await remove(admin);
  assert.deepEqual([running.status, running.body.code], [409, 'conflict'], running.text);
  await admin.post(`/api/jobs/${id}/pause`, {});
  const { status, body } = await remove(admin);
  assert.deepEqual([status, body], [200, { message: 'Job deleted', id }]);
  for (const path of [
    `/api/jobs/${id}`,
    `/batch-lookups/${id}`,
    report,
    `${report}/export`,
    `${report}/print`,
  ])
    assert.equal((await admin.get(path)).status, 404, path);
  assert.equal((await remove(admin)).status, 404, 'it is gone already');
});

test('viewers read and cannot move jobs', async () => {
  const owner = await api.client('analyst');
  const viewer = await api.client('viewer', owner.organizationId);
  const id = await job(owner);
  assert.equal((await viewer.get(`/api/jobs/${id}`)).status, 200);
  for (const verb of ['pause', 'resume', 'cancel']) {
    const { status, body } = await viewer.post(`/api/jobs/${id}/${verb}`);
    assert.equal(status, 403);
    assert.deepEqual([body.error, body.code], ['Forbidden', 'forbidden']);
  }
});
