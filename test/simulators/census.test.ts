import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { type CensusOptions, type CensusSimulator, startCensus } from '../../src/simulators/census/census.ts';
import { madeUpWorld } from '../../src/simulators/world/made-up.ts';

const world = madeUpWorld(1);
const started: CensusSimulator[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
});

const chatham = world.parcels.filter(({ fips, address }) => fips === '13051' && address !== '');
const plain = chatham.find(({ address }) => !/ [NS] /.test(address));
const half = chatham.find(({ address }) => / N /.test(address));
assert.ok(plain && half);

async function census(options: CensusOptions = {}) {
  const simulator = await startCensus({ world, ...options });
  started.push(simulator);
  const usual = { benchmark: 'Public_AR_Current', vintage: 'Current_Current', format: 'json' };
  const ask = async (path: string, query: Record<string, string>) => {
    const url = new URL(`${simulator.url}${path}`);
    for (const [name, value] of Object.entries({ ...usual, ...query })) url.searchParams.set(name, value);
    const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    const text = await answer.text();
    return { status: answer.status, text };
  };
  const find = async (path: string, query: Record<string, string>) => {
    const { status, text } = await ask(path, query);
    assert.equal(status, 200, text);
    return JSON.parse(text).result.addressMatches;
  };
  const batch = async (rows: readonly (readonly string[])[], kind = 'locations') => {
    const form = new FormData();
    form.append('benchmark', 'Public_AR_Current');
    form.append('vintage', 'Current_Current');
    const text = rows.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\n');
    form.append('addressFile', new Blob([text], { type: 'text/csv' }), 'addresses.csv');
    const answer = await fetch(`${simulator.url}/${kind}/addressbatch`, { method: 'POST', body: form });
    const body = await answer.text();
    return {
      status: answer.status,
      body,
      rows: answer.ok ? (parse(body, { relax_column_count: true }) as string[][]) : [],
    };
  };
  return { simulator, ask, find, batch };
}

test('a line is matched with coordinates whose x is the longitude', async () => {
  const { find } = await census();
  const address = `${plain.address.toLowerCase()}, ${plain.city}, GA ${plain.zip}`;
  const [match, ...more] = await find('/locations/onelineaddress', { address });
  assert.equal(more.length, 0);
  assert.equal(match.matchedAddress, `${plain.address}, ${plain.city.toUpperCase()}, GA, ${plain.zip}`);
  assert.deepEqual(match.coordinates, { x: plain.lon, y: plain.lat });
  assert.match(match.tigerLine.side, /^[LR]$/);
  assert.equal(match.addressComponents.zip, plain.zip);
  assert.ok(!('geographies' in match));
});

test('parts of an address are matched with the county they lie in', async () => {
  const { find, ask } = await census();
  const [match] = await find('/geographies/address', { street: plain.address, zip: plain.zip });
  const [county] = match.geographies.Counties;
  assert.deepEqual(
    [county.GEOID, county.BASENAME, county.STATE, county.COUNTY],
    ['13051', 'Chatham', '13', '051'],
  );
  const there = await ask('/geographies/coordinates', { x: String(plain.lon), y: String(plain.lat) });
  assert.equal(JSON.parse(there.text).result.geographies.Counties[0].GEOID, '13051');
  const nowhere = await ask('/geographies/coordinates', { x: '10', y: '50' });
  assert.deepEqual(JSON.parse(nowhere.text).result.geographies, {});
});

test('what is not known is an empty list, and what fits twice is there twice', async () => {
  const { find } = await census();
  assert.deepEqual(await find('/locations/onelineaddress', { address: '1 Nowhere Rd, Savannah, GA' }), []);
  const address = `${half.address.replace(' N ', ' ')}, ${half.city}, GA ${half.zip}`;
  assert.equal((await find('/locations/onelineaddress', { address })).length, 2);
});

test('units of one building are one place', async () => {
  const { find } = await census();
  const unit = chatham.find(({ stack }) => stack !== null);
  assert.ok(unit);
  const query = { street: `${unit.address} ${unit.unit}`, city: unit.city, state: 'GA' };
  assert.equal((await find('/locations/address', query)).length, 1);
});

