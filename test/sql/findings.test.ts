import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call } from '../../src/db/pool.ts';
import { type OutsideOutcome, pullBatch, settleLease } from '../../src/engine/outside.ts';
import type { ReportedOutcome } from '../../src/engine/vocabulary.ts';
import { createCountyJob } from '../../src/property/county-jobs/create.ts';
import { COUNTY_JOB_TYPES, type CountyJobType } from '../../src/property/county-jobs/job-types.ts';
import { countPending } from '../../src/property/county-jobs/pending.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, refused, skipped } from '../support/engine.ts';
import { findingsIn, goodFinding } from '../support/finding-jobs.ts';
import { GOOD_FINDINGS } from '../support/findings/good.ts';

const db = await testDatabase();
const { jobs, subjects, countyJob, rowOf, marks } = findingsIn(db);
const { owner, worker } = db.pools;

async function propertyOf(id: string | undefined) {
  const { rows } = await owner.query(
    `select has_regrid_data, has_screenshot, visual_validation_status, pipeline_stage
       from lotline.properties where id = $1`,
    [id],
  );
  return rows[0];
}

for (const [at, { type, json, columns }] of GOOD_FINDINGS.entries()) {
  test(`${type}: good finding ${at} is kept whole, and in its columns`, async () => {
    const job = await countyJob(type, 1);
    const batch = await jobs.claimOne(job);
    const { rows } = await worker.query(
      'select accepted, closed from lotline.settle_completed($1, $2, $3, $4)',
      [batch.batchId, batch.token, [1], json],
    );
    assert.deepEqual(rows, [{ accepted: 1, closed: true }]);
    const row = await rowOf(type, job.organizationId, job.about[0]);
    for (const [column, value] of Object.entries(columns)) assert.deepEqual(row[column], value, column);
    assert.deepEqual(row.finding, JSON.parse(json));
    assert.deepEqual(row.sources, JSON.parse(json).sources ?? []);
    assert.equal(row.found_by, 'worker-1');
    assert.equal(row.job_id, job.jobId);
    assert.deepEqual(await marks(type, job.organizationId), []);
    const days = row.fresh_until === null ? null : (row.fresh_until - row.found_at) / 86_400_000;
    assert.equal(days, type === 'county_research' ? 7 : null);
    await jobs.sound(job);
  });
}

for (const type of COUNTY_JOB_TYPES) {
  test(`${type}: a finding, or the mark of none, empties the selection; a failure does not`, async () => {
    const { rows: blair } = await owner.query<{ id: string }>("select lotline.county_id('Blair, PA') as id");
    const county = blair.map(({ id }) => id);
    const outcomes = [
      [completed(goodFinding(type)), 0],
      [completed(null), 0],
      [failed(), 1],
      [skipped(), 1],
    ] as const;
    for (const [outcome, left] of outcomes) {
      const organizationId = await db.organization();
      const [subject] = type === 'county_research' ? county : await subjects.of(type, organizationId, 1);
      await owner.query(
        `insert into lotline.regrid_data (property_id, org_id, finding, found_by, found_at)
         select id, org_id, '{}', 'test', now() from lotline.properties where id = $1 and $2 <> 'regrid_scraping'`,
        [subject, type],
      );
      await owner.query(
        `insert into lotline.property_visual_validation (property_id, org_id, validation_status, finding, found_by, found_at)
         select id, org_id, 'APPROVED', '{}', 'test', now() from lotline.properties
          where id = $1 and $2 not in ('regrid_scraping', 'visual_validation')`,
        [subject, type],
      );
      assert.equal(await countPending(worker, organizationId, type, county), 1);
      const { id } = await createCountyJob(worker, {
        organizationId,
        actor: 'test',
        jobType: type,
        countyIds: county,
      });
      assert.equal(await countPending(worker, organizationId, type, county), 0);
      const batch = await pullBatch(worker, { organizationId, jobId: id, session: 'one' });
      assert.ok(batch);
      assert.equal(batch.items[0]?.subject, subject);
      await settleLease(worker, {
        ...{ organizationId, jobId: id, batchId: batch.batchId, token: batch.token },
        outcomes: [{ ...(outcome as OutsideOutcome), seq: 1 }],
      });
      assert.equal(await countPending(worker, organizationId, type, county), left, outcome.outcome);
    }
  });
}

