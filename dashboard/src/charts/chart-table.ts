/** What a chart shows, as a table: for those who read it, for those who hear it, and for a file. Every chart has one. */
export interface ChartTable {
  readonly columns: readonly { readonly name: string; readonly numeric?: boolean }[];
  /** Numbers as numbers and times as ISO text: a file keeps them as they are. */
  readonly rows: readonly (readonly ChartCell[])[];
}
export type ChartCell = string | number | null;

const QUOTED = /[",\r\n]/;
/** A spreadsheet would run such a cell as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** The table as CSV (RFC 4180), formulas disarmed by an apostrophe. */
export function toCsv({ columns, rows }: ChartTable): string {
  const lines = [columns.map(({ name }) => name), ...rows];
  return lines.map((line) => `${line.map(toCell).join(',')}\r\n`).join('');
}

function toCell(value: ChartCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A file name of a title: "Value by programme" -> "value-by-programme". */
export function fileName(title: string): string {
  const plain = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
  return plain || 'chart';
}
