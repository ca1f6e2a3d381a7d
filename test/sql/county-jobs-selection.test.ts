import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CountyJobType, JOB_TYPES } from '../../src/property/county-jobs/job-types.ts';
import { countyWorkIn } from '../support/county-work.ts';
import { testDatabase } from '../support/database.ts';

const db = await testDatabase();
const work = countyWorkIn(db);
const { owner, api } = db.pools;

const blair = await work.county('Blair');
const adams = await work.county('Adams');
const york = await work.county('York');

const sorted = (ids: readonly (string | undefined)[]) => ids.map(String).toSorted();

test('regrid_scraping waits for active properties without Regrid data', async () => {
  const org = await db.organization();
  const [bare, stale] = await work.properties(org, [
    { county: blair },
    { county: blair, scraped: true },
    { county: blair, scraped: true },
    { county: blair, status: 'sold' },
    { county: blair, status: 'expired' },
    { county: blair, status: 'withdrawn' },
  ]);
  assert.ok(stale);
  await work.finding('regrid_data', org, stale, -1);
  assert.deepEqual(await work.waiting(org, 'regrid_scraping'), sorted([bare, stale]));
});

test('visual_validation waits for active properties with Regrid data and without a verdict', async () => {
  const org = await db.organization();
  const [scraped, stale, fresh] = await work.properties(org, [
    { county: blair, scraped: true },
    { county: blair, verdict: 'REJECT' },
    { county: blair, verdict: 'CAUTION' },
    { county: blair },
    { county: blair, scraped: true, status: 'sold' },
  ]);
  assert.ok(stale && fresh);
  await work.finding('property_visual_validation', org, stale, -1);
  await work.finding('property_visual_validation', org, fresh, 1);
  assert.deepEqual(await work.waiting(org, 'visual_validation'), sorted([scraped, stale]));
});

for (const type of [
  'property_condition',
  'environmental_research',
  'title_research',
  'bid_strategy',
] as const) {
  test(`${type} waits for active approved properties without such a finding`, async () => {
    const org = await db.organization();
    const [approved, found, until, stale, other] = await work.properties(org, [
      { county: blair, verdict: 'APPROVED' },
      { county: blair, verdict: 'APPROVED' },
      { county: blair, verdict: 'APPROVED' },
      { county: blair, verdict: 'APPROVED' },
      { county: blair, verdict: 'APPROVED' },
      { county: blair, verdict: 'CAUTION' },
      { county: blair, verdict: 'REJECT' },
      { county: blair, scraped: true },
      { county: blair, verdict: 'APPROVED', status: 'sold' },
    ]);
    assert.ok(found && until && stale && other);
    await work.finding(type, org, found);
    await work.finding(type, org, until, 1);
    await work.finding(type, org, stale, -1);
    await work.finding(type === 'title_research' ? 'bid_strategy' : 'title_research', org, other);
    assert.deepEqual(await work.waiting(org, type), sorted([approved, stale, other]));
  });
}

test('pdf_parsing waits for property lists that are pending or failed', async () => {
  const org = await db.organization();
  const [read, stale] = [await work.document(org, blair), await work.document(org, blair)];
  await work.finding('document_parsing', org, read);
  await work.finding('document_parsing', org, stale, -1);
  const waiting = [await work.document(org, blair), await work.document(org, blair, 'failed'), stale];
  await work.document(org, blair, 'completed');
  await work.document(org, blair, 'in_progress');
  await work.document(org, blair, 'pending', 'legal_notice');
  assert.deepEqual(await work.waiting(org, 'pdf_parsing'), sorted(waiting));
  assert.deepEqual(await work.waiting(org, 'pdf_parsing', [adams]), []);
});

test('county_research waits for counties never researched, or longer ago than seven days', async () => {
  const org = await db.organization();
  const three = [blair, adams, york];
  const waits = () => work.waiting(org, 'county_research', three);
  assert.deepEqual(await waits(), sorted(three));
  await work.finding('county_research', org, blair);
  await work.finding('county_research', org, adams, 30);
  assert.deepEqual(await waits(), [york]);
  const age = (days: number) =>
    owner.query(
      'update lotline.county_research set found_at = lotline.clock() - make_interval(days => $2) where org_id = $1',
      [org, days],
    );
  await age(6);
  assert.deepEqual(await waits(), [york]);
  await age(7);
  assert.deepEqual(await waits(), sorted([blair, york]), 'a finding that holds longer says so itself');
  assert.equal((await work.waiting(org, 'county_research')).length, 3231 - 1);
});

