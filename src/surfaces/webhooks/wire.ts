import { z } from 'zod';
import { keysetQuery } from '../../http/keyset.ts';
import { oneOf } from '../../http/query.ts';
import { DELIVERY_STATES } from '../../outcomes/webhooks/deliveries.ts';
import { EVENT_TYPES } from '../../outcomes/webhooks/event-types.ts';

const time = z.iso.datetime();
const url = z
  .string('url: must be text')
  .min(1, 'url: must not be empty')
  .max(2048, 'url: must have at most 2048 characters')
  .describe('A public https address; no redirect from it is followed');
const description = z
  .string('description: must be text')
  .max(500, 'description: must have at most 500 characters');
const events = z
  .array(z.enum(EVENT_TYPES, `events: must be of ${EVENT_TYPES.join(', ')}`), 'events: must be an array')
  .min(1, 'events: name at least one')
  .max(50, 'events: name at most 50')
  .transform((names) => [...new Set(names)]);
const fieldNames = z
  .array(
    z
      .string('field_names: must be texts')
      .min(1, 'field_names: must not be empty texts')
      .max(200, 'field_names: must have at most 200 characters each'),
    'field_names: must be an array',
  )
  .max(100, 'field_names: must be at most 100')
  .describe('Custom fields of lookups (webhook_custom_fields) that may be sent; others stay here');
const rate = z
  .int('rate_per_second: must be a whole number')
  .min(1, 'rate_per_second: must be from 1 to 1000')
  .max(1000, 'rate_per_second: must be from 1 to 1000')
  .describe('Events a second at most; what is more waits');

export const webhookParams = z.object({ webhook_id: z.string().describe('UUID of the endpoint') });
export const deliveryParams = z.object({
  webhook_id: z.string().describe('UUID of the endpoint'),
  delivery_id: z.string().describe('Number of the delivery'),
});

export const addWebhookSchema = z
  .object({
    url,
    description: description.default(''),
    events: events.optional().describe('What it is told of; absent: everything there is'),
    field_names: fieldNames.default([]),
    rate_per_second: rate.default(50),
  })
  .meta({ id: 'AddWebhookEndpoint' });

export const changeWebhookSchema = z
  .object({
    url: url.optional(),
    description: description.optional(),
    events: events.optional(),
    field_names: fieldNames.optional(),
    rate_per_second: rate.optional(),
    enabled: z.boolean('enabled: must be true or false').optional(),
  })
  .refine((body) => Object.keys(body).length > 0, 'The body names nothing to change')
  .meta({ id: 'ChangeWebhookEndpoint' });

const webhookFields = {
  id: z.uuid(),
  url: z.string(),
  description: z.string(),
  events: z.array(z.enum(EVENT_TYPES)),
  field_names: z.array(z.string()),
  payload: z.enum(['signed', 'legacy']),
  rate_per_second: z.int(),
  from_webhook_config: z.boolean().describe('It is the one of /webhook-config'),
  state: z
    .enum(['active', 'failing', 'disabled'])
    .describe('failing: asked more and more seldom, until it answers'),
  disabled_reason: z
    .enum(['owner', 'gone', 'failing'])
    .nullable()
    .describe('owner: somebody disabled it; gone: it answered 410; failing: for the whole schedule'),
  disabled_at: time.nullable(),
  failing_since: time.nullable(),
  next_attempt_at: time.nullable().describe('Nothing is sent before'),
  last_success_at: time.nullable(),
  last_failure_at: time.nullable(),
  last_error: z.string().nullable(),
  old_secret_until: time.nullable().describe('Until then the secret before the last rotation signs too'),
  created_by: z.string(),
  created_at: time,
  updated_at: time,
};
export const webhookSchema = z.object(webhookFields).meta({ id: 'WebhookEndpoint' });
export type WebhookBody = z.infer<typeof webhookSchema>;
export const webhookListSchema = z
  .object({ webhooks: z.array(webhookSchema).describe('All of them; there are at most 50') })
  .meta({ id: 'WebhookEndpointList' });
export const webhookWithSecretSchema = z
  .object({ ...webhookFields, secret: z.string().describe('Signs what is sent; shown this once') })
  .meta({ id: 'WebhookEndpointWithSecret' });

export const rotateSchema = z
  .object({
    overlap_seconds: z
      .int('overlap_seconds: must be a whole number')
      .min(0, 'overlap_seconds: must be from 0 to 604800')
      .max(604_800, 'overlap_seconds: must be from 0 to 604800')
      .default(86_400)
      .describe('How long the old secret signs too'),
  })
  .meta({ id: 'RotateWebhookSecret' });

const number = (name: string) =>
  z.union([z.string().regex(/^\d{1,18}$/), z.int().min(0).transform(String)], {
    error: `${name}: must be the number of an event`,
  });
