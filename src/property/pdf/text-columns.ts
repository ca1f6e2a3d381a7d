import { type Line, linesOf, median, pageLines, wordsOf } from './lines.ts';
import type { PageText, Run } from './page-text.ts';

/** A line of running text in its column. */
export interface ColumnLine extends Line {
  /** From the left edge of its column, in points. */
  readonly indent: number;
  /** Down from the line above in the same column, in points; infinite at the top of one. */
  readonly gap: number;
}

/** Where the columns of a page begin, from left to right; one for a page without any. */
export type Edges = readonly number[];

/** Of the lines, so many may cross what is still taken for the space between columns: headings, a long word. */
const CROSSING = 0.04;
/** A line this wide, of the page's text, belongs to no column. */
const WIDE = 0.6;
/** Narrowest column, in letter heights. */
const NARROWEST = 9;
const MOST_COLUMNS = 9;

/**
 * The ways in which the text of a page may stand in columns: each a set of left edges equally far apart, with next to
 * nothing crossing from one column to the next. The first is no columns at all.
 */
export function possibleColumns(page: PageText): Edges[] {
  const lines = narrowLines(page);
  const size = median(page.runs.map((run) => run.size));
  const left = quantile(
    lines.map((line) => line.x),
    0.02,
  );
  const right = quantile(
    lines.map((line) => line.right),
    0.98,
  );
  if (lines.length === 0 || !(right - left > 2 * NARROWEST * size)) return [[0]];
  return [
    [0],
    ...gapsBetween(lines, left, right, size).flatMap((gaps) => evenColumns(gaps, left, right, size)),
  ];
}

/** Columns of one width whose edges are all among the gaps. */
function evenColumns(gaps: readonly number[], left: number, right: number, size: number): Edges[] {
  const found: Edges[] = [];
  for (const first of gaps) {
    const pitch = first - left;
    const fit = (right - left) / pitch;
    // the last column may be hardly begun, or its lines may be short
    for (const count of new Set([Math.round(fit), Math.ceil(fit - 0.1)])) {
      if (pitch < NARROWEST * size || count < 2 || count > MOST_COLUMNS) continue;
      const near = Math.max(0.9 * size, pitch * 0.03);
      const edges = Array.from({ length: count - 1 }, (_, index) => {
        const edge = left + (index + 1) * pitch;
        return gaps.find((gap) => Math.abs(gap - edge) <= near);
      });
      const known = edges.filter((edge) => edge !== undefined);
      if (known.length === edges.length) found.push([left, ...known]);
    }
  }
  return found;
}

/** Lines of a page that are no wider than a column could be, so long as most are. */
function narrowLines(page: PageText): Line[] {
  const lines = pageLines(page).flatMap((line) => phrasesOf(page.number, line.runs));
  return lines.filter((line) => line.right - line.x < WIDE * page.width);
}

function phrasesOf(page: number, runs: readonly Run[]): Line[] {
  const parts: Run[][] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const word of wordsOf(runs)) {
    if (word.x - right > 0.6 * word.size || parts.length === 0) parts.push([]);
    parts.at(-1)?.push(word);
    right = word.x + word.width;
  }
  return parts.flatMap((part) => linesOf(page, part));
}

/**
 * Right ends of the stretches that next to no line covers: where a column would begin. First with a single line let
 * across, for a column may be hardly begun; then with some, where many lines stand in each.
 */
function gapsBetween(lines: readonly Line[], left: number, right: number, size: number): number[][] {
  const covered = new Uint32Array(Math.ceil(right - left) + 2);
  for (const line of lines) {
    const from = Math.max(0, Math.floor(line.x - left));
    const to = Math.min(covered.length - 1, Math.ceil(line.right - left));
    for (let at = from; at < to; at += 1) covered[at] = (covered[at] ?? 0) + 1;
  }
  const usual = quantile([...covered], 0.7);
  const allowed = new Set([usual >= 12 ? 1 : 0, Math.floor(usual * CROSSING)]);
  return [...allowed].map((most) => freeOf(covered, most, left, size));
}

function freeOf(covered: Uint32Array, most: number, left: number, size: number): number[] {
  const gaps: number[] = [];
  let start = -1;
  for (let at = 1; at < covered.length - 1; at += 1) {
    const free = (covered[at] ?? 0) <= most;
    if (free && start < 0) start = at;
    if (!free && start >= 0) {
      if (at - start >= Math.max(2, 0.3 * size)) gaps.push(left + at);
      start = -1;
    }
  }
  return gaps;
}

/** The lines of a page, column by column; a line that goes across all of them ends the columns above it. */
export function columnLines(page: PageText, edges: Edges): ColumnLine[] {
  const lines = pageLines(page);
  if (edges.length < 2) return inColumn(lines);
  const ordered: ColumnLine[] = [];
  let band: Run[] = [];
  const flush = () => {
    for (let index = 0; index < edges.length; index += 1) {
      const from = (index === 0 ? Number.NEGATIVE_INFINITY : (edges[index] ?? 0)) - slack(band);
      const to = (edges[index + 1] ?? Number.POSITIVE_INFINITY) - slack(band);
      ordered.push(
        ...inColumn(
          linesOf(
            page.number,
            band.filter(({ x }) => x >= from && x < to),
          ),
        ),
      );
    }
    band = [];
  };
  for (const line of lines) {
    const parts = phrasesOf(page.number, line.runs);
    const across = parts.some((part) => part.right - part.x > WIDE * page.width);
    if (across) {
      flush();
      ordered.push(...inColumn([line]));
    } else {
      const crossing = new Set(
        parts.filter((part) => goesOver(part, edges)).flatMap((part) => part.runs.map((run) => run.x)),
      );
      band.push(...line.runs.filter((run) => !crossing.has(run.x)));
    }
  }
  flush();
  return ordered;
}

/** Columns are set by eye: a line may begin a little to the left of the others. */
const slack = (runs: readonly Run[]) => 0.5 * median(runs.map((run) => run.size));

/** A heading over several columns: it begins well before the edge and ends well behind it. */
function goesOver(part: Line, edges: Edges): boolean {
  return edges.slice(1).some((edge) => part.x < edge - 2 * part.size && part.right > edge + 2 * part.size);
}

function inColumn(lines: readonly Line[]): ColumnLine[] {
  const left = quantile(
    lines.map((line) => line.x),
    0.05,
  );
  return lines.map((line, index) => ({
    ...line,
    indent: line.x - left,
    gap: index === 0 ? Number.POSITIVE_INFINITY : line.y - (lines[index - 1]?.y ?? line.y),
  }));
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}
