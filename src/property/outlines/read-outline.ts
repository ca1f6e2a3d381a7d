import { call, type Queryable } from '../../db/pool.ts';
import type { Place } from './sides.ts';

/** What a picture of a property's outline is made of. */
export interface OutlineRecord {
  readonly parcelId: string | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly stateCode: string;
  /** The land data's record as it came: the geometry is somewhere in there. */
  readonly rawData: unknown;
  readonly foundBy: string;
  readonly foundAt: Date;
  readonly street: Place | null;
}

/** Null: no such property of the organization, or nobody has land data of it. */
export async function readOutline(
  db: Queryable,
  organizationId: string,
  propertyId: string,
): Promise<OutlineRecord | null> {
  const [row] = await call<OutlineRecord & Record<string, unknown>>(
    db,
    `select p.parcel_id as "parcelId", p.property_address as address, p.city, c.state_code as "stateCode",
            r.raw_data as "rawData", r.found_by as "foundBy", r.found_at as "foundAt", s.street
       from lotline.properties p
       join lotline.county_list c on c.id = p.county_id
       join lotline.regrid_data r on r.property_id = p.id
       left join lotline.streets_of($1, array[$2::uuid]) s on s.property_id = p.id
      where p.org_id = $1 and p.id = $2`,
    [organizationId, propertyId],
  );
  return row ?? null;
}
