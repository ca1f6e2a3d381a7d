import { call, type Queryable } from '../db/pool.ts';
import type { FieldError } from './vocabulary.ts';

/**
 * A corrected file of a job: its rows are staged as they arrive, matched with the job's items, judged by whoever knows what
 * a row means, and then applied all at once. Nothing of the job changes before {@link applyCorrection}.
 */
export interface Correction {
  readonly organizationId: string;
  readonly id: string;
}

/** Makes room for a file. Throws `job_not_sealed` while the job takes rows, `illegal_move` when it is cancelled. */
export async function beginCorrection(
  db: Queryable,
  organizationId: string,
  jobId: string,
): Promise<Correction> {
  const [row] = await call<{ id: string }>(db, 'select lotline.begin_correction($1, $2) as id', [
    organizationId,
    jobId,
  ]);
  if (row === undefined) throw new Error('begin_correction gave no row');
  return { organizationId, id: row.id };
}

/** A row of the file: by cells in the order of the job's columns (null: the file has no such column), or as an item. */
export interface StagedRow {
  /** As the file says it; null when it does not. */
  readonly rowNumber: number | null;
  readonly reference: string | null;
  readonly cells: readonly (string | null)[] | null;
  readonly item: unknown;
  /** Why it cannot be read as it stands. */
  readonly problem: string | null;
}

/** Stores rows of the file in its order, the first of them being its `first`-th. */
export async function stageRows(
  db: Queryable,
  { organizationId, id }: Correction,
  first: number,
  rows: readonly StagedRow[],
): Promise<void> {
  const lines = (read: (row: StagedRow) => unknown): string | null => {
    const values = rows.map(read);
    if (values.every((value) => value === null || value === undefined)) return null;
    return values
      .map((value) => (value === null || value === undefined ? '' : JSON.stringify(value)))
      .join('\n');
  };
  await call(db, {
    name: 'stage_correction',
    text: 'select lotline.stage_correction($1, $2, $3, $4, $5, $6, $7, $8)',
    values: [
      organizationId,
      id,
      first,
      rows.map((row) => row.rowNumber),
      rows.map((row) => row.reference),
      lines((row) => row.cells),
      lines((row) => row.item),
      rows.map((row) => row.problem),
    ],
  });
}

/** Matching and applying a million rows takes longer than other statements may. */
const LONG_MS = 15 * 60_000;

/** Runs a statement that may take its time, in the transaction of the caller. */
async function longCall<Row extends Record<string, unknown>>(
  db: Queryable,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  await call(db, "select set_config('statement_timeout', $1, true)", [String(LONG_MS)]);
  // The driver has a limit of its own for an answer, which its types do not name.
  const query = { text, values, query_timeout: LONG_MS + 10_000 };
  return call<Row>(db, query);
}

/** Finds the items of the rows; `positions`: a row without a number has its place in the file for one. */
export async function matchRows(
  db: Queryable,
  { organizationId, id }: Correction,
  positions: boolean,
): Promise<void> {
  await longCall(db, 'select lotline.match_correction($1, $2, $3)', [organizationId, id, positions]);
}

/** A row that differs from its item, or met none (`seq` null). */
export interface UnjudgedRow extends StagedRow {
  readonly n: number;
  readonly matchedBy: 'reference' | 'row' | null;
  readonly seq: number | null;
  readonly old: {
    readonly reference: string | null;
    readonly input: unknown;
    readonly cells: readonly string[] | null;
    readonly row: number | null;
    /** It was refused when it was first sent, and never tried. */
    readonly refused: boolean;
  };
}

/** The next rows to be judged after the `after`-th of the file. */
export async function unjudgedRows(
  db: Queryable,
  { organizationId, id }: Correction,
  after: number,
  limit: number,
): Promise<UnjudgedRow[]> {
  const rows = await call<PageRow>(db, {
    name: 'correction_page',
    text: `select n, row_number, reference, cells, item, problem, matched_by, seq, old_reference, old_input, old_cells,
        old_row, was_refused
      from lotline.correction_page($1, $2, $3, $4)`,
    values: [organizationId, id, after, limit],
  });
  return rows.map((row) => ({
    n: row.n,
    rowNumber: row.row_number,
    reference: row.reference,
    cells: row.cells,
    item: row.item,
    problem: row.problem,
    matchedBy: row.matched_by,
    seq: row.seq,
    old: {
      reference: row.old_reference,
      input: row.old_input,
      cells: row.old_cells,
      row: row.old_row,
      refused: row.was_refused,
    },
  }));
}

interface PageRow {
  n: number;
  row_number: number | null;
  reference: string | null;
  cells: (string | null)[] | null;
  item: unknown;
  problem: string | null;
  matched_by: 'reference' | 'row' | null;
  seq: number | null;
  old_reference: string | null;
  old_input: unknown;
  old_cells: string[] | null;
  old_row: number | null;
  was_refused: boolean;
}

