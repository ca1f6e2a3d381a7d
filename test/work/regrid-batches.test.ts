import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOrganization } from '../../src/db/pool.ts';
import { parcelBatchStore } from '../../src/property/parcel-batches/store.ts';
import { testDatabase } from '../support/database.ts';
import { assertSound, jobWhen, results, settledJob } from '../support/jobs.ts';
import { chatham, regridIn } from '../support/regrid.ts';
import { until } from '../support/until.ts';
import { stageWorker } from '../support/workers.ts';

// Large jobs, which here are those of more than eight items.
const LEAST = { leastItems: 8 };
const db = await testDatabase();
const { owner, api, worker } = db.pools;
const regrid = regridIn(db);
const downloads = (requests: readonly { path: string }[]) =>
  requests.filter(({ path }) => path.endsWith('/download')).length;
const searches = (requests: readonly { path: string }[]) =>
  requests.filter(({ path }) => path.startsWith('/parcels')).length;

async function batchesOf(jobId: string) {
  const { rows } = await owner.query(
    'select state, job_uuid, points, records, message from lotline.parcel_batches where job_id = $1',
    [jobId],
  );
  return rows;
}

/** Twelve properties with coordinates that want new land data, and a job of them. */
async function large(more: Parameters<typeof regrid.properties>[1] = []) {
  const organizationId = await db.organization();
  const stale = chatham.slice(0, 12).map((parcel) => ({ parcel, stale: true }));
  const ids = await regrid.properties(organizationId, [...stale, ...more]);
  return { organizationId, ids };
}

test('a large job buys the parcels whose coordinates are known in one batch, the others one by one', async () => {
  const [wrong, without] = chatham.slice(60, 62);
  assert.ok(wrong && without);
  const { organizationId, ids } = await large([
    // its coordinates lie in somebody else's parcel
    { parcel: { ...wrong, lat: chatham[0]?.lat ?? 0, lon: chatham[0]?.lon ?? 0 }, stale: true },
    { parcel: without },
  ]);
  const { kind, simulator } = await regrid.kindOver(LEAST);
  const running = stageWorker(db.urls.worker, [kind]);
  running.start();
  const job = await regrid.started(organizationId, { batch_size: 5 });
  const { counts } = await settledJob(api, job, 60_000);
  assert.equal(counts.completed, 14);
  assert.equal(downloads(simulator.requests), 1);
  assert.equal(searches(simulator.requests), 2);
  const [batch] = await batchesOf(job.id);
  assert.deepEqual([batch.state, batch.points, batch.records], ['downloaded', 13, 13]);
  for (const [at, parcel] of chatham.slice(0, 12).entries()) {
    const land = await regrid.land(ids[at]);
    assert.deepEqual([land.ll_uuid, land.finding.match.by], [parcel.uuid, 'point']);
  }
  assert.equal((await regrid.land(ids[12])).ll_uuid, wrong.uuid);
  assert.equal((await regrid.land(ids[13])).ll_uuid, without.uuid);
  assert.ok((await results(owner, job)).every(({ attempts }) => attempts === 1));
  await assertSound(owner, job);
  await running.stop();
});

test('a download that breaks off is never begun again: what came is used, the rest is for a person to say', async () => {
  const { organizationId } = await large();
  const { kind, simulator } = await regrid.kindOver(LEAST);
  const running = stageWorker(db.urls.worker, [kind]);
  running.start();
  const job = await regrid.started(organizationId, { batch_size: 20 });
  const uuid = await until(
    async () => (await batchesOf(job.id))[0]?.job_uuid as string | undefined,
    'the batch is handed in',
  );
  simulator.fail({ kind: 'truncated', path: `/batch/${uuid}/download` });
  const { counts } = await settledJob(api, job, 60_000);
  assert.equal(downloads(simulator.requests), 1);
  const stored = await results(owner, job);
  const unknown = stored.filter(({ error_class }) => error_class === 'outcome_unknown');
  assert.ok(counts.completed > 0 && unknown.length > 0, `${counts.completed} and ${unknown.length}`);
  assert.equal(counts.completed + unknown.length, 12);
  assert.equal(searches(simulator.requests), 0);
  assert.equal((await batchesOf(job.id))[0]?.state, 'unknown');

  await asOrganization(api, organizationId, (client) =>
    client.query('select lotline.reconcile_items($1, $2, $3, $4)', [
      ...[organizationId, job.id, unknown.map(({ seq }) => seq), 'retry'],
    ]),
  );
  await jobWhen(
    api,
    job,
    ({ status, counts: now }) => status === 'completed' && now.completed === 12,
    'the rest',
  );
  assert.equal(downloads(simulator.requests), 1);
  assert.equal(searches(simulator.requests), unknown.length);
  await running.stop();
});

