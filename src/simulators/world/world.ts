import { addressKey, apnKey } from './address.ts';
import type { CountyShapes } from './county-shapes.ts';
import { createNature, type Nature } from './nature.ts';
import type { Parcel } from './parcel.ts';
import { METRES_PER_DEGREE, metresTo } from './shape.ts';

/** A place that is told by words of a path or a form; an absent part is any. */
export interface Within {
  readonly fips?: string | undefined;
  readonly state?: string | undefined;
  readonly city?: string | undefined;
  readonly zip?: string | undefined;
}

/** One world that all simulators show, each in its own words: parcels, and what lies about them. */
export interface World extends Nature {
  readonly seed: number;
  readonly parcels: readonly Parcel[];
  readonly counties: CountyShapes;
  byUuid(uuid: string): Parcel | undefined;
  /** Punctuation and case do not count. */
  byApn(apn: string, within?: Within): Parcel[];
  /** By street and unit, whatever the spelling of their common words. */
  byAddress(street: string, within?: Within): Parcel[];
  /** Whose ground is so near; nearest first. */
  near(lat: number, lon: number, metres: number): Parcel[];
}

/** Degrees: parcels are kept by squares of this size, so that a search looks at few. */
const CELL = 0.02;

export function createWorld(seed: number, parcels: readonly Parcel[], counties: CountyShapes): World {
  const byUuid = new Map(parcels.map((parcel) => [parcel.uuid, parcel]));
  const byApn = group(parcels, ({ apn }) => apnKey(apn));
  const byAddress = group(parcels, ({ address }) => addressKey(address));
  const byCell = group(parcels, ({ lat, lon }) => cellKey(cell(lat), cell(lon)));

  return {
    ...createNature(seed),
    seed,
    parcels,
    counties,
    byUuid: (uuid) => byUuid.get(uuid),
    byApn: (apn, within = {}) => (byApn.get(apnKey(apn)) ?? []).filter((parcel) => isWithin(parcel, within)),
    byAddress(street, within = {}) {
      const key = addressKey(street);
      const whole = byAddress.get(key) ?? [];
      // "12 main st unit 2" is the unit of "12 main st".
      const [, house = '', unit = ''] = /^(.*?) ((?:unit|apt|ste) .+)$/.exec(key) ?? [];
      const units = (byAddress.get(house) ?? []).filter(({ unit: own }) => addressKey(own) === unit);
      return [...whole, ...units].filter((parcel) => isWithin(parcel, within));
    },
    near(lat, lon, metres) {
      const reach = metres / METRES_PER_DEGREE + CELL;
      const across = metres / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)) + CELL;
      const found: { parcel: Parcel; distance: number }[] = [];
      for (let row = cell(lat - reach); row <= cell(lat + reach); row += 1) {
        for (let column = cell(lon - across); column <= cell(lon + across); column += 1) {
          for (const parcel of byCell.get(cellKey(row, column)) ?? []) {
            const distance = metresTo(parcel.shape, lat, lon);
            if (distance <= metres) found.push({ parcel, distance });
          }
        }
      }
      return found
        .sort((one, other) => one.distance - other.distance || one.parcel.id - other.parcel.id)
        .map(({ parcel }) => parcel);
    },
  };
}

function group(parcels: readonly Parcel[], keyOf: (parcel: Parcel) => string): Map<string, Parcel[]> {
  const groups = new Map<string, Parcel[]>();
  for (const parcel of parcels) {
    const key = keyOf(parcel);
    if (key === '') continue;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [parcel]);
    else known.push(parcel);
  }
  return groups;
}

function isWithin(parcel: Parcel, { fips, state, city, zip }: Within): boolean {
  return (
    (fips === undefined || parcel.fips === fips) &&
    (state === undefined || parcel.state === state.toUpperCase()) &&
    (city === undefined || addressKey(parcel.city) === addressKey(city)) &&
    (zip === undefined || parcel.zip.slice(0, 5) === zip.slice(0, 5))
  );
}

function cell(degrees: number): number {
  return Math.floor(degrees / CELL);
}

function cellKey(row: number, column: number): string {
  return `${row}:${column}`;
}
