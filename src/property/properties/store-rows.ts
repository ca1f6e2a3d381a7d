import { entriesOf } from '../../base/keys.ts';
import { call, type Queryable } from '../../db/pool.ts';
import type { ReadRow } from './read-row.ts';
import { addressKey, repairZip } from './read-values.ts';

/** A row ready to be stored; absent values leave what is stored. */
export interface StorableRow {
  readonly county_id: string;
  readonly parcel_id: string | null;
  readonly property_address: string | null;
  readonly city: string | null;
  readonly postal_code: string | null;
  readonly address_key: string | null;
  readonly owner_name: string | null;
  readonly tax_amount: string | null;
  readonly total_due: string | null;
  readonly tax_year: number | null;
  readonly sale_type: string | null;
  readonly sale_date: string | null;
  readonly auction_status: string | null;
  readonly import_row: number;
}

/** A row of the file with its county found. */
export function toStorable(
  row: ReadRow,
  county: { readonly id: string; readonly stateCode: string },
  number: number,
): StorableRow {
  const postalCode = row.postalCode === null ? null : repairZip(row.postalCode, county.stateCode);
  const key = row.address === null ? '' : addressKey(row.address, row.city ?? postalCode);
  return {
    county_id: county.id,
    parcel_id: row.parcelId,
    property_address: row.address,
    city: row.city,
    postal_code: postalCode,
    address_key: key === '' ? null : key,
    owner_name: row.ownerName,
    tax_amount: row.taxAmount,
    total_due: row.totalDue,
    tax_year: row.taxYear,
    sale_type: row.saleType,
    sale_date: row.saleDate,
    auction_status: row.auctionStatus,
    import_row: number,
  };
}

interface Changed {
  created: number;
  updated: number;
}

export interface Provenance {
  readonly organizationId: string;
  readonly importId: string;
  readonly documentId: string | null;
}

/** What an import may change, apart from the status: what a row does not say leaves what is stored. */
const KEPT = [
  'property_address',
  'city',
  'postal_code',
  'owner_name',
  'tax_amount',
  'total_due',
  'tax_year',
  'sale_type',
  'sale_date',
] as const;

/**
 * Stores a batch: new properties are made, known ones changed where a row says something else. Rows without a change
 * write nothing. `db` is in a transaction of the organization.
 */
export async function storeRows(
  db: Queryable,
  rows: readonly StorableRow[],
  from: Provenance,
): Promise<Changed> {
  const stored: Changed = { created: 0, updated: 0 };
  const { changed, unique } = oncePerProperty(rows);
  stored.updated += changed;
  await lockKnown(db, unique, from.organizationId);
  // Always in this order, and each sorted, so that two imports of one county never wait for each other in a ring.
  for (const byParcel of [true, false]) {
    for (const withStatus of [true, false]) {
      const part = unique.filter(
        (row) => (row.parcel_id !== null) === byParcel && (row.auction_status !== null) === withStatus,
      );
      if (part.length === 0) continue;
      const done = await upsert(db, part, from, byParcel, withStatus);
      stored.created += done.created;
      stored.updated += done.updated;
    }
  }
  return stored;
}

/**
 * Locks the properties that the rows are about, in the order of their ids: findings about them lock them so as well
 * (66_follow_findings.sql), and neither ever waits for the other in a ring.
 */
async function lockKnown(db: Queryable, rows: readonly StorableRow[], organizationId: string): Promise<void> {
  const keys = rows.map(({ county_id, parcel_id, address_key }) => ({ county_id, parcel_id, address_key }));
  const known = await call<{ id: string }>(
    db,
    `select q.id from jsonb_to_recordset($2) as r(county_id uuid, parcel_id text)
     join lotline.properties q on q.org_id = $1 and q.county_id = r.county_id and q.parcel_id = r.parcel_id
     union all
     select q.id from jsonb_to_recordset($2) as r(county_id uuid, parcel_id text, address_key text)
     join lotline.properties q on q.org_id = $1 and q.county_id = r.county_id and q.address_key = r.address_key
       and q.parcel_id is null
     where r.parcel_id is null`,
    [organizationId, JSON.stringify(keys)],
  );
  if (known.length === 0) return;
  // By id alone: for each row that somebody changed meanwhile, PostgreSQL runs the statement that locks it again.
  await call(db, 'select from lotline.properties p where p.id = any ($1) order by p.id for no key update', [
    known.map(({ id }) => id),
  ]);
}

const keyOf = (row: StorableRow) =>
  row.parcel_id === null ? `${row.county_id} a ${row.address_key}` : `${row.county_id} p ${row.parcel_id}`;

/** Several rows of one property become one: what a later row says counts, as it would one after the other. */
function oncePerProperty(rows: readonly StorableRow[]): { unique: StorableRow[]; changed: number } {
  const byKey = new Map<string, StorableRow>();
  let changed = 0;
  for (const row of rows) {
    const key = keyOf(row);
    const before = byKey.get(key);
    const said = entriesOf(row).filter(([, value]) => value !== null);
    if (before === undefined) byKey.set(key, row);
    else if (said.some(([name, value]) => name !== 'import_row' && before[name] !== value)) {
      byKey.set(key, { ...before, ...Object.fromEntries(said) });
      changed += 1;
    }
  }
  const unique = [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
  return { unique, changed };
}

async function upsert(
  db: Queryable,
  rows: readonly StorableRow[],
  from: Provenance,
  byParcel: boolean,
  withStatus: boolean,
): Promise<Changed> {
  const key = byParcel
    ? '(org_id, county_id, parcel_id) where parcel_id is not null'
    : '(org_id, county_id, address_key) where parcel_id is null';
  const kept = [
    ...KEPT,
    'document_id',
    ...(withStatus ? ['auction_status'] : []),
    ...(byParcel ? ['address_key'] : []),
  ];
  const next = kept.map((column) => `coalesce(excluded.${column}, p.${column})`);
  const [done] = await call<{ created: number; updated: number }>(
    db,
    `with stored as (
       insert into lotline.properties as p (org_id, import_id, document_id, county_id, parcel_id, property_address,
         city, postal_code, address_key, owner_name, tax_amount, total_due, tax_year, sale_type, sale_date,
         auction_status, import_row)
       select $1, $2, $3, r.county_id, r.parcel_id, r.property_address, r.city, r.postal_code, r.address_key,
         r.owner_name, r.tax_amount, r.total_due, r.tax_year, r.sale_type, r.sale_date,
         coalesce(r.auction_status, 'active'), r.import_row
       from jsonb_to_recordset($4) as r(county_id uuid, parcel_id text, property_address text, city text,
         postal_code text, address_key text, owner_name text, tax_amount numeric(14, 2), total_due numeric(14, 2),
         tax_year int, sale_type text, sale_date date, auction_status text, import_row int)
       on conflict ${key} do update
         set (${kept.join(', ')}, import_id, import_row, updated_at)
           = (${next.join(', ')}, excluded.import_id, excluded.import_row, clock_timestamp())
         where (${kept.map((column) => `p.${column}`).join(', ')}) is distinct from (${next.join(', ')})
       returning (xmax = 0) as created
     )
     select count(*) filter (where created)::int as created, count(*) filter (where not created)::int as updated
     from stored`,
    [from.organizationId, from.importId, from.documentId, JSON.stringify(rows)],
  );
  return done ?? { created: 0, updated: 0 };
}
