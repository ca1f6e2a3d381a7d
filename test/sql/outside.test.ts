import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import pg from 'pg';
import { pauseJob, resumeJob, startJob } from '../../src/engine/control.ts';
import {
  extendLease,
  type PulledBatch,
  pullBatch,
  releaseLease,
  releaseSession,
  reportCounters,
  reportItems,
  seqsOfSubjects,
  settleLease,
} from '../../src/engine/outside.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn, makeItems, refused, type TestJob } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const { api, owner, worker } = db.pools;

const agentJob = (items: number, driver: 'agent' | 'n8n' = 'agent') =>
  jobs.create({ items, driver, settings: { batchSize: 5 } });

/** A sealed job that waits for its start, as county jobs do. */
async function waiting(items: number, driver: 'agent' | 'n8n' | 'worker' = 'worker'): Promise<TestJob> {
  const job = await jobs.create({ items, driver, state: 'created', settings: { batchSize: 5 } });
  await owner.query('select lotline.seal_job($1, $2)', [job.organizationId, job.jobId]);
  return job;
}
async function pulled(job: TestJob, session: string): Promise<PulledBatch> {
  const batch = await pullBatch(api, { ...job, session });
  assert.ok(batch, 'a batch');
  return batch;
}
const seqs = (batch: PulledBatch) => batch.items.map((item) => item.seq);
const all = (batch: PulledBatch) => batch.items.map(({ seq }) => ({ seq, ...completed() }));

test('the first pull starts a job that waits for it, and the job is the callers’ from then on', async () => {
  const job = await waiting(3);
  const batch = await pulled(job, 'ann');
  assert.deepEqual(seqs(batch), [1, 2, 3]);
  const now = await jobs.get(job);
  assert.deepEqual([now.status, now.driver], ['in_progress', 'agent']);
  await jobs.sound(job);
  const flow = await waiting(1, 'n8n');
  await pulled(flow, 'flow');
  assert.equal((await jobs.get(flow)).driver, 'n8n', 'a workflow’s job stays the workflow’s');
  const empty = await waiting(0);
  assert.equal(await pullBatch(api, { ...empty, session: 'ann' }), null);
  assert.equal((await jobs.get(empty)).status, 'completed');
});

test('items come with what they are about, and are found by it', async () => {
  const subjects = [randomUUID(), randomUUID()];
  const job = await jobs.create({
    items: makeItems(2).map((item, i) => ({ ...item, subject: String(subjects[i]) })),
    driver: 'agent',
  });
  const batch = await pulled(job, 'ann');
  assert.deepEqual(
    batch.items.map((item) => [item.seq, item.attempt, item.reference, item.input, item.subject]),
    [
      [1, 1, 'ref-1', { n: 1 }, subjects[0]],
      [2, 1, 'ref-2', { n: 2 }, subjects[1]],
    ],
  );
  const found = await seqsOfSubjects(api, { ...job, subjects: [...subjects, randomUUID()] });
  assert.deepEqual(
    [...found],
    [
      [subjects[0], 1],
      [subjects[1], 2],
    ],
  );
  await refused(
    seqsOfSubjects(api, { ...job, subjects: Array<string>(10_001).fill(randomUUID()) }),
    'invalid_argument',
  );
});

test('a lease is settled in parts, extended and handed back, and counts with its own job alone', async () => {
  const job = await agentJob(12);
  const batch = await pulled(job, 'ann');
  const lease = { ...job, batchId: batch.batchId, token: batch.token };
  const settled = await settleLease(api, { ...lease, outcomes: all(batch).slice(0, 2) });
  assert.deepEqual(settled, { accepted: 2, ignored: 0, fenced: false, closed: false });
  const until = await extendLease(api, { ...lease, seconds: 3600 });
  assert.ok(until && until.getTime() > batch.leaseUntil.getTime() + 3_000_000);
  await refused(extendLease(api, { ...lease, seconds: 0 }), 'invalid_argument');

  const other = await agentJob(1);
  const astray = { ...other, batchId: batch.batchId, token: batch.token };
  assert.equal((await settleLease(api, { ...astray, outcomes: all(batch) })).fenced, true);
  assert.equal(await extendLease(api, astray), null);
  assert.equal(await releaseLease(api, astray), false);
  await refused(
    settleLease(api, { ...lease, organizationId: other.organizationId, outcomes: [] }),
    'job_not_found',
  );

  assert.equal(await releaseLease(api, lease), true);
  assert.equal(await releaseLease(api, lease), false);
  assert.equal((await settleLease(api, { ...lease, outcomes: all(batch) })).fenced, true);
  assert.equal(await extendLease(api, lease), null);
  assert.deepEqual(seqs(await pulled(job, 'bob')), [3, 4, 5], 'what was handed back goes first');
  await jobs.sound(job);
});

