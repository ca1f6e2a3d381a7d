import type { Random } from '../chassis/random.ts';
import { isInside, type Polygon, type Position } from './county-shapes.ts';

/** Metres that a degree of latitude has, near enough everywhere. */
export const METRES_PER_DEGREE = 111_320;
const SQUARE_METRES_PER_ACRE = 4046.8564224;

/** The outline of a lot: one polygon, or the parts of a split one. */
export type Shape = readonly Polygon[];

export type ShapeKind = 'rectangle' | 'ell' | 'sliver' | 'split';

/** Metres to the right of and above the middle of a lot. */
type Offset = readonly [x: number, y: number];

/** An outline of so many acres about a point, turned at random. A sliver is a strip some 1.5 m wide. */
export function drawShape(kind: ShapeKind, acres: number, lat: number, lon: number, random: Random): Shape {
  const area = acres * SQUARE_METRES_PER_ACRE;
  const angle = random.next() * Math.PI;
  const place = ([x, y]: Offset): Position => {
    const right = x * Math.cos(angle) - y * Math.sin(angle);
    const up = x * Math.sin(angle) + y * Math.cos(angle);
    const perDegree = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
    return [round(lon + right / perDegree), round(lat + up / METRES_PER_DEGREE)];
  };
  return ringsOf(kind, area, random).map((ring) => [ring.map(place)]);
}

function ringsOf(kind: ShapeKind, area: number, random: Random): Offset[][] {
  switch (kind) {
    case 'rectangle': {
      // Deeper than wide, as lots are.
      const width = Math.sqrt(area / (1 + random.next() * 2));
      return [box(0, 0, width, area / width)];
    }
    case 'sliver': {
      const width = 1.2 + random.next() * 0.6;
      return [box(0, 0, width, area / width)];
    }
    case 'ell': {
      // A square without the quarter at its upper right, moved so that its middle lies inside.
      const side = Math.sqrt((area * 4) / 3);
      const [near, far] = [side * 0.4, side * 0.6];
      const corner = far - side / 2;
      return [
        [
          [-near, -near],
          [far, -near],
          [far, corner - near * 0.25],
          [corner, corner - near * 0.25],
          [corner, far],
          [-near, far],
          [-near, -near],
        ],
      ];
    }
    case 'split': {
      const side = Math.sqrt(area / 2);
      return [box(0, 0, side, side), box(side * 1.6, 0, side, side)];
    }
  }
}

function box(x: number, y: number, width: number, depth: number): Offset[] {
  const [w, d] = [width / 2, depth / 2];
  return [
    [x - w, y - d],
    [x + w, y - d],
    [x + w, y + d],
    [x - w, y + d],
    [x - w, y - d],
  ];
}

/** As GeoJSON: a Polygon, or a MultiPolygon when it has parts. */
export function toGeometry(shape: Shape): { type: 'Polygon' | 'MultiPolygon'; coordinates: unknown } {
  return shape.length === 1
    ? { type: 'Polygon', coordinates: shape[0] }
    : { type: 'MultiPolygon', coordinates: shape };
}

/** Metres from a point to an outline; 0 inside it. */
export function metresTo(shape: Shape, lat: number, lon: number): number {
  if (shape.some((polygon) => isInside(polygon, lon, lat))) return 0;
  const perLon = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  let nearest = Number.POSITIVE_INFINITY;
  for (const [outer = []] of shape) {
    for (const [at, [lon2, lat2]] of outer.entries()) {
      const [lon1, lat1] = outer[at - 1] ?? [lon2, lat2];
      nearest = Math.min(nearest, toSegment([lon1 - lon, lat1 - lat], [lon2 - lon, lat2 - lat], perLon));
    }
  }
  return nearest;
}

/** Metres from the origin to a line between two points, given in degrees from it. */
function toSegment([lon1, lat1]: Position, [lon2, lat2]: Position, perLon: number): number {
  const [x1, y1, x2, y2] = [lon1 * perLon, lat1 * METRES_PER_DEGREE, lon2 * perLon, lat2 * METRES_PER_DEGREE];
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(x1 * (x2 - x1) + y1 * (y2 - y1)) / length));
  return Math.hypot(x1 + share * (x2 - x1), y1 + share * (y2 - y1));
}

function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
