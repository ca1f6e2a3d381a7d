import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { startN8n } from '../../src/simulators/n8n.ts';
import { type Client, testApi } from '../support/api.ts';
import { addProperties, countyId } from '../support/county-jobs.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase();
const api = await testApi(database);
const PATH = '/api/batch-jobs/actions';

async function work(items = 5) {
  const client = await api.client('analyst');
  const properties = await addProperties(database, client.organizationId, items);
  const act = (body: unknown) => client.post(PATH, body);
  const created = await act({
    action: 'create',
    job_type: 'regrid_scraping',
    county: 'Blair',
    state: 'PA',
    batch_size: 2,
  });
  assert.equal(created.status, 200, created.text);
  return { client, act, properties, id: created.body.result as string, created: created.body };
}

async function sound(id: string): Promise<void> {
  const { rows } = await database.pools.owner.query('select problem, detail from lotline.engine_check($1)', [
    id,
  ]);
  assert.deepEqual(rows, []);
}

const status = async (client: Client, id: string) => (await client.get(`/api/batch-jobs/${id}`)).body.data;

test('the whole of a job through one address, each answer named after its function', async () => {
  const { client, act, properties, id, created } = await work(5);
  assert.deepEqual(
    [created.status, created.action, created.rpc_function],
    ['success', 'create', 'create_batch_job'],
  );
  const seen: string[] = [];
  for (let round = 0; round < 10; round++) {
    const next = await act({ action: 'get_next', job_id: id });
    assert.equal(next.body.rpc_function, 'get_next_batch');
    if (next.body.result.length === 0) break;
    for (const item of next.body.result) {
      seen.push(item.item_id);
      assert.deepEqual([item.county_name, item.state_code], ['Blair', 'PA']);
      const good = item.property_address !== '3 Main St';
      const report = await act({
        action: 'update',
        p_job_id: id,
        p_property_id: item.item_id,
        p_success: good,
        ...(good ? {} : { p_error: 'No parcel found' }),
      });
      assert.deepEqual([report.status, report.body.result.accepted], [200, 1], report.text);
    }
  }
  assert.deepEqual(seen, properties);
  const after = await act({ action: 'status', job_id: id });
  const { result } = after.body;
  assert.deepEqual(
    [result.status, result.processed_items, result.failed_items, result.progress_pct, result.message],
    ['completed', 4, 1, 100, 'Completed: 5/5 properties (100%)'],
  );
  assert.equal((await status(client, id)).last_error, 'No parcel found');
  await sound(id);
});

test('fields by any of their names, also nested as n8n hands them on', async () => {
  const { act, id } = await work(4);
  const [first, second] = (await act({ body: { action: 'get_next', jobId: id, limit: '2' } })).body.result;
  const bodies = [
    { action: 'update_batch_progress', p_job_id: id, p_last_item_id: first.item_id, p_items_processed: 1 },
    [{ json: { body: { action: 'UPDATE', batchJobId: id, itemId: second.item_id, success: 'true' } } }],
  ];
  for (const body of bodies) {
    const { body: answer } = await act(body);
    assert.deepEqual([answer.action, answer.result?.accepted], ['update', 1], JSON.stringify(answer));
  }
  assert.equal((await act({ action: 'status', p_job_id: id })).body.result.processed_items, 2);
});

test('a repeated or late report changes nothing and says so', async () => {
  const { act, id } = await work(3);
  const [item] = (await act({ action: 'get_next', job_id: id })).body.result;
  const report = (success: boolean) =>
    act({ action: 'update', job_id: id, property_id: item.item_id, success });
  assert.equal((await report(true)).body.result.accepted, 1);
  const again = (await report(false)).body.result;
  assert.deepEqual([again.accepted, again.ignored, again.failed_items], [0, 1, 0]);
  assert.match(again.message, /reported before, as completed/);
  await sound(id);
});

test('what somebody else holds is not reported from here, and the answer says who holds it', async () => {
  const { client, act, properties, id } = await work(3);
  const claimed = await client.post(`/api/batch-jobs/${id}/batches`, { session: 'agent seven' });
  assert.equal(claimed.body.data.items.length, 2);
  const report = (item: string | undefined) =>
    act({ action: 'update', job_id: id, item_id: item, success: true });
  const { result } = (await report(properties[0])).body;
  assert.deepEqual([result.accepted, result.processed_items], [0, 0]);
  assert.match(result.message, /in the hands of session agent seven/);
  assert.equal((await report(properties[2])).body.result.accepted, 1, 'nobody holds this one');
});

