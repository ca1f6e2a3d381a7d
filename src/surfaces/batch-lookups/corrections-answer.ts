import type { Queryable } from '../../db/pool.ts';
import {
  type Correction,
  type CorrectionCounts,
  sampleRows,
  type UnmatchedReason,
} from '../../engine/corrections.ts';
import { SHOWN_ROWS } from './corrections-wire.ts';

type Body = Awaited<ReturnType<typeof bodyOf>>;

/** What became, or would become, of the rows: the counts, and the first rows that were not taken. */
export async function bodyOf(db: Queryable, correction: Correction, counts: CorrectionCounts) {
  const { rows, matched, retry = 0, busy = 0, refused = 0, invalid = 0, unmatched = 0, append = 0 } = counts;
  const changed = (counts.rerun ?? 0) + (counts.replace ?? 0);
  const bad = invalid === 0 ? [] : await sampleRows(db, correction, 'invalid', SHOWN_ROWS);
  const strange = unmatched === 0 ? [] : await sampleRows(db, correction, 'unmatched', SHOWN_ROWS);
  return {
    rows,
    matched,
    changed,
    unchanged: rows - changed - retry - busy - refused - invalid - unmatched - append,
    failed_retried: retry,
    in_progress: busy,
    unresolved: refused,
    appended: append,
    invalid: {
      count: invalid,
      rows: bad.map((row) => ({ ...shownRow(row), errors: row.faults ?? [] })),
    },
    unmatched: {
      count: unmatched,
      rows: strange.map((row) => ({ ...shownRow(row), reason: REASONS[row.reason ?? 'nowhere'] })),
    },
  };
}

function shownRow(row: { n: number; rowNumber: number | null; reference: string | null }) {
  return { row: row.n, row_number: row.rowNumber, reference_id: row.reference };
}

const REASONS: Readonly<Record<UnmatchedReason, string>> = {
  nowhere: 'No row of this job has this reference_id or row_number',
  several:
    'Several rows of this job have this reference_id; keep the column row_number, which tells them apart',
  repeated: 'Another row of this file is of the same item',
  positions:
    'It has neither a reference_id nor a row_number, and its place says nothing: the file has more or fewer rows than the job',
  different: 'The row of this number says something else in this job',
};

/** The same in a sentence or two. */
export function messageOf(body: Body, preview: boolean): string {
  const again = body.changed + body.failed_retried;
  const rows = (count: number) => `${count} ${count === 1 ? 'row' : 'rows'}`;
  const runs = preview ? 'would run' : again === 1 ? 'runs' : 'run';
  const parts = [
    again === 0
      ? `Nothing ${preview ? 'would run' : 'runs'} again.`
      : `${rows(again)} ${runs} again: ${body.changed} changed, ${body.failed_retried} had failed.`,
    body.appended > 0
      ? `${rows(body.appended)} ${preview ? 'would be' : body.appended === 1 ? 'is' : 'are'} new.`
      : '',
    body.in_progress > 0 ? `${rows(body.in_progress)} in progress: send them again later.` : '',
    body.unresolved > 0 ? `${rows(body.unresolved)} with an unknown outcome: settle them first.` : '',
    body.invalid.count > 0 ? `${rows(body.invalid.count)} cannot be looked up.` : '',
    body.unmatched.count > 0
      ? `${rows(body.unmatched.count)} ${body.unmatched.count === 1 ? 'is' : 'are'} not of this job.`
      : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}
