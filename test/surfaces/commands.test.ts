import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'node:test';
import { testApi } from '../support/api.ts';
import { commandsIn } from '../support/commands.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase();
const { api, work, blair, somersetPa, somersetMd, analyst, addTo, say, jobsOf, workBatches } =
  await commandsIn(database);

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
