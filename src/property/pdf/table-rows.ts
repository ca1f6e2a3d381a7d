import type { Field } from '../properties/fields.ts';
import { joinLines } from './hyphen.ts';
import { type Line, textOf } from './lines.ts';
import { amountsIn } from './money.ts';
import { looksLikeParcel } from './parcel-shape.ts';
import { type Column, cellsOf } from './table-columns.ts';
import { isTotal } from './totals.ts';

/** A line of a table with its cells. */
interface TableLine {
  readonly line: Line;
  readonly cells: readonly string[];
  readonly crosses: boolean;
  /** A row of the table stands or begins here. */
  readonly anchor: boolean;
}

/** A row before its cells are understood. */
export interface RawRow {
  readonly page: number;
  readonly cells: Partial<Record<Field, string>>;
  readonly crosses: boolean;
  /** Lines that it takes. */
  lines: number;
  broken: boolean;
}

export interface TablePart {
  readonly rows: RawRow[];
  readonly totals: { readonly page: number; readonly text: string; readonly after: number }[];
  /** Lines that belong to the row before, which another page or column holds. */
  readonly carried: readonly Partial<Record<Field, string>>[];
}

/** Lines of one row are at most this far apart, in letter heights. */
const NEAR = 2;
const CAPTION =
  /^\W*(ward|district|township|twp|borough|boro|city|town|village|county|map|section|page|continued|notice|tax (year|district)|school|municipality|precinct)\b/i;

/** The rows of one stretch of a table, from top to bottom. */
export function rowsOf(body: readonly Line[], columns: readonly Column[]): TablePart {
  const fields = columns.map(({ heading }) => heading.field);
  const totals: TablePart['totals'] = [];
  const rows: RawRow[] = [];
  const carried: Partial<Record<Field, string>>[] = [];
  const lines = body.map((line) => read(line, columns, fields));
  for (const group of grouped(lines)) {
    const anchors = group.filter(({ anchor }) => anchor);
    for (const { line, anchor } of group) {
      if (!anchor && isTotal(line.text)) {
        totals.push({ page: line.page, text: line.text, after: rows.length });
      }
    }
    const said = group.filter(({ line, anchor }) => anchor || !isTotal(line.text));
    const [first] = anchors;
    if (first !== undefined) rows.push(toRow(said, first, fields));
    else if (said.length > 0 && !said.some(isCaption)) {
      const more = merged(said, fields);
      const last = rows.at(-1);
      if (last === undefined) carried.push(more);
    }
  }
  return { rows, totals, carried };
}

function read(line: Line, columns: readonly Column[], fields: readonly (Field | null)[]): TableLine {
  const { cells, crosses } = cellsOf(line, columns);
  const texts = cells.map((words) => textOf(words));
  return { line, cells: texts, crosses, anchor: isAnchor(line, texts, fields) };
}

function isAnchor(line: Line, cells: readonly string[], fields: readonly (Field | null)[]): boolean {
  const cellOf = (field: Field) => cells[fields.indexOf(field)] ?? '';
  const filled = cells.filter((cell) => cell !== '').length;
  if (filled < 2) return false;
  if (looksLikeParcel(cellOf('parcel_id'))) return true;
  if (isTotal(line.text)) return false;
  const place = cellOf('property_address') || cellOf('street_name');
  const due = amountsIn(cellOf('total_due')).length + amountsIn(cellOf('tax_amount')).length > 0;
  const named = /[A-Za-z0-9]/.test(place);
  // without any amounts in the table, an address with something beside it is a row
  const without =
    !fields.includes('parcel_id') && !fields.some((f) => f === 'total_due' || f === 'tax_amount');
  return named && (due || (without && /\d/.test(place)));
}

/**
 * Lines by the row that they belong to. Where rows stand farther apart than the lines within one, the gaps tell: the
 * number may then stand at the top, in the middle or at the bottom of its row. Else a row begins with its number.
 */
function grouped(lines: readonly TableLine[]): TableLine[][] {
  if (lines.every(({ anchor }) => anchor)) return lines.map((line) => [line]);
  const gaps = lines.slice(1).map(({ line }, index) => line.y - (lines[index]?.line.y ?? line.y));
  const anchors = lines.filter(({ anchor }) => anchor).length;
  const limits = [...new Set(gaps.map((gap) => Math.round(gap * 10) / 10))].sort((one, other) => one - other);
  for (const limit of limits.slice(0, 40)) {
    const groups = cut(lines, (index) => (gaps[index - 1] ?? 0) > limit + 0.2);
    const single = groups.filter((group) => group.filter(({ anchor }) => anchor).length === 1).length;
    const several = groups.some((group) => group.filter(({ anchor }) => anchor).length > 1);
    const loose = groups.filter((group) => group.every((one) => !one.anchor && !isCaption(one))).length;
    if (!several && single === anchors && loose <= 1) return groups;
  }
  return cut(lines, (index) => {
    const one = lines[index];
    const above = lines[index - 1];
    if (one === undefined || above === undefined) return false;
    return one.anchor || isCaption(one) || isTotal(one.line.text) || !isNear(above.line, one.line);
  });
}

function cut(lines: readonly TableLine[], begins: (index: number) => boolean): TableLine[][] {
  const groups: TableLine[][] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || begins(index)) groups.push([line]);
    else groups.at(-1)?.push(line);
  }
  return groups;
}

function isNear(above: Line, below: Line): boolean {
  return below.y - above.y <= NEAR * Math.max(above.size, below.size);
}

/** A heading or a note between rows, not the rest of one. */
function isCaption({ line, crosses, cells }: TableLine): boolean {
  const filled = cells.filter((cell) => cell !== '').length;
  return crosses || (filled === 1 && (CAPTION.test(line.text) || isProse(line.text)));
}

/** Notes under a table are sentences: most of their words begin small. Names and addresses do not. */
function isProse(text: string): boolean {
  const words = text.split(' ').filter((word) => /^\p{L}{2}/u.test(word));
  const small = words.filter((word) => /^\p{Ll}/u.test(word)).length;
  return words.length >= 3 && small > words.length / 2;
}

function toRow(group: readonly TableLine[], anchor: TableLine, fields: readonly (Field | null)[]): RawRow {
  const said = group.filter((one) => one === anchor || !isCaption(one));
  return {
    page: anchor.line.page,
    cells: merged(said, fields),
    crosses: anchor.crosses,
    lines: said.length,
    broken: false,
  };
}

function merged(
  group: readonly TableLine[],
  fields: readonly (Field | null)[],
): Partial<Record<Field, string>> {
  const cells: Partial<Record<Field, string>> = {};
  for (const one of group) {
    for (const [index, field] of fields.entries()) {
      const text = one.cells[index] ?? '';
      if (field !== null && text !== '') cells[field] = joinLines(cells[field] ?? '', text);
    }
  }
  return cells;
}
