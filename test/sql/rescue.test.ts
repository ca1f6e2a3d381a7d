import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ClaimedBatch, heartbeat, releaseBatch, removeWorker } from '../../src/engine/claims.ts';
import { listItems } from '../../src/engine/items.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const { worker } = db.pools;
const seqs = (batch: ClaimedBatch) => batch.items.map((i) => i.seq);

test('an expired lease goes to the next worker, only with what was not reported, and its holder is fenced', async () => {
  const job = await jobs.create({ items: 10 });
  const lost = await jobs.claimOne(job);
  await jobs.report(lost, completed(), [1, 2, 3]);
  await jobs.expireLeases();
  await jobs.sound(job);
  const taken = await jobs.claimOne(job, 10, 'worker-2');
  assert.deepEqual(seqs(taken), [4, 5, 6, 7, 8, 9, 10]);
  assert.equal((await jobs.report(lost, completed(), [4])).fenced, true);
  await jobs.report(taken, completed());
  assert.equal((await jobs.sound(job)).completed, 10);
  assert.equal((await jobs.get(job)).status, 'completed');
});

test('a report that comes after the lease ended, but before anybody took it, still counts', async () => {
  const job = await jobs.create({ items: 3 });
  const batch = await jobs.claimOne(job);
  await jobs.advance(10_000);
  assert.equal((await jobs.report(batch, completed())).accepted, 3);
  await jobs.sound(job);
});

test('a claim takes expired leases itself, without waiting for a tick', async () => {
  const job = await jobs.create({ items: 5 });
  const lost = await jobs.claimOne(job);
  await jobs.advance(301);
  assert.deepEqual(seqs(await jobs.claimOne(job, 10, 'worker-2')), seqs(lost));
  await jobs.sound(job);
});

test('a heartbeat moves leases on and names those that are still held', async () => {
  const job = await jobs.create({ items: 20 });
  const [kept, lost] = [await jobs.claimOne(job), await jobs.claimOne(job)];
  await jobs.advance(200);
  const { leases: held } = await heartbeat(worker, {
    ...{ worker: 'worker-1', leases: [kept], info: { slots: 4 } },
  });
  assert.deepEqual(
    held.map((h) => [h.batchId, h.jobNumber, h.jobStatus]),
    [[kept.batchId, job.number, 'in_progress']],
  );
  await jobs.advance(110);
  await jobs.tick();
  assert.deepEqual((await heartbeat(worker, { worker: 'worker-1', leases: [lost] })).leases, []);
  assert.equal((await heartbeat(worker, { worker: 'worker-1', leases: [kept] })).leases.length, 1);
  assert.deepEqual(await jobs.one("select info from lotline.workers where name = 'worker-1'"), {});
  await removeWorker(worker, 'worker-1');
  assert.equal(await jobs.one("select count(*)::int from lotline.workers where name = 'worker-1'"), 0);
});

test('a lease handed back is due at once, and costs no attempt', async () => {
  const job = await jobs.create({ items: 5 });
  const batch = await jobs.claimOne(job);
  await jobs.report(batch, completed(), [1]);
  assert.equal(await releaseBatch(worker, batch), true);
  assert.equal(await releaseBatch(worker, batch), false);
  const again = await jobs.claimOne(job);
  assert.deepEqual(
    again.items.map((i) => [i.seq, i.attempt]),
    [2, 3, 4, 5].map((seq) => [seq, 1]),
  );
  await jobs.sound(job);
});

test('leases that expire again are handed out in halves, and only a single item alone is failed as poison', async () => {
  const job = await jobs.create({ items: 16, settings: { batchSize: 16 } });
  const poison = 11;
  const sizes = new Set<number>();
  for (let round = 0; round < 200; round++) {
    const batches = await jobs.claim(job, 16, `worker-${round}`);
    if (batches.length === 0) break;
    for (const batch of batches) {
      sizes.add(batch.items.length);
      if (!seqs(batch).includes(poison)) await jobs.report(batch, completed());
    }
    await jobs.expireLeases();
    await jobs.sound(job);
  }
  const done = await jobs.get(job);
  assert.deepEqual([done.status, done.counts.completed, done.counts.failed], ['completed', 15, 1]);
  assert.deepEqual([...sizes], [16, 8, 4, 2, 1]);
  const { items } = await listItems(worker, { ...job, statuses: ['failed'], limit: 5 });
  assert.deepEqual(
    items.map((i) => [i.seq, i.errorClass, i.errorCode]),
    [[poison, 'crashed', 'poison']],
  );
});