test('every type of job has its hook', async () => {
  const { rows } = await owner.query(
    "select kind from lotline.settle_hooks where function_name = 'lotline.settle_finding'::regproc order by kind",
  );
  assert.deepEqual(
    rows.map((row) => row.kind),
    [...COUNTY_JOB_TYPES].sort(),
  );
});

test('of a key that comes twice the last counts, as everywhere in JSON', async () => {
  const job = await countyJob('title_research', 1);
  const batch = await jobs.claimOne(job);
  const json =
    '{"title_status":"no","found_by":"a","fresh_days":1,"title_status":"clear","found_by":"b","fresh_days":2}';
  await call(worker, 'select * from lotline.settle_completed($1, $2, $3, $4)', [
    batch.batchId,
    batch.token,
    [1],
    json,
  ]);
  const row = await rowOf('title_research', job.organizationId, job.about[0]);
  assert.deepEqual(
    [row.title_status, row.found_by, row.fresh_until - row.found_at],
    ['clear', 'b', 2 * 86_400_000],
  );
});

test('findings outlive the job they came from, and nothing comes of reports to a deleted one', async () => {
  const job = await countyJob('title_research', 2);
  const batch = await jobs.claimOne(job);
  await jobs.report(batch, completed({ title_status: 'clear' }), [1]);
  await worker.query('select lotline.pause_job($1, $2)', [job.organizationId, job.jobId]);
  await worker.query('select lotline.delete_job($1, $2)', [job.organizationId, job.jobId]);
  const late = await jobs.report(batch, completed({ title_status: 'clouded' }), [2]);
  assert.deepEqual([late.fenced, late.accepted], [true, 0]);
  assert.equal((await rowOf('title_research', job.organizationId, job.about[0])).job_id, job.jobId);
  assert.equal(await rowOf('title_research', job.organizationId, job.about[1]), undefined);
});

test('reported by name, a finding is of whoever reported it, unless it says otherwise', async () => {
  const job = await countyJob('property_condition', 2);
  const report = (outcomes: readonly ReportedOutcome[], actor: string) =>
    worker.query('select accepted from lotline.report_items($1, $2, $3, $4)', [
      job.organizationId,
      job.jobId,
      JSON.stringify(outcomes),
      actor,
    ]);
  await report([{ seq: 1, ...completed({ condition: 'fair' }) }], 'key:n8n');
  await report(
    [{ seq: 2, ...completed({ condition: 'fair', found_by: 'Agent 6', fresh_days: 90 }) }],
    'key:n8n',
  );
  assert.equal((await rowOf('property_condition', job.organizationId, job.about[0])).found_by, 'key:n8n');
  const second = await rowOf('property_condition', job.organizationId, job.about[1]);
  assert.equal(second.found_by, 'Agent 6');
  assert.equal(second.fresh_until - second.found_at, 90 * 86_400_000);
  // a report that comes late or twice changes nothing
  await report([{ seq: 1, ...completed({ condition: 'poor' }) }], 'somebody else');
  assert.equal((await rowOf('property_condition', job.organizationId, job.about[0])).condition, 'fair');
});

test('done without a finding leaves a mark for as long as its type says, and a finding takes it away', async () => {
  for (const [type, days] of [
    ['title_research', 30],
    ['county_research', 7],
  ] as const) {
    const job = await countyJob(type, 2);
    const batch = await jobs.claimOne(job);
    await jobs.report(batch, (seq) => (seq === 1 ? completed(null) : skipped()));
    assert.deepEqual(await marks(type, job.organizationId), [
      { subject: job.about[0], marked_by: 'worker-1', days },
    ]);
    assert.equal(await rowOf(type, job.organizationId, job.about[0]), undefined);
    const again = await countyJob(type, 1, {
      organizationId: job.organizationId,
      about: job.about.slice(0, 1),
    });
    await jobs.report(await jobs.claimOne(again), completed(goodFinding(type)));
    assert.deepEqual(await marks(type, job.organizationId), []);
  }
});

