import { z } from 'zod';
import { addressKey, slug } from '../world/address.ts';
import { isInside } from '../world/county-shapes.ts';
import type { Parcel } from '../world/parcel.ts';
import { METRES_PER_DEGREE } from '../world/shape.ts';
import type { Within, World } from '../world/world.ts';
import { fieldsOf, pathOf } from './feature.ts';

/** A request that cannot be carried out; the message goes to the caller. */
export class BadRequest extends Error {}

type Search = (world: World, query: URLSearchParams) => readonly Parcel[];

const MOST_RADIUS_METRES = 32_000;
const LEAST_OWNER_CHARACTERS = 4;
const MOST_AREA_SQUARE_MILES = 80;
const METRES_PER_MILE = 1609.344;

/** `GET /parcels/NAME`: which parcels are meant, in the order of their ids. */
export const SEARCHES: Readonly<Record<string, Search>> = {
  address(world, query) {
    const [street = '', ...rest] = needed(query, 'query').split(',');
    const found = world.byAddress(street.trim(), withinWords(rest.join(' ')));
    return found.filter(inPath(query));
  },
  apn: (world, query) => world.byApn(needed(query, 'parcelnumb')).filter(inPath(query)),
  point(world, query) {
    const radius = Number(query.get('radius') ?? 0);
    if (!(radius >= 0 && radius <= MOST_RADIUS_METRES)) {
      throw new BadRequest(`radius must be between 0 and ${MOST_RADIUS_METRES} meters`);
    }
    const found = pointsOf(query).flatMap(([lon, lat]) => world.near(lat, lon, radius));
    return [...new Set(found)];
  },
  owner(world, query) {
    const wanted = needed(query, 'owner').trim().toUpperCase();
    if (wanted.length < LEAST_OWNER_CHARACTERS) {
      throw new BadRequest(`owner must have at least ${LEAST_OWNER_CHARACTERS} characters`);
    }
    return world.parcels.filter((parcel) => parcel.owner.name.startsWith(wanted)).filter(inPath(query));
  },
  area(world, query) {
    const polygon = polygonOf(needed(query, 'geojson'));
    if (squareMiles(polygon[0] ?? []) > MOST_AREA_SQUARE_MILES) {
      throw new BadRequest(`The area must not exceed ${MOST_AREA_SQUARE_MILES} square miles`);
    }
    return world.parcels.filter(({ lat, lon }) => isInside(polygon, lon, lat));
  },
};

function needed(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value === null || value.trim() === '') throw new BadRequest(`${name} is required`);
  return value;
}

/** What follows the street: `Savannah GA 31401`, in any part. */
function withinWords(words: string): Within {
  const [, city = '', state = '', zip = ''] =
    /^\s*(.*?)\s*(?:\b([A-Za-z]{2}))?\s*(?:\b(\d{5})(?:-\d{4})?)?\s*$/.exec(words) ?? [];
  return {
    ...(city === '' ? {} : { city }),
    ...(state === '' ? {} : { state }),
    ...(zip === '' ? {} : { zip }),
  };
}

/** Whether a parcel lies below `path`, such as `/us/ga/chatham`. */
function inPath(query: URLSearchParams): (parcel: Parcel) => boolean {
  const path = query.get('path');
  if (path === null || path === '') return () => true;
  const parts = path.split('/').filter(Boolean).map(slug);
  return (parcel) => {
    const own = pathOf(parcel).split('/').filter(Boolean);
    return parts.every((part, at) => part === own[at]);
  };
}

const position = z.tuple([z.number(), z.number()]);
const pointSchema = z.union([
  z.object({ type: z.literal('Point'), coordinates: position }).transform(({ coordinates }) => [coordinates]),
  z
    .object({ type: z.literal('MultiPoint'), coordinates: z.array(position) })
    .transform(({ coordinates }) => coordinates),
]);
const polygonSchema = z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(position)) });

/** Longitude and latitude; `geojson` goes before `lat` and `lon`. */
function pointsOf(query: URLSearchParams): readonly (readonly [number, number])[] {
  const geojson = query.get('geojson');
  if (geojson !== null) return parsed(pointSchema, geojson, 'geojson must be a Point or MultiPoint');
  const [lat, lon] = [Number(needed(query, 'lat')), Number(needed(query, 'lon'))];
  if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) throw new BadRequest('lat and lon must be coordinates');
  return [[lon, lat]];
}

