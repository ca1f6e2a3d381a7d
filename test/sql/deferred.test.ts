import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordSent, settleBatch } from '../../src/engine/claims.ts';
import type { ReportedOutcome } from '../../src/engine/vocabulary.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);

const deferred = (seq: number, afterMs: number): ReportedOutcome => ({
  seq,
  outcome: 'deferred',
  afterMs,
  reason: 'rate limited',
});

test('a deferred item comes back after its time, on the attempt it was on', async () => {
  const job = await jobs.create({ items: 3 });
  const batch = await jobs.claimOne(job);
  const settled = await settleBatch(db.pools.worker, {
    ...batch,
    outcomes: [deferred(1, 60_000), { seq: 2, ...completed() }, { seq: 3, ...failed('transient') }],
  });
  assert.deepEqual(settled, { accepted: 3, ignored: 0, fenced: false, closed: true });
  assert.deepEqual(
    (await jobs.claimOne(job)).items.map(({ seq, attempt }) => [seq, attempt]),
    [[3, 2]],
    'only the failed one is due',
  );
  const counts = await jobs.sound(job);
  assert.equal(counts.waiting, 1);

  await jobs.advance(61);
  const again = await jobs.claimOne(job);
  assert.deepEqual(
    again.items.map(({ seq, attempt }) => [seq, attempt]),
    [[1, 1]],
  );
  await jobs.sound(job);
});

test('deferring over and over spends no attempt, writes no error and pauses nothing', async () => {
  const job = await jobs.create({ items: 2, settings: { maxAttempts: 1, failureLimit: 1 } });
  for (let round = 0; round < 5; round += 1) {
    const batch = await jobs.claimOne(job);
    const outcomes = batch.items.map(({ seq }) => deferred(seq, 0));
    await settleBatch(db.pools.worker, { ...batch, outcomes });
    await jobs.sound(job);
  }
  const { status, errorCount, counts } = await jobs.get(job);
  assert.deepEqual([status, errorCount, counts.waiting], ['in_progress', 0, 2]);
  const errors = await db.pools.owner.query('select from lotline.item_errors where job_no = $1', [
    job.number,
  ]);
  assert.equal(errors.rowCount, 0);
  assert.equal((await jobs.drain(job)).status, 'completed');
});

test('a billed item that was put off before anything was sent is not of unknown outcome', async () => {
  const job = await jobs.create({ items: 1 });
  const batch = await jobs.claimOne(job);
  await recordSent(db.pools.worker, { ...batch, seqs: [1], service: 'regrid' });
  await settleBatch(db.pools.worker, { ...batch, outcomes: [deferred(1, 0)] });
  await jobs.sound(job);
  assert.equal((await jobs.drain(job)).counts.completed, 1);
});

test('nobody outside defers: an own report of it is refused', async () => {
  const job = await jobs.create({ items: 1 });
  await assert.rejects(
    db.pools.api.query('select lotline.report_items($1, $2, $3)', [
      job.organizationId,
      job.jobId,
      JSON.stringify([{ seq: 1, outcome: 'deferred', afterMs: 5 }]),
    ]),
    /give completed, failed or skipped/,
  );
});
