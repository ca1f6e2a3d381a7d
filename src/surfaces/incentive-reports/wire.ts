import { z } from 'zod';
import { keysetQuery } from '../../http/keyset.ts';
import { oneOf } from '../../http/query.ts';

// The words of incentive reports, as the Batch Lookups API uses them.

export const STATUSES = ['processing', 'complete', 'error'] as const;
export const ORDERS = [
  'row',
  '-row',
  'total_incentive_value',
  '-total_incentive_value',
  'processed_at',
  '-processed_at',
] as const;
export type OrderWord = (typeof ORDERS)[number];
export const FORMATS = ['csv', 'jsonl', 'xlsx'] as const;

const time = z.iso.datetime();
const dollars = z.number().describe('US dollars');

const reportSchema = z
  .object({
    id: z.uuid(),
    job_id: z.uuid().describe('The batch of lookups that it reports'),
    name: z.string(),
    description: z.string(),
    report_type: z.literal('bulk_lookup'),
    status: z
      .enum(STATUSES)
      .describe('processing while the job may add sites; error when no lookup succeeded'),
    total_items: z.int().describe('Items of the job; each that is completed or failed is a site'),
    total_sites: z.int(),
    eligible_sites: z.int().describe('Sites that at least one programme pays for'),
    failed_sites: z.int().describe('Sites whose lookup failed'),
    total_incentive_value: dollars,
    created_at: time,
    completed_at: time.nullable().describe('When the job ended'),
  })
  .meta({ id: 'IncentiveReport' });
export type ReportBody = z.infer<typeof reportSchema>;

const siteSchema = z
  .object({
    id: z.uuid().describe("The item's id"),
    row: z.int().describe('Its number in your file, else its place in the batch'),
    reference_id: z.string().nullable(),
    status: z.enum(['completed', 'failed']),
    address: z.unknown().describe('As it was sent'),
    building_type: z.unknown(),
    state_or_province_code: z.string().nullable(),
    utility: z.object({ eiaid: z.int().nullable(), name: z.string() }).nullable(),
    customer_id: z.int().nullable(),
    eligible: z.boolean(),
    total_incentive_value: dollars,
    programs: z
      .array(
        z.object({
          program_id: z.string(),
          program_name: z.string(),
          total_incentive: dollars,
          eligible_combinations: z.number(),
        }),
      )
      .describe('The programmes that pay for it, best first'),
    devices: z
      .array(
        z.object({
          device_id: z.int(),
          device_name: z.string().nullable(),
          eligible: z.boolean(),
          total_incentive: dollars,
        }),
      )
      .describe('The devices that were asked for'),
    connect_url: z.string().nullable().describe('Where the application goes on, when one was made'),
    error_code: z.string().nullable(),
    error_message: z.string().nullable(),
    processed_at: time,
  })
  .meta({ id: 'IncentiveReportSite' });
export type SiteBody = z.infer<typeof siteSchema>;

const next = z.string().nullable().describe('Give it as `cursor` for the next page; null at the end');

export const reportListSchema = z
  .object({ reports: z.array(reportSchema), next_cursor: next })
  .meta({ id: 'IncentiveReportList' });

export const siteListSchema = z
  .object({ sites: z.array(siteSchema), next_cursor: next })
  .meta({ id: 'IncentiveReportSiteList' });

const counted = { sites: z.int(), total_incentive_value: dollars };

export const reportDetailSchema = z
  .object({
    ...reportSchema.shape,
    by_eligibility: z.array(
      z.object({ eligibility: z.enum(['eligible', 'not_eligible', 'failed']), ...counted }),
    ),
    by_program: z
      .array(z.object({ program_id: z.string(), program_name: z.string(), ...counted }))
      .describe('With the sites that are eligible for each'),
    by_state: z.array(
      z.object({
        state_or_province_code: z.string().nullable().describe('Null: not known'),
        eligible_sites: z.int(),
        failed_sites: z.int(),
        ...counted,
      }),
    ),
    by_device: z
      .array(
        z.object({
          device_id: z.int(),
          device_name: z.string().nullable().describe('Null: no answer named it'),
          eligible_sites: z.int(),
          ...counted,
        }),
      )
      .describe('With the sites where each was asked for; what pays for two devices at once counts for both'),
    by_error: z.array(z.object({ error_code: z.string(), sites: z.int() })),
    left_out: z
      .object({ by_program: z.int(), by_state: z.int(), by_device: z.int(), by_error: z.int() })
      .describe('How many more each list has; the ones of the most value are shown'),
    sites: z.array(siteSchema).describe('The first page of GET /incentive-reports/{report_id}/sites'),
    next_cursor: next,
  })
  .meta({ id: 'IncentiveReportDetail' });
export type ReportDetailBody = z.infer<typeof reportDetailSchema>;

export const timelineSchema = z
  .object({
    step_seconds: z.int().nullable().describe('How far the points are apart; null while there are no sites'),
    points: z
      .array(
        z.object({
          at: time,
          sites: z.int(),
          eligible_sites: z.int(),
          failed_sites: z.int(),
          total_incentive_value: dollars,
        }),
      )
      .describe('What the report held by then; at most 120, steps in which nothing came left out'),
  })
  .meta({ id: 'IncentiveReportTimeline' });

export const reportParams = z.object({
  report_id: z.string().describe('The id that creating the batch answered, or its `report_id`'),
});

const { limit, cursor } = keysetQuery({ standard: 50, most: 500 });

export const listQuery = z.object({ status: oneOf('status', STATUSES), limit, cursor });

const filters = {
  eligible: oneOf('eligible', ['true', 'false']).describe('Only sites that are eligible, or are not'),
  status: oneOf('status', ['completed', 'failed']).describe('Only sites whose lookup came to that'),
  state: z
    .string('state: give it once')
    .regex(/^[A-Za-z]{2}$/, 'state: must be a code of two letters, such as CA')
    .optional()
    .describe('Only sites of a state, such as CA'),
  program_id: z
    .string('program_id: give it once')
    .max(500, 'program_id: must be at most 500 characters')
    .optional()
    .describe('Only sites that are eligible for it'),
  device_id: z
    .string('device_id: give it once')
    .regex(/^\d{1,15}$/, 'device_id: must be the number of a device')
    .optional()
    .describe('Only sites where it was asked for'),
  error_code: z
    .string('error_code: give it once')
    .max(200, 'error_code: must be at most 200 characters')
    .optional()
    .describe('Only sites that failed with it'),
};
const filterQuery = z.object(filters);
export type FilterQuery = z.infer<typeof filterQuery>;

export const detailQuery = z.object({ limit });

export const sitesQuery = z.object({
  ...filters,
  sort: z
    .enum(ORDERS, `sort: must be one of ${ORDERS.join(', ')}`)
    .default('row')
    .describe('`row` is the order in which they were sent; with - the other way round'),
  limit,
  cursor,
});

export const exportQuery = z.object({
  format: z.enum(FORMATS, `format: must be one of ${FORMATS.join(', ')}`).default('csv'),
  ...filters,
});

export const problemSchema = z
  .object({
    error: z.string().describe('What happened'),
    code: z.string().describe('Stable machine word; never renamed'),
    requestId: z.string().describe('Also in the header x-request-id'),
    field: z.string().optional().describe('The field at fault'),
    hint: z.string().optional().describe('What to do about it'),
  })
  .meta({ id: 'IncentiveReportProblem', description: 'An error' });
