import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { claimBatches } from '../../src/engine/claims.ts';
import { cancelJob, completeJob } from '../../src/engine/control.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn } from '../support/engine.ts';

// What a review of the engine's first draft found, each by running it; each failed before it was mended. Two callers
// and the same batch: pull.test.ts. Whole leases handed back until they fail whole: rescue.test.ts. Missing
// partitions: create.test.ts. The hook, classes and fingerprints of settling: settle.test.ts.

const db = await testDatabase();
const jobs = jobsIn(db);

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

test('a report that names items twice does not close the lease over the others', async () => {
  const job = await jobs.create({ items: 10 });
  const batch = await jobs.claimOne(job);
  const settled = await jobs.report(batch, completed(), [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]);
  assert.deepEqual(settled, { accepted: 5, ignored: 5, fenced: false, closed: false });
  assert.equal((await jobs.sound(job)).processing, 5);
  const mixed = await jobs.report(batch, (seq) => (seq === 6 ? failed() : completed()), [6, 6, 7, 7]);
  assert.deepEqual([mixed.accepted, mixed.closed], [2, false]);
  assert.equal((await jobs.report(batch, completed())).closed, true);
  assert.equal((await jobs.get(job)).status, 'completed');
  await jobs.sound(job);
});

test('a report made in the transaction that claimed commits synchronously', async () => {
  const job = await jobs.create({ items: 20 });
  const client = await connect(db.urls.worker);
  const setting = async () => (await client.query('show synchronous_commit')).rows[0]?.synchronous_commit;
  await client.query('begin');
  const [batch] = await claimBatches(client, { worker: 'w', kinds: [job.kind], limit: 10 });
  assert.equal(await setting(), 'off', 'a claim alone need not wait for the disk');
  await client.query('select lotline.settle_completed($1, $2, $3, $4)', [
    batch?.batchId,
    batch?.token,
    [1],
    '1',
  ]);
  assert.equal(await setting(), 'on');
  await claimBatches(client, { worker: 'w', kinds: [job.kind], limit: 10 });
  assert.equal(await setting(), 'on', 'and a claim after a report does not take that back');
  await client.query('commit');
  await client.end();
  await jobs.sound(job);
});

test('one idle transaction that claimed does not block the other workers', async () => {
  const stuck = await jobs.create({ items: 20 });
  const other = await jobs.create({ items: 20, kind: stuck.kind });
  const client = await connect(db.urls.worker);
  await client.query('begin');
  await claimBatches(client, { worker: 'idle', kinds: [stuck.kind], limit: 5, jobNumber: stuck.number });
  const started = performance.now();
  assert.deepEqual(
    await claimBatches(jobs.worker, { worker: 'w', kinds: [stuck.kind], limit: 5, jobNumber: stuck.number }),
    [],
  );
  const waited = performance.now() - started;
  assert.ok(waited > 150 && waited < 1500, `a claim waits 200 ms for a lock, not ${waited}`);
  assert.equal((await jobs.claim(stuck, 5))[0]?.jobId, other.jobId, 'the free job is served at once');
  assert.equal(
    (await jobs.worker.query('show lock_timeout')).rows[0]?.lock_timeout,
    '0',
    "the caller's own setting is back",
  );
  await client.query('rollback');
  await client.end();
});

test('no role but the owner can keep the tick from running', async () => {
  const client = await connect(db.urls.worker);
  await client.query('begin');
  await assert.rejects(
    client.query("select from lotline.engine_locks where name = 'tick' for update"),
    /permission denied/,
  );
  await client.end();
  assert.ok(await jobs.tick());
});

test('failures to be tried again do not pause a job: only final ones count', async () => {
  const job = await jobs.create({ items: 20, settings: { batchSize: 20, backoffBaseSeconds: 60 } });
  const batch = await jobs.claimOne(job, 20);
  await jobs.report(batch, failed('transient'));
  const now = await jobs.get(job);
  assert.deepEqual([now.status, now.counts.failed, now.counts.waiting], ['in_progress', 0, 20]);
});

