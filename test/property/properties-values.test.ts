import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Field } from '../../src/property/properties/fields.ts';
import { readRow } from '../../src/property/properties/read-row.ts';
import {
  addressKey,
  readAmount,
  readAuctionStatus,
  readDate,
  readSaleType,
  readText,
  readYear,
  repairZip,
} from '../../src/property/properties/read-values.ts';

/** What a reader makes of each text; undefined where it refuses. */
function table<T>(
  read: (text: string) => { value: T } | { problem: string },
  rows: Record<string, T | undefined>,
) {
  const found = Object.keys(rows).map((text) => {
    const answer = read(text);
    return [text, 'value' in answer ? answer.value : undefined];
  });
  assert.deepEqual(Object.fromEntries(found), rows);
}

test('amounts are read as people write them, and keep their digits', () => {
  table(readAmount, {
    '1234.5': '1234.5',
    '$1,234.50': '1234.50',
    '$ 1,234.50': '1234.50',
    'USD 12': '12.0',
    '12 USD': '12.0',
    '1,234,567.89': '1234567.89',
    '.5': '0.5',
    '5.': '5.0',
    '0': '0.0',
    '000012.10': '12.10',
    '-12.5': '-12.5',
    '-$12.50': '-12.50',
    '$-12.50': '-12.50',
    '12.50-': '-12.50',
    '(1,234.50)': '-1234.50',
    '($5)': '-5.0',
    '1234.5600000000001': '1234.5600000000001',
    '99999999999.999': '99999999999.999',
    '100000000000': undefined,
    '12 34': undefined,
    '1.234,50': undefined,
    '1,23': undefined,
    '12,34.5': undefined,
    '1.2E+05': undefined,
    abc: undefined,
    $: undefined,
    '': undefined,
    '.': undefined,
    '12a': undefined,
    NaN: undefined,
    Infinity: undefined,
    '0x10': undefined,
    '१२': undefined,
  });
});

test('days are read as people write them, and must exist', () => {
  table(readDate, {
    '2026-09-22': '2026-09-22',
    '2026/9/2': '2026-09-02',
    '9/22/2026': '2026-09-22',
    '09-22-2026': '2026-09-22',
    '9/2/26': '2026-09-02',
    'September 22, 2026': '2026-09-22',
    'Sept. 22 2026': '2026-09-22',
    'Tuesday, September 22, 2026': '2026-09-22',
    'Sep 1st, 2026': '2026-09-01',
    '22-Sep-2026': '2026-09-22',
    '22 September 2026': '2026-09-22',
    '2026-09-22T10:00:00Z': '2026-09-22',
    '2026-09-22 10:00:00.000 +00:00': '2026-09-22',
    '9/22/2026 10:00 AM': '2026-09-22',
    '2024-02-29': '2024-02-29',
    '2026-02-29': undefined,
    '2026-13-01': undefined,
    '22/9/2026': undefined,
    '9/31/2026': undefined,
    '45923': undefined,
    tomorrow: undefined,
    '0001-01-01': undefined,
    'Foo 22, 2026': undefined,
    '': undefined,
  });
});

test('years, sale types and statuses are words that we know', () => {
  table(readYear, { '2022': 2022, '2022.0': 2022, '22': undefined, '2022.5': undefined, '9999': undefined });
  table(readSaleType, {
    upset: 'upset',
    'Upset Sale': 'upset',
    'JUDICIAL SALE': 'judicial',
    'Repository List': 'repository',
    tax_certificate: 'tax_certificate',
    'Tax Lien Certificate': 'tax_certificate',
    'Tax-Certificate Sale': 'tax_certificate',
    sheriff: undefined,
    constructor: undefined,
    __proto__: undefined,
  });
  table(readAuctionStatus, {
    Active: 'active',
    SOLD: 'sold',
    'Withdrawn ': 'withdrawn',
    Redeemed: 'withdrawn',
    expired: 'expired',
    toString: undefined,
    pending: undefined,
  });
});