test('a session gets its own unreported items again; without one every caller is new', async () => {
  const { act, id } = await work(6);
  const next = async (session?: string) =>
    (
      (await act({ action: 'get_next', job_id: id, p_session: session })).body.result as { seq: number }[]
    ).map((item) => item.seq);
  assert.deepEqual(await next('me'), [1, 2]);
  assert.deepEqual(await next(), [3, 4]);
  assert.deepEqual(await next('me'), [1, 2]);
  assert.deepEqual(await next(), [5, 6]);
});

test('several items of a batch are reported by number, up to the last one', async () => {
  const { act, id } = await work(6);
  const batch = (await act({ action: 'get_next', job_id: id, session: 'me' })).body.result;
  const last = batch.at(-1).item_id;
  const report = () =>
    act({
      action: 'update',
      job_id: id,
      last_item_id: last,
      items_processed: 1,
      items_failed: 1,
      error: 'x',
    });
  assert.deepEqual((await report()).body.result.accepted, 2);
  assert.match((await report()).body.result.message, /Nothing changed: 2 reported/);
  const job = (await act({ action: 'status', job_id: id })).body.result;
  assert.deepEqual([job.processed_items, job.failed_items, job.items_in_hand], [1, 1, 0]);
});

test('bare numbers settle the next items in order, as a PATCH with counters does', async () => {
  const { act, id } = await work(5);
  await act({ action: 'resume', job_id: id });
  const { result } = (
    await act({ action: 'update', job_id: id, items_processed: 3, items_failed: 1, error: 'blocked' })
  ).body;
  assert.deepEqual([result.accepted, result.processed_items, result.failed_items], [4, 3, 1]);
  const nothing = (await act({ action: 'update', job_id: id, items_processed: 0 })).body.result;
  assert.deepEqual([nothing.accepted, nothing.message], [0, 'Nothing was reported']);
  await sound(id);
});

test('pause, resume and complete speak as the Guide does', async () => {
  const { act, id } = await work(5);
  const [item] = (await act({ action: 'get_next', job_id: id, session: 'me' })).body.result;
  await act({ action: 'update', job_id: id, property_id: item.item_id, success: true });
  const say = async (body: unknown) => (await act(body)).body.result;
  assert.equal(
    await say({ action: 'pause', job_id: id, reason: 'rate limit' }),
    'Paused at 1/5 properties (20%). Resume with: Resume batch job',
  );
  assert.match(await say({ action: 'pause', job_id: id }), /^Paused already at/);
  const refused = await act({ action: 'get_next', job_id: id });
  assert.deepEqual([refused.status, refused.body.code], [409, 'job_paused']);
  assert.match(refused.body.message, /rate limit/);
  assert.match(await say({ action: 'resume', job_id: id }), /^Resumed at 1\/5/);
  assert.match(await say({ action: 'resume', job_id: id }), /^In progress already at/);
  assert.equal(
    await say({ action: 'complete', job_id: id }),
    'Completed: 1 processed, 0 failed, 4 skipped of 5',
  );
  assert.match(await say({ action: 'complete', job_id: id }), /^Completed already/);
  assert.deepEqual(await say({ action: 'get_next', job_id: id }), []);
});

test('a resume of a waiting job starts it, by n8n when its type has a workflow', async () => {
  const n8n = await startN8n();
  after(() => n8n.stop());
  n8n.publish({ path: 'scrape' });
  const other = await testApi(database, { env: { N8N_REGRID_WEBHOOK_URL: n8n.productionUrl('scrape') } });
  const client = await other.client('analyst');
  await addProperties(database, client.organizationId, 2);
  const id = (await client.post(PATH, { action: 'create', job_type: 'regrid_scraping', county_id: 'all' }))
    .body.result;
  const { body } = await client.post(PATH, { action: 'resume', job_id: id });
  assert.deepEqual(
    [body.result, body.n8n_triggered],
    ['Started at 0/2 properties (0%). Next: get_next', true],
  );
  assert.deepEqual(
    n8n.requests.map((request) => request.body),
    [{ job_id: id, action: 'start' }],
  );
});

