import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findingFaults } from '../../../src/kinds/county/findings.ts';
import { judgeParcel, type Verdict } from '../../../src/kinds/county/judge-parcel.ts';
import { VISUAL_RULES } from '../../../src/kinds/county/visual-rules.ts';
import type { Parcel } from '../../../src/property/findings/parcels.ts';
import { VISUAL_DEFAULTS, type VisualSettings } from '../../../src/property/settings/visual-settings.ts';
import { rectangle } from '../../support/rectangle.ts';

/** A house on a quarter of an acre: nothing speaks against it. */
const house: Parcel = {
  propertyId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  address: '412 Walnut St',
  city: 'Altoona',
  totalDue: '2400.00',
  landUse: 'Single Family Residential',
  lotSizeAcres: '0.2500',
  lotSizeSqft: '10890.00',
  buildingSqft: '1480.00',
  yearBuilt: 1962,
  assessedValue: '90000.00',
  marketValue: '128000.00',
  lat: 40.5,
  lon: -78.4,
  rawData: { geometry: rectangle(99, 110) },
  inFloodHazardArea: null,
  floodZone: null,
  street: null,
  foundBy: 'test',
  foundAt: new Date('2026-05-31T14:00:00Z'),
};

function judge(parcel: Partial<Parcel>, settings: Partial<VisualSettings> = {}): Verdict {
  const verdict = judgeParcel({ ...house, ...parcel }, VISUAL_RULES, { ...VISUAL_DEFAULTS, ...settings });
  assert.deepEqual(findingFaults('visual_validation', JSON.parse(JSON.stringify(verdict))), []);
  const gravest = verdict.reasons.some(({ effect }) => effect === 'reject')
    ? 'REJECT'
    : verdict.reasons.some(({ effect }) => effect === 'caution')
      ? 'CAUTION'
      : 'APPROVED';
  assert.equal(verdict.validation_status, gravest);
  return verdict;
}

const effects = (verdict: Verdict) =>
  Object.fromEntries(verdict.reasons.map(({ code, effect }) => [code, effect]));

test('a verdict carries a reason for each thing looked at, and the version of its rules', () => {
  assert.deepEqual(judge({}), {
    validation_status: 'APPROVED',
    confidence_score: 90,
    structure_present: true,
    road_access: null,
    red_flags: [],
    skip_reason: null,
    reasons: [
      {
        code: 'use_fit',
        effect: 'pass',
        text: 'Nothing speaks against the use of the land',
        value: 'Single Family Residential',
        setting: null,
        threshold: null,
      },
      {
        code: 'area_fit',
        effect: 'pass',
        text: 'The lot is large enough',
        value: '10890 sq ft (0.25 acres)',
        setting: 'least_lot_sqft',
        threshold: 1_000,
      },
      {
        code: 'shape_fit',
        effect: 'pass',
        text: 'The lot has a usable shape',
        value: '99 ft wide on average, compactness 0.78',
        setting: 'least_width_feet',
        threshold: 10,
      },
      {
        code: 'frontage_unknown',
        effect: 'note',
        text: 'Which side of the lot is along a road is not known',
        value: 'longest side 110 ft',
        setting: 'least_frontage_feet',
        threshold: 20,
      },
      {
        code: 'flood_unknown',
        effect: 'note',
        text: 'Whether the lot is flooded is not known',
        value: null,
        setting: 'flood_hazard',
        threshold: 'caution',
      },
      {
        code: 'value_fit',
        effect: 'pass',
        text: 'The value is known',
        value: '$128000.00',
        setting: 'least_value',
        threshold: '1000.00',
      },
      {
        code: 'address_fit',
        effect: 'pass',
        text: 'The address is known',
        value: '412 Walnut St',
        setting: null,
        threshold: null,
      },
    ],
    rules_version: VISUAL_RULES.version,
  });
});

