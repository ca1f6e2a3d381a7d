import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { simulatorClock } from '../../src/simulators/chassis/clock.ts';
import { pathOf } from '../../src/simulators/regrid/feature.ts';
import { type RegridOptions, type RegridSimulator, startRegrid } from '../../src/simulators/regrid/regrid.ts';
import { madeUpWorld } from '../../src/simulators/world/made-up.ts';
import type { Parcel } from '../../src/simulators/world/parcel.ts';
import { until } from '../support/until.ts';

const world = madeUpWorld(1);
const started: RegridSimulator[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
});

interface Feature {
  readonly id: number;
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
  readonly properties: {
    readonly headline: string;
    readonly path: string;
    readonly ll_uuid: string;
    readonly custom_id?: string;
    readonly fields: Readonly<Record<string, unknown>>;
  };
}

async function regrid(options: RegridOptions = {}) {
  const simulator = await startRegrid({ world, ...options });
  started.push(simulator);
  const ask = async (path: string, query: Record<string, string | number> = {}, init: RequestInit = {}) => {
    const url = new URL(`${simulator.url}${path}`);
    for (const [name, value] of Object.entries({ token: simulator.token, ...query })) {
      url.searchParams.set(name, String(value));
    }
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text };
  };
  const find = async (path: string, query: Record<string, string | number> = {}): Promise<Feature[]> => {
    const { status, text } = await ask(path, query);
    assert.equal(status, 200, text);
    return JSON.parse(text).parcels.features;
  };
  return { simulator, ask, find };
}

/** A parcel of which something holds; there are thousands, so there is one. */
function some(holds: (parcel: Parcel) => boolean): Parcel {
  const found = world.parcels.find(holds);
  assert.ok(found, 'the world has such a parcel');
  return found;
}

const chatham = some((one) => one.fips === '13051' && one.address !== '' && one.buildingSqft !== null);

test('a parcel is found by its number, whatever the punctuation, with its fields nested', async () => {
  const { find } = await regrid();
  for (const parcelnumb of [
    chatham.apn,
    chatham.apn.replaceAll(/\D/g, ''),
    chatham.apn.replaceAll(' ', '-'),
  ]) {
    const [feature, ...more] = await find('/parcels/apn', { parcelnumb, path: '/us/ga/chatham' });
    assert.equal(more.length, 0);
    assert.equal(feature?.properties.ll_uuid, chatham.uuid);
    assert.match(feature?.properties.path ?? '', /^\/us\/ga\/chatham\/[a-z-]+\/\d+$/);
    const fields = feature?.properties.fields ?? {};
    assert.equal(fields.parcelnumb, chatham.apn);
    assert.equal(fields.geoid, '13051');
    assert.equal(typeof fields.lat, 'string');
    assert.equal(typeof fields.lon, 'string');
    assert.equal(typeof fields.ll_gisacre, 'number');
    assert.equal(typeof fields.parval, 'number');
    assert.equal(fields.struct, true);
  }
});

test('a number in another county is not found: 200 and nothing', async () => {
  const { find, simulator } = await regrid();
  assert.deepEqual(await find('/parcels/apn', { parcelnumb: chatham.apn, path: '/us/pa/blair' }), []);
  assert.deepEqual(await find('/parcels/apn', { parcelnumb: '99-9999' }), []);
  assert.equal(simulator.billed.length, 0);
});

test('a parcel is found by its address with and without city, state and ZIP', async () => {
  const { find } = await regrid();
  const spellings = [
    chatham.address,
    `${chatham.address.toLowerCase()}, ${chatham.city}, GA ${chatham.zip}`,
    `${chatham.address}, ${chatham.city} GA`,
    `${chatham.address}, GA`,
  ];
  for (const query of spellings) {
    const found = await find('/parcels/address', { query, path: '/us/ga' });
    assert.deepEqual(
      found.map(({ properties }) => properties.ll_uuid),
      [chatham.uuid],
      query,
    );
  }
  assert.deepEqual(await find('/parcels/address', { query: `${chatham.address}, Atlanta, GA` }), []);
});

