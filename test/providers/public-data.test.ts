import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Census } from '../../src/providers/census/census.ts';
import { Echo } from '../../src/providers/echo.ts';
import { Elevation } from '../../src/providers/elevation.ts';
import { Fema } from '../../src/providers/fema.ts';
import { NotNow, ServiceFailure } from '../../src/providers/service.ts';
import { testDatabase } from '../support/database.ts';
import { publicCallers, publicServices } from '../support/public-services.ts';

const database = await testDatabase();
const sims = await publicServices({ echo: { limits: { perWindow: 100_000 } } });
const { world } = sims;
const services = publicCallers(database.pools.worker, sims);
const fema = new Fema(services.fema, sims.fema.url);
const echo = new Echo(services.echo, sims.echo.url);
const elevation = new Elevation(services.elevation, sims.elevation.url);
const census = new Census(services.census, sims.census.url, { pauseMs: 1 });
const asked = {
  for: { organizationId: await database.organization() },
  signal: new AbortController().signal,
};

beforeEach(() => {
  for (const one of [sims.fema, sims.echo, sims.elevation, sims.census]) {
    one.heal();
    one.forget();
  }
});

/** A place whose flood zone is so. */
function placeWhere(fits: (zone: ReturnType<typeof world.flood>) => boolean) {
  const found = world.parcels.find(({ lat, lon }) => fits(world.flood(lat, lon)));
  assert.ok(found);
  return { lat: found.lat, lon: found.lon };
}

const failsWith = (code: string) => (error: unknown) => {
  assert.ok(error instanceof ServiceFailure, String(error));
  assert.equal(error.code, code);
  return error.failure === 'transient';
};

test('a flood zone comes with its figures; −9999 is no figure', async () => {
  const wet = placeWhere((zone) => zone?.zone === 'AE' && zone.subtype === null);
  const { facts, url } = await fema.floodZones(wet, asked);
  assert.equal(facts.length, 1);
  const [zone] = facts;
  assert.ok(zone !== undefined && zone.baseFloodFeet !== null && zone.mapId !== null);
  assert.deepEqual([zone.zone, zone.subtype, zone.hazardArea], ['AE', null, true]);
  // the source can be asked again as it stands
  const again = (await (await fetch(url)).json()) as { features: unknown[] };
  assert.equal(again.features.length, 1);
  const dry = await fema.floodZones(
    placeWhere((one) => one?.zone === 'X' && one.subtype === 'AREA OF MINIMAL FLOOD HAZARD'),
    asked,
  );
  assert.deepEqual([dry.facts[0]?.hazardArea, dry.facts[0]?.baseFloodFeet], [false, null]);
});

test('a place that nobody mapped has no zone, which is an answer', async () => {
  const { facts } = await fema.floodZones(
    placeWhere((zone) => zone === null),
    asked,
  );
  assert.deepEqual(facts, []);
});

test('an error inside a 200 is a failure, never a place without zones', async () => {
  sims.fema.failInside();
  await assert.rejects(fema.floodZones({ lat: 40, lon: -78 }, asked), failsWith('fema_error'));
  sims.fema.fail({ kind: 'html' });
  await assert.rejects(fema.floodZones({ lat: 40, lon: -78 }, asked), failsWith('fema_unreadable'));
  sims.fema.fail({ kind: 'cut' });
  await assert.rejects(fema.floodZones({ lat: 40, lon: -78 }, asked), failsWith('fema_unreadable'));
});

test('facilities are counted, and the nearest named with their distance', async () => {
  const place = { lat: 39.95, lon: -75.16 };
  const truth = world.facilities(place.lat, place.lon, 5);
  const { facts } = await echo.facilities(place, 5, asked);
  assert.deepEqual([facts.count, facts.radiusMiles], [truth.length, 5]);
  assert.deepEqual(
    facts.nearest.map(({ registryId }) => registryId),
    truth.slice(0, 10).map(({ registryId }) => registryId),
  );
  const feet = facts.nearest.map((one) => one.feet ?? 0);
  assert.deepEqual(
    feet,
    feet.toSorted((a, b) => a - b),
  );
  assert.equal(sims.echo.requests.length, 2);
});

