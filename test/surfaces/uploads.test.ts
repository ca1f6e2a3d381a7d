import assert from 'node:assert/strict';
import test from 'node:test';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { lookupItem, lookupResult, workLookups } from '../support/lookups.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const api = await testApi(database);
const COLUMNS = ['Deal ID', 'Street', 'ZIP'];

interface Row {
  row: number;
  cells: string[];
  item: unknown;
}

function row(number: number, changes: Record<string, unknown> = {}): Row {
  return {
    row: number,
    cells: [`d-${number}`, '123 Main St', '94102'],
    item: lookupItem(`deal-${number}`, changes),
  };
}

async function upload(client: Client, options: Record<string, unknown> = {}): Promise<string> {
  const { status, body } = await client.post('/batch-lookups/uploads', { columns: COLUMNS, ...options });
  assert.equal(status, 201, JSON.stringify(body));
  return body.job_id;
}

const putChunk = (client: Client, id: string, chunk: number | string, rows: unknown) =>
  client.ask(`/batch-lookups/${id}/chunks/${chunk}`, { method: 'PUT', body: { rows } });

test('an upload is created, filled in repeatable chunks, sealed and worked', async () => {
  const client = await api.client('analyst');
  const id = await upload(client);
  const first = await putChunk(client, id, 0, [row(1), row(2, { building_type: 'CASTLE' })]);
  assert.equal(first.status, 200, first.text);
  assert.deepEqual(first.body, { accepted: 1, rejected: 1, total_items: 2, repeated: false });
  const again = await putChunk(client, id, 0, [row(1), row(2, { building_type: 'CASTLE' })]);
  assert.deepEqual(again.body, { accepted: 1, rejected: 1, total_items: 2, repeated: true });
  const second = await putChunk(client, id, 1, [
    { ...row(3), item: { ...lookupItem('x'), reference_id: undefined } },
  ]);
  assert.deepEqual(second.body, { accepted: 1, rejected: 0, total_items: 3, repeated: false });
  assert.equal(
    await workLookups(database, id, () => ({ outcome: 'completed', result: {} })),
    0,
    'not before it is sealed',
  );

  const sealed = await client.post(`/batch-lookups/${id}/seal`, {});
  assert.equal(sealed.status, 200, sealed.text);
  assert.equal(sealed.body.total_items, 3);
  assert.equal(sealed.body.failed_items, 1);
  assert.equal((await client.post(`/batch-lookups/${id}/seal`)).status, 200);
  const late = await putChunk(client, id, 2, [row(4)]);
  assert.equal(late.status, 409);
  assert.equal(late.body.code, 'job_sealed');

  await workLookups(database, id, (seq) => ({ outcome: 'completed', result: lookupResult(seq, 10) }));
  const items = (await client.get(`/batch-lookups/${id}/items`)).body.items;
  assert.deepEqual(
    items.map((item: { reference_id: string; status: string }) => [item.reference_id, item.status]),
    [
      ['deal-1', 'completed'],
      ['deal-2', 'failed'],
      ['row-3', 'completed'],
    ],
  );
  assert.match(items[1].error_message, /building_type/);
  assert.equal(items[1].building_type, 'CASTLE');
});

test('the report of an upload is named by its rows once they are known; an own name stays', async () => {
  const client = await api.client('analyst');
  const nameOf = async (id: string): Promise<string> => {
    const { rows } = await database.pools.owner.query<{ name: string }>(
      'select name from lotline.report_totals where job_id = $1',
      [id],
    );
    return rows[0]?.name ?? '';
  };
  const plain = await upload(client);
  const named = await upload(client, { name: 'leads.csv' });
  for (const id of [plain, named]) {
    await putChunk(client, id, 0, [row(1), row(2)]);
    await client.post(`/batch-lookups/${id}/seal`);
  }
  assert.match(await nameOf(plain), /^Batch Lookup - \d{4}-\d\d-\d\d \(2 sites\)$/);
  assert.equal(await nameOf(named), 'leads.csv');
});

test('a chunk number with other rows is a conflict, an empty upload cannot be sealed', async () => {
  const client = await api.client('analyst');
  const id = await upload(client);
  const empty = await client.post(`/batch-lookups/${id}/seal`);
  assert.equal(empty.status, 400);
  assert.match(empty.body.error, /has no rows/);
  await putChunk(client, id, 7, [row(1)]);
  const other = await putChunk(client, id, 7, [row(2)]);
  assert.equal(other.status, 409, other.text);
});

test('a chunk outside its limits is refused whole', async () => {
  const client = await api.client('analyst');
  const id = await upload(client);
  const rows = Array.from({ length: 5001 }, (_, at) => row(at + 1));
  for (const [body, field] of [
    [[], 'rows'],
    [rows, 'rows'],
    ['rows', 'rows'],
    [[{ row: 0, cells: [], item: {} }], 'rows[0].row'],
    [[{ row: 1, cells: [1], item: {} }], 'rows[0].cells[0]'],
    [[{ row: 1, item: {} }], 'rows[0].cells'],
  ] as const) {
    const refused = await putChunk(client, id, 0, body);
    assert.equal(refused.status, 400, refused.text);
    assert.equal(refused.body.field, field);
  }
  assert.match((await putChunk(client, id, 'one', rows.slice(0, 1))).body.error, /^chunk: /);
  assert.equal((await putChunk(client, id, 0, rows.slice(1))).body.total_items, 5000);
});