test('burial grounds, water and what serves utilities are rejected, by the words counties use', () => {
  const uses: Record<string, string[]> = {
    cemetery: ['Cemetery', 'CEMETERIES/MAUSOLEUMS', 'Burial ground', 'Graveyard - exempt', 'CEMETARY'],
    water: [
      ...['Water', 'Submerged land', 'Lake bed', 'RESERVOIR', 'Detention basin', 'Water district'],
      ...['WATERWAY', 'Water bodies', 'Underwater land', 'Stormwater basin', 'Canal', 'Drainage ditch'],
    ],
    utility: [
      ...['Utility', 'Electric substation', 'Public Utilities', 'Pipeline', 'Railroad', 'Sewage plant'],
      ...['700 - UTIL VACANT', 'Electric company', 'POWERPLANT', 'Communication tower', 'Sewer district'],
    ],
  };
  for (const [code, words] of Object.entries(uses)) {
    for (const landUse of words) {
      const verdict = judge({ landUse });
      assert.equal(verdict.validation_status, 'REJECT', landUse);
      assert.equal(effects(verdict)[code], 'reject', landUse);
      assert.match(verdict.skip_reason ?? '', new RegExp(`: ${landUse}$`));
      assert.ok(verdict.red_flags.includes(code));
    }
  }
});

test('words that only sound like it are not', () => {
  for (const landUse of [
    'Waterfront residential',
    'Residential water-front',
    'Lakefront dwelling',
    'Single family, public water and sewer',
    'Residential w/ city water',
    'Salvage value building',
    'Mobile home park',
    'Residential, 2 units',
    'Commercial retail',
    'Agricultural',
    'Vacant residential land',
  ]) {
    const verdict = judge({
      landUse,
      ...(/Vacant/.test(landUse) ? { buildingSqft: '0.00', yearBuilt: null } : {}),
    });
    assert.equal(verdict.validation_status, 'APPROVED', landUse);
  }
});

test('doubtful uses are a caution, with the words that led to it', () => {
  for (const [landUse, code] of [
    ['Wetlands', 'wet_land'],
    ['Creek', 'wet_land'],
    ['Common area HOA', 'common_land'],
    ['Municipal park', 'public_land'],
    ['Landlocked parcel', 'no_access'],
    ['Former gas station', 'contaminated'],
  ] as const) {
    const verdict = judge({ landUse });
    assert.equal(verdict.validation_status, 'CAUTION', landUse);
    assert.equal(verdict.reasons.find((reason) => reason.code === code)?.value, landUse);
    assert.equal(verdict.road_access, code === 'no_access' ? false : null);
  }
});

test('lots under 1,000 sq ft are rejected, to the foot, from whichever measure there is', () => {
  const alone = { lotSizeAcres: null, rawData: null };
  assert.equal(judge({ ...alone, lotSizeSqft: '999.99' }).validation_status, 'REJECT');
  assert.equal(judge({ ...alone, lotSizeSqft: '1000.00' }).validation_status, 'APPROVED');
  const acres = judge({ ...alone, lotSizeSqft: null, lotSizeAcres: '0.0200' });
  assert.equal(acres.skip_reason, 'The lot has less than 1000 sq ft: 871 sq ft (0.02 acres)');
  const outline = judge({ lotSizeSqft: null, lotSizeAcres: null, rawData: { geom: rectangle(30, 30) } });
  assert.equal(effects(outline).lot_too_small, 'reject');
});

test('a vacant lot under a tenth of an acre is a caution, and so is one of which that is not known', () => {
  const small = { lotSizeAcres: '0.0900', lotSizeSqft: '3920.00', rawData: null };
  const vacant = { ...small, buildingSqft: '0.00', yearBuilt: null, landUse: 'Vacant' };
  assert.equal(judge(small).validation_status, 'APPROVED');
  assert.equal(judge(vacant).validation_status, 'CAUTION');
  assert.equal(judge(vacant).structure_present, false);
  const unknown = judge({ ...small, buildingSqft: null, yearBuilt: null });
  assert.deepEqual([effects(unknown).vacant_lot_small, unknown.structure_present], ['caution', null]);
  assert.equal(
    judge({ ...vacant, lotSizeAcres: '0.1000', lotSizeSqft: '4356.00' }).validation_status,
    'APPROVED',
  );
  assert.equal(effects(judge({ landUse: 'Vacant land' })).use_contradicted, 'caution');
});

