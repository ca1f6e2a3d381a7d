import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cancelJob, pauseJob } from '../../src/engine/control.ts';
import { applyCorrection, beginCorrection, endCorrection } from '../../src/engine/corrections.ts';
import { correctedFilesIn } from '../support/corrected-files.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, refused } from '../support/engine.ts';

const db = await testDatabase();
const { worker, owner } = db.pools;
const { jobs, row, rows, staged, file, command, corrected, inputOf } = correctedFilesIn(db);

test('changed and failed rows run as one new generation; nothing else is touched', async () => {
  const job = await jobs.create({ items: rows(6), settings: { maxAttempts: 1 } });
  await jobs.drain(job, (seq) => (seq <= 2 ? failed('permanent') : completed({ seq })));
  const before = await owner.query(
    'select seq, settled_at from lotline.results where job_no = $1 and seq > 3 order by seq',
    [job.number],
  );
  const counts = await corrected(job, [
    staged(1, { n: 10 }),
    staged(2),
    staged(3, { n: 30 }),
    staged(4),
    staged(5),
    staged(6),
  ]);
  assert.deepEqual(counts, { rows: 6, matched: 6, rerun: 2, retry: 1 });
  const running = await jobs.get(job);
  assert.deepEqual([running.status, running.generation, running.counts.waiting], ['in_progress', 2, 3]);
  const batch = await jobs.claimOne(job);
  assert.deepEqual(
    batch.items.map(({ seq, input }) => [seq, input]),
    [
      [1, { n: 10 }],
      [2, { n: 2 }],
      [3, { n: 30 }],
    ],
  );
  await jobs.report(batch, completed({ again: true }));
  assert.equal((await jobs.get(job)).status, 'completed');
  assert.deepEqual(
    (
      await owner.query(
        'select seq, settled_at from lotline.results where job_no = $1 and seq > 3 order by seq',
        [job.number],
      )
    ).rows,
    before.rows,
  );
  const past = await owner.query(
    'select seq, generation, outcome, input from lotline.past_results where job_no = $1 order by seq',
    [job.number],
  );
  assert.deepEqual(past.rows, [
    { seq: 1, generation: 1, outcome: 'failed', input: { n: 1 } },
    { seq: 2, generation: 1, outcome: 'failed', input: null },
    { seq: 3, generation: 1, outcome: 'completed', input: { n: 3 } },
  ]);
  assert.equal((await jobs.sound(job)).completed, 6);
});

test('a file without a change does nothing', async () => {
  const job = await jobs.create({ items: rows(3) });
  await jobs.drain(job);
  assert.deepEqual(await corrected(job, [staged(3), staged(1), staged(2)]), { rows: 3, matched: 3 });
  const after = await jobs.get(job);
  assert.deepEqual([after.status, after.generation], ['completed', 1]);
  assert.equal(
    await jobs.one(
      "select count(*)::int from lotline.audit_entries where action = 'job.corrected' and subject_id = $1",
      [job.jobId],
    ),
    0,
  );
});

test('a file that comes twice at once runs its rows once, also when the first one is worked in between', async () => {
  const job = await jobs.create({ items: rows(3), settings: { maxAttempts: 1 } });
  await jobs.drain(job, (seq) => completed({ seq }));
  const given = [staged(1, { n: 10 }), staged(2, { n: 20 }), staged(3, { n: 30 })];
  const [first, second, third] = [await file(job, given), await file(job, given), await file(job, given)];
  assert.deepEqual(await applyCorrection(worker, first, command), { rows: 3, matched: 3, rerun: 3 });
  assert.deepEqual(await applyCorrection(worker, second, command), { rows: 3, matched: 3, cells: 3 });
  await jobs.drain(job, (seq) => (seq === 2 ? failed('permanent') : completed({ again: seq })));
  const late = await applyCorrection(worker, third, command);
  assert.deepEqual(late, { rows: 3, matched: 3, cells: 2, retry: 1 }, 'only what failed runs again');
  for (const correction of [first, second, third]) await endCorrection(worker, correction);
  await jobs.drain(job, (seq) => completed({ third: seq }));
  const { rows: results } = await owner.query(
    'select seq, generation, result from lotline.results where job_no = $1 order by seq',
    [job.number],
  );
  assert.deepEqual(results, [
    { seq: 1, generation: 2, result: { again: 1 } },
    { seq: 2, generation: 3, result: { third: 2 } },
    { seq: 3, generation: 2, result: { again: 3 } },
  ]);
  await jobs.sound(job);
});

