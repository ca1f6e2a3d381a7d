import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pauseJob, resumeJob, retryItems } from '../../src/engine/control.ts';
import { actionsIn } from '../support/actions.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);

test('an abort gives back only what its own action made due', async () => {
  const job = await jobs.create({
    items: 6,
    settings: { maxAttempts: 1, failureLimit: 0, batchSize: 1000 },
  });
  await jobs.drain(job, failed('transient', 'busy', 'Busy'));
  const actions = actionsIn(db, job.organizationId);
  const retryAll = { action: 'retry' as const, jobs: { ids: [job.jobId] }, items: { all: true as const } };
  const first = await actions.make(retryAll);
  const lease = await jobs.claimOne(job, 6);
  await jobs.report(lease, failed('permanent', 'gone', 'Gone'), [1, 2, 3, 4]);
  await jobs.advance(1);
  // what failed anew is tried again by others, while the rest of the first is out
  const second = await actions.make({ ...retryAll, items: { seqs: [1, 2] } });
  assert.equal((await retryItems(jobs.worker, { ...job, seqs: [3] })).retried, 1);
  await actions.abort(first.id);
  await jobs.advance(2);
  await actions.work();
  const between = await jobs.sound(job);
  assert.deepEqual([between.waiting, between.failed, between.processing], [3, 1, 2]);
  assert.equal((await actions.get(second.id)).trying, 2);

  await jobs.report(lease, completed(), [5, 6]);
  await jobs.drain(job);
  await jobs.advance(11);
  await actions.work();
  await jobs.advance(11);
  await actions.work();
  const after = await actions.get(second.id);
  assert.deepEqual([after.status, after.succeeded, after.trying], ['completed', 2, 0]);
  const ended = await actions.get(first.id);
  assert.deepEqual([ended.status, ended.succeeded, ended.failed, ended.trying], ['aborted', 2, 4, 0]);
  assert.equal((await jobs.sound(job)).failed, 1);
});

test('an action that stood still follows within a second once its items move again', async () => {
  const job = await jobs.create({
    items: 3,
    settings: { maxAttempts: 1, failureLimit: 0, batchSize: 1000 },
  });
  await jobs.drain(job, failed('transient', 'busy', 'Busy'));
  const actions = actionsIn(db, job.organizationId);
  const made = await actions.make({
    ...{ action: 'retry', jobs: { ids: [job.jobId] }, items: { all: true } },
  });
  // what waits for a paused job is said to
  assert.equal((await actions.get(made.id)).heldJobs, 0);
  await pauseJob(jobs.worker, { ...job, actor: 'test' });
  assert.equal((await actions.get(made.id)).heldJobs, 1);
  await resumeJob(jobs.worker, { ...job, actor: 'test' });
  for (let step = 0; step < 6; step += 1) {
    await jobs.advance(11);
    await actions.work();
  }
  for (const [seconds, counted] of [
    [11, 1],
    [2, 2],
  ] as const) {
    await jobs.report(await jobs.claimOne(job, 1), completed());
    await jobs.advance(seconds);
    await actions.work();
    assert.equal((await actions.get(made.id)).succeeded, counted);
  }
});
