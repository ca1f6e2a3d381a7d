import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase();
const api = await testApi(database);
let client: Client;
before(async () => {
  client = await api.client('analyst');
});

const CSV = { 'content-type': 'text/csv' };

/** A report, or a refusal. */
interface Body {
  readonly import_id: string;
  readonly columns: Record<string, string>;
  readonly ignored_columns: string[];
  readonly rows_read: number;
  readonly rows_created: number;
  readonly rows_updated: number;
  readonly rows_stored: number;
  readonly rows_refused: number;
  readonly problems: { row: number; line: number; errors: { message: string }[] }[];
  readonly message: string;
  readonly hint?: string;
}

/** Sends a file; `query` as it stands in the address. */
async function send(file: string | Uint8Array, query = '', who: Client = client, headers = CSV) {
  const response = await fetch(`${api.url}/api/properties/import${query === '' ? '' : `?${query}`}`, {
    method: 'POST',
    body: Buffer.from(file),
    headers: { 'x-api-key': who.key, ...headers },
  });
  return { status: response.status, body: (await response.json()) as Body };
}

const fresh = () => api.client('analyst');

const lines = (...rows: string[]) => `${rows.join('\r\n')}\r\n`;

test('a file of a county becomes properties, and says how its columns were understood', async () => {
  const who = await fresh();
  const file = lines(
    'Parcel ID,Property Address,City,Zip,Owner,Total Due,Tax Year,Sale Type,Sale Date,Notes',
    '01.01-12..-045.00-000,"1200 8th Ave, Rear",Altoona,16602,SMITH JOHN,"$1,234.50",2024,Upset Sale,9/22/2026,x',
    '0042,5 Main St,Tyrone,16686-1234,,(12),2023.0,,"Sep 22, 2026",',
  );
  const { status, body } = await send(file, 'county=Blair%2C%20PA&file_name=blair.csv', who);
  assert.equal(status, 200);
  assert.match(body.import_id, /^[0-9a-f-]{36}$/);
  assert.deepEqual(
    { ...body, import_id: '' },
    {
      import_id: '',
      file_name: 'blair.csv',
      columns: {
        parcel_id: 'Parcel ID',
        property_address: 'Property Address',
        city: 'City',
        owner_name: 'Owner',
        total_due: 'Total Due',
        tax_year: 'Tax Year',
        sale_type: 'Sale Type',
        sale_date: 'Sale Date',
        postal_code: 'Zip',
      },
      ignored_columns: ['Notes'],
      rows_read: 2,
      rows_stored: 2,
      rows_created: 2,
      rows_updated: 0,
      rows_refused: 0,
      problems: [],
    },
  );
  const list = (await who.get('/api/properties')).body;
  assert.equal(list.next_cursor, null);
  const [second, first] = [list.properties[0], list.properties[1]];
  assert.deepEqual(
    [second.parcel_id, second.tax_year, second.total_due, second.postal_code, second.sale_date],
    ['0042', 2023, -12, '16686-1234', '2026-09-22'],
  );
  const { id, county_id, created_at, updated_at, ...rest } = first;
  assert.deepEqual(rest, {
    county_name: 'Blair',
    state_code: 'PA',
    document_id: null,
    parcel_id: '01.01-12..-045.00-000',
    property_address: '1200 8th Ave, Rear',
    city: 'Altoona',
    postal_code: '16602',
    owner_name: 'SMITH JOHN',
    tax_amount: null,
    total_due: 1234.5,
    tax_year: 2024,
    sale_type: 'upset',
    sale_date: '2026-09-22',
    auction_status: 'active',
    has_regrid_data: false,
    has_screenshot: false,
    visual_validation_status: null,
    pipeline_stage: 'parsed',
    import_id: body.import_id,
    import_row: 1,
  });
  const one = await who.get(`/api/properties/${id}`);
  assert.equal(one.status, 200);
  assert.deepEqual(Object.keys(one.body.findings), [
    'bid_strategy',
    'title_research',
    'regrid_scraping',
    'visual_validation',
    'property_condition',
    'environmental_research',
  ]);
  assert.equal((await who.get(`/api/counties/${county_id}`)).body.properties.total, 2);
});

const imported = async (file: string | Uint8Array, query = '', who = client) => {
  const reply = await send(file, query, who);
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  const { rows_read, rows_created, rows_updated, rows_stored, rows_refused } = reply.body;
  return {
    body: reply.body,
    counts: [rows_read, rows_created, rows_updated, rows_stored - rows_created - rows_updated, rows_refused],
  };
};

