import { z } from 'zod';
import { whyNotRetried } from '../../../../base/failure-words.ts';
import { fitRows } from '../../../../base/tokens.ts';
import { actionView } from '../../../../engine/action-view.ts';
import {
  ACTIONS,
  abortAction,
  continueAction,
  createAction,
  getAction,
  listActions,
} from '../../../../engine/actions.ts';
import { listFailureGroupsEverywhere } from '../../../../engine/failures-everywhere.ts';
import { AGO, planAction } from '../../../../engine/plan-action.ts';
import { FAILURE_CLASSES, JOB_STATUSES } from '../../../../engine/vocabulary.ts';
import { foreignKinds } from '../../../../identity/ownership.ts';
import { maxTokens, tool } from '../tool.ts';

const HOUR_MS = 3_600_000;
/** Rows read for one answer. */
const PAGE = 100;

const failures = tool({
  name: 'failures',
  title: 'What fails in all jobs',
  description:
    'Causes of failures over all jobs, most items first, with the fingerprint that act_on_jobs takes, the trend over the time, and whether trying again may help.',
  allow: 'viewer',
  input: {
    hours: z.number().min(0.1).max(8760).default(24).describe('How far back'),
    job_type: z.string().max(63).optional(),
    max_tokens: maxTokens,
  },
  async run({ caller: { organizationId }, transaction }, input) {
    const since = new Date(Date.now() - input.hours * HOUR_MS);
    const groups = await transaction((db) =>
      listFailureGroupsEverywhere(db, {
        ...{ organizationId, since, limit: PAGE },
        ...(input.job_type === undefined ? {} : { kind: input.job_type }),
      }),
    );
    const rows = groups.map((group) => ({
      fingerprint: group.fingerprint,
      class: group.class,
      code: group.code,
      message: group.message,
      items: group.items,
      attempts: group.attempts,
      jobs: group.jobs,
      trend: group.trend,
      why_not_retried: whyNotRetried(group.class),
      last_seen_at: group.lastSeenAt,
    }));
    return fitRows({
      ...{ head: { since }, key: 'causes', rows, maxTokens: input.max_tokens },
      cursorOf: () => '',
      endCursor: null,
    });
  },
});

const ago = z.string().regex(AGO, 'such as 90m, 24h or 7d').optional();

const act = tool({
  name: 'act_on_jobs',
  title: 'Act on all jobs that fit',
  description:
    'Pauses, resumes or cancels all jobs that fit, or retries failed items of theirs, as one action that can be watched and aborted. Without `hash` nothing is done: you get a preview (how many, what cannot be and why, ten samples) and the hash; call again with it to do just that. To cancel, or above 1,000, give a reason.',
  allow: 'analyst',
  destructive: true,
  input: {
    action: z.enum(ACTIONS),
    job_ids: z.array(z.uuid()).min(1).max(1000).optional(),
    job_type: z.string().max(63).optional(),
    status: z.array(z.enum(JOB_STATUSES)).min(1).optional(),
    created_since: ago.describe('How long ago, such as 24h'),
    name: z.string().min(1).max(200).optional().describe('A part of the name'),
    retry: z
      .strictObject({
        all: z.literal(true).optional(),
        fingerprint: z.string().max(200).optional(),
        codes: z.array(z.string().max(300)).min(1).max(100).optional(),
        classes: z.array(z.enum(FAILURE_CLASSES)).min(1).optional(),
      })
      .optional()
      .describe('Which failed items, for action retry'),
    first: z.int().min(1).max(1000).optional().describe('Retry so many first, then wait for steer_action'),
    per_minute: z.number().min(0.1).max(1_000_000).optional(),
    rate_per_second: z.number().min(0.001).max(1_000_000).optional().describe('Of these jobs from now on'),
    max_attempts: z.int().min(1).max(100).optional(),
    reason: z.string().trim().min(1).max(500).optional(),
    hash: z.string().max(100).optional().describe('Of the preview'),
  },
  async run({ caller, transaction }, input) {
    const { organizationId, actor } = caller;
    const sender = { organizationId, actor, foreignKinds: foreignKinds(caller) };
    const settings = { ratePerSecond: input.rate_per_second, maxAttempts: input.max_attempts };
    const request = {
      action: input.action,
      jobs: {
        ids: input.job_ids,
        kind: input.job_type === undefined ? undefined : [input.job_type],
        status: input.status,
        createdAfter: input.created_since,
        name: input.name,
      },
      items: input.retry,
      settings: Object.values(settings).some((value) => value !== undefined) ? settings : undefined,
      first: input.first,
      perMinute: input.per_minute,
    };
    return transaction(async (db) => {
      const { asked, preview } = await planAction(db, sender, request);
      const stale = input.hash !== undefined && input.hash !== preview.hash;
      const mute = input.hash !== undefined && preview.needsReason && input.reason === undefined;
      if (input.hash === undefined || stale || mute) {
        const why = stale ? 'it would do something else by now' : mute ? 'a reason is needed' : 'a preview';
        return { started: false, why, ...preview };
      }
      const id = await createAction(db, sender, asked, {
        filter: preview.filter,
        ...(input.reason === undefined ? {} : { reason: input.reason }),
        ...(input.first === undefined ? {} : { first: input.first }),
        ...(input.per_minute === undefined ? {} : { perMinute: input.per_minute }),
      });
      return { started: true, ...actionView(await getAction(db, organizationId, id)) };
    });
  },
});

