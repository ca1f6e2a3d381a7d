import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'node:test';
import { claimInSession, settleInSession, startSession } from '../../src/engine/sessions.ts';
import { type Client, testApi } from '../support/api.ts';
import { countyWorkIn } from '../support/county-work.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase();
const api = await testApi(database);
const work = countyWorkIn(database);
const { owner, worker } = database.pools;
const [blair, somersetPa, somersetMd] = await Promise.all([
  work.county('Blair'),
  work.county('Somerset'),
  work.county('Somerset', 'MD'),
]);

/** Someone with properties in Blair County. */
async function analyst(properties = 235, county = blair): Promise<Client> {
  const client = await api.client('analyst');
  await addTo(client, properties, county);
  return client;
}

async function addTo(client: Client, count: number, county: string): Promise<void> {
  await work.properties(
    client.organizationId,
    Array.from({ length: count }, (_, n) => ({
      county,
      parcel: `p-${county.slice(0, 8)}-${String(n).padStart(4, '0')}`,
    })),
  );
}

async function say(client: Client, text: string, more: Record<string, unknown> = {}) {
  const { status, body } = await client.post('/api/commands', { text, ...more });
  return { status, ...body };
}

async function jobsOf(client: Client): Promise<Record<string, unknown>[]> {
  const { rows } = await owner.query(
    'select id, name, kind, status, driver, batch_size, total_items, params from lotline.jobs where org_id = $1 order by number',
    [client.organizationId],
  );
  return rows;
}

/** Takes and settles so many batches of a job, as an agent does. */
async function workBatches(client: Client, jobId: string, batches: number): Promise<void> {
  const { organizationId } = client;
  const { id: sessionId } = await startSession(worker, { organizationId, actor: 'tester', jobId });
  for (let n = 0; n < batches; n += 1) {
    const { batch } = await claimInSession(worker, { organizationId, sessionId, limit: 1000 });
    assert.ok(batch);
    const outcomes = batch.items.map(({ seq }) => ({
      seq,
      outcome: 'completed' as const,
      result: { land_use: 'Residential' },
    }));
    await settleInSession(worker, {
      organizationId,
      sessionId,
      batchId: batch.batchId,
      token: batch.token,
      outcomes,
    });
  }
}

test("the guide's example session, word by word", async () => {
  const client = await analyst();
  const asked = await say(client, '"What work is pending?"');
  assert.equal(asked.status, 200);
  assert.match(asked.message, /^- regrid_scraping: 235 pending \(~2 sessions\)$/m);

  const started = await say(client, '"Start Regrid scraping for Blair County in batches of 50"');
  assert.equal(started.outcome, 'done', started.message);
  assert.match(
    started.message,
    /^Created batch job: Regrid Scraping - Blair\n235 properties in 5 batches of 50 \(~2 sessions\)/,
  );
  const [job] = await jobsOf(client);
  assert.deepEqual(
    [job?.kind, job?.status, job?.driver, job?.batch_size, job?.total_items],
    ['regrid_scraping', 'pending', 'agent', 50, 235],
  );
  const id = String(job?.id);
  assert.deepEqual(started.next, [`SELECT * FROM get_next_batch('${id}');`]);
  assert.deepEqual(started.understood.counties, [{ county_id: blair, name: 'Blair County, PA' }]);

  await workBatches(client, id, 3);
  const paused = await say(client, '"Pause batch job"');
  assert.equal(paused.message, "Paused at 150/235 properties (64%)\nResume with: 'Resume batch job'");
  assert.equal((await jobsOf(client))[0]?.status, 'paused');
  const again = await say(client, 'Pause batch job');
  assert.deepEqual(
    [again.outcome, again.message],
    ['nothing', "Paused already at 150/235 properties (64%)\nResume with: 'Resume batch job'"],
  );

  const resumed = await say(client, '"Resume batch job"');
  assert.match(
    resumed.message,
    /^Resumed Regrid Scraping - Blair from property 151: 85 properties remaining/,
  );
  assert.equal((await jobsOf(client))[0]?.status, 'in_progress');
  const running = await say(client, 'Resume batch job');
  assert.match(
    running.message,
    /^No batch job is paused\.\n- Regrid Scraping - Blair: in progress at 150\/235/,
  );
  await workBatches(client, id, 2);
  const status = await say(client, '"Show batch job status"');
  assert.match(
    status.message,
    /No batch job is active\.\nThe last one: Regrid Scraping - Blair: completed at 235\/235 properties \(100%\)/,
  );
  assert.match(
    (await say(client, 'Show pending work')).message,
    /visual_validation: 235 pending \(~1 session\)/,
  );
});