test('a failure reported from outside without a class is final', async () => {
  const job = await jobs.create({ items: 10 });
  const batch = await jobs.claimOne(job);
  const outcomes = batch.items.map((i) => ({ seq: i.seq, outcome: 'failed', message: 'no' }));
  await jobs.worker.query('select * from lotline.settle($1, $2, $3)', [
    batch.batchId,
    batch.token,
    JSON.stringify(outcomes.slice(0, 9)),
  ]);
  assert.equal((await jobs.sound(job)).failed, 9);
});

test('the default gives three retries, which are four attempts', async () => {
  const job = await jobs.create({ items: 1 });
  const attempts: number[] = [];
  for (;;) {
    const [batch] = await jobs.claim(job);
    if (batch === undefined) break;
    attempts.push(batch.items[0]?.attempt ?? 0);
    await jobs.report(batch, failed('transient'));
    await jobs.tick();
  }
  assert.deepEqual(attempts, [1, 2, 3, 4]);
  assert.equal((await jobs.sound(job)).failed, 1);
});

test('an innocent batch that is lost twice is not failed whole, and the job is not paused', async () => {
  const job = await jobs.create({ items: 12, settings: { batchSize: 12 } });
  for (let i = 0; i < 4; i++) {
    await jobs.claim(job, 12, `w${i}`);
    await jobs.expireLeases();
  }
  const counts = await jobs.sound(job);
  assert.deepEqual([counts.failed, counts.waiting], [0, 12]);
  assert.equal((await jobs.drain(job)).status, 'completed');
});

test('after a cancel the cancelled are counted, and all six counts sum to the total', async () => {
  const job = await jobs.create({ items: 10, settings: { batchSize: 4 } });
  await jobs.report(await jobs.claimOne(job, 4), completed());
  await cancelJob(jobs.worker, job);
  const { total, completed: done, cancelled } = await jobs.sound(job);
  assert.deepEqual([total, done, cancelled], [10, 4, 6]);
});

test('completing a job settles the rest as skipped, not as cancelled', async () => {
  const job = await jobs.create({ items: 10, settings: { batchSize: 4 } });
  await jobs.report(await jobs.claimOne(job, 4), completed());
  await completeJob(jobs.worker, job);
  const counts = await jobs.sound(job);
  assert.deepEqual([counts.skipped, counts.cancelled], [6, 0]);
});

test('items out of a lost lease go out no faster than the rate', async () => {
  const job = await jobs.create({ items: 10, settings: { ratePerSecond: 1, rateBurst: 10 } });
  const lost = await jobs.claimOne(job, 10);
  assert.equal(lost.items.length, 10);
  await jobs.advance(301);
  await jobs.tick();
  const first = (await jobs.claim(job, 10)).flatMap((b) => b.items);
  assert.equal(first.length, 10, 'the limit has recovered in five minutes');
  await jobs.advance(301);
  // five seconds' worth was used just now by another claim: only what is left is handed out
  await jobs.owner.query(
    "update lotline.cursors set rate_clock = lotline.clock() + interval '5 seconds' where job_no = $1",
    [job.number],
  );
  await jobs.tick();
  const second = (await jobs.claim(job, 10)).flatMap((b) => b.items);
  assert.equal(second.length, 5);
  await jobs.sound(job);
});

test('a claim costs the same however many jobs of other kinds are open', async () => {
  const job = await jobs.create({ items: 10 });
  const organizationId = await db.organization();
  await db.pools.owner.query(
    `select lotline.submit_job($1, x.id) from (
       select (lotline.create_job($1, 'other_kind', 'x')).id from generate_series(1, 300)) x`,
    [organizationId],
  );
  const { rows } = await db.pools.owner.query(
    `explain (analyze, buffers, format json) select c.job_no from lotline.cursors c
     where c.driver = 'worker' and c.kind = $1 and c.open and c.available_at < 'infinity' and c.available_at <= now()
     order by c.priority, c.turn, c.job_no limit 4`,
    [job.kind],
  );
  const plan = JSON.stringify(rows[0]?.['QUERY PLAN']);
  assert.match(plan, /cursors_next/);
  assert.doesNotMatch(plan, /"Node Type": ?"Sort"/);
});
