import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { lotline } from '../cli/terminal.ts';
import { testApi } from '../support/api.ts';
import { auditIn } from '../support/audit.ts';
import { countingService } from '../support/counting-service.ts';
import { testDatabase } from '../support/database.ts';
import { ask, serviceWith } from '../support/service-calls.ts';
import { testServices } from '../support/services.ts';

const database = await testDatabase();
const KEY = 'the-secret-token-of-regrid';
const api = await testApi(database, { env: { REGRID_API_TOKEN: KEY } });
const { owner, worker } = database.pools;

/** Calls of an organization that are written down. */
async function called(organizationId: string, statuses: readonly number[]): Promise<void> {
  const outside = await countingService();
  const services = testServices(worker);
  const caller = services.callerFor(serviceWith({ perMinute: 6_000 }), { url: outside.url, key: KEY });
  for (const [n, status] of statuses.entries()) {
    outside.script({ status });
    const at = { organizationId, jobId: '00000000-0000-4000-8000-000000000001', seq: n + 1 };
    await caller
      .call(ask(organizationId, { path: `/p/${n}`, secretQuery: { token: KEY }, for: at }))
      .catch(() => {});
  }
  await services.close();
}

test('services are shown with what counts, what was used, and without a key', async () => {
  const viewer = await api.client('viewer');
  await called(viewer.organizationId, [200, 404]);
  const { status, body } = await viewer.get('/api/services');
  assert.equal(status, 200);
  const regrid = body.services.find(({ service }: { service: string }) => service === 'regrid');
  assert.deepEqual(
    { ready: regrid.ready, hold: regrid.hold, minute: regrid.limits.per_minute, chosen: regrid.chosen },
    { ready: true, hold: null, minute: 6_000, chosen: [] },
  );
  assert.deepEqual([regrid.last_hour.calls, regrid.last_hour.failed], [2, 1]);
  const radar = body.services.find(({ service }: { service: string }) => service === 'propertyradar');
  assert.equal(radar.ready, false);
  assert.ok(!JSON.stringify(body).includes(KEY));
});

test('a held service says until when', async () => {
  const viewer = await api.client('viewer');
  await called(viewer.organizationId, [200]);
  await owner.query('select lotline.hold_service(service, credential, 600000) from lotline.service_budgets');
  const { body } = await viewer.get('/api/services');
  const regrid = body.services.find(({ service }: { service: string }) => service === 'regrid');
  assert.deepEqual([regrid.hold.code, regrid.hold.text], ['rate_limited', 'rate limited']);
  assert.ok(Date.parse(regrid.hold.until) > Date.now() + 590_000);
  const told = await lotline(['services'], {
    env: { LOTLINE_URL: api.url, LOTLINE_API_KEY: viewer.key },
  });
  assert.match(told.stdout, /regrid +rate limited until \d\d:\d\d/);
  await owner.query(
    "update lotline.service_budgets set held_until = '-infinity', next_turn = '-infinity', rate_factor = 1",
  );
});

test('limits are an operator’s to change where organizations share them, and an admin’s where there is one', async () => {
  const admin = await api.client('admin');
  const put = { method: 'PUT', body: { per_minute: 30, per_month: 500 } };
  assert.equal((await admin.ask('/api/services/regrid/limits', put)).status, 403);
  const viewer = await api.client('viewer');
  assert.equal((await viewer.ask('/api/services/regrid/limits', put)).status, 403);
});

test('calls are listed by what they were for, page by page, and as CSV', async () => {
  const viewer = await api.client('viewer');
  await called(viewer.organizationId, [200, 404, 200, 400, 200]);
  const all = (await viewer.get('/api/calls')).body;
  assert.equal(all.calls.length, 5);
  assert.equal(all.next_cursor, null);
  assert.deepEqual(
    all.calls.map(({ item }: { item: number }) => item),
    [5, 4, 3, 2, 1],
  );
  assert.equal((await viewer.get('/api/calls?status=404')).body.calls[0].target, '/p/1');
  assert.equal((await viewer.get('/api/calls?verdict=permanent')).body.calls.length, 2);
  assert.equal((await viewer.get('/api/calls?item=3')).body.calls.length, 1);
  assert.equal((await viewer.get('/api/calls?service=fema')).body.calls.length, 0);

  const seen: number[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await viewer.get(`/api/calls?limit=2${cursor}`);
    seen.push(...body.calls.map(({ item }: { item: number }) => item));
    if (body.next_cursor === null) break;
    cursor = `&cursor=${body.next_cursor}`;
  }
  assert.deepEqual(seen, [5, 4, 3, 2, 1]);

  const csv = await lotline(['calls', '--csv'], {
    env: { LOTLINE_URL: api.url, LOTLINE_API_KEY: viewer.key },
  });
  const rows = parse(csv.stdout, { columns: true, bom: true }) as { item: string; status: string }[];
  assert.deepEqual(
    rows.map(({ item, status }) => `${item} ${status}`),
    ['5 200', '4 400', '3 200', '2 404', '1 200'],
  );
  assert.ok(!csv.stdout.includes(KEY) && !JSON.stringify(all).includes(KEY));
  const other = await api.client('viewer');
  assert.deepEqual((await other.get('/api/calls')).body.calls, []);
});

test('bought answers are destroyed on request, which is audited', async () => {
  const admin = await api.client('admin');
  const store = JSON.stringify([
    { key: 'a', answer: 1 },
    { key: 'b', answer: 2 },
  ]);
  await worker.query("select lotline.store_paid_answers($1, 'regrid', $2)", [admin.organizationId, store]);
  const { status, body } = await admin.ask('/api/services/regrid/purge', {
    method: 'POST',
    body: { reason: 'over' },
  });
  assert.deepEqual([status, body], [200, { service: 'regrid', answers: 2 }]);
  await auditIn(database).seal();
  const { entries } = (await admin.get('/api/audit?action=service.answers_purged')).body;
  assert.deepEqual(
    [entries[0].subject_id, entries[0].reason, entries[0].after],
    ['regrid', 'over', { answers: 2 }],
  );
});
