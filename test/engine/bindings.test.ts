import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOrganization } from '../../src/db/pool.ts';
import { cancelJob, pauseJob } from '../../src/engine/control.ts';
import { listEvents } from '../../src/engine/events.ts';
import { itemErrors, listFailureGroups } from '../../src/engine/failures.ts';
import { listItems, streamItems } from '../../src/engine/items.ts';
import { getJob, listJobs } from '../../src/engine/jobs.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn, makeItems, refused, skipped, type TestJob } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const { api, worker } = db.pools;

/** 100 items: 1-20 completed, 21-24 failed, 25-26 skipped, 31-40 leased, the others wait. */
async function halfDone(): Promise<TestJob> {
  const job = await jobs.create({ items: 100, settings: { batchSize: 30, failureLimit: 0 } });
  await jobs.report(
    await jobs.claimOne(job, 30),
    (seq) =>
      seq <= 20 ? completed({ seq }) : seq <= 24 ? failed('permanent', 'broken', `No ${seq}`) : skipped(),
    Array.from({ length: 26 }, (_, i) => i + 1),
  );
  await jobs.claimOne(job, 10);
  return job;
}

test('items are listed by place, by status and by sequence number, with the totals of the counts', async () => {
  const job = await halfDone();
  const list = async (filter: object) => {
    const { items, total } = await listItems(worker, { ...job, limit: 1000, ...filter });
    return [items.map((i) => i.seq), total] as const;
  };
  const range = (a: number, b: number) => Array.from({ length: b - a + 1 }, (_, i) => a + i);
  assert.deepEqual(await list({ limit: 3 }), [[1, 2, 3], 100]);
  assert.deepEqual(await list({ limit: 3, offset: 50 }), [[51, 52, 53], 100]);
  assert.deepEqual(await list({ limit: 3, afterSeq: 98 }), [[99, 100], 100]);
  assert.deepEqual(await list({ statuses: ['completed'], limit: 2, offset: 18 }), [[19, 20], 20]);
  assert.deepEqual(await list({ statuses: ['failed'] }), [range(21, 24), 4]);
  assert.deepEqual(await list({ statuses: ['skipped'] }), [[25, 26], 2]);
  assert.deepEqual(await list({ statuses: ['processing'] }), [[27, 28, 29, 30, ...range(31, 40)], 14]);
  assert.deepEqual(await list({ statuses: ['pending'] }), [range(41, 100), 60]);
  assert.deepEqual(await list({ statuses: ['failed', 'skipped'] }), [range(21, 26), 6]);
  await cancelJob(worker, { ...job, force: true });
  assert.deepEqual(await list({ statuses: ['cancelled'], limit: 1, offset: 1 }), [[28], 74]);
});

test('an item carries everything that is known of it', async () => {
  const job = await jobs.create({
    items: [
      { reference: 'r-1', input: { zip: '15001' }, row: 2, cells: ['a', 'b'] },
      {
        reference: null,
        input: {},
        row: 3,
        cells: ['', ''],
        invalid: [{ field: 'zip', value: '', message: 'is empty' }],
      },
    ],
  });
  await jobs.report(await jobs.claimOne(job), failed('transient', 'busy', 'Busy'));
  await jobs.drain(job);
  const { items } = await listItems(worker, { ...job, limit: 2 });
  const [first, second] = items;
  assert.ok(first && second);
  const { id, createdAt, settledAt, ...rest } = first;
  assert.match(id, /^[0-9a-f-]{36}$/);
  assert.ok(createdAt instanceof Date && settledAt instanceof Date);
  assert.deepEqual(rest, {
    seq: 1,
    reference: 'r-1',
    status: 'completed',
    input: { zip: '15001' },
    row: 2,
    cells: ['a', 'b'],
    result: { ok: true },
    errorClass: null,
    errorCode: null,
    errorMessage: null,
    fieldErrors: null,
    attempts: 2,
    retryCount: 1,
    generation: 1,
  });
  assert.deepEqual(
    [second.status, second.errorCode, second.errorMessage, second.fieldErrors, second.attempts],
    ['skipped', 'invalid_input', 'zip: is empty', [{ field: 'zip', value: '', message: 'is empty' }], 0],
  );
});

test('a stream gives every item once, in order, in pages', async () => {
  const job = await jobs.create({ items: 2500, settings: { batchSize: 1000 } });
  const pages: number[][] = [];
  for await (const page of streamItems(api, { ...job, pageSize: 700 })) pages.push(page.map((i) => i.seq));
  assert.deepEqual(
    pages.map((p) => p.length),
    [700, 700, 700, 400],
  );
  assert.deepEqual(
    pages.flat(),
    Array.from({ length: 2500 }, (_, i) => i + 1),
  );
});

