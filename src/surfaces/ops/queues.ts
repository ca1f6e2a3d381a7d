import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/pool.ts';
import { changeQueue, listQueues, QUEUE_MINUTES, type Queue } from '../../engine/queues.ts';
import { type AnyEndpoint, answer, endpoint } from '../../http/endpoint.ts';
import type { Registry } from '../../kinds/registry.ts';
import { reasonSchema } from './workers.ts';

const tag = 'Operations';
const time = z.iso.datetime();

export const queueSchema = z
  .object({
    kind: z.string(),
    label: z.string(),
    jobs: z.int().describe('Unfinished jobs'),
    pausedJobs: z.int().describe('Those of them that are paused'),
    waiting: z.int().describe('Items of jobs that are not paused'),
    pausedWaiting: z.int().describe('Items of paused jobs'),
    processing: z.int().describe('Items in somebody’s hands'),
    forWorkers: z
      .int()
      .describe(
        'Items of `waiting` that our workers are to do; the others are for agents and outside workers',
      ),
    oldestWaitingSince: time
      .nullable()
      .describe('Since when the job waits that was given to nobody for longest; null: none waits'),
    settledPerMinute: z.number().describe(`By our workers, on average over ${QUEUE_MINUTES} minutes`),
    failureRate: z
      .number()
      .nullable()
      .describe(`Share of what failed in those ${QUEUE_MINUTES} minutes, 0 to 1; null: nothing was tried`),
    utilisation: z
      .number()
      .nullable()
      .describe('Slots in use of the workers that can do it, 0 to 1, with whatever; null: there are none'),
    workers: z.int().describe('Workers that are there and can do it'),
    draining: z.int().describe('Workers that could, but were told to take nothing more'),
    concurrency: z
      .int()
      .nullable()
      .describe('Batches at once that our workers may have of it; null: as many as there is room for'),
    batches: z.int().describe('Batches that our workers have of it now'),
    paused: z.boolean(),
    pausedAt: time.nullable(),
    pausedBy: z.string().nullable(),
    pauseReason: z.string().nullable(),
  })
  .meta({ id: 'Queue' });
export type QueueBody = z.infer<typeof queueSchema>;

const share = (part: number, whole: number): number | null =>
  whole > 0 ? Math.round((1000 * part) / whole) / 1000 : null;

export function toQueueBody(queue: Queue, label: string): QueueBody {
  const {
    completed,
    failed,
    skipped,
    slots,
    busy,
    maxLeases,
    leases,
    oldestWaitingSince,
    pausedAt,
    ...rest
  } = queue;
  return {
    ...rest,
    label,
    oldestWaitingSince: oldestWaitingSince?.toISOString() ?? null,
    settledPerMinute: Math.round((10 * (completed + failed + skipped)) / QUEUE_MINUTES) / 10,
    failureRate: share(failed, completed + failed),
    utilisation: share(Math.min(busy, slots), slots),
    concurrency: maxLeases,
    batches: leases,
    paused: pausedAt !== null,
    pausedAt: pausedAt?.toISOString() ?? null,
  };
}

const EXAMPLE: QueueBody = {
  ...{ kind: 'regrid_scraping', label: 'Regrid Scraping', jobs: 3, pausedJobs: 1, waiting: 448 },
  ...{ pausedWaiting: 1200, processing: 12, forWorkers: 448, oldestWaitingSince: '2026-11-22T14:04:40.000Z' },
  ...{ settledPerMinute: 48.2, failureRate: 0.013, utilisation: 0.06, workers: 1, draining: 0 },
  ...{ concurrency: 4, batches: 2, paused: false, pausedAt: null, pausedBy: null, pauseReason: null },
};

const params = z.object({ kind: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, 'kind: must be a kind of job') });
const changeSchema = z
  .strictObject({
    concurrency: z.int().min(1).max(10_000).nullable().optional().describe('Batches at once; null: no bound'),
    paused: z
      .boolean()
      .optional()
      .describe('True: our workers take nothing more of it; what runs is finished'),
    reason: reasonSchema,
  })
  .meta({ id: 'ChangeQueue' });

/** `/api/queues`. */
export function queueEndpoints(registry: Registry): readonly AnyEndpoint[] {
  const labelOf = (kind: string) => registry.find(kind)?.label ?? kind;

  async function find(db: Queryable, organizationId: string, kind: string): Promise<QueueBody> {
    const known = registry.find(kind) === undefined ? [] : [kind];
    const [queue] = await listQueues(db, { organizationId, kinds: known, only: kind });
    if (queue === undefined) {
      throw new AppError('not_found', `No queue ${kind}: nothing does such work, and no job is of it`, {
        field: 'kind',
      });
    }
    return toQueueBody(queue, labelOf(kind));
  }

  const list = endpoint({
    operationId: 'listQueues',
    method: 'GET',
    path: '/api/queues',
    tag,
    summary: 'Your work by kind: what waits, how fast it goes, who can do it, what holds it',
    description:
      'Every kind that this installation knows. All figures are stored counts; no item is counted.',
    allow: 'viewer',
    answers: {
      200: {
        description: 'All queues, by kind',
        schema: z.object({ queues: z.array(queueSchema) }).meta({ id: 'QueueList' }),
        example: { queues: [EXAMPLE] },
      },
    },
    errors: [],
    run: ({ caller: { organizationId }, transaction }) =>
      transaction(async (db) => {
        const kinds = registry.list().map(({ name }) => name);
        const queues = await listQueues(db, { organizationId, kinds });
        return answer(200, { queues: queues.map((queue) => toQueueBody(queue, labelOf(queue.kind))) });
      }),
  });

  const one = endpoint({
    operationId: 'getQueue',
    method: 'GET',
    path: '/api/queues/{kind}',
    tag,
    summary: 'Your work of one kind',
    allow: 'viewer',
    params,
    answers: { 200: { description: 'The queue', schema: queueSchema, example: EXAMPLE } },
    errors: ['not_found'],
    run: ({ caller, params: { kind }, transaction }) =>
      transaction(async (db) => answer(200, await find(db, caller.organizationId, kind))),
  });

  const change = endpoint({
    operationId: 'patchQueue',
    method: 'PATCH',
    path: '/api/queues/{kind}',
    tag,
    summary: 'Narrow or hold all your work of a kind',
    description:
      'For your organization alone, and for our workers: agents and workflows that take batches themselves go on. Counts from the next claim on; what runs is finished. Bounds of single jobs count as well.',
    allow: 'admin',
    params,
    body: changeSchema,
    bodyExample: { concurrency: 4, reason: 'the county asked us to go slowly' },
    answers: { 200: { description: 'The queue as it is now', schema: queueSchema, example: EXAMPLE } },
    errors: ['not_found'],
    run({ caller: { organizationId }, params: { kind }, body, transaction }) {
      if (body.concurrency === undefined && body.paused === undefined) {
        throw new AppError('validation_failed', 'The body changes nothing; give concurrency or paused');
      }
      return transaction(async (db) => {
        await find(db, organizationId, kind);
        await changeQueue(db, { organizationId, kind, changes: body });
        return answer(200, await find(db, organizationId, kind));
      });
    },
  });

  return [list, one, change];
}
