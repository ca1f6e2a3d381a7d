import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { asOrganization } from '../../src/db/pool.ts';
import { cancelJob, pauseJob, resumeJob } from '../../src/engine/control.ts';
import { completed, defineKind } from '../../src/kinds/kind.ts';
import { testDatabase } from '../support/database.ts';
import { assertSound, job, jobWhen, results, settledJob, submitted, type TestJob } from '../support/jobs.ts';
import { echo, testDefaults } from '../support/kinds.ts';
import { until } from '../support/until.ts';
import { gate, stageWorker } from '../support/workers.ts';

const { pools, urls, organization } = await testDatabase();
const { api, owner } = pools;
const organizationId = await organization();

/** A kind whose items wait for a gate, and that remembers what was started, ended and aborted. */
function gated(name: string, options: { heedsSignal?: boolean } = {}) {
  const { heedsSignal = true } = options;
  const door = gate();
  const started: number[] = [];
  const aborted: number[] = [];
  const kind = defineKind({
    name,
    label: 'Gated',
    description: 'Waits for a gate.',
    input: z.unknown(),
    result: z.unknown(),
    params: z.unknown(),
    defaults: { ...testDefaults, concurrency: 4, batchSize: 10 },
    drivers: ['worker'],
    async runItem({ seq, input }, { signal }) {
      started.push(seq);
      const stopped = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted.push(seq);
          if (heedsSignal) reject(signal.reason);
        });
      });
      await Promise.race([door.opened, stopped]);
      return completed(input);
    },
  });
  return { kind, started, aborted, open: door.open };
}

const command = ({ organizationId: org, id }: TestJob) => ({ organizationId: org, jobId: id, actor: 'test' });

test('a stop lets running items finish and hands the rest back at once', async () => {
  const first = gated('stopping');
  const worker = stageWorker(urls.worker, [first.kind]);
  worker.start();
  const which = await submitted(api, organizationId, {
    ...{ kind: 'stopping', count: 20 },
    // long: what is not handed back would be missing for a minute
    settings: { batchSize: 10, leaseSeconds: 60 },
  });
  await until(() => first.started.length === 4, 'four running items');
  const stopped = worker.stop();
  assert.equal(worker.stop(), stopped, 'a second stop is the first');
  first.open();
  await stopped;
  const between = await job(api, which);
  assert.deepEqual(
    [between.counts.completed, between.counts.processing, between.counts.waiting],
    [4, 0, 16],
    'four are done and nothing is held',
  );
  const second = gated('stopping');
  second.open();
  const next = stageWorker(urls.worker, [second.kind]);
  next.start();
  await settledJob(api, which, 10_000);
  const handled = [...first.started, ...second.started].sort((a, b) => a - b);
  assert.deepEqual(
    handled,
    Array.from({ length: 20 }, (_, index) => index + 1),
    'each item was handled once',
  );
  await assertSound(owner, which);
  await next.stop();
});

test('a stop aborts handlers that outlast its limit and hands their items back', async () => {
  const deaf = gated('deaf', { heedsSignal: false });
  const worker = stageWorker(urls.worker, [deaf.kind], { stopLimitMs: 100 });
  worker.start();
  const which = await submitted(api, organizationId, {
    kind: 'deaf',
    count: 10,
    settings: { leaseSeconds: 60 },
  });
  await until(() => deaf.started.length === 4, 'four running items');
  await worker.stop();
  assert.deepEqual(deaf.aborted.sort(), [1, 2, 3, 4]);
  const { counts } = await job(api, which);
  assert.deepEqual([counts.completed, counts.processing, counts.waiting], [0, 0, 10]);
  assert.deepEqual(
    (await owner.query('select from lotline.workers where name = $1', [worker.name])).rowCount,
    0,
  );
  await assertSound(owner, which);
});

test('a stopped worker may be started again, and a start more changes nothing', async () => {
  const worker = stageWorker(urls.worker, [echo]);
  await worker.stop();
  worker.start();
  worker.start();
  const one = await submitted(api, organizationId, { kind: 'echo', count: 5 });
  await settledJob(api, one);
  await worker.stop();
  worker.start();
  const two = await submitted(api, organizationId, { kind: 'echo', count: 5 });
  await settledJob(api, two);
  await worker.stop();
});

test('a paused job gets its running items back and its others at once; resumed, it finishes', async () => {
  const held = gated('pausing');
  const worker = stageWorker(urls.worker, [held.kind]);
  worker.start();
  const which = await submitted(api, organizationId, { kind: 'pausing', count: 10 });
  await until(() => held.started.length === 4, 'four running items');
  await asOrganization(api, organizationId, (db) => pauseJob(db, { ...command(which), reason: 'lunch' }));
  await until(() => worker.stats()?.waiting === 0, 'the worker has heard of it');
  held.open();
  const paused = await jobWhen(api, which, ({ counts }) => counts.processing === 0, 'nothing held');
  assert.equal(paused.status, 'paused');
  assert.equal(paused.counts.completed + paused.counts.waiting, 10);
  assert.ok(held.aborted.length === 0, 'nothing was aborted');
  await asOrganization(api, organizationId, (db) => resumeJob(db, command(which)));
  await settledJob(api, which);
  assert.equal(held.started.length, 10, 'no item was handled twice');
  await assertSound(owner, which);
  await worker.stop();
});

