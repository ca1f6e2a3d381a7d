import assert from 'node:assert/strict';
import test from 'node:test';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { claimLookups, lookupItem, lookupItems, lookupResult, workLookups } from '../support/lookups.ts';

const database = await testDatabase();
const api = await testApi(database);
const UUID = /^[0-9a-f-]{36}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

async function post(client: Client, items: readonly unknown[]): Promise<string> {
  const { status, body } = await client.post('/batch-lookups', { items });
  assert.equal(status, 201, JSON.stringify(body));
  return body.job_id;
}

test('a posted batch is answered 201 with its job, its report and the message of the documentation', async () => {
  const client = await api.client('analyst');
  const { status, body } = await client.post('/batch-lookups', { items: [lookupItem('deal-001')] });
  assert.equal(status, 201, JSON.stringify(body));
  const { job_id, created_at, report } = body;
  assert.match(job_id, UUID);
  assert.match(created_at, TIME);
  assert.match(report.id, UUID);
  assert.deepEqual(body, {
    job_id,
    status: 'pending',
    total_items: 1,
    created_at,
    report: {
      id: report.id,
      name: `Batch Lookup - ${created_at.slice(0, 10)} (1 sites)`,
      description: 'Batch lookup job with 1 items. Sites will be added as processing completes.',
      status: 'processing',
      report_type: 'bulk_lookup',
      total_sites: 0,
      created_at,
    },
    message:
      'Batch job created with 1 items. Report is available immediately and sites will be added as processing completes. Poll GET /batch-lookups/{job_id} for job status.',
  });
});

test('a batch that `fetch` sends without naming its type is read as JSON', async () => {
  const client = await api.client('analyst');
  const create = (path: string) =>
    client.ask(path, {
      method: 'POST',
      body: JSON.stringify({ items: [lookupItem('deal-001')] }),
      headers: { 'content-type': 'text/plain;charset=UTF-8', 'idempotency-key': 'plain' },
    });
  const { status, body, text } = await create('/batch-lookups');
  assert.equal(status, 201, text);
  assert.equal((await create('/batch-lookups')).body.job_id, body.job_id, 'its Idempotency-Key holds');
  assert.equal((await create('/incentives')).status, 415, 'elsewhere a type has to be named');
});

test('a batch shows every field of the documentation, before and after its items are worked', async () => {
  const client = await api.client('analyst');
  const { body: created } = await client.post('/batch-lookups', { items: lookupItems(4) });
  const waiting = await client.get(`/batch-lookups/${created.job_id}`);
  assert.equal(waiting.status, 200);
  assert.deepEqual(waiting.body, {
    id: created.job_id,
    organization_id: client.organizationId,
    report_id: created.report.id,
    status: 'pending',
    total_items: 4,
    processed_items: 0,
    failed_items: 0,
    created_at: created.created_at,
    started_at: null,
    completed_at: null,
    item_counts: { pending: 4, processing: 0, completed: 0, failed: 0 },
  });
  await workLookups(database, created.job_id, (seq) =>
    seq === 2
      ? { outcome: 'failed', class: 'permanent', code: 'address_not_geocodable', message: 'No such place' }
      : { outcome: 'completed', result: lookupResult(1000 + seq, 1500) },
  );
  const { body: done } = await client.get(`/batch-lookups/${created.job_id}`);
  assert.match(done.started_at, TIME);
  assert.match(done.completed_at, TIME);
  assert.deepEqual(
    { ...done, started_at: null, completed_at: null },
    {
      ...waiting.body,
      status: 'completed',
      processed_items: 4,
      failed_items: 1,
      item_counts: { pending: 0, processing: 0, completed: 3, failed: 1 },
    },
  );
});

