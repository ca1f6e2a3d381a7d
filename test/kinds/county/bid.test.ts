import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromCents, percentOf, showCents, toCents } from '../../../src/base/cents.ts';
import { type Bid, bidFor } from '../../../src/kinds/county/bid.ts';
import { findingFaults } from '../../../src/kinds/county/findings.ts';
import type { BidInputs } from '../../../src/property/findings/bid-inputs.ts';
import {
  BID_DEFAULTS,
  type BidSettings,
  bidSettingsSchema,
} from '../../../src/property/settings/bid-settings.ts';
import { VISUAL_DEFAULTS } from '../../../src/property/settings/visual-settings.ts';

const defaults = bidSettingsSchema.parse(BID_DEFAULTS);

const figures = { settings: defaults, visual: VISUAL_DEFAULTS };

/** Everything researched, nothing found: a clean house worth $100,000. */
const clean: BidInputs = {
  propertyId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  hasParcelData: true,
  marketValue: '100000.00',
  assessedValue: '90000.00',
  verdict: 'APPROVED',
  redFlags: [],
  condition: 'good',
  estimatedRepairs: '0.00',
  titleStatus: 'clear',
  survivingLiens: '0.00',
  totalLiens: '0.00',
  riskLevel: 'low',
  inFloodHazardArea: false,
  floodZone: 'X',
  rawData: null,
  street: null,
};

function bid(inputs: Partial<BidInputs> = {}, settings: Partial<BidSettings> = {}): Bid {
  const made = bidFor(
    { ...clean, ...inputs },
    { settings: { ...defaults, ...settings }, visual: VISUAL_DEFAULTS },
  );
  assert.ok('max_bid' in made, 'there is a bid');
  return made;
}

const amounts = (made: Bid) => made.lines.map(({ amount }) => amount);

/** Reckoned by hand: share of value, repairs, liens, closing, holding, risk; what they come to. */
const TABLE: readonly [string, Partial<BidInputs>, Partial<BidSettings>, string[], string][] = [
  [
    'a clean house: 70,000 − 3,000 − 6 × 250',
    {},
    {},
    ['70000.00', '0.00', '0.00', '-3000.00', '-1500.00', '0.00'],
    '65500.00',
  ],
  [
    'repairs, liens and two flags: 5 % of 100,000 each',
    { estimatedRepairs: '12345.67', survivingLiens: '1800.05', redFlags: ['value_low', 'shape_odd'] },
    {},
    ['70000.00', '-12345.67', '-1800.05', '-3000.00', '-1500.00', '-10000.00'],
    '41354.28',
  ],
  [
    'cents that binary fractions get wrong: 0.7 × 1.10 is 0.77, 3 % is 0.033, a month 0.00275',
    { marketValue: '1.10' },
    {},
    ['0.77', '0.00', '0.00', '-0.03', '0.00', '0.00'],
    '0.74',
  ],
  [
    'a share that ends between cents is rounded down, costs to the nearest: 33.3333 % of 100.01',
    { marketValue: '100.01' },
    { value_percent: 33.3333, closing_percent: 1.5, holding_months: 0 },
    ['33.33', '0.00', '0.00', '-1.50', '0.00', '0.00'],
    '31.83',
  ],
  [
    'more to take off than there is: nothing, not less',
    { estimatedRepairs: '80000.00' },
    {},
    ['70000.00', '-80000.00', '0.00', '-3000.00', '-1500.00', '0.00'],
    '0.00',
  ],
  [
    'all of the value and no costs: the value, not more',
    {},
    { value_percent: 100, closing_percent: 0, holding_months: 0 },
    ['100000.00', '0.00', '0.00', '0.00', '0.00', '0.00'],
    '100000.00',
  ],
  [
    'high environmental risk counts as two flags, the flood area under it as none',
    { riskLevel: 'high', inFloodHazardArea: true },
    {},
    ['70000.00', '0.00', '0.00', '-3000.00', '-1500.00', '-10000.00'],
    '55500.00',
  ],
  [
    'a flood area at low risk is a flag; a flag named twice is one',
    { inFloodHazardArea: true, redFlags: ['value_low', 'value_low'] },
    {},
    ['70000.00', '0.00', '0.00', '-3000.00', '-1500.00', '-10000.00'],
    '55500.00',
  ],
  [
    'moderate risk at three flags of 1.25 %',
    { riskLevel: 'moderate' },
    { moderate_risk_flags: 3, risk_percent_per_flag: 1.25 },
    ['70000.00', '0.00', '0.00', '-3000.00', '-1500.00', '-3750.00'],
    '61750.00',
  ],
  [
    'a trillion to the cent',
    { marketValue: '999999999999.99' },
    { holding_months: 0, closing_percent: 0 },
    ['699999999999.99', '0.00', '0.00', '0.00', '0.00', '0.00'],
    '699999999999.99',
  ],
];