test('a list of more than a page is read page by page', async () => {
  const place = { lat: 39.95, lon: -75.16 };
  const { facts } = await echo.facilities(place, 30, asked);
  const pages = sims.echo.requests.length - 1;
  assert.equal(facts.count, world.facilities(place.lat, place.lon, 30).length);
  assert.equal(pages, Math.ceil((facts.count ?? 0) / 1000));
  assert.ok(pages > 1, `${facts.count} facilities`);
});

test('a list that ran out meanwhile is made once more, from its first page', async () => {
  const place = { lat: 39.95, lon: -75.16 };
  const body = '{"Results":{"Error":{"ErrorMessage":"Query ID 101 was not found in ECHO"}}}';
  const gone = { kind: 'status', status: 200, body, contentType: 'application/json' } as const;
  sims.echo.fail({ ...gone, path: '/echo_rest_services.get_qid' });
  const { facts } = await echo.facilities(place, 5, asked);
  assert.equal(facts.nearest.length, Math.min(10, facts.count ?? 0));
  assert.equal(sims.echo.requests.length, 4);
  sims.echo.fail({ ...gone, path: '/echo_rest_services.get_qid', times: 2 });
  await assert.rejects(echo.facilities(place, 5, asked), failsWith('echo_error'));
});

test('more facilities than are listed is a count of its own', async () => {
  const crowded = await publicServices({ echo: { mostRows: 10, limits: { perWindow: 100_000 } } });
  const own = publicCallers(database.pools.worker, crowded);
  const { facts } = await new Echo(own.echo, crowded.echo.url).facilities(
    { lat: 39.95, lon: -75.16 },
    5,
    asked,
  );
  assert.deepEqual(facts, { radiusMiles: 5, count: null, nearest: [] });
});

test('no facility at all takes one call', async () => {
  const lonely = world.parcels.find(({ lat, lon }) => world.facilities(lat, lon, 0.3).length === 0);
  assert.ok(lonely);
  const { facts } = await echo.facilities(lonely, 0.3, asked);
  assert.deepEqual([facts.count, facts.nearest, sims.echo.requests.length], [0, [], 1]);
});

test('the height of the ground comes in feet, and −1000000 is none', async () => {
  const { facts, url } = await elevation.at({ lat: 40.5, lon: -78.4 }, asked);
  assert.equal(facts.feet, world.elevationFeet(40.5, -78.4));
  assert.match(url, /x=-78\.4&y=40\.5&wkid=4326&units=Feet$/);
  assert.equal((await elevation.at({ lat: 48.8, lon: 2.3 }, asked)).facts.feet, null);
  sims.elevation.fail({ kind: 'status', status: 200, body: 'Invalid or missing input parameters.' });
  await assert.rejects(elevation.at({ lat: 40.5, lon: -78.4 }, asked), failsWith('elevation_unreadable'));
});

test('too many requests hold the service for as long as it says', async () => {
  sims.elevation.fail({ kind: 'status', status: 429, retryAfter: { seconds: 900, as: 'seconds' } });
  const own = publicCallers(database.pools.worker, sims);
  await assert.rejects(
    new Elevation(own.elevation, sims.elevation.url).at({ lat: 40.5, lon: -78.4 }, asked),
    // told to its end, which is looked at again before
    (error: unknown) =>
      error instanceof NotNow &&
      error.afterMs > 290_000 &&
      /rate limited until \d\d:\d\d UTC/.test(error.message),
  );
});

const housesIn = (most: number) => {
  const seen = new Set<string>();
  return world.parcels
    .filter(({ address, city, state, zip, fips }) => {
      const key = `${address} ${city} ${state} ${zip}`;
      const fits = address !== '' && fips !== '' && !seen.has(key) && !address.includes('#');
      seen.add(key);
      return fits;
    })
    .slice(0, most);
};
const addressOf = ({ address, city, state, zip }: (typeof world.parcels)[number]) => ({
  ...{ street: address, city, state, zip },
});

