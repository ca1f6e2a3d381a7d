import assert from 'node:assert/strict';
import { test } from 'node:test';
import { upkeep } from '../../src/engine/claims.ts';
import {
  applyCorrection,
  beginCorrection,
  endCorrection,
  judgeRows,
  lastGoodResults,
  matchRows,
  previewCorrection,
  sampleRows,
  stageRows,
  unjudgedRows,
} from '../../src/engine/corrections.ts';
import { getJob } from '../../src/engine/jobs.ts';
import { correctedFilesIn } from '../support/corrected-files.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, refused } from '../support/engine.ts';
import { seededRandom } from '../support/random.ts';

const db = await testDatabase();
const { worker, owner } = db.pools;
const { jobs, row, rows, staged, file, command, corrected, inputOf } = correctedFilesIn(db);

test('rows are known by their reference, else by their number, never twice and never by a reference of several', async () => {
  const job = await jobs.create({
    items: [
      row(1),
      row(2),
      row(3, { n: 3 }, { reference: 'ref-2' }),
      row(4, { n: 4 }, { reference: 'row-4' }),
    ],
  });
  const correction = await file(job, [
    staged(1, { n: 10 }, { rowNumber: 9 }),
    staged(1, { n: 11 }),
    staged(3, { n: 30 }, { reference: 'ref-2' }),
    staged(2, { n: 20 }, { reference: 'ref-2', rowNumber: null }),
    staged(4, { n: 40 }, { reference: 'new-name' }),
    staged(7),
  ]);
  assert.deepEqual(await previewCorrection(worker, correction, false), {
    rows: 6,
    matched: 3,
    replace: 3,
    unmatched: 3,
  });
  const sample = await sampleRows(worker, correction, 'unmatched', 10);
  assert.deepEqual(
    sample.map(({ n, reason }) => [n, reason]),
    [
      [2, 'repeated'],
      [4, 'several'],
      [6, 'nowhere'],
    ],
  );
  await applyCorrection(worker, correction, command);
  assert.deepEqual(
    (
      await owner.query('select seq, reference, input from lotline.items where job_no = $1 order by seq', [
        job.number,
      ])
    ).rows,
    [
      { seq: 1, reference: 'ref-1', input: { n: 10 } },
      { seq: 2, reference: 'ref-2', input: { n: 2 } },
      { seq: 3, reference: 'ref-2', input: { n: 30 } },
      { seq: 4, reference: 'new-name', input: { n: 40 } },
    ],
  );
});

test('places stand for numbers only in a file as long as the job', async () => {
  const job = await jobs.create({
    items: rows(3).map((one, at) => ({ ...one, reference: `row-${at + 1}` })),
  });
  const bare = (n: number, input: unknown = { n }) => staged(n, input, { rowNumber: null, reference: null });
  const whole = await file(job, [bare(1), bare(2, { n: 20 }), bare(3)], true);
  assert.deepEqual(await previewCorrection(worker, whole, false), { rows: 3, matched: 3, replace: 1 });
  const short = await file(job, [bare(2), bare(3)], true);
  assert.deepEqual(await previewCorrection(worker, short, false), { rows: 2, matched: 0, unmatched: 2 });
  assert.deepEqual(
    (await sampleRows(worker, short, 'unmatched', 1)).map(({ reason }) => reason),
    ['positions'],
  );
});

test('rows that met nothing become items only when that is asked for, and let a job that is over run again', async () => {
  const job = await jobs.create({ items: rows(2) });
  await jobs.drain(job);
  const given = [staged(1), staged(2), staged(8, { n: 8 }), staged(9, { n: 9 }, { reference: null })];
  assert.deepEqual(await corrected(job, given), { rows: 4, matched: 2, unmatched: 2 });
  assert.equal((await jobs.get(job)).status, 'completed');
  assert.deepEqual(await corrected(job, given, true), { rows: 4, matched: 2, append: 2 });
  const running = await jobs.get(job);
  assert.deepEqual([running.status, running.counts.total, running.generation], ['in_progress', 4, 2]);
  const batch = await jobs.claimOne(job);
  assert.deepEqual(
    batch.items.map(({ seq, reference, input }) => [seq, reference, input]),
    [
      [3, 'ref-8', { n: 8 }],
      [4, 'row-4', { n: 9 }],
    ],
  );
  await jobs.report(batch, completed());
  assert.equal((await jobs.sound(job)).completed, 4);
  const more = await file(job, [staged(20)]);
  const error = await refused(
    applyCorrection(worker, more, { ...command, append: true, mostItems: 4 }),
    'invalid_argument',
  );
  assert.match(error.message, /at most 4 items and this one has 4/);
});

test('a billed row with an unknown outcome is left to a person', async () => {
  const job = await jobs.create({ items: rows(1) });
  await jobs.report(await jobs.claimOne(job), failed('outcome_unknown'));
  assert.deepEqual(await corrected(job, [staged(1, { n: 10 })]), { rows: 1, matched: 1, refused: 1 });
  assert.deepEqual(await inputOf(job, 1), { n: 1 });
});

test('cells that no lookup is made of are kept without running anything', async () => {
  const job = await jobs.create({ items: rows(1) });
  await jobs.drain(job);
  const spaced = staged(1, { n: 1 }, { cells: ['ref-1', '{"n": 1}'] });
  assert.deepEqual(await corrected(job, [spaced]), { rows: 1, matched: 1, cells: 1 });
  assert.deepEqual(await jobs.one('select cells from lotline.items where job_no = $1', [job.number]), [
    'ref-1',
    '{"n": 1}',
  ]);
  assert.equal((await jobs.get(job)).status, 'completed');
});

