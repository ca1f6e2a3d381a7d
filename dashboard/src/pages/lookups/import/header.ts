import { normalizeName } from '../../../../../src/base/columns.ts';
import { FIELD_NAMES } from '../../../../../src/base/lookup-columns.ts';

/** Whether the first record names the columns, rather than being the first address. */
export function hasHeader([first = [], second]: readonly (readonly string[])[]): boolean {
  if (first.some((cell) => FIELD_NAMES.has(normalizeName(cell)))) return true;
  if (first.some((cell) => /^\d{5}(-\d{4})?$|^\d+\s+\S+/.test(cell.trim()))) return false;
  // names have no figures; where the record below has some, the first one names
  const figures = (cells: readonly string[]) => cells.filter((cell) => /\d/.test(cell)).length;
  return second === undefined || figures(first) < figures(second) || figures(first) === 0;
}

/** Names of columns as the file says them; what has none is called by its place. */
export const columnNames = (cells: readonly string[], named: boolean): string[] =>
  cells.map((cell, at) => (named && cell.trim() !== '' ? cell.trim().slice(0, 500) : `Column ${at + 1}`));