test('leases of agents are simply handed on, however often they expire', async () => {
  const job = await jobs.create({ items: 1, driver: 'agent' });
  const pull = async (session: string) => {
    const { rows } = await worker.query('select batch_id, token from lotline.pull($1, $2, 10, $3)', [
      job.organizationId,
      job.jobId,
      session,
    ]);
    return rows;
  };
  for (let i = 0; i < 6; i++) {
    assert.equal((await pull(`s${i}`)).length, 1);
    await jobs.expireLeases();
  }
  assert.equal((await jobs.sound(job)).failed, 0);
});

test('items that failed before keep their attempts when their lease is lost', async () => {
  const job = await jobs.create({ items: 1 });
  await jobs.report(await jobs.claimOne(job), failed('transient'));
  await jobs.claimOne(job);
  await jobs.expireLeases();
  assert.equal((await jobs.claimOne(job)).items[0]?.attempt, 2);
});

test('the tick wakes returned items whose cursor was held while they were reported', async () => {
  const job = await jobs.create({ items: 10 });
  const batch = await jobs.claimOne(job);
  const client = await db.pools.owner.connect();
  await client.query('begin');
  await client.query('select from lotline.cursors where job_no = $1 for update', [job.number]);
  await jobs.report(batch, failed('transient'), [1, 2]);
  await client.query('rollback');
  client.release();
  assert.deepEqual(await jobs.claim(job), []);
  assert.equal((await jobs.tick()).woken, 1);
  assert.deepEqual(seqs(await jobs.claimOne(job)), [1, 2]);
  await jobs.sound(job);
});

test('a job at its lease limit with only returned items left is opened again', async () => {
  const job = await jobs.create({ items: 10, settings: { batchSize: 5, maxLeases: 2 } });
  const [a, b] = [await jobs.claimOne(job, 5), await jobs.claimOne(job, 5)];
  assert.deepEqual(await jobs.claim(job, 5), []);
  const client = await db.pools.owner.connect();
  await client.query('begin');
  await client.query('select from lotline.cursors where job_no = $1 for update', [job.number]);
  await jobs.report(a, failed('transient'));
  await jobs.report(b, failed('transient'));
  await client.query('rollback');
  client.release();
  await jobs.tick();
  assert.equal((await jobs.drain(job)).status, 'completed');
  assert.equal((await jobs.sound(job)).completed, 10);
});

test('the tick folds the counters of many leases into their job', async () => {
  const job = await jobs.create({ items: 100, settings: { batchSize: 1 } });
  for (let i = 0; i < 80; i++) await jobs.report(await jobs.claimOne(job, 1), completed());
  assert.ok((await jobs.tick()).folded >= 80);
  assert.equal(
    await jobs.one('select completed_items from lotline.jobs where number = $1', [job.number]),
    80,
  );
  assert.equal(
    await jobs.one('select count(*)::int from lotline.batch_log where job_no = $1', [job.number]),
    80,
  );
  assert.equal((await jobs.sound(job)).completed, 80);
});

test('only one tick runs at a time', async () => {
  const client = await db.pools.owner.connect();
  await client.query('begin');
  await client.query("select from lotline.engine_locks where name = 'tick' for update");
  const { rows } = await worker.query('select lotline.tick() as report');
  assert.equal(rows[0]?.report, null);
  await client.query('rollback');
  client.release();
});

test('a job of low priority that waits rises minute by minute, and falls back once it got a lease', async () => {
  const urgent = await jobs.create({ items: 1000, settings: { priority: 100 } });
  const patient = await jobs.create({ items: 100, kind: urgent.kind, settings: { priority: 260 } });
  const priority = () =>
    jobs.one<number>('select priority from lotline.cursors where job_no = $1', [patient.number]);
  const next = async () => (await jobs.claimOne(urgent)).jobId;
  for (const aged of [210, 160, 110, 60]) {
    await jobs.advance(60);
    assert.equal(await next(), urgent.jobId);
    await jobs.tick();
    assert.equal(await priority(), aged);
  }
  assert.equal(await next(), patient.jobId);
  assert.equal(await priority(), 260);
});
