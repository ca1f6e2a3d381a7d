import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { completed, defineKind, failed } from '../../src/kinds/kind.ts';
import { testDatabase } from '../support/database.ts';
import { assertSound, job, jobWhen, results, settledJob, submitted } from '../support/jobs.ts';
import { echo, echoBatch, failuresOf, flaky, testDefaults } from '../support/kinds.ts';
import { until } from '../support/until.ts';
import { gate, stageWorker } from '../support/workers.ts';

const { pools, urls, organization } = await testDatabase();
const { api, owner } = pools;
const organizationId = await organization();

/** What a kind of these tests need not say. */
const plain = {
  label: 'Test kind',
  description: 'For one test.',
  input: z.unknown(),
  result: z.unknown(),
  params: z.unknown(),
  defaults: testDefaults,
  drivers: ['worker'],
} as const;

for (const kind of [echo, echoBatch]) {
  test(`${kind.name}: every item gets its own result and the job completes by itself`, async () => {
    const which = await submitted(api, organizationId, { kind: kind.name, count: 1_234 });
    const worker = stageWorker(urls.worker, [kind]);
    worker.start();
    const done = await settledJob(api, which);
    assert.equal(done.status, 'completed');
    assert.equal(done.counts.completed, 1_234);
    const stored = await results(owner, which);
    assert.deepEqual(
      stored.map(({ seq, result }) => [seq, result]),
      Array.from({ length: 1_234 }, (_, index) => [index + 1, { n: index + 1 }]),
    );
    await assertSound(owner, which);
    await worker.stop();
  });
}

test('a worker that is idle takes a job as soon as it is submitted, without polling', async () => {
  const worker = stageWorker(urls.worker, [echo], { pollMinMs: 60_000, pollMaxMs: 60_000, tickMs: 60_000 });
  worker.start();
  await until(
    () => (worker.stats()?.emptyClaims ?? 0) >= 2,
    'the first look and the one when listening began',
  );
  const which = await submitted(api, organizationId, { kind: 'echo', count: 10 });
  await settledJob(api, which, 10_000);
  await worker.stop();
});

test('failures worth it are retried, and each item ends as its rule says', async () => {
  const params = { seed: 7, permanentShare: 0.1 };
  const which = await submitted(api, organizationId, { kind: 'flaky', count: 300, params });
  const worker = stageWorker(urls.worker, [flaky]);
  worker.start();
  const done = await settledJob(api, which);
  assert.equal(done.status, 'completed');
  for (const { seq, outcome, attempts, error_code } of await results(owner, which)) {
    const failures = failuresOf(7, seq, 0.1);
    const lasting = failures === Number.POSITIVE_INFINITY;
    assert.deepEqual(
      [outcome, error_code],
      lasting ? ['failed', 'flaky_broken'] : ['completed', null],
      `item ${seq}`,
    );
    assert.equal(attempts, lasting ? 1 : failures + 1, `attempts of item ${seq}`);
  }
  await assertSound(owner, which);
  await worker.stop();
});

test('inputs, results, parameters and answers that do not fit fail for good, each with its code', async () => {
  const strict = defineKind({
    ...plain,
    name: 'strict',
    input: z.object({ n: z.number().max(3) }),
    result: z.object({ even: z.boolean() }),
    params: z.object({ mode: z.literal('on') }),
    async runItem({ input: { n } }) {
      if (n === 1) return completed({ even: 'no' } as never);
      if (n === 2) return undefined as never;
      return completed({ even: false });
    },
  });
  const worker = stageWorker(urls.worker, [strict]);
  worker.start();
  const which = await submitted(api, organizationId, { kind: 'strict', count: 4, params: { mode: 'on' } });
  await settledJob(api, which);
  assert.deepEqual(
    (await results(owner, which)).map(({ outcome, error_class, error_code }) => [
      outcome,
      error_class,
      error_code,
    ]),
    [
      ['failed', 'permanent', 'invalid_result'],
      ['failed', 'permanent', 'invalid_result'],
      ['completed', null, null],
      ['failed', 'invalid_input', 'invalid_input'],
    ],
  );
  const wrong = await submitted(api, organizationId, { kind: 'strict', count: 2, params: { mode: 'off' } });
  await settledJob(api, wrong);
  const [first] = await results(owner, wrong);
  assert.equal(first?.error_code, 'invalid_params');
  assert.match(first?.error_message ?? '', /^mode: /);
  await worker.stop();
});

