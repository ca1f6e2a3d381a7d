import { z } from 'zod';
import { AppError } from '../../../../base/errors.ts';
import { fitRows } from '../../../../base/tokens.ts';
import type { Queryable } from '../../../../db/pool.ts';
import { listQueues } from '../../../../engine/queues.ts';
import { listStuck, STUCK_ACTIONS, settleStuck } from '../../../../engine/stuck.ts';
import { listWorkers, orderWorker } from '../../../../engine/workers.ts';
import { requireOwner } from '../../../../identity/ownership.ts';
import { mayAct } from '../../../../identity/roles.ts';
import { listAttention } from '../../../../outcomes/attention.ts';
import { maxTokens, tool } from '../tool.ts';
import { findJob } from './find-job.ts';

const reason = z.string().max(500).optional().describe('Why, for the audit trail');

/** Rows that are there in whole or cut at the bound; a larger one has the rest. */
function fitted(key: string, rows: readonly Record<string, unknown>[], bound: number) {
  const { next_cursor: cut, ...answer } = fitRows({
    ...{ head: { found: rows.length }, key, rows: [...rows], maxTokens: bound },
    ...{ cursorOf: () => 'cut', endCursor: null },
  });
  return cut === undefined ? answer : { ...answer, cut: 'More is there; ask with a larger max_tokens.' };
}

/** A tool that shows a list of the caller's organization, as much of it as fits. */
function listing({
  key,
  rows,
  ...named
}: {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly key: string;
  rows(db: Queryable, organizationId: string): Promise<readonly Record<string, unknown>[]>;
}) {
  return tool({
    ...named,
    allow: 'viewer',
    input: { max_tokens: maxTokens },
    async run({ caller, transaction }, input) {
      const all = await transaction((db) => rows(db, caller.organizationId));
      return fitted(key, all, input.max_tokens);
    },
  });
}

const attention = listing({
  name: 'what_needs_attention',
  title: 'What needs somebody',
  description:
    'Jobs that paused by themselves or stand still, kinds without a worker, lost workers, services and webhooks that fail, billed requests without an answer. Empty when all is well.',
  key: 'attention',
  async rows(db, organizationId) {
    const found = await listAttention(db, organizationId);
    return found.map(({ since, ...one }) => ({ ...one, since: since.toISOString() }));
  },
});

const workers = listing({
  name: 'list_workers',
  title: 'The workers',
  description:
    'The workers of the installation: state, slots, how many are busy, and how many of your batches they hold.',
  key: 'workers',
  async rows(db, organizationId) {
    const found = await listWorkers(db, { organizationId, batches: 1 });
    return found.map(({ name, state, info, held, wanted, silentSeconds }) => ({
      ...{ worker_id: name, state, slots: info.slots, busy: info.running, your_batches: held, wanted },
      heard_seconds_ago: Math.round(silentSeconds),
    }));
  },
});

const order = tool({
  name: 'order_worker',
  title: 'Drain, stop or resume a worker',
  description:
    'drain: it finishes what runs and takes nothing more; stop: the same, and then it ends; run: it goes on. Workers are shared: where there are several organizations only an operator of the installation may.',
  allow: 'admin',
  idempotent: true,
  input: { worker_id: z.string().min(1).max(200), wanted: z.enum(['run', 'drain', 'stop']), reason },
  async run({ caller, transaction }, { worker_id: name, wanted, reason: why }) {
    const { organizationId, operator = false } = caller;
    await transaction((db) => orderWorker(db, { organizationId, name, wanted, reason: why, operator }));
    return { worker_id: name, wanted };
  },
});

const queues = listing({
  name: 'list_queues',
  title: 'Work by kind',
  description:
    'For each kind with work, or bounds: what waits and runs, what our workers settled in five minutes, who can do it, what holds it.',
  key: 'queues',
  async rows(db, organizationId) {
    const found = await listQueues(db, { organizationId, kinds: [] });
    return found.map((queue) => ({
      ...{ kind: queue.kind, jobs: queue.jobs, waiting: queue.waiting, processing: queue.processing },
      settled_in_5_minutes: queue.completed + queue.failed + queue.skipped,
      ...{ failed_in_5_minutes: queue.failed, workers: queue.workers, concurrency: queue.maxLeases },
      paused: queue.pausedAt === null ? false : (queue.pauseReason ?? true),
    }));
  },
});

const stuck = listing({
  name: 'list_stuck',
  title: 'Work that does not move',
  description:
    'What is stuck, the evidence, and the safe actions, the advised one first. settle_stuck does one.',
  key: 'stuck',
  async rows(db, organizationId) {
    const found = await listStuck(db, organizationId);
    return found.map(({ id, what, jobId, kind, workerId, since, items, evidence, actions }) => ({
      ...{ id, what, job_id: jobId, kind, worker_id: workerId, since: since.toISOString(), items, actions },
      evidence: Object.fromEntries(evidence.map(({ label, value }) => [label, value])),
    }));
  },
});

const settle = tool({
  name: 'settle_stuck',
  title: 'Do one safe thing about something stuck',
  description:
    'release or requeue hands its items out again, mark_failed fails them, resume offers the job again, pause_queue holds the kind. With dry_run nothing is done and the effects are what would happen: look at them first.',
  allow: 'analyst',
  input: {
    id: z.string().min(1).max(300).describe('As list_stuck gives it'),
    action: z.enum(STUCK_ACTIONS),
    dry_run: z.boolean().default(true),
    reason,
  },
  run: ({ caller, transaction }, { id, action, dry_run: dryRun, reason: why }) =>
    transaction(async (db) => {
      const { organizationId } = caller;
      const found = (await listStuck(db, organizationId)).find((one) => one.id === id);
      if (found === undefined) {
        throw new AppError('stuck_not_found', `Nothing is stuck that is called ${id}`, { field: 'id' });
      }
      if (found.jobId !== null) requireOwner(caller, await findJob(db, organizationId, found.jobId));
      const done = await settleStuck(db, {
        ...{ organizationId, id, action, dryRun, reason: why, admin: mayAct(caller.role, 'admin') },
      });
      return { id, action, dry_run: dryRun, items: done.items, effects: done.effects };
    }),
});

export const opsTools = [attention, workers, order, queues, stuck, settle];