const all = async (who: Client, query = '') =>
  (await who.get(`/api/properties?limit=500&${query}`)).body.properties;

test('a repeated file changes nothing, a changed cell only its property, an absent one nothing', async () => {
  const who = await fresh();
  const head = 'APN,Address,City,Owner,Total Due,Auction Status,County';
  const file = lines(
    head,
    '1,1 Main St,Altoona,ANN,100,active,"Blair, PA"',
    '2,2 Main St,Altoona,BOB,200,sold,"Blair, PA"',
    ',3 Main St,Altoona,CAT,300,active,"Blair, PA"',
  );
  assert.deepEqual((await imported(file, '', who)).counts, [3, 3, 0, 0, 0]);
  const before = await all(who);
  assert.deepEqual((await imported(file, '', who)).counts, [3, 0, 0, 3, 0]);
  assert.deepEqual(await all(who), before);
  const changed = lines(
    'Parcel Number,Property Address,City,Owner,Total Due,County',
    '1,1 Main St,Altoona,ANN,101.5,Blair County PA',
    '2,,,,,42013',
    ',"3  MAIN ST.",ALTOONA,,,"Blair, PA"',
  );
  const { body, counts } = await imported(changed, '', who);
  assert.deepEqual(counts, [3, 0, 2, 1, 0]);
  const after = await all(who);
  const of = (list: { parcel_id: string | null }[], parcel: string | null) =>
    list.find((one) => one.parcel_id === parcel) as Record<string, unknown>;
  assert.deepEqual(of(after, '2'), of(before, '2'), 'empty cells leave what is there, the status too');
  assert.deepEqual(
    [
      of(after, '1').total_due,
      of(after, '1').owner_name,
      of(after, '1').import_id,
      of(after, '1').import_row,
    ],
    [101.5, 'ANN', body.import_id, 1],
  );
  assert.equal(of(after, '1').id, of(before, '1').id);
  const third = of(after, null);
  assert.deepEqual([third.property_address, third.owner_name, third.total_due], ['3 MAIN ST.', 'CAT', 300]);
});

test('bad rows are refused with their reasons, and the others are stored', async () => {
  const who = await fresh();
  const file = lines(
    'parcel id,total due,sale date,sale type,county,state',
    '1,abc,9/31/2026,upset,Blair,PA',
    '2,5,,,Blare,PA',
    '3,,,,Washington,',
    '4,,,,Blair,PA',
    '',
    ' , , , , , ',
    '1.2E+11,,,,Blair,PA',
    ',5,,,Blair,PA',
    '5,,,sheriff,Blair,PA',
    '6,,,,Blair,PA,,',
    '7,,,,Blair,PA,one,too many',
    '8,,,,,PA',
    '9,"multi\nline",,,Blair,PA',
  );
  const { body, counts } = await imported(file, '', who);
  assert.deepEqual(counts, [11, 1, 0, 0, 10]);
  const told = body.problems.map(
    ({ row, line, errors }) => [`${row}/${line}`, errors.map((error) => error.message).join('; ')] as const,
  );
  assert.deepEqual(
    told.map(([place]) => place),
    ['1/2', '2/3', '3/4', '5/8', '6/9', '7/10', '8/11', '9/12', '10/13', '11/14'],
  );
  const reasons = [
    /total_due: "abc" is no amount.*; sale_date: "9\/31\/2026" is no day/,
    /"Blare, PA" is no county/,
    /"Washington" may be Washington County, AL; /,
    /"1.2E\+11" was cut by a spreadsheet/,
    /neither a parcel number nor an address/,
    /"sheriff" is none of upset, judicial, repository, tax_certificate/,
    /has 8 cells and the header 6/,
    /has 8 cells and the header 6/,
    /names no county/,
    /total_due: "multi line" is no amount/,
  ];
  for (const [at, reason] of reasons.entries()) assert.match(told[at]?.[1] ?? '', reason);
  assert.deepEqual(
    (await all(who)).map((one: { parcel_id: string }) => one.parcel_id),
    ['4'],
  );
});

