import type { Column } from '../../base/columns.ts';
import { CsvError, type CsvRecord, readCsv } from '../../base/csv.ts';
import { AppError } from '../../base/errors.ts';
import { asOrganization, type Pool, type Queryable } from '../../db/pool.ts';
import { readJsonLines } from './json-lines.ts';
import { type ColumnChoice, type FieldNames, matchColumns } from './match-columns.ts';
import { beginImport, finishImport, type ImportCounts, type ImportKind, noteProgress } from './records.ts';

/** What is wrong with one cell of a row. */
export interface CellError {
  readonly field: string;
  readonly value?: string;
  readonly message: string;
}

export interface RefusedRow {
  /** From 1; header and blank rows not counted. */
  readonly row: number;
  /** Of the file, where the row begins. */
  readonly line: number;
  readonly errors: readonly CellError[];
}

/** A row that reads well. */
export interface ReadRow<Value> {
  readonly row: number;
  readonly line: number;
  readonly value: Value;
}

/** What became of the rows of one chunk. A row that is neither created, updated nor refused changed nothing. */
export interface Stored {
  readonly created: number;
  readonly updated: number;
  readonly refused: readonly RefusedRow[];
}

export type Cells<Field extends string> = Readonly<Partial<Record<Field, string>>>;

/** What one kind of file is: its fields, how a row reads, and how a chunk of rows is stored. */
export interface ImportPlan<Field extends string, Value> {
  readonly what: ImportKind;
  readonly fields: FieldNames<Field>;
  /** Names that count only where none of `fields` is there, and so on: surest first. */
  readonly unsure?: readonly FieldNames<Field>[];
  /** Of these groups, each needs one field that a column or a constant fills. */
  readonly required: readonly (readonly Field[])[];
  /** Cells are trimmed; empty ones are absent. */
  read(cells: Cells<Field>): { readonly value: Value } | { readonly errors: readonly CellError[] };
  /** Stores a chunk in the transaction given: at most 1,000 rows. May refuse rows for what only the database knows. */
  store(db: Queryable, rows: readonly ReadRow<Value>[], importId: string): Promise<Stored>;
}

export interface ImportOptions<Field extends string> {
  readonly organizationId: string;
  readonly actor: string;
  readonly fileName: string | undefined;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** CSV unless said otherwise; JSON lines name the fields themselves. */
  readonly format?: 'csv' | 'jsonl';
  /** Only find out what would become of the rows: each chunk is stored and taken back. */
  readonly check?: boolean;
  readonly map: readonly ColumnChoice[];
  /** Values of every row that says nothing of its own. */
  readonly constants: Cells<Field>;
}

export interface ImportReport extends ImportCounts {
  /** Null when the file was only checked. */
  readonly importId: string | null;
  readonly fileName: string | null;
  /** Which column filled which field. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns that fill nothing. */
  readonly ignored: readonly string[];
  /** The first 100 refused rows, with their reasons. */
  readonly problems: readonly RefusedRow[];
}

const CHUNK_ROWS = 1000;
/** Rows may be long: a chunk also ends after so much text. */
const CHUNK_CHARACTERS = 1_000_000;
const MOST_ROWS = 1_000_000;
const MOST_COLUMNS = 1000;
const MOST_PROBLEMS = 100;

/**
 * Imports a CSV file as it arrives: chunk by chunk, each in one transaction with the counts of the import, so that a
 * file of any length needs the memory of one chunk, and what was stored when it breaks off is known. Throws
 * `validation_failed` when the file is no CSV, cannot be mapped, or has too many rows.
 */
export async function importCsv<Field extends string, Value>(
  pool: Pool,
  plan: ImportPlan<Field, Value>,
  options: ImportOptions<Field>,
): Promise<ImportReport> {
  const records =
    options.format === 'jsonl'
      ? readJsonLines(options.bytes, Object.keys(plan.fields))
      : readCsv(options.bytes);
  let stored = 0;
  try {
    const header = await readHeader(records);
    const columns = matchColumns(header, plan, options);
    const begin = (db: Queryable) => beginImport(db, { ...options, what: plan.what });
    const id = options.check ? null : await asOrganization(pool, options.organizationId, begin);
    const counts: ImportCounts = { read: 0, stored: 0, created: 0, updated: 0, refused: 0 };
    const problems: RefusedRow[] = [];
    for await (const { rows, refused } of chunksOf(
      records,
      plan,
      columns,
      header.length,
      options.constants,
    )) {
      await inChunk(pool, options, async (db) => {
        const importId = id ?? (await begin(db));
        const done = rows.length === 0 ? NOTHING : await plan.store(db, rows, importId);
        add(counts, rows.length, refused.length, done);
        const both = [...refused, ...done.refused].sort((one, other) => one.row - other.row);
        problems.push(...both.slice(0, MOST_PROBLEMS - problems.length));
        await noteProgress(db, importId, counts, problems);
      });
      if (id !== null) stored = counts.stored;
    }
    if (id !== null) await asOrganization(pool, options.organizationId, (db) => finishImport(db, id));
    const used = new Set([...columns.values()].map(({ index }) => index));
    return {
      importId: id,
      fileName: options.fileName ?? null,
      columns:
        options.format === 'jsonl'
          ? {}
          : Object.fromEntries([...columns].map(([field, column]) => [field, column.name.trim()])),
      ignored: header.filter((name, index) => name.trim() !== '' && !used.has(index)),
      ...counts,
      problems,
    };
  } catch (error) {
    throw withWhatIsStored(error, stored);
  } finally {
    await records.return(undefined);
  }
}

