import { recordField } from './record-fields.ts';

/** What is known of a parcel's flood hazard. */
export interface Flood {
  /** In a special flood hazard area; null: not known, which is not "no". */
  readonly hazard: boolean | null;
  /** FEMA's zone as it was given, such as AE. */
  readonly zone: string | null;
  /** Whose word it is. */
  readonly by: 'environmental_research' | 'land_data' | null;
}

/** FEMA's zones of special flood hazard: A, AE, A99, AO, V, VE and so on. */
const HAZARD = /^(A|V)([EHOR]|\d{1,2})?$/;
/** Mapped, and outside: X, shaded or not, and B and C of old maps. D was never determined. */
const OUTSIDE = /^[XBC]$/;

/** The flood hazard by whoever looked it up; else by the parcel's own record. */
export function floodOf(known: {
  readonly inFloodHazardArea: boolean | null;
  readonly floodZone: string | null;
  readonly rawData: unknown;
}): Flood {
  if (known.inFloodHazardArea !== null) {
    return { hazard: known.inFloodHazardArea, zone: known.floodZone, by: 'environmental_research' };
  }
  const zone = recordField(known.rawData, 'fema_flood_zone');
  if (typeof zone !== 'string') return { hazard: null, zone: null, by: null };
  const zones = zone
    .toUpperCase()
    .split(/[,;/|]/)
    .map(
      (one) =>
        one
          .replace(/^\s*ZONE\s+/, '')
          .trim()
          .split(/[\s(]/)[0] ?? '',
    );
  const hazard = zones.some((one) => HAZARD.test(one))
    ? true
    : zones.every((one) => OUTSIDE.test(one))
      ? false
      : null;
  return { hazard, zone, by: 'land_data' };
}