test('what is not known is missing, never null', async () => {
  const { find } = await regrid();
  const bare = some((one) => one.yearBuilt === null && one.salePrice === null && one.stack === null);
  const [feature] = await find('/parcels/apn', { parcelnumb: bare.apn, path: `/us/${bare.state}` });
  const fields = feature?.properties.fields ?? {};
  assert.ok(!('yearbuilt' in fields) && !('saleprice' in fields) && !('zoning_subtype' in fields));
  assert.ok(!Object.values(fields).includes(null));
});

test('lower plans do not have the premium fields at all', async () => {
  const { find } = await regrid({ plan: { premium: false } });
  const [feature] = await find('/parcels/apn', { parcelnumb: chatham.apn });
  const fields = feature?.properties.fields ?? {};
  assert.ok('zoning' in fields);
  assert.ok(!('ll_bldg_footprint_sqft' in fields) && !('fema_flood_zone' in fields));
});

test('stacked parcels share one geometry, and can be asked for as one', async () => {
  const { find } = await regrid();
  const unit = some((one) => one.stack !== null && one.fips === '13051');
  const all = await find('/parcels/point', { lat: unit.lat, lon: unit.lon });
  assert.equal(all.length, 4);
  assert.equal(new Set(all.map(({ geometry }) => JSON.stringify(geometry))).size, 1);
  assert.equal(new Set(all.map(({ properties }) => properties.fields.parcelnumb)).size, 4);
  const one = await find('/parcels/point', { lat: unit.lat, lon: unit.lon, return_stacked: 'false' });
  assert.equal(one.length, 1);
  const byAddress = await find('/parcels/address', { query: unit.address, path: '/us/ga/chatham' });
  assert.equal(byAddress.length, 4);
  const single = await find('/parcels/address', { query: `${unit.address} ${unit.unit}`, path: '/us/ga' });
  assert.deepEqual(
    single.map(({ properties }) => properties.ll_uuid),
    [unit.uuid],
  );
});

test('a point finds what it lies in, and with a radius what is near', async () => {
  const { find, ask } = await regrid();
  const { lat, lon } = chatham;
  assert.ok((await find('/parcels/point', { lat, lon })).some(({ id }) => id === chatham.id));
  assert.deepEqual(await find('/parcels/point', { lat: 40, lon: -40 }), []);
  const geojson = JSON.stringify({ type: 'Point', coordinates: [lon, lat] });
  assert.ok((await find('/parcels/point', { geojson, lat: 1, lon: 1 })).length > 0, 'geojson goes first');
  const wide = await find('/parcels/point', { lat, lon, radius: 32_000, limit: 1000 });
  assert.ok(wide.length > 100);
  assert.equal((await ask('/parcels/point', { lat, lon, radius: 32_001 })).status, 400);
  assert.equal((await ask('/parcels/point', { lat: 'x', lon })).status, 400);
});

test('parts of a split parcel are a MultiPolygon, others a Polygon; geometry can be left out', async () => {
  const { find } = await regrid();
  const split = some((one) => one.shapeKind === 'split' && one.stack === null);
  const place = { path: `/us/${split.state}` };
  const [feature] = await find('/parcels/apn', { parcelnumb: split.apn, ...place });
  assert.equal(feature?.geometry?.type, 'MultiPolygon');
  const [plain] = await find('/parcels/apn', { parcelnumb: split.apn, return_geometry: 'false', ...place });
  assert.equal(plain?.geometry, null);
});