test('failed and skipped items leave neither finding nor mark', async () => {
  const job = await countyJob('environmental_research', 2);
  await jobs.report(await jobs.claimOne(job), (seq) => (seq === 1 ? failed() : skipped()));
  assert.deepEqual(await marks('environmental_research', job.organizationId), []);
  assert.equal(await rowOf('environmental_research', job.organizationId, job.about[0]), undefined);
});

test('a later finding overwrites all of an earlier one', async () => {
  const job = await countyJob('regrid_scraping', 1);
  await jobs.report(await jobs.claimOne(job), completed({ zoning: 'R-1', land_use: 'Vacant', mine: 1 }));
  const again = await countyJob('regrid_scraping', 1, job);
  await jobs.report(await jobs.claimOne(again), completed({ land_use: 'Residential' }));
  const row = await rowOf('regrid_scraping', job.organizationId, job.about[0]);
  assert.deepEqual(
    [row.zoning, row.land_use, row.finding],
    [null, 'Residential', { land_use: 'Residential' }],
  );
  assert.equal(row.job_id, again.jobId);
});

test('a retried item overwrites what it found before', async () => {
  const job = await countyJob('title_research', 2);
  const batch = await jobs.claimOne(job);
  await jobs.report(batch, (seq) => (seq === 1 ? completed({ title_status: 'unknown' }) : failed()));
  await worker.query('select * from lotline.retry_items($1, $2, $3, p_all => true)', [
    job.organizationId,
    job.jobId,
    'tester',
  ]);
  await jobs.report(await jobs.claimOne(job), completed({ title_status: 'clouded', total_liens: 12 }));
  assert.equal((await rowOf('title_research', job.organizationId, job.about[0])).title_status, 'unknown');
  assert.equal((await rowOf('title_research', job.organizationId, job.about[1])).total_liens, '12.00');
  await jobs.sound(job);
});

test('repeating a report while the lease is open does not write its findings again', async () => {
  const job = await countyJob('title_research', 2);
  const batch = await jobs.claimOne(job);
  await jobs.report(batch, completed({ title_status: 'clear' }), [1]);
  const before = await rowOf('title_research', job.organizationId, job.about[0]);
  const repeated = await jobs.report(batch, completed({ title_status: 'clouded' }), [1]);
  assert.equal(repeated.ignored, 1);
  assert.deepEqual(await rowOf('title_research', job.organizationId, job.about[0]), before);
});

test('what belongs to another organization is never written, whatever the job says', async () => {
  const stranger = await db.organization();
  for (const type of ['title_research', 'pdf_parsing'] as const) {
    const about = await subjects.of(type, stranger, 1);
    const job = await countyJob(type, 1, { about });
    const batch = await jobs.claimOne(job);
    const error = await refused(jobs.report(batch, completed(goodFinding(type))), 'finding_refused');
    assert.match(error.message, /item_id must be a (property|document) of this organization/);
    await jobs.report(batch, completed(null));
    assert.deepEqual(await marks(type, job.organizationId), []);
    assert.equal(await rowOf(type, stranger, about[0]), undefined);
    assert.equal(await rowOf(type, job.organizationId, about[0]), undefined);
  }
});

test("counties are everybody's, what is found about them is not", async () => {
  const [county = ''] = await subjects.counties(1);
  const [a, b] = [await db.organization(), await db.organization()];
  for (const [organizationId, platform] of [
    [a, 'Bid4Assets'],
    [b, 'on the steps'],
  ] as const) {
    const job = await countyJob('county_research', 1, { organizationId, about: [county] });
    await jobs.report(await jobs.claimOne(job), completed({ research_status: 'partial', platform }));
  }
  assert.equal((await rowOf('county_research', a, county)).platform, 'Bid4Assets');
  assert.equal((await rowOf('county_research', b, county)).platform, 'on the steps');
});