test('a stream of another organization is refused as if the job were not there', async () => {
  const job = await jobs.create({ items: 5 });
  const stream = streamItems(api, { ...job, organizationId: await db.organization() });
  await refused(stream[Symbol.asyncIterator]().next(), 'job_not_found');
});

test('jobs are listed newest first, by kind and status, with a total', async () => {
  const organizationId = await db.organization();
  const first = await jobs.create({ items: 1, organizationId });
  const second = await jobs.create({ items: 1, organizationId, kind: first.kind });
  const third = await jobs.create({ items: 1, organizationId });
  await pauseJob(worker, second);
  const list = async (filter: object) => {
    const found = await listJobs(worker, { organizationId, limit: 10, offset: 0, ...filter });
    return [found.jobs.map((j) => j.id), found.total] as const;
  };
  assert.deepEqual(await list({}), [[third.jobId, second.jobId, first.jobId], 3]);
  assert.deepEqual(await list({ limit: 1, offset: 1 }), [[second.jobId], 3]);
  assert.deepEqual(await list({ kinds: [first.kind] }), [[second.jobId, first.jobId], 2]);
  assert.deepEqual(await list({ statuses: ['paused', 'failed'] }), [[second.jobId], 1]);
  const all = await listJobs(worker, { organizationId, limit: 10, offset: 0 });
  const [, middle] = all.jobs;
  const pinned = await listJobs(worker, {
    ...{ organizationId, limit: 10, offset: 0 },
    ...(middle === undefined ? {} : { through: middle.number, name: middle.name.toUpperCase() }),
  });
  assert.deepEqual(
    [pinned.jobs[0]?.id, pinned.total + pinned.newer],
    [second.jobId, all.jobs.filter(({ name }) => name === middle?.name).length],
  );
  assert.deepEqual(await list({ createdBy: 'nobody' }), [[], 0]);
  assert.deepEqual(await list({ county: organizationId }), [[], 0]);
});

test('progress and success rate are floored: 100 means finished', async () => {
  const job = await jobs.create({ items: makeItems(1000), settings: { batchSize: 1000, failureLimit: 0 } });
  const batch = await jobs.claimOne(job, 1000);
  const all = batch.items.map((i) => i.seq);
  await jobs.report(batch, completed(), all.slice(0, 985));
  await jobs.report(batch, failed(), all.slice(985, 999));
  const now = await jobs.get(job);
  assert.deepEqual([now.progress, now.successRate], [99, 98]);
  await jobs.report(batch, completed(), all.slice(999));
  assert.equal((await jobs.get(job)).progress, 100);
});

test('the API sees one organization at a time, whatever it asks for', async () => {
  const job = await halfDone();
  const stranger = await db.organization();
  const look = (organizationId: string) =>
    asOrganization(api, organizationId, async (client) => ({
      job: await getJob(client, job.organizationId, job.jobId),
      items: (await listItems(client, { ...job, limit: 5 })).items.length,
      groups: (await listFailureGroups(client, { ...job, limit: 5 })).length,
      errors: (await itemErrors(client, { ...job, limit: 5 })).length,
      events: (await listEvents(client, { ...job, limit: 50 })).length > 0,
    }));
  const own = await look(job.organizationId);
  assert.deepEqual([own.job?.id, own.items, own.groups, own.errors, own.events], [job.jobId, 5, 1, 4, true]);
  assert.deepEqual(await look(stranger), { job: null, items: 0, groups: 0, errors: 0, events: false });
  await asOrganization(api, stranger, async (client) => {
    for (const table of [
      'jobs',
      'items',
      'results',
      'batches',
      'returns',
      'item_errors',
      'job_events',
      'failure_groups',
      'job_progress',
      'item_status',
    ]) {
      const { rows } = await client.query(`select count(*)::int as n from lotline.${table}`);
      assert.deepEqual(rows, [{ n: 0 }], table);
    }
  });
});

test('the API may not act for an organization other than the one its transaction named', async () => {
  const job = await halfDone();
  await assert.rejects(
    asOrganization(api, await db.organization(), (client) => pauseJob(client, job)),
    { code: 'forbidden_organization' },
  );
  assert.equal((await jobs.get(job)).status, 'in_progress');
});
