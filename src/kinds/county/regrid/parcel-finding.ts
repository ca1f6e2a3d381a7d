import { recordOf } from '../../../base/record.ts';
import { ASKED_FIELDS, type RegridParcel } from '../../../providers/regrid/parcel.ts';
import type { Chosen } from './choose-parcel.ts';
import { thinned } from './thin-geometry.ts';

/** How a parcel was come by. */
export interface Retrieved {
  readonly by: 'apn' | 'address' | 'point';
  /** The county it was looked for in. */
  readonly path: string;
  readonly at: Date;
}

/** Most bytes of an outline that are kept; a finding takes 262,144 in all. */
const MOST_GEOMETRY_BYTES = 120_000;

/** The finding of a parcel: what its record says, and nothing for what it does not say. */
export function parcelFinding(
  propertyId: string,
  { parcel, stacked, apnDiffers }: Chosen,
  retrieved: Retrieved,
): Record<string, unknown> {
  const { geometry, thinner } = outlineFor(parcel);
  const { not_given, given_empty } = gaps(parcel);
  return {
    ...columns(parcel),
    ...(geometry === null ? {} : { screenshot_url: `/api/parcels/${propertyId}/outline.svg` }),
    raw_data: { ...parcel.record, geometry },
    data_quality_score: quality(parcel),
    scraped_at: retrieved.at.toISOString(),
    match: {
      by: retrieved.by,
      path: retrieved.path,
      parcel_number: parcel.apn ?? null,
      parcel_number_differs: apnDiffers,
    },
    ...(stacked.length === 0
      ? {}
      : { stacked: stacked.slice(0, 50).map(named), stacked_count: stacked.length }),
    ...(not_given.length === 0 ? {} : { not_given }),
    ...(given_empty.length === 0 ? {} : { given_empty }),
    ...(thinner ? { outline_thinned: true } : {}),
    found_by: 'regrid',
    sources: [
      {
        title: 'Regrid Parcel API',
        service: 'regrid',
        note: `by ${retrieved.by} in ${retrieved.path}${parcel.path === undefined ? '' : `: ${parcel.path}`}`,
        retrieved_at: retrieved.at.toISOString(),
      },
    ],
  };
}

/** The typed facts. A key that is not there is not known. */
function columns(parcel: RegridParcel): Record<string, unknown> {
  const zoning = [parcel.zoning, parcel.zoningDescription].filter((part) => part !== undefined);
  const value = within(parcel.parcelValue, 0, 1e12)?.toFixed(2);
  const isMarket = /market|full|fair|apprais|true|just/i.test(parcel.valueType ?? '');
  return defined({
    ll_uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(parcel.llUuid ?? '')
      ? parcel.llUuid
      : undefined,
    land_use: cut(parcel.useDescription ?? parcel.useCode),
    zoning: zoning.length === 0 ? undefined : cut([...new Set(zoning)].join(' - ')),
    lot_size_acres: within(parcel.acres, 0, 1e9),
    lot_size_sqft: within(parcel.sqft, 0, 1e13),
    building_sqft: buildingSqft(parcel),
    year_built: wholeYear(parcel.yearBuilt),
    assessed_value: isMarket ? undefined : value,
    market_value: isMarket ? value : undefined,
    lat: within(parcel.lat, -90, 90),
    lon: within(parcel.lon, -180, 180),
  });
}

/** 0 means that nothing is built, which only a record that says so can mean. */
function buildingSqft({ buildingSqft: sqft, buildings, structure }: RegridParcel): number | undefined {
  const known = within(sqft, 0, 1e9);
  if (known !== undefined && known > 0) return known;
  if (buildings === 0 || structure === false) return 0;
  return known === 0 && structure !== true && buildings === undefined ? 0 : undefined;
}

/** How much of what was asked for the record says, 0 to 100; its outline counts as one of it. */
function quality(parcel: RegridParcel): number {
  const { not_given, given_empty } = gaps(parcel);
  const asked = ASKED_FIELDS.length + 1;
  const missing = not_given.length + given_empty.length + (parcel.geometry === null ? 1 : 0);
  return Math.round(((asked - missing) / asked) * 100);
}

/** What the record has no field for (the plan may not include it), and what it has empty. */
function gaps({ record }: RegridParcel): { not_given: string[]; given_empty: string[] } {
  const fields = recordOf(recordOf(recordOf(record).properties).fields);
  const not_given = ASKED_FIELDS.filter((name) => !Object.hasOwn(fields, name));
  const given_empty = ASKED_FIELDS.filter((name) => {
    const value = fields[name];
    return Object.hasOwn(fields, name) && (value === null || value === '');
  });
  return { not_given: [...not_given], given_empty: [...given_empty] };
}

function named({ apn, address, headline, llUuid }: RegridParcel): Record<string, unknown> {
  return defined({ parcel_number: apn, address: address ?? headline, ll_uuid: llUuid });
}

function outlineFor({ geometry }: RegridParcel): { geometry: unknown; thinner: boolean } {
  if (geometry === null || JSON.stringify(geometry).length <= MOST_GEOMETRY_BYTES) {
    return { geometry, thinner: false };
  }
  return { geometry: thinned(geometry, MOST_GEOMETRY_BYTES), thinner: true };
}

const cut = (text: string | undefined) => (text === undefined ? undefined : [...text].slice(0, 500).join(''));

function within(figure: number | undefined, least: number, most: number): number | undefined {
  return figure !== undefined && figure >= least && figure <= most ? figure : undefined;
}

/** Counties write 0 or 9999 for a year that they do not know. */
function wholeYear(year: number | undefined): number | undefined {
  return year === undefined ? undefined : within(Math.trunc(year), 1_600, 2_200);
}

function defined(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
