import { itemMapper } from '../../../../../src/base/lookup-cells.ts';
import { duplicateOf, problemText, strictProblems } from './check-item.ts';
import type { SentRow } from './format.ts';
import type { BadRow, CellMend } from './groups.ts';
import { type Mapping, readMapping } from './stored-rows.ts';

/** Makes what is sent of a row whose cells were mended. */
export function checkedRow(
  mapping: Mapping,
  columns: readonly string[],
): (row: BadRow, mends: readonly CellMend[], allowed: boolean) => SentRow {
  const { matched, constants } = readMapping(mapping, columns);
  const itemOf = itemMapper(matched, constants);
  const referenceAt = matched.get('reference_id')?.index;
  return (old, mends, allowed) => {
    const cells = columns.map((_, at) => old.cells[at] ?? '');
    for (const { column, value } of mends) cells[column] = value;
    const item = itemOf(cells);
    // a row that got another name repeats no one; and one whose cells a person has looked at is read as they stand
    const renamed = referenceAt !== undefined && cells[referenceAt] !== old.cells[referenceAt];
    const first = renamed || allowed ? undefined : duplicateOf(old.problems);
    const problem = problemText(strictProblems(item), first, undefined);
    return { row: old.row, cells, item, ...(problem === undefined ? {} : { problem }) };
  };
}
