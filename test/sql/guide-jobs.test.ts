import assert from 'node:assert/strict';
import { test } from 'node:test';
import type pg from 'pg';
import { testDatabase } from '../support/database.ts';
import { type BatchItem, type GuideUser, guideIn } from '../support/guide.ts';

const db = await testDatabase();
const guide = await guideIn(db);
const { owner } = db.pools;

const take = (by: Pick<GuideUser, 'query'>, job: string) =>
  by.query<BatchItem & pg.QueryResultRow>('select * from get_next_batch($1)', [job]);

test('the pending work of the Guide is counted as it prints it', async () => {
  const user = await guide.user();
  await guide.properties(user.organizationId, 'Blair, PA', 7358);
  const [row] = await user.query(
    "select * from get_pending_work_summary() where job_type = 'regrid_scraping'",
  );
  assert.deepEqual(row, {
    job_type: 'regrid_scraping',
    pending: 7358,
    batch_size: 50,
    batches: 148,
    sessions: 49,
  });
  await owner.query('update lotline.properties set has_regrid_data = true where org_id = $1', [
    user.organizationId,
  ]);
  await owner.query(
    `update lotline.properties set visual_validation_status = 'CAUTION'
     where org_id = $1 and parcel_id > 'P-0017'`,
    [user.organizationId],
  );
  const [validation] = await user.query(
    "select * from get_pending_work_summary() where job_type = 'visual_validation'",
  );
  assert.deepEqual(Object.values(validation ?? {}), ['visual_validation', 17, 100, 1, 1]);
  assert.equal(
    await user.value("select count(*)::int from vw_pending_items where job_type = 'visual_validation'"),
    17,
  );
});

test('a job is made for one county, several, a state or all, with an order and a limit, and is named so', async () => {
  const user = await guide.user();
  for (const county of ['Blair, PA', 'Somerset, PA', 'Adams, OH'])
    await guide.properties(user.organizationId, county, 3);
  const named = (id: string) =>
    user.value<string>('select job_name from vw_active_batch_jobs where job_id = $1', [id]);
  const several = await user.value<string>(
    `select create_batch_job('regrid_scraping', null, 2, 'round_robin',
       p_county_ids => array[county_id('Blair, PA'), county_id('Somerset, PA')], p_total_items => 4)`,
  );
  assert.match(await named(several), /2 Counties/);
  assert.equal(await user.value('select total_items from get_batch_status($1)', [several]), 4);
  assert.deepEqual(
    (await take(user, several)).map((item) => item.county_name),
    ['Blair', 'Blair'],
  );
  const state = await user.value<string>(
    "select create_batch_job('regrid_scraping', null, p_state_code => 'OH')",
  );
  assert.equal(await named(state), 'Regrid Scraping - All Counties in OH');
  await assert.rejects(user.query("select create_batch_job('regrid_scraping', null, p_state_code => 'OH')"), {
    code: 'LL005',
  });
  await assert.rejects(user.query("select create_batch_job('painting', null)"), { code: 'LL004' });
  await assert.rejects(
    user.query(
      "select create_batch_job('regrid_scraping', null, p_county_ids => array(select id from counties, generate_series(1, 2)))",
    ),
    { code: 'LL004', message: /'\d+ counties' is not valid; give at most 4000/ },
  );
  await assert.rejects(
    user.query(
      "select create_batch_job('regrid_scraping', county_id('Blair, PA'), p_county_ids => array[county_id('Blair, PA')])",
    ),
    { code: 'LL004', message: /p_county_ids/ },
  );
});

test('a county says when the organization last researched it, and what came of that', async () => {
  const [user, other] = [await guide.user(), await guide.user()];
  await owner.query(
    `insert into lotline.county_research (county_id, org_id, research_status, finding, found_by, found_at)
     values (lotline.county_id('Blair, PA'), $1, 'partial', '{}', 'test', now())`,
    [user.organizationId],
  );
  const read = (by: GuideUser) =>
    by.value("select research_status from counties where county_name = 'Blair'");
  assert.equal(await read(user), 'partial');
  assert.equal(await read(other), null);
});