test('rows that could never be lookups are kept with what is wrong with them', async () => {
  const client = await api.client('analyst');
  const id = await upload(client);
  const deep = JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`);
  const rows = [null, 'text', 7, [], {}, deep, { address: null }].map((item, at) => ({
    row: at + 1,
    cells: ['=1+1'],
    item,
  }));
  const stored = await putChunk(client, id, 0, [...rows, { row: 99, cells: [] }]);
  assert.deepEqual(stored.body, { accepted: 0, rejected: 8, total_items: 8, repeated: false });
  const nul = await client.ask(`/batch-lookups/${id}/chunks/1`, {
    method: 'PUT',
    body: JSON.stringify({
      rows: [{ row: 9, cells: ['a\u0000b\ud800'], item: lookupItem('deal-9', { device_names: ['\u0000'] }) }],
    }),
  });
  assert.equal(nul.body.rejected, 1, nul.text);
  await client.post(`/batch-lookups/${id}/seal`);
  const items = (await client.get(`/batch-lookups/${id}/items?status=failed`)).body.items;
  assert.equal(items.length, 9);
  for (const item of items) assert.ok(item.error_message, JSON.stringify(item));
});

test('a download gives every row back in order, with its cells and its outcome', async () => {
  const client = await api.client('analyst');
  const id = await upload(client);
  await putChunk(client, id, 0, [
    { ...row(1), cells: ['=cmd()', 'Main "St", 5', '01234'] },
    row(2, { building_type: 'CASTLE' }),
    row(3),
    { ...row(4), cells: ['-71.06', 'two\nlines'] },
  ]);
  const early = await client.get(`/batch-lookups/${id}/download`);
  assert.equal(early.status, 200);
  assert.equal(early.text.trimEnd().split('\r\n').length, 5, 'before it is sealed');
  await client.post(`/batch-lookups/${id}/seal`);
  await workLookups(database, id, (seq) =>
    seq === 3
      ? { outcome: 'failed', class: 'permanent', code: 'no_utility_at_address', message: 'No utility, sorry' }
      : {
          outcome: 'completed',
          result: { ...lookupResult(70 + seq, 1500), connect_url: `https://apply.example/${70 + seq}` },
        },
  );
  const { text, headers } = await client.get(`/batch-lookups/${id}/download?format=csv`);
  assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8');
  assert.match(headers.get('content-disposition') ?? '', /^attachment; filename="batch-lookup-.*\.csv"$/);
  const lines = text.split('\r\n');
  assert.equal(
    lines[0],
    'Deal ID,Street,ZIP,status,error_code,error_message,attempts,customer_id,utility,total_incentive_amount,eligible_programs,programs,connect_url,row_number',
  );
  assert.equal(
    lines[1],
    `'=cmd(),"Main ""St"", 5",01234,completed,,,1,71,Pacific Gas & Electric,1500.00,1,Heat pump rebate,https://apply.example/71,1`,
  );
  assert.match(lines[2] ?? '', /^d-2,123 Main St,94102,failed,invalid_input,.*building_type.*,0,,,,,,,2$/);
  assert.equal(lines[3], 'd-3,123 Main St,94102,failed,no_utility_at_address,"No utility, sorry",1,,,,,,,3');
  assert.match(lines[4] ?? '', /^-71\.06,"two\nlines",,completed,/);

  const failed = await client.get(`/batch-lookups/${id}/download?status=failed`);
  assert.equal(failed.text.split('\r\n').length, 4);
  const jsonl = await client.get(`/batch-lookups/${id}/download?format=jsonl`);
  const objects = jsonl.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    objects.map((one) => one.row),
    [1, 2, 3, 4],
  );
  assert.deepEqual(objects[0].cells, ['=cmd()', 'Main "St", 5', '01234']);
  assert.deepEqual(objects[0].result, {
    ...lookupResult(71, 1500),
    connect_url: 'https://apply.example/71',
  });
  assert.equal(objects[1].field_errors[0].field, 'building_type');
  assert.match(
    (await client.get(`/batch-lookups/${id}/download?format=xlsx`)).body.error,
    /^format: must be csv or jsonl/,
  );
});

test('a batch posted inline downloads with the fields of its items as columns', async () => {
  const client = await api.client('analyst');
  const { body } = await client.post('/batch-lookups', {
    items: [
      lookupItem('deal-001', { device_ids: [1, 8] }),
      lookupItem('deal-002', { device_ids: undefined, device_names: ['Heat pump', 'Water heater'] }),
    ],
  });
  const { text } = await client.get(`/batch-lookups/${body.job_id}/download`);
  const [head, line, named] = text.split('\r\n');
  assert.match(head ?? '', /^reference_id,street_1,street_2,city,/);
  assert.equal(line, 'deal-001,123 Main St,,San Francisco,CA,94102,US,RESIDENTIAL,1 8,,pending,,,0,,,,,,,1');
  assert.match(named ?? '', /RESIDENTIAL,,Heat pump; Water heater,pending,/);
});

test('a client that leaves ends its download and the reading behind it', async () => {
  const client = await api.client('analyst');
  const id = await upload(client);
  for (let chunk = 0; chunk < 4; chunk += 1) {
    await putChunk(
      client,
      id,
      chunk,
      Array.from({ length: 5000 }, (_, at) => row(chunk * 5000 + at + 1)),
    );
  }
  const leave = new AbortController();
  const response = await fetch(`${api.url}/batch-lookups/${id}/download`, {
    headers: { 'x-api-key': client.key },
    signal: leave.signal,
  });
  const reader = response.body?.getReader();
  await reader?.read();
  leave.abort();
  await assert.rejects(async () => reader?.read());
  // The server's connections come free: the reading behind the download has ended, not just its sending.
  await until(async () => {
    const { rows } = await database.pools.owner.query<{ busy: string }>(
      "select count(*) as busy from pg_stat_activity where usename = 'lotline_api' and datname = current_database() and state <> 'idle'",
    );
    return rows[0]?.busy === '0';
  }, 'the end of the reading');
  assert.equal((await client.get(`/batch-lookups/${id}`)).status, 200);
});
