import { z } from 'zod';

const loose = z.record(z.string(), z.unknown());
const featureSchema = z.looseObject({
  id: z.union([z.number(), z.string()]).nullish(),
  geometry: z.looseObject({ type: z.string() }).nullish(),
  properties: z.looseObject({
    headline: z.string().nullish(),
    path: z.string().nullish(),
    ll_uuid: z.string().nullish(),
    custom_id: z.union([z.string(), z.number()]).nullish(),
    fields: loose,
  }),
});
const collectionSchema = z.looseObject({
  parcels: z.looseObject({ features: z.array(featureSchema) }),
});
type Feature = z.infer<typeof featureSchema>;

/** Fields of which a record is told how much it says; the ones that a finding is made of. */
export const ASKED_FIELDS = [
  'parcelnumb',
  'address',
  'usedesc',
  'zoning',
  'll_gisacre',
  'll_gissqft',
  'yearbuilt',
  'parval',
  'lat',
  'lon',
] as const;

/** A parcel as Regrid shows it. What its record does not hold is undefined: missing is neither null nor zero. */
export interface RegridParcel {
  readonly id: string | null;
  readonly llUuid: string | undefined;
  /** Such as `/us/ga/chatham/savannah/12`. */
  readonly path: string | undefined;
  readonly headline: string | undefined;
  readonly apn: string | undefined;
  readonly apnPlain: string | undefined;
  readonly address: string | undefined;
  readonly city: string | undefined;
  readonly zip: string | undefined;
  readonly useCode: string | undefined;
  readonly useDescription: string | undefined;
  readonly zoning: string | undefined;
  readonly zoningDescription: string | undefined;
  readonly acres: number | undefined;
  readonly sqft: number | undefined;
  readonly yearBuilt: number | undefined;
  readonly buildings: number | undefined;
  readonly buildingSqft: number | undefined;
  /** Whether something is built on it. */
  readonly structure: boolean | undefined;
  readonly parcelValue: number | undefined;
  /** What kind of value that is, where the county says: "Assessed", "Market", "Appraised". */
  readonly valueType: string | undefined;
  readonly floodZone: string | undefined;
  readonly lat: number | undefined;
  readonly lon: number | undefined;
  /** GeoJSON, as it came; null when the record has none. */
  readonly geometry: unknown;
  /** The feature as it came. */
  readonly record: Readonly<Record<string, unknown>>;
  /** The id that the point of a batch was given. */
  readonly customId: string | null;
}

/** The parcels of an answer to a search; throws ZodError when it is none. Nothing found is an empty list. */
export function readParcels(body: unknown): RegridParcel[] {
  return collectionSchema.parse(body).parcels.features.map(toParcel);
}

/** One line of a batch's result. */
export function readParcelLine(line: string): RegridParcel {
  return toParcel(featureSchema.parse(JSON.parse(line)));
}

/** A feature that was kept; throws ZodError when it is none. */
export function readFeature(feature: unknown): RegridParcel {
  return toParcel(featureSchema.parse(feature));
}

function toParcel(feature: Feature): RegridParcel {
  const { fields } = feature.properties;
  const text = (name: string) => textOf(fields[name]);
  const number = (name: string) => numberOf(fields[name]);
  return {
    id: feature.id === undefined || feature.id === null ? null : String(feature.id),
    llUuid: textOf(feature.properties.ll_uuid) ?? text('ll_uuid'),
    path: textOf(feature.properties.path),
    headline: textOf(feature.properties.headline),
    apn: text('parcelnumb'),
    apnPlain: text('parcelnumb_no_formatting'),
    address: text('address'),
    city: text('scity'),
    zip: text('szip5') ?? text('szip'),
    useCode: text('usecode'),
    useDescription: text('usedesc'),
    zoning: text('zoning'),
    zoningDescription: text('zoning_description'),
    acres: number('ll_gisacre'),
    sqft: number('ll_gissqft'),
    yearBuilt: number('yearbuilt'),
    buildings: number('ll_bldg_count'),
    buildingSqft: number('ll_bldg_footprint_sqft'),
    structure: flagOf(fields.struct),
    parcelValue: number('parval'),
    valueType: text('parvaltype'),
    floodZone: text('fema_flood_zone'),
    lat: number('lat'),
    lon: number('lon'),
    geometry: feature.geometry ?? null,
    record: feature,
    customId: textOf(feature.properties.custom_id) ?? null,
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Coordinates come as text, and so may any figure of a county. */
function numberOf(value: unknown): number | undefined {
  const figure = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof figure === 'number' && Number.isFinite(figure) ? figure : undefined;
}

function flagOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}
