import assert from 'node:assert/strict';
import {
  applyCorrection,
  beginCorrection,
  type Correction,
  type CorrectionCounts,
  endCorrection,
  judgeRows,
  matchRows,
  previewCorrection,
  type StagedRow,
  stageRows,
  unjudgedRows,
  type Verdict,
} from '../../src/engine/corrections.ts';
import type { NewItem } from '../../src/engine/vocabulary.ts';
import type { TestDatabase } from './database.ts';
import { jobsIn, type TestJob } from './engine.ts';

/** Jobs of a test database, and corrected files of them. */
export function correctedFilesIn(db: TestDatabase) {
  const jobs = jobsIn(db);
  const { worker } = db.pools;

  const row = (n: number, input: unknown = { n }, more: Partial<NewItem> = {}): NewItem => ({
    reference: `ref-${n}`,
    input,
    row: n,
    cells: [`ref-${n}`, JSON.stringify(input)],
    ...more,
  });
  const rows = (count: number) => Array.from({ length: count }, (_, at) => row(at + 1));

  /** A row of a corrected file that says of item `n` what `input` is. */
  const staged = (n: number, input: unknown = { n }, more: Partial<StagedRow> = {}): StagedRow => ({
    rowNumber: n,
    reference: `ref-${n}`,
    cells: [`ref-${n}`, JSON.stringify(input)],
    item: null,
    problem: null,
    ...more,
  });

  /** Takes the second cell for the input; a row that met nothing is new. */
  async function judgeAll(correction: Correction): Promise<void> {
    for (let after = 0; ; ) {
      const page = await unjudgedRows(worker, correction, after, 2);
      const last = page.at(-1);
      if (last === undefined) return;
      await judgeRows(
        worker,
        correction,
        page.map(({ n, seq, reference, cells, old }) => {
          const given = (cells ?? []).map((cell, at) => cell ?? old.cells?.[at] ?? '');
          const input: unknown = JSON.parse(given[1] ?? 'null');
          const verdict: Verdict =
            seq !== null && JSON.stringify(input) === JSON.stringify(old.input)
              ? { state: 'cells', cells: given }
              : { state: seq === null ? 'new' : 'changed', reference, input, cells: given };
          return { n, ...verdict };
        }),
      );
      after = last.n;
    }
  }

  async function file(job: TestJob, given: readonly StagedRow[], positions = false): Promise<Correction> {
    const correction = await beginCorrection(worker, job.organizationId, job.jobId);
    await stageRows(worker, correction, 1, given.slice(0, 2));
    if (given.length > 2) await stageRows(worker, correction, 3, given.slice(2));
    await matchRows(worker, correction, positions);
    await judgeAll(correction);
    return correction;
  }

  const command = { append: false, mostItems: 1_000_000, actor: 'ann', reason: 'fixed' };

  async function corrected(
    job: TestJob,
    given: readonly StagedRow[],
    append = false,
  ): Promise<CorrectionCounts> {
    const correction = await file(job, given);
    const foreseen = await previewCorrection(worker, correction, append);
    const done = await applyCorrection(worker, correction, { ...command, append });
    assert.deepEqual(done, foreseen, 'a preview tells what will be done');
    await endCorrection(worker, correction);
    await jobs.sound(job);
    return done;
  }

  const inputOf = (job: TestJob, seq: number) =>
    jobs.one(`select input from lotline.items where job_no = $1 and seq = $2`, [job.number, seq]);

  return { jobs, row, rows, staged, judgeAll, file, command, corrected, inputOf };
}