test('pages follow the last id, and the limit is clamped', async () => {
  const { find } = await regrid({ limits: { perWindow: 1000 } });
  const query = { 'fields[geoid][eq]': '13051' };
  const inCounty = world.parcels.filter(({ fips }) => fips === '13051').map(({ id }) => id);
  assert.equal((await find('/parcels/query', query)).length, 20);
  assert.equal((await find('/parcels/query', { ...query, limit: 5000 })).length, inCounty.length);
  const seen: number[] = [];
  for (;;) {
    const page = await find('/parcels/query', { ...query, limit: 100, offset_id: seen.at(-1) ?? 0 });
    if (page.length === 0) break;
    seen.push(...page.map(({ id }) => id));
  }
  assert.deepEqual(seen, inCounty);
});

test('fields are compared by their operators, four at most', async () => {
  const { ask, find } = await regrid();
  const old = await find('/parcels/query', {
    'fields[geoid][eq]': '13051',
    'fields[yearbuilt][between]': '[1900,1950]',
    limit: 1000,
  });
  assert.ok(old.length > 0);
  assert.ok(
    old.every(
      ({ properties: { fields } }) => Number(fields.yearbuilt) >= 1900 && Number(fields.yearbuilt) <= 1950,
    ),
  );
  const lots = await find('/parcels/query', { 'fields[usedesc][ilike]': '%cemetery%' });
  assert.ok(lots.length > 0 && lots.every(({ properties }) => properties.fields.usedesc === 'Cemetery'));
  const bad = async (query: Record<string, string>) => (await ask('/parcels/query', query)).status;
  assert.equal(await bad({}), 400);
  assert.equal(await bad({ 'fields[yearbuilt][near]': '1900' }), 400);
  assert.equal(await bad({ 'fields[nothing][eq]': '1' }), 400);
  const five = ['geoid', 'zoning', 'usecode', 'scity', 'state2'].map((name) => [`fields[${name}][ne]`, 'x']);
  assert.equal(await bad(Object.fromEntries(five)), 400);
});

test('owners need four characters; areas at most 80 square miles', async () => {
  const { ask, find } = await regrid();
  assert.equal((await ask('/parcels/owner', { owner: 'ASH' })).status, 400);
  const found = await find('/parcels/owner', { owner: 'ashford', path: '/us/ga' });
  assert.ok(found.length > 0);
  assert.ok(found.every(({ properties }) => String(properties.fields.owner).startsWith('ASHFORD')));
  const square = (size: number) => {
    const [west, south] = [chatham.lon - size / 2, chatham.lat - size / 2];
    const ring = [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ];
    return JSON.stringify({ type: 'Polygon', coordinates: [ring] });
  };
  assert.ok((await find('/parcels/area', { geojson: square(0.02) })).some(({ id }) => id === chatham.id));
  assert.equal((await ask('/parcels/area', { geojson: square(0.5) })).status, 400);
});

test('one parcel by its uuid; typeahead; schema; the same below /us', async () => {
  const { ask, find } = await regrid();
  const [feature] = await find(`/parcels/${chatham.uuid}`);
  assert.equal(feature?.id, chatham.id);
  assert.deepEqual(await find('/parcels/00000000-0000-5000-8000-000000000000'), []);
  assert.equal((await find('/us/parcels/apn', { parcelnumb: chatham.apn })).length, 1);
  const typed = JSON.parse((await ask('/parcels/typeahead', { query: chatham.address.slice(0, 12) })).text);
  assert.equal(typed.parcel_centroids.features[0].geometry.type, 'Point');
  const { fields } = JSON.parse((await ask('/us/schemas/parcel')).text);
  assert.ok(fields.some(({ name }: { name: string }) => name === 'parcelnumb'));
});

test('a wrong token is refused before a wrong question, and what is missing is told', async () => {
  const { ask } = await regrid();
  const refused = await ask('/parcels/apn', { token: 'wrong' });
  assert.equal(refused.status, 401);
  assert.equal(JSON.parse(refused.text).message, 'Invalid token');
  assert.equal((await ask('/parcels/apn')).status, 400);
  assert.equal((await ask('/parcels/address')).status, 400);
  assert.equal((await ask('/nothing')).status, 404);
});

