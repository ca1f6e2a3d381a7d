import assert from 'node:assert/strict';
import test from 'node:test';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase();
const api = await testApi(database);

const SALE = { county: 'Blair, PA', sale_type: 'upset', sale_date: '2027-09-15' };
const CSV = { 'content-type': 'text/csv' };

const importCsv = (client: Client, what: string, body: string | Uint8Array, query = '') =>
  client.ask(`/api/${what}/import${query}`, { method: 'POST', body, headers: CSV });
const rowsOf = async (client: Client, query = '') =>
  (await client.get(`/api/upcoming-sales${query}`)).body.upcoming_sales;

async function imports(organizationId: string): Promise<unknown[]> {
  const { rows } = await database.pools.owner.query(
    `select what, file_name, rows_read, rows_stored, rows_refused, rows_created, rows_updated,
       finished_at is not null as finished, created_by
     from lotline.imports where org_id = $1 order by created_at`,
    [organizationId],
  );
  return rows;
}

test('a sale is added, and said again it is the same one with what is new', async () => {
  const client = await api.client('analyst');
  const first = await client.post('/api/upcoming-sales', { ...SALE, deposit_required: 500.5 });
  assert.equal(first.status, 201, first.text);
  const { id, county_id: _, created_at: __, updated_at: ___, ...sale } = first.body.sale;
  assert.deepEqual(sale, {
    county_name: 'Blair',
    state_code: 'PA',
    sale_type: 'upset',
    sale_date: '2027-09-15',
    registration_deadline: null,
    platform: null,
    deposit_required: 500.5,
    property_count: null,
    status: 'scheduled',
    created_by: 'key:analyst of a test',
  });
  const again = await client.post('/api/upcoming-sales', {
    ...SALE,
    county: '42013',
    platform: 'Courthouse',
    status: 'postponed',
  });
  assert.deepEqual([again.status, again.body.created, again.body.sale.id], [200, false, id]);
  assert.deepEqual(
    [again.body.sale.deposit_required, again.body.sale.platform, again.body.sale.status],
    [500.5, 'Courthouse', 'postponed'],
  );
  const silent = await client.post('/api/upcoming-sales', SALE);
  assert.deepEqual(silent.body.sale, again.body.sale);
});

test('what is no sale is refused by its field', async () => {
  const client = await api.client();
  for (const [change, status, text] of [
    [{ county: undefined }, 400, /county: is required/],
    [{ county: 'Washington' }, 400, /Washington/],
    [{ county: 'Atlantis' }, 404, /Atlantis/],
    [{ sale_type: 'flea market' }, 400, /sale_type: must be one of upset, judicial/],
    [{ sale_date: '2027-02-29' }, 400, /sale_date: must be a day that exists/],
    [{ sale_date: '0000-01-01' }, 400, /sale_date: must be a day/],
    [{ registration_deadline: '2027-09-16' }, 400, /registration_deadline: is after the sale/],
    [{ deposit_required: -1 }, 400, /deposit_required: must not be below zero/],
    [{ property_count: 1.5 }, 400, /property_count: must be a whole number/],
    [{ status: 'maybe' }, 400, /status: must be one of scheduled/],
    [{ platform: 'a\u0000b' }, 400, /platform: holds a NUL/],
  ] as const) {
    const reply = await client.post('/api/upcoming-sales', { ...SALE, ...change });
    assert.equal(reply.status, status, reply.text);
    assert.match(reply.body.message, text);
  }
  assert.deepEqual(await rowsOf(client), []);
});

