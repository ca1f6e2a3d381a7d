import { UUID } from '../../base/uuid.ts';
import { type AnyEndpoint, answer, endpoint } from '../../http/endpoint.ts';
import { csvAnswer, fromCursor, toCursor, wantsCsv } from '../../http/keyset.ts';
import { resolveCounty } from '../../property/counties/find-counties.ts';
import { addSale } from '../../property/sales/add-sale.ts';
import { changeSale } from '../../property/sales/change-sale.ts';
import { listSales, type SaleFilter, type SaleKey, salePages } from '../../property/sales/read-sales.ts';
import type { Sale } from '../../property/sales/sale.ts';
import { importSalesEndpoint } from './import.ts';
import { placeOf } from './place.ts';
import {
  changeSaleSchema,
  newSaleSchema,
  SALE_CSV_COLUMNS,
  saleListSchema,
  saleParams,
  saleSchema,
  salesQuery,
  storedSaleSchema,
  toSaleBody,
  toSaleCells,
} from './sales-wire.ts';

const tag = 'Upcoming sales';
const CSV_PAGE = 500;
const KEY = [/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, UUID];

const list = endpoint({
  operationId: 'listUpcomingSales',
  method: 'GET',
  path: '/api/upcoming-sales',
  tag,
  summary: 'List sales, earliest first',
  allow: 'viewer',
  query: salesQuery,
  answers: {
    200: {
      description: 'A page of sales; with `format=csv` all of them, as an import takes them',
      schema: saleListSchema,
      content: ['text/csv'],
    },
  },
  errors: ['ambiguous_county', 'county_not_found'],
  async run(call) {
    const { query, pool, transaction } = call;
    const after = fromCursor(query.cursor, KEY) as SaleKey | undefined; // KEY has its two parts
    return transaction(async (db) => {
      const filter: SaleFilter = {
        organizationId: call.caller.organizationId,
        ...(await placeOf(db, query)),
        saleType: query.sale_type,
        status: query.status,
        from: query.from,
        to: query.to,
      };
      if (wantsCsv(call)) {
        return csvAnswer('upcoming-sales.csv', SALE_CSV_COLUMNS, csvRows(salePages(pool, filter, CSV_PAGE)));
      }
      const { sales, next } = await listSales(db, filter, { after, limit: query.limit });
      return answer(200, {
        upcoming_sales: sales.map(toSaleBody),
        next_cursor: next === undefined ? null : toCursor(next),
      });
    });
  },
});

async function* csvRows(pages: AsyncIterable<Sale[]>): AsyncGenerator<(string | number | null)[][]> {
  for await (const sales of pages) yield sales.map(toSaleCells);
}

const add = endpoint({
  operationId: 'addUpcomingSale',
  method: 'POST',
  path: '/api/upcoming-sales',
  tag,
  summary: 'Add a sale, or say more of one',
  description:
    'A sale is known by its county, type and day. What you do not say of a known one stays as it is.',
  allow: 'analyst',
  idempotent: true,
  body: newSaleSchema,
  bodyExample: {
    county: 'Blair, PA',
    sale_type: 'upset',
    sale_date: '2027-09-15',
    registration_deadline: '2027-09-01',
    deposit_required: 500,
  },
  answers: {
    200: { description: 'The sale that was there, as it is now', schema: storedSaleSchema },
    201: { description: 'The sale', schema: storedSaleSchema },
  },
  errors: ['ambiguous_county', 'county_not_found'],
  async run({ caller: { organizationId, actor }, body, transaction }) {
    return transaction(async (db) => {
      const sale = {
        countyId: (await resolveCounty(db, body.county)).id,
        saleType: body.sale_type,
        saleDate: body.sale_date,
        registrationDeadline: body.registration_deadline ?? null,
        platform: body.platform ?? null,
        depositRequired: body.deposit_required?.toFixed(2) ?? null,
        propertyCount: body.property_count ?? null,
        status: body.status ?? null,
      };
      const { sale: stored, created } = await addSale(db, sale, { organizationId, actor });
      return answer(created ? 201 : 200, { sale: toSaleBody(stored), created });
    });
  },
});

const change = endpoint({
  operationId: 'changeUpcomingSale',
  method: 'PATCH',
  path: '/api/upcoming-sales/{id}',
  tag,
  summary: 'Change a sale: its status, day, deposit and so on',
  allow: 'analyst',
  params: saleParams,
  body: changeSaleSchema,
  bodyExample: { status: 'postponed', sale_date: '2027-10-20' },
  answers: { 200: { description: 'The sale', schema: saleSchema } },
  errors: ['not_found', 'conflict'],
  async run({ caller: { organizationId }, params, body, transaction }) {
    return transaction(async (db) =>
      answer(
        200,
        toSaleBody(
          await changeSale(db, organizationId, params.id, {
            status: body.status,
            saleDate: body.sale_date,
            registrationDeadline: body.registration_deadline,
            platform: body.platform,
            depositRequired: body.deposit_required === null ? null : body.deposit_required?.toFixed(2),
            propertyCount: body.property_count,
          }),
        ),
      ),
    );
  },
});

export const saleEndpoints: readonly AnyEndpoint[] = [list, add, change, importSalesEndpoint];
