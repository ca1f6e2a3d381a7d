import Papa from 'papaparse';
import type { CsvDelimiter } from '../../../../../src/base/csv-delimiter.ts';

/** Longer than this, a record is a quote that is never closed. */
const MOST_CHARACTERS = 4_000_000;

/** A file cannot be read on. */
export class UnreadableFile extends Error {}

/** The records of a CSV text that comes in pieces, each cell as text; a piece's worth at a time, so memory stays bounded. */
export async function* readRows(
  pieces: AsyncIterable<string>,
  delimiter: CsvDelimiter,
): AsyncGenerator<string[][]> {
  let rest = '';
  for await (const piece of pieces) {
    const text = rest + piece;
    // the last record may go on in the next piece, and so may a line end of two characters
    const { data, cursor } = parse(text, delimiter, true);
    rest = text.slice(cursor);
    if (rest.length > MOST_CHARACTERS) throw new UnreadableFile('A quote is opened and never closed.');
    if (data.length > 0) yield data;
  }
  const { data } = parse(rest, delimiter, false);
  if (data.length > 0) yield data;
}

function parse(text: string, delimiter: string, more: boolean): { data: string[][]; cursor: number } {
  if (text === '') return { data: [], cursor: 0 };
  const newline = text.includes('\n') ? '\n' : more ? '\n' : '\r';
  const parser = new Papa.Parser({ delimiter, newline, quoteChar: '"' });
  // its own types leave out what it answers: records of cells, and where the last whole one ended
  const { data, meta } = parser.parse(text, 0, more) as Papa.ParseResult<string[]>;
  return {
    data: data.map((cells) => withoutReturn(cells)).filter((cells) => cells.length > 1 || cells[0] !== ''),
    cursor: meta.cursor,
  };
}

/** Lines that end in CR LF leave the CR at their last cell. */
function withoutReturn(cells: string[]): string[] {
  const last = cells.at(-1);
  if (last?.endsWith('\r')) cells[cells.length - 1] = last.slice(0, -1);
  return cells;
}
