import { fitted, itemMapper, MAX_ROWS } from '../../../../../src/base/lookup-cells.ts';
import { problemText, strictProblems, warningsOf } from './check-item.ts';
import { Firsts } from './firsts.ts';
import { CHUNK_ROWS, type FileFormat, LAST_CHUNK, type SentRow } from './format.ts';
import type { BadRow } from './groups.ts';
import { UnreadableFile } from './read-rows.ts';
import { type Mapping, readMapping } from './stored-rows.ts';

/** Rows on their way, a chunk at a time. */
export interface SentChunk {
  readonly chunk: number;
  readonly rows: readonly SentRow[];
}

/** What was seen on the way, beside what the server will say. */
export interface Seen {
  rows: number;
  blank: number;
  warned: number;
  /** The first ones. */
  readonly warnings: BadRow[];
}

export const newSeen = (): Seen => ({ rows: 0, blank: 0, warned: 0, warnings: [] });
const MOST_WARNINGS = 1_000;

/** Makes chunks of the records of a file: numbered, mapped and looked at. Only one chunk is in memory. */
export async function* chunksOf(
  records: AsyncIterable<string[][]>,
  { header }: Pick<FileFormat, 'header'>,
  columns: readonly string[],
  mapping: Mapping,
  seen: Seen,
): AsyncGenerator<SentChunk> {
  const { matched, constants } = readMapping(mapping, columns);
  const itemOf = itemMapper(matched, constants);
  const firsts = new Firsts();
  let named = !header;
  let chunk = 0;
  let rows: SentRow[] = [];
  for await (const some of records) {
    for (const record of some) {
      if (!named) named = true;
      else if (record.every((cell) => cell.trim() === '')) seen.blank += 1;
      else {
        // a full chunk is sent when it is known that another one follows
        if (rows.length === CHUNK_ROWS) {
          yield { chunk, rows };
          chunk += 1;
          rows = [];
        }
        seen.rows += 1;
        if (seen.rows > MAX_ROWS)
          throw new UnreadableFile('One upload takes at most 1,000,000 rows; split the file.');
        rows.push(sentRow(seen.rows, record));
      }
    }
  }
  if (rows.length === 0) throw new UnreadableFile('The file has no rows.');
  yield { chunk: LAST_CHUNK, rows };

  function sentRow(row: number, record: string[]): SentRow {
    const { cells, problem: shifted } = fitted(record, columns.length);
    const item = itemOf(cells);
    const reference = typeof item.reference_id === 'string' ? item.reference_id : '';
    const first = reference === '' ? undefined : firsts.seen(reference, row);
    const problem = problemText(strictProblems(item), first, shifted);
    const warnings = problem === undefined ? warningsOf(item) : [];
    if (warnings.length > 0) {
      seen.warned += 1;
      if (seen.warnings.length < MOST_WARNINGS)
        seen.warnings.push({ row, reference, cells, problems: warnings });
    }
    return { row, cells, item, ...(problem === undefined ? {} : { problem }) };
  }
}
