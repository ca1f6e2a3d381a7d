import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/pool.ts';
import type { WantedWorker } from '../../engine/claims.ts';
import { listWorkers, orderWorker, type PresentWorker, WORKER_STATES } from '../../engine/workers.ts';
import { type AnyEndpoint, answer, endpoint } from '../../http/endpoint.ts';

const tag = 'Operations';
const time = z.iso.datetime();

/** Batches shown with each worker of the list, and with one. */
const FEW = 10;
const MANY = 500;

const batchSchema = z
  .object({
    id: z.string(),
    jobId: z.uuid(),
    jobName: z.string(),
    kind: z.string(),
    size: z.int(),
    open: z.int().describe('Items without a report yet'),
    leasedAt: time,
    until: time.nullable().describe('When the lease ends, unless a heartbeat moves it on'),
  })
  .meta({ id: 'HeldBatch' });

export const workerSchema = z
  .object({
    id: z.string(),
    state: z
      .enum(WORKER_STATES)
      .describe(
        'late: silent for 12 seconds. dead: silent for 30, or found dead. draining: finishes what runs, takes nothing more',
      ),
    host: z.string().nullable(),
    pid: z.int().nullable(),
    version: z.string().nullable(),
    kinds: z.array(z.string()).describe('What it can do'),
    slots: z.int().describe('Items or whole batches that it works at once'),
    busy: z.int().describe('Slots in use, for whichever organization'),
    startedAt: time,
    seenAt: time.describe('Its last heartbeat'),
    heartbeatAgeSeconds: z.number(),
    endedAt: time.nullable(),
    wanted: z.enum(['run', 'drain', 'stop']).describe('What it was told'),
    wantedBy: z.string().nullable(),
    wantedAt: time.nullable(),
    wantedReason: z.string().nullable(),
    batchCount: z.int().describe('Batches of your organization that it holds'),
    batches: z
      .array(batchSchema)
      .describe(`The oldest of them: ${FEW} in a list, ${MANY} of a single worker`),
  })
  .meta({ id: 'Worker' });
export type WorkerBody = z.infer<typeof workerSchema>;

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const whole = (value: unknown): number | null => (Number.isInteger(value) ? Number(value) : null);

export function toWorkerBody(worker: PresentWorker): WorkerBody {
  const { name, state, info, held, batches, wanted, wantedBy, wantedReason } = worker;
  const gone = worker.endedAt !== null;
  return {
    ...{ id: name, state, host: text(info.host), pid: whole(info.pid), version: text(info.version) },
    kinds: Array.isArray(info.kinds) ? info.kinds.map(String) : [],
    slots: whole(info.slots) ?? 0,
    busy: gone || state === 'dead' ? 0 : (whole(info.running) ?? 0),
    startedAt: worker.startedAt.toISOString(),
    seenAt: worker.seenAt.toISOString(),
    heartbeatAgeSeconds: Math.round(worker.silentSeconds * 10) / 10,
    endedAt: worker.endedAt?.toISOString() ?? null,
    ...{ wanted, wantedBy, wantedReason, wantedAt: worker.wantedAt?.toISOString() ?? null },
    batchCount: held,
    batches: [...batches],
  };
}

const EXAMPLE: WorkerBody = {
  ...{ id: 'box-2071-9f3a1c', state: 'live', host: 'box', pid: 2071, version: '0.1.0' },
  ...{ kinds: ['incentive_lookup', 'regrid_scraping'], slots: 200, busy: 12 },
  ...{ startedAt: '2026-11-22T13:00:00.000Z', seenAt: '2026-11-22T14:05:02.000Z', heartbeatAgeSeconds: 2.1 },
  ...{ endedAt: null, wanted: 'run', wantedBy: null, wantedAt: null, wantedReason: null, batchCount: 1 },
  batches: [
    {
      ...{ id: '4711', jobId: '3f0c9a52-6a5e-4c0e-9d55-0b8f6f0d2a11', jobName: 'Regrid · Blair, PA' },
      ...{ kind: 'regrid_scraping', size: 50, open: 12 },
      ...{ leasedAt: '2026-11-22T14:04:40.000Z', until: '2026-11-22T14:09:58.000Z' },
    },
  ],
};

const params = z.object({ id: z.string().min(1).max(200) });

async function find(db: Queryable, organizationId: string, name: string): Promise<WorkerBody> {
  const [worker] = await listWorkers(db, { organizationId, name, batches: MANY });
  if (worker === undefined) throw new AppError('worker_not_found', `No worker ${name}`, { field: 'id' });
  return toWorkerBody(worker);
}

const list = endpoint({
  operationId: 'listWorkers',
  method: 'GET',
  path: '/api/workers',
  tag,
  summary: 'The workers: how they are, what they can do, and which of your batches they hold',
  description:
    'Workers belong to the installation; every organization sees them, and of the batches that they hold its own alone. Those that went in the last day come last.',
  allow: 'viewer',
  answers: {
    200: {
      description: 'All of them',
      schema: z.object({ workers: z.array(workerSchema) }).meta({ id: 'WorkerList' }),
      example: { workers: [EXAMPLE] },
    },
  },
  errors: [],
  run: ({ caller: { organizationId }, transaction }) =>
    transaction(async (db) => {
      const workers = await listWorkers(db, { organizationId, batches: FEW });
      return answer(200, { workers: workers.map(toWorkerBody) });
    }),
});

const one = endpoint({
  operationId: 'getWorker',
  method: 'GET',
  path: '/api/workers/{id}',
  tag,
  summary: 'One worker, with the batches of yours that it holds',
  allow: 'viewer',
  params,
  answers: { 200: { description: 'The worker', schema: workerSchema, example: EXAMPLE } },
  errors: ['worker_not_found'],
  run: ({ caller, params: { id }, transaction }) =>
    transaction(async (db) => answer(200, await find(db, caller.organizationId, id))),
});

export const reasonSchema = z.string().trim().max(1000).optional().describe('Why; kept in the audit trail');
const orderSchema = z.object({ reason: reasonSchema }).nullish().meta({ id: 'OrderWorker' });

function order(verb: string, wanted: WantedWorker, summary: string, description: string): AnyEndpoint {
  return endpoint({
    operationId: `${verb}Worker`,
    method: 'POST',
    path: `/api/workers/{id}/${verb}`,
    tag,
    summary,
    description: `${description} Where several organizations share the installation, only an operator of it may.`,
    allow: 'admin',
    params,
    body: orderSchema,
    bodyExample: { reason: 'the machine is to be restarted' },
    answers: { 200: { description: 'The worker', schema: workerSchema, example: EXAMPLE } },
    errors: ['worker_not_found', 'conflict', 'forbidden'],
    run: ({ caller: { organizationId, operator = false }, params: { id }, body, transaction }) =>
      transaction(async (db) => {
        await orderWorker(db, { organizationId, name: id, wanted, reason: body?.reason, operator });
        return answer(200, await find(db, organizationId, id));
      }),
  });
}

/** `/api/workers`. */
export const workerEndpoints: readonly AnyEndpoint[] = [
  list,
  one,
  order(
    'drain',
    'drain',
    'Let a worker take nothing more',
    'It finishes what runs, hands back what it has not begun, and stays until it is told to go on.',
  ),
  order(
    'stop',
    'stop',
    'Let a worker end',
    'It finishes what runs, hands back the rest, and ends; where its process does nothing else, that ends too.',
  ),
  order(
    'resume',
    'run',
    'Let a drained worker go on',
    'One that has stopped is gone: start its process again.',
  ),
];