test('strips are rejected, odd shapes are a caution, and where there is no outline it is said', () => {
  const sizes = { lotSizeAcres: null, lotSizeSqft: null };
  const strip = judge({ ...sizes, rawData: { parcels: { features: [{ geometry: rectangle(9, 400) }] } } });
  assert.deepEqual([effects(strip).sliver, strip.validation_status], ['reject', 'REJECT']);
  const narrow = judge({ ...sizes, rawData: { geometry: rectangle(20, 800) } });
  assert.deepEqual([effects(narrow).shape_odd, narrow.validation_status], ['caution', 'CAUTION']);
  const without = judge({ rawData: { fields: { a: 1 } } });
  assert.deepEqual([effects(without).shape_unknown, without.confidence_score], ['note', 80]);
});

test('too little along the road is a caution, by the record, by the street, or because no side is long enough', () => {
  const feet = 1 / (((6_371_008.8 / 0.3048) * Math.PI) / 180);
  const lot = rectangle(18, 300);
  const south = { lat: 40 - 20 * feet, lon: -78.4 + 9 * feet };
  const known = judge({ rawData: { geometry: lot }, street: south }, { least_width_feet: 5 });
  const found = known.reasons.find(({ code }) => code === 'frontage_short');
  assert.deepEqual(
    [found?.effect, found?.value, found?.setting, found?.threshold],
    ['caution', '18 ft, the side nearest to its address', 'least_frontage_feet', 20],
  );
  const west = { lat: 40 + 150 * feet, lon: -78.4 - 30 * feet };
  assert.equal(effects(judge({ rawData: { geometry: lot }, street: west })).frontage_fit, 'pass');
  assert.equal(judge({ rawData: { geometry: lot }, street: west }).road_access, true);
  assert.equal(effects(judge({ rawData: { geometry: lot } })).frontage_unknown, 'note');
  // a street that far off is not the street of this lot
  const far = { lat: 40 - 2_000 * feet, lon: -78.4 };
  assert.equal(effects(judge({ rawData: { geometry: lot }, street: far })).frontage_unknown, 'note');
  assert.equal(effects(judge({ rawData: { geometry: rectangle(15, 15) } })).frontage_short, 'caution');
  const recorded = judge({ rawData: { properties: { fields: { frontage: '12.5' } } } });
  assert.equal(recorded.reasons.find(({ code }) => code === 'frontage_short')?.value, '12.5 ft, on record');
});

test('a flood hazard area does what the setting says; not mapped is not safe', () => {
  const land = (zone: unknown) => ({ rawData: { properties: { fields: { fema_flood_zone: zone } } } });
  for (const zone of ['AE', 'A', 'A12', 'AO', 'VE', 'X, AE', 'Zone AE', 'AE (floodway)']) {
    assert.equal(effects(judge(land(zone))).flood_hazard_area, 'caution', zone);
  }
  for (const zone of ['X', 'C', 'X (shaded)'])
    assert.equal(effects(judge(land(zone))).flood_fit, 'pass', zone);
  for (const zone of ['D', 'AREA NOT INCLUDED', 'OPEN WATER', '', null, 7]) {
    assert.equal(effects(judge(land(zone))).flood_unknown, 'note', String(zone));
  }
  const flooded = { inFloodHazardArea: true, floodZone: 'AE' };
  assert.equal(judge(flooded, { flood_hazard: 'reject' }).validation_status, 'REJECT');
  assert.equal(judge(flooded, { flood_hazard: 'note' }).validation_status, 'APPROVED');
  // who was asked for it knows better than the land data
  assert.equal(effects(judge({ ...land('AE'), inFloodHazardArea: false, floodZone: 'X' })).flood_fit, 'pass');
});

