import assert from 'node:assert/strict';
import test from 'node:test';
import { heartbeat, settleBatch, tick } from '../../src/engine/claims.ts';
import { pauseJob, resumeJob } from '../../src/engine/control.ts';
import { changeJobSettings } from '../../src/engine/job-settings.ts';
import { readPaceFacts } from '../../src/engine/pace-facts.ts';
import { Paces } from '../../src/engine/paces.ts';
import { testDatabase } from '../support/database.ts';
import { completed, jobsIn, type TestJob } from '../support/engine.ts';

const database = await testDatabase();
const jobs = jobsIn(database);
const { api, worker, owner } = database.pools;

const facts = async (job: TestJob) => {
  const found = (await readPaceFacts(api, [job])).get(job.number);
  assert.ok(found, 'it is under way');
  return found;
};

const settle = async (job: TestJob, count: number) =>
  jobs.report(await jobs.claimOne(job, count), completed());

const rowOf = async (job: TestJob) =>
  (await owner.query('select * from lotline.job_pace where job_no = $1', [job.number])).rows[0];

test('what is settled is counted in buckets of ten seconds, and those without any are filled in when they are read', async () => {
  const job = await jobs.create({ items: 500, settings: { batchSize: 100 } });
  await jobs.nextBucket();
  await tick(worker);
  await settle(job, 30);
  await jobs.advance(10);
  await tick(worker);
  await settle(job, 50);
  await jobs.advance(10);
  await tick(worker);
  assert.deepEqual((await facts(job)).buckets, [30, 50]);
  const unwritten = await owner.query(
    'select (lotline.fill_pace(null, 5, 1, lotline.clock(), lotline.clock())).bucket',
  );
  assert.deepEqual(unwritten.rows, [{ bucket: null }], 'a job without a row has no buckets');
  const written = await rowOf(job);
  await jobs.advance(30);
  await tick(worker);
  assert.deepEqual(await rowOf(job), written, 'nothing was settled: nothing is written');
  const idle = await facts(job);
  assert.deepEqual([idle.buckets, idle.seen, idle.active.at(-1)], [[30, 50, 0, 0, 0], 80, 0]);
  assert.ok(Math.abs((idle.idleSeconds ?? 0) - 30) < 2, String(idle.idleSeconds));
  // whoever ticks was away for a minute: nobody knows when it was, so it is spread over that minute
  await settle(job, 61);
  await jobs.advance(60);
  await tick(worker);
  assert.deepEqual((await facts(job)).buckets, [30, 50, 0, 0, 0, 10, 10, 10, 10, 10, 11]);
  assert.equal((await facts(job)).seen, 141);
});

