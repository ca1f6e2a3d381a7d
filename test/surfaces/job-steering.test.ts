import assert from 'node:assert/strict';
import test from 'node:test';
import { heartbeat, tick } from '../../src/engine/claims.ts';
import { lotline } from '../cli/terminal.ts';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn, type TestJob } from '../support/engine.ts';
import { watch } from '../support/events.ts';
import { mcpOverHttp } from '../support/mcp.ts';

const database = await testDatabase();
const api = await testApi(database);
const jobs = jobsIn(database);
const { worker } = database.pools;

/** A job of a fresh organization, and somebody who may steer it. */
async function steered(options: Parameters<typeof jobs.create>[0] = {}): Promise<[TestJob, Client]> {
  const organizationId = await database.organization();
  const job = await jobs.create({ items: 40, ...options, organizationId });
  return [job, await api.client('admin', organizationId)];
}

const present = (job: TestJob, name = 'worker-1') =>
  heartbeat(worker, { worker: name, leases: [], info: { kinds: [job.kind], slots: 50, running: 1 } });

test('settings of a running job hold from the next claim on, and its log says who changed what', async () => {
  const [job, client] = await steered({ settings: { batchSize: 10 } });
  const first = await jobs.claimOne(job, 10);
  const patch = (body: unknown) => client.ask(`/api/jobs/${job.jobId}/settings`, { method: 'PATCH', body });
  const { status, body, text } = await patch({
    batchSize: 5,
    concurrency: 2,
    failureLimit: 3,
    priority: 7,
    reason: 'gently',
  });
  assert.equal(status, 200, text);
  assert.deepEqual(
    [body.settings.batchSize, body.settings.maxLeases, body.settings.failureLimit, body.settings.priority],
    [5, 2, 3, 7],
  );
  assert.equal(first.items.length, 10, 'what is out stays as it was');
  const second = await jobs.claimOne(job, 5);
  assert.equal(second.items.length, 5);
  assert.deepEqual(await jobs.claim(job, 100), [], 'two batches at once, the older one among them');
  await jobs.report(first, completed());
  assert.equal((await jobs.claimOne(job, 5)).items.length, 5, 'its end lets another out at once');

  const { events } = (await client.get(`/api/jobs/${job.jobId}/events`)).body;
  const changed = events.filter(({ type }: { type: string }) => type === 'settings_changed');
  assert.equal(changed.length, 1);
  assert.deepEqual([changed[0].actor, changed[0].reason], ['key:admin of a test', 'gently']);
  assert.deepEqual(changed[0].detail, {
    before: { batchSize: 10, concurrency: null, failureLimit: 10, priority: 1000 },
    after: { batchSize: 5, concurrency: 2, failureLimit: 3, priority: 7 },
  });
  const { entries } = (await client.get(`/api/audit?subject_id=${job.jobId}`)).body;
  assert.ok(entries.some(({ action }: { action: string }) => action === 'job.settings_changed'));

  assert.equal((await patch({ batchSize: 5 })).status, 200);
  assert.equal(
    (await client.get(`/api/jobs/${job.jobId}/events`)).body.events.length,
    events.length,
    'no change, no word',
  );
  assert.equal((await patch({ concurrency: null })).body.settings.maxLeases, null);
  assert.equal((await jobs.claim(job, 100)).length > 0, true, 'without a limit more goes out');
  await jobs.sound(job);
});

test('a rate that is changed counts what was handed out before at the new one', async () => {
  const [job, client] = await steered({ settings: { ratePerSecond: 0.01, rateBurst: 1 } });
  const patch = (body: unknown) => client.ask(`/api/jobs/${job.jobId}/settings`, { method: 'PATCH', body });
  assert.equal((await jobs.claimOne(job)).items.length, 1);
  assert.deepEqual(await jobs.claim(job), [], 'the next one in a hundred seconds');
  await patch({ ratePerSecond: 1000 });
  await jobs.advance(1);
  assert.equal((await jobs.claim(job)).length, 1);
  await patch({ ratePerSecond: null });
  assert.equal((await jobs.claimOne(job)).items.length, 10);
});

test('what cannot be changed is refused with what to do instead', async () => {
  const [job, client] = await steered({ items: 1 });
  const ask = (who: Client, body: unknown) =>
    who.ask(`/api/jobs/${job.jobId}/settings`, { method: 'PATCH', body });
  for (const body of [{}, { reason: 'none' }, { batchSize: 0 }, { weight: 2 }, { ratePerSecond: -1 }]) {
    assert.equal((await ask(client, body)).status, 400, JSON.stringify(body));
  }
  assert.equal((await ask(await api.client('viewer', job.organizationId), { priority: 1 })).status, 403);
  await jobs.drain(job);
  const over = await ask(client, { priority: 1 });
  assert.deepEqual([over.status, over.body.code], [409, 'conflict']);
  assert.match(over.body.message ?? over.body.detail, /is completed; its settings change no more/);
});