test('a batch that the service refuses leaves its parcels to single searches', async () => {
  const { organizationId } = await large();
  const { kind, simulator } = await regrid.kindOver(LEAST);
  simulator.fail({
    ...{ kind: 'status', status: 403, path: '/batch', contentType: 'application/json' },
    body: '{"message":"Batch is not part of your plan"}',
  });
  const running = stageWorker(db.urls.worker, [kind]);
  running.start();
  const job = await regrid.started(organizationId);
  const { counts } = await settledJob(api, job, 60_000);
  assert.equal(counts.completed, 12);
  const [batch] = await batchesOf(job.id);
  assert.equal(batch.state, 'failed');
  assert.match(batch.message, /Batch is not part of your plan/);
  assert.equal(searches(simulator.requests), 12);
  await running.stop();
});

test('whoever takes over a batch goes on where the dead one was, save within a download', async () => {
  const { organizationId } = await large();
  const job = await regrid.started(organizationId);
  const now = parcelBatchStore(worker, { ...LEAST, holdMs: 60_000 });
  const dead = parcelBatchStore(worker, { ...LEAST, holdMs: -1 });
  const ask = (store: typeof now) => {
    const holder = crypto.randomUUID();
    return store
      .next({ organizationId, jobId: job.id, seq: 1, holder })
      .then((step) => ({ ...step, holder }));
  };
  const sent = await ask(dead);
  assert.equal(sent.action, 'send');
  const again = await ask(now);
  assert.deepEqual([again.action, again.batchId], ['send', sent.batchId]);
  assert.equal((await ask(now)).action, 'wait');
  const batch = { organizationId, batchId: again.batchId ?? '', holder: again.holder };
  // the dead one comes back, and has no word any more
  await now.move({ ...batch, holder: sent.holder }, { state: 'failed' });
  await now.move(batch, { state: 'working', jobUuid: 'the-job', lookMs: 0 });
  const look = await ask(dead);
  assert.deepEqual([look.action, look.jobUuid], ['look', 'the-job']);
  const looked = await ask(now);
  assert.equal(looked.action, 'look');
  await now.move({ ...batch, holder: looked.holder }, { state: 'ready' });
  const download = await ask(dead);
  assert.equal(download.action, 'download');
  assert.equal((await ask(now)).action, 'unknown');
  assert.equal((await ask(now)).action, 'unknown');
  const late = await now.keep({ ...batch, holder: download.holder }, []);
  assert.equal(late, false);
  // another organization sees nothing of it
  const stranger = await db.organization();
  const theirs = await now.next({
    organizationId: stranger,
    jobId: job.id,
    seq: 1,
    holder: crypto.randomUUID(),
  });
  assert.equal(theirs.action, 'none');
  assert.deepEqual(await now.points(stranger, batch.batchId), []);
});

test('small jobs, and large ones of properties without coordinates, have no batch', async () => {
  const organizationId = await db.organization();
  await regrid.properties(
    organizationId,
    chatham.slice(0, 12).map((parcel) => ({ parcel })),
  );
  const job = await regrid.started(organizationId);
  const of = { organizationId, jobId: job.id, seq: 1, holder: crypto.randomUUID() };
  assert.equal((await parcelBatchStore(worker).next(of)).action, 'none');
  assert.deepEqual(await batchesOf(job.id), []);
  assert.equal((await parcelBatchStore(worker, LEAST).next(of)).action, 'none');
  assert.equal((await batchesOf(job.id))[0]?.state, 'none');
});
