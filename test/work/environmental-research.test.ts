import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { readConfig } from '../../src/base/config.ts';
import { asOrganization } from '../../src/db/pool.ts';
import { listItems } from '../../src/engine/items.ts';
import { findingFaults } from '../../src/kinds/county/findings.ts';
import { createKinds } from '../../src/local/kinds.ts';
import { changeSettings } from '../../src/property/settings/organization-settings.ts';
import { countyWorkIn } from '../support/county-work.ts';
import { testDatabase } from '../support/database.ts';
import { findingsIn } from '../support/finding-jobs.ts';
import { publicCallers, publicServices } from '../support/public-services.ts';
import { until } from '../support/until.ts';
import { stageWorker } from '../support/workers.ts';

const db = await testDatabase();
const sims = await publicServices({ echo: { limits: { perWindow: 100_000 } } });
const { world } = sims;
const { owner, api, worker } = db.pools;
const { countyJob, rowOf } = findingsIn(db);
const county = await countyWorkIn(db).county('Chatham', 'GA');

const everything = createKinds(readConfig(sims.env), worker, publicCallers(worker, sims));
const kind = everything.get('environmental_research');
const quick = { ...kind, defaults: { ...kind.defaults, backoffBaseSeconds: 0.05, backoffCapSeconds: 0.1 } };
stageWorker(db.urls.worker, [quick]).start();

beforeEach(() => {
  for (const one of [sims.fema, sims.echo, sims.elevation, sims.census]) {
    one.heal();
    one.forget();
  }
});

interface House {
  readonly address?: string | null;
  readonly city?: string | null;
  readonly zip?: string | null;
  readonly lat?: number;
  readonly lon?: number;
}

/** Approved properties of an organization in Chatham County, GA; with land data where they have coordinates. */
async function houses(organizationId: string, given: readonly House[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [n, { address = null, city = null, zip = null, lat, lon }] of given.entries()) {
    const { rows } = await owner.query<{ id: string }>(
      `insert into lotline.properties (org_id, county_id, parcel_id, property_address, city, postal_code)
       values ($1, $2, $3, $4, $5, $6) returning id`,
      [organizationId, county, `parcel-${n}`, address, city, zip],
    );
    const id = String(rows[0]?.id);
    ids.push(id);
    if (lat !== undefined) {
      await owner.query(
        `insert into lotline.regrid_data (property_id, org_id, lat, lon, finding, found_by, found_at)
         values ($1, $2, $3, $4, '{}', 'test', '2026-05-31T14:00:00Z')`,
        [id, organizationId, lat, lon],
      );
    }
  }
  await owner.query(
    `insert into lotline.property_visual_validation (property_id, org_id, validation_status, finding, found_by, found_at)
     select id, $2, 'APPROVED', '{}', 'test', now() from unnest($1::uuid[]) id`,
    [ids, organizationId],
  );
  return ids;
}

/** The findings of a job over these properties, once it has ended; undefined where there is none. */
async function researched(organizationId: string, about: readonly string[]) {
  const job = await countyJob('environmental_research', about.length, { organizationId, about });
  await until(async () => {
    const { rows } = await owner.query<{ status: string }>(
      'select status from lotline.jobs where number = $1',
      [job.number],
    );
    return /^(completed|failed)$/.test(rows[0]?.status ?? '');
  });
  const rows = await Promise.all(about.map((id) => rowOf('environmental_research', organizationId, id)));
  const { items: listed } = await asOrganization(api, organizationId, (client) =>
    listItems(client, { organizationId, jobId: job.jobId, limit: 500, offset: 0 }),
  );
  const items = listed.toSorted((one, other) => one.seq - other.seq);
  for (const row of rows) {
    if (row !== undefined) assert.deepEqual(findingFaults('environmental_research', row.finding), []);
  }
  return { rows, items };
}

/** Parcels of Chatham County with an address that only one place has. */
const local = world.parcels.filter(({ fips, address, city, zip, state }) => {
  if (fips !== '13051' || address === '') return false;
  const same = world.byAddress(address, { state });
  const bare = world.byAddress(address, { state, city, zip });
  return new Set(same.map((one) => `${one.lat} ${one.lon}`)).size === 1 && bare.length > 0;
});
const houseAt = ({ address, city, zip }: (typeof local)[number]): House => ({ address, city, zip });

test('a place is judged by what the three services say, with the source of each', async () => {
  const organizationId = await db.organization();
  const wet = world.parcels.find(({ lat, lon }) => world.flood(lat, lon)?.zone === 'AE');
  const unmapped = world.parcels.find(
    ({ lat, lon }) => world.flood(lat, lon) === null && world.facilities(lat, lon, 0.5).length < 10,
  );
  assert.ok(wet && unmapped);
  const about = await houses(
    organizationId,
    [wet, unmapped].map(({ lat, lon }) => ({ lat, lon })),
  );
  const { rows } = await researched(organizationId, about);
  assert.deepEqual(
    rows.map((row) => [row.risk_level, row.flood_zone, row.in_flood_hazard_area]),
    [
      ['high', 'AE', true],
      ['unknown', null, null],
    ],
  );
  assert.equal(rows[0].facilities_nearby, world.facilities(wet.lat, wet.lon, 0.5).length);
  assert.equal(Number(rows[0].elevation_feet), world.elevationFeet(wet.lat, wet.lon));
  const { sources, reasons } = rows[1].finding;
  assert.equal(reasons[0].code, 'flood_unmapped');
  assert.deepEqual(
    sources.map((one: { url: string | null }) => one.url && new URL(one.url).pathname),
    [
      null,
      '/arcgis/rest/services/public/NFHL/MapServer/28/query',
      '/echo/echo_rest_services.get_facilities',
      '/v1/json',
    ],
  );
  for (const { retrieved_at: at } of sources) assert.ok(Date.parse(at) > 0);
});