test('no more than a hundred refused rows are told, and all are counted', async () => {
  const who = await fresh();
  const rows = Array.from({ length: 2500 }, (_, at) => `${at},${at % 2 === 0 ? 'x' : '1'}`);
  const { body, counts } = await imported(lines('apn,total due', ...rows), 'county=42013', who);
  assert.deepEqual(counts, [2500, 1250, 0, 0, 1250]);
  assert.equal(body.problems.length, 100);
  assert.equal(body.problems[99]?.row, 199);
});

test('several rows of one property count as one after the other', async () => {
  const who = await fresh();
  const file = lines('apn,owner,total due', '1,ANN,1', '1,,2', '1,,2', '2,BOB,', '1,CAT,');
  assert.deepEqual((await imported(file, 'county=42013', who)).counts, [5, 2, 2, 1, 0]);
  assert.deepEqual(
    (await all(who)).map((one: Record<string, unknown>) => [one.parcel_id, one.owner_name, one.total_due]),
    [
      ['1', 'CAT', 2],
      ['2', 'BOB', null],
    ],
  );
});

test('files come in every encoding and with every delimiter, with strange names and strange cells', async () => {
  const who = await fresh();
  const one = async (file: string | Uint8Array, parcel: string) => {
    const { counts } = await imported(file, 'county=42013', who);
    assert.deepEqual(counts, [1, 1, 0, 0, 0]);
    const [found] = await all(who, `parcel_id=${encodeURIComponent(parcel)}`);
    assert.ok(found, parcel);
    return found;
  };
  assert.equal(
    (await one('\ufeffParcel ID;Owner;Total Due\nA1;Müller;"1,5"', 'A1').catch(() => null)) ?? null,
    null,
  );
  assert.equal((await one('\ufeffParcel ID;Owner;Total Due\nA2;Müller;1.5', 'A2')).owner_name, 'Müller');
  const latin = Buffer.from('Parcel ID\tOwner\r\nA3\tPe\u00f1a', 'latin1');
  assert.equal((await one(latin, 'A3')).owner_name, 'Peña');
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('apn|owner\nA4|Zoë', 'utf16le')]);
  assert.equal((await one(wide, 'A4')).owner_name, 'Zoë');
  const hostile = await one(
    lines('__proto__,constructor,Parcel #,Owner,toString', '1,2,=cmd|calc!A0,@SUM(1),x'),
    '=cmd|calc!A0',
  );
  assert.equal(hostile.owner_name, '@SUM(1)');
  const csv = (await who.get('/api/properties?format=csv')).text;
  assert.match(csv, /,'=cmd\|calc!A0,/);
  assert.match(csv, /,'@SUM\(1\),/);
  assert.doesNotMatch(csv, /,[=@]/);
  const { counts } = await imported(csv, '', who);
  assert.deepEqual(counts, [4, 0, 0, 4, 0], 'what we write we read as the same');
});

test('a file that cannot be used is refused with what to do', async () => {
  const who = await fresh();
  const refused = async (file: string, query: string, words: RegExp) => {
    const { status, body } = await send(file, query, who);
    assert.equal(status, 400, JSON.stringify(body));
    assert.match(`${body.message} ${body.hint ?? ''}`, words);
  };
  await refused('', '', /empty/);
  await refused('apn\n1', '', /county: no column .*give one for all rows/);
  await refused('owner,county\nx,Blair', '', /parcel_id or property_address/);
  await refused('parcel,apn,county\n1,2,Blair', '', /Two columns would fill parcel_id.*--map/);
  await refused('apn,county\n1,Blair', 'map=Nothing%3Dparcel_id', /no column "Nothing"/);
  await refused('apn,county\n1,Blair', 'map=apn%3Dcolour', /no field "colour"/);
  await refused('apn,county\n1,Blair', 'map=apn', /map: must be COLUMN=FIELD/);
  await refused('apn,county\n1,Blair', 'const=colour%3Dred', /const: there is no field "colour"/);
  await refused('apn\n1', 'county=Somerset', /may be any of 4 counties/);
  await refused(`${'x,'.repeat(1001)}\n1`, 'county=42013', /columns/);
  await refused('apn,owner\n1,"open', 'county=42013', /never closed/);
  await refused('apn\n1', 'county=42013&document=x', /document/);
  assert.deepEqual(await all(who), []);
  assert.equal((await send('apn\n1', 'county=Nowhere', who)).status, 404);
  const wrong = await send('{}', '', who, { 'content-type': 'application/json' });
  assert.equal(wrong.status, 415);
  const viewer = await api.client('viewer');
  assert.equal((await send('apn\n1', 'county=42013', viewer)).status, 403);
});

