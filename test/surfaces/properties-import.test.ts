import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { lines, propertiesIn } from '../support/properties.ts';

const database = await testDatabase();
const api = await testApi(database);
const { send, imported, all, fresh } = propertiesIn(api);

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
