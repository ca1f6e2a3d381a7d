import type { Place } from './place.ts';

const FEET_PER_DEGREE = (6_371_008.8 / 0.3048) * (Math.PI / 180);

/** Feet between two places, on a plane that touches the globe between them: exact enough over some miles. */
export function feetBetween(a: Place, b: Place): number {
  const scale = Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  return Math.hypot((b.lon - a.lon) * scale, b.lat - a.lat) * FEET_PER_DEGREE;
}
