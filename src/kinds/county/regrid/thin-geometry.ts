import { recordOf } from '../../../base/record.ts';

type Ring = readonly (readonly number[])[];

/** Six decimals are about ten centimetres. */
const DECIMALS = 6;
const LEAST_POINTS = 4;

/**
 * An outline with so many points left out, evenly, that it fits into `mostBytes` of JSON; null where it cannot, or is no
 * polygon. The outlines of a lake's shore have tens of thousands.
 */
export function thinned(geometry: unknown, mostBytes: number): unknown {
  const polygons = polygonsOf(geometry);
  if (polygons === null) return null;
  for (let every = 1; every <= 4_096; every *= 2) {
    const coordinates = polygons.map((rings) => rings.map((ring) => thinnedRing(ring, every)));
    const thinner = { type: 'MultiPolygon', coordinates };
    if (JSON.stringify(thinner).length <= mostBytes) return thinner;
  }
  return null;
}

function polygonsOf(geometry: unknown): readonly (readonly Ring[])[] | null {
  const { type, coordinates } = recordOf(geometry);
  // checked as GeoJSON when the parcel was read
  if (type === 'Polygon') return [coordinates as Ring[]];
  return type === 'MultiPolygon' ? (coordinates as Ring[][]) : null; // as above
}

function thinnedRing(ring: Ring, every: number): number[][] {
  const step =
    ring.length / every < LEAST_POINTS ? Math.max(1, Math.floor(ring.length / LEAST_POINTS)) : every;
  const kept = ring.slice(0, -1).filter((_, at) => at % step === 0);
  const closed = [...kept, ...kept.slice(0, 1)];
  return closed.map((point) => point.map((value) => Number(value.toFixed(DECIMALS))));
}