test('batches are told from the newest, out and over, page by page', async () => {
  const [job, client] = await steered({ items: 40 });
  const batches = [];
  for (let at = 0; at < 4; at += 1) batches.push(await jobs.claimOne(job, 10, `worker-${at}`));
  const [one, two, three] = batches;
  assert.ok(one && two && three);
  await jobs.report(one, (seq) => (seq === 1 ? failed() : completed()));
  await jobs.report(two, completed());
  await jobs.report(three, completed(), [21, 22]);
  const page = async (query: string) => (await client.get(`/api/jobs/${job.jobId}/batches${query}`)).body;
  const all = await page('');
  assert.equal(all.next, null);
  const shape = (found: Record<string, unknown>[]) =>
    found.map(({ id, worker: who, state, size, open, completed: done, failed: bad }) => [
      id,
      who,
      state,
      size,
      open,
      done,
      bad,
    ]);
  const expected = [
    [batches[3]?.batchId, 'worker-3', 'leased', 10, 10, 0, 0],
    [three.batchId, 'worker-2', 'leased', 10, 8, 2, 0],
    [two.batchId, 'worker-1', 'closed', 10, 0, 10, 0],
    [one.batchId, 'worker-0', 'closed', 10, 0, 9, 1],
  ];
  assert.deepEqual(shape(all.batches), expected);
  assert.ok(
    all.batches[0].until !== null && all.batches[2].until === null && all.batches[2].closedAt !== null,
  );
  // folded into the job, they are read from its log
  await database.pools.owner.query('select lotline.fold($1)', [job.number]);
  const first = await page('?limit=3');
  const rest = await page(`?limit=3&after=${first.next}`);
  assert.deepEqual(shape([...first.batches, ...rest.batches]), expected);
  assert.equal(rest.next, null);
});

test('one item is told with every attempt, the newest first', async () => {
  const [job, client] = await steered({ items: 3, settings: { maxAttempts: 2 } });
  await jobs.report(await jobs.claimOne(job), (seq) =>
    seq === 2 ? failed('transient', 'busy', 'Busy') : completed({ n: seq }),
  );
  const item = async (seq: number | string) => client.get(`/api/jobs/${job.jobId}/items/${seq}`);
  const waiting = (await item(2)).body;
  assert.deepEqual([waiting.status, waiting.error.code, waiting.result], ['pending', 'busy', null]);
  assert.ok(waiting.dueAt !== null);
  await jobs.report(await jobs.claimOne(job, 10, 'worker-2'), completed({ n: 2 }));
  const done = (await item(2)).body;
  assert.deepEqual(
    [done.seq, done.reference, done.status, done.input, done.result],
    [2, 'ref-2', 'completed', { n: 2 }, { n: 2 }],
  );
  assert.deepEqual(
    done.attempts.map((one: Record<string, unknown>) => [
      one.attempt,
      one.outcome,
      one.final,
      one.code,
      one.worker,
    ]),
    [
      [2, 'completed', true, null, null],
      [1, 'failed', false, 'busy', 'worker-1'],
    ],
  );
  for (const seq of [0, 4, 4_000_000_000]) assert.equal((await item(seq)).status, 404, String(seq));
  assert.equal((await item('x')).status, 400);
});

test('items are found by number, reference and status', async () => {
  const [job, client] = await steered({
    items: [...Array(6)].map((_, at) => ({
      reference: at % 3 === 0 ? 'same' : `ref-${at + 1}`,
      input: { at },
    })),
  });
  await jobs.report(await jobs.claimOne(job, 2), completed());
  const numbers = async (query: string) => {
    const { status, body, text } = await client.get(`/api/jobs/${job.jobId}/items?${query}`);
    assert.equal(status, 200, text);
    return [body.items.map(({ item }: { item: number }) => item), body.next_cursor === null];
  };
  assert.deepEqual(await numbers('number=4&limit=2'), [[4, 5], false]);
  assert.deepEqual(await numbers('after=4'), [[5, 6], true]);
  assert.deepEqual(await numbers('reference=same'), [[1, 4], true]);
  assert.deepEqual(await numbers('reference=same&limit=1'), [[1], false]);
  assert.deepEqual(await numbers('reference=same&status=pending'), [[4], true]);
  assert.deepEqual(await numbers('reference=nobody'), [[], true]);
  assert.equal((await client.get(`/api/jobs/${job.jobId}/items?number=x`)).status, 400);
});

