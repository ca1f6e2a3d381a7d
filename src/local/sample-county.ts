import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { z } from 'zod';

/** The county of the sample, and the cities in it that the addresses name. All of them lie in this county alone. */
export const SAMPLE_COUNTY = 'Chatham County, GA';
const STATE = 'GA';
const CITIES = new Set([
  'Savannah',
  'Pooler',
  'Tybee Island',
  'Port Wentworth',
  'Bloomingdale',
  'Thunderbolt',
  'Garden City',
]);

const ADDRESSES = z.object({
  addresses: z.array(
    z.object({
      address1: z.string(),
      address2: z.string().default(''),
      city: z.string().default(''),
      state: z.string(),
      postalCode: z.string(),
    }),
  ),
});

/**
 * Writes real, public-domain addresses of one county, from the package `rrad`, as somebody's list of properties might
 * look. It has no parcel numbers: none are known, and none are made up. Answers how many there are.
 */
export async function writeCountyCsv(file: string): Promise<number> {
  const { addresses } = ADDRESSES.parse(createRequire(import.meta.url)('rrad/addresses-us-all.json'));
  const rows = addresses
    .filter(({ state, city }) => state === STATE && CITIES.has(city))
    .map((a) => [[a.address1, a.address2].filter(Boolean).join(', '), a.city, a.postalCode]);
  await pipeline(
    Readable.from([['Property Address', 'City', 'ZIP'], ...rows]),
    stringify({ record_delimiter: 'windows' }),
    createWriteStream(file),
  );
  return rows.length;
}
