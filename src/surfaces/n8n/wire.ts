import { z } from 'zod';
import { STRATEGIES } from '../../property/county-jobs/create.ts';
import { COUNTY_JOB_TYPES } from '../../property/county-jobs/job-types.ts';

export const ACTIONS = ['create', 'get_next', 'update', 'pause', 'resume', 'complete', 'status'] as const;
export type Action = (typeof ACTIONS)[number];

/** The function of the Guide that each action stands for. */
export const FUNCTIONS: Readonly<Record<Action, string>> = {
  create: 'create_batch_job',
  get_next: 'get_next_batch',
  update: 'update_batch_progress',
  pause: 'pause_batch_job',
  resume: 'resume_batch_job',
  complete: 'complete_batch_job',
  status: 'get_batch_status',
};

const text = (name: string, most: number) =>
  z.string(`${name}: must be text`).max(most, `${name}: must have at most ${most} characters`);
/** A number, or the text of one: n8n expressions often give text. */
const whole = (name: string, least: number, most: number) =>
  z
    .union(
      [
        z.int(),
        z
          .string()
          .regex(/^\d{1,9}$/)
          .transform(Number),
      ],
      {
        error: `${name}: must be a whole number from ${least} to ${most}`,
      },
    )
    .refine((value) => value >= least && value <= most, `${name}: must be from ${least} to ${most}`);
const truth = (name: string) =>
  z.union(
    [
      z.boolean(),
      z.literal(['true', 'false']).transform((word) => word === 'true'),
      z.literal([0, 1]).transform((digit) => digit === 1),
    ],
    { error: `${name}: must be true or false` },
  );
const jobId = z.uuid('job_id: must be the UUID of a batch job').describe('UUID of the batch job');
const session = text('session', 200)
  .optional()
  .describe('Your name: the same session gets its unreported items again. Absent: somebody new each time');
const reason = text('reason', 1000).optional();

/** What each action takes. Fields that it does not know are passed over: orchestrators send the same set always. */
export const actionSchemas = {
  create: z.object({
    job_type: z.enum(COUNTY_JOB_TYPES, `job_type: must be one of ${COUNTY_JOB_TYPES.join(', ')}`),
    county_id: text('county_id', 200)
      .optional()
      .describe('UUID, FIPS code or name ("Blair, PA"); absent: all'),
    state_code: z
      .string()
      .regex(/^[A-Za-z]{2}$/, 'state_code: must be two letters, such as PA')
      .optional(),
    batch_size: whole('batch_size', 1, 1000).optional(),
    total_items: whole('total_items', 0, 2_147_483_647).optional(),
    strategy: z.enum(STRATEGIES, `strategy: must be one of ${STRATEGIES.join(', ')}`).optional(),
    reuse: truth('reuse').optional().describe('False: what services answered to earlier jobs is asked anew'),
  }),
  get_next: z.object({ job_id: jobId, batch_size: whole('batch_size', 1, 1000).optional(), session }),
  update: z.object({
    job_id: jobId,
    item_id: z.uuid('item_id: must be the item_id that get_next gave').optional(),
    success: truth('success').optional().describe('What became of the one item that is named'),
    items_processed: whole('items_processed', 0, 1000).optional().describe('Or: how many went well'),
    items_failed: whole('items_failed', 0, 1000).optional().describe('And how many did not'),
    error: text('error', 10_000).optional(),
    result: z
      .record(z.string(), z.unknown(), 'result: must be an object')
      .optional()
      .describe('What was found of the one item, in the fields of its job type'),
  }),
  pause: z.object({ job_id: jobId, reason }),
  resume: z.object({ job_id: jobId, reason }),
  complete: z.object({ job_id: jobId, reason }),
  status: z.object({ job_id: jobId }),
} as const;
export type Update = z.infer<(typeof actionSchemas)['update']>;

/** For the document: every field of every action. The endpoint reads its body itself, by these and their other names. */
export const actionSchema = z
  .object({
    action: z.enum(ACTIONS),
    ...actionSchemas.create.partial().shape,
    ...actionSchemas.get_next.partial().shape,
    ...actionSchemas.update.partial().shape,
    reason,
  })
  .meta({ id: 'BatchJobAction' });

export const actionAnswerSchema = z
  .object({
    status: z.literal('success'),
    action: z.enum(ACTIONS),
    rpc_function: z.string(),
    result: z.unknown().describe('What the function of that name answers in SQL'),
    n8n_triggered: z.boolean().optional().describe('When the move called the workflow that runs the job'),
    n8n_error: z.string().nullable().optional(),
  })
  .meta({ id: 'BatchJobActionAnswer' });

export const triggerParams = z.object({ id: z.string().describe('UUID of the batch job') });
export const triggeredSchema = z
  .object({
    message: z.string(),
    source: z.literal('database'),
    n8n_triggered: z.boolean(),
    n8n_error: z.string().nullable(),
  })
  .meta({ id: 'TriggeredBatchJob' });

export const webhooksSchema = z
  .object({
    webhooks: z.array(
      z
        .object({
          job_type: z.enum(COUNTY_JOB_TYPES),
          url: z
            .string()
            .nullable()
            .describe('Masked: the path starts the workflow. Null: the operator set it'),
          has_header: z.boolean(),
          set_by: z.string(),
          set_at: z.iso.datetime().nullable(),
        })
        .meta({ id: 'Webhook' }),
    ),
  })
  .meta({ id: 'Webhooks' });

const webhook = z.object({
  url: z.string('url: must be text').max(2048, 'url: must have at most 2048 characters'),
  header: z
    .string('header: must be text')
    .max(4200, 'header: must have at most 4200 characters')
    .nullish()
    .describe('Sent with each call, such as "Authorization: Basic …"'),
});
export const setWebhooksSchema = z
  .object({
    webhooks: z
      .partialRecord(z.enum(COUNTY_JOB_TYPES), webhook.nullable())
      .describe('By job type; null forgets one; types that are not named stay as they are'),
  })
  .meta({ id: 'SetWebhooks' });
