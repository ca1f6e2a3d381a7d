import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findingFaults } from '../../../src/kinds/county/findings.ts';
import { chooseParcel, unitOf } from '../../../src/kinds/county/regrid/choose-parcel.ts';
import { parcelFinding } from '../../../src/kinds/county/regrid/parcel-finding.ts';
import { questionOf } from '../../../src/kinds/county/regrid/question.ts';
import { outlineOf } from '../../../src/property/outlines/outline.ts';
import { readFeature } from '../../../src/providers/regrid/parcel.ts';

const ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const GROUND = {
  type: 'Polygon',
  coordinates: [
    [
      [-78.4, 40],
      [-78.399, 40],
      [-78.399, 40.001],
      [-78.4, 40],
    ],
  ],
};
const feature = (fields: object, geometry: unknown = null) =>
  readFeature({ type: 'Feature', id: 7, geometry, properties: { path: '/us/pa/blair/altoona/7', fields } });
const found = (fields: object, geometry?: unknown) => {
  const chosen = { parcel: feature(fields, geometry), stacked: [], apnDiffers: false };
  const finding = parcelFinding(ID, chosen, { by: 'apn', path: '/us/pa/blair', at: new Date(0) });
  assert.deepEqual(findingFaults('regrid_scraping', JSON.parse(JSON.stringify(finding))), []);
  return finding;
};
const input = {
  ...{ item_id: ID, parcel_id: '01.04-12..-045', property_address: '412 Walnut St', city: 'Altoona' },
  ...{ postal_code: '16602', county_name: 'Blair', state_code: 'PA' },
};

test('a property is looked for by number, then by address, below the path of its county', () => {
  const question = questionOf(input);
  assert.deepEqual(
    question?.searches.map(({ by, text }) => [by, text]),
    [
      ['apn', '01.04-12..-045'],
      ['address', '412 Walnut St, Altoona, PA 16602'],
    ],
  );
  for (const [county, path] of [
    ['St. Clair', '/us/pa/st-clair'],
    ["Prince George's", '/us/pa/prince-georges'],
    ['Doña Ana', '/us/pa/dona-ana'],
    ['East Baton Rouge', '/us/pa/east-baton-rouge'],
  ] as const) {
    assert.equal(questionOf({ ...input, county_name: county })?.path, path);
  }
});

test('one parcel has one key, however its number and address are written', () => {
  const keys = (more: object) => questionOf({ ...input, ...more })?.searches.map(({ key }) => key);
  assert.deepEqual(keys({ parcel_id: '0104-12-045', property_address: '412  WALNUT ST.' }), keys({}));
  assert.notDeepEqual(keys({ parcel_id: '104-12-045' })?.[0], keys({})?.[0]);
  assert.notDeepEqual(keys({ county_name: 'Bedford' }), keys({}));
  const long = keys({ property_address: `1 ${'Very '.repeat(100)}Long St` });
  assert.ok(long?.every((key) => key.length <= 300));
});

test('what cannot be searched for is no question', () => {
  assert.equal(questionOf({ ...input, parcel_id: ' - ', property_address: 'Rear Lot' }), undefined);
  assert.equal(questionOf({ ...input, county_name: null }), undefined);
  const whole = { parcel_id: null, city: null, property_address: '12 Main St, Altoona, PA 16601' };
  assert.equal(questionOf({ ...input, ...whole })?.searches[0]?.text, '12 Main St, Altoona, PA 16601');
});

test('the parcel is the one with the number; on one ground the others are named', () => {
  const one = feature({ parcelnumb: 'A-1', address: '412 Walnut St Unit 1' }, GROUND);
  const two = feature({ parcelnumb: 'A-2', address: '412 Walnut St Unit 2' }, GROUND);
  const next = feature({ parcelnumb: 'B', address: '414 Walnut St' });
  const byNumber = chooseParcel([one, two, next], { apn: 'a2', address: null }, 'apn');
  assert.ok(byNumber && 'chosen' in byNumber);
  assert.deepEqual([byNumber.chosen.parcel, byNumber.chosen.stacked], [two, [one]]);
  const finding = parcelFinding(ID, byNumber.chosen, { by: 'apn', path: '/us/pa/blair', at: new Date(0) });
  assert.deepEqual(finding.stacked, [{ parcel_number: 'A-1', address: '412 Walnut St Unit 1' }]);

  const byUnit = chooseParcel([one, two], { apn: null, address: '412 Walnut St Apt 2' }, 'address');
  assert.ok(byUnit && 'chosen' in byUnit && byUnit.chosen.parcel === two);
  const nobody = chooseParcel([one, two], { apn: null, address: '412 Walnut St' }, 'address');
  assert.ok(nobody && 'candidates' in nobody && nobody.candidates.length === 2);
  // a neighbour is not the parcel, nor is another number that the search by number gave
  assert.equal(chooseParcel([next], { apn: null, address: '412 Walnut St' }, 'address'), undefined);
  assert.equal(chooseParcel([next], { apn: 'A-1', address: '414 Walnut St' }, 'apn'), undefined);
  const renumbered = chooseParcel([next], { apn: 'A-1', address: '414 Walnut St' }, 'address');
  assert.ok(renumbered && 'chosen' in renumbered && renumbered.chosen.apnDiffers);
});

