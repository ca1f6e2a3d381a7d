import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cancelJob,
  completeJob,
  deleteJob,
  failJob,
  pauseJob,
  resumeJob,
  retryItems,
  startJob,
} from '../../src/engine/control.ts';
import { announcedAs, listEvents } from '../../src/engine/events.ts';
import { JOB_STATUSES, type JobStatus } from '../../src/engine/vocabulary.ts';
import { testDatabase } from '../support/database.ts';
import { failed, jobsIn, refused, type TestJob } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);

/** A job in each status, with one item left to do where that is possible. */
async function jobIn(status: JobStatus): Promise<TestJob> {
  const job = await jobs.create({ items: 2, state: status === 'pending' ? 'created' : 'started' });
  if (status === 'paused') await pauseJob(jobs.worker, job);
  if (status === 'completed') await jobs.drain(job);
  if (status === 'failed') await jobs.drain(job, failed());
  if (status === 'cancelled') await cancelJob(jobs.worker, job);
  assert.equal((await jobs.get(job)).status, status);
  return job;
}

const commands = {
  in_progress: (job: TestJob, from: JobStatus) =>
    (from === 'pending' ? startJob : resumeJob)(jobs.worker, job),
  paused: (job: TestJob) => pauseJob(jobs.worker, job),
  completed: (job: TestJob) => completeJob(jobs.worker, job),
  failed: (job: TestJob) => failJob(jobs.worker, job),
  cancelled: (job: TestJob) => cancelJob(jobs.worker, job),
} as const;

const LEGAL: Record<JobStatus, readonly JobStatus[]> = {
  pending: ['in_progress', 'cancelled'],
  in_progress: ['paused', 'completed', 'failed', 'cancelled'],
  paused: ['in_progress', 'completed', 'failed', 'cancelled'],
  completed: [],
  failed: [],
  cancelled: [],
};

for (const from of JOB_STATUSES) {
  for (const to of ['in_progress', 'paused', 'completed', 'failed', 'cancelled'] as const) {
    const legal = LEGAL[from].includes(to);
    const verb = legal
      ? 'may become'
      : from === to
        ? 'stays as it is when told to become'
        : 'refuses to become';
    test(`a job that is ${from} ${verb} ${to}`, async () => {
      const job = await jobIn(from);
      if (legal || from === to) {
        const before = (await listEvents(jobs.worker, { ...job, limit: 100 })).length;
        assert.equal((await commands[to](job, from)).status, to);
        const after = (await listEvents(jobs.worker, { ...job, limit: 100 })).length;
        assert.equal(after > before, legal, 'a move is recorded, a repetition is not');
      } else {
        const error = await refused(commands[to](job, from), 'illegal_move');
        assert.ok(error.message.includes(`is ${from} and cannot become ${to}`), error.message);
        assert.deepEqual((error.details as { allowed: string[] }).allowed, [...LEGAL[from]].sort());
      }
      await jobs.sound(job);
    });
  }
}

test('completed and failed jobs run again by a retry alone, with started_at kept and completed_at cleared', async () => {
  const job = await jobIn('failed');
  const before = await jobs.get(job);
  assert.deepEqual(await retryItems(jobs.worker, { ...job, all: true }), { retried: 2, refused: 0 });
  const after = await jobs.get(job);
  assert.equal(after.status, 'in_progress');
  assert.equal(after.generation, before.generation + 1);
  assert.deepEqual(after.startedAt, before.startedAt);
  assert.equal(after.completedAt, null);
  await refused(retryItems(jobs.worker, { ...(await jobIn('cancelled')), all: true }), 'illegal_move');
});

test('the guard refuses an illegal move whoever writes it', async () => {
  const job = await jobIn('completed');
  await assert.rejects(
    db.pools.owner.query(
      "update lotline.jobs set status = 'in_progress', completed_at = null where id = $1",
      [job.jobId],
    ),
    { code: 'LL001' },
  );
});

test('neither the API nor the worker can write the engine by hand', async () => {
  const job = await jobIn('in_progress');
  for (const pool of [db.pools.api, db.pools.worker]) {
    for (const table of ['jobs', 'cursors', 'batches', 'results', 'items', 'job_moves']) {
      await assert.rejects(pool.query(`delete from lotline.${table}`), /permission denied/);
    }
    await assert.rejects(pool.query('select lotline.fold($1)', [job.number]), /permission denied/);
  }
});

test('every change says who, why and when', async () => {
  const job = await jobs.create({ items: 1 });
  await pauseJob(jobs.worker, { ...job, actor: 'ann', reason: 'lunch' });
  await resumeJob(jobs.worker, { ...job, actor: 'bob', reason: 'back' });
  await cancelJob(jobs.worker, { ...job, actor: 'eve', reason: 'wrong list', force: true });
  const events = await listEvents(jobs.worker, { ...job, limit: 100 });
  assert.deepEqual(
    events.map((e) => [e.event, e.actor, e.reason]),
    [
      ['created', 'tester', null],
      ['sealed', 'tester', null],
      ['submitted', 'tester', null],
      ['started', 'tester', null],
      ['paused', 'ann', 'lunch'],
      ['resumed', 'bob', 'back'],
      ['cancelled', 'eve', 'wrong list'],
    ],
  );
  assert.ok(events.every((e) => e.at instanceof Date));
  const later = await listEvents(jobs.worker, { ...job, limit: 2, after: events[3]?.id ?? '' });
  assert.deepEqual(
    later.map((e) => e.event),
    ['paused', 'resumed'],
  );
});

test('a change of status is announced once it is committed', async () => {
  const client = await db.pools.api.connect();
  const heard: string[] = [];
  client.on('notification', (message) => heard.push(`${message.channel} ${message.payload}`));
  await client.query('listen lotline_jobs');
  const job = await jobs.create({ items: 1 });
  await pauseJob(jobs.worker, job);
  await client.query('select 1');
  client.release(true);
  const told = `lotline_jobs ${announcedAs(job.jobId)}`;
  assert.deepEqual(heard, [told, told]);
});

test('a job without items is completed when it starts: progress 0 before, 100 after', async () => {
  const job = await jobs.create({ items: 0, state: 'created' });
  assert.equal((await jobs.get(job)).progress, 0);
  await db.pools.api.query('select lotline.submit_job($1, $2)', [job.organizationId, job.jobId]);
  const done = await jobs.get(job);
  assert.deepEqual([done.status, done.progress, done.successRate], ['completed', 100, 100]);
  await jobs.sound(job);
});

test('a deleted job is gone to every reader, and a running one is refused', async () => {
  const job = await jobIn('in_progress');
  await refused(deleteJob(jobs.worker, job), 'conflict');
  await pauseJob(jobs.worker, job);
  await deleteJob(jobs.worker, job);
  await refused(deleteJob(jobs.worker, job), 'job_not_found');
  await refused(resumeJob(jobs.worker, job), 'job_not_found');
  assert.deepEqual(await jobs.claim(job), []);
});

test('a job of another organization is not there', async () => {
  const job = await jobIn('in_progress');
  const stranger = { ...job, organizationId: await db.organization() };
  await refused(pauseJob(jobs.worker, stranger), 'job_not_found');
  await refused(
    startJob(jobs.worker, { ...job, jobId: '00000000-0000-4000-8000-000000000000' }),
    'job_not_found',
  );
});
