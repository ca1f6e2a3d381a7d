import { call, type Queryable } from '../../db/pool.ts';
import { type AskedAddress, type FoundPlace, foundPlace, type GeocodeRow } from './geocodes.ts';

/** Where a property is, as far as that is known. */
export interface PropertyPlace {
  readonly propertyId: string;
  /** Coordinates of its land data, and who found them when. */
  readonly parcel: Coordinates | null;
  /** What a geocoder said of its address; only looked for where there is no `parcel`. */
  readonly geocode: FoundPlace | null;
  /** Null: no address, or neither town nor ZIP with it. */
  readonly address: AskedAddress | null;
  readonly county: { readonly fips: string; readonly name: string };
}

interface Coordinates {
  readonly lat: number;
  readonly lon: number;
  readonly foundBy: string;
  readonly foundAt: Date;
}

/** Places of properties, for the kinds that look around them. */
export interface PlaceStore {
  /** Those of the properties that are the organization's, by property, in one statement. */
  read(organizationId: string, propertyIds: readonly string[]): Promise<ReadonlyMap<string, PropertyPlace>>;
  /** Addresses that will be asked for after those of these properties, at most so many. */
  ahead(organizationId: string, propertyIds: readonly string[], most: number): Promise<AskedAddress[]>;
}

interface PlaceRow {
  readonly property_id: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly found_by: string | null;
  readonly found_at: Date | null;
  readonly street: string | null;
  readonly city: string | null;
  readonly state_code: string;
  readonly zip: string | null;
  readonly county_fips: string;
  readonly county_name: string;
  readonly geocode: GeocodeRow | null;
}

export function placeStore(db: Queryable): PlaceStore {
  return {
    async read(organizationId, propertyIds) {
      const rows = await call<PlaceRow & Record<string, unknown>>(
        db,
        `select property_id, lat, lon, found_by, found_at, street, city, state_code, zip, county_fips, county_name,
                geocode
           from lotline.places_of($1, $2)`,
        [organizationId, propertyIds],
      );
      return new Map(rows.map((row) => [row.property_id, placeOf(row)]));
    },
    async ahead(organizationId, propertyIds, most) {
      if (most <= 0) return [];
      return call<AskedAddress & Record<string, unknown>>(
        db,
        'select street, city, state_code as state, zip from lotline.addresses_ahead($1, $2, $3)',
        [organizationId, propertyIds, most],
      );
    },
  };
}

function placeOf(row: PlaceRow): PropertyPlace {
  const { lat, lon, found_by: foundBy, found_at: foundAt, street, city, zip } = row;
  return {
    propertyId: row.property_id,
    parcel:
      lat === null || lon === null || foundBy === null || foundAt === null
        ? null
        : { lat, lon, foundBy, foundAt },
    geocode: row.geocode === null ? null : foundPlace(row.geocode),
    address: street && (city || zip) ? { street, city, state: row.state_code, zip } : null,
    county: { fips: row.county_fips, name: row.county_name },
  };
}
