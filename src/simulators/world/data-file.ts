import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { readCsv } from '../../base/csv.ts';
import { seededRandom } from '../chassis/random.ts';
import { addressKey, apnKey } from './address.ts';
import { type CountyShape, type CountyShapes, readCountyShapes } from './county-shapes.ts';
import { amountOf, type Cells, type Field, readHeader } from './data-columns.ts';
import { makeParcel, type Parcel, type ParcelSeed } from './parcel.ts';
import { createWorld, type World } from './world.ts';

export interface DataFileOptions {
  readonly seed: number;
  /** Where rows lie that do not say it: `24510`, `Davidson County, TN` or `TN`. */
  readonly place?: string;
}

export interface DataFileWorld {
  readonly world: World;
  /** Rows without number and address, without a place, or that say again what one before them said. */
  readonly skipped: number;
}

/** More than this would not fit beside everything else on a small machine. */
const MOST_PARCELS = 150_000;
const SQFT_PER_ACRE = 43_560;
/** Of a total value without parts. */
const LAND_SHARE = 0.3;
/** Degrees about the middle of a ZIP code. */
const ZIP_REACH = 0.02;

const zipPlace = z.object({
  latitude: z.number(),
  longitude: z.number(),
  city: z.string(),
  state: z.string(),
});
const zips = z.object({ lookup: z.custom<(zip: string) => unknown>((value) => typeof value === 'function') });

/**
 * A world of the parcels in a file: CSV with any delimiter, or one JSON object a line; either may be compressed by gzip.
 * What the file does not say is made up from the seed, so that every service has an answer.
 */
export async function worldOfFile(file: string, options: DataFileOptions): Promise<DataFileWorld> {
  const counties = readCountyShapes();
  const places = createPlaces(counties, options.place);
  const seen = new Set<string>();
  const parcels: Parcel[] = [];
  let skipped = 0;
  for await (const cells of readRows(file)) {
    const given = places.seedOf(cells, options.seed);
    const key =
      given && `${given.fips}:${apnKey(given.apn ?? '')}:${addressKey(given.address)}:${given.unit}`;
    if (given === undefined || key === undefined || seen.has(key)) {
      skipped += 1;
      continue;
    }
    if (parcels.length === MOST_PARCELS) throw new Error(`${file} has more than ${MOST_PARCELS} parcels`);
    seen.add(key);
    parcels.push(makeParcel(parcels.length + 1, options.seed, given));
  }
  if (parcels.length === 0) {
    throw new Error(
      `${file} has no parcel that could be placed: it needs a parcel number or an address, and a county, ZIP or coordinates, or --place`,
    );
  }
  return { world: createWorld(options.seed, parcels, counties), skipped };
}

async function* readRows(file: string): AsyncGenerator<Cells> {
  const bytes = await plainBytes(file);
  const [first, rest] = await firstChunk(bytes);
  const all = prepend(first, rest);
  if (first.toString('utf8').trimStart().startsWith('{')) yield* readObjects(all);
  else yield* readTable(all);
}

async function plainBytes(file: string): Promise<AsyncIterator<Buffer>> {
  const [first, rest] = await firstChunk(createReadStream(file)[Symbol.asyncIterator]());
  const source = Readable.from(prepend(first, rest));
  const isGzip = first[0] === 0x1f && first[1] === 0x8b;
  return (isGzip ? source.pipe(createGunzip()) : source)[Symbol.asyncIterator]();
}

async function firstChunk(bytes: AsyncIterator<Buffer>): Promise<[Buffer, AsyncIterator<Buffer>]> {
  const { value, done } = await bytes.next();
  return [done ? Buffer.alloc(0) : value, bytes];
}

