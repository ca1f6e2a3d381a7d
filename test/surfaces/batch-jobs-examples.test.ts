import assert from 'node:assert/strict';
import test from 'node:test';
import { readConfig } from '../../src/base/config.ts';
import { openAccess } from '../../src/local/access.ts';
import { testApi } from '../support/api.ts';
import { addProperties, countyId } from '../support/county-jobs.ts';
import { hasCurl, sendCurl } from '../support/curl.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';

// The API's examples, as its documentation prints them: one demonstration, in the order in which a reader tries them.
// What is put right: the address, ids, and the shell's quoting of "?" and "&".

const database = await testDatabase();
const access = await openAccess(readConfig({}), database.urls.owner, true);
const api = await testApi(database, { access });
const engine = jobsIn(database);
const { caller } = access.demo ?? assert.fail('a demonstration has somebody to act');
const blair = await countyId(database);
const centre = await countyId(database, 'Centre');
await addProperties(database, caller.organizationId, 845, blair);

const COUNTY = '550e8400-e29b-41d4-a716-446655440000';
let jobId = '';

/** Sends an example's line and gives what came; anything but 200 is a fault. */
async function example(line: string) {
  const put = line
    .replace('https://your-domain.com', api.url)
    .replace(/(batch-jobs\/)(?:550e8400-e29b-41d4-a716-446655440000|job-123)/, `$1${jobId}`)
    .replace(COUNTY, blair);
  const { status, body } = await sendCurl(put);
  assert.equal(status, 200, `${line}\n${JSON.stringify(body)}`);
  return body;
}

const patch = (
  body: string,
) => `curl -X PATCH https://your-domain.com/api/batch-jobs/550e8400-e29b-41d4-a716-446655440000 \\
  -H "Authorization: Bearer demo-token" \\
  -H "Content-Type: application/json" \\
  -H "X-CSRF-Token: your-csrf-token" \\
  -d '${body}'`;
const patchShort = (body: string) => `curl -X PATCH https://your-domain.com/api/batch-jobs/job-123 \\
  -H "Authorization: Bearer demo-token" \\
  -H "Content-Type: application/json" \\
  -d '${body}'`;
const CREATE = `curl -X POST https://your-domain.com/api/batch-jobs \\
  -H "Authorization: Bearer demo-token" \\
  -H "Content-Type: application/json" \\
  -H "X-CSRF-Token: your-csrf-token" \\
  -d '{
    "job_type": "regrid_scraping",
    "county_id": "550e8400-e29b-41d4-a716-446655440000",
    "batch_size": 50
  }'`;
const ONE = 'curl -X GET https://your-domain.com/api/batch-jobs/550e8400-e29b-41d4-a716-446655440000';

const LISTED = `id name type county countyId state status progress totalItems processedItems failedItems startedAt pausedAt
  completedAt createdAt batchSize currentBatch totalBatches duration successRate errorLog errorCount estimatedCompletion`;
const CREATED = `id job_type county_id batch_size status total_items processed_items failed_items current_batch
  total_batches error_count started_at paused_at completed_at created_at last_error`;
const holds = (value: object, names: string) =>
  assert.deepEqual(
    names.split(/\s+/).filter((name) => !(name in value)),
    [],
  );

test('the lists of a fresh installation are empty', async () => {
  for (const query of ['', '?status=active', '?status=completed&limit=50']) {
    const body = await example(`curl -X GET https://your-domain.com/api/batch-jobs${query}`);
    assert.deepEqual(body.data, {
      activeJobs: [],
      jobHistory: [],
      stats: { running: 0, paused: 0, completedToday: 0, successRate: 100 },
    });
    assert.equal(body.source, 'database');
  }
});

test('a job is created: its items are counted, and nothing is started', async () => {
  const { data, message, source } = await example(CREATE);
  holds(data, CREATED);
  assert.deepEqual(
    [data.job_type, data.county_id, data.batch_size, data.status, data.total_items, data.total_batches],
    ['regrid_scraping', blair, 50, 'pending', 845, 17],
  );
  assert.deepEqual(
    [data.processed_items, data.current_batch, data.error_count, data.last_error],
    [0, 0, 0, null],
  );
  assert.deepEqual([message, source], ['Batch job created successfully', 'database']);
  jobId = data.id;
});

