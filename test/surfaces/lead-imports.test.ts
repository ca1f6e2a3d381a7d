import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test, { type TestContext } from 'node:test';
import type { PropertyRadarOptions } from '../../src/simulators/property-radar/property-radar.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { leadRecord } from '../support/leads.ts';
import { blairRecords, importParts, inBlair, stageRadar } from '../support/property-radar.ts';
import { until } from '../support/until.ts';
import { stageWorker } from '../support/workers.ts';

const database = await testDatabase();
const URL = '/api/batch-jobs';

/** The API and a worker before one simulated vendor. */
async function stage(t: TestContext, options: Partial<PropertyRadarOptions> & { count?: number } = {}) {
  const { simulator, radar } = await stageRadar(database, {
    records: blairRecords(options.count ?? 25),
    // an account of its own: calls of one are counted together, whoever makes them
    key: `radar-${randomBytes(8).toString('hex')}`,
    ...options,
  });
  const env = { PROPERTYRADAR_API_URL: simulator.url, PROPERTYRADAR_API_TOKEN: simulator.key };
  const api = await testApi(database, { env });
  const { kind, freezer } = importParts(database.pools.worker, radar);
  const worker = stageWorker(database.urls.worker, [kind]);
  // whose simulator another test's records must not be bought at
  t.after(() => worker.stop());
  const client = await api.client('analyst');
  const data = async (id: string, by = client) => (await by.get(`${URL}/${id}`)).body.data;
  return {
    ...{ simulator, api, client, worker, data },
    create: (body: unknown, by = client) => by.post(URL, body),
    async freeze() {
      while (await freezer.freezeOne()) {
        // until none waits
      }
    },
    ended: (id: string) =>
      until(async () => {
        const job = await data(id);
        return ['completed', 'failed', 'paused'].includes(job.status) ? job : undefined;
      }),
  };
}

test('a preview tells how many there are, in how many calls, at what price, and buys nothing', async (t) => {
  const { client, simulator } = await stage(t, { count: 95, free: 20, price: 0.5 });
  const preview = async (body: object) => (await client.post('/api/leads/preview', body)).body;
  const all = await preview({ criteria: inBlair, batch_size: 10 });
  assert.deepEqual(all, {
    criteria: inBlair,
    ...{ total_records: 95, records: 95, estimated_cost: '37.50', free_remaining: 20, names_records: true },
    ...{ calls: { free: 1, billed: 10, total: 11 }, background: true },
  });
  const some = await preview({ criteria: inBlair, batch_size: 10, total_items: 7 });
  assert.deepEqual(
    [some.records, some.estimated_cost, some.calls, some.background],
    [7, '2.77', { free: 1, billed: 1, total: 2 }, true],
  );
  const page = await preview({ criteria: inBlair });
  assert.deepEqual([page.calls.total, page.background], [2, false]);
  assert.deepEqual(simulator.account.ledger, []);
});

test('a search that the vendor or the table of criteria refuses is told so by its name', async (t) => {
  const { client, simulator } = await stage(t, { unusable: ['Pool'] });
  const preview = (criteria: unknown) => client.post('/api/leads/preview', { criteria });
  const unknown = await preview([{ name: 'Citty', value: ['Altoona'] }]);
  assert.deepEqual([unknown.status, unknown.body.field], [400, 'criteria[0].name']);
  assert.match(unknown.body.message, /"Citty" is no criterion .* did you mean City/);
  const create = await client.post(URL, { criteria: [{ name: 'EquityPercent', value: ['much'] }] });
  assert.deepEqual([create.status, create.body.error], [400, 'Validation error']);
  assert.match(create.body.message, /EquityPercent/);
  assert.equal(simulator.requests.length, 0, 'nothing was asked of the vendor');
  const refused = await preview([{ name: 'Pool', value: [1] }]);
  assert.deepEqual([refused.status, refused.body.field], [400, 'criteria']);
  assert.match(refused.body.message, /PropertyRadar answered 4\d\d: .*Pool/);
  const neither = await client.post('/api/leads/preview', {});
  assert.deepEqual([neither.status, neither.body.field], [400, 'criteria']);
});

test('without a key the preview says what to set', async () => {
  const client = await (await testApi(database, { env: {} })).client('analyst');
  const { status, body } = await client.post('/api/leads/preview', { criteria: inBlair });
  assert.deepEqual([status, body.code], [409, 'service_not_set']);
  assert.match(body.message, /PROPERTYRADAR_API_TOKEN/);
});

