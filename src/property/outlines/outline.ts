import { areaOf, lengthOf, type Polygon, type Shape, shapeOf } from './geometry.ts';
import { type Frontage, frontageOf, type Place } from './sides.ts';

/** What can be read off a parcel's outline. Shape and frontage are those of its largest part. */
export interface Outline {
  /** Of all parts. */
  readonly areaSqft: number;
  readonly parts: number;
  readonly perimeterFeet: number;
  /** 4π × area / perimeter²: 1 for a circle, 0.79 for a square, near 0 for a strip. */
  readonly compactness: number;
  /** Width of the rectangle with this area and perimeter. */
  readonly widthFeet: number;
  readonly frontage: Frontage | null;
}

/**
 * What the outline in a record as it came (GeoJSON somewhere inside) says, or null when there is none.
 * @param street  where the parcel's address is on its street, when that is known
 */
export function outlineOf(record: unknown, street: Place | null = null): Outline | null {
  const shape = shapeOf(record);
  return shape === null ? null : measure(shape, street);
}

/** The same of an outline that was read already. */
export function measure(shape: Shape, street: Place | null): Outline | null {
  const parts = shape.polygons
    .map((polygon) => ({ polygon, areaSqft: areaOf(polygon), perimeterFeet: lengthOf(polygon[0]) }))
    .filter(({ areaSqft, perimeterFeet }) => areaSqft > 0 && perimeterFeet > 0)
    .toSorted((a, b) => b.areaSqft - a.areaSqft);
  const [largest] = parts;
  if (largest === undefined) return null;
  const { areaSqft, perimeterFeet } = largest;
  // length + width = perimeter / 2, length × width = area; rounder than any rectangle: as wide as a square of that area
  const half = perimeterFeet / 2;
  const spread = half * half - 4 * areaSqft;
  return {
    areaSqft: parts.reduce((sum, part) => sum + part.areaSqft, 0),
    parts: parts.length,
    perimeterFeet,
    compactness: (4 * Math.PI * areaSqft) / perimeterFeet ** 2,
    widthFeet: spread > 0 ? (half - Math.sqrt(spread)) / 2 : Math.sqrt(areaSqft),
    frontage: frontageOf(largest.polygon, street === null ? null : shape.toPlane(street.lon, street.lat)),
  };
}

/** The part with the largest area. */
export function largestOf({ polygons }: Shape): Polygon | null {
  return polygons.toSorted((a, b) => areaOf(b) - areaOf(a))[0] ?? null;
}
