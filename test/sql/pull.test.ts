import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import type { Queryable } from '../../src/db/pool.ts';
import { pauseJob, startJob } from '../../src/engine/control.ts';
import { testDatabase } from '../support/database.ts';
import { completed, jobsIn, type TestJob } from '../support/engine.ts';
import { until } from '../support/until.ts';

const db = await testDatabase();
const jobs = jobsIn(db);

interface Pulled {
  batch_id: string;
  token: number;
  items: [number, number, string | null, unknown][];
}

async function pull(client: Queryable, job: TestJob, session: string | null = null): Promise<Pulled[]> {
  const { rows } = await client.query<Pulled>(
    'select batch_id, token, items from lotline.pull($1, $2, 10, $3)',
    [job.organizationId, job.jobId, session],
  );
  return rows;
}
const seqs = (rows: Pulled[]) => rows.flatMap((row) => row.items.map((item) => item[0]));
const agentJob = (items: number) => jobs.create({ items, driver: 'agent', settings: { batchSize: 5 } });

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: db.urls.worker });
  client.on('error', () => {});
  await client.connect();
  return client;
}

test('two connections get different items, and each gets its own again until it has reported them', async () => {
  const job = await agentJob(20);
  const [one, two] = [await connect(), await connect()];
  const first = await pull(one, job);
  assert.deepEqual(seqs(first), [1, 2, 3, 4, 5]);
  assert.deepEqual(seqs(await pull(two, job)), [6, 7, 8, 9, 10]);
  await one.query('select lotline.settle($1, $2, $3)', [
    first[0]?.batch_id,
    first[0]?.token,
    JSON.stringify([1, 2].map((seq) => ({ seq, ...completed() }))),
  ]);
  assert.deepEqual(seqs(await pull(one, job)), [3, 4, 5], 'the rest of its own first');
  await jobs.sound(job);
  await Promise.all([one.end(), two.end()]);
});

test('the successor of a connection that is gone gets the rest at once', async () => {
  const job = await agentJob(20);
  const [dead, heir] = [await connect(), await connect()];
  await pull(dead, job);
  const { rows } = await dead.query('select pg_backend_pid() as pid');
  await dead.end();
  await until(
    () => jobs.one<boolean>('not exists (select from pg_stat_activity where pid = $1)', [rows[0]?.pid]),
    'the backend to end',
  );
  assert.deepEqual(seqs(await pull(heir, job)), [1, 2, 3, 4, 5]);
  await jobs.sound(job);
  await heir.end();
});

test('a session name holds across connections', async () => {
  const job = await agentJob(20);
  const [one, two] = [await connect(), await connect()];
  await pull(one, job, 'ann');
  await one.end();
  assert.deepEqual(seqs(await pull(two, job, 'ann')), [1, 2, 3, 4, 5]);
  assert.deepEqual(seqs(await pull(two, job, 'bob')), [6, 7, 8, 9, 10]);
  await two.end();
});

test('a paused job raises with its reason, one not started says so, one that is over gives no rows', async () => {
  const job = await agentJob(3);
  await pauseJob(jobs.worker, { ...job, reason: 'the county is closed' });
  await assert.rejects(pull(jobs.worker, job, 's'), {
    code: 'LL006',
    message: /paused: the county is closed/,
  });
  const fresh = await jobs.create({ items: 1, driver: 'agent', state: 'created' });
  await assert.rejects(pull(jobs.worker, fresh, 's'), { code: 'LL005', message: /start it first/ });
  await startJob(jobs.worker, fresh);
  assert.deepEqual(seqs(await pull(jobs.worker, fresh, 's')), [1]);
  const done = await agentJob(0);
  assert.deepEqual(await pull(jobs.worker, done, 's'), []);
});