test('a preview understands the same and does nothing', async () => {
  const client = await analyst(60);
  const text = 'Start regrid scraping for Blair County in batches of 25 by auction date';
  const seen = await say(client, text, { preview: true });
  assert.deepEqual([seen.status, seen.outcome, seen.understood.changes_something], [200, 'preview', true]);
  assert.match(
    seen.message,
    /^Would create: Regrid Scraping for Blair County, PA\n60 properties in 3 batches of 25/,
  );
  assert.deepEqual(await jobsOf(client), []);
  const done = await say(client, text);
  const facts = (told: typeof seen) => {
    const { job: _, ...understood } = told.understood;
    return understood;
  };
  assert.deepEqual(facts(done), facts(seen));
  const id = done.understood.job.job_id;
  await workBatches(client, id, 1);
  const before = await jobsOf(client);
  assert.match(
    (await say(client, 'Pause batch job', { preview: true })).message,
    /Would pause .* at 25\/60 properties \(42%\)/,
  );
  await say(client, 'Pause batch job');
  assert.match(
    (await say(client, 'Resume batch job', { preview: true })).message,
    /Would resume .* from property 26: 35 properties/,
  );
  assert.equal((await jobsOf(client))[0]?.status, 'paused');
  assert.equal(before[0]?.status, 'in_progress');
});

test('viewers may ask and preview, and change nothing', async () => {
  const { organizationId } = await analyst(5);
  const viewer = await api.client('viewer', organizationId);
  assert.equal((await say(viewer, 'What work is pending?')).status, 200);
  assert.equal((await say(viewer, 'Start regrid scraping', { preview: true })).outcome, 'preview');
  for (const text of ['Start regrid scraping', 'Resume batch job', 'Pause batch job', 'End session']) {
    const refused = await say(viewer, text);
    assert.deepEqual([refused.status, refused.code], [403, 'forbidden'], text);
  }
  assert.deepEqual(await jobsOf(viewer), []);
  assert.equal((await api.ask('/api/commands', { method: 'POST', body: { text: 'Help' } })).status, 401);
});

test('a county of several is asked for; the one with data is meant', async () => {
  const client = await analyst(1);
  const text = 'Start title research for Somerset County in batches of 20';
  const asked = await say(client, text);
  assert.deepEqual([asked.status, asked.code, asked.outcome], [422, 'ambiguous', 'ambiguous']);
  assert.deepEqual(asked.words, ['Somerset County']);
  assert.ok(asked.candidates.length >= 4);
  const chosen = asked.candidates.find((one: { command: string }) =>
    one.command.includes('Somerset County, PA'),
  );
  assert.equal(chosen.command, 'Start title_research for Somerset County, PA in batches of 20');
  assert.deepEqual(await jobsOf(client), []);
  await addTo(client, 3, somersetPa);
  const meant = await say(client, 'Start regrid scraping for Somerset County in batches of 20');
  assert.equal(meant.outcome, 'done');
  assert.match(meant.message, /"Somerset County" is taken for Somerset County, PA/);
  await addTo(client, 3, somersetMd);
  const both = await say(client, 'Start regrid scraping for Somerset in batches of 20');
  assert.deepEqual([both.outcome, both.candidates.length], ['ambiguous', 2]);
  assert.equal((await say(client, both.candidates[0].command)).outcome, 'done');
});

test('a county that is none is named with the nearest, and a state that is also a county is asked for', async () => {
  const client = await analyst(1);
  const unknown = await say(client, 'Start regrid scraping for Blair and Blaire County');
  assert.deepEqual([unknown.status, unknown.words], [422, ['Blaire County']]);
  assert.match(unknown.message, /^No county is called "Blaire County"\.\nNothing was done\./);
  assert.ok(unknown.candidates.length > 0);
  const state = await say(client, 'Start regrid scraping for Washington');
  assert.equal(state.outcome, 'ambiguous');
  assert.equal(state.candidates[0].command, 'Start regrid_scraping for all counties in WA');
  assert.ok(state.candidates.length > 3);
  assert.equal(
    (await say(client, 'Start regrid scraping for Pennsylvania', { preview: true })).outcome,
    'preview',
  );
  assert.deepEqual(await jobsOf(client), []);
});

test('a place that is no county is told for jobs as well', async () => {
  const client = await analyst(5);
  await say(client, 'Start regrid scraping');
  for (const text of [
    'Pause batch job for lunch',
    'Resume the Blaire County job',
    'Show status of the job for Nowhere',
  ]) {
    const told = await say(client, text);
    assert.equal(told.code, 'ambiguous', text);
    assert.match(told.message, /^No county is called "(lunch|Blaire County|Nowhere)"\.\nNothing was done\./);
  }
  const near = await say(client, 'Resume the Blaire County job');
  assert.match(near.candidates[0].command, /^Resume batch job for .+ County, [A-Z]{2}$/);
  const none = await say(client, 'Show status of the job for Blair County, PA');
  assert.equal(none.message, 'There is no active batch job for Blair County, PA.');
});

