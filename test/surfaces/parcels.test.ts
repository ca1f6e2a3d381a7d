import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startRegrid } from '../../src/simulators/regrid/regrid.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { chatham, regridIn, world } from '../support/regrid.ts';

const db = await testDatabase();
const simulator = await startRegrid({ world, token: 'the-token-of-this-test' });
after(() => simulator.stop());
const api = await testApi(db, {
  env: { REGRID_API_URL: simulator.url, REGRID_API_TOKEN: simulator.token },
});
const { owner } = db.pools;
const { properties } = regridIn(db);
const [parcel] = chatham;
assert.ok(parcel);

const SQUARE = {
  type: 'Polygon',
  coordinates: [
    [
      [-81.1, 32],
      [-81.0995, 32],
      [-81.0995, 32.0004],
      [-81.1, 32.0004],
      [-81.1, 32],
    ],
  ],
};

/** A property with land data that holds this record. */
async function drawn(organizationId: string, record: unknown): Promise<string> {
  const [id = ''] = await properties(organizationId, [
    { parcel: parcel as (typeof chatham)[0], stale: true },
  ]);
  await owner.query('update lotline.regrid_data set raw_data = $2 where property_id = $1', [
    id,
    JSON.stringify(record),
  ]);
  return id;
}

test('a picture is drawn from the geometry of the land data, and can load and run nothing', async () => {
  const viewer = await api.client('viewer');
  const id = await drawn(viewer.organizationId, { geometry: SQUARE });
  const { status, headers, text } = await viewer.get(`/api/parcels/${id}/outline.svg`);
  assert.equal(status, 200);
  assert.equal(headers.get('content-type'), 'image/svg+xml');
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*sandbox/);
  assert.match(text, /^<svg /);
  assert.ok(text.includes(`Parcel ${parcel.apn}`));
  assert.match(text, /longest side; the street is not known/);
  assert.match(text, /land data found by test on \d{4}-\d\d-\d\d/);
});

test('where the address was looked up, the side along its street is the frontage', async () => {
  const viewer = await api.client('viewer');
  const id = await drawn(viewer.organizationId, { geometry: SQUARE });
  const answers = [
    {
      address: { street: parcel.address, city: parcel.city, state: parcel.state, zip: parcel.zip },
      ...{
        answer: 'match',
        lat: 31.9999,
        lon: -81.09975,
        exact: true,
        source: 'test',
        url: 'https://example.org/',
      },
      fresh_days: 365,
    },
  ];
  await owner.query('select lotline.keep_geocodes($1, $2)', [viewer.organizationId, JSON.stringify(answers)]);
  const { text } = await viewer.get(`/api/parcels/${id}/outline.svg`);
  assert.match(text, /the side along its street/);
});

test('no land data, no outline in it, and a property of others are not found', async () => {
  const viewer = await api.client('viewer');
  const without = await drawn(viewer.organizationId, { fields: {} });
  const theirs = await drawn(await db.organization(), { geometry: SQUARE });
  for (const id of [without, theirs, crypto.randomUUID(), 'none']) {
    const { status, body } = await viewer.get(`/api/parcels/${id}/outline.svg`);
    assert.deepEqual([status, body.code ?? body.error?.code], [404, 'not_found'], id);
  }
  assert.equal((await api.ask(`/api/parcels/${theirs}/outline.svg`)).status, 401);
});

test("admins read the account's own count at Regrid, and are told when it refuses", async () => {
  const admin = await api.client('admin');
  const { status, body } = await admin.get('/api/parcels/usage');
  assert.equal(status, 200);
  assert.equal(body.records, 0);
  assert.ok(body.cycle_start < body.cycle_end);
  assert.equal((await (await api.client('analyst')).get('/api/parcels/usage')).status, 403);
  simulator.fail({ kind: 'status', status: 401 });
  const refused = await admin.get('/api/parcels/usage');
  assert.equal(refused.status, 502);
  assert.ok(!refused.text.includes(simulator.token));
});
