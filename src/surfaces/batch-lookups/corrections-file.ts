import { columnNames, normalizeName } from '../../base/columns.ts';
import { type CsvRecord, readCsv, rearmed } from '../../base/csv.ts';
import { AppError } from '../../base/errors.ts';
import { MAX_ROWS, tooManyRows } from '../../base/lookup-file.ts';
import { isRecord } from '../../base/record.ts';
import { readLines } from '../../base/text-lines.ts';
import type { StagedRow } from '../../engine/corrections.ts';
import { cleaned, findUnstorable } from '../../http/unstorable.ts';
import type { Layout } from './corrections-layout.ts';
import { ADDED_COLUMNS, EARLIER_COLUMN, ROW_COLUMN } from './download-cells.ts';
import { chunksOf, told } from './stream-rows.ts';

/** Rows stored by one statement: two such chunks are in memory, one on its way and the next one being read. */
const CHUNK_ROWS = 2_000;

/** A corrected file as it arrives. */
export interface CorrectedFile {
  /** A row that says no number of its own has its place in the file for one. */
  readonly positions: boolean;
  /** Columns that the job's file did not have, and that are not of a download. */
  readonly ignored: readonly string[];
  /** Throws `validation_failed` where the file cannot be read on. */
  readonly chunks: AsyncGenerator<StagedRow[]>;
}

/** Reads a CSV file as far as its header. Throws `validation_failed` when it has no column of the job's file. */
export async function openCorrectedCsv(
  bytes: AsyncIterable<Uint8Array>,
  layout: Layout,
): Promise<CorrectedFile> {
  const records = readCsv(bytes);
  const first = await told(() => records.next());
  if (first.done) throw refused('The file is empty.');
  const header = first.value.cells.map((cell) => cell.trim());
  const places = placesOf(header, layout.columns);
  const { places: own, rowNumberAt, ignored } = places;
  if (own.every((place) => place === undefined)) {
    throw refused(
      `The file has no column of this job, which has ${columnNames(layout.columns.map((name) => ({ name })))}`,
    );
  }
  const read = ({ cells }: CsvRecord): StagedRow | null => {
    if (cells.every((cell) => cell.trim() === '')) return null;
    const shifted = cells.slice(header.length).some((cell) => cell.trim() !== '');
    const foul = cells.some((cell) => cell.includes('\0'));
    const mine = own.map((place) => (place === undefined ? null : rearmed(cleaned(cells[place] ?? ''))));
    return {
      rowNumber: rowNumberAt === undefined ? null : toRowNumber(cells[rowNumberAt]),
      reference: layout.referenceAt === undefined ? null : mine[layout.referenceAt]?.trim() || null,
      cells: mine,
      item: null,
      problem: shifted
        ? `The row has ${cells.length} cells and the header ${header.length}; put text with a comma in quotes`
        : foul
          ? 'The row holds a NUL character; remove it'
          : null,
    };
  };
  return {
    positions: rowNumberAt === undefined,
    ignored,
    chunks: staged(records, read, ({ cells }) => cells.reduce((sum, cell) => sum + cell.length, 0)),
  };
}

interface Places {
  /** For each column of the job, where the file has it. */
  readonly places: readonly (number | undefined)[];
  readonly rowNumberAt: number | undefined;
  readonly ignored: readonly string[];
}

/** Columns of one name are taken in their order: the job's own come first in a download, and what it added behind. */
function placesOf(header: readonly string[], columns: readonly string[]): Places {
  const free = new Set(header.keys());
  const take = (fits: (name: string) => boolean): number | undefined => {
    for (const at of free) {
      if (!fits(header[at] ?? '')) continue;
      free.delete(at);
      return at;
    }
    return undefined;
  };
  const exact = columns.map((name) => take((one) => one === name.trim()));
  const places = columns.map(
    (name, at) =>
      exact[at] ??
      (normalizeName(name) === '' ? undefined : take((one) => normalizeName(one) === normalizeName(name))),
  );
  const rowNumberAt = take((one) => one === ROW_COLUMN);
  const added = new Set([...ADDED_COLUMNS, EARLIER_COLUMN, '']);
  return {
    places,
    rowNumberAt,
    ignored: [...free].map((at) => header[at] ?? '').filter((name) => !added.has(name)),
  };
}

function toRowNumber(text: string | undefined): number | null {
  return /^\d{1,9}$/.test(text?.trim() ?? '') ? Number(text) : null;
}

/**
 * JSON lines: those of a download (`row`, `reference_id`, `input`, `cells`), or items of POST /batch-lookups. A line that
 * cannot be read is kept as a bad row.
 */
export function openCorrectedLines(bytes: AsyncIterable<Uint8Array>): CorrectedFile {
  const read = ({ text }: { text: string }): StagedRow | null => (text.trim() === '' ? null : lineOf(text));
  return {
    positions: true,
    ignored: [],
    chunks: staged(readLines(bytes), read, ({ text }) => text.length),
  };
}

const UNREADABLE = { rowNumber: null, reference: null, cells: null, item: null };

function lineOf(text: string): StagedRow {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ...UNREADABLE, problem: 'The line is not JSON' };
  }
  if (!isRecord(value)) return { ...UNREADABLE, problem: 'The line is not a JSON object' };
  if (findUnstorable(text, value).length > 0) {
    return { ...UNREADABLE, problem: 'The line holds a NUL character or half a surrogate pair; remove it' };
  }
  const { row, reference_id: reference, cells, input, ...rest } = value;
  return {
    rowNumber: typeof row === 'number' && Number.isSafeInteger(row) && row > 0 && row < 2 ** 31 ? row : null,
    reference: typeof reference === 'string' ? reference : null,
    cells: Array.isArray(cells) && cells.every((cell) => typeof cell === 'string') ? cells : null,
    item: input === undefined ? rest : input,
    problem:
      reference === undefined || reference === null || typeof reference === 'string'
        ? null
        : 'reference_id: must be text',
  };
}

function staged<Source>(
  source: AsyncGenerator<Source>,
  read: (one: Source) => StagedRow | null,
  charactersOf: (one: Source) => number,
): AsyncGenerator<StagedRow[]> {
  let rows = 0;
  const counted = (one: Source) => {
    const row = read(one);
    if (row !== null) rows += 1;
    if (rows > MAX_ROWS) throw tooManyRows();
    return row;
  };
  return chunksOf(source, { rows: CHUNK_ROWS, read: counted, charactersOf });
}

function refused(message: string): AppError {
  return new AppError('validation_failed', message);
}
