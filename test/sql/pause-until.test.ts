import assert from 'node:assert/strict';
import test from 'node:test';
import { cancelJob, deleteJob, pauseJob, resumeJob } from '../../src/engine/control.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn, type TestJob } from '../support/engine.ts';

const database = await testDatabase();
const jobs = jobsIn(database);
const { owner, api, worker } = database.pools;

/** Pauses a job until so many seconds from the engine's now. */
async function pauseUntil({ organizationId, jobId }: TestJob, seconds: number): Promise<void> {
  await api.query(
    `select lotline.pause_until($1, $2, lotline.clock() + make_interval(secs => $3), 'tester', 'rest')`,
    [organizationId, jobId, seconds],
  );
}
const status = async (job: TestJob) => (await jobs.get(job)).status;
async function waiting({ number }: TestJob): Promise<number> {
  const { rows } = await owner.query('select 1 from lotline.job_resumptions where job_no = $1', [number]);
  return rows.length;
}
const events = async ({ number }: TestJob) =>
  (
    await owner.query<{ event: string; actor: string; reason: string }>(
      'select event, actor, reason from lotline.job_events where job_no = $1 order by id desc limit 1',
      [number],
    )
  ).rows[0];

/** Keeps a lock while `work` runs. */
async function holding(sql: string, values: unknown[], work: () => Promise<void>): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query('begin');
    await client.query(sql, values);
    await work();
  } finally {
    await client.query('rollback');
    client.release();
  }
}

test('a job goes on at its time, in the name of whoever set it', async () => {
  const job = await jobs.create({ items: 3 });
  await pauseUntil(job, 60);
  assert.equal(await status(job), 'paused');
  await jobs.tick();
  assert.equal(await status(job), 'paused');
  await jobs.advance(61);
  await jobs.tick();
  assert.equal(await status(job), 'in_progress');
  assert.deepEqual(await events(job), {
    ...{ event: 'resumed', actor: 'tester', reason: 'the time to go on has come' },
  });
  assert.equal(await waiting(job), 0);
  assert.equal((await jobs.claim(job, 10)).length, 1, 'it hands out again');
  await jobs.sound(job);
});

test('a time that another pause, an end or a deletion came between does nothing', async () => {
  const paused = await jobs.create({ items: 3 });
  const cancelled = await jobs.create({ items: 3 });
  const deleted = await jobs.create({ items: 3 });
  for (const job of [paused, cancelled, deleted]) await pauseUntil(job, 60);
  await resumeJob(worker, paused);
  await jobs.advance(1);
  await pauseJob(worker, paused);
  await cancelJob(worker, cancelled);
  await deleteJob(worker, deleted);
  await jobs.advance(61);
  await jobs.tick();
  assert.equal(await status(paused), 'paused');
  assert.equal(await status(cancelled), 'cancelled');
  for (const job of [paused, cancelled, deleted]) assert.equal(await waiting(job), 0, 'the row is gone');
});

test('a job that somebody keeps locked waits for the next tick, and holds up no other', async () => {
  const held = await jobs.create({ items: 3 });
  const reported = await jobs.create({ items: 3 });
  const free = await jobs.create({ items: 3 });
  for (const job of [held, reported, free]) await pauseUntil(job, 60);
  await jobs.advance(61);
  await holding('select from lotline.cursors where job_no = $1 for update', [held.number], () =>
    holding('select from lotline.jobs where number = $1 for update', [reported.number], async () => {
      await jobs.tick();
      assert.deepEqual(
        [await status(held), await status(reported), await status(free)],
        ['paused', 'paused', 'in_progress'],
      );
      assert.deepEqual([await waiting(held), await waiting(reported)], [1, 1], 'nothing is forgotten');
    }),
  );
  await jobs.tick();
  assert.deepEqual([await status(held), await status(reported)], ['in_progress', 'in_progress']);
});

test('a time is refused for a job that cannot be paused, and when it is not in the coming year', async () => {
  const job = await jobs.create({ items: 1 });
  for (const seconds of [-1, 0, 367 * 86_400]) {
    await assert.rejects(pauseUntil(job, seconds), /resume_at: .* is not valid; give a time in the future/);
  }
  assert.equal(await status(job), 'in_progress', 'nothing was paused');
  const pending = await jobs.create({ items: 1, state: 'submitted' });
  await assert.rejects(pauseUntil(pending, 60), /is pending and cannot become paused/);
});
