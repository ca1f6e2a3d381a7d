import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cancelJob } from '../../src/engine/control.ts';
import { appendItems, createJob, getJob, sealJob, submitJob } from '../../src/engine/jobs.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn, makeItems, refused } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const { api, worker } = db.pools;

test('a job keeps what it was created with', async () => {
  const organizationId = await db.organization();
  const made = await createJob(api, {
    organizationId,
    kind: 'noop',
    name: 'Addresses',
    actor: 'ann',
    params: { as_of: '2025-06-01' },
    columns: ['Street', 'ZIP'],
    driver: 'agent',
    settings: { batchSize: 7, ratePerSecond: 2.5, maxLeases: 3, priority: 5 },
  });
  const job = await getJob(worker, organizationId, made.id);
  assert.ok(job);
  assert.equal(job.number, made.number);
  assert.deepEqual(
    [job.name, job.createdBy, job.driver, job.status],
    ['Addresses', 'ann', 'agent', 'pending'],
  );
  assert.deepEqual([job.params, job.columns], [{ as_of: '2025-06-01' }, ['Street', 'ZIP']]);
  assert.deepEqual(job.settings, {
    batchSize: 7,
    leaseSeconds: 300,
    maxAttempts: 4,
    backoffBaseSeconds: 5,
    backoffCapSeconds: 3600,
    maxLeases: 3,
    ratePerSecond: 2.5,
    rateBurst: 1,
    failureLimit: 10,
    priority: 5,
    weight: 1,
  });
});

test('what cannot be is refused with field, value and fix', async () => {
  const organizationId = await db.organization();
  const job = { organizationId, kind: 'noop', name: 'x', actor: null };
  for (const [change, field] of [
    [{ kind: 'No Kind' }, 'kind'],
    [{ name: ' ' }, 'name'],
    [{ settings: { batchSize: 0 } }, 'settings.batch_size'],
    [{ settings: { batchSize: 1.5 } }, 'settings.batch_size'],
    [{ settings: { ratePerSecond: -1 } }, 'settings.rate_per_second'],
  ] as const) {
    const error = await refused(createJob(api, { ...job, ...change }), 'invalid_argument');
    assert.equal(error.field, field);
    assert.ok(error.hint, 'says what to give instead');
    assert.ok(error.message.startsWith(`${field}: `), error.message);
  }
  await assert.rejects(
    api.query(`select lotline.create_job($1, 'noop', 'x', p_settings => '{"batchsize": 1}')`, [
      organizationId,
    ]),
    { code: 'LL004', message: /no such setting/ },
  );
});

test('one unfinished job of an organization and kind has a given exclusive key; a second names the first', async () => {
  const organizationId = await db.organization();
  const job = { organizationId, kind: 'noop', name: 'Blair', actor: null, exclusiveKey: 'county:42013' };
  const first = await createJob(api, job);
  const error = await refused(createJob(api, job), 'conflict');
  assert.equal((error.details as { job_id: string }).job_id, first.id);
  await createJob(api, { ...job, kind: 'other' });
  await createJob(api, { ...job, organizationId: await db.organization() });
  await cancelJob(worker, { organizationId, jobId: first.id, actor: null });
  await createJob(api, job);
});

test('the first job of a week makes the partitions it needs, even for several at once', async () => {
  await db.pools.owner.query(`do $$ declare t text; begin
    for t in select inhrelid::regclass::text from pg_inherits join pg_class c on c.oid = inhparent
      where c.relnamespace = 'lotline'::regnamespace and c.relkind = 'p' loop execute 'drop table ' || t; end loop; end $$`);
  const made = await Promise.all(Array.from({ length: 6 }, () => jobs.create({ items: 3 })));
  for (const job of made) assert.equal((await jobs.sound(job)).total, 3);
});

