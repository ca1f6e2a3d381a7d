import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type pg from 'pg';
import { claimBatches } from '../../src/engine/claims.ts';
import { startJob } from '../../src/engine/control.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';
import { type BatchItem, type GuideUser, guideIn, type Progress } from '../support/guide.ts';

const db = await testDatabase();
const guide = await guideIn(db);
const jobs = jobsIn(db);

type Asker = Pick<GuideUser, 'query' | 'value'>;

const asker = (client: pg.Client): Asker => ({
  query: async (text, values) => (await client.query(text, values)).rows,
  value: async <T>(text: string, values?: unknown[]) =>
    Object.values((await client.query<Record<string, T>>(text, values)).rows[0] ?? {})[0] as T,
});

/** A user with a job of `count` properties in Blair County. */
async function withJob(count: number, size = 5): Promise<{ user: GuideUser; job: string; ids: string[] }> {
  const user = await guide.user();
  const ids = await guide.properties(user.organizationId, 'Blair, PA', count);
  const job = await user.value<string>(
    "select create_batch_job('regrid_scraping', (select id from counties where county_name = 'Blair'), $1)",
    [size],
  );
  return { user, job, ids };
}
const take = (by: Asker, job: string, session: string | null = null) =>
  by.query<BatchItem & pg.QueryResultRow>('select * from get_next_batch($1, $2)', [job, session]);
const parcels = (items: BatchItem[]) => items.map((item) => item.parcel_id);

interface Report {
  error?: string;
  result?: unknown;
  session?: string;
  batch?: string;
  token?: number;
}
function report(
  by: Asker,
  job: string,
  item: string | null | undefined,
  done: number | null,
  failed: number | null,
  more: Report = {},
) {
  return by.value<Progress>('select update_batch_progress($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    ...[job, item, done, failed, more.error ?? null],
    more.result === undefined ? null : JSON.stringify(more.result),
    ...[more.session ?? null, more.batch ?? null, more.token ?? null],
  ]);
}
const unchanged = async (answer: Promise<Progress>, words: RegExp) => {
  const { accepted, message } = await answer;
  assert.equal(accepted, 0);
  assert.match(message, words);
};

test('a batch names the items, who holds them and until when, and everything known of each', async () => {
  const { user, job, ids } = await withJob(7);
  const items = await take(user, job);
  assert.deepEqual(parcels(items), ['P-0001', 'P-0002', 'P-0003', 'P-0004', 'P-0005']);
  const [first] = items;
  assert.ok(first);
  assert.deepEqual(
    [first.item_id, first.property_address, first.county_name, first.state_code, first.seq],
    [ids[0], '1 Main Street', 'Blair', 'PA', 1],
  );
  assert.ok(first.lease_until > new Date());
  assert.equal(first.input.item_id, ids[0]);
  assert.equal(new Set(items.map((item) => `${item.batch_id}.${item.token}`)).size, 1);
  assert.equal(await user.value('select status from get_batch_status($1)', [job]), 'in_progress');
  assert.deepEqual(parcels(await take(user, job)), parcels(items), 'what it holds comes again');
  await assert.rejects(user.query('select * from get_next_batch($1, null, 0)', [job]), { code: 'LL004' });
});

test('two callers get different batches, and nothing is left for a third', async () => {
  const { user, job } = await withJob(7);
  const [one, two, three] = [await user.connect(), await user.connect(), await user.connect()].map(asker);
  assert.ok(one && two && three);
  assert.equal((await take(one, job)).length, 5);
  assert.deepEqual(parcels(await take(two, job)), ['P-0006', 'P-0007']);
  assert.deepEqual(await take(three, job), []);
});

