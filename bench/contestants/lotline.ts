import { z } from 'zod';
import { createLog } from '../../src/base/log.ts';
import { migrate } from '../../src/db/migrate.ts';
import { asOrganization, createPool, type Pool, type Queryable } from '../../src/db/pool.ts';
import { upkeep } from '../../src/engine/claims.ts';
import { appendItems, createJob, submitJob } from '../../src/engine/jobs.ts';
import type { NewItem } from '../../src/engine/vocabulary.ts';
import { completed, defineKind } from '../../src/kinds/kind.ts';
import { createRegistry } from '../../src/kinds/registry.ts';
import { createDeliverer } from '../../src/outcomes/webhooks/deliverer.ts';
import { addWebhook } from '../../src/outcomes/webhooks/endpoints.ts';
import { EVENT_TYPES } from '../../src/outcomes/webhooks/event-types.ts';
import { createWorker } from '../../src/work/worker.ts';
import type { Contestant, Urls } from '../lib/contestant.ts';
import { organization } from '../lib/database.ts';
import type { Handler } from '../lib/handler.ts';
import { inParts, makePayload, type Payload } from '../lib/items.ts';
import { lookupResult } from '../lib/lookups.ts';

const CONNECTIONS = 4;
/** Other people's jobs: large ones of another kind, which this worker does not serve, and of ours but later. */
const OTHER_KIND = 'bench_other';
const OTHER_JOB_ITEMS = 100_000;

/** The product itself: its engine, its worker, its roles, nothing left out. */
export const lotline = makeLotline('lotline', 1000);

/** The same with batches as small as the floor's claims, to show what the batch size alone gives. */
export const lotline100 = makeLotline('lotline-100', 100);

/** The same with lookups, which write report rows as they settle: once with nobody to tell, once with a webhook. */
export const lookups = makeLotline('lotline-lookups', 1000, { kind: 'incentive_lookup', webhooks: false });
export const lookupsTold = makeLotline('lotline-webhooks', 1000, {
  kind: 'incentive_lookup',
  webhooks: true,
});

/** Set while somebody listens to webhooks: their address. */
export const RECEIVER = 'LOTLINE_BENCH_RECEIVER';
const WEBHOOKS = {
  webhooksPrivate: 'all',
  secretKey: 'ab'.repeat(32),
  databaseUrl: undefined,
  dataFolder: '',
} as const;

function makeLotline(
  name: string,
  batchSize: number,
  { kind, webhooks } = { kind: 'bench_item', webhooks: false },
): Contestant {
  const ourResults = `from lotline.results r
    where r.outcome = 'completed' and r.job_no = (select number from lotline.jobs where kind = '${kind}')`;
  return {
    name,
    settings: `createJob, appendItems, submitJob in one transaction as lotline_api; one worker as lotline_worker with ${CONNECTIONS} connections, batches of ${batchSize}`,

    async prepare(database) {
      await migrate(database.urls.owner);
      // A database at work has had its hourly upkeep.
      await withPool(database.urls.worker, (pool) => upkeep(pool));
      if (webhooks) await addReceiver(database.urls);
    },

    async preload(database, count) {
      const organizationId = await organization(database.urls);
      const numbers = inParts([...Array(count).keys()], OTHER_JOB_ITEMS);
      await withPool(database.urls.api, async (pool) => {
        for (const part of numbers) {
          await asOrganization(pool, organizationId, (db) =>
            addJob(db, organizationId, OTHER_KIND, batchSize, part.map(makePayload)),
          );
        }
      });
    },

    async enqueue(database, payloads) {
      const organizationId = await organization(database.urls);
      await withPool(database.urls.api, (pool) =>
        asOrganization(pool, organizationId, (db) => addJob(db, organizationId, kind, batchSize, payloads)),
      );
    },

    async work(database, handler) {
      const pool = createPool(database.urls.worker, { name: 'bench worker', max: CONNECTIONS });
      const worker = createWorker({
        pool,
        listenUrl: database.urls.worker,
        registry: createRegistry([benchKind(kind, handler, batchSize)]),
        log: createLog('warn'),
      });
      const telling = createPool(database.urls.worker, { name: 'bench webhooks', max: 3 });
      const deliverer = createDeliverer({
        config: WEBHOOKS,
        pool: telling,
        log: createLog('warn'),
        options: { graceMs: 100 },
      });
      worker.start();
      // Also with nobody to tell it looks, as it does in every worker.
      deliverer.start();
      return async () => {
        await Promise.all([worker.stop(), deliverer.stop()]);
        await Promise.all([pool.end(), telling.end()]);
      };
    },

    async countDone(database) {
      const [row] = await database.query<{ n: string }>(`select count(*) n ${ourResults}`);
      return Number(row?.n);
    },

    async verify(database) {
      const [row] = await database.query<{ n: string; d: string; ok: string }>(`
      select count(*) n, count(distinct (r.result->>'i')::int) d,
             count(*) filter (where r.result->>'i' = i.input->>'i') ok
      ${ourResults.replace('where', 'join lotline.items i using (job_no, seq) where')}`);
      return { rows: Number(row?.n), distinct: Number(row?.d), matched: Number(row?.ok) };
    },
  };
}

/** An endpoint of the default organization that is told of everything. */
async function addReceiver(urls: Urls): Promise<void> {
  const url = process.env[RECEIVER];
  if (url === undefined) throw new Error(`${RECEIVER} is not set: nobody listens`);
  const organizationId = await organization(urls);
  await withPool(urls.api, (pool) =>
    asOrganization(pool, organizationId, (db) =>
      addWebhook(db, WEBHOOKS, {
        ...{ organizationId, actor: 'bench', url, description: '', events: EVENT_TYPES },
        ...{ fieldNames: [], payload: 'signed', ratePerSecond: 50 },
      }),
    ),
  );
}

async function addJob(
  db: Queryable,
  organizationId: string,
  kind: string,
  batchSize: number,
  payloads: readonly Payload[],
): Promise<void> {
  const job = await createJob(db, {
    organizationId,
    kind,
    name: 'Bench',
    actor: 'bench',
    sealed: false,
    settings: { batchSize },
  });
  const command = { organizationId, jobId: job.id };
  await appendItems(db, { ...command, chunk: null, rows: payloads.map(toItem) });
  await submitJob(db, { ...command, actor: 'bench' });
}

/** The caller's own id stands beside the input, as it does in a lookup; the bytes are the same. */
function toItem({ ref, ...input }: Payload): NewItem {
  return { reference: ref, input };
}

function benchKind(name: string, handler: Handler, batchSize: number) {
  return defineKind({
    name,
    label: 'Bench item',
    description: 'The work of the benchmark.',
    input: z.unknown(),
    result: z.unknown(),
    params: z.unknown(),
    drivers: ['worker'],
    defaults: {
      batchSize,
      perSession: batchSize,
      maxAttempts: 4,
      leaseSeconds: 60,
      concurrency: 50,
      itemTimeoutMs: 30_000,
      ratePerSecond: null,
    },
    runItem: async (item) => {
      // enqueued by this bench, as Payload
      const result = await handler(item.input as Payload);
      return completed(name === 'incentive_lookup' ? { ...lookupResult(result.i + 1), ...result } : result);
    },
  });
}

async function withPool<T>(url: string, use: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = createPool(url, { name: 'bench', max: 1 });
  try {
    return await use(pool);
  } finally {
    await pool.end();
  }
}