test('a property follows what is found about it, up and down', async () => {
  const organizationId = await db.organization();
  const about = await subjects.properties(organizationId, 2);
  const found = async (type: CountyJobType, result: object) => {
    const job = await countyJob(type, 2, { organizationId, about });
    await jobs.report(await jobs.claimOne(job), completed(result));
    const [one, other] = [await propertyOf(about[0]), await propertyOf(about[1])];
    assert.deepEqual(one, other);
    return one;
  };
  const fresh = { has_regrid_data: false, has_screenshot: false, visual_validation_status: null };
  assert.deepEqual(await propertyOf(about[0]), { ...fresh, pipeline_stage: 'parsed' });
  const enriched = { ...fresh, has_regrid_data: true, pipeline_stage: 'enriched' };
  assert.deepEqual(await found('regrid_scraping', { land_use: 'Residential' }), enriched);
  const shot = { ...enriched, has_screenshot: true };
  assert.deepEqual(await found('regrid_scraping', { screenshot_url: 'https://example.org/a.png' }), shot);
  const validated = { ...shot, visual_validation_status: 'APPROVED', pipeline_stage: 'validated' };
  assert.deepEqual(await found('visual_validation', { validation_status: 'APPROVED' }), validated);
  assert.deepEqual(await found('title_research', { title_status: 'clear' }), validated);
  assert.deepEqual(await found('property_condition', { condition: 'good' }), validated);
  const analyzed = { ...validated, pipeline_stage: 'analyzed' };
  assert.deepEqual(await found('environmental_research', { risk_level: 'low' }), analyzed);
  const ready = { ...validated, pipeline_stage: 'ready' };
  assert.deepEqual(await found('bid_strategy', { max_bid: 1, property_value: 2 }), ready);
  for (const table of ['bid_strategy', 'property_visual_validation', 'regrid_data']) {
    await owner.query(`delete from lotline.${table} where org_id = $1`, [organizationId]);
  }
  assert.deepEqual(await propertyOf(about[0]), { ...fresh, pipeline_stage: 'analyzed' });
});

test('a document is completed by its finding, failed by its last failure, and left alone by a bare report', async () => {
  const job = await countyJob('pdf_parsing', 3);
  const batch = await jobs.claimOne(job);
  await jobs.report(batch, (seq) => {
    if (seq === 1) return completed({ rows_read: 12 });
    return seq === 2 ? failed('permanent', 'unreadable', 'The file is a scan') : completed(null);
  });
  const { rows } = await owner.query(
    `select parsing_status, parsing_error, parsed_at is not null as parsed
       from lotline.documents where id = any ($1) order by array_position($1, id)`,
    [job.about],
  );
  assert.deepEqual(rows, [
    { parsing_status: 'completed', parsing_error: null, parsed: true },
    { parsing_status: 'failed', parsing_error: 'The file is a scan', parsed: false },
    { parsing_status: 'pending', parsing_error: null, parsed: false },
  ]);
  const again = await countyJob('pdf_parsing', 1, { ...job, about: job.about.slice(1, 2) });
  await jobs.report(await jobs.claimOne(again), completed({}));
  const { rows: later } = await owner.query(
    'select parsing_status, parsing_error from lotline.documents where id = $1',
    [job.about[1]],
  );
  assert.deepEqual(later, [{ parsing_status: 'completed', parsing_error: null }]);
});

test('two reports about the same properties at once both arrive, in whatever order they name them', async () => {
  const organizationId = await db.organization();
  const about = await subjects.properties(organizationId, 10);
  const types = ['title_research', 'property_condition', 'environmental_research'] as const;
  for (let round = 0; round < 5; round += 1) {
    await Promise.all(
      types.map(async (type, at) => {
        const order = at === 1 ? about.toReversed() : about;
        const job = await countyJob(type, 10, { organizationId, about: order });
        await jobs.report(await jobs.claimOne(job), completed(goodFinding(type)));
      }),
    );
  }
  for (const id of about) assert.equal((await propertyOf(id)).pipeline_stage, 'analyzed');
});
