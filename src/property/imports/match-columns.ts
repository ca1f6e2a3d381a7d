import {
  type Column,
  columnNames,
  fillOnce,
  findColumn,
  MappingError,
  normalizeName,
} from '../../base/columns.ts';
import { AppError } from '../../base/errors.ts';
import { keysOf } from '../../base/keys.ts';

/** The fields of a file, each with what its column may also be called. */
export type FieldNames<Field extends string> = Readonly<Record<Field, readonly string[]>>;

/** `column=field` as people write it: the column by name or as `#2`; the field `none` leaves it out. */
export interface ColumnChoice {
  readonly column: string;
  readonly field: string;
}

interface Wanted<Field extends string> {
  readonly fields: FieldNames<Field>;
  /** Names that count only where none of `fields` is there, and so on: surest first. */
  readonly unsure?: readonly FieldNames<Field>[];
  readonly required: readonly (readonly Field[])[];
}

/**
 * Which column fills which field: first as `map` says, then by name. Throws `validation_failed` when two would fill
 * one field, a choice names what is not there, or a required field stays empty.
 */
export function matchColumns<Field extends string>(
  header: readonly string[],
  wanted: Wanted<Field>,
  given: { map: readonly ColumnChoice[]; constants: Readonly<Partial<Record<Field, string>>> },
): ReadonlyMap<Field, Column> {
  const columns = header.map((name, index) => ({ index, name }));
  const matched = new Map<Field, Column>();
  const used = new Set<number>();
  try {
    for (const choice of given.map) {
      const column = findColumn(columns, choice.column);
      const field = fieldOf(choice.field, wanted.fields);
      if (field !== null) fillOnce(matched, field, column);
      used.add(column.index);
    }
    for (const fields of [wanted.fields, ...(wanted.unsure ?? [])]) {
      const filled = new Set(matched.keys());
      const names = namesOf(fields);
      for (const column of columns) {
        const field = names.get(normalizeName(column.name));
        if (field !== undefined && !used.has(column.index) && !filled.has(field))
          fillOnce(matched, field, column);
      }
    }
  } catch (error) {
    if (!(error instanceof MappingError)) throw error;
    throw new AppError('validation_failed', error.message, {
      field: 'map',
      cause: error,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
  for (const group of wanted.required) {
    if (group.some((field) => matched.has(field) || given.constants[field] !== undefined)) continue;
    const shown = group.join(' or ');
    throw new AppError(
      'validation_failed',
      `${shown}: no column is called so. The file has ${columnNames(columns)}`,
      {
        field: group[0] ?? 'map',
        hint: `Say which column it is, map=COLUMN=${group[0]}, or give one for all rows.`,
      },
    );
  }
  return matched;
}

function namesOf<Field extends string>(fields: FieldNames<Field>): Map<string, Field> {
  const names = new Map<string, Field>();
  for (const field of keysOf(fields)) {
    for (const name of [field, ...fields[field]]) names.set(normalizeName(name), field);
  }
  return names;
}

function fieldOf<Field extends string>(text: string, fields: FieldNames<Field>): Field | null {
  if (text.trim().toLowerCase() === 'none') return null;
  const field = namesOf(fields).get(normalizeName(text));
  if (field !== undefined) return field;
  const all = [...Object.keys(fields), 'none'].join(', ');
  throw new MappingError(`There is no field "${text.slice(0, 100)}"; choose one of ${all}.`);
}