test('items are reported one by one, several up to a named one, or the next few', async () => {
  const { user, job } = await withJob(12, 10);
  const items = await take(user, job);
  const one = await report(user, job, items[0]?.item_id, 1, 0);
  assert.deepEqual([one.accepted, one.message], [1, 'In progress: 1/12 properties (8%)']);
  const several = await report(user, job, items[4]?.item_id, 3, 1, { error: 'Not in Regrid' });
  assert.deepEqual(
    [several.accepted, several.processed_items, several.failed_items, several.remaining_items],
    [4, 4, 1, 7],
  );
  assert.equal(
    await jobs.one(
      "select string_agg(r.seq || ':' || r.error_message, ',') from lotline.results r join lotline.jobs j on j.number = r.job_no where j.id = $1 and r.outcome = 'failed'",
      [job],
    ),
    '5:Not in Regrid',
    'the last of them is the failed one',
  );
  const next = await report(user, job, null, 2, 0);
  assert.deepEqual([next.accepted, next.processed_items], [2, 6]);
  assert.deepEqual(
    parcels(await take(user, job)),
    ['P-0008', 'P-0009', 'P-0010'],
    'the rest of the batch, none twice',
  );
  assert.deepEqual(await guide.problems(job), []);
});

test('a repeated report changes nothing and says so, of one item and of several', async () => {
  const { user, job } = await withJob(8);
  const items = await take(user, job);
  await report(user, job, items[1]?.item_id, 2, 0);
  await unchanged(report(user, job, items[1]?.item_id, 1, 0), /^Nothing changed: .* as completed$/);
  await unchanged(
    report(user, job, items[1]?.item_id, 0, 1, { error: 'x' }),
    /reported before, as completed/,
  );
  await unchanged(report(user, job, items[1]?.item_id, 2, 0), /reported before, as completed/);
  await unchanged(report(user, job, items[3]?.item_id, 3, 0), /only 2 of your items up to this one are open/);
  await unchanged(report(user, job, null, 9, 0), /only 3 of your items are open/);
  assert.deepEqual(await guide.problems(job), []);
});

test('an item in other hands is not settled by a stranger, who is told whose it is', async () => {
  const { user, job } = await withJob(8);
  const holder = asker(await user.connect());
  const items = await take(holder, job, 'ann');
  const [first, second] = items;
  await unchanged(report(user, job, first?.item_id, 1, 0), /in the hands of session ann until/);
  await unchanged(report(user, job, first?.item_id, 1, 0, { session: 'bob' }), /in the hands of session ann/);
  await unchanged(report(user, job, first?.item_id, 2, 0), /you hold none of these/);
  await unchanged(report(user, job, null, 1, 0), /you hold none of these/);
  await unchanged(report(user, job, null, 0, 0), /You hold no items/);
  assert.equal((await report(user, job, first?.item_id, 1, 0, { session: 'ann' })).accepted, 1);
  const proof = { batch: String(second?.batch_id), token: Number(second?.token) };
  assert.equal((await report(user, job, second?.item_id, 1, 0, proof)).accepted, 1, 'the token proves it');
  await unchanged(
    report(user, job, items[2]?.item_id, 1, 0, { ...proof, token: proof.token + 1 }),
    /in the hands of session ann/,
  );
});

test('whoever reports an item of a worker is told that a worker has it, not which', async () => {
  const { user, job, ids } = await withJob(3);
  await startJob(db.pools.worker, {
    ...{ organizationId: user.organizationId, jobId: job, actor: 'test', driver: 'worker' },
  });
  const [batch] = await claimBatches(db.pools.worker, {
    ...{ worker: 'host-1234', kinds: ['regrid_scraping'], limit: 3 },
  });
  assert.equal(batch?.jobId, job);
  await unchanged(report(user, job, ids[0], 1, 0), /in the hands of a worker until/);
});

test('an item that nobody holds may be reported by anybody of the organization', async () => {
  const { user, job, ids } = await withJob(3);
  await user.query('select resume_batch_job($1)', [job]);
  assert.equal((await report(user, job, ids[2], 1, 0)).accepted, 1);
  assert.deepEqual(parcels(await take(user, job)), ['P-0001', 'P-0002']);
  assert.deepEqual(await guide.problems(job), []);
});

test('a report after the lease ran out counts while nobody else has the item, and not after that', async () => {
  const { user, job } = await withJob(2, 1);
  const late = asker(await user.connect());
  const [first] = await take(late, job, 'late');
  await jobs.advance(3601);
  assert.equal((await report(late, job, first?.item_id, 1, 0, { session: 'late' })).accepted, 1);
  const [second] = await take(late, job, 'late');
  await jobs.advance(3601);
  await take(user, job, 'heir');
  await unchanged(
    report(late, job, second?.item_id, 1, 0, { session: 'late' }),
    /in the hands of session heir/,
  );
  assert.deepEqual(await guide.problems(job), []);
});