test('criteria make an import in the words of the API, which buys each record once and gives its leads as a file', async (t) => {
  const { client, create, freeze, worker, ended, simulator, data } = await stage(t);
  const made = await create({ criteria: inBlair, batch_size: 10 });
  assert.equal(made.status, 200, made.text);
  assert.deepEqual([made.body.message, made.body.source], ['Batch job created successfully', 'database']);
  const { data: job } = made.body;
  assert.deepEqual(
    [job.job_type, job.status, job.name, job.county_id, job.batch_size, job.progress],
    ['lead_import', 'pending', 'Lead Import - County 42013', null, 10, 0],
  );
  assert.deepEqual(
    [job.job_id, job.criteria, job.created_by, job.total_records, job.stage],
    [job.id, inBlair, 'key:analyst of a test', 0, 'freezing'],
  );
  await freeze();
  const frozen = await data(job.id);
  assert.deepEqual([frozen.total_records, frozen.processed_records, frozen.stage], [25, 0, 'ready']);
  worker.start();
  const done = await ended(job.id);
  assert.deepEqual(
    [
      done.status,
      done.progress,
      done.processed_records,
      done.success_count,
      done.error_count,
      done.error_details,
    ],
    ['completed', 100, 25, 25, 0, null],
  );
  assert.deepEqual(simulator.account.twice, []);
  assert.equal((await client.get(`/api/leads?job=${job.id}&limit=100`)).body.leads.length, 25);
  const file = await client.get(`${URL}/${job.id}/download?layout=propertyradar`);
  assert.equal(file.text.trimEnd().split('\r\n').length, 26);
  const list = await client.get(`${URL}?job_type=lead_import&created_by=me`);
  assert.deepEqual([list.body.pagination.total, list.body.data.jobHistory[0].type], [1, 'lead_import']);
  const events = (await client.get(`${URL}/${job.id}/logs`)).body.data.map(
    (line: { event: string }) => line.event,
  );
  assert.ok(events.includes('freezing') && events.includes('frozen'), events.join());
});

test('a saved search starts an import, and is kept under one name', async (t) => {
  const { client, create, data } = await stage(t);
  const saved = await client.post('/api/leads/searches', { name: 'Blair', criteria: inBlair });
  assert.equal(saved.status, 201, saved.text);
  const again = await client.post('/api/leads/searches', { name: 'BLAIR', criteria: inBlair });
  assert.deepEqual([again.status, again.body.field], [409, 'name']);
  const wrong = await client.post('/api/leads/searches', {
    name: 'x',
    criteria: [{ name: 'Nothing', value: [1] }],
  });
  assert.equal(wrong.status, 400);

  const preview = await client.post('/api/leads/preview', { search_id: saved.body.id });
  assert.equal(preview.body.total_records, 25);
  const made = await create({ search_id: saved.body.id, total_items: 5 });
  const job = await data(made.body.data.id);
  assert.deepEqual([job.name, job.criteria], ['Lead Import - Blair', inBlair]);

  await client.post(`${URL}/${job.id}/cancel`, {});
  const path = `/api/leads/searches/${saved.body.id}`;
  const changed = await client.ask(path, { method: 'PATCH', body: { name: 'All of Blair' } });
  assert.deepEqual([changed.body.name, changed.body.criteria], ['All of Blair', inBlair]);
  assert.equal((await client.get('/api/leads/searches/all%20of%20blair')).body.id, saved.body.id);
  assert.equal((await client.get('/api/leads/searches')).body.searches.length, 1);
  assert.equal((await client.ask(path, { method: 'DELETE' })).status, 200);
  assert.equal((await client.get(path)).status, 404);
  assert.equal((await create({ search_id: saved.body.id })).status, 404);
});

test('a job that failed as a whole begins anew when somebody retries it', async (t) => {
  const { client, create, freeze, ended, simulator, worker, data } = await stage(t, { unusable: ['Pool'] });
  const made = await create({ criteria: [{ name: 'Pool', value: [1] }] });
  const { id } = made.body.data;
  await freeze();
  const failed = await data(id);
  assert.deepEqual([failed.status, failed.stage], ['failed', 'failed']);
  assert.match(failed.error_details, /PropertyRadar answered 4\d\d: .*Pool/);
  assert.deepEqual(simulator.account.ledger, []);
  const logs = (await client.get(`${URL}/${id}/logs?level=ERROR`)).body.data;
  assert.ok(logs.length > 0);
  const retried = await client.post(`${URL}/${id}/retry`, { all: true });
  assert.equal(retried.status, 200, retried.text);
  assert.deepEqual(
    [retried.body.message, retried.body.data.status, retried.body.data.stage],
    ['The search is read again, and then its records are bought', 'in_progress', 'freezing'],
  );
  await freeze();
  worker.start();
  assert.equal((await ended(id)).status, 'failed', 'the account still may not use it');
  const anew = await client.post(`/api/jobs/${id}/retry`, { all: true });
  assert.deepEqual(anew.body, { retried: 0, refused: 0, begun_anew: true });
  await client.post(`${URL}/${id}/cancel`, {});
});

