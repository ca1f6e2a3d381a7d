/** A CSV file of addresses as rows ready to be checked: header understood, each row numbered, mapped and kept as it was. */
import { MappingError } from './columns.ts';
import { CsvError, type CsvOptions, type CsvRecord, readCsv } from './csv.ts';
import { fitted, hasPlace, itemMapper, MAX_CELLS, MAX_ROWS, type UploadRow } from './lookup-cells.ts';

export { MAX_ROWS } from './lookup-cells.ts';

import { addDefaults, type Field, type MapOption, type Matched, matchHeaders } from './lookup-columns.ts';

/** A row and the line of the file on which it begins. */
export interface NumberedRow extends UploadRow {
  line: number;
}

export interface LookupFile {
  /** The header as it stands in the file. */
  columns: string[];
  matched: Matched;
  constants: ReadonlyMap<Field, string>;
  /** Fields that got a constant because neither a column nor the caller names them. */
  defaulted: readonly Field[];
  /** The rows; throws LookupFileError on text that is not CSV and beyond MAX_ROWS. */
  rows: AsyncGenerator<NumberedRow>;
  /** Rows without any text so far; they are left out and not numbered. */
  blankRows(): number;
}

/** What a caller says of a file, beside what its header says. */
export interface FileMapping {
  readonly maps: readonly MapOption[];
  /** Values of every row, for fields without a column. */
  readonly constants: ReadonlyMap<Field, string>;
  readonly csv?: CsvOptions;
}

/** The file cannot become a job: it is no CSV, or its columns make no addresses. */
export class LookupFileError extends Error {
  readonly code: LookupFileFault;
  readonly hint: string | undefined;

  constructor(
    code: LookupFileFault,
    message: string,
    more: { hint?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'LookupFileError';
    this.code = code;
    this.hint = more.hint;
  }
}
type LookupFileFault =
  | 'empty_file'
  | 'too_many_columns'
  | 'no_rows'
  | 'too_many_rows'
  | 'not_csv'
  | 'mapping'
  | 'missing_column';

/** Reads as far as the first row. Throws LookupFileError when the file is empty or its columns make no addresses. */
export async function openLookupFile(
  source: AsyncIterable<Uint8Array>,
  mapping: FileMapping,
): Promise<LookupFile> {
  const records = readCsv(source, mapping.csv);
  const header = await nextRecord(records);
  if (!header) throw new LookupFileError('empty_file', 'The file is empty.');
  if (header.cells.length > MAX_CELLS)
    throw new LookupFileError('too_many_columns', 'The file has more than 1,000 columns.');
  const columns = header.cells.map((cell) => cell.trim());
  const { matched, constants, defaulted } = mapColumns(columns, mapping);
  let blank = 0;
  const counter = { blank: () => blank++ };
  const rows = numbered(records, columns.length, itemMapper(matched, constants), counter);
  const first = await rows.next();
  if (!namesPlace(matched, constants) && (first.done || !hasPlace(first.value.item.address ?? {}))) {
    throw missingColumn(columns, 'postal_code (or city and state)', 'postal_code');
  }
  if (first.done) throw new LookupFileError('no_rows', 'The file has a header and no rows.');
  return { columns, matched, constants, defaulted, rows: resumed(first.value, rows), blankRows: () => blank };
}

/** What each column means, and what stands in every row. Throws LookupFileError when no column is a street. */
export function mapColumns(
  columns: readonly string[],
  mapping: Pick<FileMapping, 'maps' | 'constants'>,
): Pick<LookupFile, 'matched' | 'constants' | 'defaulted'> {
  const constants = new Map(mapping.constants);
  const matched = asFault(() => matchHeaders(columns, mapping.maps, new Set(constants.keys())));
  const defaulted = addDefaults(matched, constants);
  if (!matched.has('street_1') && !constants.has('street_1')) {
    throw missingColumn(columns, 'street_1', 'street_1');
  }
  return { matched, constants, defaulted };
}

async function* resumed(first: NumberedRow, rest: AsyncGenerator<NumberedRow>): AsyncGenerator<NumberedRow> {
  yield first;
  yield* rest;
}

async function* numbered(
  records: AsyncGenerator<CsvRecord>,
  width: number,
  mapper: (cells: readonly string[]) => Record<string, unknown>,
  counter: { blank(): void },
): AsyncGenerator<NumberedRow> {
  let row = 0;
  for (;;) {
    const record = await nextRecord(records);
    if (!record) return;
    const { cells, line } = record;
    if (cells.every((cell) => cell.trim() === '')) {
      counter.blank();
      continue;
    }
    row += 1;
    if (row > MAX_ROWS) throw tooManyRows();
    yield { row, line, ...fitted(cells, width), item: mapper(cells) };
  }
}

/** The refusal of a file that one job cannot take. */
export function tooManyRows(): LookupFileError {
  return new LookupFileError(
    'too_many_rows',
    'The file has more than 1,000,000 rows, the most that one job takes.',
    { hint: 'Split it into several files.' },
  );
}

async function nextRecord(records: AsyncGenerator<CsvRecord>): Promise<CsvRecord | null> {
  try {
    const next = await records.next();
    return next.done ? null : next.value;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const place = error.line === null ? '' : ` (line ${error.line})`;
    throw new LookupFileError('not_csv', `${error.message}${place}`, { cause: error });
  }
}

function asFault<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof MappingError)) throw error;
    throw new LookupFileError('mapping', error.message, { hint: error.hint, cause: error });
  }
}

/** Whether columns, or values of every row, say where a street lies. */
function namesPlace(matched: Matched, constants: ReadonlyMap<Field, string>): boolean {
  const given = (field: Field): boolean => matched.has(field) || constants.has(field);
  return given('postal_code') || (given('city') && given('state_or_province_code'));
}

function missingColumn(columns: readonly string[], missing: string, field: Field): LookupFileError {
  return new LookupFileError('missing_column', `No column gives ${missing}.`, {
    hint: `The columns are: ${columns.map((name) => `"${name}"`).join(', ')}. Say which one with --map 'COLUMN=${field}'.`,
  });
}
