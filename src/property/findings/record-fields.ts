import { isRecord } from '../../base/record.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Where records of parcels keep their fields: as Regrid answers, as GeoJSON, or flat. */
const PLACES: readonly (readonly string[])[] = [
  ['properties', 'fields'],
  ['feature', 'properties', 'fields'],
  ['fields'],
  ['properties'],
  [],
];

/** The field of that name in a parcel's record as it came; undefined where it is missing, null or blank. */
export function recordField(record: unknown, name: string): string | number | boolean | undefined {
  for (const place of PLACES) {
    const value = at(record, place)?.[name];
    if (typeof value === 'number' || typeof value === 'boolean') return value;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return undefined;
}

/** The first of the fields that holds a number above 0, as a number or as text. */
export function recordFigure(record: unknown, names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = recordField(record, name);
    const figure = typeof value === 'boolean' ? Number.NaN : Number(value);
    if (Number.isFinite(figure) && figure > 0) return figure;
  }
  return undefined;
}

function at(record: unknown, place: readonly string[]): Fields | undefined {
  let value = record;
  for (const key of place) {
    if (!isRecord(value)) return undefined;
    value = value[key];
  }
  return isRecord(value) ? value : undefined;
}
