import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heartbeat } from '../../src/engine/claims.ts';
import { cancelJob, completeJob, failJob, pauseJob, resumeJob } from '../../src/engine/control.ts';
import { listItems } from '../../src/engine/items.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const { worker } = db.pools;

test('a paused job hands out no batch, and lets running items report', async () => {
  const job = await jobs.create({ items: 20 });
  const batch = await jobs.claimOne(job);
  const paused = await pauseJob(worker, { ...job, reason: 'lunch' });
  assert.deepEqual([paused.status, paused.pauseReason, paused.draining], ['paused', 'lunch', true]);
  assert.deepEqual(await jobs.claim(job), []);
  assert.equal((await jobs.report(batch, completed())).accepted, 10);
  assert.equal((await jobs.get(job)).draining, false);
  await jobs.sound(job);
  await resumeJob(worker, job);
  assert.equal((await jobs.drain(job)).status, 'completed');
  await jobs.sound(job);
});

test('a pause with fence takes leases away: late reports bounce, the items are due again at once after a resume', async () => {
  const job = await jobs.create({ items: 20 });
  const batch = await jobs.claimOne(job);
  await jobs.report(batch, completed(), [1, 2, 3]);
  const paused = await pauseJob(worker, { ...job, fence: true });
  assert.deepEqual([paused.status, paused.draining, paused.counts.waiting], ['paused', false, 17]);
  assert.deepEqual(await jobs.report(batch, completed(), [4, 5]), {
    accepted: 0,
    ignored: 2,
    fenced: true,
    closed: false,
  });
  assert.deepEqual((await heartbeat(worker, { worker: 'worker-1', leases: [batch] })).leases, []);
  await jobs.sound(job);
  await resumeJob(worker, job);
  const again = await jobs.claimOne(job, 7);
  assert.deepEqual(
    again.items.map((i) => [i.seq, i.attempt]),
    [4, 5, 6, 7, 8, 9, 10].map((seq) => [seq, 1]),
  );
  await jobs.report(again, completed());
  assert.equal((await jobs.drain(job)).status, 'completed');
});

test('a job paused already may still be fenced', async () => {
  const job = await jobs.create({ items: 5 });
  const batch = await jobs.claimOne(job);
  await pauseJob(worker, job);
  await pauseJob(worker, { ...job, fence: true });
  assert.equal((await jobs.report(batch, completed())).fenced, true);
  await jobs.sound(job);
});

test('the last items of a paused job finish it', async () => {
  const job = await jobs.create({ items: 10 });
  const batch = await jobs.claimOne(job);
  await pauseJob(worker, job);
  await jobs.report(batch, completed());
  assert.equal((await jobs.get(job)).status, 'completed');
  await jobs.sound(job);
});

test('cancel stores cancelled at once, cancels what waits, and lets leased items report until their lease ends', async () => {
  const job = await jobs.create({ items: 30 });
  const first = await jobs.claimOne(job);
  const second = await jobs.claimOne(job);
  const cancelled = await cancelJob(worker, { ...job, reason: 'wrong list' });
  assert.deepEqual([cancelled.status, cancelled.draining], ['cancelled', true]);
  assert.deepEqual(
    [cancelled.counts.processing, cancelled.counts.waiting, cancelled.counts.cancelled],
    [20, 0, 10],
  );
  assert.equal((await jobs.report(first, completed())).accepted, 10);
  const before = second.leaseUntil.getTime();
  const [held] = (await heartbeat(worker, { worker: 'worker-1', leases: [second] })).leases;
  assert.equal(held?.jobStatus, 'cancelled');
  assert.equal(held?.leaseUntil.getTime(), before, 'a heartbeat does not move the last call');
  await jobs.advance(301);
  assert.equal((await jobs.report(second, completed())).fenced, true, 'after its end the lease is over');
  await jobs.expireLeases();
  const done = await jobs.get(job);
  assert.deepEqual(
    [done.counts.completed, done.counts.cancelled, done.draining, done.progress],
    [10, 20, false, 100],
  );
  await jobs.sound(job);
  const { items, total } = await listItems(worker, { ...job, statuses: ['cancelled'], limit: 100 });
  assert.deepEqual([items.length, total], [20, 20]);
});

