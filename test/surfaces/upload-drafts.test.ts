import assert from 'node:assert/strict';
import test from 'node:test';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { lookupItem, workLookups } from '../support/lookups.ts';

const database = await testDatabase();
const api = await testApi(database);
const columns = ['Deal ID', 'Street', 'ZIP'];
const mapping = {
  columns: { reference_id: 0, street_1: 1, postal_code: 2 },
  constants: { building_type: 'RESIDENTIAL', device_ids: '1' },
};

async function begin(client: Client, options: Record<string, unknown> = {}): Promise<string> {
  const { status, body, text } = await client.post('/batch-lookups/uploads', { columns, ...options });
  assert.equal(status, 201, text);
  return body.job_id;
}

const put = (client: Client, id: string, chunk: number, items: readonly unknown[]) =>
  client.ask(`/batch-lookups/${id}/chunks/${chunk}`, {
    method: 'PUT',
    body: { rows: items.map((item, at) => ({ row: chunk * 10 + at + 1, cells: ['a', 'b', 'c'], item })) },
  });

const remove = (client: Client, id: string) =>
  client.ask(`/batch-lookups/${id}/upload`, { method: 'DELETE' });

async function shiftClock(shift: string | null): Promise<void> {
  await database.pools.owner.query('delete from lotline.clock_shift');
  if (shift !== null)
    await database.pools.owner.query('insert into lotline.clock_shift values ($1::interval)', [shift]);
}

test('a form finds its upload again: rows, chunks, columns and mapping', async () => {
  const client = await api.client('analyst');
  const id = await begin(client, { name: 'leads.csv' });
  const state = async () => (await client.get(`/batch-lookups/${id}/upload`)).body;
  assert.equal((await state()).mapping, null);
  const saved = await client.ask(`/batch-lookups/${id}/upload`, { method: 'PATCH', body: { mapping } });
  assert.equal(saved.status, 200, saved.text);
  assert.deepEqual(saved.body.mapping, mapping, 'the answer says what is kept now');
  for (const chunk of [0, 1, 3]) await put(client, id, chunk, [lookupItem(`deal-${chunk}`), {}]);
  const { created_at, updated_at, expires_at, ...found } = await state();
  assert.deepEqual(found, {
    job_id: id,
    name: 'leads.csv',
    status: 'open',
    columns,
    mapping,
    rows: 6,
    rejected: 3,
    most_rows: 1_000_000,
    chunks: [
      { first: 0, last: 1, rows: 4, rejected: 2 },
      { first: 3, last: 3, rows: 2, rejected: 1 },
    ],
  });
  assert.ok(Date.parse(updated_at) > Date.parse(created_at));
  assert.equal(Date.parse(expires_at) - Date.parse(updated_at), 7 * 24 * 3_600_000);
  const { items } = (await client.get(`/batch-lookups/${id}/items?status=failed`)).body;
  assert.equal(items.length, 3, 'what is wrong can be read before the work begins');

  assert.equal((await client.post(`/batch-lookups/${id}/seal`)).status, 200);
  const sealed = await state();
  assert.deepEqual([sealed.status, sealed.expires_at, sealed.mapping], ['sealed', null, mapping]);
  const late = await client.ask(`/batch-lookups/${id}/upload`, { method: 'PATCH', body: { mapping } });
  assert.equal(late.body.code, 'job_sealed', late.text);
  assert.equal((await remove(client, id)).body.code, 'job_sealed');
  assert.equal(await workLookups(database, id, () => ({ outcome: 'completed', result: {} })), 3);
});

test('rows of a draft are mended in their places, and judged again', async () => {
  const client = await api.client('analyst');
  const id = await begin(client, { mapping });
  await put(client, id, 0, [lookupItem('deal-1'), {}, {}, lookupItem('deal-4')]);
  await put(client, id, 7, [{}]);
  const mend = (rows: unknown) =>
    client.ask(`/batch-lookups/${id}/rows`, { method: 'PATCH', body: { rows } });
  const cells = ['d', 'e', 'f'];
  const mended = await mend([
    { row: 2, cells, item: {} },
    { row: 71, cells, item: lookupItem('deal-71') },
    { row: 2, cells, item: lookupItem('deal-2') },
    { row: 4, cells, item: lookupItem('deal-4'), problem: 'Row 1 is of the same deal' },
  ]);
  assert.deepEqual(mended.body, { mended: 3, rejected: 2, total_items: 5 }, mended.text);
  const unknown = await mend([{ row: 5, cells, item: lookupItem('deal-5') }]);
  assert.deepEqual([unknown.status, unknown.body.field], [400, 'rows'], unknown.text);
  const failed = await client.ask(`/batch-lookups/${id}/download?status=failed&format=jsonl`);
  const lines = failed.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ row, field_errors: [fault] }) => [row, fault.message]),
    [
      [3, 'is required'],
      [4, 'Row 1 is of the same deal'],
    ],
  );
  assert.deepEqual(lines[1].cells, cells);
  const again = await put(client, id, 0, [lookupItem('deal-1'), {}, {}, lookupItem('deal-4')]);
  assert.equal(again.body.repeated, true, 'a chunk that comes again undoes nothing');

  const { report_id: report } = (await client.post(`/batch-lookups/${id}/seal`)).body;
  const done = await workLookups(database, id, () => ({ outcome: 'completed', result: {} }));
  assert.equal(done, 3);
  const { item_counts: counts } = (await client.get(`/batch-lookups/${id}`)).body;
  assert.deepEqual(counts, { pending: 0, processing: 0, completed: 3, failed: 2 });
  assert.equal((await client.get(`/incentive-reports/${report}`)).body.total_sites, 3);
  assert.equal((await mend([{ row: 2, cells, item: lookupItem('deal-2') }])).body.code, 'job_sealed');
});