function polygonOf(geojson: string) {
  return parsed(polygonSchema, geojson, 'geojson must be a Polygon').coordinates;
}

function parsed<T>(schema: z.ZodType<T>, text: string, message: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new BadRequest(message);
  }
}

function squareMiles(ring: readonly (readonly [number, number])[]): number {
  let doubled = 0;
  const [, firstLat = 0] = ring[0] ?? [];
  const perLon = METRES_PER_DEGREE * Math.cos((firstLat * Math.PI) / 180);
  for (const [at, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y];
    doubled += (x * nextY - nextX * y) * perLon * METRES_PER_DEGREE;
  }
  return Math.abs(doubled) / 2 / METRES_PER_MILE ** 2;
}

const MOST_FIELDS = 4;
const OPERATORS: Readonly<
  Record<string, (value: string | number | boolean | null, wanted: string) => boolean>
> = {
  eq: (value, wanted) => same(value, wanted),
  ne: (value, wanted) => value !== null && !same(value, wanted),
  isnull: (value, wanted) => (value === null || value === '') === (wanted !== 'false'),
  between(value, wanted) {
    const [least = '', most = ''] = list(wanted);
    return compare(value, least) >= 0 && compare(value, most) <= 0;
  },
  gt: (value, wanted) => compare(value, wanted) > 0,
  gte: (value, wanted) => compare(value, wanted) >= 0,
  lt: (value, wanted) => compare(value, wanted) < 0,
  lte: (value, wanted) => compare(value, wanted) <= 0,
  in: (value, wanted) => list(wanted).some((one) => same(value, one)),
  nin: (value, wanted) => value !== null && !list(wanted).some((one) => same(value, one)),
  ilike: (value, wanted) =>
    value !== null && new RegExp(`^${wanted.split('%').map(literal).join('.*')}$`, 'i').test(String(value)),
};

/** `GET /parcels/query`: `fields[NAME][OPERATOR]=VALUE`, all of which must hold; at most four. */
export function searchByFields(world: World, query: URLSearchParams): readonly Parcel[] {
  const tests = [...query].flatMap(([key, wanted]) => {
    const [, name, operator = ''] = /^fields\[(\w+)\]\[(\w+)\]$/.exec(key) ?? [];
    if (name === undefined) return [];
    const test = OPERATORS[operator];
    if (test === undefined) throw new BadRequest(`Unknown operator: ${operator}`);
    return [{ name, wanted, test }];
  });
  if (tests.length === 0) throw new BadRequest('fields is required');
  if (tests.length > MOST_FIELDS) throw new BadRequest(`At most ${MOST_FIELDS} fields can be used`);
  const known = world.parcels[0] === undefined ? {} : fieldsOf(world, world.parcels[0]);
  const stranger = tests.find(({ name }) => !(name in known));
  if (stranger !== undefined) throw new BadRequest(`Unknown field: ${stranger.name}`);
  return world.parcels.filter((parcel) => {
    const fields = fieldsOf(world, parcel);
    return tests.every(({ name, wanted, test }) => test(fields[name] ?? null, wanted));
  });
}

function same(value: string | number | boolean | null, wanted: string): boolean {
  return value !== null && String(value) === wanted;
}

/** Like `Array.sort` compares; text as text, numbers as numbers; what is not known is neither more nor less. */
function compare(value: string | number | boolean | null, wanted: string): number {
  if (value === null || value === '') return Number.NaN;
  if (typeof value === 'number') return value - Number(wanted);
  return String(value) < wanted ? -1 : Number(String(value) > wanted);
}

function list(text: string): string[] {
  return text
    .replaceAll(/^\[|\]$/g, '')
    .split(',')
    .map((one) => one.trim().replaceAll(/^"|"$/g, ''));
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Addresses that begin with what was typed, for `typeahead`. */
export function beginningWith(world: World, typed: string): Parcel[] {
  const key = addressKey(typed.split(',')[0] ?? '');
  return world.parcels.filter((parcel) => addressKey(parcel.address).startsWith(key)).slice(0, 10);
}
