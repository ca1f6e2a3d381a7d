import { z } from 'zod';
import { keysetQuery } from '../../http/keyset.ts';
import { flag } from '../../http/query.ts';
import { ATTENTION_PAGES } from '../../outcomes/attention.ts';
import {
  NOTIFICATION_TYPES,
  type Noted,
  type Notification,
} from '../../outcomes/notifications/notifications.ts';
import { titleOf } from '../../outcomes/notifications/words.ts';

const time = z.iso.datetime();
const id = z
  .string()
  .regex(/^\d{1,18}$/, 'must be the id of a notification')
  .describe('Grows with time');

export const notificationSchema = z
  .object({
    id,
    type: z
      .enum(NOTIFICATION_TYPES)
      .describe('job.paused: it has paused by itself. Those that are not of jobs are told by rules alone'),
    title: z.string().describe('What happened, in one line'),
    at: time,
    job_id: z.uuid().nullable().describe('Null: it is not of a job'),
    job_name: z.string().nullable(),
    kind: z.string().nullable(),
    link: z
      .object({ page: z.enum(ATTENTION_PAGES), id: z.string() })
      .describe('Where to look: the page of a thing, and the thing'),
    reason: z.string().nullable(),
    counts: z
      .object({
        total: z.int(),
        completed: z.int(),
        failed: z.int(),
        skipped: z.int(),
        cancelled: z.int(),
      })
      .nullable()
      .describe('Of the job, as they were at that moment'),
    repeats: z.int().describe('How often the same came again while this was unread'),
    last_at: time.nullable().describe('When it came last; null: once only'),
    rule_id: z.uuid().nullable().describe('The rule that asked for it; null: you made or follow the job'),
    read_at: time.nullable(),
  })
  .meta({ id: 'Notification' });

export const notificationListSchema = z
  .object({
    notifications: z.array(notificationSchema),
    unread: z.int().describe('Of all; 1000 stands for that many or more'),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'NotificationList' });

const { limit, cursor } = keysetQuery({ standard: 20, most: 100 });
export const notificationsQuery = z.object({
  limit,
  cursor,
  unread: flag('unread').describe('Only those that are unread'),
});

export const readSchema = z
  .object({
    ids: z.array(id).min(1).max(1000).optional().describe('These'),
    up_to: id.optional().describe('This one and all that are older'),
  })
  .nullish()
  .meta({ id: 'ReadNotifications', description: 'Without anything: all' });

export const readAnswerSchema = z
  .object({ read: z.int().describe('How many of them were unread'), unread: z.int() })
  .meta({ id: 'NotificationsRead' });

const choices = {
  on_completion: z.boolean().describe('When a job completes'),
  on_failure: z.boolean().describe('When a job fails, or pauses by itself'),
  email: z.boolean().describe('By e-mail too, for people whose address is known'),
  all_jobs: z.boolean().describe('Of every job of the organization, not only of those you made or follow'),
};
export const notificationSettingsSchema = z.object(choices).meta({ id: 'NotificationSettings' });

const choice = (shape: z.ZodBoolean) => shape.nullable().optional();
export const changeSettingsSchema = z
  .strictObject({
    on_completion: choice(choices.on_completion),
    on_failure: choice(choices.on_failure),
    email: choice(choices.email),
    all_jobs: choice(choices.all_jobs),
  })
  .meta({ id: 'ChangeNotificationSettings', description: 'Null goes back to the default' });

export const jobParams = z.object({ id: z.string() });
export const subscriptionSchema = z
  .object({
    job_id: z.string(),
    subscribed: z.boolean(),
    why: z.enum(['creator', 'asked']).nullable().describe('creator: you made the job'),
  })
  .meta({ id: 'JobSubscription' });

export function toNotificationBody(notification: Notification) {
  const { id: own, type, at, jobId, detail, readAt, repeats, lastAt, ruleId } = notification;
  const { name, kind, reason, counts } = detail;
  return {
    id: own,
    type,
    title: titleOf(type, detail),
    at: at.toISOString(),
    job_id: jobId,
    job_name: jobId === null ? null : name,
    kind: kind ?? null,
    link: linkOf(notification),
    reason,
    counts: counts === undefined ? null : countsOf(counts),
    repeats,
    last_at: lastAt?.toISOString() ?? null,
    rule_id: ruleId,
    read_at: readAt?.toISOString() ?? null,
  };
}

function countsOf({ total, completed, failed, skipped, cancelled }: NonNullable<Noted['counts']>) {
  return { total, completed, failed, skipped, cancelled };
}

function linkOf({ jobId, type, detail }: Notification) {
  if (jobId !== null) return { page: 'job', id: jobId };
  if (type === 'webhook.dead') return { page: 'webhook', id: detail.webhook_id ?? '' };
  return { page: type === 'worker.lost' ? 'worker' : 'queue', id: detail.name };
}
