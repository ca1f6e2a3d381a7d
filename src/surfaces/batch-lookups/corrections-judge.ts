import { rearmed } from '../../base/csv.ts';
import { AppError } from '../../base/errors.ts';
import { recordOf } from '../../base/record.ts';
import type { UnjudgedRow, UnmatchedReason, Verdict } from '../../engine/corrections.ts';
import { lookupRowSchema } from '../../kinds/incentive-lookup-schema.ts';
import { checkItem } from './check-items.ts';
import type { Layout } from './corrections-layout.ts';
import { inlineCells } from './download-cells.ts';

/**
 * What a row of a corrected file means for its item. Only what is looked up counts as a change: another spelling of the
 * same cell, or a column that no lookup is made of, runs nothing. With `append`, a row that met no item is a new one.
 */
export function judge(row: UnjudgedRow, layout: Layout, append: boolean): Verdict {
  const stranger = row.seq === null || (row.matchedBy === 'row' && !alike(row, layout));
  if (stranger && !append) return { state: 'unmatched', reason: row.seq === null ? null : whyNot(row) };
  if (row.problem !== null) return { state: 'invalid', faults: [{ field: 'row', message: row.problem }] };
  if (stranger) return judgeNew(row, layout);
  return row.item === null ? judgeCells(row, layout) : judgeItem(row, layout);
}

/** A name that the job does not have says more than a place does. */
function whyNot({ reference, rowNumber }: UnjudgedRow): UnmatchedReason {
  return reference !== null && rowNumber === null ? 'nowhere' : 'different';
}

function judgeNew({ item, reference, cells }: UnjudgedRow, layout: Layout): Verdict {
  const given = (cells ?? []).map((cell) => cell ?? '');
  const made = item === null ? layout.newItem(given) : withReference(item, reference);
  return verdict('new', made, null, layout.inline || cells === null ? null : given);
}

/**
 * Whether a row that was met by its number alone is the same one. One that names itself otherwise than its item, which has
 * a name of its own, may differ in nothing else. Of any other, half of what it says must be as it was; of one that was
 * refused, and whose number a download gave, something.
 */
function alike(row: UnjudgedRow, layout: Layout): boolean {
  const { old, reference, rowNumber } = row;
  const pairs = row.cells === null ? addressPairs(row) : cellPairs(row, layout);
  const said = pairs.filter(([before, now]) => before !== '' || now !== '');
  const kept = said.filter(([before, now]) => before !== '' && same(before, now)).length;
  const renamed = reference !== null && old.reference !== reference && old.reference !== ownName(row);
  if (renamed) return kept > 0 && kept === said.length;
  return kept > 0 && (2 * kept >= said.length || (old.refused && rowNumber !== null));
}

/** What a row without a reference is called. */
const ownName = ({ old, seq }: UnjudgedRow): string => `row-${old.row ?? seq}`;

const pair = (before: string, now: string): [string, string] => [before, now];

function cellPairs(row: UnjudgedRow, layout: Layout): [string, string][] {
  const before = cellsBefore(row, layout);
  return (row.cells ?? []).flatMap((cell, at) =>
    cell === null || at === layout.referenceAt ? [] : [pair(before[at] ?? '', cell)],
  );
}

function addressPairs({ item, old }: UnjudgedRow): [string, string][] {
  const [before, now] = [addressOf(old.input), addressOf(item)];
  return ['street_1', 'city', 'state_or_province_code', 'postal_code'].map((part) => [
    String(before[part] ?? ''),
    String(now[part] ?? ''),
  ]);
}

const addressOf = (input: unknown) => recordOf(recordOf(input).address);

function cellsBefore({ old }: UnjudgedRow, layout: Layout): string[] {
  if (!layout.inline) return [...(old.cells ?? [])];
  return inlineCells({ input: old.input, reference: old.reference }).map((cell) => String(cell ?? ''));
}

/** Two spellings of one cell: what spreadsheets and downloads change is no change of ours. */
function same(one: string, other: string): boolean {
  return one === other || plain(one) === plain(other);
}

const plain = (cell: string): string => rearmed(cell.replaceAll('\r\n', '\n').trim());

function judgeCells(row: UnjudgedRow, layout: Layout): Verdict {
  const before = cellsBefore(row, layout);
  const now = layout.columns.map((_, at) => {
    const [old, given] = [before[at] ?? '', row.cells?.[at] ?? null];
    return given === null || same(old, given) ? old : given;
  });
  if (now.every((cell, at) => cell === (before[at] ?? ''))) return { state: 'same' };
  if (layout.guessed && !row.old.refused) proveMapping(row, layout, before);
  const made = layout.changedItem(now, row.old.input);
  const { referenceAt } = layout;
  const named = referenceAt !== undefined && now[referenceAt]?.trim() === '';
  // A row without a name of its own is called by its number.
  const reference = named ? ownName(row) : row.old.reference;
  return compared(row, verdict('changed', made, reference, layout.inline ? null : now));
}

/** Rows of a job that does not say what its columns mean must have come about as their names say. */
function proveMapping({ old, n }: UnjudgedRow, layout: Layout, cells: readonly string[]): void {
  const checked = checkItem(lookupRowSchema, layout.changedItem(cells, old.input));
  const { reference_id: _, ...input } = checked.ok ? checked.value : { reference_id: undefined };
  if (checked.ok && canonical(input) === canonical(old.input)) return;
  throw new AppError(
    'validation_failed',
    `map: the names of this job's columns do not say how its lookups were made of them (row ${n} shows it)`,
    {
      field: 'map',
      hint: 'Say what each column means, such as map=Site=street_1; map=COLUMN=none leaves one out.',
    },
  );
}

function judgeItem(row: UnjudgedRow, layout: Layout): Verdict {
  if (canonical(row.item) === canonical(row.old.input) && sameReference(row)) {
    // The item is as it was, so the cells of the line count, when it has any and they are others.
    return row.cells === null || layout.inline ? { state: 'same' } : judgeCells(row, layout);
  }
  const made = withReference(row.item, row.reference ?? null);
  return compared(
    row,
    verdict('changed', made, row.old.reference, row.cells?.map((cell) => cell ?? '') ?? null),
  );
}

function sameReference({ reference, old }: UnjudgedRow): boolean {
  return reference === null || reference === old.reference;
}

/** `changed` is no change when the lookup is the same one; what was refused before is one in any case. */
function compared({ old }: UnjudgedRow, changed: Verdict): Verdict {
  if (changed.state !== 'changed' || old.refused) return changed;
  if (changed.reference !== old.reference || canonical(changed.input) !== canonical(old.input))
    return changed;
  return changed.cells === null ? { state: 'same' } : { state: 'cells', cells: changed.cells };
}

function withReference(item: unknown, reference: string | null): unknown {
  if (typeof item !== 'object' || item === null || reference === null || 'reference_id' in item) return item;
  return { ...item, reference_id: reference };
}

function verdict(
  state: 'changed' | 'new',
  made: unknown,
  reference: string | null,
  cells: readonly string[] | null,
): Verdict {
  const checked = checkItem(lookupRowSchema, made);
  if (!checked.ok) return { state: 'invalid', faults: checked.faults };
  const { reference_id: own, ...input } = checked.value;
  return { state, reference: own ?? reference, input, cells };
}

/** The same text for the same lookup: whatever the order of its fields, and without those that say nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    const said = Object.entries(inner).filter(([, one]) => one !== null && one !== undefined && one !== '');
    return Object.fromEntries(said.sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}
