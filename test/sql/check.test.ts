import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOrganization } from '../../src/db/pool.ts';
import { cancelJob } from '../../src/engine/control.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn, type TestJob } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);

/** A job with items in every place: completed, failed, leased, due again, and waiting. */
async function busyJob(): Promise<TestJob> {
  const job = await jobs.create({ items: 30, settings: { batchSize: 5, backoffBaseSeconds: 600 } });
  await jobs.report(await jobs.claimOne(job, 5), completed());
  await jobs.report(await jobs.claimOne(job, 5), failed('permanent'));
  await jobs.report(await jobs.claimOne(job, 5), failed('transient'));
  await jobs.claimOne(job, 5);
  await jobs.sound(job);
  return job;
}

// Each way to break a job, by hand, and what the check must call it.
const DAMAGE: readonly [problem: string, sql: string][] = [
  [
    'counts differ from rows',
    'update lotline.jobs set completed_items = completed_items + 1, total_items = total_items + 1 where number = $1',
  ],
  ['counts differ from rows', 'delete from lotline.results where job_no = $1 and seq = 1'],
  ['total differs from items', 'delete from lotline.items where job_no = $1 and seq = 30'],
  ['counts do not sum to total', 'update lotline.jobs set total_items = 3 where number = $1'],
  [
    'processing differs from leases',
    "update lotline.batches set open_items = 4 where job_no = $1 and state = 'leased'",
  ],
  [
    'lease counts its items wrongly',
    "update lotline.batches set open_items = 4 where job_no = $1 and state = 'leased'",
  ],
  ['item is nowhere', 'update lotline.returns set run_at = null where job_no = $1 and seq = 11'],
  ['item is nowhere', 'update lotline.cursors set next_seq = next_seq + 1 where job_no = $1'],
  ['item is in two places', 'update lotline.cursors set next_seq = next_seq - 1 where job_no = $1'],
  ['item is in two places', 'update lotline.returns set run_at = now() where job_no = $1 and seq = 6'],
  ['cursor is closed on a running job', 'update lotline.cursors set open = false where job_no = $1'],
  [
    'cursor is open on a job that does not run',
    "update lotline.jobs set status = 'paused', paused_at = now() where number = $1",
  ],
  [
    'job is over with open items',
    "update lotline.jobs set status = 'completed', completed_at = now() where number = $1",
  ],
  [
    'lease on a job that is over',
    "update lotline.jobs set status = 'completed', completed_at = now() where number = $1",
  ],
  [
    'lease on a job that is over',
    "update lotline.jobs set status = 'cancelled', completed_at = now() where number = $1",
  ],
  ['failure groups differ from failed items', 'delete from lotline.failure_groups where job_no = $1'],
  ['job has no cursor', 'delete from lotline.cursors where job_no = $1'],
  ['cursor differs from its job', "update lotline.cursors set kind = 'other' where job_no = $1"],
  [
    'cursor gives nothing though items wait',
    "update lotline.cursors set available_at = 'infinity' where job_no = $1",
  ],
  ['append head differs from items', 'update lotline.append_heads set next_seq = 7 where job_no = $1'],
  [
    'result without an item',
    "insert into lotline.results (job_no, settled_at, seq, attempts, generation, outcome) values ($1, now(), 99, 1, 1, 'completed')",
  ],
];

for (const [problem, sql] of DAMAGE) {
  test(`the check finds: ${problem} (${sql.replace(/ where.*/, '').slice(0, 70)})`, async () => {
    const job = await busyJob();
    await db.pools.owner.query(sql, [job.number]);
    const { rows } = await db.pools.owner.query<{ problem: string }>(
      'select problem from lotline.engine_check($1)',
      [job.jobId],
    );
    assert.ok(
      rows.some((row) => row.problem === problem),
      JSON.stringify(rows),
    );
  });
}

test('the check finds a sealed job that nobody ended', async () => {
  const job = await jobs.create({ items: 1, state: 'created' });
  await db.pools.worker.query('select lotline.start_job($1, $2)', [job.organizationId, job.jobId]);
  await jobs.drain(job);
  await db.pools.owner.query('update lotline.jobs set sealed = true where number = $1', [job.number]);
  const { rows } = await db.pools.owner.query('select problem from lotline.engine_check($1)', [job.jobId]);
  assert.deepEqual(rows, [{ problem: 'sealed job without open items is not over' }]);
});

test("a cancelled job's leases are in order until their end", async () => {
  const job = await busyJob();
  await cancelJob(jobs.worker, job);
  assert.equal((await jobs.sound(job)).processing, 5);
});

test("the check says nothing of another organization's job, nor that a job which is not there is well", async () => {
  const job = await busyJob();
  await db.pools.owner.query('update lotline.jobs set total_items = 3 where number = $1', [job.number]);
  const check = (organizationId: string) =>
    asOrganization(db.pools.api, organizationId, async (client) => {
      const { rows } = await client.query<{ problem: string; detail: object }>(
        'select problem, detail from lotline.engine_check($1)',
        [job.jobId],
      );
      return rows;
    });
  assert.ok((await check(job.organizationId)).length > 1);
  assert.deepEqual(await check(await db.organization()), [
    { problem: 'no such job', detail: { job: job.jobId } },
  ]);
});