for (const [what, inputs, settings, lines, result] of TABLE) {
  test(what, () => {
    const made = bid(inputs, settings);
    assert.deepEqual(amounts(made), lines);
    assert.equal(made.max_bid, result);
    assert.equal(
      fromCents(lines.reduce((sum, line) => sum + toCents(line), 0n)),
      made.sum,
      'the lines come to the sum',
    );
    assert.deepEqual(findingFaults('bid_strategy', made), []);
  });
}

test('what was not known is said, with what was taken in its place', () => {
  const made = bid(
    {
      marketValue: null,
      condition: null,
      estimatedRepairs: null,
      titleStatus: 'clouded',
      survivingLiens: null,
      totalLiens: '500.00',
      riskLevel: null,
      inFloodHazardArea: null,
      redFlags: null,
    },
    { repairs_if_unknown: '2500' },
  );
  assert.equal(made.property_value, '90000.00');
  assert.deepEqual(amounts(made), ['63000.00', '-2500.00', '-500.00', '-2700.00', '-1350.00', '0.00']);
  assert.deepEqual(made.assumptions, [
    'No market value is known: the assessed value stands for it.',
    'No environment was researched: no risk is assumed from it.',
    'No property condition was researched: $2,500.00 is assumed for them.',
    'The title is clouded: only its liens are taken off.',
    'Which liens survive the sale is not known: all of them are taken to.',
  ]);
});

test('research that names no figure is told from none at all; vacant land needs no repairs', () => {
  const open = { estimatedRepairs: null, survivingLiens: null, totalLiens: null } as const;
  const made = bid({ ...open, condition: 'unknown', titleStatus: 'unknown', riskLevel: 'unknown' });
  assert.deepEqual(made.assumptions, [
    'The environmental risk is unknown: none is assumed beyond what is named.',
    'The property condition names no repairs: $0.00 is assumed for them.',
    'The title research names no liens: $0.00 is assumed for them.',
  ]);
  assert.deepEqual(bid({ estimatedRepairs: null, condition: 'vacant_land' }).assumptions, []);
  assert.match(bid({ ...open, titleStatus: null }).assumptions.join(), /No title was researched/);
});

test('without a value there is no bid, and the reason says what to report', () => {
  for (const none of [null, '0.00']) {
    const made = bidFor({ ...clean, marketValue: none, assessedValue: none }, figures);
    assert.ok('refused' in made);
    assert.match(made.refused, /market_value and assessed_value/);
  }
  const unknown = bidFor({ ...clean, hasParcelData: false, marketValue: null, assessedValue: null }, figures);
  assert.ok('refused' in unknown);
  assert.match(unknown.refused, /run regrid_scraping/);
});

const cents = (most: number) => fc.integer({ min: 0, max: most }).map((n) => fromCents(BigInt(n)));
const percent = fc.integer({ min: 0, max: 1_000_000 }).map((parts) => parts / 10_000);
const anyInputs = fc.record({
  marketValue: cents(2 ** 40).filter((value) => value !== '0.00'),
  estimatedRepairs: fc.option(cents(2 ** 36)),
  survivingLiens: fc.option(cents(2 ** 36)),
  totalLiens: fc.option(cents(2 ** 36)),
  redFlags: fc.array(fc.constantFrom('a', 'b', 'c')),
  riskLevel: fc.constantFrom('low', 'moderate', 'high', 'unknown', null),
  inFloodHazardArea: fc.option(fc.boolean()),
});
const anySettings = fc.record({
  value_percent: percent,
  closing_percent: percent,
  holding_percent_per_month: percent,
  holding_months: fc.integer({ min: 0, max: 120 }),
  risk_percent_per_flag: percent,
  moderate_risk_flags: fc.integer({ min: 0, max: 20 }),
  high_risk_flags: fc.integer({ min: 0, max: 20 }),
  flood_flags: fc.integer({ min: 0, max: 20 }),
  sliver_flags: fc.integer({ min: 0, max: 20 }),
  short_frontage_flags: fc.integer({ min: 0, max: 20 }),
  repairs_if_unknown: cents(2 ** 30),
  liens_if_unknown: cents(2 ** 30),
});

