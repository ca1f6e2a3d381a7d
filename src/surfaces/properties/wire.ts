import { z } from 'zod';
import { importQuery, importReportSchema } from '../../http/csv-import.ts';
import { keysetQuery } from '../../http/keyset.ts';
import { oneOf, page } from '../../http/query.ts';
import { AUCTION_STATUSES, SALE_TYPES, VALIDATION_STATUSES } from '../../property/properties/read-values.ts';

const text = (name: string, longest: number) =>
  z.string(`${name}: give it once`).trim().min(1).max(longest).optional();
const uuid = (name: string) => z.uuid(`${name}: must be an id`).optional();

const county = text('county', 200).describe('Id, FIPS code, or name such as "Blair, PA"');
const state = text('state', 60).describe('Code or name');
const cursor = z
  .string('cursor: give it once')
  .max(1000)
  .optional()
  .describe('`next_cursor` of the page before');

export const countySchema = z
  .object({
    id: z.uuid(),
    fips_code: z.string().describe('Five digits'),
    county_name: z.string().describe('As people say it: "Blair", "Baltimore city"'),
    full_name: z.string().describe('"Blair County", "Orleans Parish"'),
    state_code: z.string(),
    state_name: z.string(),
    last_researched_at: z.iso.datetime().nullable(),
    research_status: z.string().nullable(),
  })
  .meta({ id: 'County' });

export const countyListSchema = z
  .object({
    counties: z.array(countySchema),
    match: z
      .enum(['exact', 'nearest'])
      .optional()
      .describe('With `q`: whether these are what it names, or only names like it'),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'CountyList' });

export const oneCountySchema = countySchema
  .extend({
    properties: z.object({ total: z.int(), active: z.int(), with_regrid_data: z.int(), approved: z.int() }),
    documents: z.int(),
    next_sale_date: z.iso.date().nullable().describe('Of the sales that are scheduled'),
  })
  .meta({ id: 'CountyFacts' });

export const countyParams = z.object({ id: z.string().describe('Id, FIPS code or name') });

export const countiesQuery = z.object({
  q: text('q', 200).describe(
    'A name as people write it, such as "st clair, il"; at most 20 counties, no cursor',
  ),
  state,
  ...keysetQuery({ standard: 100, most: 1000 }),
});

const amount = z.number().nullable().describe('US dollars');

export const propertySchema = z
  .object({
    id: z.uuid(),
    county_id: z.uuid(),
    county_name: z.string(),
    state_code: z.string(),
    document_id: z.uuid().nullable(),
    parcel_id: z.string().nullable(),
    property_address: z.string().nullable(),
    city: z.string().nullable(),
    postal_code: z.string().nullable(),
    owner_name: z.string().nullable(),
    tax_amount: amount,
    total_due: amount,
    tax_year: z.int().nullable(),
    sale_type: z.enum(SALE_TYPES).nullable(),
    sale_date: z.iso.date().nullable(),
    auction_status: z.enum(AUCTION_STATUSES),
    has_regrid_data: z.boolean(),
    has_screenshot: z.boolean(),
    visual_validation_status: z.enum(VALIDATION_STATUSES).nullable(),
    pipeline_stage: z.string(),
    import_id: z.uuid().nullable().describe('The last import that changed something'),
    import_row: z.int().nullable().describe('Its row there, from 1'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Property' });

export const propertyListSchema = z
  .object({ properties: z.array(propertySchema), next_cursor: z.string().nullable() })
  .meta({ id: 'PropertyList' });

export const onePropertySchema = propertySchema
  .extend({
    import_file: z.string().nullable().describe('Name of the file that changed it last'),
    findings: z
      .record(z.string(), z.record(z.string(), z.unknown()).nullable())
      .describe('By job type; null where nothing was found out yet'),
  })
  .meta({ id: 'PropertyWithFindings' });

export const propertyParams = z.object({ id: z.string() });

/** Properties on one page at most. */
export const MOST_PROPERTIES = 500;

export const propertiesQuery = z.object({
  county,
  state,
  auction_status: oneOf('auction_status', AUCTION_STATUSES),
  visual_validation_status: oneOf('visual_validation_status', [...VALIDATION_STATUSES, 'NONE']),
  has_regrid_data: oneOf('has_regrid_data', ['true', 'false']),
  parcel_id: text('parcel_id', 100).describe('The whole parcel number'),
  address: text('address', 300).describe('How the address begins; case and punctuation do not matter'),
  import: uuid('import').describe('Only what this import made or changed last'),
  format: oneOf('format', ['json', 'csv']).describe('csv gives all of them; also by Accept: text/csv'),
  limit: page({ standard: 50, most: MOST_PROPERTIES }).limit,
  cursor,
});

export const changeSchema = z
  .object({
    auction_status: z.enum(AUCTION_STATUSES, `auction_status: must be one of ${AUCTION_STATUSES.join(', ')}`),
    sale_type: z.enum(SALE_TYPES, `sale_type: must be null or one of ${SALE_TYPES.join(', ')}`).nullable(),
    sale_date: z.iso.date('sale_date: must be null or a day such as 2026-09-22').nullable(),
  })
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    message: 'give auction_status, sale_type or sale_date',
    path: ['auction_status'],
  })
  .meta({ id: 'ChangeProperty' });

const constant = z
  .string()
  .regex(/^[^=]{1,60}=.{1,300}$/s, 'const: must be FIELD=VALUE, such as const=sale_type=upset');

export const importPropertiesQuery = z.object({
  ...importQuery,
  county: county.describe('Of rows that name none: id, FIPS code, or name such as "Blair, PA"'),
  document: uuid('document').describe('The document that the rows were read from'),
  const: z
    .union([constant, z.array(constant).max(50, 'const: may be given 50 times')])
    .optional()
    .transform((given) => [given ?? []].flat())
    .describe('FIELD=VALUE of rows that say nothing of their own; repeatable')
    .meta({ shown: { type: 'array', items: { type: 'string' } } }),
  check: oneOf('check', ['true', 'false']).describe(
    'true stores nothing, and says what would become of the rows',
  ),
});

const importSchema = z
  .object({
    id: z.uuid(),
    what: z.enum(['properties', 'documents', 'upcoming_sales']),
    file_name: z.string().nullable(),
    ...importReportSchema.pick({
      rows_read: true,
      rows_stored: true,
      rows_created: true,
      rows_updated: true,
      rows_refused: true,
    }).shape,
    created_by: z.string().nullable(),
    created_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable().describe('Null while it comes in, and when it broke off'),
  })
  .meta({ id: 'Import' });

export const importListSchema = z
  .object({ imports: z.array(importSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'ImportList' });

export const oneImportSchema = importSchema
  .extend({ problems: importReportSchema.shape.problems })
  .meta({ id: 'ImportWithProblems' });

export const importsQuery = z.object({
  limit: page({ standard: 50, most: 500 }).limit,
  cursor: z.uuid('cursor: must be the next_cursor of a page').optional(),
});