const list = tool({
  name: 'list_actions',
  title: 'List actions over many jobs',
  description: 'Actions that act_on_jobs and people began, newest first, with how far each is.',
  allow: 'viewer',
  input: {
    open: z.boolean().default(false).describe('Only those that run or wait'),
    cursor: z
      .string()
      .regex(/^\d{1,18}$/, 'take it from next_cursor')
      .optional(),
    max_tokens: maxTokens,
  },
  async run({ caller: { organizationId }, transaction }, input) {
    const after = input.cursor === undefined ? {} : { after: input.cursor };
    const actions = await transaction((db) =>
      listActions(db, { organizationId, open: input.open, limit: PAGE, ...after }),
    );
    const rows = actions.map((action) => ({ number: action.number, ...actionView(action) }));
    return fitRows({
      ...{ head: {}, key: 'actions', rows, maxTokens: input.max_tokens },
      cursorOf: (row) => row.number,
      endCursor: actions.length === PAGE ? (actions.at(-1)?.number ?? null) : null,
    });
  },
});

const action = z.uuid().describe('Id of the action, as act_on_jobs and list_actions give it');

const status = tool({
  name: 'action_status',
  title: 'How far an action is',
  description: 'One action: how many are done, succeeded, failed again, were refused and why.',
  allow: 'viewer',
  input: { action },
  run: ({ caller: { organizationId }, transaction }, input) =>
    transaction(async (db) => actionView(await getAction(db, organizationId, input.action))),
});

const steer = tool({
  name: 'steer_action',
  title: 'Continue or abort an action',
  description:
    'continue: go on with the rest after the first items. abort: begin nothing more; items that nobody has tried yet fail again as before.',
  allow: 'analyst',
  idempotent: true,
  input: { action, order: z.enum(['continue', 'abort']), reason: z.string().max(500).optional() },
  async run({ caller, transaction }, input) {
    const { organizationId, actor, role } = caller;
    const command = { organizationId, id: input.action, actor, admin: role === 'admin' };
    return transaction(async (db) => {
      if (input.order === 'continue') await continueAction(db, command);
      else
        await abortAction(db, {
          ...command,
          ...(input.reason === undefined ? {} : { reason: input.reason }),
        });
      return actionView(await getAction(db, organizationId, input.action));
    });
  },
});

export const actionTools = [failures, act, list, status, steer];
