import { z } from 'zod';

/** What can be read off a parcel's outline. */
export interface Outline {
  readonly areaSqft: number;
  readonly perimeterFeet: number;
  /** 4π × area / perimeter²: 1 for a circle, 0.79 for a square, near 0 for a strip. */
  readonly compactness: number;
  /** Width of the rectangle with this area and perimeter. */
  readonly widthFeet: number;
}

type Point = readonly [x: number, y: number];

const place = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());
const rings = z.array(z.array(place).min(4)).min(1);
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: rings }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(rings).min(1) }),
]);

/** Where records of parcels keep their geometry, one below another. */
const KEYS = ['geometry', 'geom', 'geojson', 'parcel', 'feature', 'parcels', 'features', 'data'] as const;
const MOST_STEPS = 6;
const FEET_PER_DEGREE = (6_371_008.8 / 0.3048) * (Math.PI / 180);

/** The outline of the largest polygon in a record as it came (GeoJSON somewhere inside), or null when there is none. */
export function outlineOf(record: unknown): Outline | null {
  const found = findGeometry(record, MOST_STEPS);
  if (found === null) return null;
  const polygons = found.type === 'Polygon' ? [found.coordinates] : found.coordinates;
  const outlines = polygons.map(measure).filter((outline) => outline !== null);
  return outlines.toSorted((a, b) => b.areaSqft - a.areaSqft)[0] ?? null;
}

function findGeometry(value: unknown, steps: number): z.infer<typeof geometry> | null {
  if (typeof value !== 'object' || value === null || steps === 0) return null;
  if (Array.isArray(value)) return findGeometry(value[0], steps - 1);
  const parsed = geometry.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const key of KEYS) {
    const found = findGeometry((value as Record<string, unknown>)[key], steps - 1);
    if (found !== null) return found;
  }
  return null;
}

/** A polygon on a plane that touches the globe where it lies: exact enough for anything a county would tax. */
function measure(polygon: z.infer<typeof rings>): Outline | null {
  const [outer = [], ...holes] = polygon.map((ring) => ring.map(([lon, lat]): Point => [lon, lat]));
  const [, lat = 0] = outer[0] ?? [];
  const scale = Math.cos((lat * Math.PI) / 180);
  const flat = (ring: readonly Point[]) =>
    ring.map(([x, y]): Point => [x * FEET_PER_DEGREE * scale, y * FEET_PER_DEGREE]);
  const shell = flat(outer);
  const areaSqft = holes.reduce((area, hole) => area - areaOf(flat(hole)), areaOf(shell));
  const perimeterFeet = perimeterOf(shell);
  if (!(areaSqft > 0 && perimeterFeet > 0)) return null;
  // length + width = perimeter / 2, length × width = area; rounder than any rectangle: as wide as a square of that area
  const half = perimeterFeet / 2;
  const spread = half * half - 4 * areaSqft;
  return {
    areaSqft,
    perimeterFeet,
    compactness: (4 * Math.PI * areaSqft) / perimeterFeet ** 2,
    widthFeet: spread > 0 ? (half - Math.sqrt(spread)) / 2 : Math.sqrt(areaSqft),
  };
}

/** Shoelace formula around the first point, so that large coordinates do not cost digits. */
function areaOf(ring: readonly Point[]): number {
  const [x0, y0] = ring[0] ?? [0, 0];
  let twice = 0;
  for (const [at, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x0, y0];
    twice += (x - x0) * (nextY - y0) - (nextX - x0) * (y - y0);
  }
  return Math.abs(twice) / 2;
}

function perimeterOf(ring: readonly Point[]): number {
  let sum = 0;
  for (const [at, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y];
    sum += Math.hypot(nextX - x, nextY - y);
  }
  return sum;
}