test('each report extends the hold on the rest of the batch, and one of nothing does only that', async () => {
  const { user, job } = await withJob(3);
  const items = await take(user, job, 'ann');
  await jobs.advance(3000);
  await report(user, job, items[0]?.item_id, 1, 0, { session: 'ann' });
  await jobs.advance(3000);
  const answer = await report(user, job, null, 0, 0, { session: 'ann' });
  assert.deepEqual([answer.accepted, answer.ignored], [0, 0]);
  await jobs.advance(3000);
  assert.deepEqual(await take(user, job, 'other'), [], 'it is still held');
});

test('a report that makes no sense is refused with the field, the value and the fix', async () => {
  const { user, job, ids } = await withJob(2);
  await take(user, job);
  const bad: [unknown[], RegExp][] = [
    [[job, ids[0], -1, 0], /p_items_processed: '-1' is not valid; give 0 to 1000/],
    [[job, ids[0], 0, 1001], /p_items_failed: '1001'/],
    [[job, ids[0], 2, 0, null, '{}'], /p_result: .* with one processed item/],
    [[job, null, 1, 0, null, '{}'], /p_result: .* name the item/],
    [[job, ids[0], 0, 1, null, '{}'], /p_result/],
    [[null, ids[0], 0, 1, null, null], /p_job_id: no value/],
  ];
  for (const [values, message] of bad) {
    const text = `select update_batch_progress(${values.map((_, i) => `$${i + 1}`).join(', ')})`;
    await assert.rejects(user.query(text, values), { code: 'LL004', message });
  }
  const long = { code: 'LL004', message: /characters/ };
  await assert.rejects(report(user, job, ids[0], 0, 1, { error: 'x'.repeat(10_001) }), long);
  for (const call of ['pause', 'resume', 'complete']) {
    await assert.rejects(user.query(`select ${call}_batch_job($1, $2)`, [job, 'x'.repeat(2001)]), long);
  }
  await assert.rejects(report(user, job, randomUUID(), 1, 0), { code: 'LL008', message: /has no item/ });
  await assert.rejects(report(user, randomUUID(), ids[0], 1, 0), { code: 'LL003' });
});

test('a pause hands back what its caller holds, says how far the job is, and a resume goes on from there', async () => {
  const { user, job } = await withJob(235, 50);
  const other = asker(await user.connect());
  for (let batch = 1; batch <= 3; batch += 1) {
    const items = await take(user, job);
    assert.equal((await report(user, job, items.at(-1)?.item_id, 50, 0)).accepted, 50);
  }
  const held = await take(user, job);
  assert.equal(
    await user.value('select pause_batch_job($1)', [job]),
    'Paused at 150/235 properties (64%). Resume with: Resume batch job',
  );
  assert.equal(await user.value('select items_in_hand from get_batch_status($1)', [job]), 0);
  await assert.rejects(take(other, job), { code: 'LL006', message: /is paused/ });
  assert.match(
    await user.value('select pause_batch_job($1)', [job]),
    /^Paused already at 150\/235 properties \(64%\)/,
  );
  assert.equal((await report(user, job, held[0]?.item_id, 1, 0)).accepted, 1, 'done while it was paused');
  assert.equal(
    await other.value('select resume_batch_job($1)', [job]),
    'Resumed at 151/235 properties (64%). Next: get_next_batch',
  );
  assert.match(await other.value('select resume_batch_job($1)', [job]), /^In progress already/);
  const next = await take(other, job);
  assert.deepEqual([next[0]?.parcel_id, next.length], ['P-0152', 49], 'from the first that was not settled');
  assert.deepEqual(await guide.problems(job), []);
});

