import { type AnyEndpoint, answer, endpoint, type Surface } from '../../http/endpoint.ts';
import { fromCursor, toCursor } from '../../http/keyset.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import { countUnread, listNotifications, markRead } from '../../outcomes/notifications/notifications.ts';
import {
  changeNotificationSettings,
  readNotificationSettings,
} from '../../outcomes/notifications/settings.ts';
import { followJob } from '../../outcomes/notifications/subscriptions.ts';
import { ruleEndpoints } from './rules.ts';
import {
  changeSettingsSchema,
  jobParams,
  notificationListSchema,
  notificationSettingsSchema,
  notificationsQuery,
  readAnswerSchema,
  readSchema,
  subscriptionSchema,
  toNotificationBody,
} from './wire.ts';

const tag = 'Notifications';
const prefix = '/api/notifications';

const list = endpoint({
  operationId: 'listNotifications',
  method: 'GET',
  path: prefix,
  tag,
  summary: 'What became of your jobs, newest first, and how much of it is unread',
  description:
    'For the person or key that asks. Kept for 90 days. GET with `limit=1&unread=true` is a cheap way to poll the count.',
  allow: 'viewer',
  query: notificationsQuery,
  answers: { 200: { description: 'A page of notifications', schema: notificationListSchema } },
  errors: [],
  async run({ caller, query, transaction }) {
    const [before] = fromCursor(query.cursor, [/^\d{1,18}$/]) ?? [];
    return transaction(async (db) => {
      const { notifications, next } = await listNotifications(db, caller, { ...query, before });
      return answer(200, {
        notifications: notifications.map(toNotificationBody),
        unread: await countUnread(db, caller),
        next_cursor: next === undefined ? null : toCursor([next]),
      });
    });
  },
});

const read = endpoint({
  operationId: 'readNotifications',
  method: 'POST',
  path: `${prefix}/read`,
  tag,
  summary: 'Mark notifications as read: some, all up to one, or all',
  allow: 'viewer',
  body: readSchema,
  bodyExample: { up_to: '1042' },
  answers: { 200: { description: 'How many that were', schema: readAnswerSchema } },
  errors: [],
  run: ({ caller, body, transaction }) =>
    transaction(async (db) => {
      const marked = await markRead(db, caller, { ids: body?.ids, upTo: body?.up_to });
      return answer(200, { read: marked, unread: await countUnread(db, caller) });
    }),
});

const settings = endpoint({
  operationId: 'getNotificationSettings',
  method: 'GET',
  path: `${prefix}/settings`,
  tag,
  summary: 'Show what you are told of, and how',
  allow: 'viewer',
  answers: { 200: { description: 'What counts now', schema: notificationSettingsSchema } },
  errors: [],
  run: ({ caller, transaction }) =>
    transaction(async (db) => answer(200, await readNotificationSettings(db, caller))),
});

const changeSettings = endpoint({
  operationId: 'putNotificationSettings',
  method: 'PUT',
  path: `${prefix}/settings`,
  tag,
  summary: 'Choose what you are told of, and how',
  description: 'Partial: what is left out stays as it is. Yours alone, in this organization.',
  allow: 'viewer',
  body: changeSettingsSchema,
  bodyExample: { on_completion: false, email: null },
  answers: { 200: { description: 'What counts now', schema: notificationSettingsSchema } },
  errors: [],
  run: ({ caller, body, transaction }) =>
    transaction(async (db) => answer(200, await changeNotificationSettings(db, caller, body))),
});

/** One of the three questions about following a job. */
function subscription(method: 'GET' | 'PUT' | 'DELETE', operationId: string, summary: string): AnyEndpoint {
  return endpoint({
    operationId,
    method,
    path: '/api/jobs/{id}/subscription',
    tag,
    summary,
    allow: 'viewer',
    params: jobParams,
    answers: { 200: { description: 'Whether you follow it now', schema: subscriptionSchema } },
    errors: ['job_not_found'],
    run: ({ caller, params, transaction }) =>
      transaction(async (db) => {
        const why = await followJob(db, caller, params.id, method === 'GET' ? undefined : method === 'PUT');
        return answer(200, { job_id: params.id, subscribed: why !== null, why });
      }),
  });
}

/** What people and keys are told of their jobs. */
export const notifications: readonly Surface[] = [
  {
    prefix,
    area: 'jobs',
    endpoints: [list, read, settings, changeSettings, ...ruleEndpoints],
    problemSchema,
    renderProblem,
  },
  {
    prefix: '/api/jobs',
    area: 'jobs',
    endpoints: [
      subscription('GET', 'getJobSubscription', 'Do you follow a job'),
      subscription('PUT', 'followJob', 'Be told what becomes of a job'),
      subscription('DELETE', 'unfollowJob', 'No longer be told of a job'),
    ],
    problemSchema,
    renderProblem,
  },
];
