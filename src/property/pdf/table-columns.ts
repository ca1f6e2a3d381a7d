import type { Heading } from './header.ts';
import { type Line, wordsOf } from './lines.ts';
import type { Run } from './page-text.ts';

/** A column of a table with all of the page that is its. */
export interface Column {
  readonly heading: Heading;
  readonly left: number;
  readonly right: number;
}

/** Words this near, in letter heights, are one text. */
const NEAR = 0.5;
/** What a header covers counts for so many lines: no border goes through a name. */
const HEADER_WEIGHT = 3;

/**
 * Where the columns of a table begin and end: between the middles of two names, there where fewest lines below have
 * text, in the widest such gap.
 */
export function columnsOf(headings: readonly Heading[], body: readonly Line[]): Column[] {
  const parts = body.flatMap(({ runs }) => phrasesOf(runs));
  const borders = headings.slice(1).map((heading, index) => {
    const before = headings[index] ?? heading;
    return borderBetween(before, heading, parts);
  });
  return headings.map((heading, index) => ({
    heading,
    left: borders[index - 1] ?? Number.NEGATIVE_INFINITY,
    right: borders[index] ?? Number.POSITIVE_INFINITY,
  }));
}

function borderBetween(before: Heading, after: Heading, parts: readonly Extent[]): number {
  const from = (before.x + before.right) / 2;
  const to = (after.x + after.right) / 2;
  const steps = Math.max(4, Math.min(400, Math.ceil(to - from)));
  const step = (to - from) / steps;
  const covered = Array.from({ length: steps + 1 }, (_, at) => {
    const x = from + at * step;
    const names = [before, after].filter((name) => name.x <= x && x <= name.right).length;
    return (
      names * HEADER_WEIGHT + parts.reduce((sum, part) => (part.x <= x && x <= part.right ? sum + 1 : sum), 0)
    );
  });
  const least = Math.min(...covered);
  let best = { start: 0, length: 0 };
  for (let at = 0; at <= steps; ) {
    let length = 0;
    while (at + length <= steps && covered[at + length] === least) length += 1;
    if (length > best.length) best = { start: at, length };
    at += Math.max(1, length);
  }
  return from + (best.start + (best.length - 1) / 2) * step;
}

interface Extent {
  readonly x: number;
  readonly right: number;
}

function phrasesOf(runs: readonly Run[]): Extent[] {
  const parts: { x: number; right: number }[] = [];
  for (const word of wordsOf(runs)) {
    const last = parts.at(-1);
    if (last !== undefined && word.x - last.right <= NEAR * word.size) last.right = word.x + word.width;
    else parts.push({ x: word.x, right: word.x + word.width });
  }
  return parts;
}

/** The words of a line by column, and whether some text runs on over a border. */
export function cellsOf(
  line: Line,
  columns: readonly Column[],
): { readonly cells: readonly (readonly Run[])[]; readonly crosses: boolean } {
  const cells: Run[][] = columns.map(() => []);
  let crosses = false;
  let before: { right: number; column: number } | undefined;
  for (const word of wordsOf(line.runs)) {
    const middle = word.x + word.width / 2;
    const found = columns.findIndex(({ left, right }) => middle >= left && middle < right);
    const column = found === -1 ? columns.length - 1 : found;
    cells[column]?.push(word);
    if (before !== undefined && before.column !== column && word.x - before.right <= NEAR * word.size) {
      crosses = true;
    }
    before = { right: word.x + word.width, column };
  }
  return { cells, crosses };
}
