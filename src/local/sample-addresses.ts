import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { z } from 'zod';

/** How many addresses the first start looks up. */
export const SAMPLE_SIZE = 2_000;

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
 * Writes the sample as the CSV somebody might have at hand: real, public-domain addresses from the package `rrad`,
 * in their order there, with headers as people write them.
 */
export async function writeSampleCsv(file: string): Promise<void> {
  const { addresses } = ADDRESSES.parse(createRequire(import.meta.url)('rrad/addresses-us-all.json'));
  const rows = addresses
    .slice(0, SAMPLE_SIZE)
    .map((a, at) => [
      `sample-${String(at + 1).padStart(4, '0')}`,
      a.address1,
      a.address2,
      a.city,
      a.state,
      a.postalCode,
    ]);
  const header = ['Deal ID', 'Street Address', 'Unit', 'City', 'State', 'ZIP'];
  await pipeline(
    Readable.from([header, ...rows]),
    stringify({ record_delimiter: 'windows' }),
    createWriteStream(file),
  );
}