test('items carry every field, in the order they were sent', async () => {
  const client = await api.client('analyst');
  const id = await post(client, [
    lookupItem('deal-001', { webhook_custom_fields: { crm: 'A-17' }, device_ids: [1, 1, 2] }),
    lookupItem('deal-002', { building_type: 'MULTIFAMILY' }),
  ]);
  await workLookups(database, id, (seq) =>
    seq === 1
      ? { outcome: 'completed', result: lookupResult(1234, 1500) }
      : {
          outcome: 'failed',
          class: 'permanent',
          code: 'no_utility_at_address',
          message: 'No utility serves it',
        },
  );
  const { body } = await client.get(`/batch-lookups/${id}/items`);
  assert.equal(body.total, 2);
  assert.equal(body.limit, 50);
  assert.equal(body.offset, 0);
  const [first, second] = body.items;
  assert.deepEqual(first, {
    id: first.id,
    job_id: id,
    organization_id: client.organizationId,
    status: 'completed',
    reference_id: 'deal-001',
    address: lookupItem('deal-001').address,
    building_type: 'RESIDENTIAL',
    device_ids: [1, 1, 2],
    create_application: false,
    webhook_custom_fields: { crm: 'A-17' },
    result: lookupResult(1234, 1500),
    error_message: null,
    retry_count: 0,
    created_at: first.created_at,
    processed_at: first.processed_at,
  });
  assert.match(first.id, UUID);
  assert.match(first.processed_at, TIME);
  assert.equal(second.status, 'failed');
  assert.equal(second.result, null);
  assert.equal(second.error_message, 'No utility serves it');
  assert.equal(second.building_type, 'MULTIFAMILY');

  const failed = await client.get(`/batch-lookups/${id}/items?status=failed`);
  assert.deepEqual(failed.body, { items: [second], total: 1, limit: 50, offset: 0 });
  const paged = await client.get(`/batch-lookups/${id}/items?limit=1&offset=1`);
  assert.deepEqual(paged.body, { items: [second], total: 2, limit: 1, offset: 1 });
  const detail = await client.get(`/batch-lookups/${id}?include_items=true`);
  assert.deepEqual(detail.body.items, [first, second]);
  const plain = await client.get(`/batch-lookups/${id}?include_items=false`);
  assert.equal('items' in plain.body, false);
});

test('the list has the newest first, with filters and pages', async () => {
  const client = await api.client('analyst');
  const ids: string[] = [];
  for (const name of ['aaa', 'bbb', 'ccc']) ids.unshift(await post(client, [lookupItem(name)]));
  await client.post(`/batch-lookups/${ids[0]}/cancel`);
  const all = await client.get('/batch-lookups');
  assert.deepEqual(
    all.body.jobs.map((job: { id: string }) => job.id),
    ids,
  );
  assert.deepEqual([all.body.total, all.body.limit, all.body.offset], [3, 20, 0]);
  const one = await client.get(`/batch-lookups/${ids[1]}`);
  assert.deepEqual(all.body.jobs[1], one.body);
  const pending = await client.get('/batch-lookups?status=pending&limit=1&offset=1');
  assert.deepEqual(
    pending.body.jobs.map((job: { id: string }) => job.id),
    [ids[2]],
  );
  assert.equal(pending.body.total, 2);
  const cancelled = await client.get('/batch-lookups?status=cancelled');
  assert.deepEqual(
    cancelled.body.jobs.map((job: { id: string }) => job.id),
    [ids[0]],
  );
});

test('list parameters outside their limits are refused by name', async () => {
  const client = await api.client('viewer');
  const faults: [string, RegExp][] = [
    ['/batch-lookups?limit=0', /^limit: must be a whole number from 1 to 200, not "0"$/],
    ['/batch-lookups?limit=201', /^limit: must be a whole number from 1 to 200, not "201"$/],
    ['/batch-lookups?limit=ten', /^limit: .*"ten"$/],
    ['/batch-lookups?limit=1&limit=2', /^limit: give it once/],
    ['/batch-lookups?offset=-1', /^offset: must be a whole number from 0/],
    ['/batch-lookups?offset=99999999999', /^offset: /],
    [
      '/batch-lookups?status=paused',
      /^status: must be one of pending, processing, completed, failed, cancelled \(got "paused"\)$/,
    ],
  ];
  for (const [path, text] of faults) {
    const { status, body } = await client.get(path);
    assert.equal(status, 400, path);
    assert.match(body.error, text);
    assert.equal(body.code, 'validation_failed');
    assert.equal(body.field, text.source.slice(1, text.source.indexOf(':')));
  }
  for (const limit of [1, 200]) assert.equal((await client.get(`/batch-lookups?limit=${limit}`)).status, 200);
});