test('a sale is changed, but not into one that is there, nor so that registration ends after it', async () => {
  const client = await api.client();
  const { body } = await client.post('/api/upcoming-sales', { ...SALE, registration_deadline: '2027-09-01' });
  const path = `/api/upcoming-sales/${body.sale.id}`;
  const change = (to: object) => client.ask(path, { method: 'PATCH', body: to });
  const moved = await change({ status: 'postponed', sale_date: '2027-10-20', deposit_required: 750 });
  assert.equal(moved.status, 200, moved.text);
  assert.deepEqual(
    [moved.body.status, moved.body.sale_date, moved.body.deposit_required, moved.body.registration_deadline],
    ['postponed', '2027-10-20', 750, '2027-09-01'],
  );
  assert.equal((await change({ deposit_required: null })).body.deposit_required, null);
  await client.post('/api/upcoming-sales', SALE);
  const taken = await change({ sale_date: '2027-09-15' });
  assert.deepEqual([taken.status, taken.body.field], [409, 'sale_date']);
  assert.match(taken.body.message, /Blair has another upset sale on 2027-09-15/);
  const late = await change({ sale_date: '2027-08-01' });
  assert.deepEqual([late.status, late.body.field], [400, 'registration_deadline']);
  assert.equal((await change({ sale_date: '2027-08-01', registration_deadline: null })).status, 200);
  assert.equal((await change({})).status, 400);
  const stranger = await api.client();
  const foreign = await stranger.ask(path, { method: 'PATCH', body: { status: 'cancelled' } });
  assert.deepEqual([foreign.status, foreign.body.message], [404, 'Sale not found']);
  const viewer = await api.client('viewer', client.organizationId);
  assert.equal((await viewer.ask(path, { method: 'PATCH', body: { status: 'cancelled' } })).status, 403);
  assert.equal((await change({ status: 'completed' })).body.status, 'completed');
});

test('sales are listed earliest first, by place, day and status, page by page and as CSV', async () => {
  const client = await api.client();
  const file = [
    'County,State,Type,Date,Deposit,Status',
    'Blair,PA,Upset Sale,9/15/2027,"$1,000.50",',
    'Bedford,PA,judicial,"Oct 1, 2027",,postponed',
    'Garrett,MD,tax certificate,2027-05-21,,',
    'Blair,PA,repository,2028-01-10,,canceled',
  ].join('\n');
  const { body } = await importCsv(client, 'upcoming-sales', file, '?file_name=sales.csv');
  assert.deepEqual([body.rows_read, body.rows_stored, body.rows_created, body.rows_refused], [4, 4, 4, 0]);
  const days = async (query: string) =>
    (await rowsOf(client, query)).map((sale: { sale_date: string }) => sale.sale_date);
  assert.deepEqual(await days(''), ['2027-05-21', '2027-09-15', '2027-10-01', '2028-01-10']);
  assert.deepEqual(await days('?state=PA&from=2027-09-16&to=2027-12-31'), ['2027-10-01']);
  assert.deepEqual(await days('?county=blair county, pa&status=scheduled'), ['2027-09-15']);
  assert.deepEqual(await days('?sale_type=tax_certificate'), ['2027-05-21']);
  const seen: string[] = [];
  for (let cursor = ''; ; ) {
    const page = (await client.get(`/api/upcoming-sales?limit=1${cursor}`)).body;
    seen.push(...page.upcoming_sales.map((sale: { sale_date: string }) => sale.sale_date));
    if (page.next_cursor === null) break;
    cursor = `&cursor=${page.next_cursor}`;
  }
  assert.deepEqual(seen, await days(''));
  const odd = Buffer.from('["2027-02-31","00000000-0000-0000-0000-000000000000"]').toString('base64url');
  for (const bad of ['from=yesterday', 'to=2027-13-01', 'cursor=x', `cursor=${odd}`, 'status=open']) {
    assert.equal((await client.get(`/api/upcoming-sales?${bad}`)).status, 400, bad);
  }
  const csv = await client.ask('/api/upcoming-sales', { headers: { accept: 'text/csv' } });
  assert.match(csv.text, /,Blair,PA,upset,2027-09-15,,,1000\.50,,scheduled,/);
  const back = await importCsv(client, 'upcoming-sales', csv.text);
  assert.deepEqual([back.status, back.body.rows_stored, back.body.rows_created], [200, 4, 0], back.text);
  assert.equal(back.body.rows_updated, 0);
});

