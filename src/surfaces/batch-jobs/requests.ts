import { z } from 'zod';
import { DRIVERS, ITEM_STATUSES } from '../../engine/vocabulary.ts';
import { oneOf, page } from '../../http/query.ts';
import { MOST_COUNTIES_NAMED, STRATEGIES } from '../../property/county-jobs/create.ts';
import { COUNTY_JOB_TYPES, REUSING_TYPES } from '../../property/county-jobs/job-types.ts';
import { LAYOUT_NAMES } from '../../property/leads/layouts.ts';
import { BATCH_JOB_TYPES } from './job-kinds.ts';

// What the Batch Jobs API takes; what it answers is in wire.ts.

/** What a PATCH may ask for. */
const PATCH_STATUSES = ['pending', 'in_progress', 'running', 'paused', 'completed', 'failed'] as const;

const MOST_JOBS = 1000;
const MOST_ITEMS = 2_147_483_647;

const day = (name: string) =>
  z
    .union(
      [z.iso.date(), z.iso.datetime({ offset: true })],
      `${name}: must be a day such as 2026-11-22, or a time such as 2026-11-22T08:00:00Z`,
    )
    .transform((given) => (given.includes('T') ? given : `${given}T00:00:00Z`))
    .optional();

export const jobParams = z.object({ id: z.string().describe('UUID of the batch job') });
export const listQuery = z.object({
  status: oneOf('status', [
    ...([
      'active',
      'completed',
      'failed',
      'pending',
      'running',
      'in_progress',
      'paused',
      'cancelled',
    ] as const),
  ]).describe('active: pending, running or paused'),
  ...page({ standard: 100, most: MOST_JOBS }),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, 'cursor: must be the next_cursor of another page')
    .optional()
    .describe('Goes on behind a page, at the same cost at any depth'),
  job_type: oneOf('job_type', BATCH_JOB_TYPES),
  created_by: z
    .string('created_by: give it once')
    .min(1)
    .max(300)
    .optional()
    .describe('Who created it, as `created_by` shows it; `me` for the caller'),
  created_from: day('created_from').describe('A time, or a day in UTC: created then or later'),
  created_to: day('created_to').describe('A time, or a day in UTC: created before'),
  county_id: z.uuid('county_id: must be the UUID of a county').optional(),
});

const whole = (name: string, least: number, most: number) =>
  z
    .int(`${name}: must be a whole number from ${least} to ${most}`)
    .min(least, `${name}: must be at least ${least}`)
    .max(most, `${name}: must be at most ${most}`);
const word = <const Words extends readonly [string, ...string[]]>(name: string, words: Words) =>
  z.enum(words, `${name}: must be one of ${words.join(', ')}`);
const text = (name: string, most: number) =>
  z.string(`${name}: must be text`).max(most, `${name}: must have at most ${most} characters`);
const county = (name: string) =>
  text(name, 200).min(1, `${name}: must be the UUID, the FIPS code or the name of a county`);

export const createSchema = z
  .object({
    job_type: word('job_type', COUNTY_JOB_TYPES),
    county_id: county('county_id')
      .nullish()
      .describe('UUID of the county; null for all. Beyond the API also its FIPS code or name ("Blair, PA")'),
    batch_size: whole('batch_size', 1, 1000).nullish().describe("Absent: the job type's own size"),
    total_items: whole('total_items', 0, MOST_ITEMS)
      .nullish()
      .describe('Absent or 0: all that are selected; less: the first so many'),
    // beyond the API
    county_ids: z
      .array(county('county_ids'), 'county_ids: must be a list of counties')
      .min(1, 'county_ids: must name at least one county')
      .max(
        MOST_COUNTIES_NAMED,
        `county_ids: must name at most ${MOST_COUNTIES_NAMED} counties; use state_code, or county_id null for all`,
      )
      .nullish(),
    state_code: z
      .string('state_code: must be two letters, such as PA')
      .regex(/^[A-Za-z]{2}$/, 'state_code: must be two letters, such as PA')
      .nullish()
      .describe('All counties of a state'),
    strategy: word('strategy', STRATEGIES).nullish().describe('Order of the items; absent: sequential'),
    reuse: z
      .boolean('reuse: must be true or false')
      .nullish()
      .describe(
        `false: what services answered to earlier jobs is asked (and paid for) anew; of ${REUSING_TYPES.join(' and ')}`,
      ),
  })
  .meta({ id: 'CreateBatchJob' });

export const patchSchema = z
  .object({
    status: word('status', PATCH_STATUSES).optional(),
    processed_items: whole('processed_items', 0, MOST_ITEMS).optional(),
    failed_items: whole('failed_items', 0, MOST_ITEMS).optional(),
    current_batch: whole('current_batch', 0, MOST_ITEMS).optional(),
    last_error: text('last_error', 2000).nullable().optional(),
    error_count: whole('error_count', 0, MOST_ITEMS).optional(),
    // beyond the API
    driver: word('driver', DRIVERS).optional().describe('Who works it from this start or resume on'),
    reason: text('reason', 1000).optional().describe('Why; kept in the history of the job'),
  })
  .meta({ id: 'PatchBatchJob' });
export type Patch = z.infer<typeof patchSchema>;

const reason = text('reason', 1000).optional().describe('Why; kept in the history of the job');
export const cancelSchema = z
  .object({ reason, force: z.boolean('force: must be true or false').default(false) })
  .nullish()
  .meta({ id: 'CancelBatchJob' });
export const resumeAtSchema = z
  .object({
    resume_at: z.iso
      .datetime({ offset: true, error: 'resume_at: must be a time such as 2026-11-23T08:00:00Z, or null' })
      .nullable()
      .describe('When the job goes on by itself; null takes the time away'),
    reason,
  })
  .meta({ id: 'ResumeBatchJobAt' });
export const retrySchema = z
  .object({
    all: z.literal(true, 'all: must be true').optional().describe('Every failed or cancelled item'),
    codes: z.array(text('codes', 200)).min(1).max(100).optional(),
    fingerprint: text('fingerprint', 200).optional(),
    items: z
      .array(whole('items', 1, MOST_ITEMS))
      .min(1)
      .max(10_000)
      .optional()
      .describe('By `seq`'),
    reason,
  })
  .meta({ id: 'RetryBatchJob' });

export const downloadQuery = z.object({
  layout: oneOf('layout', LAYOUT_NAMES).describe('Columns of an import of leads, as for lists of leads'),
});

export const itemsQuery = z.object({
  status: oneOf('status', ITEM_STATUSES),
  county_id: z.uuid('county_id: must be the UUID of a county').optional(),
  limit: page({ standard: 50, most: 500 }).limit,
  after: z
    .string()
    .regex(/^\d{1,9}$/, 'after: must be the seq of an item')
    .optional()
    .describe('Only items behind the one of this `seq`'),
});
