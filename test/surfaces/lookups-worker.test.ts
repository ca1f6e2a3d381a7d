import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { createLog } from '../../src/base/log.ts';
import { asOrganization } from '../../src/db/pool.ts';
import { cancelJob } from '../../src/engine/control.ts';
import { createApiKey } from '../../src/identity/api-keys.ts';
import type { Scope } from '../../src/identity/scopes.ts';
import { incentiveLookupKind } from '../../src/kinds/incentive-lookup.ts';
import { workStep } from '../../src/surfaces/lookups-worker/step.ts';
import { IncentivesService } from '../cli/incentives-service.ts';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { testIncentivesApi } from '../support/incentives-api.ts';
import { lookupItem, lookupItems } from '../support/lookups.ts';
import { until } from '../support/until.ts';
import { gate, stageWorker } from '../support/workers.ts';

const database = await testDatabase();
const { owner } = database.pools;

/** An API whose lookups go to a service of its own, so that every request can be counted. */
async function stage(env: Record<string, string> = {}) {
  const service = new IncentivesService();
  await service.start();
  after(() => service.stop());
  const api = await testApi(database, { env: { INCENTIVES_API_URL: service.url, ...env } });
  return { service, api };
}

async function batch(client: Client, items: unknown[], options: object = {}): Promise<string> {
  const { status, body, text } = await client.post('/batch-lookups', { items, ...options });
  assert.equal(status, 201, text);
  return body.job_id;
}

const step = (client: Client, body?: object) => client.post('/batch-lookups-worker', body);
const streets = (...streets: string[]) =>
  streets.map((street_1, at) => {
    const item = lookupItem(`deal-${at + 1}`);
    return { ...item, address: { ...(item.address as object), street_1 } };
  });

async function checked(jobId: string): Promise<void> {
  const { rows } = await owner.query('select * from lotline.engine_check($1)', [jobId]);
  assert.deepEqual(rows, []);
}

test('a step works 10 lookups a tenth of a second apart, and says what it did', async () => {
  const { api, service } = await stage();
  const client = await api.client();
  const id = await batch(client, lookupItems(25));
  const first = await step(client);
  assert.equal(first.status, 200, first.text);
  const { duration_ms, message, ...said } = first.body;
  const counts = { processed: 10, completed: 10, failed: 0, skipped: 0, retried: 0 };
  assert.deepEqual(said, { ...counts, remaining: 15, stopped: 'size', jobs: [{ job_id: id, ...counts }] });
  assert.match(message, /^Processed 10 items: 10 completed, 0 failed/);
  assert.ok(duration_ms >= 900, `${duration_ms} ms`);
  assert.equal(service.asked.length, 10);
  const rest = await step(client, { size: 1_000, spacing_ms: 0 });
  assert.deepEqual([rest.body.processed, rest.body.remaining, rest.body.stopped], [15, 0, 'empty']);
  const job = (await client.get(`/batch-lookups/${id}`)).body;
  assert.deepEqual([job.status, job.processed_items], ['completed', 25]);
  const idle = await step(client);
  assert.deepEqual([idle.body.processed, idle.body.jobs, idle.body.stopped], [0, [], 'empty']);
  await checked(id);
});

test('failures end for good, or come back for a later step', async () => {
  const { api, service } = await stage();
  const client = await api.client();
  const id = await batch(client, streets('1 Main St', '1 Busy St', '1 Nowhere'));
  const { body, text } = await step(client, { size: 3, spacing_ms: 0 });
  assert.deepEqual(
    [body.processed, body.completed, body.failed, body.retried, body.remaining],
    [3, 1, 1, 1, 1],
    text,
  );
  service.calm = true;
  await until(async () => (await step(client, { spacing_ms: 0 })).body.processed === 1);
  const job = (await client.get(`/batch-lookups/${id}`)).body;
  assert.deepEqual([job.status, job.processed_items, job.failed_items], ['completed', 3, 1]);
});

