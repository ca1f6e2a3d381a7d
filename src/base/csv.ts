/**
 * Comma-separated files as people really have them: any common encoding and delimiter in, RFC 4180 out.
 * Every cell is text; nothing is ever turned into a number, so leading zeros survive.
 */
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { type CsvDelimiter, detectDelimiter } from './csv-delimiter.ts';
import { CsvError, decodeText, type TextEncoding } from './decode-text.ts';

export { type CsvDelimiter, detectDelimiter } from './csv-delimiter.ts';
export { CsvError };

/** One record: its cells as they stand in the file, and the line of the file on which it begins (from 1). */
export interface CsvRecord {
  cells: string[];
  line: number;
}

/** A record larger than this is an unclosed quote, not data. */
const MAX_RECORD_CHARACTERS = 1_048_576;
/** Text looked at before the delimiter is decided. */
const SAMPLE_CHARACTERS = 65_536;

export interface CsvOptions {
  encoding?: TextEncoding;
  delimiter?: CsvDelimiter;
}

/**
 * Streams the records of a CSV file, header included; lines without any character are left out. Quotes inside
 * unquoted cells are taken as they are, records may have any number of cells. Holds one record plus one chunk
 * of the source in memory. Throws CsvError on text that is not CSV (an unclosed quote, mixed encodings).
 */
export async function* readCsv(
  source: AsyncIterable<Uint8Array>,
  options: CsvOptions = {},
): AsyncGenerator<CsvRecord> {
  const text = decodeText(source, options.encoding);
  let sample = '';
  while (sample.length < SAMPLE_CHARACTERS) {
    const next = await text.next();
    if (next.done) break;
    sample += next.value;
  }
  const onlyCarriageReturns = !sample.includes('\n') && sample.includes('\r');
  const parser = parse({
    bom: false,
    delimiter: options.delimiter ?? detectDelimiter(sample),
    info: true,
    max_record_size: MAX_RECORD_CHARACTERS,
    record_delimiter: onlyCarriageReturns ? ['\r'] : ['\r\n', '\n'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  const feed = Readable.from(prepend(sample, text));
  feed.on('error', (error) => parser.destroy(error));
  feed.pipe(parser);
  try {
    let lines = 0;
    const rows: AsyncIterable<Parsed> = parser;
    for await (const { record, info } of rows) {
      yield { cells: record, line: lines + info.empty_lines + 1 };
      lines += 1 + newlines(record);
    }
  } catch (error) {
    throw asCsvError(error);
  } finally {
    feed.destroy();
    parser.destroy();
  }
}

interface Parsed {
  record: string[];
  info: { empty_lines: number };
}

async function* prepend(sample: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  if (sample !== '') yield sample;
  yield* rest;
}

function newlines(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count += 1;
  }
  return count;
}

const FAULTS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quote is opened and never closed, so the rest of the file reads as one cell.',
  CSV_MAX_RECORD_SIZE:
    'A row is longer than 1,048,576 characters; most often a quote was opened and never closed.',
};

function asCsvError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('CSV_')) return error;
  const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : null;
  const message = FAULTS[String(error.code)] ?? `The file cannot be read as CSV: ${error.message}.`;
  return new CsvError(message, line, { cause: error });
}

/** Rows as RFC 4180 with CRLF. `safe` also disarms cells that a spreadsheet would run as a formula. */
export function csvText(rows: readonly (readonly (string | number | null)[])[], safe = true): string {
  const cells = safe ? rows.map((row) => row.map(disarmFormula)) : [...rows];
  // A lone line feed inside a cell is not our record delimiter, but other readers would take it for theirs.
  return stringify(cells, { record_delimiter: 'windows', quoted_match: /[\r\n]/ });
}

const FORMULA = /^[=+\-@\t\r]/;
/** A signed number is data (a longitude, a balance): no spreadsheet runs it. */
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** Puts an apostrophe before text that begins like a formula (`= + - @`, tab, carriage return), numbers excepted. */
function disarmFormula(cell: string | number | null): string | number | null {
  return typeof cell === 'string' && FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

/** A cell as it was before `csvText` disarmed it: takes the apostrophe away from text that begins like a formula. */
export function rearmed(cell: string): string {
  const bare = cell.slice(1);
  return cell.startsWith("'") && FORMULA.test(bare) && !NUMBER.test(bare) ? bare : cell;
}