test('after ten minutes there are buckets of a minute, thirty at most, and the row goes when the job is over', async () => {
  const job = await jobs.create({ items: 400, settings: { batchSize: 100 } });
  await jobs.nextBucket();
  await tick(worker);
  for (let minute = 0; minute < 11; minute += 1) {
    await settle(job, 6 + minute);
    await jobs.advance(60);
    await tick(worker);
  }
  const minutes = await facts(job);
  assert.deepEqual([minutes.bucketSeconds, minutes.filled], [60, 66]);
  assert.deepEqual(minutes.buckets, [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
  await jobs.advance(86_400);
  assert.deepEqual((await facts(job)).buckets, Array(30).fill(0));
  await settle(job, 10);
  await jobs.advance(60);
  await tick(worker);
  const { rows } = await owner.query<{ most: number }>(
    'select greatest(cardinality(tens), cardinality(minutes), cardinality(minutes_active)) as most from lotline.job_pace where job_no = $1',
    [job.number],
  );
  assert.equal(rows[0]?.most, 30);
  await jobs.drain(job);
  assert.equal((await readPaceFacts(api, [job])).size, 0);
  await jobs.advance(10);
  await tick(worker);
  assert.equal(await rowOf(job), undefined);
});

test('a pause is no part of the pace, however long, and whoever ticks meanwhile', async () => {
  const job = await jobs.create({ items: 300, settings: { batchSize: 100 } });
  await jobs.nextBucket();
  await tick(worker);
  await settle(job, 20);
  await jobs.advance(10);
  await pauseJob(worker, { ...job, reason: null });
  await jobs.advance(5_000);
  await tick(worker);
  assert.deepEqual((await facts(job)).buckets, [20]);
  await resumeJob(worker, job);
  await settle(job, 40);
  await jobs.advance(10);
  await tick(worker);
  assert.deepEqual((await facts(job)).buckets, [20, 40]);
});

/** A worker that is there for the kind. */
const present = (job: TestJob) =>
  heartbeat(worker, { worker: 'here', leases: [], info: { kinds: [job.kind], slots: 10, running: 0 } });

test('items that are put off say why their job waits, in place of any other reason', async () => {
  const job = await jobs.create({ items: 2 });
  await present(job);
  const batch = await jobs.claimOne(job);
  const outcome = {
    outcome: 'deferred',
    afterMs: 90_000,
    reason: 'Anthropic: rate limited until 14:05 UTC',
  } as const;
  await settleBatch(worker, { ...batch, outcomes: batch.items.map(({ seq }) => ({ seq, ...outcome })) });
  const going = async () => {
    const found = await jobs.get(job);
    return (await new Paces().of(api, [found]))(found);
  };
  const { reason, pace } = await going();
  assert.deepEqual([reason?.code, reason?.text], ['waiting', 'Anthropic: rate limited']);
  assert.ok(Date.parse(reason?.until ?? '') > 0);
  assert.deepEqual(pace?.binding, { code: 'rate_limit', text: 'Anthropic: rate limited' });
  await jobs.advance(100);
  await present(job);
  assert.notEqual((await going()).reason?.code, 'waiting');
  await jobs.drain(job);
});

test('a job behind others waits for a slot, and its end for theirs', async () => {
  const first = await jobs.create({ items: 2_000, settings: { batchSize: 100, priority: 10 } });
  const second = await jobs.create({ ...first, items: 50, settings: { priority: 2_000 } });
  await jobs.nextBucket();
  await tick(worker);
  for (let bucket = 0; bucket < 6; bucket += 1) {
    await settle(first, 100);
    await jobs.advance(10);
    await tick(worker);
  }
  await present(first);
  const behind = await facts(second);
  assert.deepEqual([behind.aheadItems, behind.aheadPerSecond, behind.leases], [1_400, 10, 0]);
  const jobOf = await jobs.get(second);
  assert.equal((await new Paces().of(api, [jobOf]))(jobOf).reason?.code, 'slot');
  assert.equal((await facts(first)).aheadItems, 0);
});

test('an import says that it reads its search, why that waits, and takes no batches that are not sold', async () => {
  const organizationId = await database.organization();
  const { rows } = await worker.query<{ id: string; number: string }>(
    `select id, number from lotline.create_lead_import($1, 'Leads', 'tester', '[{"name": "City", "value": ["Altoona"]}]')`,
    [organizationId],
  );
  const made = rows[0];
  assert.ok(made);
  const job = { organizationId, jobId: made.id, number: made.number, kind: 'lead_import', actor: 'tester' };
  await present(job);
  const { rows: leases } = await worker.query<{ job_no: string; token: number }>(
    'select job_no, token from lotline.claim_lead_freeze(60)',
  );
  const reason = async () => {
    const found = await jobs.get(job);
    return (await new Paces().of(api, [found]))(found).reason;
  };
  assert.deepEqual(await reason(), { code: 'reading_search', text: 'reading its search', until: null });
  await worker.query(
    `select lotline.defer_lead_freeze($1, $2, 60000, 'PropertyRadar: rate limited', false)`,
    [leases[0]?.job_no, leases[0]?.token],
  );
  const waiting = await reason();
  assert.deepEqual([waiting?.code, waiting?.text], ['waiting', 'PropertyRadar: rate limited']);
  const change = (settings: object) => changeJobSettings(worker, { ...job, settings });
  await assert.rejects(change({ batchSize: 501 }), { code: 'invalid_argument' });
  assert.equal((await change({ batchSize: 100 })).batchSize, 100);
});

test('what is told of many jobs takes one query, and none while it is fresh', async () => {
  const organizationId = await database.organization();
  const many = [];
  for (let at = 0; at < 5; at += 1) {
    many.push(await jobs.get(await jobs.create({ items: 1, organizationId })));
  }
  let asked = 0;
  const counting: typeof api = Object.create(api, {
    query: {
      value: (...given: Parameters<typeof api.query>) => {
        asked += 1;
        return api.query(...given);
      },
    },
  });
  const paces = new Paces();
  await paces.of(counting, many);
  assert.equal(asked, 1);
  const going = await paces.of(counting, many, 60_000);
  assert.equal(asked, 1);
  assert.ok(many.every((job) => going(job).pace?.eta.state === 'measuring'));
});
