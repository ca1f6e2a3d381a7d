import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type EnvironmentalFacts,
  environmentalRisk,
  RISK_RULES,
  worstZone,
} from '../../../src/kinds/county/environmental-risk.ts';
import {
  ENVIRONMENTAL_DEFAULTS,
  type EnvironmentalSettings,
} from '../../../src/property/settings/environmental-settings.ts';
import type { Facility } from '../../../src/providers/echo.ts';
import type { FloodZone } from '../../../src/providers/fema.ts';

const zone = (given: Partial<FloodZone>): FloodZone => ({
  ...{ zone: 'X', subtype: 'AREA OF MINIMAL FLOOD HAZARD', hazardArea: false },
  ...{ baseFloodFeet: null, mapId: '42013C' },
  ...given,
});
const facility = (feet: number | null): Facility => ({
  ...{ name: 'Works', registryId: '1', street: null, city: null, feet },
});
const around = (count: number | null, ...feet: (number | null)[]) => ({
  ...{ radiusMiles: 0.5, count, nearest: feet.map(facility) },
});

/** A dry hill with nothing around it. */
const hill: EnvironmentalFacts = {
  flood: [zone({})],
  facilities: around(2, 1_900, 2_400),
  elevation: { feet: 1_180.4, resolution: '1' },
};

function risk(facts: Partial<EnvironmentalFacts>, settings: Partial<EnvironmentalSettings> = {}) {
  const { risk_level, reasons } = environmentalRisk(
    { ...hill, ...facts },
    { ...ENVIRONMENTAL_DEFAULTS, ...settings },
  );
  return { level: risk_level, codes: reasons.map(({ code }) => code), reasons };
}

test('a mapped, dry place far from everything is a low risk, with a reason for each thing looked at', () => {
  const { level, reasons } = risk({});
  assert.equal(level, 'low');
  assert.deepEqual(
    reasons.map(({ code, effect, value }) => [code, effect, value]),
    [
      ['flood_minimal', 'low', 'zone X, AREA OF MINIMAL FLOOD HAZARD, map 42013C'],
      ['facilities_few', 'low', '2 within 0.5 miles'],
      ['ground_fit', 'low', '1180.4 ft'],
    ],
  );
  for (const { code, text } of reasons) assert.equal(text, RISK_RULES[code]);
});

test('what nobody has mapped is unknown, never safe', () => {
  assert.deepEqual([risk({ flood: [] }).level, risk({ flood: [] }).codes[0]], ['unknown', 'flood_unmapped']);
  for (const unmapped of [
    zone({ zone: 'D', subtype: null }),
    zone({ zone: 'AREA NOT INCLUDED', subtype: null }),
    zone({ zone: 'OPEN WATER', subtype: null }),
    zone({ hazardArea: null }),
    zone({ zone: null, subtype: null, hazardArea: false }),
  ]) {
    assert.deepEqual(
      [risk({ flood: [unmapped] }).level, risk({ flood: [unmapped] }).codes[0]],
      ['unknown', 'flood_undetermined'],
      JSON.stringify(unmapped),
    );
  }
});

test('zones are read as the standard has them', () => {
  const codeOf = (given: Partial<FloodZone>) => risk({ flood: [zone(given)] }).codes[0];
  for (const name of ['A', 'AE', 'AH', 'AO', 'AR', 'A99', 'A12', 'V', 'VE']) {
    assert.equal(codeOf({ zone: name, subtype: null, hazardArea: true }), 'flood_hazard_area');
  }
  assert.equal(codeOf({ zone: 'AE', hazardArea: null }), 'flood_hazard_area', 'the zone says it by itself');
  for (const subtype of [
    '0.2 PCT ANNUAL CHANCE FLOOD HAZARD',
    'AREA WITH REDUCED FLOOD RISK DUE TO LEVEE',
    '1 PCT DEPTH LESS THAN 1 FOOT',
  ]) {
    assert.equal(codeOf({ subtype }), 'flood_reduced', subtype);
  }
  assert.equal(codeOf({ zone: 'B', subtype: null }), 'flood_reduced');
  assert.equal(codeOf({ zone: 'C', subtype: null }), 'flood_minimal');
});

