import { z } from 'zod';
import { DRIVERS, ITEM_STATUSES } from '../../engine/vocabulary.ts';
import { STRATEGIES } from '../../property/county-jobs/create.ts';
import { BATCH_JOB_TYPES } from './job-kinds.ts';
import { leadFields } from './lead-figures.ts';

// The words of the Batch Jobs API. What stands behind a line "beyond the API" is ours; its clients pass over it.

export const time = z.iso.datetime();

/** A job in lists: `running` is their word for `in_progress`. */
const LIST_STATUSES = ['pending', 'running', 'paused', 'completed', 'failed', 'cancelled'] as const;
/** A job by itself. */
const DETAIL_STATUSES = ['pending', 'in_progress', 'paused', 'completed', 'failed', 'cancelled'] as const;

export const listedSchema = z
  .object({
    id: z.uuid(),
    name: z.string().describe('"Type - County"'),
    type: z.enum(BATCH_JOB_TYPES),
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
    job_type: z.enum(BATCH_JOB_TYPES),
    county_id: z.uuid().nullable(),
    status: z.enum(DETAIL_STATUSES),
    batch_size: z.int(),
    total_items: z.int(),
    processed_items: z.int(),
    failed_items: z.int(),
    current_batch: z.int(),
    total_batches: z.int(),
    last_error: z.string().nullable(),
    error_count: z.int().describe('Failed attempts; of an import of leads, records that failed'),
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
    // of an import of leads
    ...leadFields,
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
