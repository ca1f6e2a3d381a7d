import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { getJob } from '../../engine/jobs.ts';
import {
  listStuck,
  STUCK,
  STUCK_ACTIONS,
  type StuckAction,
  type StuckWork,
  settleStuck,
} from '../../engine/stuck.ts';
import { type AnyEndpoint, answer, endpoint } from '../../http/endpoint.ts';
import { requireOwner } from '../../identity/ownership.ts';
import { mayAct } from '../../identity/roles.ts';
import { reasonSchema } from './workers.ts';

const tag = 'Operations';
const time = z.iso.datetime();

/** What each action does, as a button's help says it. */
const ACTION_TEXTS: Readonly<Record<StuckAction, string>> = {
  release: 'Take the batches away from whoever is gone, so that others go on with them',
  requeue: 'Take the batch away and hand it out again; a late report counts nothing',
  mark_failed: 'Fail the items that have no result; a retry takes them up again',
  resume: 'Offer what waits to the workers again',
  pause_queue: 'Hold all work of this kind until somebody lets it go on',
};

const stuckSchema = z
  .object({
    id: z.string(),
    what: z
      .enum(STUCK)
      .describe(
        'slow_items: a batch is out for more than three times what 99 of 100 of its kind take. stalled_job: workers have room, and for five minutes nobody took anything of it',
      ),
    jobId: z.uuid().nullable(),
    jobName: z.string().nullable(),
    kind: z.string(),
    workerId: z.string().nullable(),
    since: time,
    items: z.int(),
    evidence: z.array(z.object({ label: z.string(), value: z.string() })),
    action: z.enum(STUCK_ACTIONS).describe('What to do about it'),
    actionText: z.string(),
    actions: z.array(z.enum(STUCK_ACTIONS)).describe('All that may be done, that one first'),
  })
  .meta({ id: 'StuckWork' });

function toStuckBody({ actions, since, ...rest }: StuckWork): z.infer<typeof stuckSchema> {
  const [action = 'resume'] = actions;
  return {
    ...rest,
    evidence: [...rest.evidence],
    since: since.toISOString(),
    action,
    actionText: ACTION_TEXTS[action],
    actions: [...actions],
  };
}

const EXAMPLE: z.infer<typeof stuckSchema> = {
  id: 'dead_worker:3f0c9a52-6a5e-4c0e-9d55-0b8f6f0d2a11:box-2071-9f3a1c',
  what: 'dead_worker',
  ...{ jobId: '3f0c9a52-6a5e-4c0e-9d55-0b8f6f0d2a11', jobName: 'Regrid · Blair, PA' },
  ...{ kind: 'regrid_scraping', workerId: 'box-2071-9f3a1c', since: '2026-11-22T14:05:02.000Z', items: 62 },
  evidence: [
    { label: 'Worker', value: 'box-2071-9f3a1c' },
    { label: 'Last heartbeat', value: '48 s ago' },
    { label: 'Batches held', value: '2' },
    { label: 'Held until', value: '2026-11-22T14:09:58.000Z' },
  ],
  ...{ action: 'release', actionText: ACTION_TEXTS.release, actions: ['release', 'mark_failed'] },
};

const list = endpoint({
  operationId: 'listStuck',
  method: 'GET',
  path: '/api/stuck',
  tag,
  summary: 'Work that does not move: what shows it, and what may safely be done',
  allow: 'viewer',
  answers: {
    200: {
      description: 'All that is stuck, the oldest first',
      schema: z.object({ stuck: z.array(stuckSchema) }).meta({ id: 'StuckList' }),
      example: { stuck: [EXAMPLE] },
    },
  },
  errors: [],
  run: ({ caller, transaction }) =>
    transaction(async (db) =>
      answer(200, { stuck: (await listStuck(db, caller.organizationId)).map(toStuckBody) }),
    ),
});

const settleSchema = z
  .strictObject({
    action: z.enum(STUCK_ACTIONS, `action: must be one of ${STUCK_ACTIONS.join(', ')}`),
    dryRun: z.boolean().default(false).describe('Only say what would happen: it is done, and undone'),
    reason: reasonSchema,
  })
  .meta({ id: 'SettleStuck' });

const settledSchema = z
  .object({
    id: z.string(),
    what: z.enum(STUCK),
    action: z.enum(STUCK_ACTIONS),
    dryRun: z.boolean(),
    jobId: z.uuid().nullable(),
    items: z.int(),
    effects: z.array(z.string()).describe('What happened, or would, one thing each'),
  })
  .meta({ id: 'SettledStuck' });

const settle = endpoint({
  operationId: 'settleStuck',
  method: 'POST',
  path: '/api/stuck/{id}',
  tag,
  summary: 'Do one of the safe things about something stuck, or see what it would do',
  description:
    'What went on by itself meanwhile is `stuck_not_found`. Holding a queue needs the role admin; the rest analyst.',
  allow: 'analyst',
  params: z.object({ id: z.string().min(1).max(300) }),
  body: settleSchema,
  bodyExample: { action: 'release', dryRun: true },
  answers: {
    200: {
      description: 'What it came to, or would',
      schema: settledSchema,
      example: {
        ...{ id: EXAMPLE.id, what: 'dead_worker', action: 'release', dryRun: true, jobId: EXAMPLE.jobId },
        items: 62,
        effects: [
          '2 batches with 62 unreported items: taken away; a late report of its holder counts nothing',
          '62 items to be taken again, at once',
        ],
      },
    },
  },
  errors: ['stuck_not_found', 'invalid_argument', 'forbidden', 'job_busy'],
  run({ caller, params: { id }, body: { action, dryRun, reason }, transaction }) {
    const { organizationId } = caller;
    return transaction(async (db) => {
      const found = (await listStuck(db, organizationId)).find((one) => one.id === id);
      if (found === undefined) {
        throw new AppError('stuck_not_found', `Nothing is stuck that is called ${id}`, {
          field: 'id',
          hint: 'It may have gone on by itself; list what is stuck now.',
        });
      }
      const job = found.jobId === null ? null : await getJob(db, organizationId, found.jobId);
      if (job !== null) requireOwner(caller, job);
      const admin = mayAct(caller.role, 'admin');
      const done = await settleStuck(db, { organizationId, id, action, dryRun, reason, admin });
      return answer(200, { id, action, dryRun, ...done });
    });
  },
});

/** `/api/stuck`. */
export const stuckEndpoints: readonly AnyEndpoint[] = [list, settle];