test('a failure to be tried again, reported after a cancel, is cancelled', async () => {
  const job = await jobs.create({ items: 5 });
  const batch = await jobs.claimOne(job);
  await cancelJob(worker, job);
  await jobs.report(batch, (seq) => (seq < 3 ? completed() : failed('transient')));
  const counts = await jobs.sound(job);
  assert.deepEqual([counts.completed, counts.cancelled], [2, 3]);
});

test('cancel by force takes leases away at once, also after an ordinary cancel', async () => {
  const job = await jobs.create({ items: 30 });
  const batch = await jobs.claimOne(job);
  await cancelJob(worker, job);
  const forced = await cancelJob(worker, { ...job, force: true });
  assert.deepEqual([forced.draining, forced.counts.cancelled], [false, 30]);
  assert.equal((await jobs.report(batch, completed())).fenced, true);
  await jobs.sound(job);
});

test('a job cancelled before it ever ran has only cancelled items', async () => {
  const job = await jobs.create({ items: 3, state: 'submitted' });
  await cancelJob(worker, job);
  assert.deepEqual(await jobs.claim(job), []);
  assert.equal((await jobs.sound(job)).cancelled, 3);
});

test("the owner's end skips what is left, leases and retries included, and says how many", async () => {
  const job = await jobs.create({ items: 30, settings: { backoffBaseSeconds: 600 } });
  await jobs.report(await jobs.claimOne(job), (seq) => (seq === 1 ? failed('transient') : completed()));
  const batch = await jobs.claimOne(job);
  const done = await completeJob(worker, { ...job, reason: 'enough' });
  assert.deepEqual([done.status, done.counts.completed, done.counts.skipped], ['completed', 9, 21]);
  assert.equal((await jobs.report(batch, completed())).fenced, true);
  const { items } = await listItems(worker, { ...job, statuses: ['skipped'], limit: 1 });
  assert.deepEqual(
    [items[0]?.errorCode, items[0]?.errorMessage],
    ['completed_by_owner', 'Job completed by its owner'],
  );
  assert.deepEqual(
    await jobs.one(
      "select detail from lotline.job_events where job_no = $1 and event = 'completed_by_owner'",
      [job.number],
    ),
    { items_skipped: 21 },
  );
  await jobs.sound(job);
});

test("the owner's end in failure cancels what is left", async () => {
  const job = await jobs.create({ items: 30 });
  await jobs.report(await jobs.claimOne(job), completed());
  const done = await failJob(worker, { ...job, reason: 'upstream is gone' });
  assert.deepEqual([done.status, done.counts.completed, done.counts.cancelled], ['failed', 10, 20]);
  assert.equal(done.lastError, 'upstream is gone');
  await jobs.sound(job);
});

test('commands given at once by many leave a sound job', async () => {
  const job = await jobs.create({ items: 200, settings: { batchSize: 5 } });
  const work = async (name: string) => {
    for (let i = 0; i < 20; i++) {
      for (const batch of await jobs.claim(job, 5, name)) await jobs.report(batch, completed());
    }
  };
  const toggle = async () => {
    for (let i = 0; i < 10; i++) {
      await pauseJob(worker, { ...job, fence: i % 2 === 0 }).catch(() => {});
      await resumeJob(worker, job).catch(() => {});
    }
  };
  await Promise.all([work('a'), work('b'), work('c'), toggle(), toggle()]);
  await jobs.sound(job);
  if ((await jobs.get(job)).status === 'paused') await resumeJob(worker, job);
  await jobs.drain(job);
  await jobs.tick();
  assert.equal((await jobs.get(job)).status, 'completed');
  assert.equal((await jobs.sound(job)).completed, 200);
});
