import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { simulatorClock } from '../../src/simulators/chassis/clock.ts';
import type { Simulator } from '../../src/simulators/chassis/simulator.ts';
import { type EchoOptions, startEcho } from '../../src/simulators/echo.ts';
import { startElevation } from '../../src/simulators/elevation.ts';
import { startFema } from '../../src/simulators/fema.ts';
import { madeUpWorld } from '../../src/simulators/world/made-up.ts';

const world = madeUpWorld(1);
const started: Simulator[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
});

const [parcel] = world.parcels;
assert.ok(parcel);

async function get(url: string, query: Record<string, string | number>) {
  const whole = new URL(url);
  for (const [name, value] of Object.entries(query)) whole.searchParams.set(name, String(value));
  const answer = await fetch(whole, { signal: AbortSignal.timeout(10_000) });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}

async function fema() {
  const simulator = await startFema({ world });
  started.push(simulator);
  const usual = {
    geometryType: 'esriGeometryPoint',
    inSR: 4326,
    spatialRel: 'esriSpatialRelIntersects',
    outFields: 'FLD_ZONE,ZONE_SUBTY,SFHA_TF,STATIC_BFE,DFIRM_ID',
    returnGeometry: 'false',
    f: 'json',
  };
  const ask = (query: Record<string, string | number>) =>
    get(`${simulator.url}/28/query`, { ...usual, ...query });
  return { simulator, ask };
}

/** A place whose flood zone is what a test is about. */
function placeWhere(holds: (zone: ReturnType<typeof world.flood>) => boolean) {
  const found = world.parcels.find(({ lat, lon }) => holds(world.flood(lat, lon)));
  assert.ok(found, 'the world has such a place');
  return found;
}

test('a flood zone has the attributes that were asked for, with T or F and a number for no value', async () => {
  const { ask } = await fema();
  const high = placeWhere((zone) => zone?.baseElevationFeet !== null && zone?.isHazard === true);
  const zone = world.flood(high.lat, high.lon);
  const { status, text } = await ask({ geometry: `${high.lon},${high.lat}` });
  assert.equal(status, 200);
  assert.deepEqual(JSON.parse(text).features, [
    {
      attributes: {
        FLD_ZONE: zone?.zone,
        ZONE_SUBTY: zone?.subtype,
        SFHA_TF: 'T',
        STATIC_BFE: zone?.baseElevationFeet,
        DFIRM_ID: `${high.fips}C`,
      },
    },
  ]);
  const low = placeWhere((one) => one?.zone === 'X');
  const [feature] = JSON.parse((await ask({ geometry: `${low.lon},${low.lat}` })).text).features;
  assert.deepEqual([feature.attributes.SFHA_TF, feature.attributes.STATIC_BFE], ['F', -9999]);
});

test('where no map is there is no feature, which is not the same as safe', async () => {
  const { ask } = await fema();
  const bare = placeWhere((zone) => zone === null);
  const { status, text } = await ask({ geometry: `${bare.lon},${bare.lat}` });
  assert.equal(status, 200);
  assert.deepEqual(JSON.parse(text).features, []);
});

test('errors of the flood map come with status 200', async () => {
  const { simulator, ask } = await fema();
  for (const query of [
    { geometry: 'here' },
    { geometry: '1,2', geometryType: 'esriGeometryPolygon' },
    { geometry: '1,2', outFields: 'FLD_ZONE,NOTHING' },
  ]) {
    const { status, text } = await ask(query);
    assert.equal(status, 200);
    assert.equal(JSON.parse(text).error.code, 400, JSON.stringify(query));
  }
  simulator.failInside();
  const failed = await ask({ geometry: `${parcel?.lon},${parcel?.lat}` });
  assert.equal(failed.status, 200);
  assert.deepEqual(JSON.parse(failed.text).error.code, 500);
  assert.ok('features' in JSON.parse((await ask({ geometry: '-81,32' })).text));
});

test('the flood map takes a point as JSON and by POST, and shows people a page', async () => {
  const { simulator, ask } = await fema();
  const geometry = JSON.stringify({ x: parcel?.lon, y: parcel?.lat });
  const expected = JSON.parse((await ask({ geometry: `${parcel?.lon},${parcel?.lat}` })).text);
  assert.deepEqual(JSON.parse((await ask({ geometry })).text), expected);
  const posted = await fetch(`${simulator.url}/28/query`, {
    method: 'POST',
    body: new URLSearchParams({ geometry, geometryType: 'esriGeometryPoint', inSR: '4326', f: 'json' }),
  });
  assert.ok(((await posted.json()) as { features: unknown }).features);
  assert.match((await ask({ geometry, f: 'html' })).type ?? '', /^text\/html/);
});