test('items take 500 a page, 50 by default, and know four statuses', async () => {
  const client = await api.client('analyst');
  const id = await post(client, lookupItems(60));
  const path = `/batch-lookups/${id}/items`;
  assert.equal((await client.get(path)).body.items.length, 50);
  assert.equal((await client.get(`${path}?limit=500`)).body.items.length, 60);
  assert.match((await client.get(`${path}?limit=501`)).body.error, /from 1 to 500/);
  assert.match(
    (await client.get(`${path}?status=cancelled`)).body.error,
    /pending, processing, completed, failed \(got "cancelled"\)$/,
  );
  assert.match((await client.get(`/batch-lookups/${id}?include_items=yes`)).body.error, /^include_items: /);
});

test('every bad item is named with its index, and nothing is stored', async () => {
  const client = await api.client('analyst');
  const good = lookupItem('deal-003');
  const { status, body } = await client.post('/batch-lookups', {
    items: [
      { reference_id: 'deal-001' },
      lookupItem('deal-002', { building_type: 'CASTLE' }),
      good,
      'not an item',
      lookupItem('x'),
      lookupItem('deal-006', { device_ids: [] }),
    ],
  });
  assert.equal(status, 400);
  assert.equal(body.error, '5 item(s) failed validation');
  assert.equal(body.total_invalid, 5);
  assert.deepEqual(
    body.invalid_items.map((one: { index: number }) => one.index),
    [0, 1, 3, 4, 5],
  );
  const [missing, type, text, reference, devices] = body.invalid_items.map(
    (one: { error: string }) => one.error,
  );
  assert.equal(missing, 'Missing required fields: address, building_type, device_ids');
  assert.match(type, /^building_type: .*RESIDENTIAL.*\(got "CASTLE"\)$/);
  assert.match(text, /^Invalid item: .*object.*\(got "not an item"\)$/);
  assert.match(reference, /^reference_id .* 3 to 256 .*\(got "x"\)$/);
  assert.match(devices, /^device_ids: /);
  assert.deepEqual([body.code, typeof body.requestId], ['validation_failed', 'string']);
  assert.equal((await client.get('/batch-lookups')).body.total, 0);
});

test('duplicate reference_ids are refused and listed once each', async () => {
  const client = await api.client('analyst');
  const items = ['deal-001', 'deal-002', 'deal-001', 'deal-003', 'deal-002', 'deal-001'].map((id) =>
    lookupItem(id),
  );
  const { status, body } = await client.post('/batch-lookups', { items });
  assert.equal(status, 400);
  assert.deepEqual(body, {
    error: 'Duplicate reference_ids found in batch',
    duplicates: ['deal-001', 'deal-002'],
    code: 'duplicate_reference_ids',
    requestId: body.requestId,
  });
});

test('a batch has 1 to 10,000 items', async () => {
  const client = await api.client('analyst');
  const many = lookupItems(10_001);
  for (const [items, text] of [
    [[], /^items: is empty; send 1 to 10000 items$/],
    [many, /^items: a batch takes at most 10000 items, this one has 10001$/],
    [undefined, /^items: must be an array of 1 to 10000 items$/],
    ['deal-001', /^items: must be an array/],
    [{ length: 3 }, /^items: must be an array/],
  ] as const) {
    const { status, body } = await client.post('/batch-lookups', { items });
    assert.equal(status, 400);
    assert.match(body.error, text);
  }
  const { status, body } = await client.post('/batch-lookups', { items: many.slice(1) });
  assert.equal(status, 201);
  assert.equal(body.total_items, 10_000);
  assert.equal(body.report.name.slice(-14), '(10000 sites)'.padStart(14));
});

test('every building type is taken', async () => {
  const client = await api.client('analyst');
  for (const type of ['RESIDENTIAL', 'COMMERCIAL', 'MULTIFAMILY', 'MANUFACTURED_HOME']) {
    await post(client, [lookupItem('deal-001', { building_type: type })]);
  }
});

