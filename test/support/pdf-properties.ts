import fc from 'fast-check';
import type { PrintedProperty } from './pdf.ts';

const STREETS = [
  'MAIN ST',
  'OAK AVE',
  'N MARKET ST',
  'ELM RD',
  'CHESTNUT DR',
  'W 3RD ST',
  'MILL LN',
  'PARK BLVD',
];
const NAMES = [
  'SMITH JOHN',
  'GARCIA MARIA L',
  'ACME HOLDINGS LLC',
  'JONES ROBERT & ANN',
  'ESTATE OF A MILLER',
];

/** How counties number parcels. */
export const PARCEL_FORMS: readonly ((n: number) => string)[] = [
  (n) => `${pad(n % 90, 2)}.${pad(n % 31, 2)}-${pad(n, 4)}.00-000`,
  (n) =>
    `${pad(n % 90, 2)}-${pad(n % 31, 2)}-${pad(n % 47, 2)}-${pad(n, 3)}-${pad(n % 7, 3)}.000-00${n % 10}`,
  (n) => `${pad(10_000 + n, 5)} ${pad((n * 37) % 90_000, 5)}`,
  (n) => `${1000 + n}${n % 5 === 0 ? 'A' : ''}-${n % 120}`,
  (n) => String(160_000_000 + n * 17),
];

const pad = (n: number, width: number) => String(n).padStart(width, '0');

/** Distinct properties of one county, numbered in one form. */
export function countyOf(count: number, form: number, seed = 1): PrintedProperty[] {
  const parcel = PARCEL_FORMS[form % PARCEL_FORMS.length] ?? String;
  return Array.from({ length: count }, (_, at) => {
    const n = at * 7 + seed;
    return {
      parcel: parcel(at + seed),
      owner: NAMES[n % NAMES.length] ?? '',
      address: `${100 + ((n * 13) % 9_800)} ${STREETS[n % STREETS.length]}`,
      due: 10_000 + ((n * 7_919) % 2_000_000),
    };
  });
}

/** Counties of some size, for properties over layouts. */
export const anyCounty = (least: number, most: number) =>
  fc
    .record({
      count: fc.integer({ min: least, max: most }),
      form: fc.integer({ min: 0, max: PARCEL_FORMS.length - 1 }),
      seed: fc.integer({ min: 1, max: 500 }),
    })
    .map(({ count, form, seed }) => countyOf(count, form, seed));
