import assert from 'node:assert/strict';
import test from 'node:test';
import { type Client, testApi } from '../support/api.ts';
import { countyWorkIn } from '../support/county-work.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';

const database = await testDatabase();
const api = await testApi(database);
const work = countyWorkIn(database);
const jobs = jobsIn(database);
const blair = await work.county('Blair');

/** An analyst with a job over so many properties of Blair County. */
async function withJob(items = 30, batchSize = 10): Promise<{ client: Client; jobId: string }> {
  const client = await api.client('analyst');
  await work.properties(
    client.organizationId,
    Array.from({ length: items }, (_, n) => ({ county: blair, parcel: `p-${String(n).padStart(4, '0')}` })),
  );
  const { id } = await work.create(client.organizationId, 'regrid_scraping', {
    countyIds: [blair],
    batchSize,
  });
  return { client, jobId: id };
}

async function ok(client: Client, path: string, body?: unknown, status = 200) {
  const reply = body === undefined ? await client.get(path) : await client.post(path, body);
  assert.equal(reply.status, status, reply.text);
  return reply.body;
}

const finding = { land_use: 'Residential', lot_size_acres: 0.3 };
const allDone = (batch: { lease: string; items: { item_id: string }[] }) => ({
  lease: batch.lease,
  outcomes: batch.items.map(({ item_id }) => ({ item_id, outcome: 'completed', finding })),
});

test('a session claims, reports, notes and ends', async () => {
  const { client, jobId } = await withJob();
  const started = await ok(client, '/api/sessions', { name: 'morning', job_id: jobId }, 201);
  assert.deepEqual(
    [started.name, started.who, started.state, started.job_id, started.budget],
    ['morning', 'key:analyst of a test', 'active', jobId, { items: 150, tokens: null }],
  );
  const path = `/api/sessions/${started.id}`;
  const first = await ok(client, `${path}/claim`, {});
  assert.equal(first.batch.items.length, 10);
  assert.deepEqual(
    [first.batch.job_id, first.batch.job_type, first.pause_recommended],
    [jobId, 'regrid_scraping', false],
  );
  assert.equal(first.batch.items[0].parcel_id, 'p-0000');
  assert.equal(first.batch.items[0].input.county_name, 'Blair');

  const half = allDone({ ...first.batch, items: first.batch.items.slice(0, 4) });
  const reported = await ok(client, `${path}/results`, { ...half, tokens: 900 });
  assert.deepEqual([reported.accepted, reported.ignored, reported.closed], [4, 0, false]);
  assert.deepEqual([reported.session.used, reported.session.holds.items], [{ items: 10, tokens: 900 }, 6]);
  const again = await ok(client, `${path}/results`, half);
  assert.deepEqual([again.accepted, again.ignored], [0, 4]);

  const failed = first.batch.items.slice(4).map(({ seq }: { seq: number }) => ({
    seq,
    outcome: 'failed',
    code: 'gone',
    message: 'Property not found',
  }));
  const rest = await ok(client, `${path}/results`, { lease: first.batch.lease, outcomes: failed });
  assert.deepEqual([rest.accepted, rest.closed], [6, true]);
  const repeated = await ok(client, `${path}/results`, { lease: first.batch.lease, outcomes: failed });
  assert.deepEqual(
    [repeated.accepted, repeated.ignored, repeated.closed, repeated.message],
    [0, 6, true, 'Nothing changed: these items were reported before'],
  );

  await ok(client, `${path}/claim`, {});
  const noted = await ok(client, `${path}/tokens`, { tokens: 100, note: 'Regrid is slow' });
  assert.deepEqual([noted.used.tokens, noted.note], [1_000, 'Regrid is slow']);
  const ended = await ok(client, `${path}/end`, {});
  assert.deepEqual(
    [ended.handed_back, ended.session.state, ended.session.note],
    [10, 'ended', 'Regrid is slow'],
  );
  assert.deepEqual(ended.session.settled, { completed: 4, failed: 6, skipped: 0, to_retry: 0 });
  assert.deepEqual((await ok(client, path)).returned_items, 10);
  const late = await client.post(`${path}/claim`, {});
  assert.deepEqual([late.status, late.body.code], [409, 'session_ended']);
  assert.deepEqual(await jobs.one('select count(*)::int from lotline.engine_check($1)', [jobId]), 0);
});