test('rows of sales are refused one by one, with line, value and reason; the others are stored', async () => {
  const client = await api.client();
  const file =
    'COUNTY;STATE;TYPE OF SALE;DATE OF SALE;REGISTER BY;DEPOSIT;COUNT\r\n' +
    'Blair;PA;upset;2027-09-15;2027-09-01;500;1,204\r\n' +
    '\r\n' +
    'Washington;;upset;2027-09-15;;;\r\n' +
    'Blair;PA;upset;soon;;;\r\n' +
    'Blair;PA;bake sale;2027-09-15;2027-13-01;-5;many\r\n' +
    'Blair;PA;judicial;2027-09-15;2027-09-16;;\r\n' +
    ';PA;judicial;2027-09-15;;;\r\n' +
    'Blair;PA;upset;2027-09-15;;750;;extra\r\n' +
    'Blair;PA;upset;9/15/27;;750;\r\n';
  const { status, body } = await importCsv(client, 'upcoming-sales', file);
  assert.equal(status, 200);
  assert.deepEqual([body.rows_read, body.rows_stored, body.rows_refused], [8, 2, 6]);
  const problems = body.problems.map((one: { row: number; line: number; errors: { message: string }[] }) => [
    one.row,
    one.line,
    one.errors.map((error) => error.message).join('; '),
  ]);
  assert.deepEqual(
    problems.map(([row, line]: [number, number]) => [row, line]),
    [
      [2, 4],
      [3, 5],
      [4, 6],
      [5, 7],
      [6, 8],
      [7, 9],
    ],
  );
  const text = JSON.stringify(problems);
  for (const expected of [
    /Washington.*may be .*add the state/,
    /sale_date: \\"soon\\" is no day/,
    /bake sale.*is none of upset/,
    /2027-13-01/,
    /must not be below zero/,
    /property_count: \\"many\\" is no count/,
    /is after the sale on 2027-09-15/,
    /county: is required/,
    /has 8 cells and the header 7/,
  ]) {
    assert.match(text, expected);
  }
  const [sale] = await rowsOf(client);
  assert.deepEqual(
    [sale.deposit_required, sale.registration_deadline, sale.property_count],
    [750, '2027-09-01', 1204],
  );
  assert.deepEqual(await imports(client.organizationId), [
    {
      what: 'upcoming_sales',
      file_name: null,
      rows_read: 8,
      rows_stored: 2,
      rows_refused: 6,
      rows_created: 1,
      rows_updated: 0,
      finished: true,
      created_by: 'key:admin of a test',
    },
  ]);
});

test('a file that is no list of sales is refused with what to do', async () => {
  const client = await api.client();
  for (const [file, query, text] of [
    ['', '', /The file is empty/],
    ['a,b\n1,2', '', /county: no column is called so. The file has "a", "b"/],
    ['County,Type,Date,Date\nBlair,upset,2027-01-01,', '', /Two columns would fill sale_date/],
    ['County,Type,Date\n"Blair', '', /A quote is opened and never closed/],
    ['County,Type,When\nBlair,upset,2027-01-01', '?map=Wen=sale_date', /no column "Wen"/],
    ['County,Type,When\nBlair,upset,2027-01-01', '?map=When=day', /no field "day"/],
    ['Type,Date\nupset,2027-01-01', '?county=Washington', /Washington/],
  ] as const) {
    const reply = await importCsv(client, 'upcoming-sales', file, query);
    assert.equal(reply.status, 400, file);
    assert.match(reply.body.message, text);
  }
  const json = await client.post('/api/upcoming-sales/import', { rows: [] });
  assert.equal(json.status, 415);
  assert.deepEqual(await rowsOf(client), []);
  const mapped = await importCsv(
    client,
    'upcoming-sales',
    'Type,When\nupset,2027-01-01',
    '?map=When=sale_date&county=Blair,PA',
  );
  assert.equal(mapped.body.rows_created, 1, mapped.text);
  assert.deepEqual(mapped.body.columns, { sale_date: 'When', sale_type: 'Type' });
});

