import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { asOrganization } from '../../src/db/pool.ts';
import { cancelJob, pauseJob, resumeJob } from '../../src/engine/control.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const { owner, api, worker } = db.pools;

/** An endpoint for these events, straight into its table: what is tested here is what gets written for it. */
async function listens(organizationId: string, ...events: string[]): Promise<void> {
  await owner.query(
    `insert into lotline.webhook_endpoints (id, org_id, url, events, sealed_secret, created_by, created_at, updated_at)
     values ($1, $2, 'https://example.com/hook', $3, '\\x00', 'test', now(), now())`,
    [randomUUID(), organizationId, events],
  );
}

interface EventRow extends Record<string, unknown> {
  readonly type: string;
  readonly amount: number;
  readonly seqs: number[] | null;
  readonly number: string | null;
  readonly sequence: string | null;
  readonly detail: Record<string, unknown> | null;
}

async function eventsOf(organizationId: string): Promise<EventRow[]> {
  const { rows } = await owner.query<EventRow>(
    `select type, amount, seqs, number, sequence, detail from lotline.webhook_events
      where org_id = $1 order by coalesce(number, 9e15), id`,
    [organizationId],
  );
  return rows;
}

const number = () => worker.query('select lotline.number_webhook_events()');

test('lookups are told of by a row for each outcome of a report', async () => {
  const organizationId = await db.organization();
  await listens(organizationId, 'lookup.completed', 'lookup.failed');
  const job = await jobs.create({
    organizationId,
    kind: 'incentive_lookup',
    items: 5,
    settings: { batchSize: 5 },
  });
  const batch = await jobs.claimOne(job, 5);
  await jobs.report(batch, (seq) => (seq === 3 ? failed() : completed()));
  const told = await eventsOf(organizationId);
  assert.deepEqual(told.map(({ type, amount, seqs }) => [type, amount, seqs]).sort(), [
    ['lookup.completed', 4, [1, 2, 4, 5]],
    ['lookup.failed', 1, [3]],
  ]);
});

test('nothing is written for an organization without an endpoint, nor for types that none wants', async () => {
  const silent = await db.organization();
  const picky = await db.organization();
  await listens(picky, 'lookup.failed', 'job.cancelled');
  for (const organizationId of [silent, picky]) {
    const job = await jobs.create({ organizationId, kind: 'incentive_lookup', items: 5 });
    await jobs.report(await jobs.claimOne(job, 1), completed());
  }
  assert.deepEqual(await eventsOf(silent), []);
  assert.deepEqual(await eventsOf(picky), []);
});

test('each move of a job is told of as it was at that moment', async () => {
  const organizationId = await db.organization();
  const moves = ['started', 'paused', 'resumed', 'cancelled', 'completed'].map((move) => `job.${move}`);
  await listens(organizationId, ...moves);
  const job = await jobs.create({ organizationId, items: 4 });
  await pauseJob(worker, { ...job, reason: 'lunch' });
  await resumeJob(worker, job);
  await cancelJob(worker, job);
  await number();
  const told = await eventsOf(organizationId);
  assert.deepEqual(
    told.map(({ type, sequence, detail }) => [type, sequence, detail?.status, detail?.reason ?? null]),
    [
      ['job.started', '1', 'in_progress', null],
      ['job.paused', '2', 'paused', 'lunch'],
      ['job.resumed', '3', 'in_progress', null],
      ['job.cancelled', '4', 'cancelled', null],
    ],
  );
  assert.deepEqual(told[3]?.detail?.counts, {
    total: 4,
    waiting: 0,
    processing: 0,
    completed: 0,
    failed: 0,
    skipped: 0,
    cancelled: 4,
  });
});

test('a job that ended and goes on is told of once, however many retries follow', async () => {
  const organizationId = await db.organization();
  await listens(organizationId, 'job.failed', 'job.resumed');
  const job = await jobs.create({ organizationId, items: 2, settings: { batchSize: 2 } });
  await jobs.report(await jobs.claimOne(job), failed());
  for (const seq of [1, 2]) {
    await api.query('select from lotline.retry_items($1, $2, $3, null, false, $4)', [
      organizationId,
      job.jobId,
      'tester',
      [seq],
    ]);
  }
  assert.deepEqual(
    (await eventsOf(organizationId)).map((event) => event.type),
    ['job.failed', 'job.resumed'],
  );
});

