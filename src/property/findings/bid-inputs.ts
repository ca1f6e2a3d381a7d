import { call, type Queryable } from '../../db/pool.ts';
import type { Place } from '../outlines/sides.ts';
import type { ValidationStatus } from '../properties/read-values.ts';
import { type BidSettings, bidSettingsFrom } from '../settings/bid-settings.ts';
import { type VisualSettings, visualSettingsFrom } from '../settings/visual-settings.ts';

/** What a bid on a property is made of. Money as decimal text, as stored; null: not known. */
export interface BidInputs {
  readonly propertyId: string;
  readonly hasParcelData: boolean;
  readonly marketValue: string | null;
  readonly assessedValue: string | null;
  readonly verdict: ValidationStatus | null;
  readonly redFlags: readonly string[] | null;
  readonly condition: string | null;
  readonly estimatedRepairs: string | null;
  readonly titleStatus: string | null;
  readonly survivingLiens: string | null;
  readonly totalLiens: string | null;
  readonly riskLevel: 'low' | 'moderate' | 'high' | 'unknown' | null;
  readonly inFloodHazardArea: boolean | null;
  readonly floodZone: string | null;
  /** The parcel's record as it came: its outline is in there. */
  readonly rawData: unknown;
  /** Where its address is on its street, when somebody looked that up. */
  readonly street: Place | null;
}

export interface BidStore {
  /** What is known of each of the properties that are the organization's, by property, in one statement. */
  read(organizationId: string, propertyIds: readonly string[]): Promise<ReadonlyMap<string, BidInputs>>;
  /** The organization's figures, defaults where it chose none. */
  settings(organizationId: string): Promise<BidSettings>;
  /** The thresholds by which it validates parcels. */
  visual(organizationId: string): Promise<VisualSettings>;
}

export function bidStore(db: Queryable): BidStore {
  return {
    async read(organizationId, propertyIds) {
      const rows = await call<BidInputs>(
        db,
        `select p.id as "propertyId", r.property_id is not null as "hasParcelData",
                r.market_value as "marketValue", r.assessed_value as "assessedValue",
                v.validation_status as verdict, v.red_flags as "redFlags",
                c.condition, c.estimated_repairs as "estimatedRepairs",
                t.title_status as "titleStatus", t.surviving_liens as "survivingLiens",
                t.total_liens as "totalLiens",
                e.risk_level as "riskLevel", e.in_flood_hazard_area as "inFloodHazardArea",
                e.flood_zone as "floodZone", r.raw_data as "rawData", s.street
           from lotline.properties p
           left join lotline.regrid_data r on r.property_id = p.id
           left join lotline.property_visual_validation v on v.property_id = p.id
           left join lotline.property_condition c on c.property_id = p.id
           left join lotline.title_research t on t.property_id = p.id
           left join lotline.environmental_research e on e.property_id = p.id
           left join lotline.streets_of($1, $2) s on s.property_id = p.id
          where p.org_id = $1 and p.id = any ($2)`,
        [organizationId, propertyIds],
      );
      return new Map(rows.map((row) => [row.propertyId, row]));
    },
    settings: (organizationId) => bidSettingsFrom(db, organizationId),
    visual: (organizationId) => visualSettingsFrom(db, organizationId),
  };
}
