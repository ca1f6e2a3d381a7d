import { z } from 'zod';
import { lookupMappingSchema } from '../../base/lookup-mapping.ts';
import { flag, oneOf, page } from '../../http/query.ts';
import { lookupItemSchema, lookupParamsSchema } from '../../kinds/incentive-lookup-schema.ts';

// The words of the Batch Lookups API. What they mean in the engine is told in translate.ts.

export const MOST_ITEMS = 10_000;
export const MOST_CHUNK_ROWS = 5_000;
export const MOST_UPLOAD_ROWS = 1_000_000;

export const JOB_WORDS = ['pending', 'processing', 'completed', 'failed', 'cancelled'] as const;
export type JobWord = (typeof JOB_WORDS)[number];
const ITEM_WORDS = ['pending', 'processing', 'completed', 'failed'] as const;
export type ItemWord = (typeof ITEM_WORDS)[number];

const time = z.iso.datetime();

const itemSchema = lookupItemSchema.meta({
  id: 'BatchLookupItemInput',
  description: 'One lookup. `reference_id` is your own id for it, unique in the batch.',
});

const options = {
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Of the job and its report; default: "Batch Lookup - DATE (N sites)"'),
  as_of: lookupParamsSchema.shape.as_of,
  reuse: lookupParamsSchema.shape.reuse,
  spacing_ms: lookupParamsSchema.shape.spacing_ms,
};

/** Everything of a POST but its items, which are parsed one by one. */
export const createOptionsSchema = z.object(options);
export const createSchema = z
  .object({ items: z.array(itemSchema).min(1).max(MOST_ITEMS), ...options })
  .meta({ id: 'CreateBatchLookup' });

export const uploadSchema = z
  .object({
    columns: z
      .array(z.string().max(500))
      .max(1000)
      .default([])
      .describe('The column names of your file; downloads give them back'),
    mapping: lookupMappingSchema
      .optional()
      .describe('How you made items of your columns; a corrected file is then read the same way'),
    ...options,
  })
  .meta({ id: 'CreateUpload' });

export const chunkSchema = z
  .object({
    rows: z
      .array(
        z.object({
          row: z.int().min(1).max(2_000_000_000).describe('Its number in your file'),
          cells: z.array(z.string()).max(1000).describe('Its cells as they are, in the order of `columns`'),
          item: z
            .unknown()
            .optional()
            .describe('The same as an item of POST /batch-lookups; a bad one is kept and skipped'),
          problem: z
            .string()
            .min(1)
            .max(500)
            .optional()
            .describe(
              'Why the row cannot be read as it stands, such as shifted cells; it is kept and skipped',
            ),
        }),
        `rows: must be an array of 1 to ${MOST_CHUNK_ROWS} rows`,
      )
      .min(1, `rows: must be an array of 1 to ${MOST_CHUNK_ROWS} rows`)
      .max(
        MOST_CHUNK_ROWS,
        `rows: at most ${MOST_CHUNK_ROWS} rows in a chunk; send the rest as further chunks`,
      ),
  })
  .meta({ id: 'UploadChunk' });

export const jobParams = z.object({ job_id: z.string().describe('The id that the creation answered') });
export const chunkParams = z.object({
  job_id: z.string().describe('The id that the creation answered'),
  chunk: z
    .string()
    .regex(/^\d{1,7}$/, 'chunk: must be a whole number from 0 to 9999999')
    .describe('Number of the chunk; sending it again changes nothing'),
});

export const listQuery = z.object({
  status: oneOf('status', JOB_WORDS),
  ...page({ standard: 20, most: 200 }),
});
export const itemsQuery = z.object({
  status: oneOf('status', ITEM_WORDS),
  ...page({ standard: 50, most: 500 }),
});
export const oneQuery = z.object({
  include_items: flag('include_items').describe('Include full item details'),
});
export const downloadQuery = z.object({
  format: z.enum(['csv', 'jsonl'], 'format: must be csv or jsonl').default('csv'),
  status: oneOf('status', ITEM_WORDS).describe('Only items of this status'),
  result: z
    .enum(['latest', 'latest_good'], 'result: must be latest or latest_good')
    .default('latest')
    .describe(
      'latest_good: a row whose redo failed, or is not done, shows its last good result, marked by earlier_result',
    ),
});