const TAKEN_BACK = Symbol('taken back');

/** Runs the work of one chunk in a transaction, which a check takes back. */
async function inChunk(
  pool: Pool,
  { organizationId, check }: { organizationId: string; check?: boolean },
  work: (db: Queryable) => Promise<void>,
): Promise<void> {
  try {
    await asOrganization(pool, organizationId, async (db) => {
      await work(db);
      if (check) throw TAKEN_BACK;
    });
  } catch (thrown) {
    if (thrown !== TAKEN_BACK) throw thrown;
  }
}

const NOTHING: Stored = { created: 0, updated: 0, refused: [] };

function add(counts: ImportCounts, good: number, bad: number, done: Stored): void {
  counts.read += good + bad;
  counts.stored += good - done.refused.length;
  counts.created += done.created;
  counts.updated += done.updated;
  counts.refused += bad + done.refused.length;
}

async function readHeader(records: AsyncGenerator<CsvRecord>): Promise<string[]> {
  const first = await records.next();
  if (first.done) {
    throw new AppError('validation_failed', 'The file is empty: its first line must name its columns');
  }
  const { cells } = first.value;
  if (cells.length > MOST_COLUMNS) {
    throw new AppError(
      'validation_failed',
      `The file has ${cells.length} columns; at most ${MOST_COLUMNS} are read`,
    );
  }
  return cells;
}

interface Chunk<Value> {
  readonly rows: readonly ReadRow<Value>[];
  readonly refused: readonly RefusedRow[];
}

async function* chunksOf<Field extends string, Value>(
  records: AsyncIterable<CsvRecord>,
  plan: ImportPlan<Field, Value>,
  columns: ReadonlyMap<Field, Column>,
  width: number,
  constants: Cells<Field>,
): AsyncGenerator<Chunk<Value>> {
  let rows: ReadRow<Value>[] = [];
  let refused: RefusedRow[] = [];
  let characters = 0;
  let row = 0;
  for await (const { cells, line } of records) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    row += 1;
    if (row > MOST_ROWS) {
      throw new AppError('validation_failed', `The file has more than ${MOST_ROWS} rows; cut it in parts`);
    }
    const read = readRow(cells, plan, columns, width, constants);
    if ('value' in read) rows.push({ row, line, value: read.value });
    else refused.push({ row, line, errors: read.errors.map(shortened) });
    characters += cells.reduce((sum, cell) => sum + cell.length, 0);
    if (rows.length + refused.length < CHUNK_ROWS && characters < CHUNK_CHARACTERS) continue;
    yield { rows, refused };
    rows = [];
    refused = [];
    characters = 0;
  }
  if (rows.length + refused.length > 0) yield { rows, refused };
}

function readRow<Field extends string, Value>(
  cells: readonly string[],
  plan: ImportPlan<Field, Value>,
  columns: ReadonlyMap<Field, Column>,
  width: number,
  constants: Cells<Field>,
): { readonly value: Value } | { readonly errors: readonly CellError[] } {
  if (cells.length > width) {
    const message = `has ${cells.length} cells and the header ${width}; put quotes around a cell that holds the delimiter`;
    return { errors: [{ field: 'row', message }] };
  }
  const named: Partial<Record<Field, string>> = { ...constants };
  for (const [field, { index }] of columns) {
    const text = cells[index]?.trim() ?? '';
    if (text.includes('\0'))
      return { errors: [{ field, message: `${field}: holds a NUL character; remove it` }] };
    if (text !== '') named[field] = text;
  }
  return plan.read(named);
}

const SHOWN_CHARACTERS = 100;

function shortened(error: CellError): CellError {
  const { value } = error;
  return value === undefined || value.length <= SHOWN_CHARACTERS
    ? error
    : { ...error, value: `${value.slice(0, SHOWN_CHARACTERS)}…` };
}

/** A file that breaks off: what is stored stays, and sending it again is the way on. */
function withWhatIsStored(error: unknown, stored: number): unknown {
  const known =
    error instanceof CsvError
      ? new AppError(
          'validation_failed',
          error.line === null ? error.message : `Line ${error.line}: ${error.message}`,
          {
            cause: error,
          },
        )
      : error;
  if (!(known instanceof AppError) || stored === 0) return known;
  return new AppError(known.code, known.message, {
    hint: `The ${stored} rows before that are stored. Send the whole file again: no row is stored twice.`,
    cause: known,
    details: { stored },
  });
}
