import { call, type Queryable } from '../../db/pool.ts';

/** Those of some counties in which the organization has properties, documents or sales. */
export async function countiesInUse(
  db: Queryable,
  organizationId: string,
  countyIds: readonly string[],
): Promise<string[]> {
  const rows = await call<{ id: string }>(
    db,
    `select c.id from unnest($2::uuid[]) c (id)
     where exists (select from lotline.properties p where p.org_id = $1 and p.county_id = c.id)
       or exists (select from lotline.documents d where d.org_id = $1 and d.county_id = c.id)
       or exists (select from lotline.upcoming_sales s where s.org_id = $1 and s.county_id = c.id)`,
    [organizationId, countyIds],
  );
  return rows.map((row) => row.id);
}

/** Every county of a state. */
export async function countiesOfState(db: Queryable, stateCode: string): Promise<string[]> {
  const rows = await call<{ id: string }>(db, 'select id from lotline.county_list where state_code = $1', [
    stateCode,
  ]);
  return rows.map((row) => row.id);
}