test('steps that overlap, and a worker beside them, do every lookup once', async () => {
  const { api, service } = await stage();
  const client = await api.client();
  const id = await batch(client, lookupItems(120));
  const provider = testIncentivesApi(database.pools.worker, service.url);
  const worker = stageWorker(database.urls.worker, [incentiveLookupKind({ api: provider })]);
  const steps = Array.from({ length: 4 }, () => step(client, { size: 20, spacing_ms: 1 }));
  worker.start();
  for (const { status, text } of await Promise.all(steps)) assert.equal(status, 200, text);
  await until(async () => (await client.get(`/batch-lookups/${id}`)).body.status === 'completed');
  await worker.stop();
  assert.equal(service.asked.length, 120);
  assert.equal(new Set(service.asked).size, 120);
  await checked(id);
});

test("a step works its own organization's lookups alone, and none of a paused job", async () => {
  const { api, service } = await stage();
  const client = await api.client();
  const other = await api.client();
  const theirs = await batch(other, lookupItems(3));
  const paused = await batch(client, lookupItems(4));
  assert.equal((await step(client, { size: 1 })).body.processed, 1);
  assert.equal((await client.post(`/api/jobs/${paused}/pause`, {})).status, 200);
  const { body } = await step(client, { spacing_ms: 0 });
  assert.deepEqual([body.processed, body.remaining], [0, 0]);
  assert.equal((await other.get(`/batch-lookups/${theirs}`)).body.processed_items, 0);
  assert.equal(service.asked.length, 1);
  await client.post(`/api/jobs/${paused}/resume`, {});
  assert.equal((await step(client, { spacing_ms: 0 })).body.processed, 3);
});

test('a service key may: an admin, or any key with the scope worker; asked as curl asks, too', async () => {
  const { api } = await stage();
  const admin = await api.client('admin');
  const keyed = async (scopes: Scope[] | undefined, role: 'viewer' | 'analyst' = 'viewer') => {
    const { organizationId } = admin;
    const named = { organizationId, name: 'schedule', role, createdBy: 'test' };
    return (await createApiKey(owner, { ...named, ...(scopes === undefined ? {} : { scopes }) })).key;
  };
  const ask = (key: string, headers = {}, body?: string) =>
    api.ask('/batch-lookups-worker', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'x-supabase-internal': 'true', ...headers },
      ...(body === undefined ? {} : { body }),
    });
  const service = await keyed(['worker']);
  assert.equal((await ask(service)).status, 200);
  const curl = { 'content-type': 'application/x-www-form-urlencoded' };
  assert.equal((await ask(service, curl, '{}')).status, 200);
  const id = await batch(admin, lookupItems(4));
  const sized = await ask(service, curl, '{"size": 3, "spacing_ms": 0}');
  assert.equal(sized.body.processed, 3, sized.text);
  assert.equal((await ask(service, curl, '{"size": ')).body.code, 'malformed_json');
  assert.equal((await ask(service, curl, 'x'.repeat(20_000))).status, 413);
  assert.equal((await ask(admin.key)).body.processed, 1);
  for (const key of [await keyed(['lookups:write'], 'analyst'), await keyed(undefined, 'analyst')]) {
    const refused = await ask(key);
    assert.equal(refused.status, 403, refused.text);
    assert.match(refused.body.error, /scope worker/);
  }
  assert.equal((await admin.get(`/batch-lookups/${id}`)).body.status, 'completed');
});

test('a size or spacing outside its limits is refused by name', async () => {
  const { api } = await stage();
  const client = await api.client();
  for (const [body, field] of [
    [{ size: 0 }, 'size'],
    [{ size: 1001 }, 'size'],
    [{ size: '10' }, 'size'],
    [{ spacing_ms: -1 }, 'spacing_ms'],
    [{ spacing_ms: 60_001 }, 'spacing_ms'],
  ] as const) {
    const refused = await step(client, body);
    assert.equal(refused.status, 400, refused.text);
    assert.equal(refused.body.field, field);
    assert.match(refused.body.error, /must be a whole number from/);
  }
  assert.equal((await step(client, [])).status, 400);
});

