import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listItems } from '../../src/engine/items.ts';
import type { Outcome } from '../../src/engine/vocabulary.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn, type TestJob } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const { worker } = db.pools;

async function report(job: TestJob, outcomes: Record<number, Outcome>): Promise<[number, number]> {
  const list = Object.entries(outcomes).map(([seq, outcome]) => ({ seq: Number(seq), ...outcome }));
  const { rows } = await worker.query<{ accepted: number; ignored: number }>(
    'select accepted, ignored from lotline.report_items($1, $2, $3, $4)',
    [job.organizationId, job.jobId, JSON.stringify(list), 'n8n'],
  );
  return [rows[0]?.accepted ?? -1, rows[0]?.ignored ?? -1];
}

function counters(
  job: TestJob,
  processed: number | null,
  failures: number | null,
  error: string | null = null,
) {
  return worker.query('select lotline.report_counters($1, $2, $3, $4, $5)', [
    job.organizationId,
    job.jobId,
    processed,
    failures,
    error,
  ]);
}

test('items that nobody leased are settled where they wait, once, and never handed out after', async () => {
  const job = await jobs.create({ items: 10 });
  assert.deepEqual(
    await report(job, { 2: completed('mine'), 5: failed('transient'), 99: completed() }),
    [2, 1],
  );
  assert.deepEqual(await report(job, { 2: completed('again') }), [0, 1]);
  const counts = await jobs.sound(job);
  assert.deepEqual([counts.completed, counts.failed, counts.waiting], [1, 1, 8]);
  const batch = await jobs.claimOne(job);
  assert.deepEqual(
    batch.items.map((i) => i.seq),
    [1, 3, 4, 6, 7, 8, 9, 10],
  );
  await jobs.report(batch, completed());
  assert.equal((await jobs.get(job)).status, 'completed');
  const { items } = await listItems(worker, { ...job, limit: 2 });
  assert.equal(items[1]?.result, 'mine');
});

test("items in somebody's lease are settled there: the holder's own report of them counts nothing", async () => {
  const job = await jobs.create({ items: 10, settings: { batchSize: 5 } });
  const batch = await jobs.claimOne(job, 5);
  assert.deepEqual(await report(job, { 3: completed('outside'), 7: completed('outside') }), [2, 0]);
  await jobs.sound(job);
  const settled = await jobs.report(batch, completed('inside'));
  assert.deepEqual([settled.accepted, settled.ignored, settled.closed], [4, 1, true]);
  assert.equal((await jobs.sound(job)).completed, 6);
});

test('the last report from outside finishes the job', async () => {
  const job = await jobs.create({ items: 2 });
  await report(job, { 1: completed(), 2: completed() });
  assert.equal((await jobs.get(job)).status, 'completed');
  await jobs.sound(job);
});

test('bare counters settle the next items in order, and never go back', async () => {
  const job = await jobs.create({ items: 10, driver: 'n8n' });
  await counters(job, 3, 1, 'Timed out');
  const { items } = await listItems(worker, { ...job, limit: 5 });
  assert.deepEqual(
    items.map((i) => [i.status, i.errorMessage]),
    [
      ['completed', null],
      ['completed', null],
      ['completed', null],
      ['failed', 'Timed out'],
      ['pending', null],
    ],
  );
  await counters(job, 5, null);
  const counts = await jobs.sound(job);
  assert.deepEqual([counts.completed, counts.failed, counts.waiting], [5, 1, 4]);
  await assert.rejects(counters(job, 4, null), { code: 'LL005', message: /never go back/ });
  await assert.rejects(counters(job, 11, null), { code: 'LL004' });
  await counters(job, 9, 1);
  assert.equal((await jobs.get(job)).status, 'completed');
  await jobs.sound(job);
});

test('counters with failures pause a job only when they leave no other reading than a run of them', async () => {
  const job = await jobs.create({ items: 100, driver: 'n8n' });
  await counters(job, 30, 12, 'Not found');
  assert.deepEqual([(await jobs.get(job)).status, (await jobs.get(job)).counts.failed], ['in_progress', 12]);
  await counters(job, null, 20, 'Not found');
  assert.equal((await jobs.get(job)).status, 'in_progress');
  await counters(job, null, 21, 'Not found');
  assert.equal((await jobs.get(job)).status, 'paused');
  await jobs.sound(job);
});

test('counters without a word on the failures leave no words of their own', async () => {
  const job = await jobs.create({ items: 100, driver: 'n8n' });
  await counters(job, 45, 7);
  const now = await jobs.get(job);
  assert.deepEqual([now.errorCount, now.lastError], [7, null]);
});

test('counters beyond the items are refused with how many there are', async () => {
  const job = await jobs.create({ items: 10, driver: 'n8n' });
  await counters(job, 6, 1);
  await assert.rejects(counters(job, 11, null), {
    code: 'LL004',
    message: /^processed_items: '11' .* has 10 items/,
  });
  await assert.rejects(counters(job, null, 5), {
    code: 'LL004',
    message: /^failed_items: '5' .* has 10 items/,
  });
});

test('counters that exceed the total only together are read as including the failed, from then on', async () => {
  const job = await jobs.create({ items: 845, driver: 'n8n', settings: { failureLimit: 0 } });
  await counters(job, 845, 15);
  const done = await jobs.get(job);
  assert.deepEqual([done.status, done.counts.completed, done.counts.failed], ['completed', 830, 15]);
  assert.equal(
    await jobs.one('select processed_includes_failed from lotline.jobs where id = $1', [job.jobId]),
    true,
  );
  await jobs.sound(job);
});

test('bare counters are refused while our workers run the job, before it starts, and while items are in hands', async () => {
  await assert.rejects(counters(await jobs.create({ items: 1 }), 1, 0), {
    code: 'LL005',
    message: /our workers/,
  });
  const pending = await jobs.create({ items: 1, driver: 'n8n', state: 'created' });
  await assert.rejects(counters(pending, 1, 0), { code: 'LL005', message: /is pending/ });
  const leased = await jobs.create({ items: 1, driver: 'agent' });
  await worker.query("select lotline.pull($1, $2, 1, 's')", [leased.organizationId, leased.jobId]);
  await assert.rejects(counters(leased, 1, 0), { code: 'LL005', message: /somebody's hands/ });
});
