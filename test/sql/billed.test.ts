import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ClaimedBatch, recordSent, releaseBatch } from '../../src/engine/claims.ts';
import { pauseJob, retryItems } from '../../src/engine/control.ts';
import { listItems } from '../../src/engine/items.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn, type TestJob } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const { worker } = db.pools;

const send = (batch: ClaimedBatch, seqs: number[]) =>
  recordSent(worker, { ...batch, seqs, service: 'regrid' });

async function statuses(job: TestJob): Promise<string[]> {
  const { items } = await listItems(worker, { ...job, limit: 100 });
  return items.map((i) => (i.errorCode === null ? i.status : `${i.status} ${i.errorCode}`));
}

function reconcile(job: TestJob, seqs: number[], verdict: string, result: unknown = null) {
  return jobs.one<number>('lotline.reconcile_items($1, $2, $3, $4, $5, $6, $7)', [
    job.organizationId,
    job.jobId,
    seqs,
    verdict,
    JSON.stringify(result),
    'ann',
    'asked the service',
  ]);
}

test('an answered call settles as usual and is marked answered', async () => {
  const job = await jobs.create({ items: 3 });
  const batch = await jobs.claimOne(job);
  assert.equal(await send(batch, [1, 2]), true);
  assert.equal(
    await jobs.one('select count(*)::int from lotline.sent_calls where job_no = $1', [job.number]),
    2,
  );
  await jobs.report(batch, completed());
  assert.equal(
    await jobs.one('select count(*)::int from lotline.sent_calls where job_no = $1 and answered_at is null', [
      job.number,
    ]),
    0,
  );
  await jobs.sound(job);
});

test('a call without an answer fails its item as outcome_unknown when the lease ends; the others come back', async () => {
  const job = await jobs.create({ items: 4 });
  const batch = await jobs.claimOne(job);
  await send(batch, [2, 3]);
  await jobs.expireLeases();
  assert.deepEqual(await statuses(job), [
    'pending',
    'failed outcome_unknown',
    'failed outcome_unknown',
    'pending',
  ]);
  await jobs.sound(job);
  assert.deepEqual(await retryItems(worker, { ...job, all: true }), { retried: 0, refused: 2 });
  assert.deepEqual(await retryItems(worker, { ...job, seqs: [2] }), { retried: 0, refused: 1 });
});

test('so does a handed back and a fenced lease', async () => {
  const job = await jobs.create({ items: 2, settings: { batchSize: 1 } });
  const [one, two] = [await jobs.claimOne(job, 1), await jobs.claimOne(job, 1)];
  await send(one, [1]);
  await send(two, [2]);
  await releaseBatch(worker, one);
  await pauseJob(worker, { ...job, fence: true });
  assert.deepEqual(await statuses(job), ['failed outcome_unknown', 'failed outcome_unknown']);
  assert.equal((await jobs.get(job)).status, 'failed');
  await jobs.sound(job);
});

test('a time-out after sending is unknown, an answered failure is tried again', async () => {
  const job = await jobs.create({ items: 3 });
  const batch = await jobs.claimOne(job);
  await send(batch, [1, 2]);
  await jobs.report(batch, (seq) =>
    seq === 2 ? failed('transient', 'http_503') : failed('timeout', 'slow'),
  );
  assert.deepEqual(await statuses(job), ['failed outcome_unknown', 'pending http_503', 'pending slow']);
  await jobs.sound(job);
});

test('nothing may be sent on a lease that is lost, or for an item that is not in it', async () => {
  const job = await jobs.create({ items: 3, settings: { batchSize: 2 } });
  const batch = await jobs.claimOne(job, 2);
  assert.equal(await send(batch, [3]), false);
  await jobs.expireLeases();
  assert.equal(await send(batch, [1]), false);
  assert.equal(
    await jobs.one('select count(*)::int from lotline.sent_calls where job_no = $1', [job.number]),
    0,
  );
});

test('a person reconciles: completed with a result, failed for good, or tried again', async () => {
  const job = await jobs.create({ items: 3 });
  await send(await jobs.claimOne(job), [1, 2, 3]);
  await jobs.expireLeases();
  assert.equal((await jobs.get(job)).status, 'failed');
  assert.equal(await reconcile(job, [1], 'completed', { total: 5 }), 1);
  assert.equal(await reconcile(job, [2], 'failed'), 1);
  await jobs.sound(job);
  assert.equal(await reconcile(job, [3], 'retry'), 1);
  assert.equal(await reconcile(job, [3], 'retry'), 0);
  await jobs.sound(job);
  assert.equal((await jobs.drain(job)).status, 'completed');
  assert.deepEqual(await statuses(job), ['completed', 'failed reconciled_failed', 'completed']);
  const { items } = await listItems(worker, { ...job, limit: 1 });
  assert.deepEqual(items[0]?.result, { total: 5 });
  assert.equal(
    await jobs.one('select count(*)::int from lotline.past_results where job_no = $1', [job.number]),
    3,
  );
  await jobs.sound(job);
});
