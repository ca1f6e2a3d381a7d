import assert from 'node:assert/strict';
import { request } from 'node:http';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { lookupItem, lookupResult, workLookups } from '../support/lookups.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const api = await testApi(database);

const HEADER = 'Deal ID,Street Address,City,State,ZIP';
const line = (number: number) => `deal-${number},${number} Main St,San Francisco,CA,94102`;

const send = (client: Client, query: string, body: string | Uint8Array, type = 'text/csv', headers = {}) =>
  client.ask(`/batch-lookups/stream${query}`, {
    method: 'POST',
    body,
    headers: { 'content-type': type, ...headers },
  });

test('a CSV file in one request becomes one job: rows matched, bad ones kept, all given back in order', async () => {
  const client = await api.client('analyst');
  const file = [
    HEADER,
    line(1),
    '',
    'deal-2,,San Francisco,CA,94102',
    line(3),
    'deal-4,a,b,CA,94102,shifted',
  ];
  const { status, body, text } = await send(client, '?name=leads.csv', `${file.join('\r\n')}\r\n`);
  assert.equal(status, 201, text);
  assert.equal(body.total_items, 4);
  assert.equal(body.accepted, 2);
  assert.equal(body.rejected, 2);
  assert.equal(body.report.name, 'leads.csv');
  assert.equal(body.mapping.reference_id, 'Deal ID');
  assert.equal(body.mapping.device_ids, 'always 1');
  await workLookups(database, body.job_id, (seq) => ({
    outcome: 'completed',
    result: lookupResult(seq, 10),
  }));
  const download = await client.get(`/batch-lookups/${body.job_id}/download`);
  const lines = download.text.trimEnd().split('\r\n');
  assert.match(lines[0] ?? '', new RegExp(`^${HEADER},status,`));
  assert.match(lines[1] ?? '', /^deal-1,1 Main St,San Francisco,CA,94102,completed,/);
  assert.match(lines[2] ?? '', /^deal-2,,San Francisco,CA,94102,failed,invalid_input,/);
  assert.match(lines[3] ?? '', /^deal-3,.*completed/);
  assert.match(lines[4] ?? '', /^deal-4,a,b,CA,94102,shifted,failed|^deal-4,a,b,CA,94102,failed/);
});

test('a file may ask anew for answers that were paid for', async () => {
  const client = await api.client('analyst');
  const { body } = await send(client, '?reuse=false', [HEADER, line(1)].join('\n'));
  const { rows } = await database.pools.owner.query('select params from lotline.jobs where id = $1', [
    body.job_id,
  ]);
  assert.equal(rows[0].params.reuse, false);
  assert.match((await send(client, '?reuse=no', HEADER)).text, /reuse: must be true or false/);
});

test('failed items of a file make a new batch as they are', async () => {
  const client = await api.client('analyst');
  const { body } = await send(client, '', [HEADER, line(1), line(2)].join('\n'));
  await workLookups(database, body.job_id, () => ({
    outcome: 'failed',
    class: 'permanent',
    code: 'no_utility_at_address',
    message: 'No utility serves this address',
  }));
  const failed = await client.get(`/batch-lookups/${body.job_id}/items?status=failed`);
  const items = failed.body.items.map(
    ({ reference_id, address, building_type, device_ids }: Record<string, unknown>) => ({
      ...{ reference_id, address, building_type, device_ids },
    }),
  );
  assert.equal(items[0].address.country_code, 'US');
  const again = await client.post('/batch-lookups', { items });
  assert.equal(again.status, 201, again.text);
});

test('JSON lines are items of POST /batch-lookups; what is no item is kept with its reason', async () => {
  const client = await api.client('analyst');
  const lines = [
    JSON.stringify(lookupItem('deal-1', { device_ids: undefined, device_names: ['Heat pump'] })),
    '{"reference_id": broken',
    '',
    '[]',
    JSON.stringify(lookupItem('deal-4', { webhook_custom_fields: { stage: 'a\u0000b' } })),
    JSON.stringify({ ...lookupItem('x'), reference_id: undefined }),
  ];
  const { status, body, text } = await send(client, '', lines.join('\n'), 'application/x-ndjson');
  assert.equal(status, 201, text);
  assert.deepEqual([body.accepted, body.rejected, body.blank_rows], [2, 3, 1]);
  assert.match(body.report.name, /^Batch Lookup - \d{4}-\d\d-\d\d \(5 sites\)$/);
  const { items } = (await client.get(`/batch-lookups/${body.job_id}/items`)).body;
  assert.deepEqual(
    items.map((item: { reference_id: string; status: string }) => [item.reference_id, item.status]),
    [
      ['deal-1', 'pending'],
      ['row-2', 'failed'],
      ['row-3', 'failed'],
      ['deal-4', 'failed'],
      ['row-5', 'pending'],
    ],
  );
  assert.deepEqual(items[0].device_names, ['Heat pump']);
  assert.match(items[1].error_message, /not JSON/);
  assert.match(items[3].error_message, /NUL/);
});

interface Item {
  readonly address: Readonly<Record<string, string | null>>;
}

