import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pauseJob, resumeJob, retryItems } from '../../src/engine/control.ts';
import { listFailureGroups } from '../../src/engine/failures.ts';
import { listItems } from '../../src/engine/items.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn, refused, skipped } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const { worker } = db.pools;

/** Ten items: 1 to 3 busy, 4 to 5 broken, 6 skipped, the others completed. */
async function settledJob() {
  const job = await jobs.create({ items: 10, settings: { maxAttempts: 1 } });
  await jobs.drain(job, (seq) => {
    if (seq <= 3) return failed('transient', 'busy', `Busy for ${seq} s`);
    if (seq <= 5) return failed('permanent', 'broken');
    return seq === 6 ? skipped() : completed({ seq });
  });
  assert.equal((await jobs.get(job)).status, 'completed');
  return job;
}

test('a retry of all takes what failed, as a new generation with attempts of its own, and keeps the history', async () => {
  const job = await settledJob();
  assert.deepEqual(await retryItems(worker, { ...job, actor: 'ann', reason: 'fixed', all: true }), {
    retried: 5,
    refused: 0,
  });
  const running = await jobs.get(job);
  assert.deepEqual(
    [running.status, running.generation, running.counts.waiting, running.counts.failed],
    ['in_progress', 2, 5, 0],
  );
  await jobs.sound(job);
  const batch = await jobs.claimOne(job);
  assert.deepEqual(
    [batch.generation, batch.items.map((i) => [i.seq, i.attempt])],
    [2, [1, 2, 3, 4, 5].map((seq) => [seq, 1])],
  );
  await jobs.report(batch, completed('now'));
  assert.equal((await jobs.get(job)).status, 'completed');
  const { rows } = await db.pools.owner.query(
    'select seq, generation, outcome, error_code from lotline.past_results where job_no = $1 order by seq',
    [job.number],
  );
  assert.deepEqual(
    rows.map((r) => [r.seq, r.generation, r.outcome, r.error_code]),
    [
      [1, 1, 'failed', 'busy'],
      [2, 1, 'failed', 'busy'],
      [3, 1, 'failed', 'busy'],
      [4, 1, 'failed', 'broken'],
      [5, 1, 'failed', 'broken'],
    ],
  );
  const { items } = await listItems(worker, { ...job, limit: 1 });
  assert.deepEqual([items[0]?.generation, items[0]?.result, items[0]?.errorCode], [2, 'now', null]);
  assert.equal((await jobs.sound(job)).completed, 9);
});

test('a retry takes one group of failures, one class or one code', async () => {
  const job = await settledJob();
  const groups = await listFailureGroups(worker, { ...job, limit: 10 });
  const busy = groups.find((g) => g.code === 'busy');
  assert.ok(busy);
  assert.deepEqual(await retryItems(worker, { ...job, fingerprint: busy.fingerprint }), {
    retried: 3,
    refused: 0,
  });
  assert.deepEqual(await retryItems(worker, { ...job, classes: ['permanent'] }), { retried: 2, refused: 0 });
  assert.deepEqual(await retryItems(worker, { ...job, codes: ['broken'] }), { retried: 0, refused: 0 });
  await jobs.sound(job);
  await jobs.drain(job, failed('transient', 'busy', 'Busy for 7 s'));
  assert.deepEqual(await retryItems(worker, { ...job, codes: ['busy'] }), { retried: 5, refused: 0 });
  await jobs.drain(job);
  await jobs.sound(job);
});

test('items named are retried when they failed or were skipped; the others are counted as refused', async () => {
  const job = await settledJob();
  assert.deepEqual(await retryItems(worker, { ...job, seqs: [1, 6, 7, 7, 99] }), { retried: 2, refused: 2 });
  assert.equal((await jobs.sound(job)).waiting, 2);
});

test('a retry that finds nothing leaves the job as it is', async () => {
  const job = await settledJob();
  assert.deepEqual(await retryItems(worker, { ...job, codes: ['unheard_of'] }), { retried: 0, refused: 0 });
  const same = await jobs.get(job);
  assert.deepEqual([same.status, same.generation], ['completed', 1]);
  await refused(retryItems(worker, { ...job }), 'invalid_argument');
});

test('a retry inside a running job, and inside a paused one, which stays paused', async () => {
  const job = await jobs.create({ items: 20, settings: { maxAttempts: 1 } });
  await jobs.report(await jobs.claimOne(job), failed('permanent'), [1, 2, 3]);
  assert.equal((await retryItems(worker, { ...job, all: true })).retried, 3);
  await jobs.sound(job);
  await pauseJob(worker, job);
  assert.equal((await jobs.get(job)).status, 'paused');
  await resumeJob(worker, job);
  const batch = await jobs.claimOne(job, 3);
  assert.deepEqual(
    batch.items.map((i) => i.seq),
    [1, 2, 3],
  );
  await jobs.report(batch, failed('permanent'));
  await pauseJob(worker, job);
  assert.equal((await retryItems(worker, { ...job, all: true })).retried, 3);
  assert.equal((await jobs.get(job)).status, 'paused');
  assert.deepEqual(await jobs.claim(job), []);
  await jobs.sound(job);
});

test('a row refused at upload is not retried, but a corrected input takes it in', async () => {
  const job = await jobs.create({
    items: [
      { reference: 'a', input: { n: 1 } },
      { reference: 'b', input: { zip: '' }, invalid: [{ field: 'zip', message: 'is empty' }] },
    ],
  });
  await jobs.drain(job);
  assert.deepEqual(await retryItems(worker, { ...job, seqs: [2] }), { retried: 0, refused: 1 });
  await worker.query('select lotline.correct_item($1, $2, 2, $3, $4)', [
    job.organizationId,
    job.jobId,
    JSON.stringify({ zip: '15001' }),
    'ann',
  ]);
  await jobs.sound(job);
  const batch = await jobs.claimOne(job);
  assert.deepEqual(batch.items, [{ seq: 2, attempt: 1, reference: 'b', input: { zip: '15001' } }]);
  await jobs.report(batch, completed());
  assert.deepEqual(
    await jobs.one('select input from lotline.past_results where job_no = $1 and seq = 2', [job.number]),
    { zip: '' },
  );
  assert.equal((await jobs.sound(job)).completed, 2);
});

test('only a settled item can be corrected', async () => {
  const job = await jobs.create({ items: 1 });
  await assert.rejects(
    worker.query("select lotline.correct_item($1, $2, 1, '{}')", [job.organizationId, job.jobId]),
    { code: 'LL008' },
  );
});
