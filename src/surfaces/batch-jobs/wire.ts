import { z } from 'zod';
import { DRIVERS, ITEM_STATUSES } from '../../engine/vocabulary.ts';
import { oneOf, page } from '../../http/query.ts';
import { STRATEGIES } from '../../property/county-jobs/create.ts';
import { COUNTY_JOB_TYPES } from '../../property/county-jobs/job-types.ts';

// The words of the Batch Jobs API. What stands behind a line "beyond the API" is ours; its clients pass over it.

export const time = z.iso.datetime();

/** A job in lists: `running` is their word for `in_progress`. */
const LIST_STATUSES = ['pending', 'running', 'paused', 'completed', 'failed', 'cancelled'] as const;
/** A job by itself. */
const DETAIL_STATUSES = ['pending', 'in_progress', 'paused', 'completed', 'failed', 'cancelled'] as const;
/** What a PATCH may ask for. */
export const PATCH_STATUSES = ['pending', 'in_progress', 'running', 'paused', 'completed', 'failed'] as const;

export const listedSchema = z
  .object({
    id: z.uuid(),
    name: z.string().describe('"Type - County"'),
    type: z.enum(COUNTY_JOB_TYPES),
    county: z.string().nullable().describe('Null for a job over several counties'),
    countyId: z.uuid().nullable(),
    state: z.string().nullable(),
    status: z.enum(LIST_STATUSES),
    progress: z.int().describe('floor(100 × settled / total)'),
    totalItems: z.int(),
    processedItems: z.int().describe('Done with success'),
    failedItems: z.int(),
    startedAt: time.nullable(),
    pausedAt: time.nullable(),
    completedAt: time.nullable(),
    createdAt: time,
    batchSize: z.int(),
    currentBatch: z.int().describe('ceil(processedItems / batchSize)'),
    totalBatches: z.int(),
    duration: z.string().nullable().describe('Such as "2h 15m"; until the pause while paused'),
    successRate: z
      .int()
      .describe('floor(100 × processed / (processed + failed)); 100 when nothing was tried'),
    errorLog: z.string().nullable(),
    errorCount: z.int().describe('Failed attempts, those tried again included'),
    estimatedCompletion: z.null().describe('Reserved'),
    // beyond the API
    driver: z
      .enum(DRIVERS)
      .describe('Who works it: our workers, an n8n workflow, or agents that pull batches'),
    skippedItems: z.int(),
    cancelledItems: z.int(),
    processingItems: z.int().describe('In the hands of somebody now'),
    autoPaused: z.boolean().describe('It paused itself, after failures in a row'),
    pauseReason: z.string().nullable(),
    resumeAt: time.nullable().describe('When a paused job goes on by itself'),
  })
  .meta({ id: 'ListedBatchJob' });
export type ListedBody = z.infer<typeof listedSchema>;

const source = z.literal('database');

export const listSchema = z
  .object({
    data: z.object({
      activeJobs: z.array(listedSchema).describe('Running, paused or pending, the newest first'),
      jobHistory: z.array(listedSchema).describe('Completed, failed or cancelled, the newest first'),
      stats: z
        .object({
          running: z.int(),
          paused: z.int(),
          completedToday: z.int().describe('By the day in UTC'),
          successRate: z.int().describe('Mean of the rates of completed jobs; 100 while there is none'),
        })
        .describe('Over all jobs that the caller may read, whatever the filters'),
    }),
    source,
    // beyond the API
    pagination: z.object({
      total: z.int().describe('Jobs that fit the filters'),
      limit: z.int(),
      offset: z.int(),
      next_cursor: z.string().nullable().describe('Give it as `cursor` for the next page; null at the end'),
    }),
  })
  .meta({ id: 'BatchJobList' });

