import { CsvError } from '../../base/decode-text.ts';
import { AppError } from '../../base/errors.ts';
import { FIELDS, type Field, type MapOption, readField } from '../../base/lookup-columns.ts';
import { LookupFileError, MAX_ROWS, openLookupFile, tooManyRows } from '../../base/lookup-file.ts';
import { type LookupMapping, toLookupMapping } from '../../base/lookup-mapping.ts';
import { readLines } from '../../base/text-lines.ts';
import type { NewItem } from '../../engine/vocabulary.ts';
import { findUnstorable, type Path } from '../../http/unstorable.ts';
import { checkRows, type UploadRow } from './check-rows.ts';

/** Rows stored by one statement: two such chunks are in memory, one on its way and the next one being read. */
const CHUNK_ROWS = 1_000;
/** Rows may be long: a chunk also ends after so much text. */
const CHUNK_CHARACTERS = 4_000_000;

/** A file of rows as it arrives, checked and cut into chunks that can be stored. */
export interface StreamedRows {
  /** The header as it stands in the file; null when it has none. */
  readonly columns: readonly string[] | null;
  /** How the columns make lookups; absent when each line names its fields. */
  readonly mapping?: LookupMapping;
  /** At least one; throws `validation_failed` where the file cannot be read on. */
  readonly chunks: AsyncGenerator<NewItem[]>;
  /** Rows without any text so far. */
  blankRows(): number;
}

/** How people say what the columns mean. */
export interface StreamMapping {
  readonly map: readonly { readonly column: string; readonly field: string }[];
  /** `FIELD=VALUE` for every row. */
  readonly constants: readonly string[];
}

/** Reads a CSV file as far as its first row. Throws `validation_failed` when its columns make no addresses. */
export async function openCsvRows(
  bytes: AsyncIterable<Uint8Array>,
  mapping: StreamMapping,
): Promise<StreamedRows> {
  const given = { maps: mapping.map.map(toMap), constants: toConstants(mapping.constants) };
  const file = await told(() => openLookupFile(bytes, given));
  return {
    columns: file.columns,
    mapping: toLookupMapping(file.matched, file.constants),
    chunks: checked(file.rows, ({ cells }) => cells.reduce((sum, cell) => sum + cell.length, 0)),
    blankRows: file.blankRows,
  };
}

/** Reads JSON lines as far as the first one. Each is an item of POST /batch-lookups; one that is not is kept as bad. */
export async function openJsonRows(bytes: AsyncIterable<Uint8Array>): Promise<StreamedRows> {
  let blank = 0;
  const rows = jsonRows(bytes, () => blank++);
  const first = await told(() => rows.next());
  if (first.done) throw refused('The file is empty.');
  async function* all(): AsyncGenerator<JsonRow> {
    if (!first.done) yield first.value;
    yield* rows;
  }
  return {
    columns: null,
    chunks: checked(all(), ({ text }) => text.length),
    blankRows: () => blank,
  };
}

interface JsonRow extends UploadRow {
  /** The line as it came. */
  readonly text: string;
}

async function* jsonRows(bytes: AsyncIterable<Uint8Array>, noteBlank: () => void): AsyncGenerator<JsonRow> {
  let row = 0;
  for await (const { text } of readLines(bytes)) {
    if (text.trim() === '') {
      noteBlank();
      continue;
    }
    row += 1;
    if (row > MAX_ROWS) throw tooManyRows();
    yield { row, text, ...parsed(text) };
  }
}

function parsed(text: string): { item: unknown; problem?: string } {
  try {
    return { item: JSON.parse(text) };
  } catch {
    return { item: text, problem: 'The line is not JSON' };
  }
}

/** Chunks of rows, checked and ready to be stored. */
async function* checked<Row extends UploadRow>(
  rows: AsyncGenerator<Row>,
  charactersOf: (row: Row) => number,
): AsyncGenerator<NewItem[]> {
  const cut = { rows: CHUNK_ROWS, read: (row: Row) => row, charactersOf };
  for await (const chunk of chunksOf(rows, cut)) yield checkRows(chunk, unstorableIn(chunk));
}

/** How a file is cut into chunks; `read` gives null for what is no row. */
interface Cut<Source, Row> {
  readonly rows: number;
  read(one: Source): Row | null;
  charactersOf(one: Source): number;
}

/** Reads chunks that can each be stored by one statement. Throws `validation_failed` where the file cannot be read on. */
export async function* chunksOf<Source, Row>(
  source: AsyncGenerator<Source>,
  { rows, read, charactersOf }: Cut<Source, Row>,
): AsyncGenerator<Row[]> {
  let chunk: Row[] = [];
  let characters = 0;
  try {
    for await (const one of source) {
      const row = read(one);
      if (row === null) continue;
      chunk.push(row);
      characters += charactersOf(one);
      if (chunk.length < rows && characters < CHUNK_CHARACTERS) continue;
      yield chunk;
      chunk = [];
      characters = 0;
    }
  } catch (error) {
    throw inOurWords(error);
  }
  if (chunk.length > 0) yield chunk;
}

/** Places in rows that PostgreSQL cannot store, as {@link checkRows} takes them. */
function unstorableIn(rows: readonly (UploadRow & Partial<JsonRow>)[]): Path[] {
  return rows.flatMap(({ cells, item, text }, index) => {
    const foulCells = cells?.some((cell) => cell.includes('\0')) ?? false;
    // Of cells, only a NUL character can be wrong; a line of JSON says by its escapes what may be.
    const paths = findUnstorable(text ?? (foulCells ? JSON.stringify(item) : ''), item);
    const inItem: Path[] = paths.map((path) => ['rows', index, 'item', ...path]);
    return foulCells ? [...inItem, ['rows', index, 'cells']] : inItem;
  });
}

/** Runs a step of reading; what is wrong with the file comes out in the words of the API. */
export async function told<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw inOurWords(error);
  }
}

function inOurWords(error: unknown): unknown {
  if (error instanceof LookupFileError) {
    // What the command line calls otherwise.
    const hint = error.hint?.replaceAll(/--map '([^']*)'/g, 'map=$1');
    const field = error.code === 'mapping' || error.code === 'missing_column' ? { field: 'map' } : {};
    return new AppError('validation_failed', withoutEncoding(error.message), {
      ...field,
      ...(hint === undefined ? {} : { hint }),
      cause: error,
    });
  }
  if (error instanceof CsvError) {
    const place = error.line === null ? '' : `Line ${error.line}: `;
    return new AppError('validation_failed', `${place}${withoutEncoding(error.message)}`, { cause: error });
  }
  return error;
}

/** The command line can be told an encoding, a request cannot. */
function withoutEncoding(message: string): string {
  return message.replace(', or name its encoding', '');
}

function refused(message: string): AppError {
  return new AppError('validation_failed', message);
}

export function toMap({ column, field }: { column: string; field: string }): MapOption {
  const name = field.trim();
  return { column, field: name === 'none' ? null : fieldOf(name, 'map') };
}

function toConstants(texts: readonly string[]): Map<Field, string> {
  return new Map(
    texts.map((text) => {
      const at = text.indexOf('=');
      return [fieldOf(text.slice(0, at), 'const'), text.slice(at + 1).trim()];
    }),
  );
}

function fieldOf(text: string, parameter: string): Field {
  const field = readField(text);
  if (field !== null) return field;
  throw new AppError('validation_failed', `${parameter}: there is no field "${text.slice(0, 100)}"`, {
    field: parameter,
    hint: `Choose one of ${FIELDS.join(', ')}, webhook_custom_fields.NAME${parameter === 'map' ? ', none' : ''}.`,
  });
}
