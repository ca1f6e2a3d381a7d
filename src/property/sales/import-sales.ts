import type { Pool } from '../../db/pool.ts';
import { resolveCounty } from '../counties/find-counties.ts';
import { CellReader, type Read } from '../imports/cell-reader.ts';
import { CountyCells } from '../imports/county-cells.ts';
import {
  type Cells,
  type ImportOptions,
  type ImportPlan,
  type ImportReport,
  importCsv,
} from '../imports/import-csv.ts';
import { placeRows } from '../imports/place-rows.ts';
import { readAmount, readDate, readSaleType } from '../properties/read-values.ts';
import { SALE_STATUSES, type SaleFacts, type SaleStatus } from './sale.ts';
import { storeSales } from './store-sales.ts';

export const SALE_FIELDS = {
  county: ['county name', 'parish', 'county fips', 'fips', 'fips code'],
  state: ['state code', 'state name'],
  sale_type: ['type', 'type of sale', 'auction type', 'sale'],
  sale_date: ['date', 'date of sale', 'auction date', 'sale day'],
  registration_deadline: ['deadline', 'register by', 'registration due', 'registration date'],
  platform: ['auction platform', 'where', 'venue', 'location', 'website', 'site'],
  deposit_required: ['deposit', 'deposit amount', 'bid deposit'],
  property_count: ['properties', 'number of properties', 'parcels', 'count'],
  status: ['sale status', 'state of sale'],
} as const satisfies Record<string, readonly string[]>;
type Field = keyof typeof SALE_FIELDS;

type SaleLine = Omit<SaleFacts, 'countyId'> & { readonly county: string };

export interface SalesImport extends Omit<ImportOptions<Field>, 'constants'> {
  /** Of rows that name none: id, FIPS code or name. */
  readonly county: string | undefined;
}

/** Stores the sales of a file as it arrives. Throws what {@link importCsv} throws, and {@link resolveCounty}. */
export async function importSales(pool: Pool, request: SalesImport): Promise<ImportReport> {
  const { county } = request;
  const constants = county === undefined ? {} : { county: (await resolveCounty(pool, county)).id };
  return importCsv(pool, planOf(request), { ...request, constants });
}

function planOf(by: { organizationId: string; actor: string }): ImportPlan<Field, SaleLine> {
  const counties = new CountyCells();
  return {
    what: 'upcoming_sales',
    fields: SALE_FIELDS,
    required: [['county'], ['sale_type'], ['sale_date']],
    read: readLine,
    async store(db, rows) {
      const { placed, refused } = await placeRows(db, counties, rows);
      return { ...(await storeSales(db, placed, by)), refused };
    },
  };
}

function readLine(cells: Cells<Field>): { value: SaleLine } | { errors: CellReader<Field>['errors'] } {
  const reader = new CellReader(cells);
  const value: SaleLine = {
    county: reader.county('county', 'state'),
    saleType: reader.typed('sale_type', readSaleType),
    saleDate: reader.typed('sale_date', readDate),
    registrationDeadline: reader.typed('registration_deadline', readDate),
    platform: reader.text('platform'),
    depositRequired: reader.typed('deposit_required', readDeposit),
    propertyCount: reader.typed('property_count', readCount),
    status: reader.typed('status', readStatus),
  };
  reader.need('sale_type', value.saleType);
  reader.need('sale_date', value.saleDate);
  const { registrationDeadline: deadline, saleDate } = value;
  if (deadline !== null && saleDate !== null && deadline > saleDate) {
    reader.refuse('registration_deadline', deadline, `is after the sale on ${saleDate}`);
  }
  return reader.errors.length > 0 ? { errors: reader.errors } : { value };
}

function readDeposit(text: string): Read<string> {
  const read = readAmount(text);
  return 'value' in read && read.value.startsWith('-') ? { problem: 'must not be below zero' } : read;
}

/** "1,204" -> 1204 */
function readCount(text: string): Read<number> {
  const digits = text.replaceAll(',', '').replace(/\.0+$/, '');
  return /^\d{1,7}$/.test(digits)
    ? { value: Number(digits) }
    : { problem: 'is no count; write it such as 1204' };
}

const WORDS: Readonly<Record<string, SaleStatus>> = {
  upcoming: 'scheduled',
  confirmed: 'scheduled',
  rescheduled: 'postponed',
  continued: 'postponed',
  canceled: 'cancelled',
  done: 'completed',
  held: 'completed',
};

function readStatus(text: string): Read<SaleStatus> {
  const word = text.trim().toLowerCase();
  const status = SALE_STATUSES.find((one) => one === word) ?? WORDS[word];
  return status === undefined ? { problem: `is none of ${SALE_STATUSES.join(', ')}` } : { value: status };
}