const report = z
  .object({
    id: z.uuid(),
    name: z.string(),
    description: z.string(),
    status: z.enum(['processing', 'complete', 'error']),
    report_type: z.literal('bulk_lookup'),
    total_sites: z.int(),
    created_at: time,
  })
  .meta({ id: 'BatchReport' });

export const createdSchema = z
  .object({
    job_id: z.uuid(),
    status: z.enum(JOB_WORDS),
    total_items: z.int(),
    created_at: time,
    report,
    message: z.string(),
  })
  .meta({ id: 'BatchLookupCreated' });

const job = z
  .object({
    id: z.uuid(),
    organization_id: z.uuid(),
    report_id: z.uuid().nullable(),
    status: z.enum(JOB_WORDS),
    total_items: z.int(),
    processed_items: z.int().describe('Completed and failed'),
    failed_items: z.int(),
    created_at: time,
    started_at: time.nullable(),
    completed_at: time.nullable(),
    item_counts: z.object({ pending: z.int(), processing: z.int(), completed: z.int(), failed: z.int() }),
  })
  .meta({ id: 'BatchLookup' });
export type JobBody = z.infer<typeof job>;

const item = z
  .object({
    id: z.uuid(),
    job_id: z.uuid(),
    organization_id: z.uuid(),
    status: z.enum(ITEM_WORDS),
    reference_id: z.string().nullable(),
    address: z.unknown().describe('As it was sent'),
    building_type: z.unknown(),
    device_ids: z.unknown(),
    device_names: z.unknown().optional().describe('In place of device_ids, when devices were given by name'),
    create_application: z.unknown(),
    webhook_custom_fields: z.unknown(),
    // Checked when it was settled; not once more for each item of a page.
    result: z.unknown().meta({
      description: 'The answer of the lookup; null until completed',
      shown: { anyOf: [{ $ref: '#/components/schemas/Incentives' }, { type: 'null' }] },
    }),
    error_message: z.string().nullable(),
    retry_count: z.int(),
    created_at: time,
    processed_at: time.nullable(),
  })
  .meta({ id: 'BatchLookupItem' });
export type ItemBody = z.infer<typeof item>;

export const jobSchema = job;
export const jobWithItemsSchema = z
  .object({ ...job.shape, items: z.array(item).optional().describe('With include_items=true') })
  .meta({ id: 'BatchLookupDetail' });
export const jobListSchema = z
  .object({ jobs: z.array(job), total: z.int(), limit: z.int(), offset: z.int() })
  .meta({ id: 'BatchLookupList' });
export const itemListSchema = z
  .object({ items: z.array(item), total: z.int(), limit: z.int(), offset: z.int() })
  .meta({ id: 'BatchLookupItemList' });
export const cancelledSchema = z
  .object({ message: z.string(), job_id: z.uuid() })
  .meta({ id: 'BatchLookupCancelled' });
export const chunkStoredSchema = z
  .object({
    accepted: z.int().describe('Rows of this chunk that will be looked up'),
    rejected: z.int().describe('Rows of this chunk that are kept with their faults and skipped'),
    total_items: z.int().describe('Rows of the job now'),
    repeated: z.boolean().describe('This chunk had been stored before; nothing was added'),
  })
  .meta({ id: 'UploadChunkStored' });

export const problemSchema = z
  .object({
    error: z.string().describe('What happened'),
    code: z.string().describe('Stable machine word; never renamed'),
    requestId: z.string().describe('Also in the header x-request-id'),
    field: z.string().optional().describe('The field at fault'),
    hint: z.string().optional().describe('What to do about it'),
    invalid_items: z
      .array(z.object({ index: z.int(), error: z.string() }))
      .optional()
      .describe('Every item at fault'),
    total_invalid: z.int().optional(),
    duplicates: z.array(z.string()).optional().describe('reference_ids that occur more than once'),
  })
  .meta({ id: 'BatchLookupProblem', description: 'An error' });
