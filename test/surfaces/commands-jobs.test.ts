import assert from 'node:assert/strict';
import test from 'node:test';
import { claimInSession, settleInSession, startSession } from '../../src/engine/sessions.ts';
import { commandsIn } from '../support/commands.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase();
const { owner, worker } = database.pools;
const { api, blair, somersetPa, analyst, addTo, say, jobsOf, workBatches } = await commandsIn(database);

test('two jobs that may be meant are asked for, and named by type, county or id', async () => {
  const client = await analyst(40);
  await addTo(client, 20, somersetPa);
  const first = (await say(client, 'Start regrid scraping for Blair')).understood.job.job_id;
  const second = (await say(client, 'Start regrid scraping for Somerset, PA')).understood.job.job_id;
  const third = (await say(client, 'Start county research for Blair County')).understood.job.job_id;
  assert.equal((await say(client, 'Pause batch job')).outcome, 'nothing');
  for (const id of [first, second]) await workBatches(client, id, 0);
  await owner.query(
    `select lotline.start_job($1, j.id, 'test', 'agent') from lotline.jobs j where j.org_id = $1`,
    [client.organizationId],
  );
  const several = await say(client, 'Pause batch job');
  assert.deepEqual([several.status, several.code], [422, 'ambiguous']);
  assert.match(several.message, /^3 batch jobs are in progress\.\nNothing was done\.\nName one of them:/);
  assert.deepEqual(
    several.candidates.map((one: { command: string }) => one.command).sort(),
    [`Pause job ${first}`, `Pause job ${second}`, 'Pause county_research job'].sort(),
  );
  assert.match(
    (await say(client, 'Pause county_research job')).message,
    /Paused at 0\/1 county \(0%\)\nResume with: 'Resume batch job'/,
  );
  assert.match(
    (await say(client, 'Pause the Blair County regrid scraping job')).message,
    /Resume with: 'Resume regrid_scraping job'/,
  );
  assert.match(
    (await say(client, `Pause job ${second}`)).message,
    new RegExp(`Resume with: 'Resume job ${second}'`),
  );
  assert.match((await say(client, 'Show paused jobs')).message, /^3 paused batch jobs:/);
  assert.equal((await say(client, 'Resume batch job')).outcome, 'ambiguous');
  assert.equal((await say(client, 'Resume regrid_scraping job')).outcome, 'ambiguous');
  assert.equal((await say(client, `Resume job ${second.slice(0, 8)}`)).outcome, 'done');
  assert.equal((await say(client, 'Resume regrid scraping for Blair County')).understood.job.job_id, first);
  assert.equal((await say(client, 'Resume batch job')).understood.job.job_id, third);
  assert.equal((await say(client, 'Resume batch job')).outcome, 'nothing');
});

test('why a job paused itself is told', async () => {
  const client = await analyst(30);
  const { job_id: id } = (await say(client, 'Start regrid scraping for Blair')).understood.job;
  const { organizationId } = client;
  const { id: sessionId } = await startSession(worker, { organizationId, actor: 'tester', jobId: id });
  const { batch } = await claimInSession(worker, { organizationId, sessionId });
  assert.ok(batch);
  const outcomes = batch.items.slice(0, 10).map(({ seq }) => ({
    seq,
    outcome: 'failed' as const,
    code: 'gone',
    message: 'Property not found in Regrid',
  }));
  await settleInSession(worker, {
    organizationId,
    sessionId,
    batchId: batch.batchId,
    token: batch.token,
    outcomes,
  });
  const status = await say(client, 'Show batch job status');
  assert.match(
    status.message,
    /paused by itself at 10\/30 properties \(33%\), 20 in hand, 10 failed\nReason: .*10 failures in a row/,
  );
  assert.match((await say(client, 'Resume batch job')).message, /Reason: .*10 failures/);
});

