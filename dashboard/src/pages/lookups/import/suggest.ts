import { normalizeName } from '../../../../../src/base/columns.ts';
import {
  FIELD_NAMES,
  type Field,
  type MapOption,
  matchHeaders,
} from '../../../../../src/base/lookup-columns.ts';
import { usStateCode } from '../../../../../src/base/us-states.ts';

/** How sure a match is: said before by somebody here, by its name, or by something like its name or by what stands in it. */
export type Grade = 'remembered' | 'exact' | 'likely' | 'chosen';

/** For each column of the file the field that it fills; no field is filled twice. */
export interface Match {
  readonly field: Field;
  readonly grade: Grade;
}

/** How the columns of an earlier file were read. */
export interface Remembered {
  readonly columns: readonly string[];
  readonly mapping: { readonly columns: Readonly<Record<string, number>> };
}

/** Matches columns to fields: as before, else by name, else by likeness. `samples` are some rows of the file. */
export function suggestMatches(
  columns: readonly string[],
  samples: readonly (readonly string[])[],
  earlier: readonly Remembered[],
): Map<number, Match> {
  const found = new Map<number, Match>();
  const taken = new Set<Field>();
  const add = (column: number, field: Field, grade: Grade) => {
    if (found.has(column) || taken.has(field)) return;
    found.set(column, { field, grade });
    taken.add(field);
  };
  const known = rememberedFields(earlier);
  for (const [at, name] of columns.entries()) {
    const field = known.get(normalizeName(name));
    if (field !== undefined) add(at, field, 'remembered');
  }
  const maps: MapOption[] = [...found].map(([at, { field }]) => ({ column: `#${at + 1}`, field }));
  const named = matchHeaders(columns, maps, new Set(), (matched, field, column) => {
    if (!matched.has(field)) matched.set(field, column);
  });
  for (const [field, { index }] of named) add(index, field, 'exact');
  for (const [at, name] of columns.entries()) {
    const field = alike(name);
    if (field !== undefined) add(at, field, 'likely');
  }
  for (const at of columns.keys()) {
    const field = fieldOfValues(samples.map((row) => row[at]?.trim() ?? ''));
    if (field !== undefined) add(at, field, 'likely');
  }
  return found;
}

function rememberedFields(earlier: readonly Remembered[]): Map<string, Field> {
  const known = new Map<string, Field>();
  for (const { columns, mapping } of earlier) {
    for (const [field, at] of Object.entries(mapping.columns)) {
      const name = normalizeName(columns[at] ?? '');
      // a mapping that the server keeps names fields alone
      if (name !== '' && !known.has(name)) known.set(name, field as Field);
    }
  }
  return known;
}

const SHORTEST = 4;

/** A name that holds a known one, or is one letter or two away from it. */
function alike(name: string): Field | undefined {
  const plain = normalizeName(name);
  if (plain.length < SHORTEST) return undefined;
  let best: { field: Field; distance: number } | undefined;
  for (const [known, field] of FIELD_NAMES) {
    if (known.length < SHORTEST) continue;
    const distance = plain.includes(known) ? 1.5 : editDistance(plain, known);
    if (distance <= Math.min(2, known.length / 4) + 0.5 && (best === undefined || distance < best.distance)) {
      best = { field, distance };
    }
  }
  return best?.field;
}

/** How many letters must be changed, added or taken away to make one word of another. */
export function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, wanted] of [...other].entries()) {
      const replaced = (row[j] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

const MOSTLY = 0.8;

/** What a column's values look like. */
function fieldOfValues(values: readonly string[]): Field | undefined {
  const filled = values.filter((value) => value !== '');
  if (filled.length === 0) return undefined;
  const mostly = (fits: (value: string) => boolean) => filled.filter(fits).length >= MOSTLY * filled.length;
  if (mostly((value) => /^\d{5}(-\d{4})?$/.test(value))) return 'postal_code';
  if (mostly((value) => usStateCode(value) !== undefined)) return 'state_or_province_code';
  if (mostly((value) => /^\d+[A-Za-z]?(-\d+)?\s+\S*[A-Za-z]{2}/.test(value))) return 'street_1';
  return undefined;
}
