import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import { asOrganization, call, type Pool, type Queryable } from '../../db/pool.ts';
import { addressKey } from './read-values.ts';

/** A property as it is stored, with the county's names. Amounts are text, so that they keep their digits. */
export interface Property {
  readonly id: string;
  readonly countyId: string;
  readonly countyName: string;
  readonly countyFullName: string;
  readonly stateCode: string;
  readonly documentId: string | null;
  readonly parcelId: string | null;
  readonly propertyAddress: string | null;
  readonly city: string | null;
  readonly postalCode: string | null;
  readonly ownerName: string | null;
  readonly taxAmount: string | null;
  readonly totalDue: string | null;
  readonly taxYear: number | null;
  readonly saleType: string | null;
  /** ISO. */
  readonly saleDate: string | null;
  readonly auctionStatus: string;
  readonly hasRegridData: boolean;
  readonly hasScreenshot: boolean;
  readonly visualValidationStatus: string | null;
  readonly pipelineStage: string;
  /** The last import that changed something, and its row there. */
  readonly importId: string | null;
  readonly importRow: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface PropertyFilter {
  readonly organizationId: string;
  readonly countyId?: string | undefined;
  readonly stateCode?: string | undefined;
  readonly auctionStatus?: string | undefined;
  /** `NONE` for properties without a verdict. */
  readonly visualValidationStatus?: string | undefined;
  readonly hasRegridData?: boolean | undefined;
  readonly parcelId?: string | undefined;
  /** How the address begins, whatever its case and punctuation. */
  readonly address?: string | undefined;
  readonly importId?: string | undefined;
}

export interface PropertyPage {
  readonly properties: Property[];
  /** Where the next page begins; null when there is none. */
  readonly next: string | null;
}

export const PROPERTY_COLUMNS = `p.id, p.county_id as "countyId", c.county_name as "countyName",
  c.full_name as "countyFullName", c.state_code as "stateCode", p.document_id as "documentId",
  p.parcel_id as "parcelId", p.property_address as "propertyAddress", p.city, p.postal_code as "postalCode",
  p.owner_name as "ownerName", p.tax_amount as "taxAmount", p.total_due as "totalDue", p.tax_year as "taxYear",
  p.sale_type as "saleType", p.sale_date::text as "saleDate", p.auction_status as "auctionStatus",
  p.has_regrid_data as "hasRegridData", p.has_screenshot as "hasScreenshot",
  p.visual_validation_status as "visualValidationStatus", p.pipeline_stage as "pipelineStage",
  p.import_id as "importId", p.import_row as "importRow", p.created_at as "createdAt", p.updated_at as "updatedAt"`;

type Row = Property & { sortKey: string } & Record<string, unknown>;

/**
 * A page of an organization's properties, county by county, in each by parcel number or address; the same cost at any
 * depth. Throws `validation_failed` for a cursor that no page gave, and an address of punctuation alone.
 */
export async function listProperties(
  db: Queryable,
  filter: PropertyFilter,
  page: {
    readonly limit: number;
    readonly cursor?: string | undefined;
    /** The cursor of the last property that may be on it. */
    readonly last?: string | undefined;
  },
): Promise<PropertyPage> {
  const values: unknown[] = [];
  const value = (given: unknown) => `$${values.push(given)}`;
  const conditions = conditionsOf(filter, value);
  if (page.cursor !== undefined) {
    const [county, key, id] = readCursor(page.cursor);
    conditions.push(`(p.county_id, p.sort_key, p.id) > (${value(county)}, ${value(key)}, ${value(id)})`);
  }
  if (page.last !== undefined) {
    const [county, key, id] = readCursor(page.last);
    conditions.push(`(p.county_id, p.sort_key, p.id) <= (${value(county)}, ${value(key)}, ${value(id)})`);
  }
  const rows = await call<Row>(
    db,
    // The page first, by its index alone; then the names of its counties.
    `with page as materialized (
       select p.* from lotline.properties p
        where ${conditions.join(' and ')}
        order by p.county_id, p.sort_key, p.id
        limit ${value(page.limit + 1)}
     )
     select ${PROPERTY_COLUMNS}, p.sort_key as "sortKey"
       from page p join lotline.county_list c on c.id = p.county_id
      order by p.county_id, p.sort_key, p.id`,
    values,
  );
  const properties = rows.slice(0, page.limit);
  const last = properties.at(-1);
  return {
    properties,
    next: rows.length > page.limit && last ? cursorOf(last.countyId, last.sortKey, last.id) : null,
  };
}

/** Every property of the filter, a page at a time, each in a short transaction: a slow reader holds nothing. */
export async function* streamProperties(pool: Pool, filter: PropertyFilter): AsyncGenerator<Property[]> {
  let cursor: string | undefined;
  do {
    const page = await asOrganization(pool, filter.organizationId, (db) =>
      listProperties(db, filter, { limit: 1000, cursor }),
    );
    if (page.properties.length > 0) yield page.properties;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

/**
 * How many properties a filter leaves, and the cursor of each `size`-th of them and of the last: where a walk of the list
 * may be cut. Reads one index from end to end.
 */
export async function cutProperties(
  db: Queryable,
  filter: PropertyFilter,
  size: number,
): Promise<{ rows: number; cuts: string[] }> {
  const values: unknown[] = [];
  const conditions = conditionsOf(filter, (given) => `$${values.push(given)}`);
  const found = await call<{ countyId: string; sortKey: string; id: string; n: number }>(
    db,
    `select x.county_id as "countyId", x.sort_key as "sortKey", x.id, x.n from (
       select p.county_id, p.sort_key, p.id, row_number() over (order by p.county_id, p.sort_key, p.id)::int as n,
         count(*) over () as total
         from lotline.properties p where ${conditions.join(' and ')}) x
      where x.n % ${size} = 0 or x.n = x.total order by x.n`,
    values,
  );
  return {
    rows: found.at(-1)?.n ?? 0,
    cuts: found.map(({ countyId, sortKey, id }) => cursorOf(countyId, sortKey, id)),
  };
}

/** Counted to here and no further: it is told at each page. */
export const MOST_COUNTED = 10_000;

/** How many properties a filter leaves on all pages, up to {@link MOST_COUNTED}. */
export async function countProperties(db: Queryable, filter: PropertyFilter): Promise<number> {
  const values: unknown[] = [];
  const conditions = conditionsOf(filter, (given) => `$${values.push(given)}`);
  const [row] = await call<{ total: number }>(
    db,
    `select count(*)::int as total from (
       select from lotline.properties p where ${conditions.join(' and ')} limit ${MOST_COUNTED}) x`,
    values,
  );
  return row?.total ?? 0;
}

function conditionsOf(filter: PropertyFilter, value: (given: unknown) => string): string[] {
  const conditions = [`p.org_id = ${value(filter.organizationId)}`];
  const equal = (column: string, given: unknown) => {
    if (given !== undefined) conditions.push(`p.${column} = ${value(given)}`);
  };
  equal('county_id', filter.countyId);
  equal('auction_status', filter.auctionStatus);
  equal('parcel_id', filter.parcelId);
  equal('import_id', filter.importId);
  if (filter.stateCode !== undefined) {
    const state = value(filter.stateCode);
    conditions.push(
      `p.county_id = any (array(select id from lotline.county_list where state_code = ${state}))`,
    );
  }
  if (filter.visualValidationStatus === 'NONE') conditions.push('p.visual_validation_status is null');
  else equal('visual_validation_status', filter.visualValidationStatus);
  // Not as a parameter, so that the partial index of those that have it can serve.
  if (filter.hasRegridData !== undefined) {
    conditions.push(filter.hasRegridData ? 'p.has_regrid_data' : 'not p.has_regrid_data');
  }
  if (filter.address !== undefined) {
    const key = addressKey(filter.address, null);
    if (key === '') {
      throw new AppError('validation_failed', 'address: needs a letter or a digit', { field: 'address' });
    }
    const start = value(key);
    conditions.push(`p.address_key >= ${start} and p.address_key < ${start} || chr(1114111)`);
  }
  return conditions;
}

function cursorOf(countyId: string, sortKey: string, id: string): string {
  return Buffer.from(JSON.stringify([countyId, sortKey, id])).toString('base64url');
}

function readCursor(cursor: string): [string, string, string] {
  try {
    const [county, key, id, ...more] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const whole = more.length === 0 && isUuid(county) && isUuid(id);
    if (whole && typeof key === 'string' && !key.includes('\0')) return [county, key, id];
  } catch {
    // Told below, like any other that is none of ours.
  }
  throw new AppError('validation_failed', 'cursor: is not one that a page gave', {
    field: 'cursor',
    hint: 'Use next_cursor of the page before, or leave it out to begin anew.',
  });
}