test('a job is started, and shows where it is', async () => {
  const started = await example(patch('{\n    "status": "in_progress"\n  }'));
  assert.deepEqual(
    [started.data.status, started.message, started.source, started.n8n_triggered, started.n8n_error],
    ['in_progress', 'Batch job updated successfully', 'database', false, null],
  );
  await engine.advance(2 * 3600 + 15 * 60);
  await example(patch('{"processed_items": 380, "failed_items": 5}'));
  const { data, source } = await example(ONE);
  holds(data, `${CREATED} updated_at counties progress successRate duration`);
  assert.deepEqual(data.counties, { id: blair, county_name: 'Blair', state_code: 'PA' });
  assert.deepEqual(
    [
      data.status,
      data.processed_items,
      data.failed_items,
      data.current_batch,
      data.total_batches,
      data.error_count,
    ],
    ['in_progress', 380, 5, 8, 17, 5],
  );
  assert.deepEqual([data.progress, data.successRate, data.duration, source], [45, 98, '2h 15m', 'database']);
});

test('a list shows the running job as the documentation does', async () => {
  const { data } = await example('curl -X GET https://your-domain.com/api/batch-jobs');
  const [job] = data.activeJobs;
  holds(job, LISTED);
  assert.deepEqual(
    [job.name, job.type, job.county, job.countyId, job.state, job.status],
    ['Regrid Scraping - Blair', 'regrid_scraping', 'Blair', blair, 'PA', 'running'],
  );
  assert.deepEqual(
    [job.progress, job.totalItems, job.processedItems, job.failedItems, job.currentBatch, job.totalBatches],
    [45, 845, 380, 5, 8, 17],
  );
  assert.deepEqual(
    [job.duration, job.successRate, job.errorLog, job.errorCount, job.estimatedCompletion, job.pausedAt],
    ['2h 15m', 98, null, 5, null, null],
  );
  assert.deepEqual(data.jobHistory, []);
  assert.equal(data.stats.running, 1);
});

test('progress is updated', async () => {
  const { data } = await example(
    patch('{\n    "processed_items": 450,\n    "failed_items": 7,\n    "current_batch": 9\n  }'),
  );
  assert.deepEqual(
    [data.status, data.processed_items, data.failed_items, data.current_batch, data.error_count],
    ['in_progress', 450, 7, 9, 7],
  );
  assert.equal(data.last_error, null, 'nobody said what went wrong');
});

test('an error is reported while the job runs', async () => {
  const { data } = await example(
    patch('{\n    "last_error": "Regrid API rate limit exceeded",\n    "error_count": 15\n  }'),
  );
  assert.deepEqual([data.last_error, data.error_count], ['Regrid API rate limit exceeded', 15]);
});

test('a job is paused and marked as completed', async () => {
  const paused = await example(patch('{\n    "status": "paused"\n  }'));
  assert.equal(paused.data.status, 'paused');
  assert.ok(paused.data.paused_at);
  const { data, note } = await example(patch('{\n    "status": "completed"\n  }'));
  assert.deepEqual([data.status, data.progress, data.paused_at], ['completed', 100, null]);
  assert.ok(data.completed_at);
  assert.equal(note, '388 items that were left are skipped');
});

test('a job is deleted', async () => {
  const line = `curl -X DELETE https://your-domain.com/api/batch-jobs/550e8400-e29b-41d4-a716-446655440000 \\
  -H "Authorization: Bearer demo-token" \\
  -H "X-CSRF-Token: your-csrf-token"`;
  assert.deepEqual(await example(line), { message: 'Batch job deleted successfully' });
  const gone = await api.ask(`/api/batch-jobs/${jobId}`);
  assert.deepEqual(
    [gone.status, gone.body.error, gone.body.message],
    [404, 'Not found', 'Batch job not found'],
  );
});

test('use case 1: a job is created, started and monitored', async () => {
  const created = await example(CREATE.replace('  -H "X-CSRF-Token: your-csrf-token" \\\n', ''));
  assert.deepEqual(
    [created.data.status, created.data.total_items, created.data.total_batches],
    ['pending', 845, 17],
    'bare counters mark nothing: all properties wait again',
  );
  jobId = created.data.id;
  await example(patchShort('{"status": "in_progress"}'));
  await example(patchShort('{"processed_items": 380, "failed_items": 5}'));
  const { data } = await example('curl -X GET https://your-domain.com/api/batch-jobs/job-123');
  assert.deepEqual(
    [data.id, data.status, data.progress, data.processed_items, data.current_batch, data.total_batches],
    [jobId, 'in_progress', 45, 380, 8, 17],
  );
});