test('units are read as people write them', () => {
  for (const [address, unit] of [
    ['412 Walnut St Apt. 4b', '4B'],
    ['412 Walnut St #4-B', '4B'],
    ['412 Walnut St Unit 004', '4'],
    ['412 Walnut St, Suite # 12', '12'],
    ['412 Unity St', undefined],
    ['412 Walnut St', undefined],
  ] as const) {
    assert.equal(unitOf(address), unit, address);
  }
});

test('missing is not null: only what the record says becomes a fact', () => {
  const bare = found({ parcelnumb: 'A-1', yearbuilt: null, usedesc: '' });
  for (const key of ['year_built', 'land_use', 'building_sqft', 'assessed_value', 'lat', 'screenshot_url']) {
    assert.ok(!Object.hasOwn(bare, key), key);
  }
  assert.deepEqual(bare.given_empty, ['usedesc', 'yearbuilt']);
  assert.ok((bare.not_given as string[]).includes('parval'));
  assert.equal(bare.data_quality_score, 9);
  assert.equal(found({ struct: false }).building_sqft, 0);
  assert.equal(found({ ll_bldg_count: 0 }).building_sqft, 0);
  assert.equal(found({ struct: true }).building_sqft, undefined);
  assert.equal(found({ ll_bldg_count: 2, ll_bldg_footprint_sqft: 1_480 }).building_sqft, 1_480);
  assert.equal(found({ yearbuilt: 0 }).year_built, undefined);
});

test('a value is assessed unless the county calls it market value, and text coordinates are numbers', () => {
  assert.equal(found({ parval: 128_000.5 }).assessed_value, '128000.50');
  assert.equal(found({ parval: 1, parvaltype: 'ASSESSED' }).assessed_value, '1.00');
  const market = found({ parval: '90000', parvaltype: 'Market Value', lat: '40.5', lon: '-78.4' });
  assert.deepEqual(
    [market.market_value, market.assessed_value, market.lat, market.lon],
    ['90000.00', undefined, 40.5, -78.4],
  );
  assert.deepEqual(found({ zoning: 'R-1', zoning_description: 'Residential' }).zoning, 'R-1 - Residential');
});

test('an outline of tens of thousands of points is thinned, and stays what it was', () => {
  const ring = Array.from({ length: 40_000 }, (_, at) => {
    const angle = (at / 40_000) * 2 * Math.PI;
    return [-78.4 + Math.cos(angle) * 0.01, 40 + Math.sin(angle) * 0.01];
  });
  const geometry = { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
  const finding = found({ parcelnumb: 'LAKE' }, geometry);
  assert.equal(finding.outline_thinned, true);
  const [before, after] = [
    outlineOf({ geometry })?.areaSqft ?? 0,
    outlineOf(finding.raw_data)?.areaSqft ?? 0,
  ];
  assert.ok(Math.abs(before - after) / before < 0.001, `${before} and ${after}`);
});

test('whatever a county wrote into a record, its finding fits', () => {
  const anything = fc.oneof(fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null));
  const names = [
    'usedesc',
    'zoning',
    'll_gisacre',
    'll_gissqft',
    'yearbuilt',
    'parval',
    'lat',
    'lon',
    'struct',
  ];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names, 'll_uuid', 'parvaltype'), anything), (fields) => {
      const finding = JSON.parse(
        JSON.stringify(
          parcelFinding(
            ID,
            { parcel: feature(fields, GROUND), stacked: [], apnDiffers: false },
            { by: 'address', path: '/us/pa/blair', at: new Date(0) },
          ),
        ),
      );
      const faults = findingFaults('regrid_scraping', finding).filter(({ field }) => field !== 'finding');
      assert.deepEqual(faults, []);
    }),
    { numRuns: 1_000 },
  );
});