test('a data audit shows what is pending and what is unfinished', async () => {
  const client = await analyst(30);
  const empty = await say(await api.client('analyst'), 'Run data audit');
  assert.match(empty.message, /county_research: [\d,]+ pending/);
  assert.match(empty.message, /No batch job is unfinished\./);
  const { job_id: id } = (await say(client, 'Start regrid scraping in batches of 10')).understood.job;
  await workBatches(client, id, 1);
  await say(client, 'Stop for now, we’ll continue later');
  const audit = await say(client, 'Run data audit');
  assert.match(
    audit.message,
    /1 unfinished batch job:\n- Regrid Scraping - All Counties: paused at 10\/30 properties \(33%\)/,
  );
  assert.deepEqual(audit.next, ['Resume batch job']);
  assert.match(
    (await say(client, 'How much work is pending for Blair County?')).message,
    /^Pending work in Blair County, PA:/,
  );
  assert.equal((await say(client, 'Show active batch jobs')).jobs.length, 1);
  assert.match(
    (await say(client, 'Show completed batch jobs')).message,
    /^There is no completed batch job\.$/,
  );
});

test('a session that speaks means its own job, and its end hands back', async () => {
  const client = await analyst(40);
  await addTo(client, 20, somersetPa);
  const session = (await client.post('/api/sessions', { name: 'mine' })).body.id;
  const own = (await say(client, 'Start regrid scraping for Blair in batches of 10', { session })).understood
    .job.job_id;
  const other = (await say(client, 'Start regrid scraping for Somerset, PA')).understood.job.job_id;
  await owner.query(`select lotline.start_job($1, $2, 'test', 'agent')`, [client.organizationId, other]);
  assert.equal((await client.post(`/api/sessions/${session}/claim`)).body.batch.items.length, 10);
  assert.equal((await say(client, 'Pause batch job')).outcome, 'ambiguous');
  assert.equal((await say(client, 'Pause batch job', { session })).understood.job.job_id, own);
  const ended = await say(client, 'End session with note: Blair is slow today', { session });
  assert.match(ended.message, /^Ended 1 session: 0 items settled, 10 items handed back\nThe note is kept/);
  assert.equal((await client.get(`/api/sessions/${session}`)).body.note, 'Blair is slow today');
  assert.equal((await say(client, 'End session')).outcome, 'nothing');
});

test('"End session" ends the open sessions of the caller, unless two of them are at work', async () => {
  const client = await analyst(40);
  const { job_id: jobId } = (await say(client, 'Start regrid scraping in batches of 10')).understood.job;
  const open = async () => (await client.post('/api/sessions', { job_id: jobId })).body.id;
  const [one, two] = [await open(), await open()];
  await open();
  await client.post(`/api/sessions/${one}/claim`);
  await client.post(`/api/sessions/${two}/claim`);
  const asked = await say(client, 'End session');
  assert.deepEqual([asked.code, asked.candidates[0].command], ['ambiguous', 'End all sessions']);
  assert.match((await say(client, 'End session', { session: one })).message, /10 items handed back/);
  assert.match((await say(client, 'End session', { preview: true })).message, /Would end 2 sessions/);
  const rest = await say(client, 'End session');
  assert.match(rest.message, /^Ended 2 sessions: 0 items settled, 10 items handed back/);
  assert.equal(rest.sessions.length, 2);
  // Another's session stays open.
  const left = await open();
  const someone = await api.client('admin', client.organizationId);
  assert.equal((await say(someone, 'End all sessions')).outcome, 'nothing');
  assert.equal((await client.get(`/api/sessions/${left}`)).body.state, 'active');
});

test('what is not understood does nothing, names the words and offers the nearest', async () => {
  const client = await analyst(5);
  const told = await say(client, 'Start regrid scraping in batches of 5 and delete everything');
  assert.deepEqual([told.status, told.error, told.code], [422, 'Not understood', 'not_understood']);
  assert.deepEqual(told.words, ['and delete everything']);
  assert.match(
    told.message,
    /^Not understood: "and delete everything"\.\nNothing was done\.\nThe nearest commands:\n- /,
  );
  assert.equal(told.understood, null);
  assert.ok(told.requestId.length > 0);
  const filled = await say(client, 'Start [job_type] for [County] in batches of [size]');
  assert.deepEqual(filled.words, ['[job_type]', '[County]', '[size]']);
  assert.match(filled.message, /Put something in place of/);
  assert.match((await say(client, 'Pause batch job?')).message, /question mark/);
  assert.match((await say(client, 'Pause\u202ebatch job')).message, /"U\+202E"/);
  assert.match((await say(client, 'x'.repeat(10_000))).message, /at most 500 characters; this has 10000/);
  assert.equal((await say(client, '')).code, 'not_understood');
  assert.deepEqual(await jobsOf(client), []);
});