test('the last good result of a row outlives a redo that fails', async () => {
  const job = await jobs.create({ items: rows(2), settings: { maxAttempts: 1 } });
  await jobs.drain(job, (seq) => completed({ first: seq }));
  await corrected(job, [staged(1, { n: 10 })]);
  await jobs.drain(job, failed('permanent'));
  const earlier = await lastGoodResults(worker, { ...job, seqs: [1, 2] });
  assert.deepEqual(
    [...earlier].map(([seq, { generation, result }]) => [seq, generation, result]),
    [[1, 1, { first: 1 }]],
  );
});

test('a correction tells who did it and why, in the events of the job and in the audit', async () => {
  const job = await jobs.create({ items: rows(2) });
  await jobs.drain(job, (seq) => (seq === 1 ? failed('permanent') : completed()));
  await corrected(job, [staged(1), staged(2, { n: 20 })]);
  const { rows: events } = await owner.query(
    `select event, actor, reason, detail from lotline.job_events
      where job_no = $1 and event in ('items_corrected', 'corrected') order by id`,
    [job.number],
  );
  const counts = { rows: 2, matched: 2, rerun: 1, retry: 1 };
  assert.deepEqual(events, [
    { event: 'items_corrected', actor: 'ann', reason: 'fixed', detail: { items: 2, generation: 2 } },
    { event: 'corrected', actor: 'ann', reason: 'fixed', detail: counts },
  ]);
  const { rows: entries } = await owner.query(
    `select reason, before, after from lotline.audit_entries
      where org_id = $1 and action = 'job.corrected' and subject_id = $2`,
    [job.organizationId, job.jobId],
  );
  assert.deepEqual(entries, [
    {
      reason: 'fixed',
      before: { status: 'completed' },
      after: { status: 'in_progress', ...counts },
    },
  ]);
});

test('while workers work and files are applied, every result is the answer to the input that its item has', async () => {
  const count = 200;
  const job = await jobs.create({ items: rows(count), settings: { maxAttempts: 1, failureLimit: 0 } });
  const random = seededRandom(7);
  let over = false;
  const work = async (name: string) => {
    while (!over) {
      for (const batch of await jobs.claim(job, 7, name)) {
        const inputs = new Map(batch.items.map(({ seq, input }) => [seq, input]));
        await jobs.report(batch, (seq) =>
          seq % 13 === 0 ? failed('permanent') : completed(inputs.get(seq)),
        );
      }
    }
  };
  const correctSome = async (round: number) => {
    const some = Array.from({ length: 40 }, () => 1 + random.below(count));
    const given = [...new Set(some)].map((n) => staged(n, random.below(2) === 0 ? { n } : { n, round }));
    const correction = await file(job, given);
    await applyCorrection(worker, correction, command);
    await endCorrection(worker, correction);
  };
  const working = [work('one'), work('two')];
  for (let round = 0; round < 12; round += 1)
    await Promise.all([correctSome(round), correctSome(round + 100)]);
  over = true;
  await Promise.all(working);
  await jobs.drain(job, (seq) => (seq % 13 === 0 ? failed('permanent') : completed('at the end')));
  await jobs.sound(job);
  const { rows: wrong } = await owner.query(
    `select r.seq, r.result, i.input from lotline.results r
       join lotline.items i on i.job_no = r.job_no and i.seq = r.seq
      where r.job_no = $1 and r.outcome = 'completed' and r.result::text not in ('"at the end"', i.input::text)`,
    [job.number],
  );
  assert.deepEqual(wrong, []);
});

test('another organization has no part in a correction', async () => {
  const job = await jobs.create({ items: rows(1) });
  const correction = await file(job, [staged(1, { n: 10 })]);
  const stranger = { ...correction, organizationId: await db.organization() };
  await refused(beginCorrection(worker, stranger.organizationId, job.jobId), 'job_not_found');
  for (const attempt of [
    () => stageRows(worker, stranger, 5, [staged(2)]),
    () => matchRows(worker, stranger, false),
    () => unjudgedRows(worker, stranger, 0, 1),
    () => judgeRows(worker, stranger, [{ n: 1, state: 'same' }]),
    () => previewCorrection(worker, stranger, false),
    () => sampleRows(worker, stranger, 'unmatched', 1),
    () => applyCorrection(worker, stranger, command),
    () => endCorrection(worker, stranger),
  ]) {
    await refused(attempt(), 'correction_over');
  }
  await refused(
    lastGoodResults(worker, { organizationId: stranger.organizationId, jobId: job.jobId, seqs: [1] }),
    'job_not_found',
  );
  assert.equal((await getJob(worker, job.organizationId, job.jobId))?.generation, 1);
});

test('what a request that died left behind is gone after a day', async () => {
  const job = await jobs.create({ items: rows(1) });
  const correction = await file(job, [staged(1, { n: 10 })]);
  await jobs.advance(23 * 3600);
  await upkeep(worker);
  await previewCorrection(worker, correction, false);
  await jobs.advance(2 * 3600);
  await upkeep(worker);
  await refused(previewCorrection(worker, correction, false), 'correction_over');
  assert.equal(
    await jobs.one('select count(*)::int from lotline.correction_rows where correction_id = $1', [
      correction.id,
    ]),
    0,
  );
});
