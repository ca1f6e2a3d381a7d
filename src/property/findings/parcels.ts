import { call, type Queryable } from '../../db/pool.ts';
import type { Place } from '../outlines/sides.ts';
import { type VisualSettings, visualSettingsFrom } from '../settings/visual-settings.ts';

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
  /** By environmental research; null: nobody looked, or it is not mapped. */
  readonly inFloodHazardArea: boolean | null;
  readonly floodZone: string | null;
  /** Where its address is on its street, when somebody looked that up. */
  readonly street: Place | null;
  readonly foundBy: string;
  readonly foundAt: Date;
}

/** Land data of properties, for the kinds that judge them. */
export interface ParcelStore {
  /** Those of the properties that are the organization's and have land data, by property, in one statement. */
  read(organizationId: string, propertyIds: readonly string[]): Promise<ReadonlyMap<string, Parcel>>;
  /** The organization's thresholds, defaults where it chose none. */
  settings(organizationId: string): Promise<VisualSettings>;
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
                r.raw_data as "rawData", e.in_flood_hazard_area as "inFloodHazardArea",
                e.flood_zone as "floodZone", s.street, r.found_by as "foundBy", r.found_at as "foundAt"
           from lotline.properties p
           join lotline.regrid_data r on r.property_id = p.id
           left join lotline.environmental_research e on e.property_id = p.id
           left join lotline.streets_of($1, $2) s on s.property_id = p.id
          where p.org_id = $1 and p.id = any ($2)`,
        [organizationId, propertyIds],
      );
      return new Map(rows.map((row) => [row.propertyId, row]));
    },
    settings: (organizationId) => visualSettingsFrom(db, organizationId),
  };
}