test('outside of the plan a token is denied, or finds nothing, as the plan has it', async () => {
  const elsewhere = some(({ fips, stack }) => fips !== '13051' && stack === null);
  const query = { parcelnumb: elsewhere.apn };
  const paths = ['/us/ga/chatham'];
  const denied = await regrid({ plan: { paths } });
  const refused = await denied.ask('/parcels/apn', query);
  assert.equal(refused.status, 403);
  assert.match(JSON.parse(refused.text).message, /^Your plan does not include parcels in /);
  assert.equal((await denied.ask('/parcels/apn', { parcelnumb: 'x', path: '/us/pa/blair' })).status, 403);
  assert.equal((await denied.find('/parcels/apn', { parcelnumb: chatham.apn, path: '/us/ga' })).length, 1);
  const empty = await regrid({ plan: { paths, elsewhere: 'empty' } });
  assert.deepEqual(await empty.find('/parcels/apn', query), []);
  assert.deepEqual(empty.simulator.billed, []);
});

test('every record is billed, and the cycle ends at the limit of the plan, with other words', async () => {
  const { simulator, ask, find } = await regrid({ plan: { records: 5 } });
  await find('/parcels/apn', { parcelnumb: chatham.apn });
  await find('/parcels/apn', { parcelnumb: chatham.apn });
  assert.deepEqual(simulator.billed, [chatham.uuid, chatham.uuid]);
  const usage = JSON.parse((await ask('/usage')).text);
  assert.deepEqual([usage.parcel_records, usage.parcel_records_limit], [2, 5]);
  const over = await ask('/parcels/query', { 'fields[geoid][eq]': '13051', limit: 4 });
  assert.equal(over.status, 403);
  assert.match(JSON.parse(over.text).message, /^Usage limit reached/);
  assert.equal(simulator.billed.length, 2, 'what is refused costs nothing');
});

test('200 requests a minute and no more, without a word of when to come back', async () => {
  const clock = simulatorClock(1_800_000_000_000);
  const { simulator, ask } = await regrid({ clock });
  for (let at = 0; at < 200; at += 1) assert.equal((await ask('/usage')).status, 200);
  const refused = await ask('/usage');
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, null]);
  assert.equal(typeof JSON.parse(refused.text).message, 'string');
  clock.advance(60_000);
  assert.equal((await ask('/usage')).status, 200);
  assert.equal(simulator.counts.peakInWindow, 200);
});

test('ten requests at once and no more', async () => {
  const { simulator, ask } = await regrid();
  const release = simulator.hold();
  const ten = Array.from({ length: 10 }, () => ask('/usage'));
  await until(() => simulator.counts.accepted === 10);
  assert.equal((await ask('/usage')).status, 429);
  release();
  for (const { status } of await Promise.all(ten)) assert.equal(status, 200);
  assert.equal(simulator.counts.peakConcurrency, 10);
});

