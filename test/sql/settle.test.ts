import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settleBatch } from '../../src/engine/claims.ts';
import { itemErrors, listFailureGroups } from '../../src/engine/failures.ts';
import { listItems } from '../../src/engine/items.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn, refused, skipped } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const { worker } = db.pools;

test('results are kept in order, whatever the order of the report', async () => {
  const job = await jobs.create({ items: 4 });
  const batch = await jobs.claimOne(job);
  const settled = await jobs.report(batch, (seq) => completed({ seq }), [3, 1, 4, 2]);
  assert.deepEqual(settled, { accepted: 4, ignored: 0, fenced: false, closed: true });
  const { items } = await listItems(worker, { ...job, limit: 10 });
  assert.deepEqual(
    items.map((i) => [i.seq, i.status, i.result, i.attempts]),
    [1, 2, 3, 4].map((seq) => [seq, 'completed', { seq }, 1]),
  );
  assert.equal((await jobs.get(job)).status, 'completed');
  await jobs.sound(job);
});

test('an item counts once: reports repeated, late or of items never leased change nothing', async () => {
  const job = await jobs.create({ items: 10, settings: { batchSize: 5 } });
  const batch = await jobs.claimOne(job, 5);
  assert.deepEqual(await jobs.report(batch, completed('first'), [1, 2]), {
    accepted: 2,
    ignored: 0,
    fenced: false,
    closed: false,
  });
  assert.deepEqual(await jobs.report(batch, completed('again'), [1, 2, 3, 9]), {
    accepted: 1,
    ignored: 3,
    fenced: false,
    closed: false,
  });
  assert.deepEqual(await jobs.report(batch, failed(), [3, 4, 5]), {
    accepted: 2,
    ignored: 1,
    fenced: false,
    closed: true,
  });
  assert.deepEqual(await jobs.report(batch, completed('late'), [1, 2, 3, 4, 5]), {
    accepted: 0,
    ignored: 5,
    fenced: true,
    closed: false,
  });
  const { items } = await listItems(worker, { ...job, limit: 3 });
  assert.deepEqual(
    items.map((i) => i.result),
    ['first', 'first', 'again'],
  );
  const counts = await jobs.sound(job);
  assert.deepEqual([counts.completed, counts.failed, counts.waiting], [3, 2, 5]);
});

test('a stale token settles nothing', async () => {
  const job = await jobs.create({ items: 2 });
  const batch = await jobs.claimOne(job);
  const settled = await settleBatch(worker, {
    batchId: batch.batchId,
    token: batch.token + 1,
    outcomes: [{ seq: 1, ...completed() }],
  });
  assert.equal(settled.fenced, true);
  assert.equal((await jobs.sound(job)).completed, 0);
});

test('a retryable failure comes back until its attempts are used up, and each attempt is kept', async () => {
  const job = await jobs.create({ items: 1, settings: { maxAttempts: 3 } });
  for (const attempt of [1, 2, 3]) {
    const batch = await jobs.claimOne(job);
    assert.equal(batch.items[0]?.attempt, attempt);
    await jobs.report(batch, failed('transient', 'busy', `Busy, try ${attempt}`));
    await jobs.tick();
    await jobs.sound(job);
  }
  const job3 = await jobs.get(job);
  assert.deepEqual(
    [job3.status, job3.counts.failed, job3.errorCount, job3.lastError],
    ['failed', 1, 3, 'Busy, try 3'],
  );
  const { items } = await listItems(worker, { ...job, limit: 1 });
  assert.deepEqual(
    items.map((i) => [i.status, i.errorClass, i.errorCode, i.errorMessage, i.attempts, i.retryCount]),
    [['failed', 'transient', 'busy', 'Busy, try 3', 3, 2]],
  );
  const errors = await itemErrors(worker, { ...job, limit: 10 });
  assert.deepEqual(
    errors.map((e) => [e.attempt, e.final, e.message]),
    [
      [3, true, 'Busy, try 3'],
      [2, false, 'Busy, try 2'],
      [1, false, 'Busy, try 1'],
    ],
  );
});

test('a success after failures says how many attempts it took', async () => {
  const job = await jobs.create({ items: 2 });
  await jobs.report(await jobs.claimOne(job), (seq) => (seq === 1 ? failed('timeout') : completed()));
  assert.deepEqual((await jobs.sound(job)).waiting, 1);
  await jobs.drain(job);
  const { items } = await listItems(worker, { ...job, limit: 2 });
  assert.deepEqual(
    items.map((i) => i.attempts),
    [2, 1],
  );
});

test('the wait doubles with each attempt, within jitter and the cap, and never undercuts what the service asked', async () => {
  const job = await jobs.create({
    items: 1,
    settings: { backoffBaseSeconds: 10, backoffCapSeconds: 30, maxAttempts: 9 },
  });
  const waits: number[] = [];
  for (const afterMs of [0, 0, 0, 0, 100_000]) {
    const batch = await jobs.claimOne(job);
    await jobs.report(batch, { ...failed('transient'), afterMs } as ReturnType<typeof failed>);
    assert.deepEqual(await jobs.claim(job), [], 'not before its time');
    const seconds = await jobs.one<string>(
      'select extract(epoch from run_at - lotline.clock()) from lotline.returns where job_no = $1',
      [job.number],
    );
    waits.push(Number(seconds));
    await jobs.advance(Number(seconds) + 1);
  }
  for (const [i, [low, high]] of [
    [5, 15],
    [10, 30],
    [15, 45],
    [15, 45],
    [99, 101],
  ].entries()) {
    const wait = waits[i] ?? 0;
    assert.ok(wait > (low ?? 0) - 1 && wait <= (high ?? 0) + 0.1, `wait ${i + 1} of ${wait} s`);
  }
});