for (const [how, revoke] of [
  ['paused with a fence', pauseJob],
  ['cancelled by force', cancelJob],
] as const) {
  test(`handlers of a job that is ${how} are aborted, and their outcomes count for nothing`, async () => {
    const held = gated(revoke.name.toLowerCase(), { heedsSignal: false });
    const worker = stageWorker(urls.worker, [held.kind]);
    worker.start();
    const which = await submitted(api, organizationId, { kind: held.kind.name, count: 10 });
    await until(() => held.started.length === 4, 'four running items');
    await asOrganization(api, organizationId, (db) =>
      revoke(db, { ...command(which), fence: true, force: true }),
    );
    await until(() => held.aborted.length === 4, 'four aborted items');
    held.open();
    await worker.stop();
    assert.deepEqual(
      (await results(owner, which)).filter(({ outcome }) => outcome === 'completed'),
      [],
    );
    await assertSound(owner, which);
  });
}

test('sent rows are committed before a billed request may leave, and without an answer nothing is repeated', async () => {
  const seen: number[] = [];
  const billed = defineKind({
    name: 'billed',
    label: 'Billed',
    description: 'Costs money.',
    input: z.unknown(),
    result: z.unknown(),
    params: z.unknown(),
    defaults: { ...testDefaults, itemTimeoutMs: 500 },
    drivers: ['worker'],
    billed: true,
    async runItem({ seq, input }, context) {
      await context.billed([seq], 'parcel-api');
      const { rowCount } = await owner.query(
        "select from lotline.sent_calls where seq = $1 and service = 'parcel-api'",
        [seq],
      );
      if (rowCount === 1) seen.push(seq);
      if (seq === 1) throw new Error('connection reset');
      if (seq === 2) return new Promise(() => {});
      return completed(input);
    },
  });
  const worker = stageWorker(urls.worker, [billed]);
  worker.start();
  const which = await submitted(api, organizationId, { kind: 'billed', count: 3 });
  await settledJob(api, which);
  assert.deepEqual(seen.sort(), [1, 2, 3]);
  assert.deepEqual(
    (await results(owner, which)).map(({ outcome, attempts, error_class }) => [
      outcome,
      attempts,
      error_class,
    ]),
    [
      ['failed', 1, 'outcome_unknown'],
      ['failed', 1, 'outcome_unknown'],
      ['completed', 1, null],
    ],
  );
  await worker.stop();
});

test('nothing billed may be sent for items that are no longer held', async () => {
  const taken = gate();
  const refused: unknown[] = [];
  const late = defineKind({
    ...gated('late').kind,
    billed: true,
    async runItem({ seq }, { billed }) {
      started.open();
      await taken.opened;
      // not one of those that look at their signal first
      await billed([seq], 'parcel-api').catch((error: unknown) => refused.push(error));
      return completed(null);
    },
  });
  const started = gate();
  const worker = stageWorker(urls.worker, [late], { heartbeatMs: 60_000 });
  worker.start();
  const which = await submitted(api, organizationId, { kind: 'late', count: 1 });
  await started.opened;
  await asOrganization(api, organizationId, (db) => pauseJob(db, { ...command(which), fence: true }));
  taken.open();
  await until(() => refused.length === 1, 'the refusal');
  const { rowCount } = await owner.query('select from lotline.sent_calls where job_no = $1', [which.number]);
  assert.equal(rowCount, 0);
  await worker.stop();
});

test('leases shorter than the rhythm of heartbeats are renewed in time', async () => {
  const held = gated('renewed');
  const worker = stageWorker(urls.worker, [held.kind], { heartbeatMs: 60_000 });
  worker.start();
  const which = await submitted(api, organizationId, {
    kind: 'renewed',
    count: 4,
    settings: { leaseSeconds: 1 },
  });
  await until(() => held.started.length === 4, 'four running items');
  const rival = stageWorker(urls.worker, [gated('renewed').kind]);
  rival.start();
  const { rows } = await owner.query<{ until: Date }>(
    'select lease_until as until from lotline.batches where job_no = $1',
    [which.number],
  );
  const first = rows[0]?.until ?? new Date(0);
  // two lengths of the lease later it still stands
  await until(async () => {
    const now = await owner.query<{ at: Date }>(
      'select lease_until as at from lotline.batches where job_no = $1',
      [which.number],
    );
    return (now.rows[0]?.at.getTime() ?? 0) > first.getTime() + 2_000;
  }, 'renewed leases');
  held.open();
  await settledJob(api, which);
  assert.equal(rival.stats()?.claimedItems, 0);
  assert.equal(held.started.length, 4);
  await Promise.all([worker.stop(), rival.stop()]);
});
