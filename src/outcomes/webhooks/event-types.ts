/** What an endpoint may choose to be told of. */
export const EVENT_TYPES = [
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
] as const;
export type EventType = (typeof EVENT_TYPES)[number];