test('a mapping that names no fields is refused by name', async () => {
  const client = await api.client('analyst');
  const id = await begin(client);
  for (const [given, field] of [
    [{ columns: { nowhere: 0 }, constants: {} }, 'mapping.columns.nowhere'],
    [{ columns: { city: -1 }, constants: {} }, 'mapping.columns.city'],
    [{ columns: {} }, 'mapping.constants'],
    [undefined, 'mapping'],
  ] as const) {
    const path = `/batch-lookups/${id}/upload`;
    const refused = await client.ask(path, { method: 'PATCH', body: { mapping: given } });
    assert.equal(refused.status, 400, refused.text);
    assert.equal(refused.body.field, field);
  }
});

test('open uploads are listed by pages, the newest first', async () => {
  const client = await api.client('analyst');
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) ids.unshift(await begin(client, { name: `file ${n}` }));
  await client.post('/batch-lookups', { items: [lookupItem('deal-1')] });
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body, text } = await client.get(`/batch-lookups/uploads?limit=2${cursor}`);
    assert.ok(body.uploads.length <= 2, text);
    seen.push(...body.uploads.map((upload: { job_id: string }) => upload.job_id));
    cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
  } while (cursor !== '');
  assert.deepEqual(seen, ids);
  assert.equal((await client.get('/batch-lookups/uploads?cursor=x')).status, 400);
});

test('an upload that is given up is gone, with its rows, and its list entry', async () => {
  const client = await api.client('analyst');
  const id = await begin(client);
  await put(client, id, 0, [lookupItem('deal-1'), {}]);
  const gone = await remove(client, id);
  assert.deepEqual(gone.body, { message: 'Upload discarded', job_id: id });
  assert.equal((await remove(client, id)).status, 404);
  assert.equal((await client.get(`/batch-lookups/${id}/upload`)).status, 404);
  assert.equal((await put(client, id, 1, [{}])).status, 404);
  assert.deepEqual((await client.get('/batch-lookups/uploads')).body.uploads, []);
  const rows = async (table: string) => {
    const found = await database.pools.owner.query<{ rows: number }>(
      `select count(*)::int as rows from lotline.${table} t
         join lotline.jobs j on j.number = t.job_no where j.id = $1`,
      [id],
    );
    return found.rows[0]?.rows;
  };
  const sweep = (most: number) => database.pools.owner.query('select lotline.sweep_drafts($1)', [most]);
  await sweep(1);
  assert.deepEqual([await rows('items'), await rows('results')], [1, 1], 'in steps');
  await sweep(100);
  assert.deepEqual([await rows('items'), await rows('results'), await rows('upload_chunks')], [0, 0, 0]);
  assert.equal(await rows('discarded_drafts'), 0);
});

test('a draft that nobody touches for 7 days expires in the hourly round; one with a new row stays', async (t) => {
  t.after(() => shiftClock(null));
  const client = await api.client('analyst');
  const [old, touched, sealed] = [await begin(client), await begin(client), await begin(client)];
  for (const id of [old, touched, sealed]) await put(client, id, 0, [lookupItem('deal-1')]);
  await client.post(`/batch-lookups/${sealed}/seal`);
  await shiftClock('6 days 23 hours');
  await put(client, touched, 1, [lookupItem('deal-2')]);
  await database.pools.worker.query('select lotline.upkeep()');
  assert.equal((await client.get(`/batch-lookups/${old}/upload`)).status, 200);
  await shiftClock('7 days 1 minute');
  await database.pools.worker.query('select lotline.upkeep()');
  assert.equal((await client.get(`/batch-lookups/${old}/upload`)).status, 404);
  assert.equal((await client.get(`/batch-lookups/${touched}/upload`)).body.status, 'open');
  assert.equal((await client.get(`/batch-lookups/${sealed}`)).body.status, 'pending');
  const { rows } = await database.pools.owner.query<{ actor: string; reason: string }>(
    `select e.actor, e.reason from lotline.job_events e join lotline.jobs j on j.number = e.job_no
      where j.id = $1 and e.event = 'cancelled'`,
    [old],
  );
  assert.deepEqual(rows, [{ actor: 'system', reason: 'A draft that got no rows for 7 days' }]);
});

test('a draft of the command line that was cancelled can be given up as well', async () => {
  const client = await api.client('analyst');
  const id = await begin(client);
  assert.equal((await client.post(`/api/jobs/${id}/cancel`, {})).status, 200);
  assert.equal((await client.get(`/batch-lookups/${id}/upload`)).body.status, 'cancelled');
  assert.equal((await remove(client, id)).status, 200);
});