test('no bid is above the value or below nothing, and more repairs or liens never raise it', () => {
  fc.assert(
    fc.property(anyInputs, anySettings, cents(2 ** 32), (inputs, settings, more) => {
      bidSettingsSchema.parse(settings);
      const one = bid(inputs, settings);
      assert.ok(toCents(one.max_bid) >= 0n);
      assert.ok(toCents(one.max_bid) <= toCents(one.property_value));
      assert.deepEqual(findingFaults('bid_strategy', one), []);
      const raised = (amount: string | null) => fromCents(toCents(amount ?? '0') + toCents(more));
      const known = { ...inputs, estimatedRepairs: raised(null), survivingLiens: raised(null) };
      const base = toCents(bid(known, settings).max_bid);
      for (const worse of [
        { estimatedRepairs: raised(known.estimatedRepairs) },
        { survivingLiens: raised(known.survivingLiens) },
        { redFlags: [...inputs.redFlags, 'another'] },
      ]) {
        assert.ok(toCents(bid({ ...known, ...worse }, settings).max_bid) <= base);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('cents read, write and share amounts exactly', () => {
  assert.deepEqual(['0', '1.5', '1250', '-0.07', '12.340'].map(toCents), [0n, 150n, 125_000n, -7n, 1234n]);
  for (const wrong of ['', '1,000', '1.234', 'NaN', '1e3', '$1']) assert.throws(() => toCents(wrong));
  assert.deepEqual([0n, 7n, -7n, 125_000n].map(fromCents), ['0.00', '0.07', '-0.07', '1250.00']);
  assert.equal(showCents(-123_456_789n), '-$1,234,567.89');
  assert.equal(percentOf(105n, 50, 'half_up'), 53n);
  assert.equal(percentOf(105n, 50, 'down'), 52n);
  assert.equal(percentOf(10_000n, 0.07, 'down'), 7n);
});

/** A rectangle of so many feet by so many, at the equator. */
function rectangle(east: number, north: number) {
  const degree = ((6_371_008.8 / 0.3048) * Math.PI) / 180;
  const [x, y] = [east / degree, north / degree];
  return {
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [x, 0],
          [x, y],
          [0, y],
          [0, 0],
        ],
      ],
    },
  };
}

test('a strip, too little frontage and a flood zone lower a bid, each by its own setting and once', () => {
  const strip = bid({ rawData: rectangle(6, 300) });
  assert.deepEqual(
    strip.risks.map(({ code, flags, setting }) => [code, flags, setting]),
    [['sliver', 4, 'sliver_flags']],
  );
  assert.equal(amounts(strip)[5], '-20000.00');
  assert.match(strip.risks[0]?.value ?? '', /^6 ft wide/);
  const told = bid({ rawData: rectangle(6, 300), redFlags: ['sliver'] });
  assert.deepEqual([told.flags, amounts(told)[5]], [['sliver'], '-5000.00']);

  const short = bid(
    { rawData: { ...rectangle(90, 90), road_frontage_feet: 12 } },
    { short_frontage_flags: 2 },
  );
  assert.deepEqual([short.flags, amounts(short)[5]], [['frontage_short'], '-10000.00']);
  assert.deepEqual(bid({ rawData: rectangle(90, 90) }).risks, []);

  const flooded = { riskLevel: null, inFloodHazardArea: null, floodZone: null } as const;
  const land = (zone: string) => ({ properties: { fields: { fema_flood_zone: zone } } });
  assert.deepEqual(bid({ ...flooded, rawData: land('AE') }).flags, ['flood_hazard_area']);
  assert.deepEqual(bid({ ...flooded, rawData: land('X') }).flags, []);
  assert.deepEqual(bid({ ...flooded, rawData: land('AE'), inFloodHazardArea: false }).flags, []);
  assert.equal(amounts(bid({ ...flooded, rawData: land('VE') }, { flood_flags: 3 }))[5], '-15000.00');
});