test('a batch answered with one outcome too few fails whole: none can be told to belong to its item', async () => {
  const short = defineKind({
    ...plain,
    name: 'short',
    async run(items) {
      return items.slice(1).map((item) => completed(item.input));
    },
  });
  const worker = stageWorker(urls.worker, [short]);
  worker.start();
  const which = await submitted(api, organizationId, { kind: 'short', count: 5 });
  const done = await settledJob(api, which);
  assert.equal(done.status, 'failed');
  assert.deepEqual(
    new Set((await results(owner, which)).map(({ error_code }) => error_code)),
    new Set(['invalid_result']),
  );
  await worker.stop();
});

test('a thrown error is a transient failure with its message', async () => {
  const throwing = defineKind({
    ...plain,
    name: 'throwing',
    async runItem() {
      throw new Error('no route to county');
    },
  });
  const worker = stageWorker(urls.worker, [throwing]);
  worker.start();
  const which = await submitted(api, organizationId, {
    kind: 'throwing',
    count: 2,
    settings: { maxAttempts: 2 },
  });
  await settledJob(api, which);
  for (const { attempts, error_class, error_code, error_message } of await results(owner, which)) {
    assert.deepEqual([attempts, error_class, error_code], [2, 'transient', 'handler_error']);
    assert.equal(error_message, 'no route to county');
  }
  await worker.stop();
});

test('an outcome that cannot be stored fails its own item and spares the rest of the batch', async () => {
  const odd = defineKind({
    ...plain,
    name: 'odd',
    async runItem({ seq, input }) {
      if (seq === 17) return completed({ big: 10n });
      if (seq === 18) return failed('permanent', 'odd', 'a NUL \u0000 in a message');
      return completed(input);
    },
  });
  const worker = stageWorker(urls.worker, [odd]);
  worker.start();
  const which = await submitted(api, organizationId, { kind: 'odd', count: 40 });
  const done = await settledJob(api, which);
  assert.equal(done.counts.completed, 38);
  const bad = (await results(owner, which)).filter(({ outcome }) => outcome === 'failed');
  assert.deepEqual(
    bad.map(({ seq, error_code }) => [seq, error_code]),
    [
      [17, 'invalid_result'],
      [18, 'invalid_result'],
    ],
  );
  await assertSound(owner, which);
  await worker.stop();
});

test('an item over its deadline fails as a timeout, its signal aborts, and its slot goes on', async () => {
  const aborted = gate();
  const stuck = defineKind({
    ...plain,
    name: 'stuck',
    defaults: { ...testDefaults, concurrency: 1, itemTimeoutMs: 100 },
    async runItem({ seq, input }, { signal }) {
      if (seq !== 1) return completed(input);
      signal.addEventListener('abort', () => aborted.open());
      // never answers, and does not heed the signal
      return new Promise(() => {});
    },
  });
  const worker = stageWorker(urls.worker, [stuck]);
  worker.start();
  const which = await submitted(api, organizationId, {
    kind: 'stuck',
    count: 5,
    settings: { maxAttempts: 1 },
  });
  await aborted.opened;
  const done = await settledJob(api, which);
  assert.equal(done.counts.completed, 4);
  const [first] = await results(owner, which);
  assert.deepEqual([first?.error_class, first?.error_code], ['timeout', 'timeout']);
  await worker.stop();
});