test('a purchase without an answer is settled by a person alone', async (t) => {
  const { client, create, freeze, worker, ended, simulator } = await stage(t, { count: 20 });
  const { id } = (await create({ criteria: inBlair, batch_size: 20 })).body.data;
  await freeze();
  simulator.fail({ kind: 'drop', effect: 'after' });
  worker.start();
  const job = await ended(id);
  assert.deepEqual([job.success_count, job.error_count], [0, 20]);
  assert.match(job.error_details, /^20 × outcome_unknown/);
  const retried = await client.post(`${URL}/${id}/retry`, { all: true });
  assert.deepEqual([retried.body.retried, retried.body.refused], [0, 20]);

  const { data } = (await client.get(`${URL}/${id}/unknown-purchases`)).body;
  assert.deepEqual([data.length, data[0].items, data[0].radar_ids.length], [1, 20, 20]);
  const reconcile = (body: unknown) => client.post(`${URL}/${id}/reconcile`, body);
  const records = data[0].radar_ids.slice(0, 19).map((RadarID: string) => leadRecord(1, { RadarID }));
  const lookedUp = { verdict: 'completed', records, reason: 'from the list of the account' };
  const some = await reconcile(lookedUp);
  assert.equal(some.status, 200, some.text);
  assert.deepEqual([some.body.reconciled, some.body.unknown], [19, 1]);
  const wrong = await reconcile({ verdict: 'retry', records });
  assert.deepEqual([wrong.status, wrong.body.field], [400, 'records']);
  const rest = await reconcile({ verdict: 'failed' });
  assert.deepEqual([rest.body.reconciled, rest.body.unknown], [1, 0]);
  assert.deepEqual(simulator.account.twice, []);
});

test('only its creator or an admin changes an import, and who reads without sign-in sees counts alone', async (t) => {
  const { simulator } = await stage(t);
  const organizationId = await database.defaultOrganization();
  const env = { PROPERTYRADAR_API_URL: simulator.url, PROPERTYRADAR_API_TOKEN: simulator.key };
  const access = { publicReads: { organizationId, forwarded: false } };
  const api = await testApi(database, { env, access });
  const admin = await api.client('admin', organizationId);
  const analyst = await api.client('analyst', organizationId);
  const { id } = (await admin.post(URL, { criteria: inBlair, name: 'Import' })).body.data;
  for (const [path, body] of [
    ['cancel', {}],
    ['retry', { all: true }],
    ['reconcile', { verdict: 'retry' }],
  ] as const) {
    assert.equal((await analyst.post(`${URL}/${id}/${path}`, body)).status, 403, path);
  }
  const shown = (await api.ask(`${URL}/${id}`)).body.data;
  for (const field of [
    'criteria',
    'created_by',
    'error_details',
    'waiting_reason',
    'spent',
    'expected_cost',
  ]) {
    assert.equal(field in shown, false, field);
  }
  assert.deepEqual([shown.job_id, shown.success_count, shown.error_count], [id, 0, 0]);
  const unnamed = (await admin.post(URL, { criteria: inBlair })).body.data;
  assert.match(unnamed.name, /42013/, 'by itself an import is called by its search');
  const listed = (await api.ask(URL)).body.data.activeJobs as { name: string }[];
  const seen = [...listed, (await api.ask(`${URL}/${unnamed.id}`)).body.data, shown];
  assert.deepEqual(new Set(seen.map(({ name }) => name)), new Set(['Lead Import']));
  assert.equal((await api.ask(`${URL}?created_by=me`)).status, 401);
  for (const path of ['download', 'unknown-purchases']) {
    assert.equal((await api.ask(`${URL}/${id}/${path}`)).status, 401);
  }
  assert.equal((await admin.post(`${URL}/${id}/cancel`, {})).body.data.status, 'cancelled');
});

test('viewers start no import', async (t) => {
  const { api } = await stage(t, { count: 1 });
  const viewer = await api.client('viewer');
  assert.equal((await viewer.post(URL, { criteria: inBlair })).status, 403);
  assert.equal((await viewer.post('/api/leads/preview', { criteria: inBlair })).status, 403);
  assert.equal((await viewer.post('/api/leads/searches', { name: 'x', criteria: inBlair })).status, 403);
});