test('a job tells its pace, and the one reason why it does not move', async () => {
  const [job, client] = await steered({ items: 4_000, settings: { batchSize: 100, maxLeases: 1 } });
  const read = async () => (await client.get(`/api/jobs/${job.jobId}`)).body;
  await jobs.advance(40);
  assert.deepEqual((await read()).reason, { code: 'no_workers', text: 'no workers', until: null });
  assert.equal((await read()).pace.binding.code, 'workers');
  await present(job);
  assert.equal((await read()).reason.code, 'slot', 'a worker is there, and takes nothing');
  // two minutes at ten a second
  await jobs.nextBucket();
  for (let bucket = 0; bucket < 12; bucket += 1) {
    await tick(worker);
    await jobs.report(await jobs.claimOne(job, 100), completed());
    await jobs.nextBucket();
    await present(job);
  }
  await tick(worker);
  const batch = await jobs.claimOne(job, 100);
  const going = await read();
  assert.deepEqual([going.pace.bucketSeconds, going.pace.recent.at(-1), going.reason], [10, 100, null]);
  assert.equal(going.pace.perMinute, 600);
  assert.deepEqual([going.pace.eta.state, going.pace.eta.text], ['range', '4–5 min left']);
  const [listed] = (await client.get('/api/jobs')).body.jobs;
  assert.deepEqual([listed.pace, listed.reason], [going.pace, null]);
  assert.deepEqual(going.pace.binding, { code: 'concurrency', text: 'at most 1 batch at once' });
  for (let at = 0; at < 7; at += 1) {
    await jobs.nextBucket();
    await present(job);
    await tick(worker);
  }
  const stalled = await read();
  assert.equal(stalled.pace.eta.state, 'stalled');
  assert.deepEqual(stalled.reason, { code: 'stalled', text: stalled.pace.eta.text, until: null });
  assert.match(stalled.pace.eta.text, /^stalled 1 min/);
  const paused = (await client.post(`/api/jobs/${job.jobId}/pause`, { reason: 'lunch' })).body;
  assert.deepEqual(
    [paused.reason, paused.pace.eta, paused.pace.binding, paused.pace.perMinute],
    [null, { state: 'paused', text: 'paused' }, { code: 'pause', text: 'lunch' }, null],
  );
  await jobs.advance(600);
  await jobs.report(batch, completed());
  const resumed = (await client.post(`/api/jobs/${job.jobId}/resume`)).body;
  assert.equal(resumed.pace.eta.state, 'range', 'a pause is no slowness');
  await client.post(`/api/jobs/${job.jobId}/cancel`);
  const over = await read();
  assert.deepEqual([over.pace, over.reason], [null, null]);
});

test('terminals and agents steer a job and are told of its pace as HTTP tells it', async () => {
  const [job, client] = await steered({ items: 12, settings: { batchSize: 10 } });
  const env = { LOTLINE_URL: api.url, LOTLINE_API_KEY: client.key };
  const run = (...line: string[]) => lotline(line, { env });
  const batch = await jobs.claimOne(job);
  await jobs.report(batch, (seq) => (seq === 1 ? failed('permanent', 'gone', 'Gone') : completed()));

  const set = await run(
    'jobs',
    'set',
    job.jobId,
    '--concurrency',
    '3',
    '--rate',
    '2.5',
    '--reason',
    'slower',
  );
  assert.equal(set.code, 0, set.stderr);
  const { settings } = (await client.get(`/api/jobs/${job.jobId}`)).body;
  assert.deepEqual([settings.maxLeases, settings.ratePerSecond], [3, 2.5]);
  assert.equal((await run('jobs', 'set', job.jobId)).code, 64);
  assert.match((await run('jobs', 'eta')).stdout, /^Ends: +measuring\n/);
  assert.match((await run('jobs', 'get', job.jobId)).stdout, /\nPace: +.*measuring\n/);
  assert.match(
    (await run('jobs', 'batches', job.jobId)).stdout,
    new RegExp(`\\n${batch.batchId} +closed +10 +0 +9 +1 `),
  );
  assert.match(
    (await run('jobs', 'items', job.jobId, '--status', 'failed')).stdout,
    /\n1 +ref-1 +failed +1 +gone: Gone\n/,
  );
  assert.match(
    (await run('jobs', 'items', job.jobId, '--reference', 'ref-12')).stdout,
    /\n12 +ref-12 +pending/,
  );
  assert.match(
    (await run('jobs', 'item', job.jobId, '1')).stdout,
    /\nAttempt: +\S+ {2}failed {2}gone: Gone\n/,
  );

  const mcp = await mcpOverHttp(api.url, client.key);
  const changed = await mcp.call('set_job_settings', {
    job_id: job.jobId,
    concurrency: null,
    rate_per_second: null,
    batch_size: 2,
  });
  assert.deepEqual(
    [changed.body.concurrency, changed.body.rate_per_second, changed.body.batch_size, changed.body.eta],
    [null, null, 2, 'measuring'],
  );
  assert.equal((await mcp.call('set_job_settings', { job_id: job.jobId })).body.code, 'validation_failed');
  await jobs.advance(60);
  const waiting = (await mcp.call('job_status', { job_id: job.jobId })).body;
  assert.deepEqual([waiting.waits_for, waiting.limited_by], ['no workers', 'no workers']);
  await mcp.close();

  const watcher = await watch(api.url, client.key, `job:${job.jobId}`);
  const { state } = (await watcher.sees('its state', ({ event }) => event === 'state')).data;
  const read = (await client.get(`/api/jobs/${job.jobId}`)).body;
  // how many a minute goes on falling between the two while nothing happens
  const still = (pace: object) => ({ ...pace, perMinute: 0 });
  assert.deepEqual([still(state.pace), state.reason, state.hold], [still(read.pace), read.reason, read.hold]);
  assert.equal(state.reason.code, 'no_workers');
  watcher.close();
});