async function* prepend(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

async function* readTable(bytes: AsyncIterable<Buffer>): AsyncGenerator<Cells> {
  let header: ReadonlyMap<Field, number> | undefined;
  for await (const { cells } of readCsv(bytes)) {
    if (header === undefined) {
      header = readHeader(cells);
      continue;
    }
    const columns = header;
    yield (field) => cells[columns.get(field) ?? -1]?.trim() ?? '';
  }
}

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

async function* readObjects(bytes: AsyncIterable<Buffer>): AsyncGenerator<Cells> {
  for await (const line of createInterface({ input: Readable.from(bytes) })) {
    if (line.trim() === '') continue;
    const entries = Object.entries(z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
    const columns = readHeader(entries.map(([name]) => name));
    yield (field) => {
      const value = scalar.safeParse(entries[columns.get(field) ?? -1]?.[1] ?? null);
      return String(value.data ?? '').trim();
    };
  }
}

/** Finds out where rows lie. */
function createPlaces(counties: CountyShapes, place: string | undefined) {
  const usual = place === undefined ? undefined : counties.find(place);
  if (place !== undefined && usual === undefined) throw new Error(`there is no county "${place}"`);
  const { lookup } = zips.parse(createRequire(import.meta.url)('zipcodes'));
  const zipOf = (zip: string) => zipPlace.safeParse(lookup(zip.slice(0, 5))).data;
  const known = new Map<string, CountyShape | undefined>();

  function named(words: string): CountyShape | undefined {
    if (!known.has(words)) known.set(words, counties.find(words));
    return known.get(words);
  }

  function countyOf(
    cells: Cells,
    code: string,
    at: { lat: number; lon: number } | undefined,
  ): CountyShape | undefined {
    const state = cells('state') || usual?.state || '';
    const byWords =
      named(cells('fips').padStart(5, '0')) ??
      (cells('county') === '' ? undefined : named(`${cells('county')}, ${state}`));
    if (byWords !== undefined) return byWords;
    if (at !== undefined) return counties.at(at.lat, at.lon);
    const zip = zipOf(code);
    return usual ?? (zip && counties.at(zip.latitude, zip.longitude));
  }

  function coordinatesOf(cells: Cells): { lat: number; lon: number } | undefined {
    const [lat, lon] = [amountOf(cells('lat')), amountOf(cells('lon'))];
    const isPlace = lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && lat !== 0;
    return isPlace ? { lat, lon } : undefined;
  }

  return {
    /** What a row says; undefined when it names no parcel, or nobody can tell where it lies. */
    seedOf(cells: Cells, seed: number): ParcelSeed | undefined {
      const { street, city: cityInStreet, zip: zipInStreet } = streetOf(cells);
      const code = cells('zip') || zipInStreet;
      const apn = cells('apn') || undefined;
      if (apn === undefined && street === '') return undefined;
      const told = coordinatesOf(cells);
      const county = countyOf(cells, code, told);
      if (county === undefined) return undefined;
      const random = seededRandom(`${seed}:place:${county.fips}:${apn ?? ''}:${street}`);
      const zip = zipOf(code);
      const near = zip && {
        lat: zip.latitude + (random.next() - 0.5) * ZIP_REACH,
        lon: zip.longitude + (random.next() - 0.5) * ZIP_REACH,
      };
      const isNear = near !== undefined && counties.at(near.lat, near.lon)?.fips === county.fips;
      const at = told ?? (isNear ? near : counties.pointIn(county, random));
      return {
        ...factsOf(cells),
        apn,
        fips: county.fips,
        county: county.name,
        state: county.state,
        address: street,
        unit:
          cells('unit') === '' ? '' : `UNIT ${cells('unit').replace(/^(unit|apt|#)\s*/i, '')}`.toUpperCase(),
        city: cells('city') || cityInStreet || zip?.city || county.name,
        zip: code,
        lat: Math.round(at.lat * 1e7) / 1e7,
        lon: Math.round(at.lon * 1e7) / 1e7,
      };
    },
  };
}

/** The street, whole or put together; `1808 FOX CHASE DR, GOODLETTSVILLE` has the city with it, `5 OAK CT 31410` the ZIP. */
function streetOf(cells: Cells): { street: string; city: string; zip: string } {
  const parts = (['number', 'direction', 'name', 'suffix'] as const).map(cells).filter(Boolean);
  const whole = cells('address') || parts.join(' ');
  const [first = '', city = ''] = whole.split(',').map((part) => part.trim().replaceAll(/\s+/g, ' '));
  const [, street = first, zip = ''] = /^(.*\D)\s(\d{5})$/.exec(first) ?? [];
  return { street, city, zip };
}

function factsOf(cells: Cells): Partial<ParcelSeed> {
  const amount = (field: Field) => amountOf(cells(field));
  const sqft = amount('lotSqft');
  const total = amount('totalValue');
  const [land, improvement] = [amount('landValue'), amount('improvementValue')];
  return {
    acres:
      positive(amount('acres')) ?? (positive(sqft) && Math.round(((sqft ?? 0) / SQFT_PER_ACRE) * 1e4) / 1e4),
    useCode: cells('useCode') || undefined,
    useDescription: cells('use') || undefined,
    zoning: cells('zoning') || undefined,
    yearBuilt: positive(amount('yearBuilt')),
    buildingSqft: positive(amount('buildingSqft')),
    bedrooms: positive(amount('bedrooms')),
    landValue: land ?? (total === undefined ? undefined : Math.round(total * LAND_SHARE)),
    improvementValue: improvement ?? (total === undefined ? undefined : Math.round(total * (1 - LAND_SHARE))),
    salePrice: positive(amount('salePrice')),
    saleDate: dateOf(cells('saleDate')),
  };
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}

function dateOf(text: string): string | undefined {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString().slice(0, 10);
}
