import type { Api } from '../../data/schemas.ts';

export type WebhookEvent = Api['WebhookEndpoint']['events'][number];

/** Events that an endpoint can be told of. */
export const WEBHOOK_EVENTS = [
  'lookup.completed',
  'lookup.failed',
  'job.started',
  'job.paused',
  'job.auto_paused',
  'job.resumed',
  'job.completed',
  'job.failed',
  'job.cancelled',
  'job.progress',
  'report.completed',
  'webhook.disabled',
  'notification.raised',
] as const satisfies readonly WebhookEvent[];
