import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PoolClient } from 'pg';
import { appendItems } from '../../src/engine/jobs.ts';
import type { Outcome } from '../../src/engine/vocabulary.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn, makeItems, type TestJob } from '../support/engine.ts';
import { until } from '../support/until.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const { owner, worker } = db.pools;

/** Runs `work` in a transaction that stays open until `waiters` sessions of `meanwhile` wait for it. */
async function holding<T>(
  work: (client: PoolClient) => Promise<unknown>,
  meanwhile: (pid: number) => Promise<T>,
  waiters = 1,
): Promise<T> {
  const client = await owner.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await client.query('begin');
    await work(client);
    const result = meanwhile(rows[0]?.pid ?? 0);
    // Attach a handler now: the wait is over only when the transaction is.
    result.catch(() => undefined);
    await waitersOf(rows[0]?.pid ?? 0, waiters);
    await client.query('commit');
    return await result;
  } finally {
    client.release(true);
  }
}

/** Waits until that many sessions wait for a lock that this one holds, or for one that waits for it. */
async function waitersOf(pid: number, count: number): Promise<void> {
  await until(async () => {
    const { rows } = await owner.query<{ waiting: number }>(
      `with recursive w as (
         select $1::int as pid
         union select a.pid from pg_stat_activity a join w on w.pid = any (pg_blocking_pids(a.pid)))
       select count(*)::int - 1 as waiting from w`,
      [pid],
    );
    return (rows[0]?.waiting ?? 0) >= count;
  }, `${count} sessions waiting for ${pid}`);
}

function reportItems(
  job: TestJob,
  outcomes: Record<number, Outcome>,
  client: Pick<PoolClient, 'query'> = worker,
) {
  const list = Object.entries(outcomes).map(([seq, outcome]) => ({ seq: Number(seq), ...outcome }));
  return client.query('select * from lotline.report_items($1, $2, $3, $4)', [
    job.organizationId,
    job.jobId,
    JSON.stringify(list),
    'n8n',
  ]);
}

for (const end of ['complete_job', 'fail_job'] as const) {
  test(`rows that are appended while ${end} runs are refused or settled, never left over`, async () => {
    const job = await jobs.create({ items: 10, state: 'created' });
    await worker.query('select lotline.start_job($1, $2)', [job.organizationId, job.jobId]);
    const appended = holding(
      (client) => client.query(`select lotline.${end}($1, $2)`, [job.organizationId, job.jobId]),
      () => appendItems(worker, { ...job, chunk: 2, rows: makeItems(5) }),
    );
    await assert.rejects(appended, { code: 'job_sealed' });
    await jobs.sound(job);
  });
}

test('a job whose last items were settled by name, beside a lease, is finished when the lease is', async () => {
  const job = await jobs.create({ items: 2, driver: 'n8n' });
  const { rows } = await worker.query<{ batch_id: string; token: number }>(
    'select batch_id, token from lotline.pull($1, $2, 1, $3)',
    [job.organizationId, job.jobId, 'flow'],
  );
  await reportItems(job, { 2: completed() });
  await worker.query('select lotline.settle($1, $2, $3)', [
    rows[0]?.batch_id,
    rows[0]?.token,
    JSON.stringify([{ seq: 1, ...completed() }]),
  ]);
  await jobs.tick();
  assert.equal((await jobs.get(job)).status, 'completed');
  await jobs.sound(job);
});

test('reports of several leases and of one of them at a time do not wait for each other in a ring', async () => {
  const job = await jobs.create({ items: 30, settings: { failureLimit: 0 } });
  const [one, two, three] = [await jobs.claimOne(job), await jobs.claimOne(job), await jobs.claimOne(job)];
  // the row that every failing report writes
  await jobs.report(one, failed('permanent', 'early'), [one.items[9]?.seq ?? 0]);
  const several = { 1: failed('permanent', 'first'), 11: failed('permanent', 'second') };
  const [, settled] = await holding(
    (client) => client.query('select from lotline.job_health where job_no = $1 for update', [job.number]),
    async (pid) => {
      const byName = reportItems(job, several);
      await waitersOf(pid, 1);
      return Promise.all([byName, jobs.report(three, failed('permanent', 'second'))]);
    },
    2,
  );
  assert.equal(settled.accepted, 10);
  assert.equal(two.items.length, 10);
  const counts = await jobs.sound(job);
  assert.equal(counts.failed, 13);
});

test('a job whose number falls into the week after the one just looked at has partitions too', async () => {
  // As at midnight between two weeks: the number is made after the look at the clock.
  await owner.query(`create or replace function lotline.next_job_number() returns bigint language sql volatile as
    $$ select 20401231 * 1000000000::bigint + nextval('lotline.job_numbers') $$`);
  const job = await jobs.create({ items: 3 });
  await jobs.report(await jobs.claimOne(job), completed());
  assert.equal((await jobs.get(job)).status, 'completed');
  await jobs.sound(job);
});