test('items are appended in order until the job is sealed, also while it runs', async () => {
  const job = await jobs.create({ items: 5, state: 'created' });
  await worker.query('select lotline.start_job($1, $2)', [job.organizationId, job.jobId]);
  await jobs.drain(job);
  assert.equal((await jobs.get(job)).status, 'in_progress', 'an unsealed job is not over');
  const added = await appendItems(api, { ...job, chunk: null, rows: makeItems(25) });
  assert.deepEqual(added, { added: 25, skipped: 0, total: 30, repeated: false });
  const batch = await jobs.claimOne(job, 10);
  assert.deepEqual(
    batch.items.map((i) => i.seq),
    [6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  );
  await jobs.sound(job);
  await jobs.report(batch, { outcome: 'completed', result: 1 });
  await sealJob(api, job);
  assert.equal((await jobs.drain(job)).status, 'completed');
  await refused(appendItems(api, { ...job, chunk: null, rows: makeItems(1) }), 'job_sealed');
  assert.equal((await jobs.sound(job)).completed, 30);
});

test('a job that is done but for its seal is finished by it', async () => {
  const job = await jobs.create({ items: 3, state: 'created' });
  await worker.query('select lotline.start_job($1, $2)', [job.organizationId, job.jobId]);
  await jobs.drain(job);
  await sealJob(api, job);
  await sealJob(api, job);
  assert.equal((await jobs.get(job)).status, 'completed');
});

test('a chunk may be sent again: it is stored once, and other rows under its number are refused', async () => {
  const job = await jobs.create({ state: 'created' });
  const rows = [
    ...makeItems(3),
    { reference: 'bad', input: null, invalid: [{ field: 'zip', message: 'is missing' }] },
  ];
  const first = await appendItems(api, { ...job, chunk: 1, rows });
  assert.deepEqual(first, { added: 4, skipped: 1, total: 4, repeated: false });
  await appendItems(api, { ...job, chunk: 2, rows: makeItems(2) });
  assert.deepEqual(await appendItems(api, { ...job, chunk: 1, rows }), { ...first, repeated: true });
  const error = await refused(appendItems(api, { ...job, chunk: 1, rows: makeItems(9) }), 'conflict');
  assert.equal((error.details as { field: string }).field, 'chunk');
  await submitJob(api, job);
  assert.equal((await appendItems(api, { ...job, chunk: 1, rows })).repeated, true, 'after the seal as well');
  assert.equal((await jobs.sound(job)).total, 6);
});

test('the same chunk sent twice at once is stored once', async () => {
  const job = await jobs.create({ state: 'created' });
  const results = await Promise.all(
    Array.from({ length: 4 }, () => appendItems(api, { ...job, chunk: 7, rows: makeItems(50) })),
  );
  assert.equal(results.filter((r) => !r.repeated).length, 1);
  assert.equal((await jobs.sound(job)).total, 50);
});

test('a refused row is a skipped item with its reasons, and is never handed out', async () => {
  const job = await jobs.create({
    items: [
      { reference: 'a', input: { n: 1 }, row: 2, cells: ['x', 'y'] },
      {
        reference: 'b',
        input: null,
        row: 3,
        cells: ['', 'y'],
        invalid: [
          { field: 'street', value: '', message: 'is empty' },
          { field: 'zip', message: 'is missing' },
        ],
      },
      { reference: 'c', input: { n: 3 }, row: 4, cells: ['z', 'y'] },
    ],
  });
  const batch = await jobs.claimOne(job);
  assert.deepEqual(
    batch.items.map((i) => [i.seq, i.reference]),
    [
      [1, 'a'],
      [3, 'c'],
    ],
  );
  await jobs.report(batch, { outcome: 'completed', result: null });
  const done = await jobs.get(job);
  assert.deepEqual([done.status, done.counts.completed, done.counts.skipped], ['completed', 2, 1]);
  await jobs.sound(job);
});

test('a job of which every row was refused is completed when it is submitted', async () => {
  const bad = Array.from({ length: 5 }, () => ({
    reference: null,
    input: null,
    invalid: [{ field: 'zip', message: 'is missing' }],
  }));
  const job = await jobs.create({ items: bad, state: 'submitted' });
  assert.equal((await jobs.get(job)).status, 'completed');
  assert.equal((await jobs.sound(job)).skipped, 5);
});

test('a long stretch of refused rows does not keep the items behind it from being handed out', async () => {
  const bad = Array.from({ length: 3000 }, () => ({
    reference: null,
    input: null,
    invalid: [{ field: 'zip', message: 'is missing' }],
  }));
  const job = await jobs.create({ items: [...bad, ...makeItems(2)] });
  assert.deepEqual(
    (await jobs.claimOne(job)).items.map((i) => i.seq),
    [3001, 3002],
  );
  await jobs.sound(job);
});

test('input is kept as it came: nulls in text, odd numbers, line breaks, any language', async () => {
  const inputs = [
    { text: 'a\u0000b\nc\td"\\' },
    { big: '12345678901234567890.10' },
    ['ü', '住所', '😀'],
    null,
    'plain',
  ];
  const job = await jobs.create({ items: inputs.map((input) => ({ reference: 'ü "x", {y}\\\n', input })) });
  const batch = await jobs.claimOne(job);
  assert.deepEqual(
    batch.items.map((i) => i.input),
    inputs,
  );
  assert.equal(batch.items[0]?.reference, 'ü "x", {y}\\\n');
});

test('columns of values that do not match the inputs are refused, naming the column', async () => {
  const job = await jobs.create({ state: 'created' });
  await assert.rejects(
    api.query('select lotline.append_items($1, $2, null, $3, $4)', [
      job.organizationId,
      job.jobId,
      '1\n2',
      ['only one'],
    ]),
    { code: 'LL004', message: /^references: / },
  );
  await assert.rejects(
    api.query('select lotline.append_items($1, $2, null, $3, p_invalid => $4)', [
      job.organizationId,
      job.jobId,
      '1\n2',
      JSON.stringify([{ position: 3, errors: [] }]),
    ]),
    { code: 'LL004', message: /^invalid: / },
  );
  assert.equal((await jobs.sound(job)).total, 0);
});
