import type { Point, Polygon, Ring } from './geometry.ts';

/** A place on the globe. */
export interface Place {
  readonly lat: number;
  readonly lon: number;
}

/** One side of an outline: edges that run in about one direction, as a curve of a street or a surveyor's stakes leave them. */
export interface Side {
  /** From its first corner to its last. */
  readonly points: Ring;
  readonly feet: number;
}

/** The side that is taken for the one along the road, and why. */
export interface Frontage {
  readonly side: Side;
  readonly feet: number;
  /** `street`: nearest to where the address is on its street; `longest`: nobody knows the street. */
  readonly basis: 'street' | 'longest';
}

/** Edges that turn by more than this are a corner, in degrees. */
const CORNER_DEGREES = 20;
/** An address farther from the outline says nothing about which side is along its street, in feet. */
const STREET_WITHIN_FEET = 300;
/** Shorter edges have no direction of their own: where corners are cut or a line was digitised twice. */
const SHORTEST_EDGE_FEET = 1;

/** The sides of a polygon's outer ring, in its order. */
export function sidesOf([outer]: Polygon): Side[] {
  const ring = corners(outer);
  const start = firstCorner(ring);
  const turned = [...ring.slice(start), ...ring.slice(0, start)];
  const sides: Point[][] = [];
  let heading: number | undefined;
  for (const [at, from] of turned.entries()) {
    const to = turned[(at + 1) % turned.length] ?? from;
    const edge = headingOf(from, to);
    const last = sides.at(-1);
    if (last === undefined || heading === undefined || between(heading, edge) > CORNER_DEGREES) {
      sides.push([from, to]);
    } else {
      last.push(to);
    }
    heading = edge;
  }
  return sides.map((points) => ({ points, feet: pathLength(points) }));
}

/** The side along the road: the nearest to the street's place, else the longest. Null for an outline without sides. */
export function frontageOf(polygon: Polygon, street: Point | null): Frontage | null {
  const sides = sidesOf(polygon);
  const [longest] = sides.toSorted((a, b) => b.feet - a.feet);
  if (longest === undefined) return null;
  if (street !== null) {
    const [near] = sides
      .map((side) => ({ side, away: distanceTo(side.points, street) }))
      .toSorted((a, b) => a.away - b.away);
    if (near !== undefined && near.away <= STREET_WITHIN_FEET) {
      return { side: near.side, feet: near.side.feet, basis: 'street' };
    }
  }
  return { side: longest, feet: longest.feet, basis: 'longest' };
}

/** The ring without its repeated end and without edges too short to have a direction. */
function corners(ring: Ring): Point[] {
  const kept: Point[] = [];
  for (const point of ring) {
    const last = kept.at(-1);
    if (last === undefined || distance(last, point) >= SHORTEST_EDGE_FEET) kept.push(point);
  }
  const [first, last] = [kept[0], kept.at(-1)];
  if (kept.length > 1 && first && last && distance(first, last) < SHORTEST_EDGE_FEET) kept.pop();
  return kept;
}

/** Where the ring turns most: no side runs through there. */
function firstCorner(ring: readonly Point[]): number {
  let sharpest = 0;
  let found = 0;
  for (const [at, point] of ring.entries()) {
    const before = ring[(at + ring.length - 1) % ring.length] ?? point;
    const after = ring[(at + 1) % ring.length] ?? point;
    const angle = between(headingOf(before, point), headingOf(point, after));
    if (angle > sharpest) [sharpest, found] = [angle, at];
  }
  return found;
}

function headingOf([x, y]: Point, [nextX, nextY]: Point): number {
  return (Math.atan2(nextY - y, nextX - x) * 180) / Math.PI;
}

function between(a: number, b: number): number {
  const turned = Math.abs(a - b) % 360;
  return turned > 180 ? 360 - turned : turned;
}

function distance([x, y]: Point, [otherX, otherY]: Point): number {
  return Math.hypot(otherX - x, otherY - y);
}

function pathLength(points: readonly Point[]): number {
  return points.slice(1).reduce((sum, point, at) => sum + distance(points[at] ?? point, point), 0);
}

/** Feet from a place to the nearest point of a line. */
function distanceTo(points: readonly Point[], [x, y]: Point): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const [at, to] of points.slice(1).entries()) {
    const from = points[at] ?? to;
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const along = ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy || 1);
    const share = Math.min(1, Math.max(0, along));
    nearest = Math.min(nearest, Math.hypot(from[0] + share * dx - x, from[1] + share * dy - y));
  }
  return nearest;
}