test('what is in other hands at a pause may still be reported', async () => {
  const { user, job } = await withJob(10);
  const other = asker(await user.connect());
  const items = await take(other, job, 'ann');
  assert.equal(
    await user.value("select pause_batch_job($1, 'lunch')", [job]),
    'Paused at 0/10 properties (0%). 5 in other hands may still be reported. Resume with: Resume batch job',
  );
  await assert.rejects(take(other, job, 'ann'), { code: 'LL006', message: /is paused: lunch/ });
  assert.equal((await report(other, job, items[0]?.item_id, 1, 0, { session: 'ann' })).accepted, 1);
  assert.equal(
    await user.value('select message from get_batch_status($1)', [job]),
    'Paused: 1/10 properties (10%). lunch',
  );
});

test('ten failures in a row pause the job, the next claim is refused with the reason, and a resume counts anew', async () => {
  const { user, job } = await withJob(40, 4);
  const failNext = async () => {
    const [item] = await take(user, job);
    return report(user, job, item?.item_id, 0, 1, { error: 'Error: Property not found in Regrid' });
  };
  for (let n = 1; n <= 9; n += 1) assert.equal((await failNext()).status, 'in_progress');
  const tenth = await failNext();
  assert.equal(tenth.status, 'paused');
  assert.match(tenth.message, /failures in a row: Error: Property not found in Regrid/);
  await assert.rejects(take(user, job), { code: 'LL006', message: /10 failures in a row/ });
  const [row] = await user.query<{ auto_paused: boolean } & pg.QueryResultRow>(
    'select auto_paused, pause_reason from vw_active_batch_jobs where job_id = $1',
    [job],
  );
  assert.equal(row?.auto_paused, true);
  await user.query('select resume_batch_job($1)', [job]);
  for (let n = 1; n <= 9; n += 1) assert.equal((await failNext()).status, 'in_progress');
  assert.equal((await failNext()).status, 'paused');
  assert.deepEqual(await guide.problems(job), []);
});

test('a job ends by its last report, and late words about it change nothing', async () => {
  const { user, job } = await withJob(3);
  const items = await take(user, job);
  const last = await report(user, job, items[2]?.item_id, 3, 0);
  assert.deepEqual([last.status, last.message], ['completed', 'Completed: 3/3 properties (100%)']);
  assert.deepEqual(await take(user, job), [], 'nothing is left');
  await unchanged(report(user, job, items[2]?.item_id, 1, 0), /reported before/);
  assert.match(await user.value('select complete_batch_job($1)', [job]), /^Completed already: 3 processed/);
  await assert.rejects(user.query('select resume_batch_job($1)', [job]), { code: 'LL001' });
  await assert.rejects(user.query('select pause_batch_job($1)', [job]), { code: 'LL001' });
});

test('completing a job skips what is left, and a report of it comes too late', async () => {
  const { user, job } = await withJob(4);
  await assert.rejects(user.query('select complete_batch_job($1)', [job]), {
    code: 'LL001',
    message: /is pending and cannot become completed/,
  });
  const items = await take(user, job);
  await report(user, job, items[0]?.item_id, 1, 0);
  assert.equal(
    await user.value("select complete_batch_job($1, 'enough')", [job]),
    'Completed: 1 processed, 0 failed, 3 skipped of 4',
  );
  await unchanged(report(user, job, items[1]?.item_id, 1, 0), /reported before, as skipped/);
  assert.equal(
    await user.value('select skipped_items from vw_completed_batch_jobs where job_id = $1', [job]),
    3,
  );
});

test('views sum up what the functions do', async () => {
  const { user, job } = await withJob(10);
  const items = await take(user, job);
  await report(user, job, items[2]?.item_id, 2, 1, { error: 'no' });
  const [active] = await user.query('select * from vw_active_batch_jobs');
  assert.ok(active);
  assert.deepEqual(
    [active.job_id, active.progress_pct, active.remaining_items, active.items_in_hand, active.current_batch],
    [job, '30.0', 7, 2, 1],
  );
  assert.deepEqual([active.county_name, active.state_code, active.last_error], ['Blair', 'PA', 'no']);
  const summary = await user.query('select * from vw_batch_job_summary');
  assert.equal(summary.length, 8, 'every job type');
  assert.deepEqual(
    [summary[0]?.job_type, summary[0]?.running_jobs, summary[0]?.processed_items, summary[1]?.jobs],
    ['regrid_scraping', 1, '2', 0],
  );
});