test('a new row that another file has brought meanwhile is told, not appended again', async () => {
  const job = await jobs.create({ items: rows(2) });
  const given = [staged(1), staged(9, { n: 9 }, { rowNumber: null })];
  const [first, second] = [await file(job, given), await file(job, given)];
  const append = { ...command, append: true };
  assert.deepEqual(await applyCorrection(worker, first, append), { rows: 2, matched: 1, append: 1 });
  assert.deepEqual(await applyCorrection(worker, second, append), { rows: 2, matched: 1, busy: 1 });
  for (const correction of [first, second]) await endCorrection(worker, correction);
  const [{ total }] = (
    await owner.query('select count(*)::int as total from lotline.items where job_no = $1', [job.number])
  ).rows;
  assert.equal(total, 3);
  await jobs.sound(job);
});

test('what waits runs with its new input, what is in work keeps the old one, and what was refused is taken in', async () => {
  const invalid = [{ field: 'n', message: 'is odd' }];
  const job = await jobs.create({
    items: [row(1), row(2), row(3), row(4, { n: 4 }, { invalid })],
    settings: { batchSize: 1 },
  });
  const leased = await jobs.claimOne(job, 1);
  const counts = await corrected(job, [staged(1, { n: 10 }), staged(2, { n: 20 }), staged(4, { n: 40 })]);
  assert.deepEqual(counts, { rows: 3, matched: 3, busy: 1, replace: 1, rerun: 1 });
  await jobs.report(leased, completed());
  assert.deepEqual(await inputOf(job, 1), { n: 1 });
  assert.deepEqual(await inputOf(job, 2), { n: 20 });
  await jobs.drain(job);
  assert.deepEqual(await inputOf(job, 4), { n: 40 });
  assert.equal((await jobs.sound(job)).completed, 4);
});

test('an item that waits for another attempt gets all of them anew with its new input', async () => {
  const job = await jobs.create({ items: rows(1), settings: { maxAttempts: 2, backoffBaseSeconds: 3600 } });
  await jobs.report(await jobs.claimOne(job), failed('transient'));
  assert.deepEqual(await jobs.claim(job), [], 'it waits an hour');
  assert.deepEqual(await corrected(job, [staged(1, { n: 10 })]), { rows: 1, matched: 1, replace: 1 });
  const again = await jobs.claimOne(job);
  assert.deepEqual(again.items, [{ seq: 1, attempt: 1, reference: 'ref-1', input: { n: 10 } }]);
});

test('a paused job takes a corrected file and stays paused; a submitted one nobody began takes it too', async () => {
  const paused = await jobs.create({ items: rows(2) });
  await jobs.report(await jobs.claimOne(paused, 1), completed());
  await pauseJob(worker, paused);
  assert.deepEqual(await corrected(paused, [staged(1, { n: 10 }), staged(2, { n: 20 })]), {
    rows: 2,
    matched: 2,
    rerun: 1,
    replace: 1,
  });
  assert.equal((await jobs.get(paused)).status, 'paused');
  const waiting = await jobs.create({
    items: [row(1), row(2, { n: 2 }, { invalid: [{ field: 'n', message: 'no' }] })],
    state: 'submitted',
  });
  assert.deepEqual(await corrected(waiting, [staged(2, { n: 20 })]), { rows: 1, matched: 1, rerun: 1 });
  assert.equal((await jobs.get(waiting)).status, 'pending');
  await jobs.drain(waiting);
  assert.equal((await jobs.sound(waiting)).completed, 2);
});

test('a cancelled job is refused, and so is one that takes rows still', async () => {
  const cancelled = await jobs.create({ items: rows(1) });
  await cancelJob(worker, cancelled);
  await refused(beginCorrection(worker, cancelled.organizationId, cancelled.jobId), 'illegal_move');
  const open = await jobs.create({ items: rows(1), state: 'created' });
  const error = await refused(beginCorrection(worker, open.organizationId, open.jobId), 'job_not_sealed');
  assert.match(error.message, /seal it first/);
  const late = await jobs.create({ items: rows(1) });
  const correction = await file(late, [staged(1, { n: 10 })]);
  await cancelJob(worker, late);
  await refused(applyCorrection(worker, correction, command), 'illegal_move');
  assert.deepEqual(await inputOf(late, 1), { n: 1 });
});