test('events are numbered in the order of commits, without gaps, for each organization and each job', async () => {
  const organizationId = await db.organization();
  await listens(organizationId, 'job.started', 'lookup.completed', 'job.completed');
  const first = await jobs.create({ organizationId, kind: 'incentive_lookup', items: 3 });
  await jobs.create({ organizationId, kind: 'incentive_lookup', items: 2 });
  const slow = await api.connect();
  try {
    await slow.query('begin');
    await slow.query("select set_config('lotline.org', $1, true)", [organizationId]);
    await slow.query('select lotline.announce_lookup_single($1, $2, $3, $4)', [
      organizationId,
      'a-late-one',
      'completed',
      '{"programs_evaluated": 3}',
    ]);
    // Written first and committed last: it gets the later number.
    await jobs.drain(first);
    await number();
    await slow.query('commit');
  } catch (error) {
    await slow.query('rollback');
    throw error;
  } finally {
    slow.release();
  }
  await number();
  const told = await eventsOf(organizationId);
  const last = told.at(-1);
  assert.equal(last?.detail?.reference_id, 'a-late-one');
  assert.equal(last?.sequence, null, 'it belongs to no job');
  let next = 1;
  for (const event of told) {
    assert.equal(Number(event.number), next);
    next += event.amount;
  }
  assert.equal(next, 11);
  const ofFirst = await owner.query<{ type: string; sequence: string }>(
    'select type, sequence from lotline.webhook_events where job_no = $1 order by sequence',
    [first.number],
  );
  assert.deepEqual(
    ofFirst.rows.map((row) => [row.type, row.sequence]),
    [
      ['job.started', '1'],
      ['lookup.completed', '2'],
      ['job.completed', '5'],
    ],
  );
});

test('a running job is told of at each tenth that somebody sees, and not again', async () => {
  const organizationId = await db.organization();
  await listens(organizationId, 'job.progress');
  const job = await jobs.create({ organizationId, items: 10, settings: { batchSize: 1 } });
  const look = async () => {
    await owner.query(
      "update lotline.engine_locks set done_at = '-infinity' where name = 'webhook_progress'",
    );
    const { rows } = await worker.query<{ told: number }>('select lotline.announce_progress() as told');
    return rows[0]?.told;
  };
  assert.equal(await look(), 0);
  for (let settled = 0; settled < 3; settled += 1)
    await jobs.report(await jobs.claimOne(job, 1), completed());
  assert.equal(await look(), 1);
  assert.equal(await look(), 0);
  for (let settled = 3; settled < 10; settled += 1)
    await jobs.report(await jobs.claimOne(job, 1), completed());
  assert.equal(await look(), 0, 'what has ended is told of by job.completed');
  const told = await eventsOf(organizationId);
  assert.deepEqual(
    told.map(({ type, detail }) => [type, detail?.progress]),
    [['job.progress', 30]],
  );
});

test('a single lookup is told of with its answer, and only to whom it belongs', async () => {
  const organizationId = await db.organization();
  const other = await db.organization();
  await listens(organizationId, 'lookup.failed');
  const announce = (caller: string, outcome: string) =>
    asOrganization(api, caller, (client) =>
      client.query(`select lotline.announce_lookup_single($1, 'deal-1', $2, '{"error_code": "x"}')`, [
        organizationId,
        outcome,
      ]),
    );
  await announce(organizationId, 'failed');
  await announce(organizationId, 'completed');
  await assert.rejects(announce(organizationId, 'odd'), /outcome/);
  await assert.rejects(announce(other, 'failed'), /not found/);
  const told = await eventsOf(organizationId);
  assert.deepEqual(
    told.map((event) => event.type),
    ['lookup.failed'],
  );
  assert.deepEqual(told[0]?.detail?.answer, { error_code: 'x' });
});