test('a check stores nothing and says what an import would', async () => {
  const client = await api.client();
  const file = 'County,State,Type,Date\nBlair,PA,upset,2027-01-01\nNowhere,PA,upset,2027-01-01';
  const { body } = await importCsv(client, 'upcoming-sales', file, '?check=true');
  assert.deepEqual([body.import_id, body.rows_created, body.rows_refused], [null, 1, 1]);
  assert.deepEqual(await rowsOf(client), []);
  assert.deepEqual(await imports(client.organizationId), []);
});

test('addresses of documents come as a list: stored once each, bad ones refused, titles kept', async () => {
  const client = await api.client();
  const url = 'https://www.example.org';
  const file = [
    'County,State,Type,Title,Link,Published',
    `Blair,PA,Upset Sale List,Upset 2027,${url}/upset.pdf,8/1/2027`,
    `Bedford,PA,legal notice,,${url}/notices/notice%201.html,`,
    `Blair,PA,map,,${url}/map.pdf,`,
    `Blair,PA,registration,,ftp://example.org/form.pdf,`,
    `Blair,PA,registration,,https://ann:secret@example.org/form.pdf,`,
    `Blair,PA,registration,,,`,
  ].join('\n');
  const { status, body, text } = await importCsv(client, 'documents', file, '?file_name=docs.csv');
  assert.equal(status, 200, text);
  assert.deepEqual([body.rows_read, body.rows_created, body.rows_refused], [6, 2, 4]);
  const messages = JSON.stringify(body.problems);
  for (const expected of [
    /map.*is none of property_list/,
    /must begin with http/,
    /must not hold a user/,
    /url: is required/,
  ]) {
    assert.match(messages, expected);
  }
  const list = async () =>
    (await client.get('/api/documents')).body.documents
      .map((one: Record<string, unknown>) => [
        one.title,
        one.document_type,
        one.file_format,
        one.publication_date,
      ])
      .sort();
  assert.deepEqual(await list(), [
    ['Upset 2027', 'property_list', 'pdf', '2027-08-01'],
    ['notice 1', 'legal_notice', 'html', null],
  ]);
  const again = await importCsv(
    client,
    'documents',
    `URL,Date\n${url}/upset.pdf,\n${url}/new.csv,2027-08-02`,
    '?county=Blair,PA&document_type=property_list',
  );
  assert.deepEqual([again.body.rows_created, again.body.rows_updated, again.body.rows_stored], [1, 0, 2]);
  const retitled = await importCsv(
    client,
    'documents',
    `URL,Title\n${url}/upset.pdf,Upset (final)`,
    '?county=Blair,PA&document_type=property_list',
  );
  assert.equal(retitled.body.rows_updated, 1);
  assert.ok(
    (await list()).some(([title, , , date]: string[]) => title === 'Upset (final)' && date === '2027-08-01'),
  );
  const noted = await imports(client.organizationId);
  assert.equal(noted.length, 3);
  const other = await api.client();
  assert.deepEqual((await other.get('/api/documents')).body.documents, []);
});

test('a long list passes in chunks, and a file that breaks off says what is stored', async () => {
  const client = await api.client();
  const rows = Array.from({ length: 2_500 }, (_, at) => `https://example.org/${at}.pdf`);
  const query = '?county=Blair,PA&document_type=property_list';
  const whole = await importCsv(client, 'documents', `URL\n${rows.join('\n')}\n`, query);
  assert.deepEqual([whole.body.rows_created, whole.body.rows_refused], [2_500, 0], whole.text);
  const broken = await importCsv(client, 'documents', `URL\n${rows.join('\n')}\n"https://example.org`, query);
  assert.equal(broken.status, 400);
  assert.match(broken.body.message, /A quote is opened and never closed/);
  assert.match(broken.body.hint, /The 2000 rows before that are stored\. Send the whole file again/);
  const [, unfinished] = (await imports(client.organizationId)) as {
    finished: boolean;
    rows_stored: number;
  }[];
  assert.deepEqual([unfinished?.finished, unfinished?.rows_stored], [false, 2_000]);
});
