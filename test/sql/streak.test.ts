import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resumeJob } from '../../src/engine/control.ts';
import { listEvents } from '../../src/engine/events.ts';
import type { Outcome } from '../../src/engine/vocabulary.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn, type TestJob } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);

/** Reports the next items: f fails for good, s succeeds, i is invalid input, t is to be tried again. */
async function report(job: TestJob, pattern: string): Promise<void> {
  const batch = await jobs.claimOne(job, pattern.length);
  const outcomes: Record<string, Outcome> = {
    f: failed('permanent'),
    s: completed(),
    i: failed('invalid_input'),
    t: failed('transient'),
  };
  const first = batch.items[0]?.seq ?? 0;
  await jobs.report(batch, (seq) => outcomes[pattern[seq - first] ?? ''] ?? completed());
  await jobs.sound(job);
}

const settings = { batchSize: 20, failureLimit: 10, maxAttempts: 9, backoffBaseSeconds: 60 };

test('ten final failures in a row within one report pause the job, nine do not', async () => {
  const job = await jobs.create({ items: 100, settings });
  await report(job, 'fffffffffsfffffffff');
  assert.equal((await jobs.get(job)).status, 'in_progress');
  await report(job, 'f');
  const paused = await jobs.get(job);
  assert.deepEqual(
    [paused.status, paused.autoPaused, paused.pauseReason],
    ['paused', true, 'Paused after 10 failures in a row: It is broken'],
  );
  assert.deepEqual(await jobs.claim(job), []);
  assert.equal((await listEvents(jobs.worker, { ...job, limit: 100 })).at(-1)?.event, 'auto_paused');
});

test('a run of ten inside a report pauses, though a success followed', async () => {
  const job = await jobs.create({ items: 100, settings });
  await report(job, 'sffffffffffs');
  assert.equal((await jobs.get(job)).status, 'paused');
});

test('failures add up over reports until a success ends the row', async () => {
  const job = await jobs.create({ items: 100, settings });
  for (let i = 0; i < 9; i++) await report(job, 'f');
  await report(job, 's');
  for (let i = 0; i < 9; i++) await report(job, 'f');
  assert.equal((await jobs.get(job)).status, 'in_progress');
  await report(job, 'f');
  assert.equal((await jobs.get(job)).status, 'paused');
});

test('what speaks of the item alone is no sign of trouble: invalid input neither counts nor ends the row', async () => {
  const job = await jobs.create({ items: 100, settings });
  await report(job, 'iiiiiiiiiiiiiiii');
  assert.equal((await jobs.get(job)).status, 'in_progress');
  await report(job, 'fffffiiifffff');
  assert.equal((await jobs.get(job)).status, 'paused');
});

test('the row begins anew after a resume', async () => {
  const job = await jobs.create({ items: 100, settings });
  await report(job, 'ffffffffff');
  await resumeJob(jobs.worker, job);
  const resumed = await jobs.get(job);
  assert.deepEqual([resumed.status, resumed.autoPaused, resumed.pauseReason], ['in_progress', false, null]);
  await report(job, 'fffffffff');
  assert.equal((await jobs.get(job)).status, 'in_progress');
});

test('a limit of 0 never pauses', async () => {
  const job = await jobs.create({ items: 60, settings: { ...settings, failureLimit: 0 } });
  for (let i = 0; i < 3; i++) await report(job, 'ffffffffffffffffffff');
  assert.equal((await jobs.get(job)).status, 'failed');
});

test('a pause that a report could not make is made by the next claim, before it hands anything out', async () => {
  const job = await jobs.create({ items: 100, settings });
  const batch = await jobs.claimOne(job, 10);
  // somebody has the cursor while the tenth failure is reported
  const client = await db.pools.owner.connect();
  await client.query('begin');
  await client.query('select from lotline.cursors where job_no = $1 for update', [job.number]);
  await jobs.report(batch, failed());
  assert.equal((await jobs.get(job)).status, 'in_progress');
  await client.query('rollback');
  client.release();
  assert.deepEqual(await jobs.claim(job), []);
  assert.equal((await jobs.get(job)).status, 'paused');
  await jobs.sound(job);
});
