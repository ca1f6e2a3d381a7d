import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { lines, propertiesIn } from '../support/properties.ts';

const database = await testDatabase();
const api = await testApi(database);
const { send, imported, all, fresh } = propertiesIn(api);

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
  const client = await fresh();
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

test('counties come as CSV as well: all, those of a state, and those that a name may mean', async () => {
  const who = await someProperties();
  const lines = async (query: string) => {
    const reply = await who.get(`/api/counties?format=csv${query}`);
    assert.match(reply.headers.get('content-type') ?? '', /^text\/csv/);
    return reply.text.trimEnd().split('\r\n');
  };
  const all = await lines('');
  assert.equal(all.length, 1 + 3231);
  assert.equal(
    all[0],
    'id,fips_code,county_name,full_name,state_code,state_name,last_researched_at,research_status',
  );
  assert.equal(new Set(all).size, all.length);
  assert.equal((await lines('&state=PA')).length, 1 + 67);
  const [, blair = ''] = await lines('&q=blair,%20pa');
  assert.match(blair, /,42013,Blair,Blair County,PA,Pennsylvania,,$/);
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