test('a billed lookup is recorded before it leaves; a test key begins none', async () => {
  const { api, service } = await stage({ INCENTIVES_API_BILLED: 'true' });
  const client = await api.client();
  const id = await batch(client, streets('1 Main St', '2 Main St'));
  assert.equal((await step(client, { spacing_ms: 0 })).body.completed, 2);
  const { rows } = await owner.query<{ answered: boolean }>(
    `select s.answered_at is not null as answered from lotline.sent_calls s
       join lotline.jobs j on j.number = s.job_no where j.id = $1`,
    [id],
  );
  assert.deepEqual(rows, [{ answered: true }, { answered: true }]);
  await owner.query('update lotline.api_keys set test = true where org_id = $1', [client.organizationId]);
  assert.equal((await step(client)).body.code, 'test_key');
  assert.equal(service.asked.length, 2);
});

/** A step made by hand, whose time and caller a test decides about. */
function ownStep(
  service: IncentivesService,
  organizationId: string,
  options: { endMs?: number; startMs?: number } = {},
) {
  const provider = testIncentivesApi(database.pools.worker, service.url);
  const { startMs = 20_000, endMs = 50_000 } = options;
  return workStep({
    pool: database.pools.api,
    kind: incentiveLookupKind({ api: provider }),
    organizationId,
    worker: 'step of a test',
    size: 10,
    spacingMs: 50,
    signal: new AbortController().signal,
    log: createLog('silent'),
    limits: { startMs, endMs },
  });
}

test('when the time is over, nothing more is started, and what was leased goes back at once', async () => {
  const { api, service } = await stage();
  const client = await api.client();
  const id = await batch(client, lookupItems(10));
  const done = ownStep(service, client.organizationId, { startMs: 120 });
  const { jobs, remaining, stopped } = await done;
  assert.equal(stopped, 'time');
  const processed = jobs[0]?.processed ?? 0;
  assert.ok(processed >= 1 && processed <= 4, `${processed} processed`);
  assert.equal(remaining, 10 - processed);
  assert.equal(service.asked.length, processed);
  assert.equal((await client.get(`/batch-lookups/${id}`)).body.item_counts.processing, 0);
  await checked(id);
});

test('handlers that overrun the time are told to stop, and their items are handed back', async () => {
  const { api, service } = await stage();
  const client = await api.client();
  const id = await batch(client, lookupItems(3));
  const held = gate();
  service.held = held.opened;
  const done = ownStep(service, client.organizationId, { startMs: 200, endMs: 300 });
  const { jobs, remaining } = await done;
  assert.deepEqual([jobs, remaining], [[], 3]);
  held.open();
  assert.equal((await step(client, { spacing_ms: 0 })).body.completed, 3);
  await checked(id);
});

test('when whoever asked goes away, what runs ends and is kept, and nothing more is started', async () => {
  const { api, service } = await stage();
  const client = await api.client();
  const id = await batch(client, lookupItems(10));
  const held = gate();
  service.held = held.opened;
  const asking = new AbortController();
  const asked = fetch(`${api.url}/batch-lookups-worker`, {
    method: 'POST',
    headers: { 'x-api-key': client.key, 'content-type': 'application/json' },
    body: '{"spacing_ms": 200}',
    signal: asking.signal,
  });
  await until(() => service.asked.length >= 1);
  asking.abort();
  await assert.rejects(asked);
  held.open();
  const counts = async () => (await client.get(`/batch-lookups/${id}`)).body.item_counts;
  await until(async () => (await counts()).processing === 0);
  const { completed, pending } = await counts();
  assert.ok(completed >= 1 && completed < 10, `${completed} completed`);
  assert.deepEqual([completed, pending], [service.asked.length, 10 - completed]);
  await checked(id);
});

test('a job that is taken away meanwhile keeps nothing of the step', async () => {
  const { api, service } = await stage();
  const client = await api.client();
  const id = await batch(client, lookupItems(2));
  const held = gate();
  service.held = held.opened;
  const done = ownStep(service, client.organizationId);
  await until(() => service.asked.length >= 1);
  const { organizationId } = client;
  await asOrganization(database.pools.api, organizationId, (db) =>
    cancelJob(db, { organizationId, jobId: id, actor: 'test', force: true }),
  );
  held.open();
  const { jobs, remaining } = await done;
  assert.deepEqual([jobs, remaining], [[], 0]);
  assert.equal((await client.get(`/batch-lookups/${id}`)).body.status, 'cancelled');
});
