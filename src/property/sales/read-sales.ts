import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import { asOrganization, call, type Pool, type Queryable } from '../../db/pool.ts';
import type { SaleType } from '../properties/read-values.ts';
import { SALE_COLUMNS, SALE_TABLES, type Sale, type SaleFacts, type SaleStatus } from './sale.ts';

export interface SaleFilter {
  readonly organizationId: string;
  readonly countyId?: string | undefined;
  readonly stateCode?: string | undefined;
  readonly saleType?: SaleType | undefined;
  readonly status?: SaleStatus | undefined;
  /** Days, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Where a sale stands in the list. */
export type SaleKey = readonly [saleDate: string, id: string];
type SaleRow = Sale & Record<string, unknown>;

/** A page of sales, earliest first, after the key given; `next` is the key to go on with, if there is more. */
export async function listSales(
  db: Queryable,
  filter: SaleFilter,
  page: { readonly after?: SaleKey | undefined; readonly limit: number },
): Promise<{ sales: Sale[]; next: SaleKey | undefined }> {
  const rows = await call<SaleRow>(
    db,
    `select ${SALE_COLUMNS} from ${SALE_TABLES}
     where s.org_id = $1
       and ($2::uuid is null or s.county_id = $2)
       and ($3::text is null or c.state_code = $3)
       and ($4::text is null or s.sale_type = $4)
       and ($5::text is null or s.status = $5)
       and ($6::date is null or s.sale_date >= $6)
       and ($7::date is null or s.sale_date <= $7)
       and ($8::date is null or (s.sale_date, s.id) > ($8, $9::uuid))
     order by s.sale_date, s.id
     limit $10`,
    [
      filter.organizationId,
      filter.countyId ?? null,
      filter.stateCode ?? null,
      filter.saleType ?? null,
      filter.status ?? null,
      filter.from ?? null,
      filter.to ?? null,
      page.after?.[0] ?? null,
      page.after?.[1] ?? null,
      page.limit + 1,
    ],
  );
  const sales = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? sales.at(-1) : undefined;
  return { sales, next: last && [last.saleDate, last.id] };
}

/** Every sale that fits, in pages, each read in a transaction of its own. */
export async function* salePages(pool: Pool, filter: SaleFilter, limit: number): AsyncGenerator<Sale[]> {
  let after: SaleKey | undefined;
  do {
    const from = after;
    const { sales, next } = await asOrganization(pool, filter.organizationId, (db) =>
      listSales(db, filter, { after: from, limit }),
    );
    if (sales.length > 0) yield sales;
    after = next;
  } while (after !== undefined);
}

/** The organization's sale of that id; else `not_found`. */
export async function getSale(db: Queryable, organizationId: string, id: string): Promise<Sale> {
  const [row] = isUuid(id)
    ? await call<SaleRow>(
        db,
        `select ${SALE_COLUMNS} from ${SALE_TABLES} where s.org_id = $1 and s.id = $2`,
        [organizationId, id],
      )
    : [];
  if (row === undefined) throw new AppError('not_found', 'Sale not found');
  return row;
}

/** The sale that an organization knows by county, type and day; else `not_found`. */
export async function findSale(
  db: Queryable,
  organizationId: string,
  { countyId, saleType, saleDate }: Pick<SaleFacts, 'countyId' | 'saleType' | 'saleDate'>,
): Promise<Sale> {
  const [row] = await call<SaleRow>(
    db,
    `select ${SALE_COLUMNS} from ${SALE_TABLES}
     where s.org_id = $1 and s.county_id = $2 and s.sale_type = $3 and s.sale_date = $4`,
    [organizationId, countyId, saleType, saleDate],
  );
  if (row === undefined) throw new AppError('not_found', 'Sale not found');
  return row;
}
