import { asOrganization, call, type Pool, type Queryable } from '../../db/pool.ts';
import { listProperties, type Property, type PropertyFilter } from '../properties/list-properties.ts';

/** What was found out of one property, as far as it goes. Money, areas and scores are decimal text; null: not known. */
export interface Found {
  readonly landUse: string | null;
  readonly zoning: string | null;
  readonly lotSizeAcres: string | null;
  readonly buildingSqft: string | null;
  readonly yearBuilt: number | null;
  readonly assessedValue: string | null;
  readonly marketValue: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly verdict: string | null;
  readonly confidence: string | null;
  readonly redFlags: readonly string[] | null;
  readonly skipReason: string | null;
  readonly riskLevel: string | null;
  readonly floodZone: string | null;
  readonly inFloodHazardArea: boolean | null;
  readonly facilitiesNearby: number | null;
  readonly elevationFeet: string | null;
  readonly titleStatus: string | null;
  readonly survivingLiens: string | null;
  readonly condition: string | null;
  readonly estimatedRepairs: string | null;
  readonly maxBid: string | null;
  readonly propertyValue: string | null;
  /** Of the newest finding. */
  readonly foundAt: Date | null;
  /** `sandbox` when simulators stand behind any of it; null: nothing was found yet. */
  readonly provenance: 'live' | 'sandbox' | null;
}

/** A property and what was found out of it. */
export interface Result {
  readonly property: Property;
  readonly found: Found;
}

/** A page of properties with their findings, in the order of the list of properties: two statements, whatever the page. */
export async function listResults(
  db: Queryable,
  filter: PropertyFilter,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ readonly results: Result[]; readonly next: string | null }> {
  const { properties, next } = await listProperties(db, filter, page);
  const found = await findingsOf(
    db,
    filter.organizationId,
    properties.map(({ id }) => id),
  );
  const results = properties.flatMap((property) => {
    const one = found.get(property.id);
    return one === undefined ? [] : [{ property, found: one }];
  });
  return { results, next };
}

/** Every result of the filter, a page at a time, each in a short transaction: a slow reader holds nothing. */
export async function* streamResults(pool: Pool, filter: PropertyFilter): AsyncGenerator<Result[]> {
  let cursor: string | undefined;
  do {
    const page = await asOrganization(pool, filter.organizationId, (db) =>
      listResults(db, filter, { limit: 1000, cursor }),
    );
    if (page.results.length > 0) yield page.results;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

async function findingsOf(
  db: Queryable,
  organizationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Found>> {
  const rows = await call<Found & { id: string } & Record<string, unknown>>(
    db,
    `select p.id, r.land_use as "landUse", r.zoning, r.lot_size_acres as "lotSizeAcres",
            r.building_sqft as "buildingSqft", r.year_built as "yearBuilt", r.assessed_value as "assessedValue",
            r.market_value as "marketValue", r.lat, r.lon,
            v.validation_status as verdict, v.confidence_score as confidence, v.red_flags as "redFlags",
            v.skip_reason as "skipReason", e.risk_level as "riskLevel", e.flood_zone as "floodZone",
            e.in_flood_hazard_area as "inFloodHazardArea", e.facilities_nearby as "facilitiesNearby",
            e.elevation_feet as "elevationFeet", t.title_status as "titleStatus",
            t.surviving_liens as "survivingLiens", c.condition, c.estimated_repairs as "estimatedRepairs",
            b.max_bid as "maxBid", b.property_value as "propertyValue",
            greatest(r.found_at, v.found_at, e.found_at, t.found_at, c.found_at, b.found_at) as "foundAt",
            greatest(r.provenance, v.provenance, e.provenance, t.provenance, c.provenance, b.provenance) as provenance
       from lotline.properties p
       left join lotline.regrid_data r on r.property_id = p.id
       left join lotline.property_visual_validation v on v.property_id = p.id
       left join lotline.environmental_research e on e.property_id = p.id
       left join lotline.title_research t on t.property_id = p.id
       left join lotline.property_condition c on c.property_id = p.id
       left join lotline.bid_strategy b on b.property_id = p.id
      where p.org_id = $1 and p.id = any ($2)`,
    [organizationId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
