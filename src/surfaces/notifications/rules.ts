import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/pool.ts';
import { type AnyEndpoint, answer, endpoint } from '../../http/endpoint.ts';
import type { Caller } from '../../identity/roles.ts';
import {
  listRules,
  type NotificationRule,
  RULE_CHANNELS,
  RULE_DIGESTS,
  RULE_EVENTS,
  RULE_RECIPIENTS,
  type RuleReader,
  type RuleValues,
  removeRule,
  saveRule,
} from '../../outcomes/notifications/rules.ts';

const tag = 'Notifications';
const prefix = '/api/notifications/rules';
const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 22:00')
  .describe('Such as 22:00');

const quietHours = z
  .object({ from: clockTime, to: clockTime })
  .nullable()
  .describe('What comes in these hours goes out when they are over: letters and webhooks. Null: none');

const fields = {
  name: z.string().trim().min(1).max(200),
  job_id: z.uuid().nullable().describe('Only of this job'),
  kind: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,62}$/, 'must be a kind of job')
    .nullable()
    .describe('Only of jobs of this kind; neither job nor kind: everything of the organization'),
  events: z.array(z.enum(RULE_EVENTS)).min(1).max(RULE_EVENTS.length),
  channels: z
    .array(z.enum(RULE_CHANNELS))
    .min(1)
    .max(RULE_CHANNELS.length)
    .describe('webhook: to endpoints that want notification.raised; an admin’s to choose'),
  recipients: z.enum(RULE_RECIPIENTS).describe('Whose list and letters; all but me is an admin’s to choose'),
  digest: z.enum(RULE_DIGESTS).describe('Letters gathered: one an hour, or one at eight in the morning'),
  quiet_hours: quietHours,
  time_zone: z.string().min(1).max(100).describe('Of quiet hours and mornings, such as America/New_York'),
  enabled: z.boolean(),
};

const ruleSchema = z
  .object({
    id: z.uuid(),
    ...fields,
    job_name: z.string().nullable(),
    created_by: z.string(),
    mine: z.boolean().describe('You may change it'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'NotificationRule' });
const { name, events, ...rest } = fields;
const newSchema = z
  .strictObject({ name, events, ...z.object(rest).partial().shape })
  .meta({ id: 'NewNotificationRule' });
const changeSchema = z.strictObject(fields).partial().meta({ id: 'ChangeNotificationRule' });

function toRuleBody(rule: NotificationRule): z.infer<typeof ruleSchema> {
  const { quietFrom, quietTo, createdAt, updatedAt, events: wanted, channels, ...more } = rule;
  const { id, name: called, kind, recipients, digest, enabled, mine } = more;
  return {
    ...{ id, name: called, kind, recipients, digest, enabled, mine },
    ...{ job_id: more.jobId, job_name: more.jobName, time_zone: more.timeZone, created_by: more.createdBy },
    events: [...wanted],
    channels: [...channels],
    quiet_hours: quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo },
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  };
}

/** What was sent, in the words of the columns. */
function toValues({ quiet_hours: quiet, ...values }: z.infer<typeof changeSchema>): RuleValues {
  if (quiet === undefined) return values;
  return { ...values, quiet_from: quiet?.from ?? null, quiet_to: quiet?.to ?? null };
}

const EXAMPLE: z.infer<typeof ruleSchema> = {
  ...{ id: '5d0f2a11-6a5e-4c0e-9d55-3f0c9a520b8f', name: 'Nights', job_id: null, job_name: null, kind: null },
  events: ['auto_paused', 'stalled', 'no_workers', 'worker_lost'],
  channels: ['inbox', 'email'],
  ...{ recipients: 'admins', digest: 'none', quiet_hours: { from: '22:00', to: '06:30' } },
  ...{ time_zone: 'America/New_York', enabled: true, created_by: 'person:ann@example.org', mine: true },
  ...{ created_at: '2026-11-22T14:05:02.000Z', updated_at: '2026-11-22T14:05:02.000Z' },
};

