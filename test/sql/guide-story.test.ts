import assert from 'node:assert/strict';
import { test } from 'node:test';
import type pg from 'pg';
import { testDatabase } from '../support/database.ts';
import { type BatchItem, guideIn, type Progress } from '../support/guide.ts';
import { until } from '../support/until.ts';

const db = await testDatabase();
const guide = await guideIn(db);
const { owner } = db.pools;

const rows = async <Row extends pg.QueryResultRow>(client: pg.Client, sql: string, values: unknown[] = []) =>
  (await client.query<Row>(sql, values)).rows;
const next = (client: pg.Client, job: string) =>
  rows<BatchItem & pg.QueryResultRow>(client, 'select * from get_next_batch($1)', [job]);

/** A finding as an agent would report it. */
const finding = (parcel: string | null) =>
  JSON.stringify({
    land_use: 'Residential',
    lot_size_acres: 0.25,
    year_built: 1954,
    sources: [{ note: parcel }],
  });

test('from SQL alone: made, begun, paused, its caller killed, taken up elsewhere and finished, each property once', async () => {
  const user = await guide.user();
  const ids = await guide.properties(user.organizationId, 'Blair, PA', 235);
  await guide.properties(user.organizationId, 'Somerset, PA', 10);
  const first = await user.connect();
  const pending = async () =>
    user.value<number>("select pending from get_pending_work_summary() where job_type = 'regrid_scraping'");
  assert.equal(await pending(), 245);

  const [made] = await rows<{ job: string }>(
    first,
    "select create_batch_job('regrid_scraping', (select id from counties where county_name = 'Blair'), 50) as job",
  );
  const job = String(made?.job);
  assert.equal(await pending(), 10, 'what the job holds waits for nobody else');

  const seen: string[] = [];
  const report = async (client: pg.Client, item: BatchItem): Promise<Progress> => {
    const [row] = await rows<{ answer: Progress }>(
      client,
      'select update_batch_progress($1, $2, 1, 0, null, $3) as answer',
      [job, item.item_id, finding(item.parcel_id)],
    );
    assert.equal(row?.answer.accepted, 1);
    seen.push(item.item_id);
    return row.answer;
  };
  for (let batch = 1; batch <= 2; batch += 1) {
    const items = await next(first, job);
    assert.equal(items.length, 50);
    for (const item of items) await report(first, item);
  }
  const third = await next(first, job);
  for (const item of third.slice(0, 20)) await report(first, item);
  const [paused] = await rows(first, 'select pause_batch_job($1) as said', [job]);
  assert.equal(paused?.said, 'Paused at 120/235 properties (51%). Resume with: Resume batch job');

  // Resumed too early: the caller takes a batch, reports some of it, and dies with the rest in its hands.
  await rows(first, 'select resume_batch_job($1)', [job]);
  const lost = await next(first, job);
  assert.equal(lost[0]?.seq, 121);
  for (const item of lost.slice(0, 7)) await report(first, item);
  const pid = await rows<{ pid: number }>(first, 'select pg_backend_pid() as pid');
  await owner.query('select pg_terminate_backend($1)', [pid[0]?.pid]);
  await until(
    async () =>
      (await owner.query('select from pg_stat_activity where pid = $1', [pid[0]?.pid])).rowCount === 0,
    'the backend to end',
  );

  const second = await user.connect();
  const taken = await next(second, job);
  assert.equal(taken[0]?.seq, 128, 'exactly what was not reported');
  assert.equal(taken.length, lost.length - 7, 'and all of it');
  for (const item of taken) await report(second, item);
  const [late] = await rows<{ answer: Progress }>(
    second,
    'select update_batch_progress($1, $2, 1, 0) as answer',
    [job, lost[0]?.item_id],
  );
  assert.deepEqual([late?.answer.accepted, late?.answer.ignored], [0, 1]);
  let status = '';
  for (let items = await next(second, job); items.length > 0; items = await next(second, job)) {
    for (const item of items) status = (await report(second, item)).status;
  }
  assert.equal(status, 'completed');
  assert.deepEqual([...seen].sort(), [...ids].sort(), 'every property, and none twice');
  assert.equal(new Set(seen).size, 235);
  assert.deepEqual(await guide.problems(job), []);

  assert.equal(await pending(), 10);
  const [done] = await rows(second, 'select * from vw_completed_batch_jobs');
  assert.deepEqual(
    [done?.job_id, done?.processed_items, done?.failed_items, done?.progress_pct],
    [job, 235, 0, '100.0'],
  );
  const { rows: kept } = await owner.query(
    "select count(*)::int as found from lotline.regrid_data where org_id = $1 and land_use = 'Residential'",
    [user.organizationId],
  );
  assert.equal(kept[0].found, 235);
  assert.deepEqual(
    await user.query(
      "select job_type, pending from get_pending_work_summary() where job_type = 'visual_validation'",
    ),
    [{ job_type: 'visual_validation', pending: 235 }],
    'and the next step may begin',
  );
});

test('a finding that does not fit is refused with the reasons, and the item stays with its holder', async () => {
  const user = await guide.user();
  await guide.properties(user.organizationId, 'Blair, PA', 2);
  const job = await user.value<string>("select create_batch_job('regrid_scraping', null)");
  const client = await user.connect();
  const [item] = await next(client, job);
  const bad = [job, item?.item_id, JSON.stringify({ year_built: 'long ago' })];
  await assert.rejects(client.query('select update_batch_progress($1, $2, 1, 0, null, $3)', bad), {
    code: 'LL065',
    message: /year_built/,
  });
  assert.equal((await next(client, job))[0]?.item_id, item?.item_id);
  const [answer] = await rows<{ answer: Progress }>(
    client,
    'select update_batch_progress($1, $2, 1, 0) as answer',
    [job, item?.item_id],
  );
  assert.equal(answer?.answer.accepted, 1, 'done without a finding');
  assert.equal(
    await user.value("select count(*)::int from vw_pending_items where job_type = 'regrid_scraping'"),
    0,
  );
  await user.query('select complete_batch_job($1)', [job]);
  assert.equal(
    await user.value("select count(*)::int from vw_pending_items where job_type = 'regrid_scraping'"),
    1,
    'the one that was done is marked, the one that was skipped waits again',
  );
});