test('what was read before a file breaks off is stored, and the answer says so', async () => {
  const who = await fresh();
  const rows = Array.from({ length: 1500 }, (_, at) => `${at}`);
  const { status, body } = await send(lines('apn', ...rows, '"open'), 'county=42013', who);
  assert.equal(status, 400);
  assert.match(body.message, /Line 150\d: .*never closed/);
  assert.match(body.hint ?? '', /1000 rows before that are stored/);
  assert.equal((await all(who)).length, 500);
});

test('a check stores nothing and tells what an import would do', async () => {
  const who = await fresh();
  await imported(lines('apn,owner', '1,ANN', '2,BOB'), 'county=42013', who);
  const before = await all(who);
  const { body, counts } = await imported(
    lines('apn,owner', '1,ANN', '2,CAT', '3,DAN', ',x'),
    'county=42013&check=true',
    who,
  );
  assert.deepEqual(counts, [4, 1, 1, 1, 1]);
  assert.equal(body.import_id, null);
  assert.deepEqual(await all(who), before);
  const { rows } = await database.pools.owner.query(
    'select count(*)::int as n from lotline.imports where org_id = $1',
    [who.organizationId],
  );
  assert.deepEqual(rows, [{ n: 1 }]);
});

test('JSON lines name the fields themselves', async () => {
  const who = await fresh();
  const jsonLines = (text: string, query = '') =>
    send(text, query, who, { 'content-type': 'application/x-ndjson' });
  const file =
    '{"parcel_id":7,"county":"Blair, PA","total_due":12.5,"colour":"red"}\n\n{"parcel_id":"8","county":"42013","owner_name":null}';
  const { status, body } = await jsonLines(file);
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual([body.rows_created, body.rows_refused, body.columns], [2, 0, {}]);
  const stored = await all(who);
  assert.deepEqual(
    stored.map((one: Record<string, unknown>) => [one.parcel_id, one.total_due]),
    [
      ['7', 12.5],
      ['8', null],
    ],
  );
  for (const bad of ['{', '[]', 'null', '1', '{"parcel_id":"9"']) {
    const refused = await jsonLines(bad, 'county=42013');
    assert.equal(refused.status, 400);
    assert.match(refused.body.message, /Line 1: The line is not/);
  }
  const nested = await jsonLines('{"parcel_id":{"a":1},"owner_name":"half \\ud800"}', 'county=42013');
  assert.equal(nested.body.rows_refused, 1);
});

test('the columns and constants of a request go before what names say', async () => {
  const who = await fresh();
  const file = lines('Parcel No,Ref,Sale Date,Due', '1,A-1,2013-04-09,5', '2,A-2,2014-04-09,');
  const query = [
    'map=Ref=parcel_id',
    'map=%234=total_due',
    'map=Sale Date=none',
    'const=sale_type=judicial',
    'const=total_due=7',
  ]
    .map((part) => part.replaceAll(' ', '%20'))
    .join('&');
  const { body } = await imported(file, `county=42013&${query}`, who);
  assert.deepEqual(body.columns, { parcel_id: 'Ref', total_due: 'Due' });
  assert.deepEqual(body.ignored_columns, ['Parcel No', 'Sale Date']);
  assert.deepEqual(
    (await all(who)).map((one: Record<string, unknown>) => [
      one.parcel_id,
      one.sale_type,
      one.sale_date,
      one.total_due,
    ]),
    [
      ['A-1', 'judicial', null, 5],
      ['A-2', 'judicial', null, 7],
    ],
  );
});

test('two imports of one file at once end as one', async () => {
  const who = await fresh();
  const rows = Array.from({ length: 3000 }, (_, at) => `${(at * 7919) % 3000},OWNER ${at}`);
  const reversed = lines('apn,owner', ...rows.toReversed());
  const results = await Promise.all([
    imported(lines('apn,owner', ...rows), 'county=42013', who),
    imported(reversed, 'county=42013', who),
  ]);
  assert.deepEqual(
    results.map(({ counts }) => [counts[0], counts[4]]),
    [
      [3000, 0],
      [3000, 0],
    ],
  );
  assert.equal(
    results.reduce((sum, { counts }) => sum + (counts[1] ?? 0), 0),
    3000,
  );
});