const params = z.object({ id: z.string() });
const readerOf = ({ organizationId, principal, role }: Caller): RuleReader => ({
  ...{ organizationId, principal, admin: role === 'admin' },
});

async function find(db: Queryable, caller: Caller, id: string) {
  const [rule] = await listRules(db, readerOf(caller), id);
  if (rule === undefined) throw new AppError('rule_not_found', `No notification rule ${id}`, { field: 'id' });
  return toRuleBody(rule);
}

const list = endpoint({
  operationId: 'listNotificationRules',
  method: 'GET',
  path: prefix,
  tag,
  summary: 'The rules by which you are told: yours, and those that tell others as well',
  allow: 'viewer',
  answers: {
    200: {
      description: 'All of them, the oldest first',
      schema: z.object({ rules: z.array(ruleSchema) }).meta({ id: 'NotificationRuleList' }),
      example: { rules: [EXAMPLE] },
    },
  },
  errors: [],
  run: ({ caller, transaction }) =>
    transaction(async (db) =>
      answer(200, { rules: (await listRules(db, readerOf(caller))).map(toRuleBody) }),
    ),
});

const create = endpoint({
  operationId: 'createNotificationRule',
  method: 'POST',
  path: prefix,
  tag,
  summary: 'Be told of more, by other ways, or at other times',
  description:
    'For one job, a kind, or everything. One message for each cause: what comes again while it is unread is counted on it. Of what a rule is for, it decides in place of your settings.',
  allow: 'viewer',
  idempotent: true,
  body: newSchema,
  bodyExample: {
    ...{ name: 'Nights', events: ['auto_paused', 'stalled'], channels: ['inbox', 'email'] },
    ...{ quiet_hours: { from: '22:00', to: '06:30' }, time_zone: 'America/New_York' },
  },
  answers: { 201: { description: 'The rule', schema: ruleSchema, example: EXAMPLE } },
  errors: ['forbidden', 'invalid_argument', 'job_not_found', 'conflict'],
  run: ({ caller, body, transaction }) =>
    transaction(async (db) => {
      const id = await saveRule(db, readerOf(caller), {
        ...{ id: null, actor: caller.actor, values: toValues(body) },
      });
      return answer(201, await find(db, caller, id));
    }),
});

const change = endpoint({
  operationId: 'patchNotificationRule',
  method: 'PATCH',
  path: `${prefix}/{id}`,
  tag,
  summary: 'Change a rule',
  description: 'What is left out stays as it is. Counts for what happens from now on.',
  allow: 'viewer',
  params,
  body: changeSchema,
  bodyExample: { enabled: false },
  answers: { 200: { description: 'The rule as it is now', schema: ruleSchema, example: EXAMPLE } },
  errors: ['rule_not_found', 'forbidden', 'invalid_argument', 'job_not_found'],
  run: ({ caller, params: { id }, body, transaction }) =>
    transaction(async (db) => {
      await saveRule(db, readerOf(caller), { id, actor: caller.actor, values: toValues(body) });
      return answer(200, await find(db, caller, id));
    }),
});

const remove = endpoint({
  operationId: 'deleteNotificationRule',
  method: 'DELETE',
  path: `${prefix}/{id}`,
  tag,
  summary: 'Remove a rule',
  allow: 'viewer',
  params,
  answers: {
    200: {
      description: 'It is gone',
      schema: z.object({ id: z.uuid() }).meta({ id: 'RemovedNotificationRule' }),
      example: { id: EXAMPLE.id },
    },
  },
  errors: ['rule_not_found'],
  run: ({ caller, params: { id }, transaction }) =>
    transaction(async (db) => {
      await removeRule(db, readerOf(caller), id);
      return answer(200, { id });
    }),
});

/** `/api/notifications/rules`. */
export const ruleEndpoints: readonly AnyEndpoint[] = [list, create, change, remove];