/** What a row means for its item. `cells`: it differs only in what no lookup is made of. */
export type Verdict =
  | { readonly state: 'same' }
  | { readonly state: 'cells'; readonly cells: readonly string[] }
  | {
      readonly state: 'changed' | 'new';
      readonly reference: string | null;
      readonly input: unknown;
      readonly cells: readonly string[] | null;
    }
  | { readonly state: 'invalid'; readonly faults: readonly FieldError[] }
  | { readonly state: 'unmatched'; readonly reason: UnmatchedReason | null };

/** Why a row met no item: see {@link matchRows}. Null keeps the reason that matching found. */
export type UnmatchedReason = 'nowhere' | 'several' | 'repeated' | 'positions' | 'different';

/** Keeps what was found out about rows. */
export async function judgeRows(
  db: Queryable,
  { organizationId, id }: Correction,
  verdicts: readonly (Verdict & { readonly n: number })[],
): Promise<void> {
  await call(db, 'select lotline.judge_correction($1, $2, $3)', [
    organizationId,
    id,
    JSON.stringify(verdicts),
  ]);
}

/** How many rows of the file meet with what; see plan_correction. Every row is in one of them, or was the same. */
export interface CorrectionCounts {
  readonly rows: number;
  /** Rows that met an item. */
  readonly matched: number;
  readonly rerun?: number;
  readonly replace?: number;
  readonly busy?: number;
  readonly retry?: number;
  readonly refused?: number;
  readonly invalid?: number;
  readonly unmatched?: number;
  readonly append?: number;
}

/** What {@link applyCorrection} would do at this moment. */
export async function previewCorrection(
  db: Queryable,
  { organizationId, id }: Correction,
  append: boolean,
): Promise<CorrectionCounts> {
  return counted(
    await longCall<Counted>(db, 'select lotline.preview_correction($1, $2, $3) as counts', [
      organizationId,
      id,
      append,
    ]),
  );
}

/**
 * Applies the file, all of it or nothing, as one new generation of the job. Throws `invalid_argument` when the job would
 * get more than `mostItems`, and what {@link beginCorrection} throws.
 */
export async function applyCorrection(
  db: Queryable,
  { organizationId, id }: Correction,
  command: { append: boolean; mostItems: number; actor: string | null; reason: string | null },
): Promise<CorrectionCounts> {
  return counted(
    await longCall<Counted>(db, 'select lotline.apply_correction($1, $2, $3, $4, $5, $6) as counts', [
      organizationId,
      id,
      command.append,
      command.mostItems,
      command.actor,
      command.reason,
    ]),
  );
}

interface Counted extends Record<string, unknown> {
  counts: CorrectionCounts;
}

function counted([row]: Counted[]): CorrectionCounts {
  if (row === undefined) throw new Error('a correction gave no counts');
  return row.counts;
}

/** A row of the file that was not taken. */
export interface SampleRow {
  readonly n: number;
  readonly rowNumber: number | null;
  readonly reference: string | null;
  readonly reason: UnmatchedReason | null;
  readonly faults: readonly FieldError[] | null;
}

/** The first rows that met with `action`. */
export function sampleRows(
  db: Queryable,
  { organizationId, id }: Correction,
  action: 'unmatched' | 'invalid' | 'busy' | 'refused',
  limit: number,
): Promise<SampleRow[]> {
  return call<SampleRow & Record<string, unknown>>(
    db,
    'select n, row_number as "rowNumber", reference, reason, faults from lotline.correction_sample($1, $2, $3, $4)',
    [organizationId, id, action, limit],
  );
}

/** Forgets the staged rows. */
export async function endCorrection(db: Queryable, { organizationId, id }: Correction): Promise<void> {
  await longCall(db, 'select lotline.end_correction($1, $2)', [organizationId, id]);
}

/** An earlier result of an item that was tried again since. */
export interface EarlierResult {
  readonly seq: number;
  readonly generation: number;
  readonly result: unknown;
  readonly settledAt: Date;
}

/** The last good result of each of these items that has one in its history, by sequence number. */
export async function lastGoodResults(
  db: Queryable,
  request: { organizationId: string; jobId: string; seqs: readonly number[] },
): Promise<ReadonlyMap<number, EarlierResult>> {
  const rows = await call<EarlierResult & Record<string, unknown>>(
    db,
    'select seq, generation, result, settled_at as "settledAt" from lotline.last_good_results($1, $2, $3)',
    [request.organizationId, request.jobId, request.seqs],
  );
  return new Map(rows.map((row) => [row.seq, row]));
}