test('properties without coordinates are found by their addresses, a thousand at once', async () => {
  const organizationId = await db.organization();
  const some = local.slice(0, 60);
  const about = await houses(organizationId, some.map(houseAt));
  const { rows } = await researched(organizationId, about);
  let placed = 0;
  for (const [at, parcel] of some.entries()) {
    if (rows[at] === undefined) continue;
    placed += 1;
    const { lat, lon, from } = rows[at].finding.coordinates;
    assert.ok(Math.abs(lat - parcel.lat) < 1e-6 && Math.abs(lon - parcel.lon) < 1e-6);
    assert.equal(from, 'address');
  }
  assert.ok(placed > 50, `${placed} of 60`);
  // three batches of items, and two handlers at once: those that came first asked for all
  const batches = sims.census.requests.filter(({ method }) => method === 'POST').length;
  assert.ok(batches <= 2, `${batches} batches`);
});

test('what cannot be placed is refused with the reason', async () => {
  const organizationId = await db.organization();
  const elsewhere = world.parcels.find(
    ({ fips, state, address }) => fips !== '13051' && state === 'GA' && address,
  );
  const about = await houses(organizationId, [
    { address: null },
    { address: '5 Somewhere' },
    { address: '1 Nowhere At All', city: 'Savannah', zip: '31401' },
    ...(elsewhere ? [houseAt(elsewhere)] : []),
  ]);
  const { items } = await researched(organizationId, about);
  assert.deepEqual(
    items.map(({ status, errorCode }) => [status, errorCode]),
    [
      ['failed', 'no_location'],
      ['failed', 'no_location'],
      ['failed', 'address_not_found'],
      ...(elsewhere ? [['failed', 'address_in_other_county']] : []),
    ],
  );
});

test('an address with its town behind a comma is read', async () => {
  const organizationId = await db.organization();
  const [parcel] = local;
  assert.ok(parcel);
  const address = `${parcel.address}, ${parcel.city}, GA ${parcel.zip.slice(0, 5)}`;
  const { rows } = await researched(organizationId, await houses(organizationId, [{ address }]));
  assert.equal(rows[0]?.finding.coordinates.from, 'address');
});

const dry = world.parcels.filter(({ lat, lon }) => {
  const zone = world.flood(lat, lon);
  return zone?.subtype === 'AREA OF MINIMAL FLOOD HAZARD' && world.facilities(lat, lon, 0.5).length === 0;
});

test('one service that fails for a while sends the item back, and the others are not asked again', async () => {
  const organizationId = await db.organization();
  const [parcel] = dry;
  assert.ok(parcel);
  sims.fema.failInside(1);
  const { rows, items } = await researched(organizationId, await houses(organizationId, [parcel]));
  assert.deepEqual([rows[0]?.risk_level, items[0]?.attempts], ['low', 2]);
  assert.deepEqual(
    [sims.fema.requests.length, sims.elevation.requests.length, sims.echo.requests.length],
    [2, 1, 1],
  );
});

test('one that stays away is left out after some attempts, and the finding says so and holds for a week', async () => {
  const organizationId = await db.organization();
  const [, parcel] = dry;
  assert.ok(parcel);
  sims.fema.failInside(3);
  const { rows, items } = await researched(organizationId, await houses(organizationId, [parcel]));
  const [row] = rows;
  assert.deepEqual([row?.risk_level, items[0]?.attempts], ['unknown', 3]);
  assert.equal(row.finding.missing[0].service, 'fema');
  assert.match(row.finding.missing[0].why, /FEMA answered with error 500/);
  assert.equal(row.finding.sources.length, 3);
  assert.equal(Math.round((row.fresh_until - row.found_at) / 86_400_000), 7);
});

test('what services said is kept and used by the next job, and thresholds are the organization’s', async () => {
  const organizationId = await db.organization();
  const parcel = world.parcels.find(({ lat, lon }) => world.facilities(lat, lon, 0.5).length === 1);
  assert.ok(parcel);
  const [first] = await houses(organizationId, [parcel]);
  await researched(organizationId, [String(first)]);
  const before = sims.fema.requests.length + sims.elevation.requests.length + sims.echo.requests.length;
  await changeSettings(owner, {
    ...{ organizationId, section: 'environmental-research', actor: 'test' },
    values: { high_facilities: 1 },
  });
  const { rows } = await researched(organizationId, [String(first)]);
  assert.equal(rows[0]?.risk_level, 'high');
  assert.ok(rows[0].finding.reasons.some(({ code }: { code: string }) => code === 'facilities_many'));
  assert.equal(
    sims.fema.requests.length + sims.elevation.requests.length + sims.echo.requests.length,
    before,
  );
  const { rows: swept } = await owner.query<{ n: number }>('select lotline.sweep_places(1000) as n');
  assert.equal(swept[0]?.n, 0, 'nothing of it is old');
});
