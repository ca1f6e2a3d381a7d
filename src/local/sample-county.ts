import { createWriteStream, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { z } from 'zod';
import type { LocalIo } from './io.ts';
import type { Opened } from './open.ts';
import { lotline, type SampleTarget } from './sample.ts';

const BATCH_SIZE = 25;

/** The county of the sample, and the cities in it that the addresses name. All of them lie in this county alone. */
const SAMPLE_COUNTY = 'Chatham County, GA';
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
 * look. It has no parcel numbers: none are known, and none are made up.
 */
async function writeCountyCsv(file: string): Promise<void> {
  const { addresses } = ADDRESSES.parse(createRequire(import.meta.url)('rrad/addresses-us-all.json'));
  const rows = addresses
    .filter(({ state, city }) => state === STATE && CITIES.has(city))
    .map((a) => [[a.address1, a.address2].filter(Boolean).join(', '), a.city, a.postalCode]);
  await pipeline(
    Readable.from([['Property Address', 'City', 'ZIP'], ...rows]),
    stringify({ record_delimiter: 'windows' }),
    createWriteStream(file),
  );
}

const made = z.object({ id: z.uuid(), total_items: z.number(), total_batches: z.number() });

/**
 * Loads the county as a newcomer would, makes a job over it, and says what to type to work it: by the command line, in
 * SQL, in plain words.
 */
export async function runCountySample(io: LocalIo, opened: Opened, target: SampleTarget): Promise<void> {
  const folder = path.resolve(opened.config.dataFolder, 'sample');
  mkdirSync(folder, { recursive: true });
  const source = path.join(folder, 'county.csv');
  await writeCountyCsv(source);
  await lotline(io.io, target, [
    'properties',
    'import',
    source,
    '--county',
    SAMPLE_COUNTY,
    '--json',
    '--quiet',
  ]);
  const answer = await lotline(io.io, target, [
    ...['batch', 'create', 'regrid_scraping', '--county', SAMPLE_COUNTY],
    ...['--size', String(BATCH_SIZE), '--json', '--quiet'],
  ]);
  const job = made.parse(JSON.parse(answer));
  io.say(
    `\nCounty: ${job.total_items} real addresses of ${SAMPLE_COUNTY}, and a job over them that is ready to pull  (${source})`,
  );
  io.say(`  Job        Regrid Scraping - Chatham, ${job.total_batches} batches of ${BATCH_SIZE}: ${job.id}`);
  io.say('  Work it    npm run -s lotline -- do "Show batch job status"');
  io.say(`             npm run -s lotline -- batch next ${job.id}`);
  const { agent } = opened.database.urls;
  if (agent !== undefined) {
    io.say(`  In SQL     psql '${agent}' -c "select * from get_next_batch('${job.id}', p_limit => 5)"`);
  }
  io.say(`  As agent   MCP at ${target.url}/mcp with the key as Bearer token, or: npm run -s lotline -- mcp`);
}
