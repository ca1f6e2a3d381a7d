import assert from 'node:assert/strict';
import test from 'node:test';
import { listExportKind } from '../../src/kinds/list-export.ts';
import { listReader } from '../../src/property/exports/list-export.ts';
import { type Client, testApi } from '../support/api.ts';
import { addProperties } from '../support/county-jobs.ts';
import { testDatabase } from '../support/database.ts';
import { leadRecord, leadsIn } from '../support/leads.ts';
import { until } from '../support/until.ts';
import { stageWorker } from '../support/workers.ts';

const database = await testDatabase();
const api = await testApi(database);
const { upsert } = leadsIn(database);

const background = (client: Client, list: string, query = '') =>
  client.post(`/api/${list}/background${query}`, {});
const work = () =>
  stageWorker(database.urls.worker, [listExportKind(listReader(database.pools.worker))]).start();
const linesOf = (text: string) => text.trimEnd().split('\r\n');

async function completed(client: Client, statusUrl: string) {
  await until(async () => (await client.get(statusUrl)).body.data.status === 'completed');
  return (await client.get(statusUrl)).body.data;
}

test('a list is walked part by part in the background, and its file is the one of the foreground', async () => {
  const client = await api.client('analyst');
  await addProperties(database, client.organizationId, 2300);
  const told = await background(client, 'properties', '?state=PA&check=true');
  assert.deepEqual(
    [told.status, told.body],
    [
      200,
      {
        ...{ rows: 2300, parts: 3, one_page: false, calls: 0, price: '0' },
        ...{ job_id: null, status_url: null, download_url: null },
      },
    ],
  );
  assert.equal((await client.get('/api/batch-jobs?job_type=list_export')).body.pagination.total, 0);

  const { status, body } = await background(client, 'properties', '?state=PA');
  assert.equal(status, 202);
  const early = await client.get(body.download_url);
  assert.deepEqual([early.status, early.body.error], [409, 'Conflict']);
  work();
  const job = await completed(client, body.status_url);
  assert.deepEqual([job.total_items, job.processed_items, job.progress], [3, 3, 100]);
  const file = await client.get(body.download_url);
  assert.match(String(file.headers.get('content-disposition')), /filename="properties\.csv"/);
  assert.equal(file.text, (await client.get('/api/properties?format=csv&state=PA')).text);
});

test('a list of leads in the background leaves out who wants no mail', async () => {
  const client = await api.client('analyst');
  await upsert(
    client.organizationId,
    [1, 2, 3].map((n) => leadRecord(n)),
  );
  await client.post('/api/leads/do-not-mail', { lines: [{ radar_id: 'P0000002' }] });
  const { body } = await background(client, 'leads', '?layout=mailing');
  assert.deepEqual([body.rows, body.one_page], [2, true]);
  work();
  await completed(client, body.status_url);
  assert.deepEqual(
    linesOf((await client.get(body.download_url)).text).map((line) => line.split(',')[4]),
    ['loan_id', 'P0000003', 'P0000001'],
  );
  await client.post('/api/leads/do-not-mail', { lines: [{ radar_id: 'P0000003' }] });
  const later = await client.get(body.download_url);
  assert.deepEqual(
    linesOf(later.text).map((line) => line.split(',')[4]),
    ['loan_id', 'P0000001'],
    'whoever joined the list after the walk is not in the file',
  );
  const { items } = (await client.get(`/api/jobs/${body.job_id}/items`)).body;
  assert.doesNotMatch(JSON.stringify(items), /Main|PA/, 'the job itself knows no names and no addresses');
  const narrow = await api.client('admin', client.organizationId);
  const keyOf = async (scopes: readonly string[]) => {
    const made = await narrow.post('/api/keys', { name: scopes.join(' '), role: 'viewer', scopes });
    assert.equal(made.status, 201, made.text);
    return (await fetch(`${api.url}${body.download_url}`, { headers: { 'x-api-key': made.body.key } }))
      .status;
  };
  assert.equal(await keyOf(['jobs:read']), 403);
  assert.equal(await keyOf(['jobs:read', 'leads:read']), 200);
  const wrong = await background(client, 'leads', '?do_not_mail=true');
  assert.deepEqual([wrong.status, wrong.body.field], [400, 'do_not_mail']);
});

