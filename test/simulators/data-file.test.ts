import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type DataFileOptions, worldOfFile } from '../../src/simulators/world/data-file.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lotline-parcels-'));
});
after(() => rm(folder, { recursive: true }));

async function read(content: string | Uint8Array, options: Partial<DataFileOptions> = {}) {
  const file = path.join(folder, 'parcels');
  await writeFile(file, content);
  return worldOfFile(file, { seed: 1, ...options });
}

test('columns are found by any common name, and amounts are read as people write them', async () => {
  const { world, skipped } = await read(
    [
      'Parcel ID;Property Address;Acreage;Land Use;Land Value;Building Value;Sale Price;SaleDate;YearBuilt;Owner',
      '007 00 0 125.00;"1808  FOX CHASE DR, GOODLETTSVILLE";2.3;SINGLE FAMILY;$50,000;$168,200;240000;2013-04-09;1986;SOMEBODY REAL',
    ].join('\r\n'),
    { place: 'Davidson County, TN' },
  );
  assert.equal(skipped, 0);
  const [parcel] = world.parcels;
  assert.ok(parcel);
  const { apn, address, city, county, state, fips, acres, useDescription } = parcel;
  assert.deepEqual(
    { apn, address, city, county, state, fips, acres, useDescription },
    {
      apn: '007 00 0 125.00',
      address: '1808 FOX CHASE DR',
      city: 'GOODLETTSVILLE',
      county: 'Davidson',
      state: 'TN',
      fips: '47037',
      acres: 2.3,
      useDescription: 'SINGLE FAMILY',
    },
  );
  assert.deepEqual(
    [parcel.landValue, parcel.improvementValue, parcel.salePrice, parcel.saleDate, parcel.yearBuilt],
    [50_000, 168_200, 240_000, '2013-04-09', 1986],
  );
  assert.ok(!parcel.owner.name.includes('REAL'), 'owners of a file are never read');
  assert.equal(world.counties.at(parcel.lat, parcel.lon)?.fips, '47037', 'it lies in its county');
  assert.deepEqual(world.byApn('00700012500', { state: 'TN' }), [parcel]);
});

test('coordinates, FIPS codes, ZIP codes and county columns each say where a row lies', async () => {
  const { world, skipped } = await read(
    [
      'apn,street_num,street_name,street_suffix,city,state,zip,county,fips,latitude,longitude',
      'A-1,2408,ATHERTON,ST,BERKELEY,CA,94704,,,37.86578837,-122.26468688',
      'A-2,1,OAK,ST,,,,,01001,,',
      'A-3,2,OAK,ST,,,31401,,,,',
      'A-4,3,OAK,ST,,WV,,Brooke,,,',
      'A-5,4,OAK,ST,,,,,,,',
      ',,,,,CA,94704,,,,',
    ].join('\n'),
  );
  assert.deepEqual(
    world.parcels.map(({ apn, fips, address }) => [apn, fips, address]),
    [
      ['A-1', '06001', '2408 ATHERTON ST'],
      ['A-2', '01001', '1 OAK ST'],
      ['A-3', '13051', '2 OAK ST'],
      ['A-4', '54009', '3 OAK ST'],
    ],
  );
  assert.deepEqual([world.parcels[0]?.lat, world.parcels[0]?.lon], [37.8657884, -122.2646869]);
  assert.equal(skipped, 2, 'one without a place, one without number and address');
});

test('a city of the same name as a county is told apart from it', async () => {
  const rows = 'Parcel ID,Address\n0001 002,2043 W NORTH AVE';
  const city = await read(rows, { place: 'Baltimore city, MD' });
  const county = await read(rows, { place: 'Baltimore County, MD' });
  assert.deepEqual([city.world.parcels[0]?.fips, county.world.parcels[0]?.fips], ['24510', '24005']);
  assert.equal(city.world.parcels[0]?.address, '2043 W NORTH AVE');
});

test('objects a line and compressed files are read too, and a row said twice is one parcel', async () => {
  const lines = [
    { apn: '1-2', address: '5 Elm Ct 31410', county: 'Chatham', state: 'GA', ll_gisacre: 0.5 },
    { apn: '12', address: '5 ELM CT 31410', county: 'Chatham', state: 'GA' },
  ].map((one) => JSON.stringify(one));
  const { world, skipped } = await read(gzipSync(`${lines.join('\n')}\n`));
  assert.equal(skipped, 1);
  const [parcel] = world.parcels;
  assert.deepEqual([parcel?.address, parcel?.zip, parcel?.acres], ['5 ELM CT', '31410', 0.5]);
});

test('what a file does not say is the same for the same seed', async () => {
  const rows = 'apn,county,state\nB-1,Chatham,GA\nB-2,Chatham,GA';
  const first = (await read(rows, { seed: 3 })).world.parcels;
  assert.deepEqual((await read(rows, { seed: 3 })).world.parcels, first);
  assert.notDeepEqual((await read(rows, { seed: 4 })).world.parcels, first);
  assert.notEqual(first[0]?.uuid, first[1]?.uuid);
});

test('a file of which nothing can be placed is refused, and so is a place that is none', async () => {
  await assert.rejects(read('apn\n1'), /no parcel that could be placed/);
  await assert.rejects(read('apn\n1', { place: 'Nowhere County, GA' }), /there is no county/);
});
