import { seededRandom } from '../chassis/random.ts';
import { addressKey } from '../world/address.ts';
import { stateCodeOf } from '../world/states.ts';
import type { World } from '../world/world.ts';

/** An address as somebody asks for it; parts may be empty. */
export interface Asked {
  readonly street: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
}

export interface Match {
  readonly isExact: boolean;
  /** `1745 T ST SE, WASHINGTON, DC, 20020` */
  readonly matchedAddress: string;
  readonly lat: number;
  readonly lon: number;
  readonly fips: string;
  readonly street: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
}

const HALVES = new Set(['n', 's', 'e', 'w', 'ne', 'nw', 'se', 'sw']);
/** Parts of one building, which the geocoder does not tell apart. */
const UNIT = /\s+(?:unit|apt|ste|#)\s*\S+$/;

/**
 * Where an address may be: one place, none, or several that fit as well. Exact when street, city, state and ZIP are as
 * they were given; without that it makes do with a wrong city or ZIP, or with a missing N or S.
 */
export function matches(world: World, asked: Asked): Match[] {
  const street = addressKey(asked.street).replace(UNIT, '');
  const state = asked.state === '' ? {} : { state: asked.state };
  const city = asked.city === '' ? {} : { city: asked.city };
  const zip = asked.zip === '' ? {} : { zip: asked.zip };
  const hasPlace = asked.zip !== '' || (asked.city !== '' && asked.state !== '');
  if (street === '' || !hasPlace) return [];
  const exact = distinct(world.byAddress(street, { ...state, ...city, ...zip }), true);
  if (exact.length > 0) return exact;
  const near = [
    ...world.byAddress(street, { ...state, ...zip }),
    ...world.byAddress(street, { ...state, ...city }),
  ];
  if (near.length > 0) return distinct(near, false);
  const [number = '', ...words] = street.split(' ');
  const halves = [...HALVES].flatMap((half) =>
    world.byAddress([number, half, ...words].join(' '), { ...state, ...city, ...zip }),
  );
  return distinct(halves, false);
}

/** Units of one building are one place. */
function distinct(parcels: ReturnType<World['byAddress']>, isExact: boolean): Match[] {
  const places = new Map<string, Match>();
  for (const { address, city, state, zip, lat, lon, fips } of parcels) {
    const matchedAddress = `${address}, ${city.toUpperCase()}, ${state}, ${zip.slice(0, 5)}`;
    places.set(matchedAddress, {
      isExact,
      matchedAddress,
      lat,
      lon,
      fips,
      street: address,
      city: city.toUpperCase(),
      state,
      zip: zip.slice(0, 5),
    });
  }
  return [...places.values()];
}

/** The line of the street map that an address lies on. */
export function tigerOf({ matchedAddress }: Match): { id: string; side: 'L' | 'R' } {
  const random = seededRandom(`tiger:${matchedAddress.replace(/^\d+/, '')}`);
  const number = Number(/^\d+/.exec(matchedAddress)?.[0] ?? 0);
  return { id: String(random.between(1_000_000, 650_000_000)), side: number % 2 === 0 ? 'R' : 'L' };
}

/** State, county, tract and block as their codes; tract and block are made up. */
export function codesOf(fips: string, lat: number, lon: number) {
  const random = seededRandom(`tract:${fips}:${Math.floor(lat * 20)}:${Math.floor(lon * 20)}`);
  return {
    state: fips.slice(0, 2),
    county: fips.slice(2),
    tract: String(random.between(1, 9999)).padStart(4, '0').padEnd(6, '0'),
    block: String(random.between(1000, 4999)),
  };
}

/** `geographies` of a place: county, state, tract and block. */
export function geographiesOf(world: World, fips: string, lat: number, lon: number): object {
  const { state, county, tract, block } = codesOf(fips, lat, lon);
  const name = world.counties.find(fips)?.name ?? '';
  return {
    States: [{ GEOID: state, STATE: state, STUSAB: stateCodeOf(fips), NAME: stateCodeOf(fips) }],
    Counties: [{ GEOID: fips, STATE: state, COUNTY: county, BASENAME: name, NAME: `${name} County` }],
    'Census Tracts': [{ GEOID: `${fips}${tract}`, STATE: state, COUNTY: county, TRACT: tract }],
    '2020 Census Blocks': [
      { GEOID: `${fips}${tract}${block}`, STATE: state, COUNTY: county, TRACT: tract, BLOCK: block },
    ],
  };
}