test('a lack of benchmark, vintage or place is refused; without format there is a page', async () => {
  const { ask } = await census();
  const address = `${plain.address}, ${plain.zip}`;
  const status = async (path: string, query: Record<string, string>) => (await ask(path, query)).status;
  assert.equal(await status('/locations/onelineaddress', { address, benchmark: 'x' }), 400);
  assert.equal(await status('/geographies/onelineaddress', { address, vintage: 'x' }), 400);
  assert.equal(await status('/locations/onelineaddress', { address: ' ' }), 400);
  const refused = await ask('/locations/address', { street: plain.address });
  assert.equal(refused.status, 400);
  assert.equal(JSON.parse(refused.text).status, '400');
  assert.match(
    (await ask('/locations/onelineaddress', { address, format: 'html' })).text,
    /^<!DOCTYPE html>/,
  );
});

test('a batch comes back in another order, with long rows for matches and short ones for the others', async () => {
  const { batch } = await census();
  const known = chatham.filter(({ stack }) => stack === null).slice(0, 50);
  const rows = [
    ...known.map(({ id, address, city, state, zip }) => [String(id), address, city, state, zip]),
    ['tie', half.address.replace(' N ', ' '), half.city, 'GA', half.zip],
    ['none', '1 Nowhere Rd', 'Savannah', 'GA', '31401'],
    ['near', plain.address, plain.city, 'GA', '30303'],
  ];
  const { rows: answers } = await batch(rows);
  assert.equal(answers.length, rows.length);
  assert.notDeepEqual(
    answers.map(([id]) => id),
    rows.map(([id]) => id),
  );
  const byId = new Map(answers.map((cells) => [cells[0], cells]));
  assert.deepEqual(byId.get('none'), ['none', '1 Nowhere Rd, Savannah, GA, 31401', 'No_Match']);
  assert.deepEqual(byId.get('tie')?.slice(2), ['Tie']);
  assert.deepEqual(byId.get('near')?.slice(2, 4), ['Match', 'Non_Exact']);
  const exact = byId.get(String(plain.id));
  assert.deepEqual(exact?.slice(2, 4), ['Match', 'Exact']);
  const [lon, lat] = (exact?.[5] ?? '').split(',').map(Number);
  assert.ok(Math.abs((lon ?? 0) - plain.lon) < 1e-9 && Math.abs((lat ?? 0) - plain.lat) < 1e-9);
  assert.equal(exact?.length, 8);
  const { rows: wide } = await batch(rows, 'geographies');
  const codes = wide.find(([id]) => id === String(plain.id));
  assert.deepEqual(codes?.slice(8, 10), ['13', '051']);
  assert.equal(codes?.length, 12);
});

test('some batches are answered with nothing at first, and in full when sent again', async () => {
  const { batch } = await census({ emptyAtFirst: 1 });
  const rows = [['1', plain.address, plain.city, 'GA', plain.zip]];
  const first = await batch(rows);
  assert.deepEqual([first.status, first.body], [200, '']);
  assert.equal((await batch(rows)).rows.length, 1);
});

test('how many are empty at first is as often as it was said', async () => {
  const { batch } = await census({ emptyAtFirst: 0.33 });
  let empty = 0;
  for (let at = 0; at < 60; at += 1) {
    const { body } = await batch([[String(at), plain.address, plain.city, 'GA', plain.zip]]);
    empty += Number(body === '');
  }
  assert.ok(empty > 8 && empty < 34, `${empty} of 60`);
});

test('more than ten thousand rows are refused, ten thousand are not', async () => {
  const { batch, simulator } = await census();
  const row = (id: number) => [String(id), plain.address, plain.city, 'GA', plain.zip];
  const most = Array.from({ length: 10_000 }, (_, id) => row(id));
  assert.equal((await batch(most)).rows.length, 10_000);
  assert.equal((await batch([...most, row(10_000)])).status, 400);
  const bare = await fetch(`${simulator.url}/locations/addressbatch`, {
    method: 'POST',
    body: new FormData(),
  });
  assert.equal(bare.status, 400);
});
