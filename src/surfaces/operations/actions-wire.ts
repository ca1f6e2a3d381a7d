import { z } from 'zod';
import { ACTION_STATUSES, ACTIONS } from '../../engine/actions.ts';
import { AGO } from '../../engine/plan-action.ts';
import { FAILURE_CLASSES, JOB_STATUSES } from '../../engine/vocabulary.ts';
import { flag, page } from '../../http/query.ts';

// What actions take and answer.

const time = z.iso.datetime();
const MOST_NAMED = 10_000;
const words = (name: string, most: number) =>
  z.array(z.string().min(1).max(300), `${name}: must be a list`).min(1).max(most);

const moment = (name: string) =>
  z
    .union(
      [z.iso.datetime({ offset: true }), z.string().regex(AGO)],
      `${name}: must be a time such as 2026-11-22T08:00:00Z, or how long ago, such as 24h`,
    )
    .optional();

const jobsSchema = z
  .strictObject({
    ids: z.array(z.uuid()).min(1).max(MOST_NAMED).optional(),
    status: z.array(z.enum(JOB_STATUSES)).min(1).optional(),
    kind: words('kind', 50).optional(),
    county: words('county', 1000).optional().describe('Ids, FIPS codes or names, such as "Blair, PA"'),
    createdBy: z.string().min(1).max(300).optional().describe('As `createdBy` shows it; `me` for the caller'),
    createdAfter: moment('createdAfter'),
    createdBefore: moment('createdBefore'),
    name: z.string().min(1).max(200).optional().describe('A part of the name'),
  })
  .default({})
  .describe(
    'Jobs that fit all of it. Without ids and statuses: those that the action means something to (running ones for pause, paused ones for resume, unfinished ones for cancel, started ones for retry)',
  );

const itemsSchema = z
  .strictObject({
    fingerprint: z.string().min(1).max(200).optional().describe('One group of failures'),
    codes: words('codes', 100).optional(),
    classes: z.array(z.enum(FAILURE_CLASSES)).min(1).optional(),
    ids: z
      .array(z.union([z.uuid(), z.int().min(1).max(2_147_483_647)]))
      .min(1)
      .max(MOST_NAMED)
      .optional()
      .describe('Items by id, or by number where `jobs.ids` names a single job'),
    all: z.literal(true).optional().describe('Every failed item, and what was cancelled with a failed job'),
  })
  .describe('Of a retry: failed items that fit all of it');

const asked = {
  action: z.enum(ACTIONS),
  jobs: jobsSchema,
  items: itemsSchema.optional(),
  settings: z
    .strictObject({
      ratePerSecond: z.number().min(0.001).max(1_000_000).nullable().optional(),
      maxAttempts: z.int().min(1).max(100).optional(),
      concurrency: z.int().min(1).max(10_000).nullable().optional().describe('Leases out at once'),
    })
    .optional()
    .describe('Of a retry: settings that its jobs get with their first item, and keep; null: no bound'),
  first: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe('Of a retry: so many first; then it waits to be continued'),
  perMinute: z.number().min(0.1).max(1_000_000).optional().describe('Of a retry: its pace, in items'),
};

export const previewBodySchema = z.strictObject(asked).meta({ id: 'PreviewAction' });
export const createBodySchema = z
  .strictObject({
    ...asked,
    reason: z
      .string()
      .trim()
      .min(1)
      .max(1000)
      .optional()
      .describe('Why; needed to cancel, and for more than 1,000 jobs or items'),
    hash: z
      .string()
      .max(100)
      .optional()
      .describe('Of a preview: refused (`preview_changed`) when it would do something else by now'),
  })
  .meta({ id: 'CreateAction' });
export type PreviewBody = z.output<typeof previewBodySchema>;

export const previewSchema = z
  .object({
    count: z.int().describe('Jobs, or items of a retry'),
    jobs: z.int(),
    cannot: z.int().describe('How many fit and cannot be'),
    cannotWhy: z.array(z.object({ code: z.string(), count: z.int(), text: z.string() })),
    filter: z.string().describe('In words'),
    samples: z
      .array(
        z.object({
          jobId: z.uuid(),
          jobName: z.string(),
          seq: z.int().nullable(),
          reference: z.string().nullable(),
          code: z.string().nullable(),
          message: z.string().nullable(),
        }),
      )
      .describe('Ten at most'),
    settings: z
      .object({
        ratePerSecond: z.number().nullable().optional(),
        maxAttempts: z.int().optional(),
        concurrency: z.int().nullable().optional(),
      })
      .nullable(),
    needsReason: z.boolean(),
    hash: z.string(),
  })
  .meta({ id: 'ActionPreview' });

export const actionSchema = z
  .object({
    id: z.uuid(),
    action: z.enum(ACTIONS),
    status: z
      .enum(ACTION_STATUSES)
      .describe(
        'waiting: its first items are settled, and it goes on when somebody continues it; aborted: nothing more is begun',
      ),
    filter: z.string().describe('What it is about, in words; frozen when it was made'),
    unit: z.enum(['jobs', 'items']).describe('What is counted'),
    jobs: z.int().describe('Jobs that it is about'),
    total: z.int(),
    done: z.int().describe('succeeded + failed + refused'),
    succeeded: z.int().describe('Jobs moved; items that completed when they were tried again'),
    failed: z.int().describe('Items that failed again'),
    refused: z.int().describe('What could not be by the time it came to it'),
    refusals: z.array(z.object({ code: z.string(), count: z.int(), text: z.string() })),
    cannot: z.int().describe('What was left out from the beginning'),
    trying: z.int().describe('Items that were made due again and are not settled yet'),
    heldJobs: z.int().describe('Jobs with such items that are paused: those wait until they are resumed'),
    reason: z.string().nullable(),
    settings: previewSchema.shape.settings,
    first: z.int().nullable().describe('How many come first; null once it was continued'),
    perMinute: z.number().nullable(),
    createdBy: z.string().nullable(),
    createdAt: time,
    finishedAt: time.nullable(),
    endedBy: z.string().nullable().describe('Who aborted it'),
  })
  .meta({ id: 'Action' });

export const actionListSchema = z
  .object({
    actions: z.array(actionSchema),
    next: z.string().nullable().describe('Give it as `after` for the next page; null at the end'),
  })
  .meta({ id: 'ActionList' });

export const actionParams = z.object({ id: z.uuid() });
export const actionsQuery = z.object({
  open: flag('open').describe('Only those that run or wait'),
  after: z
    .string()
    .regex(/^\d{1,18}$/, 'after: must be the next of another page')
    .optional(),
  limit: page({ standard: 50, most: 200 }).limit,
});
export const abortSchema = z
  .object({ reason: z.string().trim().min(1).max(1000).optional() })
  .nullish()
  .meta({ id: 'AbortAction' });