test('a pending batch is cancelled, its items are failed with the reason', async () => {
  const client = await api.client('analyst');
  const id = await post(client, lookupItems(3));
  const { status, body } = await client.post(`/batch-lookups/${id}/cancel`);
  assert.equal(status, 200);
  assert.deepEqual(body, { message: 'Job cancelled successfully', job_id: id });
  const job = (await client.get(`/batch-lookups/${id}`)).body;
  assert.equal(job.status, 'cancelled');
  assert.equal(job.failed_items, 3);
  assert.deepEqual(job.item_counts, { pending: 0, processing: 0, completed: 0, failed: 3 });
  const items = (await client.get(`/batch-lookups/${id}/items?status=failed`)).body;
  assert.equal(items.total, 3);
  for (const item of items.items) {
    assert.deepEqual([item.status, item.error_message], ['failed', 'Job cancelled']);
  }
});

test('only pending and processing batches can be cancelled; the answer names the status', async () => {
  const client = await api.client('analyst');
  const cancelled = await post(client, lookupItems(1));
  await client.post(`/batch-lookups/${cancelled}/cancel`);
  const completed = await post(client, lookupItems(1));
  await workLookups(database, completed, () => ({ outcome: 'completed', result: lookupResult(1, 0) }));
  for (const [id, word] of [
    [cancelled, 'cancelled'],
    [completed, 'completed'],
  ]) {
    const { status, body } = await client.post(`/batch-lookups/${id}/cancel`);
    assert.equal(status, 400);
    assert.equal(body.error, `Cannot cancel a job that is ${word}`);
    assert.equal(body.code, 'not_cancellable');
  }
});

test('a paused job is processing to this API, and can be cancelled', async () => {
  const client = await api.client('analyst');
  const id = await post(client, lookupItems(250));
  await claimLookups(database, id, 100);
  assert.equal((await client.post(`/api/jobs/${id}/pause`, {})).status, 200);
  const job = (await client.get(`/batch-lookups/${id}`)).body;
  assert.equal(job.status, 'processing');
  assert.deepEqual(job.item_counts, { pending: 150, processing: 100, completed: 0, failed: 0 });
  assert.equal((await client.get('/batch-lookups?status=processing')).body.total, 1);
  assert.equal((await client.post(`/batch-lookups/${id}/cancel`)).status, 200);
  // What runs may still finish.
  const after = (await client.get(`/batch-lookups/${id}`)).body;
  assert.deepEqual(after.item_counts, { pending: 0, processing: 100, completed: 0, failed: 150 });
});

test("a batch that is not there, is another organization's, or has an impossible id is not found", async () => {
  const client = await api.client('admin');
  const other = await api.client('admin');
  const id = await post(other, lookupItems(1));
  for (const one of [id, '00000000-0000-4000-8000-000000000000', 'not-an-id', '1%2F2', "1'or'1"]) {
    for (const [method, rest] of [
      ['GET', ''],
      ['GET', '/items'],
      ['GET', '/download'],
      ['POST', '/cancel'],
      ['POST', '/seal'],
    ] as const) {
      const { status, body } = await client.ask(`/batch-lookups/${one}${rest}`, { method });
      assert.equal(status, 404, `${method} ${one}${rest}`);
      assert.deepEqual(body, {
        error: 'Batch job not found',
        code: 'job_not_found',
        requestId: body.requestId,
      });
    }
  }
  assert.equal((await other.get(`/batch-lookups/${id}`)).body.status, 'pending');
});

test('the options of a batch reach its job, and bad ones are refused', async () => {
  const client = await api.client('analyst');
  const { body } = await client.post('/batch-lookups', {
    items: lookupItems(1),
    name: 'Spring campaign',
    as_of: '2025-06-01',
    spacing_ms: 100,
  });
  assert.equal(body.report.name, 'Spring campaign');
  const job = (await client.get(`/api/jobs/${body.job_id}`)).body;
  assert.equal(job.name, 'Spring campaign');
  assert.deepEqual(job.params, { as_of: '2025-06-01', spacing_ms: 100 });
  for (const [options, field] of [
    [{ as_of: '01.06.2025' }, 'as_of'],
    [{ spacing_ms: 60_001 }, 'spacing_ms'],
    [{ name: '' }, 'name'],
  ] as const) {
    const refused = await client.post('/batch-lookups', { items: lookupItems(1), ...options });
    assert.equal(refused.status, 400);
    assert.equal(refused.body.field, field);
  }
});