/** 67 properties in three counties, in an order that no list has. */
async function someProperties(): Promise<Client> {
  const who = await fresh();
  const rows = Array.from({ length: 67 }, (_, at) => {
    const n = (at * 29) % 67;
    const county = ['Blair, PA', 'Centre, PA', 'Kanawha, WV'][n % 3];
    return n % 5 === 0 ? `,${n} Oak St,"${county}"` : `P-${n},${n} Main St,"${county}"`;
  });
  await imported(lines('parcel id,address,county', ...rows), 'file_name=some.csv', who);
  return who;
}

interface Listed {
  readonly id: string;
  readonly county_id: string;
  readonly county_name: string;
  readonly parcel_id: string | null;
  readonly property_address: string;
}

test('a list is the same in pages of any size, and as CSV', async () => {
  const who = await someProperties();
  const whole: Listed[] = await all(who);
  assert.equal(whole.length, 67);
  const keys = whole.map((one) => `${one.county_id} ${one.parcel_id ?? one.property_address.toUpperCase()}`);
  assert.deepEqual(keys, [...keys].sort(), 'county by county, then by parcel number or address');
  for (const limit of [1, 7, 66, 67, 68]) {
    const walked: Listed[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await who.get(`/api/properties?limit=${limit}${cursor && `&cursor=${cursor}`}`);
      assert.ok(body.properties.length > 0, 'no page is empty');
      walked.push(...body.properties);
      cursor = body.next_cursor;
    }
    assert.deepEqual(walked, whole, `${limit} a page`);
  }
  const csv = await who.ask('/api/properties?county=Centre,PA', { headers: { accept: 'text/csv' } });
  assert.equal(csv.status, 200);
  assert.match(csv.headers.get('content-type') ?? '', /^text\/csv/);
  const ids = csv.text
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.slice(0, 36));
  assert.deepEqual(
    ids,
    whole.filter((one) => one.county_name === 'Centre').map((one) => one.id),
  );
});

test('limits and cursors are checked', async () => {
  for (const query of [
    'limit=0',
    'limit=501',
    'limit=x',
    'cursor=x',
    `cursor=${Buffer.from('["a","b","c"]').toString('base64url')}`,
    `cursor=${Buffer.from('[1,2,3]').toString('base64url')}`,
    `cursor=${Buffer.from('null').toString('base64url')}`,
    'auction_status=gone',
    'visual_validation_status=approved',
    'has_regrid_data=1',
    'import=x',
    'state=Atlantis',
    'format=xml',
    'county=',
  ]) {
    const { status, body } = await client.get(`/api/properties?${query}`);
    assert.equal(status, 400, query);
    assert.match(body.message, new RegExp(query.split('=')[0] ?? ''), query);
  }
});

test('filters find what they say', async () => {
  const who = await someProperties();
  const { properties } = (await who.get('/api/properties?limit=500')).body;
  const [first, second] = properties as Listed[];
  await database.pools.owner.query(
    `update lotline.properties set has_regrid_data = true, visual_validation_status = 'APPROVED' where id = $1`,
    [first?.id],
  );
  assert.equal(
    (await who.ask(`/api/properties/${second?.id}`, { method: 'PATCH', body: { auction_status: 'sold' } }))
      .status,
    200,
  );
  const other = await imported('parcel id\nNEW', 'county=42013', who);
  const count = async (query: string) => (await all(who, query)).length;
  assert.equal(await count('county=blair%20pa'), (await count('county=42013')) | 0);
  assert.equal((await count('state=pa')) + (await count('state=West%20Virginia')), 68);
  assert.equal(await count('state=PA&county=Kanawha'), 0);
  assert.equal(await count('has_regrid_data=true'), 1);
  assert.equal(await count('has_regrid_data=false'), 67);
  assert.equal(await count('visual_validation_status=APPROVED'), 1);
  assert.equal(await count('visual_validation_status=NONE'), 67);
  assert.equal(await count('auction_status=sold'), 1);
  assert.equal(await count('auction_status=active'), 67);
  assert.equal(await count('parcel_id=P-1'), 1);
  assert.equal(await count('parcel_id=P'), 0);
  assert.equal(await count(`import=${other.body.import_id}`), 1);
  assert.equal(await count(`import=${other.body.import_id}&county=Kanawha`), 0);
  assert.equal(await count('address=1%20MAIN'), 1);
  assert.equal(await count('address=1%20main%20st.'), 1);
  assert.equal(
    await count('address=1'),
    properties.filter((one: Listed) => /^1/.test(one.property_address)).length,
  );
  const nothing = await who.get('/api/properties?address=%25');
  assert.deepEqual([nothing.status, nothing.body.field], [400, 'address'], 'punctuation begins nothing');
});

