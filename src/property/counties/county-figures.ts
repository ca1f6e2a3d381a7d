import { call, type Queryable } from '../../db/pool.ts';
import { COUNTY_COLUMNS, type County } from './find-counties.ts';

/** What an organization has in one county, in figures. */
export interface CountyFigures extends County {
  readonly properties: number;
  readonly active: number;
  readonly withRegridData: number;
  readonly approved: number;
  readonly caution: number;
  readonly rejected: number;
  /** Properties with a highest bid. */
  readonly bids: number;
  /** The highest bids of all of them together: decimal text, US dollars. */
  readonly bidTotal: string;
  readonly documents: number;
  /** ISO; of the sales that are scheduled from today on. */
  readonly nextSaleDate: string | null;
}

/** Every county that the organization has anything in, by state and name: one statement, one walk of each table. */
export async function countyFigures(db: Queryable, organizationId: string): Promise<CountyFigures[]> {
  return call<CountyFigures & Record<string, unknown>>(
    db,
    `select ${COUNTY_COLUMNS},
       coalesce(p.properties, 0)::int as properties, coalesce(p.active, 0)::int as active,
       coalesce(p.regrid, 0)::int as "withRegridData", coalesce(p.approved, 0)::int as approved,
       coalesce(p.caution, 0)::int as caution, coalesce(p.rejected, 0)::int as rejected,
       coalesce(b.bids, 0)::int as bids, coalesce(b.total, 0)::text as "bidTotal",
       coalesce(d.documents, 0)::int as documents, s.next_sale::text as "nextSaleDate"
     from lotline.county_list c
     left join (select county_id, count(*) as properties, count(*) filter (where auction_status = 'active') as active,
         count(*) filter (where has_regrid_data) as regrid,
         count(*) filter (where visual_validation_status = 'APPROVED') as approved,
         count(*) filter (where visual_validation_status = 'CAUTION') as caution,
         count(*) filter (where visual_validation_status = 'REJECT') as rejected
       from lotline.properties where org_id = $1 group by county_id) p on p.county_id = c.id
     left join (select o.county_id, count(*) as bids, sum(f.max_bid) as total
       from lotline.bid_strategy f join lotline.properties o on o.id = f.property_id
       where f.org_id = $1 and o.org_id = $1 group by o.county_id) b on b.county_id = c.id
     left join (select county_id, count(*) as documents from lotline.documents
       where org_id = $1 group by county_id) d on d.county_id = c.id
     left join (select county_id, min(sale_date) as next_sale from lotline.upcoming_sales
       where org_id = $1 and status = 'scheduled' and sale_date >= (lotline.clock() at time zone 'UTC')::date
       group by county_id) s on s.county_id = c.id
     where p.county_id is not null or d.county_id is not null or s.county_id is not null
     order by c.state_name, c.full_name, c.fips_code`,
    [organizationId],
  );
}