test('a batch that takes long is reported in parts, so progress moves', async () => {
  const rest = gate();
  const halting = defineKind({
    ...plain,
    name: 'halting',
    async runItem({ seq, input }) {
      if (seq > 30) await rest.opened;
      return completed(input);
    },
  });
  const worker = stageWorker(urls.worker, [halting]);
  worker.start();
  const which = await submitted(api, organizationId, { kind: 'halting', count: 60 });
  const half = await jobWhen(api, which, ({ counts }) => counts.completed === 30, 'half of the batch');
  assert.equal(half.counts.processing, 30);
  rest.open();
  await settledJob(api, which);
  await assertSound(owner, which);
  await worker.stop();
});

test('items of a spaced job start no closer than their spacing, also in a kind that takes batches', async () => {
  const starts: number[] = [];
  const spaced = defineKind({
    ...plain,
    name: 'spaced',
    params: z.object({ spacing_ms: z.number() }),
    spacingMs: (params) => params.spacing_ms,
    async run(items) {
      starts.push(performance.now());
      return items.map((item) => completed(item.input));
    },
  });
  const worker = stageWorker(urls.worker, [spaced]);
  worker.start();
  const which = await submitted(api, organizationId, {
    kind: 'spaced',
    count: 6,
    params: { spacing_ms: 40 },
  });
  await settledJob(api, which);
  assert.equal(starts.length, 6);
  for (const [index, at] of starts.entries()) {
    // timers may fire up to a millisecond early
    if (index > 0) assert.ok(at - (starts[index - 1] ?? 0) >= 39, `gap before item ${index + 1}`);
  }
  await worker.stop();
});

test('a job with a rate and few leases goes at its rate and no faster, in few batches', async () => {
  const starts: number[] = [];
  const rated = defineKind({
    ...plain,
    name: 'rated',
    defaults: { ...plain.defaults, concurrency: 30 },
    async runItem({ input }) {
      starts.push(performance.now());
      return completed(input);
    },
  });
  const worker = stageWorker(urls.worker, [rated]);
  worker.start();
  const settings = { ratePerSecond: 40, maxLeases: 3, batchSize: 100 };
  const which = await submitted(api, organizationId, { kind: 'rated', count: 60, settings });
  await settledJob(api, which);
  const tookMs = (starts.at(-1) ?? 0) - (starts[0] ?? 0);
  // 59 steps of 25 ms are 1475 ms; a machine that is busy with other tests may add to that
  assert.ok(tookMs > 1_440 && tookMs < 3_000, `${tookMs} ms`);
  for (const [index, at] of starts.entries()) {
    const within = starts.filter((other, j) => j < index && at - other < 500).length + 1;
    // half a second's worth, one for the burst and one for the 20 ms that an item may be late
    assert.ok(within <= 22, `${within} items within half a second`);
  }
  const { rows } = await owner.query<{ leases: number }>(
    'select count(*)::int as leases from lotline.batches b join lotline.jobs j on j.number = b.job_no where j.id = $1',
    [which.id],
  );
  assert.ok((rows[0]?.leases ?? 99) <= 6, `${rows[0]?.leases} leases`);
  await worker.stop();
});

test('kinds share the slots of a process: a slow one does not keep a quick one waiting', async () => {
  const never = gate();
  const hog = defineKind({
    ...plain,
    name: 'hog',
    async runItem({ input }) {
      await never.opened;
      return completed(input);
    },
  });
  const worker = stageWorker(urls.worker, [hog, echo], { slots: 10, concurrency: { hog: 8 } });
  worker.start();
  const slow = await submitted(api, organizationId, { kind: 'hog', count: 20 });
  await jobWhen(api, slow, ({ counts }) => counts.processing > 0, 'the slow job under way');
  const fast = await submitted(api, organizationId, { kind: 'echo', count: 500 });
  await settledJob(api, fast);
  assert.equal((await job(api, slow)).counts.completed, 0);
  never.open();
  await settledJob(api, slow);
  await worker.stop();
});
