import { entriesOf } from '../../base/keys.ts';
import { type Header, headerAt } from './header.ts';
import { joinLines } from './hyphen.ts';
import { type Line, linesOf, pageLines } from './lines.ts';
import type { PageText } from './page-text.ts';
import { type Column, columnsOf } from './table-columns.ts';
import { type RawRow, rowsOf } from './table-rows.ts';
import type { TotalLine } from './totals.ts';

/** Rows of all tables of a document, before their cells are understood. */
export interface RawTables {
  readonly rows: readonly RawRow[];
  readonly totals: readonly TotalLine[];
  readonly warnings: readonly string[];
  /** Fields that have a column somewhere. */
  readonly fields: ReadonlySet<string>;
}

/** A page may differ so much in width, in points, from the one whose columns it goes on with. */
const SAME_WIDTH = 2;

/**
 * Reads the tables whose columns have names that people use for parcels, addresses and amounts. A page that begins
 * without names goes on with the columns of the page before.
 */
export function readTables(pages: readonly PageText[]): RawTables {
  const rows: RawRow[] = [];
  const totals: TotalLine[] = [];
  const warnings = new Set<string>();
  const fields = new Set<string>();
  let open: { header: Header; width: number } | undefined;
  for (const page of pages) {
    for (const { header, lines } of sectionsOf(page)) {
      const current =
        header ?? (open && Math.abs(open.width - page.width) <= SAME_WIDTH ? open.header : undefined);
      if (current === undefined) continue;
      open = { header: current, width: page.width };
      for (const field of current.disputed) {
        warnings.add(`page ${page.number}: two columns may be ${field}; the first was taken`);
      }
      for (const { columns, body } of sidesOf(current, page, lines)) {
        for (const { heading } of columns) if (heading.field !== null) fields.add(heading.field);
        const part = rowsOf(body, columns);
        const last = rows.at(-1);
        for (const more of part.carried) if (last !== undefined) carryOn(last, more);
        totals.push(...part.totals.map((total) => ({ ...total, after: total.after + rows.length })));
        rows.push(...part.rows);
      }
    }
  }
  return { rows, totals, warnings: [...warnings], fields };
}

/** True for a line that begins the header of a table. */
export function isHeaderLine(line: Line): boolean {
  return headerAt([line], 0) !== undefined;
}

interface Section {
  readonly header: Header | undefined;
  readonly lines: readonly Line[];
}

/** The lines of a page from one header to the next; those above the first have none of their own. */
function sectionsOf(page: PageText): Section[] {
  const lines = pageLines(page);
  const sections: { header: Header | undefined; lines: Line[] }[] = [{ header: undefined, lines: [] }];
  for (let at = 0; at < lines.length; ) {
    const header = headerAt(lines, at);
    if (header !== undefined) {
      sections.push({ header, lines: [] });
      at += header.lines.length;
      continue;
    }
    const line = lines[at];
    if (line !== undefined) sections.at(-1)?.lines.push(line);
    at += 1;
  }
  return sections;
}

/** The columns of a table with their lines; of one that stands beside its own continuation, one side after another. */
function sidesOf(
  header: Header,
  page: PageText,
  lines: readonly Line[],
): { columns: readonly Column[]; body: readonly Line[] }[] {
  const columns = columnsOf(header.sets.flat(), lines);
  if (header.sets.length === 1) return [{ columns, body: lines }];
  const runs = lines.flatMap((line) => line.runs);
  let from = 0;
  return header.sets.map((set) => {
    const side = columns.slice(from, from + set.length);
    from += set.length;
    const left = side[0]?.left ?? Number.NEGATIVE_INFINITY;
    const right = side.at(-1)?.right ?? Number.POSITIVE_INFINITY;
    const inside = runs.filter(({ x, width }) => x + width / 2 >= left && x + width / 2 < right);
    return { columns: side, body: linesOf(page.number, inside) };
  });
}

/** The rest of a row, found at the top of the next page or column. */
function carryOn(row: RawRow, more: RawRow['cells']): void {
  for (const [field, text] of entriesOf(more)) {
    row.cells[field] = joinLines(row.cells[field] ?? '', text);
  }
  row.lines += 1;
  row.broken = true;
}
