import { createRequire } from 'node:module';
import { z } from 'zod';
import { seededRandom } from '../chassis/random.ts';
import { type CountyShapes, readCountyShapes } from './county-shapes.ts';
import { makeParcel, type Parcel, type ParcelSeed, uuidOf } from './parcel.ts';
import { createWorld, type World } from './world.ts';

const ADDRESSES = z.object({
  addresses: z.array(
    z.object({
      address1: z.string(),
      address2: z.string().default(''),
      city: z.string().default(''),
      state: z.string(),
      postalCode: z.string(),
      coordinates: z.object({ lat: z.number(), lng: z.number() }),
    }),
  ),
});

/** The county that has a whole list of parcels, not single ones: Chatham, GA. */
const FULL_COUNTY = '13051';
const FULL_COUNTY_PARCELS = 240;
const STREETS = [
  'Oglethorpe',
  'Marsh Hen',
  'Live Oak',
  'Tidewater',
  'Palmetto',
  'Heron',
  'Cypress',
  'Abercorn',
];
const KINDS = ['Ave', 'St', 'Ln', 'Ct', 'Dr'];
const CITIES = [
  ['Savannah', '31401'],
  ['Savannah', '31405'],
  ['Pooler', '31322'],
  ['Garden City', '31408'],
  ['Tybee Island', '31328'],
] as const;
/** One in so many is a building of several owners, who share its ground. */
const STACK_EVERY = 40;
const UNITS = 4;

/** One in so many lots has a neighbour of the same number on the other half of the street: ask without N or S, and both are meant. */
const TIE_EVERY = 30;
/** Lots without a building often have no number, and so no address. */
const BARE_EVERY = 25;

function streetOf(at: number): string {
  if (at % BARE_EVERY === BARE_EVERY - 1) return '';
  const pair = at % TIE_EVERY;
  const place = pair === 1 ? at - 1 : at;
  const half = pair === 0 ? 'N ' : pair === 1 ? 'S ' : '';
  return `${100 + place * 8} ${half}${STREETS[place % STREETS.length]} ${KINDS[place % KINDS.length]}`;
}

let latest: World | undefined;

/**
 * A world without any file: real, public-domain addresses from all over the country (package `rrad`), and parcels of one
 * county in full. Parcel numbers, owners, values and shapes are made up. The latest world is kept, since each takes a
 * quarter of a second.
 */
export function madeUpWorld(seed: number): World {
  if (latest?.seed !== seed) latest = makeWorld(seed);
  return latest;
}

function makeWorld(seed: number): World {
  const counties = readCountyShapes();
  const seeds = [...fullCounty(seed, counties), ...scattered(counties)];
  const parcels: Parcel[] = [];
  for (const [at, given] of seeds.entries()) {
    const parcel = makeParcel(parcels.length + 1, seed, given);
    if (at % STACK_EVERY !== 7 || given.address === '') parcels.push(parcel);
    else parcels.push(...stackOn(parcel, given, seed, parcels.length));
  }
  return createWorld(seed, parcels, counties);
}

/** Units over one piece of ground, each with its own number. */
function stackOn(ground: Parcel, given: ParcelSeed, seed: number, already: number): Parcel[] {
  const stack = { uuid: uuidOf(`stack:${ground.uuid}`), shape: ground.shape, kind: ground.shapeKind };
  return Array.from({ length: UNITS }, (_, at) =>
    makeParcel(already + at + 1, seed, {
      ...given,
      stack,
      apn: `${ground.apn}-${String(at + 1).padStart(2, '0')}`,
      unit: `UNIT ${at + 1}`,
      acres: ground.acres,
      useCode: '105',
      useDescription: 'Residential Condominium',
    }),
  );
}

function scattered(counties: CountyShapes): ParcelSeed[] {
  const { addresses } = ADDRESSES.parse(createRequire(import.meta.url)('rrad/addresses-us-all.json'));
  const seen = new Set<string>();
  return addresses.flatMap(({ address1, city, state, postalCode, coordinates }) => {
    const { lat, lng: lon } = coordinates;
    const county = counties.at(lat, lon);
    const key = `${address1}:${postalCode}`.toLowerCase();
    // Shapes of counties are simplified: a few points at a coast or border lie in none, or in the next state.
    if (county === undefined || county.state !== state || city === '' || seen.has(key)) return [];
    seen.add(key);
    return [
      {
        fips: county.fips,
        county: county.name,
        state,
        address: address1,
        city,
        zip: postalCode,
        lat,
        lon,
      },
    ];
  });
}

function fullCounty(seed: number, counties: CountyShapes): ParcelSeed[] {
  const county = counties.find(FULL_COUNTY);
  if (county === undefined) throw new Error(`there is no county ${FULL_COUNTY}`);
  return Array.from({ length: FULL_COUNTY_PARCELS }, (_, at): ParcelSeed => {
    const random = seededRandom(`${seed}:county:${FULL_COUNTY}:${at}`);
    const [city, zip] = random.pick(CITIES);
    const number = String(at + 1).padStart(3, '0');
    return {
      apn: `${random.between(10, 29)}${number} ${String(random.between(1, 12)).padStart(2, '0')}${number}`,
      fips: county.fips,
      county: county.name,
      state: county.state,
      address: streetOf(at),
      city: at % TIE_EVERY < 2 ? 'Savannah' : city,
      zip: at % TIE_EVERY < 2 ? '31401' : zip,
      ...counties.pointIn(county, random),
    };
  });
}
