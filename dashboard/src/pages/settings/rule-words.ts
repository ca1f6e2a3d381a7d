import type { Api } from '../../data/schemas.ts';

type Rule = Api['NotificationRule'];

/** What a rule may be about, tell through, tell whom, and how often. */
export const RULE_EVENTS = [
  'completed',
  'completed_with_failures',
  'failed',
  'auto_paused',
  'stalled',
  'no_workers',
  'webhook_dead',
  'worker_lost',
] as const satisfies readonly Rule['events'][number][];
export const RULE_CHANNELS = [
  'inbox',
  'email',
  'webhook',
] as const satisfies readonly Rule['channels'][number][];
export const RULE_RECIPIENTS = ['me', 'admins', 'everyone'] as const satisfies readonly Rule['recipients'][];
export const RULE_DIGESTS = ['none', 'hourly', 'daily'] as const satisfies readonly Rule['digest'][];
