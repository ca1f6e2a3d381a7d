import { z } from 'zod';
import { DRIVERS, JOB_STATUSES } from '../../engine/vocabulary.ts';
import { oneOf, page } from '../../http/query.ts';
import { jobPaceSchema, jobReasonSchema } from './pace-wire.ts';

// The engine's own words: the dashboard and the command line work with these, over jobs of every kind.

const time = z.iso.datetime();

const settings = z.object({
  batchSize: z.int(),
  leaseSeconds: z.number(),
  maxAttempts: z.int(),
  backoffBaseSeconds: z.number(),
  backoffCapSeconds: z.number(),
  maxLeases: z.int().nullable(),
  ratePerSecond: z.number().nullable(),
  rateBurst: z.number(),
  failureLimit: z.int(),
  priority: z.int(),
  weight: z.number(),
});

export const jobSchema = z
  .object({
    id: z.uuid(),
    number: z.string().describe('Grows with time; larger than a JSON number can say'),
    organizationId: z.uuid(),
    kind: z.string(),
    name: z.string(),
    driver: z.enum(DRIVERS),
    status: z.enum(JOB_STATUSES),
    sealed: z.boolean().describe('False while rows may still be added'),
    draining: z.boolean().describe('Paused or cancelled, and some items still run'),
    counts: z
      .object({
        total: z.int(),
        waiting: z.int(),
        processing: z.int(),
        completed: z.int(),
        failed: z.int(),
        skipped: z.int(),
        cancelled: z.int(),
      })
      .describe('Six disjoint counts that sum to total'),
    progress: z.int().describe('floor(100 × settled / total)'),
    successRate: z
      .int()
      .describe('floor(100 × completed / (completed + failed)); 100 when nothing was tried'),
    generation: z.int().describe('Grows with every retry'),
    params: z.record(z.string(), z.unknown()),
    columns: z.array(z.string()).nullable(),
    createdBy: z.string().nullable(),
    pauseReason: z.string().nullable(),
    hold: z
      .object({
        service: z.string(),
        label: z.string(),
        code: z.enum(['rate_limited', 'out_of_order', 'quota', 'at_limit']),
        text: z.string().describe('For people, to follow the label: rate limited'),
        until: time.nullable(),
      })
      .nullable()
      .describe('Why a running job waits: a service that it needs cannot be called now'),
    pace: jobPaceSchema
      .nullable()
      .describe('How fast it goes and when it ends; null but for jobs in progress or paused'),
    reason: jobReasonSchema.nullable().describe('The one reason why a job that may run does not move'),
    autoPaused: z.boolean(),
    lastError: z.string().nullable(),
    errorCount: z.int(),
    createdAt: time,
    startedAt: time.nullable(),
    pausedAt: time.nullable(),
    completedAt: time.nullable(),
    settings,
  })
  .meta({ id: 'Job' });
export type JobBody = z.infer<typeof jobSchema>;

export const jobListSchema = z
  .object({
    jobs: z.array(jobSchema),
    total: z.int().describe('All that fit, whatever the page'),
    newer: z.int().describe('Jobs that fit and are newer than `through`; 0 without it'),
    limit: z.int(),
    offset: z.int(),
  })
  .meta({ id: 'JobList' });

export const eventsSchema = z
  .object({
    events: z.array(
      z
        .object({
          id: z.string(),
          at: time,
          type: z.string(),
          actor: z.string().nullable(),
          reason: z.string().nullable(),
          detail: z.record(z.string(), z.unknown()),
        })
        .meta({ id: 'JobEvent' }),
    ),
  })
  .meta({ id: 'JobEvents' });

export const jobParams = z.object({ id: z.string() });
export const listQuery = z.object({
  status: oneOf('status', ['active', ...JOB_STATUSES]).describe('active: pending, in progress or paused'),
  kind: z.string('kind: give it once').max(63).optional(),
  county: z
    .string('county: give it once')
    .min(1)
    .max(200)
    .optional()
    .describe('Jobs over this county, or over a list that has it: its id, FIPS code or name ("Blair, PA")'),
  created_by: z
    .string('created_by: give it once')
    .min(1)
    .max(300)
    .optional()
    .describe('Who made it, as `createdBy` shows it; `me` for the caller'),
  ended_since: z.iso
    .datetime({ offset: true, error: 'ended_since: must be a time such as 2026-11-22T00:00:00Z' })
    .optional()
    .describe('Only jobs that ended then or later'),
  name: z.string('name: give it once').min(1).max(200).optional().describe('A part of the name, in any case'),
  through: z
    .string()
    .regex(/^\d{1,18}$/, 'through: must be the number of a job')
    .optional()
    .describe(
      'The `number` of a job: none that is newer, so that pages stay what they were while jobs are made',
    ),
  ...page({ standard: 20, most: 200 }),
});
export const eventsQuery = z.object({
  limit: page({ standard: 100, most: 1000 }).limit,
  after: z
    .string()
    .regex(/^\d{1,18}$/, 'after: must be the id of an event')
    .optional()
    .describe('Only events after the one of this id'),
});

const reason = z.string().trim().max(1000).optional().describe('Why; kept in the history of the job');
export const pauseSchema = z
  .object({
    reason,
    fence: z.boolean().default(false).describe('Also take running items back; their reports are refused'),
  })
  .nullish()
  .meta({ id: 'PauseJob' });
export const resumeSchema = z.object({ reason }).nullish().meta({ id: 'ResumeJob' });
export const cancelSchema = z
  .object({ reason, force: z.boolean().default(false).describe('Also stop running items at once') })
  .nullish()
  .meta({ id: 'CancelJob' });
export const retrySchema = z
  .object({
    all: z.literal(true).optional().describe('Every failed item'),
    codes: z
      .array(z.string().max(200))
      .min(1)
      .max(100)
      .optional()
      .describe('Items that failed with one of these codes'),
    fingerprint: z.string().max(200).optional().describe('Items of one failure group'),
    items: z
      .array(z.int().min(1).max(2_147_483_647))
      .min(1)
      .max(10_000)
      .optional()
      .describe('Items by their number in the job'),
    reason,
  })
  .meta({ id: 'RetryItems' });
export const deletedSchema = z
  .object({ message: z.string(), id: z.uuid() })
  .meta({ id: 'DeletedJob', description: 'A job that is gone' });

export const retriedSchema = z
  .object({
    retried: z.int(),
    refused: z.int().describe('Chosen items that no retry takes'),
    begun_anew: z
      .literal(true)
      .optional()
      .describe(
        'An import of leads that failed as a whole: its search is read again, and then its records are bought',
      ),
  })
  .meta({ id: 'RetriedItems' });