test('what cannot be done names the field and what to give, in the words of the Batch Jobs API', async () => {
  const { client, act, id } = await work(2);
  const refusals: [body: unknown, status: number, code: string, words: RegExp][] = [
    [{}, 400, 'validation_failed', /action: must be one of create, get_next/],
    [{ action: 'explode' }, 400, 'validation_failed', /action: must be one of/],
    ['[]', 400, 'validation_failed', /action: must be one of/],
    [{ action: 'status' }, 400, 'validation_failed', /job_id: must be the UUID/],
    [{ action: 'status', job_id: 'job-123' }, 400, 'validation_failed', /job_id: must be the UUID/],
    [{ action: 'create', job_type: 'regrid' }, 400, 'validation_failed', /job_type: must be one of/],
    [
      { action: 'create', job_type: 'regrid_scraping', county: 'Nowhere' },
      404,
      'county_not_found',
      /Nowhere/,
    ],
    [
      { action: 'create', job_type: 'regrid_scraping', county: 'Washington' },
      400,
      'ambiguous_county',
      /Washington/,
    ],
    [
      { action: 'create', job_type: 'regrid_scraping', county: 'Blair', state: 'PA' },
      409,
      'conflict',
      new RegExp(id),
    ],
    [
      { action: 'create', job_type: 'regrid_scraping', batch_size: 0 },
      400,
      'validation_failed',
      /batch_size/,
    ],
    [
      { action: 'update', job_id: id, success: true, p_error: 7 },
      400,
      'validation_failed',
      /error: must be text/,
    ],
    [
      { action: 'update', job_id: id, property_id: id, success: true },
      404,
      'item_not_found',
      /no item about/,
    ],
    [{ action: 'update', job_id: id, property_id: id }, 400, 'validation_failed', /success: must say/],
    [{ action: 'pause', job_id: id }, 409, 'illegal_move', /pending/],
    [
      { action: 'status', job_id: '550e8400-e29b-41d4-a716-446655440000' },
      404,
      'job_not_found',
      /Batch job not found/,
    ],
  ];
  for (const [body, status, code, words] of refusals) {
    const refused = await act(body);
    assert.deepEqual(
      [refused.status, refused.body.code],
      [status, code],
      `${JSON.stringify(body)} ${refused.text}`,
    );
    assert.match(refused.body.message, words);
    assert.equal(typeof refused.body.error, 'string');
  }
  const stranger = await api.client('admin');
  assert.equal((await stranger.post(PATH, { action: 'status', job_id: id })).status, 404);
  const viewer = await api.client('viewer', client.organizationId);
  const forbidden = await viewer.post(PATH, { action: 'status', job_id: id });
  assert.deepEqual([forbidden.status, forbidden.body.status], [403, 403]);
  assert.equal((await api.ask(PATH, { method: 'POST', body: {} })).status, 401);
});

test('a finding comes with its item and is kept; one that does not fit is refused with the reasons', async () => {
  const { client, act, id } = await work(2);
  const [item] = (await act({ action: 'get_next', job_id: id })).body.result;
  const report = (result: unknown) =>
    act({ action: 'update', job_id: id, property_id: item.item_id, success: true, result });
  const refused = await report({ year_built: 'long ago' });
  assert.deepEqual([refused.status, refused.body.code], [400, 'finding_refused'], refused.text);
  assert.equal((await report({ land_use: 'Residential', year_built: 1962 })).body.result.accepted, 1);
  const { rows } = await database.pools.owner.query(
    'select land_use, year_built from lotline.regrid_data where property_id = $1 and org_id = $2',
    [item.item_id, client.organizationId],
  );
  assert.deepEqual(rows, [{ land_use: 'Residential', year_built: 1962 }]);
});

test('a county is an id, a FIPS code or a name, with or without its state', async () => {
  for (const county of [await countyId(database), '42013', 'Blair County, PA']) {
    const client = await api.client('analyst');
    await addProperties(database, client.organizationId, 1);
    const { body } = await client.post(PATH, {
      action: 'create',
      p_job_type: 'regrid_scraping',
      p_county_id: county,
    });
    assert.equal((await status(client, body.result)).counties.county_name, 'Blair');
  }
});

test('an orchestrator has services asked anew, where they are asked at all', async () => {
  const { client, act, id } = await work(1);
  assert.equal((await client.post(`/api/jobs/${id}/cancel`, {})).status, 200);
  const again = await act({ action: 'create', p_job_type: 'regrid_scraping', p_reuse: 'false' });
  assert.equal(again.status, 200, again.text);
  const { rows } = await database.pools.owner.query('select params from lotline.jobs where id = $1', [
    again.body.result,
  ]);
  assert.equal(rows[0]?.params.reuse, false);
  const none = await act({ action: 'create', job_type: 'title_research', reuse: false });
  assert.deepEqual([none.status, none.body.field], [400, 'reuse']);
});