test('a session’s end hands back what it holds in every job, and nothing of another organization', async () => {
  const one = await agentJob(5);
  const two = await jobs.create({ items: 5, driver: 'agent', organizationId: one.organizationId });
  const foreign = await agentJob(5);
  for (const job of [one, two, foreign]) await pulled(job, 'ann');
  await pulled(two, 'bob').catch(() => null);
  assert.equal(await releaseSession(api, { organizationId: one.organizationId, session: 'ann' }), 10);
  assert.equal(await releaseSession(api, { organizationId: one.organizationId, session: 'ann' }), 0);
  assert.deepEqual((await jobs.sound(one)).processing, 0);
  assert.deepEqual((await jobs.sound(foreign)).processing, 5);
});

test('the same session name in two organizations is two holders', async () => {
  const mine = await agentJob(10);
  const theirs = await agentJob(10);
  const batch = await pulled(mine, 'ann');
  await pulled(theirs, 'ann');
  const foreign = { ...mine, organizationId: theirs.organizationId };
  await refused(pullBatch(api, { ...foreign, session: 'ann' }), 'job_not_found');
  assert.deepEqual(seqs(await pulled(mine, 'ann')), seqs(batch));
  await jobs.sound(mine);
});

test('a report from outside has a bounded number of outcomes', async () => {
  const job = await agentJob(1);
  const { batchId, token } = await pulled(job, 'ann');
  const outcomes = Array.from({ length: 10_001 }, () => ({ seq: 1, ...completed() }));
  await refused(settleLease(api, { ...job, batchId, token, outcomes }), 'invalid_argument');
  await refused(reportItems(api, { ...job, outcomes, actor: 'flow' }), 'invalid_argument');
});

test('session names are bounded', async () => {
  const job = await agentJob(1);
  for (const session of ['', '  ', 'x'.repeat(201), 'a\nb']) {
    const error = await refused(pullBatch(api, { ...job, session }), 'invalid_argument');
    assert.equal(error.field, 'session');
  }
  await refused(releaseSession(api, { ...job, session: '' }), 'invalid_argument');
});

test('whoever keeps a job locked holds a pull up for a moment only, also when its holders are gone', async () => {
  const job = await agentJob(10);
  const [gone, keeper] = [
    new pg.Client({ connectionString: db.urls.worker }),
    new pg.Client({ connectionString: db.urls.worker }),
  ];
  await Promise.all([gone.connect(), keeper.connect()]);
  await gone.query('select lotline.pull($1, $2)', [job.organizationId, job.jobId]);
  await gone.end();
  await keeper.query('begin');
  await keeper.query("select lotline.pull($1, $2, 1, 'keeper')", [job.organizationId, job.jobId]);
  const startedAt = performance.now();
  await refused(pullBatch(api, { ...job, session: 'ann' }), 'job_busy');
  assert.ok(performance.now() - startedAt < 5_000);
  await keeper.query('rollback');
  await keeper.end();
  await pulled(job, 'ann');
  await jobs.sound(job);
});

test('a pause is told with its reason, and start and resume may say who runs the job', async () => {
  const job = await waiting(3, 'worker');
  assert.equal((await startJob(worker, { ...job, driver: 'n8n' })).driver, 'n8n');
  await pauseJob(worker, { ...job, reason: 'lunch' });
  const error = await refused(pullBatch(api, { ...job, session: 'ann' }), 'job_paused');
  assert.match(error.message, /lunch/);
  assert.equal((await resumeJob(worker, { ...job, driver: 'agent' })).driver, 'agent');
  await jobs.sound(job);
  await pauseJob(worker, job);
  await refused(resumeJob(worker, { ...job, driver: 'nobody' as 'agent' }), 'invalid_argument');
});

