import { recordAudit } from '../../db/audit.ts';
import { call, type Queryable } from '../../db/pool.ts';
import { PROPERTY_COLUMNS, type Property } from './list-properties.ts';

/** What was found out of a property, by job type; null where nothing was. */
export type PropertyFindings = Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;

/** The tables of findings about one property, by the job type that fills them. */
const FINDINGS = {
  regrid_scraping: 'regrid_data',
  visual_validation: 'property_visual_validation',
  title_research: 'title_research',
  property_condition: 'property_condition',
  environmental_research: 'environmental_research',
  bid_strategy: 'bid_strategy',
} as const;

const FINDING_COLUMNS = Object.entries(FINDINGS)
  .map(
    ([type, table]) => `'${type}', (select to_jsonb(f) - 'org_id' - 'property_id' from lotline.${table} f
      where f.property_id = p.id and f.org_id = p.org_id)`,
  )
  .join(', ');

export interface PropertyWithFindings extends Property {
  /** Name of the file that changed it last. */
  readonly importFile: string | null;
  readonly findings: PropertyFindings;
}

/** One property of an organization with its findings; null when it has none of that id. */
export async function getProperty(
  db: Queryable,
  organizationId: string,
  id: string,
): Promise<PropertyWithFindings | null> {
  const [row] = await call<PropertyWithFindings & Record<string, unknown>>(
    db,
    `select ${PROPERTY_COLUMNS}, i.file_name as "importFile",
       jsonb_build_object(${FINDING_COLUMNS}) as findings
       from lotline.properties p join lotline.county_list c on c.id = p.county_id
       left join lotline.imports i on i.id = p.import_id
      where p.org_id = $1 and p.id = $2`,
    [organizationId, id],
  );
  return row ?? null;
}

/** What a person may correct of a property by hand; absent stays as it is. */
export interface PropertyChange {
  readonly auctionStatus?: string | undefined;
  readonly saleType?: string | null | undefined;
  readonly saleDate?: string | null | undefined;
}

/** Changes one property; false when the organization has none of that id. */
export async function changeProperty(
  db: Queryable,
  organizationId: string,
  id: string,
  change: PropertyChange,
): Promise<boolean> {
  const columns = {
    auction_status: change.auctionStatus,
    sale_type: change.saleType,
    sale_date: change.saleDate,
  };
  const given = Object.entries(columns).filter(([, value]) => value !== undefined);
  const facts = (row: string) => given.map(([column]) => `'${column}', ${row}.${column}`).join(', ');
  const [changed] = await call<{ before: object; after: object; differs: boolean }>(
    db,
    `with o as (select * from lotline.properties where org_id = $1 and id = $2 for update),
     n as (
       update lotline.properties p
          set ${[...given.map(([column], at) => `${column} = $${at + 3}`), 'updated_at = clock_timestamp()'].join(', ')}
         from o where p.id = o.id
       returning jsonb_build_object(${facts('o')}) as before, jsonb_build_object(${facts('p')}) as after)
     select before, after, before <> after as differs from n`,
    [organizationId, id, ...given.map(([, value]) => value)],
  );
  if (changed?.differs) {
    const { before, after } = changed;
    await recordAudit(db, {
      ...{
        organizationId,
        action: 'property.changed',
        subjectType: 'property',
        subjectId: id,
        before,
        after,
      },
    });
  }
  return changed !== undefined;
}
