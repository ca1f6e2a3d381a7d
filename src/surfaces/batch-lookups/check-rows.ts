import { referenceIdSchema } from '../../base/incentives.ts';
import { memberOf } from '../../base/record.ts';
import type { FieldError, NewItem } from '../../engine/vocabulary.ts';
import { cleaned, type Path } from '../../http/unstorable.ts';
import { lookupRowSchema } from '../../kinds/incentive-lookup-schema.ts';
import { checkItem, unstorableFaults } from './check-items.ts';

/** How deep and wide a rejected item is kept; a real one has two levels and some ten fields. */
const KEPT_DEPTH = 6;
const KEPT_ENTRIES = 200;
const KEPT_TEXT = 4_000;

/** A row as it came: its number, its cells when it has any, and what it asks for. */
export interface UploadRow {
  readonly row: number;
  readonly cells?: readonly string[];
  readonly item?: unknown;
  readonly problem?: string | undefined;
}

/** The rows of a chunk, ready to be stored: good ones to be looked up, bad ones kept with their faults. */
export function checkRows(
  rows: readonly UploadRow[],
  unstorable: readonly Path[],
): (NewItem & { row: number })[] {
  const foul = Map.groupBy(unstorable, (path) => path[1]);
  return rows.map((row, index) => {
    const paths = (foul.get(index) ?? []).filter((path) => path[2] === 'item');
    const cells = foul.has(index) ? row.cells?.map(cleaned) : row.cells;
    const unreadable = row.problem === undefined ? [] : [{ field: 'row', message: cleaned(row.problem) }];
    const checked = checkRow(row, [...unreadable, ...unstorableFaults(paths, 3)]);
    return { row: row.row, ...(cells === undefined ? {} : { cells }), ...checked };
  });
}

function checkRow(
  row: UploadRow,
  foul: readonly FieldError[],
): Pick<NewItem, 'reference' | 'input' | 'invalid'> {
  const checked = checkItem(lookupRowSchema, row.item);
  const ownName = `row-${row.row}`;
  if (checked.ok && foul.length === 0) {
    const { reference_id: reference, ...input } = checked.value;
    return { reference: reference ?? ownName, input };
  }
  const reference = referenceIdSchema.safeParse(memberOf(row.item, 'reference_id'));
  return {
    reference: reference.success ? reference.data : ownName,
    input: kept(row.item, KEPT_DEPTH),
    invalid: [...(checked.ok ? [] : checked.faults), ...foul],
  };
}

/** A rejected item as it can be stored: cut where it is deeper, wider or longer than anything real. */
function kept(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cleaned(value.slice(0, KEPT_TEXT));
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (depth === 0) return '…';
  if (Array.isArray(value)) return value.slice(0, KEPT_ENTRIES).map((inner) => kept(inner, depth - 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, KEPT_ENTRIES)
      .map(([key, inner]) => [cleaned(key.slice(0, KEPT_TEXT)), kept(inner, depth - 1)]),
  );
}