test('thresholds are those of the organization, and the verdict says which', () => {
  assert.equal(judge({}, { least_lot_sqft: 20_000 }).validation_status, 'REJECT');
  const strip = judge({ rawData: { geometry: rectangle(30, 363) } }, { least_width_feet: 40 });
  const found = strip.reasons.find(({ code }) => code === 'sliver');
  assert.deepEqual([found?.setting, found?.threshold], ['least_width_feet', 40]);
  assert.equal(effects(judge({}, { least_value: '200000.00' })).value_low, 'caution');
  assert.equal(
    effects(judge({ totalDue: '70000.00' }, { most_due_percent: 50 })).debt_above_value,
    'caution',
  );
  assert.equal(
    effects(judge({ lotSizeAcres: '0.2000' }, { most_area_difference_percent: 10 })).area_contradicted,
    'caution',
  );
});

test('what is missing is never approved in silence', () => {
  const nothing = judge({
    ...{ address: null, totalDue: null, landUse: null, lotSizeAcres: null, lotSizeSqft: null },
    ...{ buildingSqft: null, yearBuilt: null, assessedValue: null, marketValue: null, lat: null, lon: null },
    rawData: null,
  });
  assert.equal(nothing.validation_status, 'CAUTION');
  assert.equal(nothing.confidence_score, 0);
  assert.deepEqual(effects(nothing), {
    use_unknown: 'caution',
    area_unknown: 'caution',
    shape_unknown: 'note',
    frontage_unknown: 'note',
    flood_unknown: 'note',
    value_unknown: 'caution',
    address_unknown: 'caution',
  });
  for (const missing of [
    { landUse: null },
    { lotSizeAcres: '0.0000', lotSizeSqft: '0.00', rawData: null },
    { marketValue: '0.00', assessedValue: null },
    { address: '  ' },
  ]) {
    assert.equal(judge(missing).validation_status, 'CAUTION', JSON.stringify(missing));
  }
});

test('figures that contradict each other are a caution', () => {
  const verdict = judge({ lotSizeAcres: '2.0000' });
  assert.match(
    verdict.reasons.find(({ code }) => code === 'area_contradicted')?.value ?? '',
    /10890 sq ft, 87120 sq ft/,
  );
  assert.equal(effects(judge({ totalDue: '128000.01' })).debt_above_value, 'caution');
  assert.equal(effects(judge({ marketValue: '999.99', totalDue: null })).value_low, 'caution');
  assert.equal(effects(judge({ address: '0 Rear Alley Ln' })).address_without_number, 'note');
});

const money = fc.option(fc.integer({ min: 0, max: 10_000_000 }).map((cents) => (cents / 100).toFixed(2)));
const anyParcel = fc.record({
  address: fc.option(fc.string()),
  totalDue: money,
  landUse: fc.option(
    fc.oneof(fc.string(), fc.constantFrom('Vacant', 'Water', 'Residential', 'Creek', 'Cemetery')),
  ),
  lotSizeAcres: fc.option(fc.float({ min: 0, max: 5, noNaN: true }).map((acres) => acres.toFixed(4))),
  lotSizeSqft: money,
  buildingSqft: money,
  yearBuilt: fc.option(fc.integer({ min: 1600, max: 2200 })),
  assessedValue: money,
  marketValue: money,
  rawData: fc.oneof(
    fc.jsonValue(),
    fc
      .tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 900 }))
      .map(([x, y]) => rectangle(x, y)),
  ),
});

test('whatever a parcel looks like it gets a verdict with reasons, and never an approval for want of facts', () => {
  fc.assert(
    fc.property(anyParcel, (parcel) => {
      const verdict = judge(parcel);
      assert.ok(verdict.reasons.length >= 7);
      if (verdict.validation_status !== 'APPROVED') return;
      assert.ok(parcel.landUse !== null && parcel.address !== null);
      assert.ok(
        Number(parcel.marketValue ?? 0) + Number(parcel.assessedValue ?? 0) >=
          Number(VISUAL_DEFAULTS.least_value),
      );
      assert.equal(verdict.confidence_score >= 80, true);
    }),
    { numRuns: 2_000 },
  );
});

test('the weights of the confidence come to 100', () => {
  const sum = Object.values(VISUAL_RULES.weights).reduce((a, b) => a + b, 0);
  assert.equal(sum, 100);
});