async function echo(options: EchoOptions = {}) {
  const simulator = await startEcho({ world, ...options });
  started.push(simulator);
  const search = async (lat: number, lon: number, miles: number) =>
    JSON.parse(
      (
        await get(`${simulator.url}/echo_rest_services.get_facilities`, {
          output: 'JSON',
          p_lat: lat,
          p_long: lon,
          p_radius: miles,
        })
      ).text,
    ).Results;
  const rows = async (qid: string, more: Record<string, string | number> = {}) =>
    JSON.parse(
      (await get(`${simulator.url}/echo_rest_services.get_qid`, { output: 'JSON', qid, ...more })).text,
    ).Results;
  return { simulator, search, rows };
}

test('a search of facilities gives a query, and that gives the rows; every value is text', async () => {
  const { search, rows } = await echo();
  const { lat, lon } = parcel;
  const found = await search(lat, lon, 3);
  const expected = world.facilities(lat, lon, 3);
  assert.ok(expected.length > 3);
  assert.deepEqual([found.Message, found.QueryRows], ['Success', String(expected.length)]);
  const { Facilities } = await rows(found.QueryID);
  assert.deepEqual(
    Facilities.map(({ RegistryID }: { RegistryID: string }) => RegistryID),
    expected.map(({ registryId }) => registryId),
  );
  for (const value of Object.values(Facilities[0])) assert.ok(value === null || typeof value === 'string');
  assert.match(Facilities[0].FacLat, /^-?\d+\.\d{6}$/);
});

test('rows come in pages, at most a thousand each', async () => {
  const { search, rows } = await echo();
  const { QueryID, QueryRows } = await search(parcel.lat, parcel.lon, 40);
  const total = Number(QueryRows);
  assert.ok(total > 1000, QueryRows);
  const first = await rows(QueryID, { responseset: 5000 });
  const second = await rows(QueryID, { responseset: 5000, pageno: 2 });
  assert.equal(first.Facilities.length, 1000);
  assert.equal(second.Facilities.length, Math.min(1000, total - 1000));
  assert.notEqual(first.Facilities[0].RegistryID, second.Facilities[0].RegistryID);
  assert.deepEqual((await rows(QueryID, { pageno: 99 })).Facilities, []);
});

test('too many rows, a lack of parameters and an old query are errors with status 200', async () => {
  const clock = simulatorClock(1_800_000_000_000);
  const { simulator, search, rows } = await echo({ clock, mostRows: 10 });
  const many = await search(parcel.lat, parcel.lon, 20);
  assert.match(many.Error.ErrorMessage, /^Rows Returned would be \d+\. {2}Queryset Limit would be exceeded/);
  const { QueryID } = await search(parcel.lat, parcel.lon, 0.5);
  clock.advance(30 * 60_000);
  assert.ok('Facilities' in (await rows(QueryID)));
  clock.advance(1);
  assert.match((await rows(QueryID)).Error.ErrorMessage, /not found in ECHO$/);
  assert.match((await rows('999999')).Error.ErrorMessage, /not found in ECHO$/);
  const bare = await get(`${simulator.url}/echo_rest_services.get_facilities`, { output: 'JSON' });
  assert.ok(JSON.parse(bare.text).Results.Error);
  const xml = await get(`${simulator.url}/echo_rest_services.get_qid`, { qid: QueryID });
  assert.equal(xml.type, 'text/xml');
});

test('facilities are asked for 300 times an hour at most', async () => {
  const clock = simulatorClock(1_800_000_000_000);
  const { simulator, rows } = await echo({ clock });
  for (let at = 0; at < 300; at += 1) await rows('1');
  const url = `${simulator.url}/echo_rest_services.get_qid`;
  assert.equal((await get(url, { qid: '1' })).status, 429);
  clock.advance(3_600_000);
  assert.equal((await get(url, { qid: '1' })).status, 200);
});

test('a height is text, in the unit that was asked for, with a number of its own where none is known', async () => {
  const simulator = await startElevation({ world });
  started.push(simulator);
  const ask = async (query: Record<string, string | number>) => {
    const { status, text } = await get(`${simulator.url}/json`, { wkid: 4326, ...query });
    return status === 200 ? JSON.parse(text) : { status, text };
  };
  const { lat, lon } = parcel;
  const feet = await ask({ x: lon, y: lat, units: 'Feet' });
  assert.equal(feet.value, String(world.elevationFeet(lat, lon)));
  assert.deepEqual(feet.location, { x: lon, y: lat, spatialReference: { wkid: 4326, latestWkid: 4326 } });
  const metres = await ask({ x: lon, y: lat });
  assert.ok(Math.abs(Number(metres.value) * 3.280839895 - Number(feet.value)) < 0.001);
  assert.equal((await ask({ x: 10, y: 50, units: 'Feet' })).value, '-1000000');
  assert.equal((await ask({ x: lon })).status, 400);
  assert.equal((await ask({ x: lon, y: lat, units: 'Yards' })).status, 400);
  assert.ok((await ask({ x: lon, y: lat, includeDate: 'true' })).attributes.AcquisitionDate);
});