test('where maps overlap, the greatest hazard counts', () => {
  const [dry, wet] = [zone({}), zone({ zone: 'AE', subtype: 'FLOODWAY', hazardArea: true })];
  assert.equal(worstZone([dry, wet]), wet);
  assert.equal(risk({ flood: [dry, wet] }).level, 'high');
  assert.equal(risk({ flood: [dry, zone({ zone: 'D', subtype: null })] }).level, 'unknown');
});

test('facilities count from the settings’ figures on, and one close by counts by itself', () => {
  const levelOf = (count: number, ...feet: number[]) => risk({ facilities: around(count, ...feet) }).level;
  assert.deepEqual(
    [levelOf(9), levelOf(10), levelOf(49), levelOf(50)],
    ['low', 'moderate', 'moderate', 'high'],
  );
  assert.deepEqual([levelOf(1, 300), levelOf(1, 299)], ['low', 'moderate']);
  assert.equal(risk({ facilities: around(1, 1) }, { close_facility_feet: 0 }).level, 'low');
  assert.equal(risk({ facilities: around(10) }, { moderate_facilities: 11 }).level, 'low');
  const crowded = risk({ facilities: around(null) });
  assert.deepEqual([crowded.level, crowded.codes[1]], ['high', 'facilities_many']);
  assert.equal(risk({ facilities: around(1, ...[]) }).level, 'low');
});

test('low ground and ground below the flood are a moderate risk; ground of unknown height adds nothing', () => {
  const ground = (feet: number | null) => ({ elevation: { feet, resolution: null } });
  assert.deepEqual([risk(ground(9.9)).level, risk(ground(10)).level], ['moderate', 'low']);
  assert.deepEqual([risk(ground(null)).level, risk(ground(null)).codes[2]], ['low', 'elevation_unknown']);
  const below = risk({ ...ground(500), flood: [zone({ subtype: '0.2 PCT', baseFloodFeet: 512 })] });
  assert.ok(below.codes.includes('below_flood_level'));
});

test('the levels of floods are the organization’s choice', () => {
  const flood = [zone({ zone: 'AE', hazardArea: true })];
  assert.equal(risk({ flood }, { flood_hazard_level: 'moderate' }).level, 'moderate');
  const levee = [zone({ subtype: 'AREA WITH REDUCED FLOOD RISK DUE TO LEVEE' })];
  assert.equal(risk({ flood: levee }, { reduced_flood_level: 'low' }).level, 'low');
});

test('an answer that is missing never makes a place safer than the answer would', () => {
  const level = { low: 0, moderate: 1, unknown: 2, high: 3 };
  fc.assert(
    fc.property(
      fc.record({
        flood: fc.array(
          fc.record({
            zone: fc.constantFrom('X', 'AE', 'D', 'B', 'VE'),
            subtype: fc.constantFrom(null, '0.2 PCT ANNUAL CHANCE FLOOD HAZARD'),
            hazardArea: fc.constantFrom(true, false, null),
            baseFloodFeet: fc.constantFrom(null, 20),
            mapId: fc.constant(null),
          }),
          { maxLength: 3 },
        ),
        facilities: fc.integer({ min: 0, max: 100 }).map((count) => around(count)),
        elevation: fc.record({ feet: fc.constantFrom(null, 5, 500), resolution: fc.constant(null) }),
      }),
      fc.constantFrom('flood' as const, 'facilities' as const),
      (facts, missing) => {
        const whole = environmentalRisk(facts, ENVIRONMENTAL_DEFAULTS).risk_level;
        const partial = environmentalRisk(
          { ...facts, [missing]: undefined },
          ENVIRONMENTAL_DEFAULTS,
        ).risk_level;
        // without an answer it is unknown, or high by what the others say
        assert.ok(partial === 'unknown' || (partial === 'high' && whole === 'high'));
        assert.ok(level[partial] >= 2);
      },
    ),
  );
});
