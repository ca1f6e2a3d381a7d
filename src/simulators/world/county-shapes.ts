import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { Random } from '../chassis/random.ts';
import { stateCodeOf } from './states.ts';

/** Longitude and latitude, in degrees. */
export type Position = readonly [lon: number, lat: number];
/** Outer ring first, then holes; rings are closed. */
export type Polygon = readonly (readonly Position[])[];

export interface CountyShape {
  /** Five digits. */
  readonly fips: string;
  /** Without what it is: `Chatham`. */
  readonly name: string;
  /** Two letters. */
  readonly state: string;
  readonly polygons: readonly Polygon[];
}

export interface CountyShapes {
  at(lat: number, lon: number): CountyShape | undefined;
  /** By FIPS code; by "Chatham County, GA"; by "GA" it is the first of the state. */
  find(words: string): CountyShape | undefined;
  /** A point inside, drawn from `random`. */
  pointIn(county: CountyShape, random: Random): { readonly lat: number; readonly lon: number };
}

const arcList = z.array(z.array(z.number()));
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), arcs: arcList }),
  z.object({ type: z.literal('MultiPolygon'), arcs: z.array(arcList) }),
]);
const named = z.object({ id: z.string(), properties: z.object({ name: z.string() }) });
const atlas = z.object({
  transform: z.object({
    scale: z.tuple([z.number(), z.number()]),
    translate: z.tuple([z.number(), z.number()]),
  }),
  arcs: z.array(z.array(z.tuple([z.number(), z.number()]))),
  objects: z.object({ counties: z.object({ geometries: z.array(z.intersection(named, geometry)) }) }),
});

interface Boxed extends CountyShape {
  readonly box: readonly [west: number, south: number, east: number, north: number];
}

/** The counties of the United States with their shapes, simplified: good to some hundred metres. Read in about 0.1 s. */
export function readCountyShapes(): CountyShapes {
  const file = createRequire(import.meta.url).resolve('us-atlas/counties-10m.json');
  const { transform, arcs, objects } = atlas.parse(JSON.parse(readFileSync(file, 'utf8')));
  const lines = arcs.map((arc) => unfold(arc, transform));
  const counties = objects.counties.geometries.map((one): Boxed => {
    const rings = one.type === 'Polygon' ? [one.arcs] : one.arcs;
    const polygons = rings.map((polygon) => polygon.map((ring) => join(ring, lines)));
    const state = stateCodeOf(one.id);
    return { fips: one.id, name: one.properties.name, state, polygons, box: boxOf(polygons) };
  });
  counties.sort((one, other) => (one.fips < other.fips ? -1 : 1));

  return {
    at: (lat, lon) => counties.find((county) => isIn(county, lon, lat)),
    find: (words) => findCounty(counties, words),
    pointIn(county, random) {
      const [west, south, east, north] = boxOf(county.polygons);
      for (let tries = 0; tries < 1000; tries += 1) {
        const lon = west + (east - west) * random.next();
        const lat = south + (north - south) * random.next();
        if (county.polygons.some((polygon) => isInside(polygon, lon, lat))) return { lat, lon };
      }
      throw new Error(`no point of ${county.name}, ${county.state} was found`);
    },
  };
}

/** Whole numbers, each the difference to the one before, to degrees. */
function unfold(
  arc: readonly (readonly [number, number])[],
  { scale, translate }: z.infer<typeof atlas>['transform'],
): Position[] {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]] as const;
  });
}

/** A ring is made of arcs; a negative number is an arc from its other end. */
function join(ring: readonly number[], lines: readonly (readonly Position[])[]): Position[] {
  return ring.flatMap((index, at) => {
    const line = index < 0 ? [...(lines[~index] ?? [])].reverse() : (lines[index] ?? []);
    return at === 0 ? line : line.slice(1);
  });
}

function boxOf(polygons: readonly Polygon[]): [number, number, number, number] {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [outer = []] of polygons) {
    for (const [lon, lat] of outer) {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  }
  return [west, south, east, north];
}

function isIn({ box, polygons }: Boxed, lon: number, lat: number): boolean {
  const [west, south, east, north] = box;
  if (lon < west || lon > east || lat < south || lat > north) return false;
  return polygons.some((polygon) => isInside(polygon, lon, lat));
}

/** Whether a point lies in a polygon and in none of its holes (even-odd rule). */
export function isInside(polygon: Polygon, lon: number, lat: number): boolean {
  let inside = false;
  for (const ring of polygon) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [x1 = 0, y1 = 0] = ring[at] ?? [];
      const [x2 = 0, y2 = 0] = ring[before] ?? [];
      if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  }
  return inside;
}

/** County codes from here on are independent cities; several bear the name of a county. */
const FIRST_CITY = 510;

function findCounty(counties: readonly Boxed[], words: string): CountyShape | undefined {
  const [first = '', state] = words.split(',').map((part) => part.trim());
  if (/^\d{5}$/.test(first)) return counties.find(({ fips }) => fips === first);
  if (state === undefined) return counties.find((county) => county.state === first.toUpperCase());
  const isCity = /\bcity$/i.test(first);
  const name = first.replace(/\s+(county|parish|borough|city)$/i, '').toLowerCase();
  const found = counties.filter(
    (county) => county.state === state.toUpperCase() && county.name.toLowerCase() === name,
  );
  return found.find(({ fips }) => Number(fips.slice(2)) >= FIRST_CITY === isCity) ?? found[0];
}
