/** Columns of people's files by name: compared without case, spaces and punctuation, two never for one field. */

export interface Column {
  /** From 0. */
  index: number;
  name: string;
}

/** The file cannot be mapped; `hint` says what to add to the command. */
export class MappingError extends Error {
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'MappingError';
    this.hint = hint;
  }
}

/** "ZIP Code " -> "zipcode". */
export function normalizeName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Notes that a column fills a field. Throws MappingError, with the choice to make, when another does already. */
export function fillOnce<Field extends string>(
  matched: Map<Field, Column>,
  field: Field,
  column: Column,
): void {
  const other = matched.get(field);
  if (other) {
    throw new MappingError(
      `Two columns would fill ${field}: ${describe(other)} and ${describe(column)}.`,
      `Choose one: --map '${mapName(other, column)}=${field}' --map '${mapName(column, other)}=none'`,
    );
  }
  matched.set(field, column);
}

/** How to name one of two columns on the command line: by its name when that is its own, else by its place. */
function mapName(column: Column, other: Column): string {
  const own = normalizeName(column.name) !== normalizeName(other.name) && column.name.trim() !== '';
  return own ? column.name.trim() : `#${column.index + 1}`;
}

function describe(column: Column): string {
  return `"${column.name.trim()}" (column ${column.index + 1})`;
}

/** The column of that name, or by its place (`#2`). Throws MappingError when there is none, or are two. */
export function findColumn(columns: readonly Column[], wanted: string): Column {
  const place = /^#(\d+)$/.exec(wanted);
  if (place) {
    const column = columns[Number(place[1]) - 1];
    if (column) return column;
    throw new MappingError(`There is no column ${wanted}: the file has ${columns.length}.`);
  }
  const exact = columns.filter((column) => column.name.trim() === wanted.trim());
  const same =
    exact.length > 0 ? exact : columns.filter((one) => normalizeName(one.name) === normalizeName(wanted));
  const [first, second] = same;
  if (!first) {
    throw new MappingError(`The file has no column "${wanted}". It has: ${columnNames(columns)}.`);
  }
  if (second) {
    throw new MappingError(
      `Two columns are called "${wanted}": columns ${first.index + 1} and ${second.index + 1}.`,
      `Name one by its place, such as --map '#${first.index + 1}=FIELD'`,
    );
  }
  return first;
}

const MOST_NAMES = 50;

/** Names of columns for a message, as many as a person may want to read. */
export function columnNames(columns: readonly Pick<Column, 'name'>[]): string {
  const shown = columns.slice(0, MOST_NAMES).map(({ name }) => `"${name.trim().slice(0, 100)}"`);
  const more = columns.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
