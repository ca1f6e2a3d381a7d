import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressSchema } from '../../src/base/incentives.ts';
import {
  type Amount,
  countAmount,
  showDollars,
  toCents,
  toDollars,
} from '../../src/property/catalogue/amount.ts';
import { periodOf } from '../../src/property/catalogue/period.ts';
import {
  normalPlace,
  normalState,
  normalZip,
  placeQuery,
  stateNames,
} from '../../src/property/catalogue/place.ts';

test('a ZIP is read however people and spreadsheets wrote it', () => {
  const read = ['15213', ' 15213-1234', '152131234', '6040', '6040.0', '60401234', '501', '15213-'].map(
    normalZip,
  );
  assert.deepEqual(read, ['15213', '15213', '15213', '06040', '06040', '06040', '00501', '15213']);
  for (const none of ['', null, undefined, '\\N', '12', 'K1A 0B1', '1234567', '152133-1']) {
    assert.equal(normalZip(none), null, String(none));
  }
});

test('a town compares without case, punctuation and abbreviations', () => {
  assert.equal(normalPlace('St. Mary’s'), 'SAINT MARYS');
  assert.equal(normalPlace('MT. PLEASANT   TWP'), 'MOUNT PLEASANT TOWNSHIP');
  assert.equal(normalPlace('Cañon City'), 'CANON CITY');
  assert.equal(normalPlace(' - '), null);
});

test('a state may be its code or its name', () => {
  const states = stateNames([
    { code: 'PA', name: 'Pennsylvania' },
    { code: 'DC', name: 'District of Columbia' },
  ]);
  const read = ['pa', 'Pa.', 'PENNSYLVANIA', 'US-PA', 'D.C.', 'district of columbia'].map((s) =>
    normalState(s, states),
  );
  assert.deepEqual(read, ['PA', 'PA', 'PA', 'PA', 'DC', 'DC']);
  assert.equal(normalState('Ontario', states), null);
});

test('an address outside the US, or of no state, is refused with the reason', () => {
  const states = stateNames([{ code: 'PA', name: 'Pennsylvania' }]);
  const address = { street_1: '1 Main St', city: 'X', state_or_province_code: 'PA', postal_code: '15213' };
  assert.deepEqual(placeQuery({ ...address, country_code: 'CA' }, states), {
    unplaceable: 'country CA is not covered, only US is',
  });
  assert.deepEqual(placeQuery({ ...address, state_or_province_code: 'ZZ' }, states), {
    unplaceable: '"ZZ" is not a state of the US',
  });
  assert.deepEqual(placeQuery({ ...address, country_code: 'United States' }, states), {
    zip: '15213',
    state: 'PA',
    place: 'X',
  });
});

test('an empty cell by any name is empty, and an address needs a ZIP or city and state', () => {
  const read = addressSchema.parse({
    street_1: '1 Main St',
    city: 'Alphaville',
    state_or_province_code: 'PA',
    postal_code: '\\N',
  });
  assert.equal(read.postal_code, '');
  assert.equal(addressSchema.safeParse({ street_1: '1 Main St', city: 'Alphaville' }).success, false);
  assert.equal(addressSchema.safeParse({ street_1: 'N/A', postal_code: '15213' }).success, false);
});

test('times of a catalogue have a first and a last day', () => {
  assert.deepEqual(periodOf('2023'), { first: '2023-01-01', last: '2023-12-31' });
  assert.deepEqual(periodOf('2025H2'), { first: '2025-07-01', last: '2025-12-31' });
  assert.deepEqual(periodOf('2024Q1'), { first: '2024-01-01', last: '2024-03-31' });
  assert.deepEqual(periodOf('2024-02'), { first: '2024-02-01', last: '2024-02-29' });
  assert.deepEqual(periodOf('2025-12-31'), { first: '2025-12-31', last: '2025-12-31' });
  for (const none of ['', 'soon', '2025-13', '2025-02-30', '2025H3', '20251'])
    assert.equal(periodOf(none), null, none);
});

const amount = (more: Partial<Amount>): Amount => ({
  kind: 'dollar_amount',
  number: '1000',
  minimum: null,
  maximum: null,
  representative: null,
  unit: null,
  ...more,
});

test('a percent without a cost counts as its maximum, else its representative amount, else nothing', () => {
  const percent = { kind: 'percent', number: '0.3' } as const;
  const [most, usual, none] = [
    countAmount(amount({ ...percent, maximum: '2000.50', representative: '480' })),
    countAmount(amount({ ...percent, representative: '480' })),
    countAmount(amount(percent)),
  ];
  assert.equal(most.cents, 200_050);
  assert.equal(most.details, '30% of the cost, at most $2,000.50; cost not given, so the maximum is counted');
  assert.equal(usual.cents, 48_000);
  assert.match(usual.details, /representative \$480 is counted/);
  assert.equal(none.cents, 0);
  assert.match(none.details, /neither a maximum nor a representative amount stated, so 0 is counted/);
});

test('an amount per unit without a number of units counts the same way', () => {
  const perTon = { kind: 'dollars_per_unit', number: '250', unit: 'ton' } as const;
  assert.equal(countAmount(amount({ ...perTon, maximum: '2500' })).cents, 250_000);
  assert.equal(countAmount(amount({ ...perTon, representative: '750' })).cents, 75_000);
  const none = countAmount(amount(perTon));
  assert.equal(none.cents, 0);
  assert.match(none.details, /^\$250 per ton; number of tons not given/);
});

test('a fixed amount counts as stated, and one that is not stated as nothing', () => {
  assert.deepEqual(countAmount(amount({})), { cents: 100_000, details: '$1,000 fixed' });
  assert.equal(
    countAmount(amount({ number: '450', minimum: '450', maximum: '900' })).details,
    '$450 to $900; $450 is counted',
  );
  assert.equal(countAmount(amount({ number: null, maximum: '16000' })).cents, 0);
});

test('money is whole cents until it leaves', () => {
  assert.equal(toDollars(toCents('0.1') + toCents('0.2')), 0.3);
  assert.equal(toCents('0.125'), 13);
  assert.equal(toCents('1234567.89'), 123_456_789);
  assert.equal(showDollars(123_456_789), '$1,234,567.89');
});
