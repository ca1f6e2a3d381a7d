import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../support/database.ts';
import { type BatchItem, guideIn, type Progress } from '../support/guide.ts';

/**
 * The SQL of the Batch Processing Guide, block by block, as it prints it, by a SQL login on a connection of its own. Ids
 * are put right and nothing else: `county_id` stands for a column of whoever asks, 'job-uuid' and the like for ids.
 */
const db = await testDatabase();
const guide = await guideIn(db);

const TYPES: [jobType: string, block: string, name: string][] = [
  [
    'regrid_scraping',
    "SELECT create_batch_job('regrid_scraping', county_id, 50);",
    'Regrid Scraping - Blair',
  ],
  [
    'visual_validation',
    "SELECT create_batch_job('visual_validation', county_id, 100);",
    'Visual Validation - Blair',
  ],
  [
    'property_condition',
    "SELECT create_batch_job('property_condition', county_id, 25);",
    'Property Condition - Blair',
  ],
  [
    'environmental_research',
    "SELECT create_batch_job('environmental_research', county_id, 25);",
    'Environmental Research - Blair',
  ],
  ['title_research', "SELECT create_batch_job('title_research', county_id, 20);", 'Title Research - Blair'],
  ['bid_strategy', "SELECT create_batch_job('bid_strategy', county_id, 50);", 'Bid Strategy - Blair'],
  ['pdf_parsing', "SELECT create_batch_job('pdf_parsing', county_id, 5);", 'PDF Parsing - Blair'],
  [
    'county_research',
    "SELECT create_batch_job('county_research', NULL, 10);",
    'County Research - All Counties',
  ],
];

for (const [jobType, block, name] of TYPES) {
  test(`the Guide creates a job of ${jobType}`, async () => {
    const user = await guide.user();
    // The Guide's county_id is a column of the query around it.
    const asked = block.replace(
      ';',
      " FROM (SELECT id AS county_id FROM counties WHERE county_name = 'Blair') c",
    );
    const job = await user.value<string>(asked);
    const [row] = await user.query(`SELECT * FROM get_batch_status('${job}');`);
    assert.deepEqual([row?.job_type, row?.job_name, row?.status], [jobType, name, 'pending']);
    assert.equal(row?.batch_size, Number(/(\d+)\);$/.exec(block)?.[1]));
  });
}

test('the blocks from pending work to the end of a job run as they are printed', async () => {
  const user = await guide.user();
  const ids = await guide.properties(user.organizationId, 'Blair, PA', 120);
  const put = (block: string, job: string, item = '') =>
    block
      .replaceAll('job-uuid-here', job)
      .replaceAll('job-uuid', job)
      .replaceAll('last-item-uuid', item)
      .replaceAll('property-uuid', item);

  const summary = await user.query('SELECT * FROM get_pending_work_summary();');
  assert.deepEqual(Object.keys(summary[0] ?? {}), [
    'job_type',
    'pending',
    'batch_size',
    'batches',
    'sessions',
  ]);
  assert.deepEqual(Object.values(summary[0] ?? {}), ['regrid_scraping', 120, 50, 3, 1]);

  const job = await user.value<string>(`SELECT create_batch_job(
  'regrid_scraping',
  (SELECT id FROM counties WHERE county_name = 'Blair'),
  50
);`);
  const items = await user.query<BatchItem & Record<string, unknown>>(
    put("SELECT * FROM get_next_batch('job-uuid-here');", job),
  );
  assert.equal(items.length, 50);
  assert.deepEqual(Object.keys(items[0] ?? {}), [
    ...['item_id', 'parcel_id', 'property_address', 'county_name', 'state_code'],
    ...['batch_id', 'token', 'seq', 'lease_until', 'input'],
  ]);
  const one = await user.value<Progress>(
    put(
      `SELECT update_batch_progress(
  'job-uuid',
  'last-item-uuid',
  1,  -- items processed
  0,  -- items failed
  NULL  -- error message
);`,
      job,
      ids[0],
    ),
  );
  assert.equal(one.accepted, 1);
  const failed = await user.value<Progress>(
    put(
      `SELECT update_batch_progress(
  'job-uuid',
  'property-uuid',
  0,  -- 0 processed
  1,  -- 1 failed
  'Error: Property not found in Regrid'
);`,
      job,
      ids[1],
    ),
  );
  assert.deepEqual([failed.accepted, failed.processed_items, failed.failed_items], [1, 1, 1]);
  assert.match(
    await user.value(put("SELECT pause_batch_job('job-uuid');", job)),
    /^Paused at 2\/120 properties \(2%\)/,
  );
  assert.match(await user.value(put("SELECT resume_batch_job('job-uuid');", job)), /^Resumed at 2\/120/);
  const [status] = await user.query(put("SELECT * FROM get_batch_status('job-uuid');", job));
  assert.equal(status?.last_error, 'Error: Property not found in Regrid');
  assert.equal((await user.query('SELECT * FROM vw_active_batch_jobs;'))[0]?.job_id, job);
  assert.match(
    await user.value(put("SELECT complete_batch_job('job-uuid');", job)),
    /^Completed: 1 processed/,
  );
  assert.equal((await user.query('SELECT * FROM vw_completed_batch_jobs;'))[0]?.job_id, job);
});

test('the Guide creates a job for all counties', async () => {
  const user = await guide.user();
  for (const county of ['Blair, PA', 'Clearfield, PA', 'Westmoreland, PA']) {
    await guide.properties(user.organizationId, county, 2);
  }
  const job = await user.value<string>("SELECT create_batch_job('regrid_scraping', NULL, 50);");
  const [row] = await user.query(`SELECT * FROM get_batch_status('${job}');`);
  assert.deepEqual([row?.job_name, row?.total_items], ['Regrid Scraping - All Counties', 6]);
});

test('arguments go by the Guide’s names', async () => {
  const user = await guide.user();
  await guide.properties(user.organizationId, 'Blair, PA', 1);
  const job = await user.value<string>(
    "select create_batch_job(p_job_type => 'regrid_scraping', p_county_id => null, p_batch_size => 5)",
  );
  const [item] = await user.query('select * from get_next_batch(p_job_id => $1)', [job]);
  const answer = await user.value<Progress>(
    `select update_batch_progress(p_job_id => $1, p_last_item_id => $2, p_items_processed => 1, p_items_failed => 0,
       p_error_message => null)`,
    [job, item?.item_id],
  );
  assert.equal(answer.status, 'completed');
  assert.equal(await user.value('select status from get_batch_status(p_job_id => $1)', [job]), 'completed');
});