test('one address goes as a lookup and comes with county, tract and block', async () => {
  const [house] = housesIn(1);
  assert.ok(house);
  const [found] = await census.geocode([addressOf(house)], asked);
  assert.ok(found?.answer === 'match');
  assert.deepEqual([found.countyFips, found.exact], [house.fips, true]);
  assert.ok(Math.abs(found.lat - house.lat) < 1e-6 && Math.abs(found.lon - house.lon) < 1e-6);
  assert.match(`${found.tract} ${found.block}`, /^\d{6} \d{4}$/);
  assert.equal(sims.census.requests[0]?.method, 'GET');
  const nowhere = { street: '1 Nowhere At All', city: 'Altoona', state: 'PA', zip: '16601' };
  assert.deepEqual(await census.geocode([nowhere], asked), [{ answer: 'no_match' }]);
});

test('many go in batches that come back in another order, each answer to its own address', async () => {
  const houses = housesIn(60);
  const nowhere = { street: '1 Nowhere At All', city: 'Altoona', state: 'PA', zip: '16601' };
  const small = new Census(services.census, sims.census.url, { pauseMs: 1, mostRows: 25 });
  const found = await small.geocode([...houses.map(addressOf), nowhere], asked);
  assert.equal(sims.census.requests.length, 3);
  assert.deepEqual(found.at(-1), { answer: 'no_match' });
  let matched = 0;
  for (const [at, house] of houses.entries()) {
    const one = found[at];
    if (one?.answer !== 'match') continue;
    matched += 1;
    assert.ok(Math.abs(one.lat - house.lat) < 1e-6, house.address);
    assert.equal(one.countyFips, house.fips);
  }
  assert.ok(matched > 50, `${matched} of 60`);
});

test('one of several places with the same address is a tie, alone and in a batch', async () => {
  const [house] = housesIn(1);
  const double = world.parcels.find((one) => {
    const places = world.byAddress(one.address, { state: one.state, city: one.city, zip: one.zip });
    return one.address !== '' && new Set(places.map(({ address }) => address)).size > 1;
  });
  const half = world.parcels.find(({ address, city, state, zip }) => {
    const bare = address.replace(/^(\d+) [NS] /, '$1 ');
    const halves = ['N', 'S'].filter(
      (one) => world.byAddress(bare.replace(/^(\d+)/, `$1 ${one}`), { city, state, zip }).length > 0,
    );
    return (
      bare !== address && halves.length === 2 && world.byAddress(bare, { city, state, zip }).length === 0
    );
  });
  const tie = half === undefined ? double : { ...half, address: half.address.replace(/^(\d+) [NS] /, '$1 ') };
  assert.ok(tie && house);
  assert.deepEqual(await census.geocode([addressOf(tie)], asked), [{ answer: 'tie' }]);
  const both = await census.geocode([addressOf(tie), addressOf(house)], asked);
  assert.deepEqual([both[0]?.answer, both[1]?.answer], ['tie', 'match']);
});

test('an empty reply is asked again, and what a cut reply left out is asked alone', async () => {
  const addresses = housesIn(10).map(addressOf);
  const whole = await census.geocode(addresses, asked);
  sims.census.forget();
  sims.census.fail({ kind: 'empty', times: 2 });
  assert.deepEqual(await census.geocode(addresses, asked), whole);
  assert.equal(sims.census.requests.length, 3);
  sims.census.forget();
  sims.census.fail({ kind: 'cut' });
  assert.deepEqual(await census.geocode(addresses, asked), whole);
  assert.equal(sims.census.requests.length, 2);
  const [first, second] = sims.census.requests.map(({ body }) => body.length);
  assert.ok((second ?? 0) < (first ?? 0), 'the second asks for less');
});

test('a service that stays empty, or answers with a page, is given up for this time', async () => {
  const addresses = housesIn(3).map(addressOf);
  sims.census.fail({ kind: 'empty', times: null });
  await assert.rejects(census.geocode(addresses, asked), failsWith('census_empty'));
  sims.census.heal();
  sims.census.fail({ kind: 'html' });
  await assert.rejects(census.geocode(addresses, asked), failsWith('census_unreadable'));
});