export const detailSchema = z
  .object({
    id: z.uuid(),
    job_type: z.enum(COUNTY_JOB_TYPES),
    county_id: z.uuid().nullable(),
    status: z.enum(DETAIL_STATUSES),
    batch_size: z.int(),
    total_items: z.int(),
    processed_items: z.int(),
    failed_items: z.int(),
    current_batch: z.int(),
    total_batches: z.int(),
    last_error: z.string().nullable(),
    error_count: z.int(),
    started_at: time.nullable(),
    paused_at: time.nullable(),
    completed_at: time.nullable(),
    created_at: time,
    updated_at: time,
    counties: z
      .object({ id: z.uuid(), county_name: z.string(), state_code: z.string() })
      .nullable()
      .describe('Null for a job over several counties'),
    progress: z.int(),
    successRate: z.int(),
    duration: z.string().nullable(),
    // beyond the API
    name: z.string(),
    driver: z.enum(DRIVERS),
    strategy: z.enum(STRATEGIES),
    state_code: z.string().nullable(),
    county_ids: z.array(z.uuid()).nullable().describe('Of a job over a list of counties'),
    skipped_items: z.int(),
    cancelled_items: z.int(),
    processing_items: z.int(),
    draining: z.boolean().describe('Paused or cancelled, and some items are still in the hands of somebody'),
    auto_paused: z.boolean(),
    pause_reason: z.string().nullable(),
    resume_at: time.nullable(),
    created_by: z.string().nullable().optional().describe('Left out for readers without sign-in'),
  })
  .meta({ id: 'BatchJob' });
export type DetailBody = z.infer<typeof detailSchema>;

export const oneSchema = z.object({ data: detailSchema, source }).meta({ id: 'OneBatchJob' });
export const changedSchema = z
  .object({ data: detailSchema, message: z.string(), source })
  .meta({ id: 'ChangedBatchJob' });
const n8n = {
  n8n_triggered: z.boolean().describe('True when the workflow of n8n was called and took the call'),
  n8n_error: z.string().nullable(),
};
export const patchedSchema = z
  .object({
    data: detailSchema,
    message: z.string(),
    source,
    ...n8n,
    note: z.string().optional().describe('What else the change did'),
  })
  .meta({ id: 'PatchedBatchJob' });
export const deletedSchema = z.object({ message: z.string() }).meta({ id: 'DeletedBatchJob' });

export const MOST_JOBS = 1000;
const MOST_ITEMS = 2_147_483_647;

export const jobParams = z.object({ id: z.string().describe('UUID of the batch job') });
export const listQuery = z.object({
  status: oneOf('status', ['active', 'completed', 'failed']),
  ...page({ standard: 100, most: MOST_JOBS }),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, 'cursor: must be the next_cursor of another page')
    .optional()
    .describe('Goes on behind a page, at the same cost at any depth'),
  job_type: oneOf('job_type', COUNTY_JOB_TYPES),
  county_id: z.uuid('county_id: must be the UUID of a county').optional(),
});
export type ListQuery = z.infer<typeof listQuery>;

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
      .max(500, 'county_ids: must name at most 500 counties; use state_code, or county_id null for all')
      .nullish(),
    state_code: z
      .string('state_code: must be two letters, such as PA')
      .regex(/^[A-Za-z]{2}$/, 'state_code: must be two letters, such as PA')
      .nullish()
      .describe('All counties of a state'),
    strategy: word('strategy', STRATEGIES).nullish().describe('Order of the items; absent: sequential'),
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
export const retriedSchema = z
  .object({
    data: detailSchema,
    message: z.string(),
    source,
    retried: z.int(),
    refused: z.int().describe('Chosen items that no retry takes'),
    ...n8n,
  })
  .meta({ id: 'RetriedBatchJob' });

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
export const itemsSchema = z
  .object({
    data: z.array(
      z
        .object({
          item_id: z.uuid().nullable().describe('The property, document or county that it is about'),
          seq: z.int(),
          parcel_id: z.string().nullable(),
          status: z.enum(ITEM_STATUSES),
          input: z.unknown(),
          finding: z.unknown(),
          error_class: z.string().nullable(),
          error_code: z.string().nullable(),
          error_message: z.string().nullable(),
          attempts: z.int(),
          settled_at: time.nullable(),
        })
        .meta({ id: 'BatchJobItem' }),
    ),
    next_after: z.int().nullable().describe('Give it as `after` for the next page; null at the end'),
    source,
  })
  .meta({ id: 'BatchJobItems' });