test('rows that come between are in their part, those behind the end in none, and a list of nothing is done at once', async () => {
  const client = await api.client('analyst');
  const nothing = await background(client, 'leads');
  const done = await completed(client, nothing.body.status_url);
  assert.deepEqual([done.total_items, done.progress], [0, 100]);
  assert.equal(linesOf((await client.get(nothing.body.download_url)).text).length, 1);

  await upsert(
    client.organizationId,
    [1, 2].map((n) => leadRecord(n)),
  );
  const { body } = await background(client, 'leads');
  await upsert(client.organizationId, [leadRecord(3)]);
  work();
  await completed(client, body.status_url);
  assert.equal(
    linesOf((await client.get(body.download_url)).text).length,
    4,
    'newest first: 3 comes before the end',
  );
});

test('a job that has no file says so', async () => {
  const client = await api.client('analyst');
  const { body } = await client.post('/api/batch-jobs', {
    job_type: 'county_research',
    county_id: null,
    total_items: 1,
  });
  const { status, body: refused } = await client.get(`/api/batch-jobs/${body.data.id}/download`);
  assert.deepEqual([status, refused.code], [409, 'conflict']);
});

test('a viewer starts no job, and only who started one, or an admin, changes it', async () => {
  const admin = await api.client('admin');
  const { organizationId } = admin;
  const viewer = await api.client('viewer', organizationId);
  assert.equal((await background(viewer, 'leads')).status, 403);
  await upsert(organizationId, [leadRecord(1)]);
  const started = await background(admin, 'leads');
  const other = await api.client('analyst', organizationId);
  const id = started.body.job_id;
  const refusals = await Promise.all([
    other.ask(`/api/batch-jobs/${id}`, { method: 'PATCH', body: { status: 'paused' } }),
    other.post(`/api/batch-jobs/${id}/cancel`, {}),
    other.post(`/api/batch-jobs/${id}/retry`, { all: true }),
    other.post(`/api/batch-jobs/${id}/resume-at`, { resume_at: null }),
    ...['pause', 'resume', 'cancel'].map((verb) => other.post(`/api/jobs/${id}/${verb}`, {})),
    other.post(`/api/jobs/${id}/retry`, { all: true }),
  ]);
  for (const { status, body } of refusals) {
    assert.deepEqual(
      [status, body.message],
      [403, 'Only whoever created this batch job, or an admin, may change it'],
    );
  }
  const own = await background(other, 'leads');
  assert.equal((await admin.post(`/api/batch-jobs/${own.body.job_id}/cancel`, {})).status, 200);
  assert.equal(
    (await other.post(`/api/batch-jobs/${(await background(other, 'leads')).body.job_id}/cancel`, {})).status,
    200,
  );
});

test('jobs are narrowed by status, type, creator and day', async () => {
  const admin = await api.client('admin');
  const analyst = await api.client('analyst', admin.organizationId);
  const first = (await background(admin, 'leads')).body.job_id;
  const second = (
    await admin.post('/api/batch-jobs', { job_type: 'county_research', county_id: null, total_items: 1 })
  ).body.data.id;
  const ids = async (query: string, client = admin) => {
    const { body, text, status } = await client.get(`/api/batch-jobs?${query}`);
    assert.equal(status, 200, text);
    const jobs = [...body.data.activeJobs, ...body.data.jobHistory];
    assert.equal(body.pagination.total, jobs.length, query);
    return jobs.map((job) => job.id).toSorted();
  };
  const both = [first, second].toSorted();
  const today = new Date().toISOString().slice(0, 10);
  for (const [query, expected] of [
    ['status=pending', [second]],
    ['status=completed&job_type=list_export', [first]],
    ['status=cancelled', []],
    ['status=running', []],
    ['created_by=me', both],
    [`created_by=${encodeURIComponent('key:admin of a test')}`, both],
    ['created_by=nobody', []],
    [`created_from=${today}`, both],
    [`created_to=${today}`, []],
    [`created_from=2020-01-01T00:00:00%2B02:00&created_to=2999-01-01`, both],
  ] as const) {
    assert.deepEqual(await ids(query), [...expected], query);
  }
  assert.deepEqual(await ids('created_by=me', analyst), []);
  const wrong = await admin.get('/api/batch-jobs?created_from=yesterday');
  assert.deepEqual([wrong.status, wrong.body.field], [400, 'created_from']);
});
