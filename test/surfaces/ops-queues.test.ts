import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimBatches, heartbeat } from '../../src/engine/claims.ts';
import { lotline } from '../cli/terminal.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn } from '../support/engine.ts';

const database = await testDatabase();
const jobs = jobsIn(database);
const api = await testApi(database);
const { worker: pool } = database.pools;

test('a queue tells by stored counts what waits, how fast it goes, what fails, and who can do it', async () => {
  const organizationId = await database.organization();
  const kind = 'ops_queue';
  const job = await jobs.create({ items: 10, kind, organizationId });
  const held = await jobs.create({ items: 3, kind, organizationId });
  const client = await api.client('admin', organizationId);
  assert.equal((await client.post(`/api/jobs/${held.jobId}/pause`)).status, 200);
  const queue = async () => {
    const { status, body, text } = await client.get(`/api/queues/${kind}`);
    assert.equal(status, 200, `${text} ${api.logged.filter((line) => line.includes('err'))}`);
    return body;
  };
  assert.deepEqual(
    [
      (await queue()).waiting,
      (await queue()).pausedWaiting,
      (await queue()).jobs,
      (await queue()).utilisation,
    ],
    [10, 3, 2, null],
  );

  await heartbeat(pool, { worker: 'w', leases: [], info: { slots: 4, running: 1, kinds: [kind] } });
  const batch = await jobs.claimOne(job, 4);
  await jobs.report(batch, (seq) => (seq === 1 ? failed() : completed()));
  const open = await jobs.claimOne(job, 4);
  const now = await queue();
  assert.deepEqual(
    [now.waiting, now.processing, now.settledPerMinute, now.failureRate, now.utilisation, now.workers],
    [2, 4, 0.8, 0.25, 0.25, 1],
  );
  assert.ok(now.oldestWaitingSince !== null && now.batches === 1);
  // folding and adding up change no figure
  await jobs.report(open, completed());
  await jobs.drain(job);
  const settled = async () => (await queue()).settledPerMinute;
  assert.equal(await settled(), 2);
  await jobs.advance(16);
  await jobs.tick();
  assert.equal(await settled(), 2);
  const all = (await client.get('/api/queues')).body.queues.map((one: { kind: string }) => one.kind);
  assert.ok(all.includes(kind) && all.includes('regrid_scraping'));
  // after minutes without anything the rate is nothing, and hours later the sums still stand
  await jobs.advance(3 * 86_400);
  assert.equal(await settled(), 0);
  await jobs.owner.query('select lotline.coarsen_work_counts()');
  assert.equal(
    await jobs.one('select sum(completed + failed)::int from lotline.work_counts where org_id = $1', [
      organizationId,
    ]),
    10,
  );
  assert.equal((await client.get('/api/queues/no_such_kind')).status, 404);
  assert.equal((await jobs.get(held)).counts.waiting, 3);
});

test('what agents are to do waits for no worker of ours', async () => {
  const organizationId = await database.organization();
  const kind = 'ops_queue_of_agents';
  await jobs.create({ items: 5, kind, organizationId, driver: 'agent' });
  const client = await api.client('viewer', organizationId);
  const queue = async () => (await client.get(`/api/queues/${kind}`)).body;
  assert.deepEqual([(await queue()).waiting, (await queue()).forWorkers], [5, 0]);
  await jobs.create({ items: 3, kind, organizationId });
  assert.deepEqual([(await queue()).waiting, (await queue()).forWorkers], [8, 3]);
});

test('a queue that is held gives our workers nothing, one that is narrowed only so many batches; agents go on', async () => {
  const organizationId = await database.organization();
  const kind = 'ops_narrow';
  const one = await jobs.create({ items: 20, kind, organizationId, settings: { batchSize: 2 } });
  await jobs.create({ items: 20, kind, organizationId, settings: { batchSize: 2 } });
  const other = await jobs.create({ items: 4, kind });
  const admin = await api.client('admin', organizationId);
  const put = (body: unknown, who = admin) => who.ask(`/api/queues/${kind}`, { method: 'PATCH', body });
  const analyst = await api.client('analyst', organizationId);
  assert.equal((await put({ paused: true }, analyst)).status, 403);
  assert.equal((await put({})).status, 400);

  const paused = await put({ paused: true, reason: 'the county asked' });
  assert.deepEqual([paused.body.paused, paused.body.pauseReason], [true, 'the county asked']);
  await heartbeat(pool, { worker: 'w', leases: [], info: { slots: 9, running: 0, kinds: [kind] } });
  const why = (await admin.get(`/api/jobs/${one.jobId}`)).body;
  assert.deepEqual([why.reason.text, why.pace.binding.code], ['its queue is held', 'pause']);
  const claim = () => claimBatches(pool, { worker: 'w', kinds: [kind], limit: 100 });
  assert.deepEqual(
    (await claim()).map(({ jobId }) => jobId),
    [other.jobId],
    'others are not held',
  );
  assert.equal((await claim()).length, 0);
  const agents = await jobs.create({ items: 2, kind, organizationId, driver: 'agent' });
  const pulled = await claimBatches(pool, {
    ...{ worker: 'agent', kinds: [kind], limit: 2, jobNumber: agents.number, driver: 'agent' },
  });
  assert.equal(pulled.length, 1, 'agents take their batches themselves');

  assert.equal((await put({ paused: false, concurrency: 3 })).body.concurrency, 3);
  const batches = [...(await claim()), ...(await claim())];
  assert.equal(batches.length, 3);
  assert.equal((await admin.get(`/api/queues/${kind}`)).body.batches, 3);
  const [first] = batches;
  assert.ok(first);
  await jobs.report(first, completed());
  await jobs.advance(1);
  assert.equal((await claim()).length, 1, 'one is over, one goes out');
  assert.equal((await put({ concurrency: null })).body.concurrency, null);
  assert.ok((await claim()).length > 3);
  await jobs.sound(one);

  const run = (...line: string[]) =>
    lotline(line, { env: { LOTLINE_URL: api.url, LOTLINE_API_KEY: admin.key } });
  assert.match((await run('queues', 'set', kind, 'concurrency=2')).stdout, /concurrency: +2/);
  assert.match((await run('queues', 'pause', kind)).stdout, /paused: +yes/);
  assert.match((await run('queues')).stdout, /ops_narrow +paused/);
  assert.match((await run('queues', 'resume', kind)).stdout, /paused: +no/);
});