test('what spreadsheets write for nothing is nothing', () => {
  for (const nothing of ['', '  ', '-', 'N/A', 'n/a', '#N/A', '#REF!', 'NULL', '\\N', '—']) {
    assert.equal(readText(nothing), null, nothing);
  }
  assert.equal(readText('  a \t b\n c '), 'a b c');
  assert.equal(readText("'=SUM(A1)"), '=SUM(A1)', 'the apostrophe of our own CSV');
  assert.equal(readText("'s-Gravenhage"), "'s-Gravenhage");
  assert.equal(readText('0'), '0');
});

test('ZIP codes get back the zeros that a spreadsheet ate, where there were any', () => {
  assert.equal(repairZip('6010', 'CT'), '06010');
  assert.equal(repairZip('6010-1234', 'CT'), '06010-1234');
  assert.equal(repairZip('901', 'PR'), '00901');
  assert.equal(repairZip('6010', 'PA'), '6010');
  assert.equal(repairZip('16602', 'PA'), '16602');
  assert.equal(repairZip('unknown', 'CT'), 'unknown');
});

test('addresses are compared without case, punctuation and spaces', () => {
  assert.equal(addressKey('1200  8th Ave., Rear', 'Altoona'), addressKey('1200 8TH AVE REAR', 'ALTOONA'));
  assert.notEqual(addressKey('1 Main St', 'Altoona'), addressKey('1 Main St', 'Tyrone'));
  assert.notEqual(addressKey('1 Main St', null), addressKey('11 Main St', null));
  assert.equal(addressKey('- . -', null), '');
});

const row = (cells: Partial<Record<Field, string>>) => {
  const read = readRow(cells);
  return 'value' in read ? read.value : read.errors.map((error) => error.message);
};

test('an address in parts is put together, and a unit is part of it', () => {
  const parts = {
    county: 'Blair, PA',
    street_number: '02043.0',
    street_direction: 'W',
    street_name: 'NORTH',
  };
  const addressOf = (cells: Partial<Record<Field, string>>) => {
    const read = row({ county: 'Blair, PA', ...cells });
    return 'address' in read ? read.address : read;
  };
  assert.equal(addressOf({ ...parts, street_suffix: 'AVE' }), '2043 W NORTH AVE');
  assert.equal(addressOf({ ...parts, unit: '2B' }), '2043 W NORTH #2B');
  assert.equal(addressOf({ ...parts, property_address: '5 Main St' }), '5 Main St');
  assert.equal(addressOf({ property_address: '5 Main St', unit: 'Apt 3' }), '5 Main St Apt 3');
  assert.equal(addressOf({ property_address: '5 Main St 3', unit: '3' }), '5 Main St 3');
  assert.equal(addressOf({ ...parts, street_number: '0' }), 'W NORTH');
});

test('a county is told with its state, unless it says it itself', () => {
  const countyOf = (cells: Partial<Record<Field, string>>) => {
    const read = row({ parcel_id: '1', ...cells });
    return 'county' in read ? read.county : read;
  };
  assert.equal(countyOf({ county: 'BLAIR', state: 'PA' }), 'BLAIR, PA');
  assert.equal(countyOf({ county: 'Blair, PA', state: 'Pennsylvania' }), 'Blair, PA');
  assert.equal(countyOf({ county: '42013', state: 'PA' }), '42013');
  const id = 'abcdef01-2345-4789-8abc-def012345678';
  assert.equal(countyOf({ county: id, state: 'PA' }), id);
});

test('a row tells everything that is wrong with it', () => {
  assert.deepEqual(row({}), [
    'parcel_id: the row has neither a parcel number nor an address',
    'county: the row names no county, and none is given for all rows',
  ]);
  assert.deepEqual(row({ county: 'x', parcel_id: '1.23457E+11' }), [
    'parcel_id: "1.23457E+11" was cut by a spreadsheet; make the column text there and export it again',
  ]);
  assert.deepEqual(row({ county: 'x', property_address: '...' }), [
    'parcel_id: the row has neither a parcel number nor an address',
  ]);
  const many = row({
    county: 'x',
    parcel_id: 'p'.repeat(101),
    total_due: 'much',
    sale_date: 'soon',
    owner_name: 'half \ud800',
  });
  assert.equal(Array.isArray(many) && many.length, 4);
});
