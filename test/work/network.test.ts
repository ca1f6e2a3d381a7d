import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { z } from 'zod';
import { completed, defineKind } from '../../src/kinds/kind.ts';
import { testDatabase } from '../support/database.ts';
import { HalfOpenProxy } from '../support/half-open-proxy.ts';
import { assertSound, jobWhen, results, settledJob, submitted } from '../support/jobs.ts';
import { slow, testDefaults } from '../support/kinds.ts';
import { until } from '../support/until.ts';
import { gate, stageWorker } from '../support/workers.ts';

const { pools, urls, organization } = await testDatabase();
const { api, owner } = pools;
const organizationId = await organization();

/** A kind that answers who did the work, after its gate has opened. */
function signed(name: string, who: string) {
  const door = gate();
  const started: number[] = [];
  const kind = defineKind({
    name,
    label: 'Signed',
    description: 'Says who did it.',
    input: z.unknown(),
    result: z.unknown(),
    params: z.unknown(),
    defaults: testDefaults,
    drivers: ['worker'],
    async runItem({ seq }) {
      started.push(seq);
      await door.opened;
      return completed({ who });
    },
  });
  return { kind, started, open: door.open };
}

async function proxied() {
  const proxy = new HalfOpenProxy(urls.worker);
  const url = await proxy.start();
  after(() => proxy.stop());
  return { proxy, url };
}

test('in a silent network the lease runs out, another worker takes over, and the late report is refused', async () => {
  const { proxy, url } = await proxied();
  const cutOff = signed('silent', 'cut off');
  const first = stageWorker(url, [cutOff.kind], { answerTimeoutMs: 300 });
  first.start();
  const which = await submitted(api, organizationId, {
    ...{ kind: 'silent', count: 40, settings: { batchSize: 40, leaseSeconds: 1 } },
  });
  await until(() => cutOff.started.length === 40, 'forty running items');
  proxy.silence();
  cutOff.open();

  const successor = signed('silent', 'successor');
  successor.open();
  const second = stageWorker(urls.worker, [successor.kind]);
  second.start();
  await settledJob(api, which);
  proxy.open();
  await until(() => first.stats()?.fenced === 1, 'the refusal of the late report');

  const stored = await results(owner, which);
  assert.equal(stored.length, 40);
  assert.deepEqual(
    new Set(stored.map(({ result }) => JSON.stringify(result))),
    new Set(['{"who":"successor"}']),
  );
  await assertSound(owner, which);

  // and the worker that was cut off goes on as if nothing had been
  await second.stop();
  const later = await submitted(api, organizationId, { kind: 'silent', count: 3 });
  await settledJob(api, later);
  await first.stop();
});

test('handlers are told to stop when their lease runs out without a word from the database', async () => {
  const { proxy, url } = await proxied();
  const aborted: string[] = [];
  const waiting = defineKind({
    ...signed('waiting', 'nobody').kind,
    async runItem(_, { signal }) {
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted.push(String(signal.reason.message));
          reject(signal.reason);
        });
      });
      return completed(null);
    },
  });
  const worker = stageWorker(url, [waiting], { answerTimeoutMs: 300 });
  worker.start();
  await submitted(api, organizationId, { kind: 'waiting', count: 1, settings: { leaseSeconds: 1 } });
  await until(() => worker.stats()?.running === 1, 'a running item');
  proxy.silence();
  await until(() => aborted.length === 1, 'the abort');
  assert.deepEqual(aborted, ['the lease ran out']);
  proxy.open();
  await worker.stop();
});

test('a report whose answer is lost is sent again and counts once', async () => {
  const { proxy, url } = await proxied();
  const twice = signed('doubled', 'first');
  const worker = stageWorker(url, [twice.kind], { answerTimeoutMs: 300 });
  worker.start();
  const which = await submitted(api, organizationId, {
    kind: 'doubled',
    count: 50,
    settings: { batchSize: 50 },
  });
  await until(() => twice.started.length === 50, 'fifty running items');
  proxy.loseAnswers();
  twice.open();
  // the report arrives; that it did, the worker never hears
  await jobWhen(api, which, ({ counts }) => counts.completed === 50, 'the stored report');
  assert.equal(worker.stats()?.completed, 0);
  proxy.open();
  await until(() => worker.stats()?.leases === 0, 'the end of the lease');
  assert.equal(worker.stats()?.fenced, 1, 'the second report was refused');
  assert.equal((await settledJob(api, which)).counts.completed, 50);
  assert.equal(twice.started.length, 50, 'no item was handled twice');
  await assertSound(owner, which);
  await worker.stop();
});

test('two workers share a job through lost connections, and every item is done once', async () => {
  const kinds = [slow];
  const workers = [stageWorker(urls.worker, kinds), stageWorker(urls.worker, kinds)];
  for (const worker of workers) worker.start();
  const which = await submitted(api, organizationId, {
    ...{ kind: 'slow', count: 3_000, settings: { batchSize: 50, leaseSeconds: 2 } },
  });
  for (const share of [500, 1_500, 2_300]) {
    await jobWhen(api, which, ({ counts }) => counts.completed >= share, `${share} items`);
    await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and usename = 'lotline_worker'`,
    );
  }
  const done = await settledJob(api, which);
  assert.equal(done.counts.completed, 3_000);
  assert.equal((await results(owner, which)).length, 3_000);
  await assertSound(owner, which);
  for (const worker of workers) assert.ok((worker.stats()?.completed ?? 0) > 0, 'both did a part');
  await Promise.all(workers.map((worker) => worker.stop()));
});
