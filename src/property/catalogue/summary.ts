import { call, type Queryable } from '../../db/pool.ts';

export interface CatalogueSummary {
  version: string;
  /** Programs and incentives by state (`US`: federal) and source. */
  states: { state: string; source: string; programs: number; incentives: number }[];
  zipCodes: number;
  zipsWithUtility: number;
  utilities: number;
  devices: number;
  /** When the newest import ended; null before any. */
  importedAt: Date | null;
}

/** What the catalogue holds now. */
export async function catalogueSummary(db: Queryable): Promise<CatalogueSummary> {
  const [row] = await call<CatalogueSummary & Record<string, unknown>>(
    db,
    `select v.version::text as version,
       (select coalesce(json_agg(s order by s.state, s.source), '[]') from (
          select p.state_code as state, p.source, count(distinct p.id)::int as programs, count(i.id)::int as incentives
          from lotline.programs p left join lotline.incentives i on i.program_id = p.id
          group by p.state_code, p.source) s) as states,
       (select count(*)::int from lotline.us_zips) as "zipCodes",
       (select count(distinct t.zip)::int from lotline.zip_territories t
        join lotline.geographies g on g.id = t.geography_id and g.kind = 'electric_territory') as "zipsWithUtility",
       (select count(*)::int from lotline.geographies where kind in ('electric_territory', 'gas_territory')) as utilities,
       (select count(*)::int from lotline.devices) as devices,
       (select max(imported_at) from lotline.catalogue_imports) as "importedAt"
     from lotline.catalogue_version v`,
  );
  if (!row) throw new Error('lotline.catalogue_version has no row: the migrations did not run');
  return row;
}