test('bodies that are none are refused by field', async () => {
  const client = await analyst(0);
  for (const body of [
    {},
    { text: 5 },
    { text: 'x'.repeat(20_001) },
    { text: 'Help', session: 'x' },
    { text: 'Help', preview: 'no' },
  ]) {
    const { status, body: told } = await client.post('/api/commands', body);
    assert.deepEqual([status, told.code], [400, 'validation_failed'], JSON.stringify(body).slice(0, 60));
  }
  const { status, body: nul } = await client.post('/api/commands', { text: 'Help\0' });
  assert.deepEqual([status, nul.field], [400, 'text']);
  const unknown = await client.post('/api/commands', { text: 'Pause batch job', session: blair });
  assert.deepEqual([unknown.status, unknown.body.code], [404, 'session_not_found']);
});

test('the same key says a command once', async () => {
  const client = await analyst(5);
  const headers = { 'idempotency-key': 'again' };
  const text = 'Start regrid scraping for Blair';
  const first = await client.post('/api/commands', { text }, headers);
  const second = await client.post('/api/commands', { text }, headers);
  assert.equal(second.headers.get('idempotency-replayed'), 'true');
  assert.deepEqual(second.body, first.body);
  assert.equal((await jobsOf(client)).length, 1);
});

test('nobody sees or moves jobs of another organization', async () => {
  const client = await analyst(20);
  const { job_id: id } = (await say(client, 'Start regrid scraping for Blair in batches of 5')).understood
    .job;
  await workBatches(client, id, 1);
  const stranger = await api.client('admin');
  assert.equal((await say(stranger, `Pause job ${id}`)).outcome, 'nothing');
  assert.equal((await say(stranger, 'Pause batch job')).outcome, 'nothing');
  assert.equal((await say(stranger, 'Show active batch jobs')).jobs.length, 0);
  assert.equal((await jobsOf(client))[0]?.status, 'in_progress');
});

test('taking batches is told, not done', async () => {
  const client = await analyst(200);
  assert.match((await say(client, 'Process next batch')).message, /^No batch job is ready to be worked\./);
  const { job_id: id } = (await say(client, 'Start regrid scraping in batches of 50')).understood.job;
  const told = await say(client, 'Process 2-4 batches');
  assert.equal(
    told.message,
    `Take the next batch with: SELECT * FROM get_next_batch('${id}');\nReport every item of it, then take another: 4 batches, 200 properties. Then pause.`,
  );
  assert.equal((await jobsOf(client))[0]?.status, 'pending');
  await workBatches(client, id, 1);
  await say(client, 'Pause batch job');
  const paused = await say(client, 'Next batch');
  assert.deepEqual([paused.outcome, paused.next], ['nothing', ['Resume batch job']]);
  await say(client, 'Resume batch job');
  await say(client, 'Start county research for Blair County');
  const several = await say(client, 'Next batch');
  assert.deepEqual([several.outcome, several.candidates.length], ['ambiguous', 2]);
});

test('what to type next is about the place that was asked about', async () => {
  const client = await analyst(3);
  const { next, outcome } = await say(client, 'How much work is pending for Blair County, PA?');
  assert.deepEqual(
    [outcome, next],
    ['done', ['Start regrid_scraping for Blair County, PA in batches of 50']],
  );
  const started = await say(client, next[0]);
  assert.deepEqual([started.outcome, started.understood.counties.length], ['done', 1]);
  const unknown = await say(client, 'Start foo');
  assert.match(unknown.suggestions[0], /^Start /);
});

test('help lists commands that are understood', async () => {
  const client = await analyst(0);
  const { suggestions } = await say(client, 'Help');
  assert.ok(suggestions.length >= 8);
  for (const text of suggestions) {
    const { outcome } = await say(client, text, { preview: true });
    assert.notEqual(outcome, 'not_understood', text);
  }
});
