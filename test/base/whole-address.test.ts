import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readWholeAddress } from '../../src/base/whole-address.ts';

const FORMS: readonly (readonly [text: string, parts: string])[] = [
  ['123 N Main St Apt 4, Altoona, PA 16602-1234', '123 N Main St Apt 4||Altoona|PA|16602-1234'],
  ['123 N Main St, Apt 4, Altoona, PA 16602', '123 N Main St|Apt 4|Altoona|PA|16602'],
  ['123 Main St, # 4, Altoona, PA, 16602', '123 Main St|# 4|Altoona|PA|16602'],
  ['123 Main St, Altoona PA 16602', '123 Main St||Altoona|PA|16602'],
  ['123 Main St, Altoona, pa 16602, USA', '123 Main St||Altoona|PA|16602'],
  ['123 Main St, Altoona, Pennsylvania 16602', '123 Main St||Altoona|Pennsylvania|16602'],
  ['9 Elm Rd, Charleston West Virginia 25301', '9 Elm Rd||Charleston|West Virginia|25301'],
  ['1745 T Street Southeast, Washington, DC 20020', '1745 T Street Southeast||Washington|DC|20020'],
  ['1 Rue Rd, New York, New York 10001, United States', '1 Rue Rd||New York|New York|10001'],
  ['123 Main St\nAltoona, PA 16602', '123 Main St||Altoona|PA|16602'],
  ['12 Elm St, St. Louis, MO', '12 Elm St||St. Louis|MO|'],
  ['PO Box 12, Winston-Salem, NC 27101', 'PO Box 12||Winston-Salem|NC|27101'],
  ['123 Main St Altoona PA 16602', '123 Main St Altoona|||PA|16602'],
  ['5 Hill Rd, Unit B, PA 16602', '5 Hill Rd|Unit B||PA|16602'],
];

test('an address in one cell is taken apart as people write it', () => {
  for (const [text, expected] of FORMS) {
    const { street_1, street_2, city, state_or_province_code, postal_code } = readWholeAddress(text) ?? {};
    const parts = [street_1, street_2, city, state_or_province_code, postal_code];
    assert.equal(parts.map((part) => part ?? '').join('|'), expected, text);
  }
});

test('what is a street alone stays one', () => {
  for (const text of [
    '123 Main St',
    '10 Avenue of the Americas, Suite 5',
    '12 Palm Ct',
    '4 Oak Ln NE',
    '',
    ', PA',
    'PA 16602',
  ]) {
    assert.equal(readWholeAddress(text), undefined, text);
  }
});