test('a property of another organization is not there', async () => {
  const owner = await someProperties();
  const stranger = await api.client('admin');
  const [{ id }] = await all(owner);
  assert.deepEqual(await all(stranger), []);
  assert.equal((await stranger.get('/api/properties?format=csv')).text.trim().split('\r\n').length, 1);
  assert.equal((await stranger.get(`/api/properties/${id}`)).status, 404);
  const change = { method: 'PATCH', body: { auction_status: 'sold' } };
  assert.equal((await stranger.ask(`/api/properties/${id}`, change)).status, 404);
  assert.equal((await owner.get(`/api/properties/${id}`)).body.auction_status, 'active');
  const theirs = await imported(lines('parcel id,county', 'P-1,"Centre, PA"'), '', stranger);
  assert.deepEqual(theirs.counts, [1, 1, 0, 0, 0], 'the same parcel is a property of each');
  assert.equal((await all(owner)).length, 67);
  assert.deepEqual(
    await all(stranger, `import=${(await owner.get(`/api/properties/${id}`)).body.import_id}`),
    [],
  );
  const { rows } = await database.pools.owner.query<{ id: string }>(
    `insert into lotline.documents (org_id, county_id, document_type, title, url)
     select $1, id, 'property_list', 'A list', 'https://example.org' from lotline.county_list limit 1 returning id`,
    [owner.organizationId],
  );
  const document = `county=42013&document=${rows[0]?.id}`;
  assert.equal((await send('parcel id\nX', document, stranger)).status, 404);
  await imported('parcel id\nX', document, owner);
  assert.equal((await all(owner, 'parcel_id=X'))[0].document_id, rows[0]?.id);
  for (const path of ['/api/properties', '/api/counties', `/api/properties/${id}`]) {
    assert.equal((await api.ask(path)).status, 401);
  }
});

test('imports are told with their files and refused rows, to their organization alone', async () => {
  const who = await fresh();
  const names = ['a.csv', 'b.csv', 'c.csv'];
  for (const name of names)
    await imported(lines('apn,total due', '1,x', '2,5'), `county=42013&file_name=${name}`, who);
  const walked: { id: string; file_name: string }[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await who.get(`/api/imports?limit=1${cursor && `&cursor=${cursor}`}`);
    walked.push(...body.imports);
    cursor = body.next_cursor;
  }
  assert.deepEqual(
    walked.map((one) => one.file_name),
    names.toReversed(),
  );
  const path = `/api/imports/${walked[0]?.id}`;
  const { id, created_at, finished_at, created_by, ...rest } = (await who.get(path)).body;
  assert.ok(finished_at >= created_at);
  assert.deepEqual(rest, {
    what: 'properties',
    file_name: 'c.csv',
    rows_read: 2,
    rows_stored: 1,
    rows_created: 0,
    rows_updated: 0,
    rows_refused: 1,
    problems: [
      {
        row: 1,
        line: 2,
        errors: [
          {
            field: 'total_due',
            value: 'x',
            message: 'total_due: "x" is no amount; write it such as 1234.50',
          },
        ],
      },
    ],
  });
  const [property] = await all(who);
  assert.equal((await who.get(`/api/properties/${property.id}`)).body.import_file, 'a.csv');
  const stranger = await fresh();
  assert.deepEqual((await stranger.get('/api/imports')).body.imports, []);
  assert.deepEqual((await stranger.get(`/api/imports?cursor=${id}`)).body.imports, []);
  assert.equal((await stranger.get(path)).status, 404);
  assert.equal((await who.get('/api/imports/x')).status, 404);
});

test('cells as long as they may be, and longer in their normal form, are stored', async () => {
  const who = await fresh();
  const wide = '\ufdfa'.repeat(300);
  const astral = '𝒜'.repeat(150);
  const file = lines(
    'apn,address,city,owner',
    `${'p'.repeat(100)},${wide},${'\ufdfa'.repeat(100)},${astral}`,
    `,${wide},x,`,
    `,1${'𐐀'.repeat(149)},${'\ufdfa'.repeat(100)},`,
    `${'p'.repeat(101)},,,`,
  );
  assert.deepEqual((await imported(file, 'county=42013', who)).counts, [4, 3, 0, 0, 1]);
  assert.deepEqual((await imported(file, 'county=42013', who)).counts, [4, 0, 0, 3, 1]);
});

