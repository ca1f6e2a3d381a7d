import { fitted, itemMapper, MAX_ROWS } from '../../../../../src/base/lookup-cells.ts';
import { type Problem, problemText, strictProblems, warningsOf } from './check-item.ts';
import { Firsts } from './firsts.ts';
import { CHUNK_ROWS, type FileFormat, LAST_CHUNK, type SentRow } from './format.ts';
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
  readonly noticed: Counted;
}

/** As {@link Noticed}, while it is counted. */
interface Counted {
  rows: number;
  readonly kinds: { readonly field: string; readonly expected: string; rows: number }[];
  readonly first: number[];
}

export const newSeen = (): Seen => ({ rows: 0, blank: 0, noticed: { rows: 0, kinds: [], first: [] } });
const MOST_FIRST = 200;

function notice(noticed: Counted, row: number, warnings: readonly Problem[]): void {
  if (warnings.length === 0) return;
  noticed.rows += 1;
  if (noticed.first.length < MOST_FIRST) noticed.first.push(row);
  for (const { field, expected } of warnings) {
    const kind = noticed.kinds.find((one) => one.field === field && one.expected === expected);
    if (kind === undefined) noticed.kinds.push({ field, expected, rows: 1 });
    else kind.rows += 1;
  }
}

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
    if (problem === undefined) notice(seen.noticed, row, warningsOf(item));
    return { row, cells, item, ...(problem === undefined ? {} : { problem }) };
  }
}
