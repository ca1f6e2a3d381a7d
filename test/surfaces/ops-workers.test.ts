import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { heartbeat } from '../../src/engine/claims.ts';
import { completed, defineKind } from '../../src/kinds/kind.ts';
import { lotline } from '../cli/terminal.ts';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';
import { testDefaults } from '../support/kinds.ts';
import { until } from '../support/until.ts';
import { gate, stageWorker } from '../support/workers.ts';

const database = await testDatabase();
const jobs = jobsIn(database);
const api = await testApi(database);
const { owner, worker: pool } = database.pools;

/** Somebody who runs the installation: several organizations share the workers of this database. */
async function operatorOf(organizationId: string) {
  const served = await testApi(database, {
    access: {
      token: async () => ({
        ...{ organizationId, role: 'admin', actor: 'person:op@example.org', via: 'token', principal: 'op' },
        operator: true,
      }),
    },
  });
  return (path: string, body?: unknown) =>
    served.ask(path, { method: 'POST', body: body ?? {}, headers: { authorization: 'Bearer of-op' } });
}

const shown = async (client: Client, id: string) => (await client.get(`/api/workers/${id}`)).body;

test('a worker drains within seconds, goes on when told, and stops: what it had not begun is handed back', async () => {
  const doors = new Map<number, ReturnType<typeof gate>>();
  const kind = defineKind({
    ...{ name: 'ops_slow', label: 'Slow', description: 'Waits to be let go', drivers: ['worker'] as const },
    ...{ input: z.unknown(), result: z.unknown(), params: z.unknown() },
    defaults: { ...testDefaults, concurrency: 1, batchSize: 3 },
    async runItem({ seq }) {
      const door = gate();
      doors.set(seq, door);
      await door.opened;
      return completed({ seq });
    },
  });
  const job = await jobs.create({ items: 6, kind: 'ops_slow', settings: { batchSize: 3 } });
  const viewer = await api.client('viewer', job.organizationId);
  const order = await operatorOf(job.organizationId);
  const worker = stageWorker(database.urls.worker, [kind], {
    heartbeatMs: 5_000,
    slots: 4,
    version: '9.9.9',
  });
  worker.start();
  await until(() => doors.get(1));

  const before = await shown(viewer, worker.name);
  assert.deepEqual(
    [before.state, before.version, before.slots, before.kinds, before.wanted],
    ['live', '9.9.9', 4, ['ops_slow'], 'run'],
  );
  assert.ok(before.pid === process.pid && before.heartbeatAgeSeconds < 6);
  assert.ok(before.batchCount > 0);
  assert.equal(before.batches[0].jobId, job.jobId);

  const drained = await order(`/api/workers/${worker.name}/drain`, { reason: 'the machine restarts' });
  assert.equal(drained.status, 200, drained.text);
  assert.deepEqual([drained.body.state, drained.body.wantedReason], ['draining', 'the machine restarts']);
  await until(() => worker.stats()?.waiting === 0);
  doors.get(1)?.open();
  await until(async () => (await shown(viewer, worker.name)).batchCount === 0);
  const { counts } = await jobs.get(job);
  assert.deepEqual([counts.completed, counts.waiting], [1, 5]);
  assert.deepEqual([...doors.keys()], [1], 'nothing more was begun');

  assert.equal((await order(`/api/workers/${worker.name}/resume`)).body.state, 'live');
  await until(() => doors.size > 1);
  assert.equal((await order(`/api/workers/${worker.name}/stop`)).status, 200);
  await until(() => worker.stats()?.waiting === 0);
  for (const door of doors.values()) door.open();
  await worker.ended;
  const after = await shown(viewer, worker.name);
  assert.deepEqual([after.state, after.wanted, after.busy], ['stopped', 'stop', 0]);
  assert.equal((await order(`/api/workers/${worker.name}/resume`)).status, 409);
  assert.equal((await order('/api/workers/nobody/drain')).body.code, 'worker_not_found');
  await jobs.sound(job);
  const { rows } = await owner.query(
    "select action, reason from lotline.audit_entries where subject_type = 'worker' order by id",
  );
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['worker.drained', 'worker.resumed', 'worker.stopped'],
  );
});

test('an organization sees every worker, and of its batches its own alone; steering shared ones is an operator’s', async () => {
  const [mine, theirs] = [await jobs.create({ items: 4 }), await jobs.create({ items: 4 })];
  await jobs.claimOne(mine, 4, 'shared-1');
  await jobs.claimOne(theirs, 4, 'shared-1');
  const info = { host: 'box', pid: 7, slots: 2, running: 2, kinds: [mine.kind], machine: 'secret machine' };
  await heartbeat(pool, { worker: 'shared-1', leases: [], info });
  const admin = await api.client('admin', mine.organizationId);
  const { workers } = (await admin.get('/api/workers')).body;
  const one = workers.find(({ id }: { id: string }) => id === 'shared-1');
  assert.deepEqual([one.busy, one.batchCount, one.batches[0].jobId], [2, 1, mine.jobId]);
  assert.ok(!JSON.stringify(workers).includes('secret machine'));
  for (const verb of ['drain', 'stop', 'resume'])
    assert.equal((await admin.post(`/api/workers/shared-1/${verb}`)).status, 403);
  assert.equal((await (await api.client('analyst')).post('/api/workers/shared-1/drain')).status, 403);

  const run = (...line: string[]) =>
    lotline(line, { env: { LOTLINE_URL: api.url, LOTLINE_API_KEY: admin.key } });
  assert.match((await run('workers')).stdout, /shared-1 +live +box +7 +2\/2/);
  assert.match((await run('workers', 'shared-1')).stdout, /Test job/);
  assert.match((await run('drain', 'shared-1', '--yes')).stderr, /Several organizations share these workers/);

  // silent for half a minute it counts as dead, and beats its way back
  await jobs.advance(13);
  assert.equal((await shown(admin, 'shared-1')).state, 'late');
  await jobs.advance(18);
  assert.equal((await shown(admin, 'shared-1')).state, 'dead');
  assert.equal((await heartbeat(pool, { worker: 'shared-1', leases: [], info })).wanted, 'run');
  assert.equal((await shown(admin, 'shared-1')).state, 'live');
});