test('a property is corrected by hand, by those who may', async () => {
  const who = await someProperties();
  const [{ id, updated_at }] = await all(who);
  const change = (body: unknown, from = who) => from.ask(`/api/properties/${id}`, { method: 'PATCH', body });
  const done = await change({ auction_status: 'withdrawn', sale_date: '2026-12-01', sale_type: 'upset' });
  assert.deepEqual(
    [done.status, done.body.auction_status, done.body.sale_date, done.body.sale_type],
    [200, 'withdrawn', '2026-12-01', 'upset'],
  );
  assert.ok(done.body.updated_at > updated_at);
  assert.equal((await change({ sale_date: null })).body.sale_date, null);
  for (const body of [
    {},
    { auction_status: 'gone' },
    { auction_status: null },
    { sale_date: '2026-02-30' },
    { id },
  ]) {
    assert.equal((await change(body)).status, 400, JSON.stringify(body));
  }
  const viewer = await api.client('viewer', who.organizationId);
  assert.equal((await change({ auction_status: 'sold' }, viewer)).status, 403);
  for (const unknown of ['x', '00000000-0000-4000-8000-000000000000']) {
    const body = { auction_status: 'sold' };
    assert.equal((await who.ask(`/api/properties/${unknown}`, { method: 'PATCH', body })).status, 404);
    assert.equal((await who.get(`/api/properties/${unknown}`)).status, 404);
  }
});

test('counties are listed, found, and told with what there is of them', async () => {
  const who = await someProperties();
  const walked: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await who.get(`/api/counties?limit=1000${cursor && `&cursor=${cursor}`}`);
    walked.push(...body.counties.map((one: { fips_code: string }) => one.fips_code));
    cursor = body.next_cursor;
  }
  assert.equal(new Set(walked).size, 3231);
  assert.equal(walked.length, 3231);
  const ofState = (await who.get('/api/counties?state=pennsylvania')).body;
  assert.deepEqual([ofState.counties.length, ofState.next_cursor], [67, null]);
  assert.equal(ofState.counties[0].full_name, 'Adams County');
  const exact = (await who.get('/api/counties?q=somerset')).body;
  assert.deepEqual(
    [exact.match, exact.counties.map((one: { state_code: string }) => one.state_code)],
    ['exact', ['ME', 'MD', 'NJ', 'PA']],
  );
  assert.equal((await who.get('/api/counties?q=somerset&state=pa')).body.counties.length, 1);
  const near = (await who.get('/api/counties?q=Westmorland,%20PA')).body;
  assert.deepEqual([near.match, near.counties[0].county_name], ['nearest', 'Westmoreland']);
  const { id } = (await who.get('/api/counties?q=Blair')).body.counties[0];
  await database.pools.owner.query(
    `insert into lotline.county_research (county_id, org_id, research_status, finding, found_by, found_at)
     values ($1, $2, 'completed', '{}', 'a test', '2026-11-01T00:00:00Z')`,
    [id, who.organizationId],
  );
  for (const name of [id, '42013', 'Blair', 'blair%20county,%20pa']) {
    const { status, body } = await who.get(`/api/counties/${name}`);
    assert.equal(status, 200);
    assert.deepEqual(
      [
        body.fips_code,
        body.properties.total,
        body.properties.active,
        body.last_researched_at,
        body.research_status,
      ],
      ['42013', 23, 23, '2026-11-01T00:00:00.000Z', 'completed'],
    );
  }
  const stranger = await fresh();
  const theirs = (await stranger.get('/api/counties/42013')).body;
  assert.deepEqual([theirs.properties.total, theirs.research_status], [0, null]);
  const several = await who.get('/api/counties/Somerset');
  assert.deepEqual(
    [several.status, several.body.code, several.body.candidates.length],
    [400, 'ambiguous_county', 4],
  );
  const none = await who.get('/api/counties/Nowhere');
  assert.deepEqual([none.status, none.body.code], [404, 'county_not_found']);
  assert.equal((await who.get('/api/counties?state=Atlantis')).status, 400);
  assert.equal((await who.get('/api/counties?cursor=99999')).body.counties.length, 0);
});
