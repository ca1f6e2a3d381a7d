import { z } from 'zod';
import { keysOf } from '../../base/keys.ts';
import { importQuery } from '../../http/csv-import.ts';
import { keysetQuery } from '../../http/keyset.ts';
import { flag, oneOf } from '../../http/query.ts';
import { SALE_TYPES } from '../../property/properties/read-values.ts';
import { SALE_STATUSES, type Sale } from '../../property/sales/sale.ts';
import { countyText, day, stateText } from './wire.ts';

const time = z.iso.datetime();
const MOST_MONEY = 999_999_999_999.99;

const amount = (name: string) =>
  z
    .number(`${name}: must be a number of dollars`)
    .min(0, `${name}: must not be below zero`)
    .max(MOST_MONEY, `${name}: must be below 1,000,000,000,000`)
    .nullable();
const count = (name: string) =>
  z
    .int(`${name}: must be a whole number`)
    .min(0, `${name}: must not be below zero`)
    .max(10_000_000, `${name}: must be at most 10,000,000`)
    .nullable();
const platform = z
  .string('platform: must be text')
  .trim()
  .min(1, 'platform: is empty; give null to say nothing')
  .max(300, 'platform: must be at most 300 characters')
  .nullable()
  .describe('Where it is held, such as "Courthouse, Hollidaysburg" or the name of a website');
const status = z.enum(SALE_STATUSES, `status: must be one of ${SALE_STATUSES.join(', ')}`);

export const saleSchema = z
  .object({
    id: z.uuid(),
    county_id: z.uuid(),
    county_name: z.string(),
    state_code: z.string(),
    sale_type: z.enum(SALE_TYPES),
    sale_date: z.iso.date(),
    registration_deadline: z.iso.date().nullable(),
    platform: z.string().nullable(),
    deposit_required: z.number().nullable(),
    property_count: z.int().nullable(),
    status: z.enum(SALE_STATUSES),
    created_by: z.string().nullable(),
    created_at: time,
    updated_at: time,
  })
  .meta({ id: 'UpcomingSale' });

export const storedSaleSchema = z
  .object({
    sale: saleSchema,
    created: z
      .boolean()
      .describe('False when the county had a sale of that type on that day: it says now what you said'),
  })
  .meta({ id: 'StoredSale' });

export const saleListSchema = z
  .object({
    upcoming_sales: z.array(saleSchema),
    next_cursor: z.string().nullable().describe('Give it as `cursor` for the next page; null at the end'),
  })
  .meta({ id: 'UpcomingSaleList' });

const details = {
  registration_deadline: day('registration_deadline').nullable().optional(),
  platform: platform.optional(),
  deposit_required: amount('deposit_required').optional(),
  property_count: count('property_count').optional(),
  status: status.optional().describe('Default of a new one: scheduled'),
};

export const newSaleSchema = z
  .object({
    county: countyText,
    sale_type: z.enum(SALE_TYPES, `sale_type: must be one of ${SALE_TYPES.join(', ')}`),
    sale_date: day('sale_date'),
    ...details,
  })
  .refine(({ registration_deadline: deadline, sale_date: date }) => !deadline || deadline <= date, {
    path: ['registration_deadline'],
    message: 'registration_deadline: is after the sale',
  })
  .meta({ id: 'NewUpcomingSale' });

export const changeSaleSchema = z
  .object({ sale_date: day('sale_date').optional(), ...details })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    path: ['status'],
    message:
      'give one of status, sale_date, registration_deadline, platform, deposit_required, property_count',
  })
  .meta({ id: 'ChangeUpcomingSale' });

export const saleParams = z.object({ id: z.string() });

export const salesQuery = z.object({
  county: countyText.optional(),
  state: stateText,
  sale_type: oneOf('sale_type', SALE_TYPES),
  status: oneOf('status', SALE_STATUSES),
  from: day('from').optional().describe('Sales on this day or later'),
  to: day('to').optional().describe('Sales on this day or earlier'),
  ...keysetQuery({ standard: 50, most: 500 }),
});

export const importSalesQuery = z.object({
  county: countyText.optional().describe('Of rows that name none'),
  check: flag('check').describe('Only find out what would become of the rows'),
  ...importQuery,
});

export function toSaleBody(sale: Sale): z.infer<typeof saleSchema> {
  return {
    id: sale.id,
    county_id: sale.countyId,
    county_name: sale.countyName,
    state_code: sale.stateCode,
    sale_type: sale.saleType,
    sale_date: sale.saleDate,
    registration_deadline: sale.registrationDeadline,
    platform: sale.platform,
    deposit_required: sale.depositRequired === null ? null : Number(sale.depositRequired),
    property_count: sale.propertyCount,
    status: sale.status,
    created_by: sale.createdBy,
    created_at: sale.createdAt.toISOString(),
    updated_at: sale.updatedAt.toISOString(),
  };
}

export const SALE_CSV_COLUMNS = keysOf(saleSchema.shape);

export function toSaleCells(sale: Sale): (string | number | null)[] {
  const body = { ...toSaleBody(sale), deposit_required: sale.depositRequired };
  return SALE_CSV_COLUMNS.map((name) => body[name]);
}
