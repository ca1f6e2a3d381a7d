import { call, type Queryable } from '../../db/pool.ts';
import { oncePerKey } from '../imports/place-rows.ts';
import type { SaleFacts } from './sale.ts';

interface Changed {
  readonly created: number;
  readonly updated: number;
}

/** What a later word may change; what it does not say stays. */
const KEPT = ['registration_deadline', 'platform', 'deposit_required', 'property_count'] as const;

/** Makes sales, or changes those that are known by county, type and day. One that says nothing new writes nothing. */
export async function storeSales(
  db: Queryable,
  sales: readonly SaleFacts[],
  by: { readonly organizationId: string; readonly actor: string },
): Promise<Changed> {
  const unique = oncePerKey(sales, (one) => `${one.countyId} ${one.saleType} ${one.saleDate}`);
  let created = 0;
  let updated = 0;
  for (const withStatus of [true, false]) {
    const part = unique.filter(({ status }) => (status !== null) === withStatus);
    const done = await upsert(db, part, withStatus, by);
    created += done.created;
    updated += done.updated;
  }
  return { created, updated };
}

async function upsert(
  db: Queryable,
  sales: readonly SaleFacts[],
  withStatus: boolean,
  by: { readonly organizationId: string; readonly actor: string },
): Promise<Changed> {
  if (sales.length === 0) return { created: 0, updated: 0 };
  const columns = [...KEPT, ...(withStatus ? ['status'] : [])];
  const next = columns.map((column) => `coalesce(excluded.${column}, s.${column})`).join(', ');
  const [done] = await call<{ created: number; updated: number }>(
    db,
    `with stored as (
       insert into lotline.upcoming_sales as s (org_id, created_by, county_id, sale_type, sale_date,
         registration_deadline, platform, deposit_required, property_count, status)
       select $1, $2, r."countyId", r."saleType", r."saleDate", r."registrationDeadline", r.platform,
         r."depositRequired", r."propertyCount", coalesce(r.status, 'scheduled')
       from jsonb_to_recordset($3) as r("countyId" uuid, "saleType" text, "saleDate" date,
         "registrationDeadline" date, platform text, "depositRequired" numeric(14, 2), "propertyCount" int, status text)
       on conflict (org_id, county_id, sale_type, sale_date) do update
         set (${columns.join(', ')}, updated_at) = (${next}, clock_timestamp())
         where (${columns.map((column) => `s.${column}`).join(', ')}) is distinct from (${next})
       returning (xmax = 0) as created
     )
     select count(*) filter (where created)::int as created, count(*) filter (where not created)::int as updated
     from stored`,
    [by.organizationId, by.actor, JSON.stringify(sales)],
  );
  return done ?? { created: 0, updated: 0 };
}