test('an outside lease that runs out is handed on as it is, also of a job that our workers run', async () => {
  const job = await jobs.create({ items: 1, driver: 'worker' });
  for (let lost = 0; lost < 5; lost += 1) {
    await pulled(job, `agent-${lost}`);
    await jobs.expireLeases();
  }
  const batch = await pulled(job, 'last');
  assert.equal(batch.items[0]?.attempt, 1);
  await settleLease(api, { ...job, batchId: batch.batchId, token: batch.token, outcomes: all(batch) });
  assert.equal((await jobs.get(job)).status, 'completed');
});

test('counters settle without the kind’s hook, which reports by name call', async () => {
  const job = await agentJob(4, 'n8n');
  await owner.query(`create table if not exists heard (seq int);
    create or replace function lotline.test_hear(p_job bigint, p_batch bigint, p_seqs int[]) returns void
      language sql as 'insert into heard select unnest(p_seqs)'`);
  await owner.query("insert into lotline.settle_hooks values ($1, 'lotline.test_hear')", [job.kind]);
  await reportCounters(api, { ...job, processed: 2, failed: 1, error: 'late', actor: 'flow' });
  assert.equal(await jobs.one('select count(*)::int from heard'), 0);
  const outcomes = [{ seq: 4, ...completed() }];
  assert.deepEqual(await reportItems(api, { ...job, outcomes, actor: 'flow' }), { accepted: 1, ignored: 0 });
  assert.equal(await jobs.one('select max(seq) from heard'), 4);
  const counts = await jobs.sound(job);
  assert.deepEqual([counts.completed, counts.failed], [3, 1]);
});

test('counters are taken once the last lease has run out', async () => {
  const job = await agentJob(5, 'n8n');
  await pulled(job, 'flow');
  await refused(reportCounters(api, { ...job, processed: 1, actor: 'flow' }), 'conflict');
  await jobs.advance(301);
  await reportCounters(api, { ...job, processed: 1, actor: 'flow' });
  assert.equal((await jobs.sound(job)).completed, 1);
});

test('ten failures in a row pause the job, the next pull is refused with the reason, a resume counts anew', async () => {
  const job = await agentJob(40);
  const fail = async () => {
    const batch = await pulled(job, 'ann');
    const outcomes = batch.items.map(({ seq }) => ({ seq, ...failed() }));
    await settleLease(api, { ...job, batchId: batch.batchId, token: batch.token, outcomes });
  };
  await fail();
  await fail();
  const error = await refused(pullBatch(api, { ...job, session: 'ann' }), 'job_paused');
  assert.match(error.message, /10 failures in a row: It is broken/);
  await resumeJob(worker, job);
  await fail();
  assert.equal((await jobs.get(job)).status, 'in_progress');
  await jobs.sound(job);
});

test('a pause that could not be stored is told all the same, and a resume counts anew', async () => {
  const job = await agentJob(20);
  const keeper = new pg.Client({ connectionString: db.urls.worker });
  await keeper.connect();
  const first = await pulled(job, 'ann');
  const second = await pulled(job, 'bob');
  await keeper.query('begin');
  await keeper.query("select lotline.pull($1, $2, 1, 'keeper')", [job.organizationId, job.jobId]);
  for (const batch of [first, second]) {
    const outcomes = batch.items.map(({ seq }) => ({ seq, ...failed() }));
    await settleLease(api, { ...job, batchId: batch.batchId, token: batch.token, outcomes });
  }
  await keeper.query('rollback');
  await keeper.end();
  assert.equal((await jobs.get(job)).status, 'in_progress');
  await refused(pullBatch(api, { ...job, session: 'ann' }), 'job_paused');
  await resumeJob(worker, job);
  await pulled(job, 'ann');
  await jobs.sound(job);
});