test('columns are mapped as the caller says, and a file that makes no addresses makes no job', async () => {
  const client = await api.client('analyst');
  const mapped = await send(
    client,
    '?map=Where=street_1&map=%233=none&const=country_code=US&const=device_ids=1,2',
    'Where,ZIP,Zip Code\n1 Main St,94102,x\n',
  );
  assert.equal(mapped.status, 201, mapped.text);
  const [item] = (await client.get(`/batch-lookups/${mapped.body.job_id}/items`)).body.items;
  assert.deepEqual([item.address.country_code, item.device_ids], ['US', [1, 2]]);
  const whole = await send(
    client,
    '',
    'Full Address,Unit\n"123 N Main St Apt 4, Altoona, PA 16602-1234",\n"9 Elm Rd, Altoona, PA 16601",B\n',
  );
  assert.equal(whole.status, 201, whole.text);
  const { items } = (await client.get(`/batch-lookups/${whole.body.job_id}/items`)).body;
  assert.deepEqual(
    items.map(({ address: { street_1, street_2, city, state_or_province_code, postal_code } }: Item) =>
      [street_1, street_2, city, state_or_province_code, postal_code].join('|'),
    ),
    ['123 N Main St Apt 4||Altoona|PA|16602-1234', '9 Elm Rd|B|Altoona|PA|16601'],
  );
  const before = (await client.get('/batch-lookups')).body.total;
  for (const [query, body, message] of [
    ['', '', /empty/],
    ['', `${HEADER}\n`, /no rows/],
    ['', 'Name,Phone\nA,1\n', /No column gives street_1/],
    ['', 'Address\n1 Main St\n', /No column gives postal_code/],
    ['', 'Address,Street,ZIP\na,b,94102\n', /Two columns would fill street_1/],
    ['?map=Nowhere=street_1', `${HEADER}\n${line(1)}\n`, /no column "Nowhere"/],
    ['?map=City=nothing', `${HEADER}\n${line(1)}\n`, /map: there is no field "nothing"/],
    ['?const=nothing=1', `${HEADER}\n${line(1)}\n`, /const: there is no field "nothing"/],
    ['?spacing_ms=99999', `${HEADER}\n${line(1)}\n`, /spacing_ms: must be a whole number/],
    ['', `${HEADER}\n"never closed,1\n`, /quote/],
    [
      '',
      Buffer.from([...Buffer.from(`${HEADER}\nñ\n`), 0xe9, 0x2c]),
      /from byte \d+ on\. Save it again as UTF-8\.$/,
    ],
    ['', gzipSync(`${HEADER}\n${line(1)}\n`), /compressed with gzip/],
  ] as const) {
    const refused = await send(client, query, body);
    assert.equal(refused.status, 400, `${query} ${body}: ${refused.text}`);
    assert.match(refused.body.error, message);
    assert.doesNotMatch(refused.text, /--map/, 'the hint is in the words of the API');
  }
  const lines = await send(
    client,
    '?map=a=city',
    JSON.stringify(lookupItem('deal-1')),
    'application/x-ndjson',
  );
  assert.equal(lines.body.field, 'map');
  assert.equal((await client.get('/batch-lookups')).body.total, before);
  assert.deepEqual((await client.get('/batch-lookups/uploads')).body.uploads, []);
});

test('a request that breaks off leaves nothing, however much of it was stored', async () => {
  const client = await api.client('analyst');
  const sending = request(`${api.url}/batch-lookups/stream?name=broken`, {
    method: 'POST',
    headers: { 'x-api-key': client.key, 'content-type': 'text/csv' },
  });
  sending.on('error', () => {});
  sending.write(`${HEADER}\n`);
  for (let row = 1; row <= 4_100; row += 1) sending.write(`${line(row)}\n`);
  const open = async () => (await client.get('/batch-lookups/uploads')).body.uploads;
  await until(async () => (await open())[0]?.rows >= 2_000);
  const [{ job_id }] = await open();
  sending.destroy();
  await until(async () => (await open()).length === 0);
  assert.equal((await client.get(`/batch-lookups/${job_id}`)).status, 404);
  assert.equal(await workLookups(database, job_id, () => ({ outcome: 'completed', result: {} })), 0);
});

test('a fault far into a file takes back what was stored of it', async () => {
  const client = await api.client('analyst');
  const rows = Array.from({ length: 4_500 }, (_, at) => line(at + 1));
  const refused = await send(client, '', `${[HEADER, ...rows].join('\n')}\n"open quote`);
  assert.equal(refused.status, 400, refused.text);
  assert.equal((await client.get('/batch-lookups')).body.total, 0);
  const { rows: left } = await database.pools.owner.query<{ left: number }>(
    'select lotline.sweep_drafts()::int as left',
  );
  assert.ok((left[0]?.left ?? 0) >= 4_000, 'the rows themselves go with the hourly round');
});

test('a stream with an Idempotency-Key is carried out once', async () => {
  const client = await api.client('analyst');
  const key = { 'idempotency-key': 'leads of today' };
  const refused = await send(client, '', `${HEADER}\n${line(1)}\n`, 'text/csv', key);
  assert.equal(refused.status, 400, 'a key has no blanks');
  const first = await send(client, '', `${HEADER}\n${line(1)}\n`, 'text/csv', { 'idempotency-key': 'today' });
  const again = await send(client, '', `${HEADER}\n${line(1)}\n`, 'text/csv', { 'idempotency-key': 'today' });
  assert.equal(again.status, 201, again.text);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  const { rows } = await database.pools.owner.query<{ held: number }>(
    `select extract(epoch from running_until - created_at)::int as held from lotline.idempotency_keys
      where org_id = $1 and key = 'today'`,
    [client.organizationId],
  );
  assert.ok((rows[0]?.held ?? 0) > 30 * 60, 'nobody takes the key over while a stream may still come');
  assert.equal(again.body.job_id, first.body.job_id);
  assert.equal((await client.get('/batch-lookups')).body.total, 1);
});

test('a viewer may not stream, and other types are refused by name', async () => {
  const viewer = await api.client('viewer');
  assert.equal((await send(viewer, '', `${HEADER}\n${line(1)}\n`)).status, 403);
  const analyst = await api.client('analyst');
  const json = await send(analyst, '', '{}', 'application/json');
  assert.equal(json.status, 415, json.text);
  assert.match(json.body.error, /text\/csv or application\/x-ndjson/);
});
