import { z } from 'zod';
import { memberOf } from '../../base/record.ts';

const place = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());
const rings = z.array(z.array(place).min(4)).min(1);
const geometrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: rings }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(rings).min(1) }),
]);
type Geometry = z.infer<typeof geometrySchema>;

/** A place on a plane, in feet east and north of the shape's first point. */
export type Point = readonly [east: number, north: number];
/** The last point is the first again, as in GeoJSON. */
export type Ring = readonly Point[];
/** The outer ring, then holes. */
export type Polygon = readonly [outer: Ring, ...holes: Ring[]];

/** An outline on a plane that touches the globe where it lies: exact enough for anything a county would tax. */
export interface Shape {
  readonly polygons: readonly Polygon[];
  /** Where a longitude and latitude are on that plane. */
  toPlane(lon: number, lat: number): Point;
}

/** Where records of parcels keep their geometry, one below another. */
const KEYS = ['geometry', 'geom', 'geojson', 'parcel', 'feature', 'parcels', 'features', 'data'] as const;
const MOST_STEPS = 6;
const FEET_PER_DEGREE = (6_371_008.8 / 0.3048) * (Math.PI / 180);

/** The outline in a record as it came (GeoJSON somewhere inside), or null when there is none. */
export function shapeOf(record: unknown): Shape | null {
  const found = findGeometry(record, MOST_STEPS);
  if (found === null) return null;
  const parts = found.type === 'Polygon' ? [found.coordinates] : found.coordinates;
  const [lon0 = 0, lat0 = 0] = parts[0]?.[0]?.[0] ?? [];
  const scale = Math.cos((lat0 * Math.PI) / 180);
  const toPlane = (lon: number, lat: number): Point => [
    (lon - lon0) * FEET_PER_DEGREE * scale,
    (lat - lat0) * FEET_PER_DEGREE,
  ];
  const polygons = parts.flatMap((part): Polygon[] => {
    const [outer, ...holes] = part.map((ring) => ring.map(([lon, lat]) => toPlane(lon, lat)));
    return outer === undefined ? [] : [[outer, ...holes]];
  });
  return { polygons, toPlane };
}

function findGeometry(value: unknown, steps: number): Geometry | null {
  if (typeof value !== 'object' || value === null || steps === 0) return null;
  if (Array.isArray(value)) return findGeometry(value[0], steps - 1);
  const parsed = geometrySchema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const key of KEYS) {
    const found = findGeometry(memberOf(value, key), steps - 1);
    if (found !== null) return found;
  }
  return null;
}

/** Square feet of a polygon, its holes taken off. */
export function areaOf([outer, ...holes]: Polygon): number {
  return holes.reduce((area, hole) => area - ringArea(hole), ringArea(outer));
}

/** Feet around a ring. */
export function lengthOf(ring: Ring): number {
  let sum = 0;
  for (const [at, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y];
    sum += Math.hypot(nextX - x, nextY - y);
  }
  return sum;
}

/** Shoelace formula around the first point, so that large coordinates do not cost digits. */
function ringArea(ring: Ring): number {
  return Math.abs(turn(ring)) / 2;
}

/** Twice the area, positive where the ring runs counter-clockwise. */
export function turn(ring: Ring): number {
  const [x0, y0] = ring[0] ?? [0, 0];
  let twice = 0;
  for (const [at, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x0, y0];
    twice += (x - x0) * (nextY - y0) - (nextX - x0) * (y - y0);
  }
  return twice;
}