test('places, sizes and strategies reach the job', async () => {
  const client = await analyst(10);
  await addTo(client, 6, somersetPa);
  await work.sale(client.organizationId, somersetPa, 5);
  const cases: [text: string, name: string, strategy: string, size: number, total: number][] = [
    [
      'Start regrid scraping for Blair and Somerset, PA, round robin, 3 at a time',
      'Regrid Scraping - 2 Counties',
      'round_robin',
      3,
      16,
    ],
    [
      'Start county research for all counties in PA in batches of 5',
      'County Research - All Counties in PA',
      'sequential',
      5,
      67,
    ],
  ];
  for (const [text, name, strategy, size, total] of cases) {
    const { message } = await say(client, text);
    assert.match(message, new RegExp(name), message);
    const job = (await jobsOf(client)).at(-1);
    const params = job?.params as Record<string, unknown> | undefined;
    assert.deepEqual(
      [job?.name, params?.strategy, job?.batch_size, job?.total_items],
      [name, strategy, size, total],
    );
  }
});

test('the next auctions come first', async () => {
  const client = await analyst(4);
  await addTo(client, 4, somersetPa);
  await work.sale(client.organizationId, somersetPa, 5);
  const { understood } = await say(client, 'Start regrid scraping for the next auctions in batches of 4');
  assert.deepEqual([understood.strategy, understood.counties], ['auction_date', null]);
  const { items } = await work.made({ id: understood.job.job_id });
  assert.deepEqual(
    items.map(({ input }) => input.county_name),
    [...Array(4).fill('Somerset'), ...Array(4).fill('Blair')],
  );
});

test('what workers of the server do is started at once', async () => {
  const client = await analyst(0);
  await work.properties(client.organizationId, [{ county: blair, parcel: 'a', scraped: true }]);
  const started = await say(client, 'Start visual validation for all counties in batches of 100');
  assert.match(started.message, /Started: workers of this server do it/);
  const [job] = await jobsOf(client);
  assert.deepEqual([job?.driver, job?.status], ['worker', 'in_progress']);
});

test('a workflow is called at a start and at a resume, and a call that fails is told', async () => {
  const called: unknown[] = [];
  const n8nServer = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => void called.push(JSON.parse(text)));
    request.on('end', () => void response.end('{"message":"Workflow was started"}'));
  });
  await new Promise<void>((resolve) => void n8nServer.listen(0, '127.0.0.1', resolve));
  const { port } = n8nServer.address() as AddressInfo;
  const env = { N8N_REGRID_WEBHOOK_URL: `http://127.0.0.1:${port}/webhook/regrid` };
  const own = await testApi(database, { env });
  const client = await own.client('analyst');
  await addTo(client, 5, blair);
  const started = await say(client, 'Start regrid scraping for Blair County');
  assert.match(started.message, /Started: its workflow is called\.$/m);
  assert.equal(started.understood.job.driver, 'n8n');
  const id = started.understood.job.job_id;
  await say(client, 'Pause batch job');
  assert.match((await say(client, 'Resume batch job')).message, /^Resumed Regrid Scraping - Blair/);
  assert.deepEqual(called, Array(2).fill({ job_id: id, action: 'start' }));
  await say(client, 'Pause batch job');
  n8nServer.closeAllConnections();
  await new Promise((resolve) => void n8nServer.close(resolve));
  const failed = await say(client, 'Resume batch job');
  assert.equal(failed.outcome, 'done', 'a call that fails does not fail the move');
  assert.match(failed.message, /\nThe workflow was not called: /);
});

test('nothing pending makes no job, and says who has it', async () => {
  const client = await analyst(5);
  const none = await say(client, 'Start title research for Blair County');
  assert.deepEqual([none.status, none.outcome], [200, 'nothing']);
  assert.match(
    none.message,
    /^Nothing is pending for title_research in Blair County, PA\. No job was created\./,
  );
  await say(client, 'Start regrid scraping for Blair County');
  const again = await say(client, 'Start regrid scraping for Blair County');
  assert.equal(again.outcome, 'nothing');
  assert.match(
    again.message,
    /Not finished, and holding what it has:\n- Regrid Scraping - Blair: not started, at 0\/5/,
  );
  assert.equal((await jobsOf(client)).length, 1);
});

test('a batch of no or too many items is refused, a large one is remarked on', async () => {
  const client = await analyst(5);
  for (const size of [0, 1001]) {
    const refused = await say(client, `Start regrid scraping for Blair in batches of ${size}`);
    assert.deepEqual([refused.status, refused.code, refused.words], [422, 'refused', [String(size)]]);
  }
  assert.match(
    (await say(client, 'Start regrid scraping in batches of 500', { preview: true })).message,
    /50 is usual/,
  );
  assert.deepEqual(await jobsOf(client), []);
});

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