test('a failure says when it may be tried again, as on every way in', async () => {
  const { client, jobId } = await withJob(2);
  const { id } = await ok(client, '/api/sessions', { job_id: jobId }, 201);
  const { batch } = await ok(client, `/api/sessions/${id}/claim`, {});
  const [{ seq }] = batch.items;
  const limited = { seq, outcome: 'failed', class: 'rate_limited', code: 'slow', retry_after_seconds: 3600 };
  await ok(client, `/api/sessions/${id}/results`, { lease: batch.lease, outcomes: [limited] });
  const due = await jobs.one(
    `select run_at > lotline.clock() + interval '59 minutes' from lotline.returns r
     join lotline.jobs j on j.number = r.job_no where j.id = $1 and r.seq = $2`,
    [jobId, seq],
  );
  assert.equal(due, true);
});

test('past the budget a claim holds and recommends a pause', async () => {
  const { client, jobId } = await withJob(30);
  const { id } = await ok(client, '/api/sessions', { job_id: jobId, budget_items: 15 }, 201);
  const sizes: [number, boolean][] = [];
  for (let n = 0; n < 3; n += 1) {
    const claimed = await ok(client, `/api/sessions/${id}/claim`, {});
    sizes.push([claimed.batch.items.length, claimed.pause_recommended]);
    const { session } = await ok(client, `/api/sessions/${id}/results`, allDone(claimed.batch));
    if (n > 0) assert.match(session.reason, /budget of this session is used up/);
  }
  assert.deepEqual(sizes, [
    [10, false],
    [5, false],
    [10, true],
  ]);
});

test('nothing left, a paused job and a lease that is not ours are told', async () => {
  const { client, jobId } = await withJob(5);
  const { id } = await ok(client, '/api/sessions', { job_id: jobId }, 201);
  const path = `/api/sessions/${id}`;
  const { batch } = await ok(client, `${path}/claim`, {});
  const foreign = await client.post(`${path}/results`, { ...allDone(batch), lease: '1.1' });
  assert.deepEqual([foreign.status, foreign.body.code], [404, 'not_found']);
  const stale = await client.post(`${path}/results`, { ...allDone(batch), lease: `${batch.lease}9` });
  assert.deepEqual([stale.status, stale.body.code], [409, 'lease_lost']);
  const unknown = await client.post(`${path}/results`, {
    lease: batch.lease,
    outcomes: [{ item_id: blair, outcome: 'completed' }],
  });
  assert.deepEqual([unknown.status, unknown.body.field], [404, 'outcomes[0].item_id']);
  const unnamed = await client.post(`${path}/results`, {
    lease: batch.lease,
    outcomes: [{ outcome: 'completed' }],
  });
  assert.match(unnamed.body.message, /give item_id or seq/);
  const [item] = batch.items;
  const bad = await client.post(`${path}/results`, {
    lease: batch.lease,
    outcomes: [{ seq: item.seq, outcome: 'completed', finding: { year_built: 12 } }],
  });
  assert.deepEqual(
    [bad.status, bad.body.code, bad.body.errors[0].errors[0].field],
    [400, 'finding_refused', 'year_built'],
  );
  const misnamed = await client.post(`${path}/results`, {
    lease: batch.lease,
    outcomes: [{ seq: item.seq, outcome: 'completed', result: { year_built: 1990 } }],
  });
  assert.deepEqual([misnamed.status, misnamed.body.field], [400, 'outcomes[0]']);
  await ok(client, `/api/jobs/${jobId}/pause`, { reason: 'lunch' });
  const paused = await client.post(`${path}/claim`, {});
  assert.deepEqual([paused.status, paused.body.code], [409, 'job_paused']);
  assert.match(paused.body.message, /lunch/);
  await ok(client, `${path}/results`, allDone(batch));
  const none = await ok(client, `${path}/claim`, {});
  assert.deepEqual([none.batch, none.message], [null, 'Nothing is left to hand out now']);
});

test('the next session gets all it needs in one call, which resumes the job and begins it', async () => {
  const { client, jobId } = await withJob(30);
  const { id } = await ok(client, '/api/sessions', { job_id: jobId, name: 'first' }, 201);
  const { batch } = await ok(client, `/api/sessions/${id}/claim`, {});
  const outcomes = allDone(batch).outcomes.map((one, n) =>
    n < 7 ? one : { item_id: one.item_id, outcome: 'failed', code: 'gone', message: `No lot ${n}` },
  );
  await ok(client, `/api/sessions/${id}/results`, { lease: batch.lease, outcomes });
  await ok(client, `/api/jobs/${jobId}/pause`, { reason: 'context is full' });
  await ok(client, `/api/sessions/${id}/end`, { note: 'Lots 7 to 9 are not on the map' });

  const reading = await ok(client, '/api/sessions/resume', { resume: false, start_session: false });
  assert.deepEqual([reading.job.status, reading.resumed, reading.session], ['paused', false, null]);
  const brief = await ok(client, '/api/sessions/resume', { max_tokens: 1_000, name: 'second' });
  assert.deepEqual([brief.job.job_id, brief.job.status, brief.resumed], [jobId, 'in_progress', true]);
  assert.equal(brief.handoff.note, 'Lots 7 to 9 are not on the map');
  assert.deepEqual([brief.settled.completed, brief.settled.failed], [7, 3]);
  assert.equal(brief.failures[0].code, 'gone');
  assert.deepEqual(
    brief.failed_items.map((item: { seq: number }) => item.seq),
    [8, 9, 10],
  );
  assert.ok(Math.ceil(JSON.stringify(brief).length / 4) <= 1_000);
  const claimed = await ok(client, `/api/sessions/${brief.session.id}/claim`, {});
  assert.equal(claimed.batch.items[0].seq, 11);

  const viewer = await api.client('viewer', client.organizationId);
  assert.equal((await viewer.post('/api/sessions/resume', {})).status, 403);
  assert.equal(
    (await viewer.post('/api/sessions/resume', { resume: false, start_session: false })).status,
    200,
  );
  assert.equal((await client.post('/api/sessions/resume', { max_tokens: 10 })).body.field, 'max_tokens');
});