test('use case 2: all active jobs are tracked', async () => {
  const added = await addProperties(database, caller.organizationId, 100, centre);
  await database.pools.owner.query(
    'update lotline.properties set has_regrid_data = true where id = any ($1)',
    [added],
  );
  const token = { authorization: 'Bearer demo-token' };
  const made = await api.ask('/api/batch-jobs', {
    method: 'POST',
    headers: token,
    body: { job_type: 'visual_validation', county_id: centre },
  });
  assert.equal(made.status, 200, made.text);
  for (const body of [
    { status: 'in_progress', driver: 'n8n' },
    { status: 'paused', processed_items: 67 },
  ]) {
    const url = `/api/batch-jobs/${made.body.data.id}`;
    const answer = await api.ask(url, { method: 'PATCH', headers: token, body });
    assert.equal(answer.status, 200, answer.text);
  }
  const { data } = await example('curl -X GET https://your-domain.com/api/batch-jobs?status=active');
  assert.deepEqual(
    data.activeJobs.map(({ name, status, progress }: Record<string, unknown>) => [name, status, progress]),
    [
      ['Visual Validation - Centre', 'paused', 67],
      ['Regrid Scraping - Blair', 'running', 45],
    ],
  );
  assert.deepEqual([data.stats.running, data.stats.paused], [1, 1]);
});

test('use case 3: a job is paused and resumed', async () => {
  const paused = await example(patchShort('{"status": "paused"}'));
  assert.equal(paused.data.status, 'paused');
  const resumed = await example(patchShort('{"status": "in_progress"}'));
  assert.deepEqual([resumed.data.status, resumed.data.paused_at], ['in_progress', null]);
  assert.equal(resumed.data.started_at, paused.data.started_at);
});

test('use case 4: an error is reported and the job goes on', async () => {
  const { data } = await example(
    patchShort(`{
    "processed_items": 450,
    "failed_items": 12,
    "last_error": "Regrid API rate limit exceeded at item 462",
    "error_count": 12
  }`),
  );
  assert.deepEqual(
    [data.status, data.processed_items, data.failed_items, data.last_error, data.error_count],
    ['in_progress', 450, 12, 'Regrid API rate limit exceeded at item 462', 12],
  );
});

test('use case 5: a job is completed with its last counters', async () => {
  await engine.advance(4 * 3600 + 23 * 60);
  const { data, message } = await example(
    patchShort('{\n    "status": "completed",\n    "processed_items": 845,\n    "failed_items": 15\n  }'),
  );
  assert.deepEqual(
    [data.status, data.progress, data.processed_items, data.failed_items, data.successRate, data.duration],
    ['completed', 100, 845, 15, 98, '4h 23m'],
  );
  assert.equal(message, 'Batch job updated successfully');
});

test('use case 6: history and performance are viewed', async () => {
  const { data } = await example(
    'curl -X GET https://your-domain.com/api/batch-jobs?status=completed&limit=20',
  );
  const [job] = data.jobHistory;
  holds(job, LISTED);
  assert.deepEqual(
    [job.id, job.name, job.status, job.duration, job.successRate, job.processedItems, job.failedItems],
    [jobId, 'Regrid Scraping - Blair', 'completed', '4h 23m', 98, 845, 15],
  );
  assert.ok(job.completedAt);
  assert.deepEqual([data.activeJobs, data.stats.completedToday, data.stats.successRate], [[], 1, 98]);
});

test('the finished job of the list example: 745 and 5 of 750 in batches of 100', async () => {
  const { body } = await api.ask('/api/batch-jobs', {
    method: 'POST',
    headers: { authorization: 'Bearer demo-token' },
    body: { job_type: 'regrid_scraping', county_id: blair, batch_size: 100, total_items: 750 },
  });
  jobId = body.data.id;
  assert.equal(body.data.total_items, 750);
  await example(patch('{"status": "in_progress"}'));
  const { data } = await example(patch('{"processed_items": 745, "failed_items": 5}'));
  assert.deepEqual(
    [
      data.status,
      data.progress,
      data.processed_items,
      data.current_batch,
      data.total_batches,
      data.successRate,
    ],
    ['completed', 100, 745, 8, 8, 99],
  );
});

test('curl and fetch send the same', { skip: !(await hasCurl()) && 'no curl here' }, async () => {
  const line = ONE.replace('https://your-domain.com', api.url).replace(COUNTY, jobId);
  const [curl, fetched] = [await sendCurl(line, 'curl'), await sendCurl(line, 'fetch')];
  assert.equal(curl.status, 200);
  assert.deepEqual(curl, fetched);
});
