/** A CSV file as rows ready to send: the header understood, each row numbered, mapped and kept as it was. */
import { MappingError } from '../base/columns.ts';
import { CsvError, type CsvOptions, type CsvRecord, readCsv } from '../base/csv.ts';
import { CliError, EXIT, usageError } from './exit-codes.ts';
import { FIELDS, type Field, type MapOption, type Matched, matchHeaders, readField } from './headers.ts';
import type { UploadOptions } from './lookups.ts';
import { itemMapper, type UploadRow } from './row-mapping.ts';

export const MAX_ROWS = 1_000_000;
/** The server's bound on the columns of a file. */
const MAX_CELLS = 1_000;

/** A row and the line of the file on which it begins. */
export interface NumberedRow extends UploadRow {
  line: number;
}

export interface LookupFile {
  /** The header as it stands in the file. */
  columns: string[];
  matched: Matched;
  constants: ReadonlyMap<Field, string>;
  /** Fields that got a constant because neither a column nor an option names them. */
  defaulted: readonly Field[];
  /** The rows; throws CliError 5 on text that is not CSV and beyond MAX_ROWS. */
  rows: AsyncGenerator<NumberedRow>;
  /** Rows without any text so far; they are left out and not numbered. */
  blankRows(): number;
}

type MappingOptions = Pick<
  UploadOptions,
  'map' | 'const' | 'deviceIds' | 'buildingType' | 'encoding' | 'delimiter'
>;

/** Reads as far as the first row. Throws CliError 5 when the file is empty or its columns do not make addresses. */
export async function openLookupFile(
  source: AsyncIterable<Uint8Array>,
  options: MappingOptions,
): Promise<LookupFile> {
  const maps = (options.map ?? []).map(readMap);
  const constants = readConstants(options);
  const records = readCsv(source, csvOptions(options));
  const header = await nextRecord(records);
  if (!header) throw invalidFile('empty_file', 'The file is empty.');
  if (header.cells.length > MAX_CELLS)
    throw invalidFile('too_many_columns', 'The file has more than 1,000 columns.');
  const columns = header.cells.map((cell) => cell.trim());
  const matched = asValidation(() => matchHeaders(columns, maps, new Set(constants.keys())));
  const defaulted = addDefaults(matched, constants);
  requireAddress(columns, matched, constants);
  let blank = 0;
  const counter = { blank: () => blank++ };
  const rows = numbered(records, columns.length, itemMapper(matched, constants), counter);
  const first = await rows.next();
  if (first.done) throw invalidFile('no_rows', 'The file has a header and no rows.');
  return { columns, matched, constants, defaulted, rows: resumed(first.value, rows), blankRows: () => blank };
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
    if (row > MAX_ROWS) {
      throw invalidFile(
        'too_many_rows',
        'The file has more than 1,000,000 rows, the most that one job takes.',
        {
          hint: 'Split it into several files.',
        },
      );
    }
    yield { row, line, ...fitted(cells, width), item: mapper(cells) };
  }
}

/** As many cells as the header has. Text beyond the header means that the columns are shifted: the row is bad. */
function fitted(cells: string[], width: number): { cells: string[]; problem?: string } {
  if (cells.length === width) return { cells };
  const missing = Math.max(0, width - cells.length);
  if (missing > 0) return { cells: [...cells, ...Array<string>(missing).fill('')] };
  if (cells.slice(width).every((cell) => cell.trim() === '')) return { cells: cells.slice(0, width) };
  return {
    cells: cells.slice(0, MAX_CELLS),
    problem: `The row has ${cells.length} cells and the header ${width}; put text with a comma in quotes`,
  };
}

async function nextRecord(records: AsyncGenerator<CsvRecord>): Promise<CsvRecord | null> {
  try {
    const next = await records.next();
    return next.done ? null : next.value;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const place = error.line === null ? '' : ` (line ${error.line})`;
    throw invalidFile('not_csv', `${error.message}${place}`, { cause: error });
  }
}

function invalidFile(code: string, message: string, more: { hint?: string; cause?: unknown } = {}): CliError {
  return new CliError(EXIT.validation, code, message, more);
}

function asValidation<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof MappingError)) throw error;
    throw invalidFile('mapping', error.message, error.hint === undefined ? {} : { hint: error.hint });
  }
}

function csvOptions(options: MappingOptions): CsvOptions {
  return {
    ...(options.encoding ? { encoding: options.encoding } : {}),
    ...(options.delimiter ? { delimiter: options.delimiter as NonNullable<CsvOptions['delimiter']> } : {}),
  };
}

function readMap(text: string): MapOption {
  const at = text.lastIndexOf('=');
  if (at < 1) throw usageError(`--map "${text}" is not COLUMN=FIELD.`, `Fields: ${FIELDS.join(', ')}, none`);
  const name = text.slice(at + 1).trim();
  const column = text.slice(0, at);
  return { column, field: name === 'none' ? null : fieldOf(name, '--map') };
}

function readConstants(options: MappingOptions): Map<Field, string> {
  const constants = new Map<Field, string>();
  for (const text of options.const ?? []) {
    const at = text.indexOf('=');
    if (at < 1) throw usageError(`--const "${text}" is not FIELD=VALUE.`, `Fields: ${FIELDS.join(', ')}`);
    constants.set(fieldOf(text.slice(0, at), '--const'), text.slice(at + 1).trim());
  }
  if (options.deviceIds !== undefined) constants.set('device_ids', options.deviceIds);
  if (options.buildingType !== undefined) constants.set('building_type', options.buildingType);
  return constants;
}

function fieldOf(text: string, option: string): Field {
  const field = readField(text);
  if (field) return field;
  const custom = 'webhook_custom_fields.NAME';
  throw usageError(`${option}: there is no field "${text}".`, `Fields: ${FIELDS.join(', ')}, ${custom}`);
}

/** What a plain list of addresses leaves unsaid: a residence and a heat pump. Added to the constants, and told. */
function addDefaults(matched: Matched, constants: Map<Field, string>): Field[] {
  const given = (field: Field): boolean => matched.has(field) || constants.has(field);
  const defaulted: Field[] = [];
  if (!given('building_type')) defaulted.push('building_type');
  if (!given('device_ids') && !given('device_names')) defaulted.push('device_ids');
  for (const field of defaulted) constants.set(field, field === 'device_ids' ? '1' : 'RESIDENTIAL');
  return defaulted;
}

function requireAddress(
  columns: readonly string[],
  matched: Matched,
  constants: ReadonlyMap<Field, string>,
): void {
  const given = (field: Field): boolean => matched.has(field) || constants.has(field);
  const place = given('postal_code') || (given('city') && given('state_or_province_code'));
  if (given('street_1') && place) return;
  const missing = given('street_1') ? 'postal_code (or city and state)' : 'street_1';
  throw invalidFile('missing_column', `No column gives ${missing}.`, {
    hint: `The columns are: ${columns.map((name) => `"${name}"`).join(', ')}. Say which one with --map 'COLUMN=${given('street_1') ? 'postal_code' : 'street_1'}'.`,
  });
}
