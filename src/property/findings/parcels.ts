import { call, type Queryable } from '../../db/pool.ts';

/** What is known of a property before anybody has judged it. Numbers of money and area as decimal text, as stored. */
export interface Parcel {
  readonly propertyId: string;
  readonly address: string | null;
  readonly city: string | null;
  readonly totalDue: string | null;
  readonly landUse: string | null;
  readonly lotSizeAcres: string | null;
  readonly lotSizeSqft: string | null;
  readonly buildingSqft: string | null;
  readonly yearBuilt: number | null;
  readonly assessedValue: string | null;
  readonly marketValue: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  /** The record as it came: where an outline is looked for. */
  readonly rawData: unknown;
  readonly foundBy: string;
  readonly foundAt: Date;
}

/** Land data of properties, for the kinds that judge them. */
export interface ParcelStore {
  /** Those of the properties that are the organization's and have land data, by property, in one statement. */
  read(organizationId: string, propertyIds: readonly string[]): Promise<ReadonlyMap<string, Parcel>>;
}

export function parcelStore(db: Queryable): ParcelStore {
  return {
    async read(organizationId, propertyIds) {
      const rows = await call<Parcel>(
        db,
        `select p.id as "propertyId", p.property_address as address, p.city, p.total_due as "totalDue",
                r.land_use as "landUse", r.lot_size_acres as "lotSizeAcres", r.lot_size_sqft as "lotSizeSqft",
                r.building_sqft as "buildingSqft", r.year_built as "yearBuilt",
                r.assessed_value as "assessedValue", r.market_value as "marketValue", r.lat, r.lon,
                r.raw_data as "rawData", r.found_by as "foundBy", r.found_at as "foundAt"
           from lotline.properties p
           join lotline.regrid_data r on r.property_id = p.id
          where p.org_id = $1 and p.id = any ($2)`,
        [organizationId, propertyIds],
      );
      return new Map(rows.map((row) => [row.propertyId, row]));
    },
  };
}