test('a batch of points is queued, runs, is ready, and is billed when it is downloaded', async () => {
  const clock = simulatorClock(1_800_000_000_000);
  const { simulator, ask } = await regrid({ clock });
  const some = world.parcels.filter(({ stack }) => stack === null).slice(0, 1500);
  const rows = some.map(({ lat, lon }, at) => `p${at},${lat},${lon}`);
  const body = ['custom_id,lat,lon', ...rows, 'nowhere,40,-40'].join('\r\n');
  const made = await ask(
    '/batch/points',
    {},
    { method: 'POST', body, headers: { 'content-type': 'text/csv' } },
  );
  const job = JSON.parse(made.text);
  assert.deepEqual(
    [made.status, job.status, job.percent_complete, job.job_type],
    [200, 'queued', 0, 'points'],
  );
  const status = async (path: string) => JSON.parse((await ask(path)).text);
  assert.equal((await ask(`/batch/${job.job_uuid}/download`)).status, 409);
  clock.advance(1500);
  const running = await status(`/batch/status/${job.job_uuid}`);
  assert.deepEqual([running.status, running.processed_count, running.time_remaining], ['running', 1000, 1]);
  clock.advance(1000);
  const ready = await status(`/batch/${job.job_uuid}/status`);
  assert.deepEqual([ready.status, ready.percent_complete], ['complete', 100]);
  assert.equal(simulator.billed.length, 0, 'nothing is billed before the download');
  const { headers, text } = await ask(`/batch/${job.job_uuid}/download`);
  assert.equal(headers.get('content-type'), 'application/x-ndjson');
  const features = text
    .trimEnd()
    .split('\n')
    .map((line): Feature => JSON.parse(line));
  assert.equal(simulator.billed.length, features.length);
  const first = features.filter(({ properties }) => properties.custom_id === 'p0');
  assert.ok(first.some(({ properties }) => properties.ll_uuid === some[0]?.uuid));
  assert.ok(!features.some(({ properties }) => properties.custom_id === 'nowhere'));
  await ask(`/batch/${job.job_uuid}/download`);
  assert.equal(simulator.billed.length, features.length * 2, 'another download is another bill');
  assert.equal((await status('/batch/jobs')).jobs.length, 1);
  assert.equal((await ask(`/batch/${job.job_uuid}`, {}, { method: 'DELETE' })).status, 200);
  assert.equal((await ask(`/batch/status/${job.job_uuid}`)).status, 404);
});

test('points of a batch may be GeoJSON or a file in a form; others are refused', async () => {
  const { ask } = await regrid();
  const post = (body: string | FormData, type?: string) =>
    ask(
      '/batch/points',
      {},
      { method: 'POST', body, ...(type === undefined ? {} : { headers: { 'content-type': type } }) },
    );
  const collection = {
    type: 'FeatureCollection',
    features: [
      { type: 'Feature', geometry: { type: 'Point', coordinates: [-81, 32] }, properties: { custom_id: 7 } },
    ],
  };
  assert.equal((await post(JSON.stringify(collection), 'application/json')).status, 200);
  assert.equal((await post(JSON.stringify({ geojson: collection }), 'application/json')).status, 200);
  const form = new FormData();
  form.append('file', new Blob(['lat,lon\n32,-81\n']), 'points.csv');
  assert.equal((await post(form)).status, 200);
  assert.equal((await post('{"type":"Point"}', 'application/json')).status, 400);
  assert.equal((await post('name\nx\n', 'text/csv')).status, 400);
  assert.equal((await post('lat,lon\n', 'text/csv')).status, 400);
  assert.equal((await post(`lat,lon\n${'32,-81\n'.repeat(100_001)}`, 'text/csv')).status, 400);
});

test('the same seed makes the same world, another seed other values at the same addresses', () => {
  const again = madeUpWorld(1);
  assert.deepEqual(again.parcels.slice(0, 500), world.parcels.slice(0, 500));
  const other = madeUpWorld(2);
  assert.ok(other.byAddress(chatham.address).length > 0 || other.parcels.length === world.parcels.length);
  const [mine, theirs] = [world, other].map(({ parcels }) => parcels.at(-1));
  assert.equal(mine?.address, theirs?.address);
  assert.notDeepEqual([mine?.apn, mine?.landValue], [theirs?.apn, theirs?.landValue]);
});

test('a city that is no part of a county is not taken for the county of its name', () => {
  const lot = { state: 'MD', county: 'Baltimore', city: 'Baltimore' };
  assert.equal(pathOf({ ...lot, fips: '24510' }), '/us/md/baltimore-city/baltimore');
  assert.equal(pathOf({ ...lot, fips: '24005' }), '/us/md/baltimore/baltimore');
  const norfolk = { fips: '51710', state: 'VA', county: 'Norfolk', city: 'Norfolk' };
  assert.equal(pathOf(norfolk), '/us/va/norfolk/norfolk', 'there is no such county');
  const anthony = { fips: '35013', state: 'NM', county: 'Doña Ana', city: 'Anthony' };
  assert.equal(pathOf(anthony), '/us/nm/dona-ana/anthony');
});