test('failures are counted by fingerprint in the settling statement', async () => {
  const job = await jobs.create({ items: 30, settings: { batchSize: 30, failureLimit: 0, maxAttempts: 2 } });
  await jobs.report(await jobs.claimOne(job, 30), (seq) => {
    if (seq <= 10) return failed('permanent', 'no_territory', `No territory for ZIP ${15000 + seq}`);
    if (seq <= 13) return failed('transient', 'busy', `Try again in ${seq} s`);
    return completed();
  });
  const groups = await listFailureGroups(worker, { ...job, limit: 10 });
  assert.deepEqual(
    groups.map((g) => [g.class, g.code, g.message, g.attempts, g.items, g.sampleSeqs]),
    [
      ['permanent', 'no_territory', 'No territory for ZIP 15001', 10, 10, [1, 2, 3, 4, 5]],
      ['transient', 'busy', 'Try again in 11 s', 3, 0, [11, 12, 13]],
    ],
  );
  await jobs.drain(job, failed('transient', 'busy', 'Try again in 99 s'));
  const after = await listFailureGroups(worker, { ...job, limit: 10 });
  assert.deepEqual(
    after.map((g) => [g.code, g.attempts, g.items]),
    [
      ['no_territory', 10, 10],
      ['busy', 6, 3],
    ],
  );
  await jobs.sound(job);
});

test('skipping is an outcome of its own, and a job of nothing else is completed', async () => {
  const job = await jobs.create({ items: 3 });
  await jobs.report(await jobs.claimOne(job), skipped('duplicate'));
  const done = await jobs.get(job);
  assert.deepEqual(
    [done.status, done.counts.skipped, done.progress, done.successRate],
    ['completed', 3, 100, 100],
  );
  const { items } = await listItems(worker, { ...job, limit: 1 });
  assert.deepEqual([items[0]?.status, items[0]?.errorCode], ['skipped', 'duplicate']);
  await jobs.sound(job);
});

test('a job is failed only when nothing was completed and something failed', async () => {
  const none = await jobs.create({ items: 3 });
  assert.equal((await jobs.drain(none, (seq) => (seq === 1 ? failed() : skipped()))).status, 'failed');
  const some = await jobs.create({ items: 3 });
  assert.equal((await jobs.drain(some, (seq) => (seq === 1 ? completed() : failed()))).status, 'completed');
});

test('outcomes that cannot be understood are refused, naming the one at fault, and change nothing', async () => {
  const job = await jobs.create({ items: 3 });
  const batch = await jobs.claimOne(job);
  const settle = (outcomes: unknown) =>
    worker.query('select * from lotline.settle($1, $2, $3)', [
      batch.batchId,
      batch.token,
      JSON.stringify(outcomes),
    ]);
  await assert.rejects(settle({}), { code: 'LL004', message: /^outcomes: / });
  await assert.rejects(
    settle([{ seq: 1, outcome: 'completed' }, { outcome: 'completed' }]),
    /^error: outcomes\[1\]\.seq/,
  );
  await assert.rejects(settle([{ seq: 1, outcome: 'done' }]), /outcomes\[0\]\.outcome/);
  await assert.rejects(settle([{ seq: 1, outcome: 'failed', class: 'odd' }]), /outcomes\[0\]\.class/);
  await assert.rejects(
    worker.query('select * from lotline.settle_completed($1, $2, $3, $4)', [
      batch.batchId,
      batch.token,
      [1, 2],
      '1',
    ]),
    { code: 'LL004', message: /^results: / },
  );
  assert.equal((await jobs.sound(job)).processing, 3);
});

test("a kind's hook runs in the settling transaction: its rows come and go with the outcome", async () => {
  const job = await jobs.create({ items: 6, settings: { batchSize: 3 } });
  await db.pools.owner.query(`
    create table lotline.findings_of_test (job_no bigint, batch_id bigint, seq int, outcome text);
    create function lotline.keep_finding(p_job bigint, p_batch bigint, p_seqs int[]) returns void language sql as $$
      insert into lotline.findings_of_test select p_job, p_batch, r.seq, r.outcome from lotline.results r
      where r.job_no = p_job and r.seq = any (p_seqs) $$`);
  await db.pools.owner.query('insert into lotline.settle_hooks values ($1, $2)', [
    job.kind,
    'lotline.keep_finding',
  ]);
  await jobs.report(await jobs.claimOne(job, 3), completed());
  await jobs.report(await jobs.claimOne(job, 3), (seq) =>
    seq === 4 ? completed() : seq === 5 ? failed('permanent') : failed('transient'),
  );
  const { rows } = await db.pools.owner.query(
    'select seq, outcome from lotline.findings_of_test order by seq',
  );
  assert.deepEqual(
    rows.map((r) => `${r.seq} ${r.outcome}`),
    ['1 completed', '2 completed', '3 completed', '4 completed', '5 failed'],
  );
  await db.pools.owner.query('alter table lotline.findings_of_test add check (seq <> 6)');
  const batch = await jobs.claimOne(job);
  await assert.rejects(jobs.report(batch, completed()), /check/);
  assert.equal((await jobs.sound(job)).processing, 1, 'nothing was settled when the hook failed');
});

test('a report of nothing is fine and says so', async () => {
  const job = await jobs.create({ items: 1 });
  const batch = await jobs.claimOne(job);
  assert.deepEqual(await jobs.report(batch, completed(), []), {
    accepted: 0,
    ignored: 0,
    fenced: false,
    closed: false,
  });
  await refused(
    settleBatch(worker, { ...batch, outcomes: [{ seq: 1, ...failed('odd' as 'permanent') }] }),
    'invalid_argument',
  );
});
