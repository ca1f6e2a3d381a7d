import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  COUNTY_JOB_TYPES,
  isCountyJobType,
  JOB_TYPES,
  jobTypeOf,
  syncJobTypes,
} from '../../src/property/county-jobs/job-types.ts';
import { testDatabase } from '../support/database.ts';

const { pools } = await testDatabase();

const stored = async () =>
  (await pools.owner.query('select *, xmin::text as version from lotline.job_types order by position')).rows;

test('batch size and session size of each type are those of the guide', () => {
  const figures = JOB_TYPES.map(({ jobType, batchSize, perSession }) => [jobType, batchSize, perSession]);
  assert.deepEqual(figures, [
    ['regrid_scraping', 50, 150],
    ['visual_validation', 100, 300],
    ['property_condition', 25, 75],
    ['environmental_research', 25, 75],
    ['title_research', 20, 60],
    ['bid_strategy', 50, 150],
    ['pdf_parsing', 5, 15],
    ['county_research', 10, 30],
  ]);
  assert.deepEqual(
    JOB_TYPES.map(({ jobType }) => jobType),
    [...COUNTY_JOB_TYPES],
  );
});

test('a type is known by its name', () => {
  assert.equal(jobTypeOf('pdf_parsing').label, 'PDF Parsing');
  assert.ok(isCountyJobType('county_research'));
  assert.ok(!isCountyJobType('incentive_lookup'));
});

test('the database has the same figures', async () => {
  const rows = await stored();
  assert.deepEqual(
    rows.map((row) => [
      row.job_type,
      row.label,
      row.description,
      row.subject,
      row.batch_size,
      row.per_session,
    ]),
    JOB_TYPES.map((t) => [t.jobType, t.label, t.description, t.subject, t.batchSize, t.perSession]),
  );
  assert.deepEqual(
    rows.map((row) => [
      row.max_attempts,
      row.lease_seconds,
      row.default_driver,
      row.fresh_days,
      row.mark_days,
    ]),
    JOB_TYPES.map((t) => [t.maxAttempts, t.leaseSeconds, t.defaultDriver, t.freshDays, t.markDays]),
  );
});

test('bringing them up to date again writes nothing, and puts right what differs', async () => {
  const before = await stored();
  await syncJobTypes(pools.owner);
  assert.deepEqual(await stored(), before);
  await pools.owner.query("update lotline.job_types set batch_size = 7 where job_type = 'pdf_parsing'");
  await pools.owner.query("delete from lotline.job_types where job_type = 'bid_strategy'");
  await Promise.all(Array.from({ length: 4 }, () => syncJobTypes(pools.owner)));
  const strip = (rows: typeof before) => rows.map(({ version, ...row }) => row);
  assert.deepEqual(strip(await stored()), strip(before));
});
