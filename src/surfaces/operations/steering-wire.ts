import { z } from 'zod';
import { FAILURE_CLASSES, ITEM_STATUSES } from '../../engine/vocabulary.ts';
import { page } from '../../http/query.ts';

const time = z.iso.datetime();

export const settingsBody = z
  .strictObject({
    concurrency: z
      .int()
      .min(1)
      .max(100_000)
      .nullable()
      .optional()
      .describe('Most batches at once; null: no bound'),
    batchSize: z.int().min(1).max(1000).optional().describe('Most items in one batch'),
    ratePerSecond: z
      .number()
      .min(0.0001)
      .max(1_000_000)
      .nullable()
      .optional()
      .describe('Items begun in a second; null: as fast as they go'),
    failureLimit: z
      .int()
      .min(0)
      .max(1_000_000)
      .optional()
      .describe('Final failures in a row that pause the job; 0: never'),
    priority: z.int().min(0).max(10_000).optional().describe('Smaller goes first; 1000 is usual'),
    reason: z.string().trim().max(1000).optional().describe('Why; kept in the history of the job'),
  })
  .meta({ id: 'ChangeJobSettings' });

export const batchesQuery = z.object({
  limit: page({ standard: 50, most: 500 }).limit,
  after: z
    .string()
    .regex(/^\d{1,18}$/, 'after: must be the next of another page')
    .optional()
    .describe('The next of another page, to go on after it'),
});

export const batchesSchema = z
  .object({
    batches: z.array(
      z
        .object({
          id: z.string(),
          worker: z.string().describe('Who holds it, or did'),
          state: z.enum(['leased', 'closed', 'revoked']).describe('Out; reported to its end; taken away'),
          size: z.int(),
          open: z.int().describe('Items that are not reported yet'),
          completed: z.int(),
          failed: z.int(),
          skipped: z.int(),
          retried: z.int().describe('Items that came back, to be tried again'),
          leasedAt: time,
          closedAt: time.nullable(),
          until: time.nullable().describe('When it ends unless its holder goes on; null once it is over'),
        })
        .meta({ id: 'JobBatch' }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'JobBatches' });

export const itemParams = z.object({
  id: z.string(),
  seq: z.string().regex(/^\d{1,10}$/, 'seq: must be the number of an item, from 1'),
});

const attempt = z
  .object({
    attempt: z.int(),
    generation: z.int().describe('Grows with every retry by a person'),
    outcome: z.enum(['completed', 'failed', 'skipped', 'cancelled', 'processing']),
    final: z.boolean().describe('False for an attempt after which it was tried again'),
    class: z.enum(FAILURE_CLASSES).nullable(),
    code: z.string().nullable(),
    message: z.string().nullable(),
    worker: z.string().nullable(),
    at: time,
  })
  .meta({ id: 'ItemAttempt' });

export const itemSchema = z
  .object({
    jobId: z.uuid(),
    seq: z.int().describe('Its number in the job, from 1'),
    itemId: z.uuid(),
    reference: z.string().nullable(),
    row: z.int().nullable().describe('Its row in the file that it came with'),
    status: z.enum(ITEM_STATUSES),
    input: z.unknown(),
    result: z.unknown().describe('Null until it is completed'),
    error: z
      .object({
        class: z.enum(FAILURE_CLASSES).nullable(),
        code: z.string().nullable(),
        message: z.string().nullable(),
      })
      .nullable(),
    fieldErrors: z
      .array(z.object({ field: z.string(), value: z.unknown().optional(), message: z.string() }))
      .nullable()
      .describe('What was wrong with its fields, when it was refused for that'),
    generation: z.int(),
    settledAt: time.nullable(),
    dueAt: time.nullable().describe('When it is tried again'),
    attempts: z.array(attempt).describe('The newest first, at most 100'),
  })
  .meta({ id: 'JobItemDetail' });