test('of several paused jobs one has to be named', async () => {
  const { client, jobId } = await withJob(10);
  const { id: other } = await work.create(client.organizationId, 'county_research', { countyIds: [blair] });
  for (const id of [jobId, other]) {
    await jobs.owner.query("select lotline.start_job($1, $2, 'test', 'agent')", [client.organizationId, id]);
    await ok(client, `/api/jobs/${id}/pause`, {});
  }
  const asked = await client.post('/api/sessions/resume', {});
  assert.deepEqual([asked.status, asked.body.code, asked.body.candidates.length], [409, 'ambiguous_job', 2]);
  assert.equal((await ok(client, '/api/sessions', undefined)).sessions.length, 0, 'no session was begun');
  assert.equal((await ok(client, '/api/sessions/resume', { job_id: other })).resumed, true);
});

test('sessions are listed page by page, by job, and only our own organization sees them', async () => {
  const { client, jobId } = await withJob(5);
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1)
    ids.unshift((await ok(client, '/api/sessions', n === 0 ? { job_id: jobId } : {}, 201)).id);
  await ok(client, `/api/sessions/${ids[0]}/end`, {});
  const page = await ok(client, '/api/sessions?limit=2', undefined);
  assert.deepEqual(
    page.sessions.map((one: { id: string }) => one.id),
    ids.slice(0, 2),
  );
  const rest = await ok(client, `/api/sessions?limit=2&after=${page.next}`, undefined);
  assert.deepEqual([rest.sessions.length, rest.next], [1, null]);
  assert.equal((await ok(client, '/api/sessions?open=true&mine=true', undefined)).sessions.length, 2);
  assert.equal((await ok(client, `/api/sessions?job_id=${jobId}`, undefined)).sessions.length, 1);
  const stranger = await api.client('admin');
  assert.equal((await ok(stranger, '/api/sessions', undefined)).sessions.length, 0);
  for (const [method, path] of [
    ['GET', ''],
    ['POST', '/claim'],
    ['POST', '/end'],
    ['POST', '/tokens'],
  ] as const) {
    const reply = await stranger.ask(`/api/sessions/${ids[1]}${path}`, {
      method,
      ...(method === 'POST' ? { body: {} } : {}),
    });
    assert.deepEqual([reply.status, reply.body.code], [404, 'session_not_found'], path);
  }
  assert.equal((await stranger.post('/api/sessions', { job_id: jobId })).status, 404);
  assert.equal((await stranger.get('/api/sessions/nonsense')).status, 404);
});

test('viewers only read, and faults are named by field', async () => {
  const { client } = await withJob(1);
  const viewer = await api.client('viewer', client.organizationId);
  assert.equal((await viewer.get('/api/sessions')).status, 200);
  assert.equal((await viewer.post('/api/sessions', {})).status, 403);
  for (const [body, field] of [
    [{ budget_items: 0 }, 'budget_items'],
    [{ budget_tokens: 1.5 }, 'budget_tokens'],
    [{ name: 'x'.repeat(201) }, 'name'],
    [{ job_id: 'x' }, 'job_id'],
  ] as const) {
    const reply = await client.post('/api/sessions', body);
    assert.deepEqual([reply.status, reply.body.field], [400, field]);
  }
  const { id } = await ok(client, '/api/sessions', {}, 201);
  const claim = await client.post(`/api/sessions/${id}/claim`, {});
  assert.deepEqual([claim.status, claim.body.field], [400, 'job_id']);
  assert.equal((await client.post(`/api/sessions/${id}/results`, { lease: 'x', outcomes: [] })).status, 400);
});