export const replaySchema = z
  .object({
    delivery_ids: z
      .array(z.string().regex(/^\d{1,18}$/, 'delivery_ids: must be ids of deliveries'))
      .min(1, 'delivery_ids: name at least one')
      .max(1000, 'delivery_ids: name at most 1000')
      .optional()
      .describe('These deliveries'),
    after: number('after').optional().describe('Or: the events after this number'),
    until: number('until').optional().describe('And up to this one; absent: up to the newest'),
    only: z
      .enum(['all', 'failed'], 'only: must be all or failed')
      .default('all')
      .describe('failed: of these, those alone that were given up'),
  })
  .refine(
    (body) => (body.delivery_ids === undefined) !== (body.after === undefined),
    'Give delivery_ids or after, one of them',
  )
  .meta({ id: 'ReplayWebhook' });
export const replayedSchema = z
  .object({ events: z.int().describe('How many are sent again') })
  .meta({ id: 'WebhookReplayed' });

const deliveryFields = {
  id: z.string(),
  event_id: z.string().describe('The header webhook-id, the same at every attempt'),
  event_number: z.string().nullable(),
  type: z.string(),
  state: z.enum(DELIVERY_STATES).describe('failed: given up; a replay sends it again'),
  attempts: z.int(),
  created_at: time,
  next_attempt_at: time.nullable(),
  delivered_at: time.nullable(),
  last_status: z.int().nullable(),
  last_error: z.string().nullable(),
};
const attemptFields = {
  at: time,
  duration_ms: z.int(),
  status: z.int().nullable().describe('Null: there was no answer'),
  error: z.string().nullable(),
  answer: z.string().nullable().describe('The first 4 kB of what was answered'),
};
export const deliverySchema = z.object(deliveryFields).meta({ id: 'WebhookDelivery' });
export type DeliveryBody = z.infer<typeof deliverySchema>;
export const deliveryListSchema = z
  .object({ deliveries: z.array(deliverySchema), next_cursor: z.string().nullable() })
  .meta({ id: 'WebhookDeliveryList' });
export const deliveryDetailSchema = z
  .object({
    ...deliveryFields,
    log: z
      .array(z.object({ attempt: z.int(), ...attemptFields }))
      .describe('Its attempts, newest first, at most 100'),
  })
  .meta({ id: 'WebhookDeliveryDetail' });
export const testedSchema = z
  .object({ delivered: z.boolean(), delivery_id: z.string(), ...attemptFields })
  .meta({ id: 'WebhookTested' });

const { limit, cursor } = keysetQuery({ standard: 50, most: 500 });
export const deliveriesQuery = z.object({ limit, cursor, state: oneOf('state', DELIVERY_STATES) });

export const configSchema = z
  .object({
    url: z.string().nullable(),
    field_names: z.array(z.string()),
    payload: z
      .enum(['signed', 'legacy'])
      .describe('legacy: the answer of the lookup with the custom fields beside it, unsigned'),
    secret: z.string().optional().describe('Only in the answer that sets the first address; shown this once'),
  })
  .meta({ id: 'WebhookConfig' });
export const setConfigSchema = z
  .object({
    url: url.nullable().optional().describe('Where completed lookups are sent; null: nowhere'),
    field_names: fieldNames.optional(),
    payload: z.enum(['signed', 'legacy'], 'payload: must be signed or legacy').optional(),
  })
  .refine(
    (body) => Object.keys(body).length > 0,
    'The body names nothing to change: url, field_names or payload',
  )
  .meta({ id: 'SetWebhookConfig' });

export const eventsQuery = z.object({
  after: z
    .string()
    .regex(/^\d{1,18}$/, 'after: must be the number of an event')
    .default('0')
    .describe('Number of the last event that you have'),
  limit: keysetQuery({ standard: 50, most: 100 }).limit,
  types: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(EVENT_TYPES, `types: must be of ${EVENT_TYPES.join(', ')}`)).max(50))
    .optional()
    .describe('Only these types, with commas between them')
    .meta({ shown: { type: 'string' } }),
  job_id: z.uuid('job_id: must be the UUID of a job').optional().describe('Only of this job'),
});
export const eventSchema = z
  .object({
    type: z.string(),
    timestamp: time.describe('When it happened'),
    id: z.string().describe('The same wherever and however often it is told'),
    number: z
      .string()
      .nullable()
      .describe("Its place among the organization's events; no number is left out"),
    sequence: z.int().nullable().describe("Its place among its job's events; no number is left out"),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Event' });
export const eventListSchema = z
  .object({
    events: z.array(eventSchema),
    next_after: z.string().describe('What to give as after for the next page'),
    has_more: z.boolean(),
    oldest: z
      .string()
      .nullable()
      .describe('Number of the oldest event that is kept: what came before is not to be had any more'),
  })
  .meta({ id: 'EventList' });
