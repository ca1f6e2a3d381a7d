import { asOrganization, call, type Pool, type Queryable } from '../../db/pool.ts';
import { COUNTY_COLUMNS, type County } from './find-counties.ts';

/** A county with what an organization's own research says of it. */
export interface ListedCounty extends County {
  readonly lastResearchedAt: Date | null;
  readonly researchStatus: string | null;
}

/** What an organization has of a county. */
export interface CountyFacts extends ListedCounty {
  readonly properties: {
    readonly total: number;
    readonly active: number;
    readonly withRegridData: number;
    readonly approved: number;
  };
  readonly documents: number;
  /** ISO; of the sales that are scheduled from today on. */
  readonly nextSaleDate: string | null;
}

const RESEARCHED = `${COUNTY_COLUMNS}, r.found_at as "lastResearchedAt", r.research_status as "researchStatus"`;

/** Counties by state and name, after the FIPS code `after` in that order; `ids` narrows them. */
export async function listCounties(
  db: Queryable,
  organizationId: string,
  page: {
    readonly stateCode?: string | undefined;
    readonly ids?: readonly string[] | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<ListedCounty[]> {
  return call<ListedCounty & Record<string, unknown>>(
    db,
    `select ${RESEARCHED}
       from lotline.county_list c
       left join lotline.county_research r on r.county_id = c.id and r.org_id = $1
      where ($2::text is null or c.state_code = $2)
        and ($3::uuid[] is null or c.id = any ($3))
        and ($4::text is null or (c.state_name, c.full_name, c.fips_code) >
          (select a.state_name, a.full_name, a.fips_code from lotline.county_list a where a.fips_code = $4))
      order by c.state_name, c.full_name, c.fips_code
      limit $5`,
    [organizationId, page.stateCode ?? null, page.ids ?? null, page.after ?? null, page.limit],
  );
}

const PAGE = 1000;

/** All counties of a state, or of the country, a page at a time, each in a short transaction. */
export async function* streamCounties(
  pool: Pool,
  organizationId: string,
  stateCode: string | undefined,
): AsyncGenerator<ListedCounty[]> {
  let after: string | undefined;
  do {
    const page = await asOrganization(pool, organizationId, (db) =>
      listCounties(db, organizationId, { stateCode, after, limit: PAGE }),
    );
    if (page.length > 0) yield page;
    after = page.length === PAGE ? page.at(-1)?.fipsCode : undefined;
  } while (after !== undefined);
}

/** One county with what the organization has of it. */
export async function countyFacts(
  db: Queryable,
  organizationId: string,
  id: string,
): Promise<CountyFacts | null> {
  const [row] = await call<CountyFacts & Record<string, unknown>>(
    db,
    `select ${RESEARCHED},
       (select json_build_object('total', count(*), 'active', count(*) filter (where p.auction_status = 'active'),
          'withRegridData', count(*) filter (where p.has_regrid_data),
          'approved', count(*) filter (where p.visual_validation_status = 'APPROVED'))
        from lotline.properties p where p.org_id = $1 and p.county_id = c.id) as properties,
       (select count(*)::int from lotline.documents d where d.org_id = $1 and d.county_id = c.id) as documents,
       (select min(s.sale_date)::text from lotline.upcoming_sales s
         where s.org_id = $1 and s.county_id = c.id and s.status = 'scheduled'
           and s.sale_date >= (lotline.clock() at time zone 'UTC')::date) as "nextSaleDate"
     from lotline.county_list c
     left join lotline.county_research r on r.county_id = c.id and r.org_id = $1
     where c.id = $2`,
    [organizationId, id],
  );
  return row ?? null;
}

/** The code of a state by its code or name, as people write it; null when it is none. */
export async function stateCalled(db: Queryable, text: string): Promise<string | null> {
  const [row] = await call<{ code: string | null }>(db, 'select lotline.state_named($1) as code', [
    text.replaceAll('\0', ' '),
  ]);
  return row?.code ?? null;
}