test('a mark takes a subject out of the selection of its kind until it is out of date', async () => {
  const org = await db.organization();
  const other = await db.organization();
  for (const [type, subject] of await work.oneOfEach(org, blair)) {
    const waits = () => work.waiting(org, type, [blair]);
    assert.deepEqual(await waits(), [subject], type);
    await work.mark(other, type, subject, null);
    await work.mark(org, type === 'title_research' ? 'bid_strategy' : 'title_research', subject, null);
    assert.deepEqual(await waits(), [subject], `${type}, marked for another type or organization`);
    await owner.query('delete from lotline.work_marks where org_id = $1', [org]);
    await work.mark(org, type, subject, 30);
    assert.deepEqual(await waits(), [], type);
    await owner.query(
      "update lotline.work_marks set fresh_until = now() - interval '1 s' where org_id = $1",
      [org],
    );
    assert.deepEqual(await waits(), [subject], type);
    await owner.query('update lotline.work_marks set fresh_until = null where org_id = $1', [org]);
    assert.deepEqual(await waits(), [], type);
    await owner.query('delete from lotline.work_marks where org_id = $1', [org]);
  }
});

test('the summary counts by the sizes of each type', async () => {
  const org = await db.organization();
  await owner.query(
    `insert into lotline.properties (org_id, county_id, parcel_id, has_regrid_data)
     select $1, $2, n::text, n > 7358 from generate_series(1, 7375) n`,
    [org, blair],
  );
  const summary = await work.pending(org);
  assert.deepEqual(
    summary.map(({ jobType, batchSize }) => [jobType, batchSize]),
    JOB_TYPES.map(({ jobType, batchSize }) => [jobType, batchSize]),
  );
  assert.deepEqual(
    summary.slice(0, 3).map(({ pending, batches, sessions }) => [pending, batches, sessions]),
    [
      [7358, 148, 49],
      [17, 1, 1],
      [0, 0, 0],
    ],
  );
  assert.deepEqual(summary.at(-1), {
    jobType: 'county_research',
    pending: 3231,
    batchSize: 10,
    batches: 324,
    sessions: 108,
  });
});

test('nobody counts another organization’s work', async () => {
  const [org, other] = [await db.organization(), await db.organization()];
  await work.properties(other, [{ county: blair }]);
  assert.deepEqual(await work.waiting(org, 'regrid_scraping'), []);
  const client = await api.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('lotline.org', $1, true)", [org]);
    for (const text of [
      "select lotline.count_pending($1, 'regrid_scraping')",
      'select * from lotline.pending_work($1)',
      "select * from lotline.selection($1, 'regrid_scraping')",
      "select * from lotline.pending_subjects($1, 'regrid_scraping')",
      "select lotline.create_county_job($1, 'x', 'regrid_scraping')",
    ]) {
      await client.query('savepoint s');
      await assert.rejects(client.query(text, [other]), { code: 'LL002' }, text);
      await client.query('rollback to s');
    }
    for (const table of ['selection_locks', 'subject_facts']) {
      await assert.rejects(client.query(`select * from lotline.${table}`), { code: '42501' }, table);
      await client.query('rollback to s');
    }
    await client.query('rollback');
  } finally {
    client.release();
  }
});

test('pending subjects come with what people want to know of them, in the order of counties', async () => {
  const org = await db.organization();
  const [yorks, blairs] = await work.properties(org, [
    { county: york, parcel: 'Y1' },
    { county: blair, address: '12 Main Street' },
  ]);
  const document = await work.document(org, blair);
  const list = async (type: CountyJobType) =>
    (await api.query('select * from lotline.pending_subjects($1, $2, $3)', [org, type, [blair, york]])).rows;
  assert.deepEqual(
    (await list('regrid_scraping')).map((r) => [
      r.item_id,
      r.parcel_id,
      r.property_address,
      r.county_name,
      r.state_code,
    ]),
    [
      [blairs, null, '12 Main Street', 'Blair', 'PA'],
      [yorks, 'Y1', null, 'York', 'PA'],
    ],
  );
  assert.deepEqual(
    (await list('pdf_parsing')).map((r) => [r.item_id, r.title, r.county_id]),
    [[document, 'Upset sale list', blair]],
  );
  assert.deepEqual(
    (await list('county_research')).map((r) => [r.item_id, r.title]),
    [
      [blair, 'Blair County'],
      [york, 'York County'],
    ],
  );
});
