import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { createLog } from '../../src/base/log.ts';
import { completed, defineKind } from '../../src/kinds/kind.ts';
import { createRegistry } from '../../src/kinds/registry.ts';
import { outcomeOf } from '../../src/kinds/service-outcome.ts';
import { createWorker } from '../../src/work/worker.ts';
import { countingService } from '../support/counting-service.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';
import { quick, testDefaults } from '../support/kinds.ts';
import { ask, serviceWith } from '../support/service-calls.ts';
import { testServices } from '../support/services.ts';
import { until } from '../support/until.ts';
import { gate } from '../support/workers.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const { worker: pool } = db.pools;

test('a job waits while its service is held, says why, and goes on when the hold is over', async () => {
  const outside = await countingService();
  const services = testServices(pool);
  const caller = services.callerFor(serviceWith({ concurrency: 4 }), {
    ...{ url: outside.url, key: 'the-key-of-held-kinds' },
  });
  const kind = defineKind({
    ...{ name: 'held_kind', label: 'Held', description: 'Asks a service', services: ['regrid'] as const },
    ...{ input: z.unknown(), result: z.unknown(), params: z.unknown(), drivers: ['worker'] as const },
    defaults: { ...testDefaults, batchSize: 2 },
    async runItem({ seq }, { job, signal }) {
      try {
        await caller.call(
          ask(job.organizationId, {
            signal,
            for: { organizationId: job.organizationId, jobId: job.id, seq },
          }),
        );
        return completed({ ok: true });
      } catch (error) {
        return outcomeOf(error);
      }
    },
  });
  services.serve([kind]);
  outside.script({ status: 429, headers: { 'retry-after': '600' } });
  // Calls under way with it are answered once it was heard: the others would all be over before, now and then.
  const heard = gate();
  outside.usual = (_, response) => void heard.opened.then(() => response.end('{}'));
  const worker = createWorker({
    ...{ pool, listenUrl: db.urls.worker, registry: createRegistry([kind]), log: createLog('silent') },
    options: quick,
    heldMs: ({ services: needed }) => services.heldMs(needed ?? []),
  });
  const job = await jobs.create({ items: 20, kind: 'held_kind', settings: { batchSize: 2, maxAttempts: 1 } });
  worker.start();
  try {
    await until(() => services.heldMs(['regrid']) > 290_000);
    heard.open();
    await until(async () => (await jobs.get(job)).counts.processing === 0);
    const { hold, status, counts, errorCount } = await jobs.get(job);
    assert.deepEqual([status, errorCount, counts.failed], ['in_progress', 0, 0]);
    assert.deepEqual([hold?.label, hold?.code, hold?.text], ['Regrid', 'rate_limited', 'rate limited']);
    assert.ok(Date.parse(hold?.until ?? '') > Date.now() + 580_000);
    // four at once, and one that took the place of the refused call before that was heard
    const sent = outside.arrivals.length;
    assert.ok(sent <= 5, `${sent} sent`);
    await jobs.sound(job);

    // the database's clock passes the hold; this process asks again once its own has, or when it starts anew
    await worker.stop();
    await jobs.advance(601);
    const fresh = testServices(pool);
    const again = fresh.callerFor(serviceWith(), { url: outside.url, key: 'the-key-of-held-kinds' });
    assert.equal((await again.call(ask(job.organizationId))).status, 200);
    assert.equal((await jobs.get(job)).hold, null);
    assert.equal((await jobs.drain(job)).counts.completed, 20);
    await jobs.sound(job);
  } finally {
    await worker.stop();
  }
});
