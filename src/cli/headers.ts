/**
 * Which column of a file means which field of a lookup. Names are compared without case, spaces and punctuation;
 * two columns never meet in one field.
 */

/** The fields that a column, `--map` or `--const` can fill. */
export const FIELDS = [
  'reference_id',
  'street_1',
  'street_2',
  'city',
  'state_or_province_code',
  'postal_code',
  'country_code',
  'building_type',
  'device_ids',
  'device_names',
  'create_application',
] as const;

/** A field, or one custom field of the webhook: `webhook_custom_fields.NAME`. */
export type Field = (typeof FIELDS)[number] | `webhook_custom_fields.${string}`;

/** Aliases of fields that do not belong to an address. */
const ITEM_ALIASES: Readonly<Record<string, Field>> = aliases({
  reference_id:
    'reference id, reference, reference number, ref, ref id, deal id, deal, loan id, record id, external id, customer id, id',
  building_type: 'building type',
  device_ids: 'device ids, device id, devices',
  device_names: 'device names, device name',
  create_application: 'create application',
});

/** Aliases of the parts of an address, without the word that says whose address it is. */
const ADDRESS_ALIASES: Readonly<Record<string, Field>> = aliases({
  street_1:
    'street 1, street, street address, address, address 1, address line 1, addr, addr 1, address street',
  street_2:
    'street 2, unit, unit number, apt, apartment, suite, address 2, address line 2, addr 2, street address 2, address unit',
  city: 'city, city name, town, municipality, address city',
  state_or_province_code:
    'state or province code, state, state code, state abbreviation, state or province, province, address state',
  postal_code:
    'postal code, postcode, post code, zip, zip code, zip 5, zip five, zip or postal code, zip postal code, address zip',
  country_code: 'country code, country, address country',
});

/** The words that say whose address a column belongs to. The property's own comes before the owner's mail. */
const SITE_PREFIXES = ['site', 'situs', 'property', 'physical', 'location'];
const MAIL_PREFIXES = ['mail', 'mailing', 'owner', 'billing'];

function aliases(lists: Readonly<Record<string, string>>): Record<string, Field> {
  const table: Record<string, Field> = Object.create(null);
  for (const [field, names] of Object.entries(lists)) {
    for (const name of names.split(',')) table[normalizeName(name)] = field as Field;
  }
  return table;
}

/** "ZIP Code " -> "zipcode". */
function normalizeName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

type Owner = 'item' | 'site' | 'plain' | 'mail';

/** What a column's name says: the field and whose it is; null when it says nothing to us. */
function readName(name: string): { field: Field; owner: Owner } | null {
  const normalized = normalizeName(name);
  const ofItem = ITEM_ALIASES[normalized];
  if (ofItem) return { field: ofItem, owner: 'item' };
  const plain = ADDRESS_ALIASES[normalized];
  if (plain) return { field: plain, owner: 'plain' };
  for (const [owner, prefixes] of [
    ['site', SITE_PREFIXES],
    ['mail', MAIL_PREFIXES],
  ] as const) {
    for (const prefix of prefixes) {
      if (!normalized.startsWith(prefix)) continue;
      const field = ADDRESS_ALIASES[normalized.slice(prefix.length)];
      if (field) return { field, owner };
    }
  }
  return null;
}

interface Column {
  /** From 0. */
  index: number;
  name: string;
}

/** `--map COLUMN=FIELD` as given; the column by name or as `#2`, the second column. No field: leave it out. */
export interface MapOption {
  column: string;
  field: Field | null;
}

export type Matched = ReadonlyMap<Field, Column>;

/** The file cannot be mapped; `hint` says what to add to the command. */
export class MappingError extends Error {
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'MappingError';
    this.hint = hint;
  }
}

/**
 * Matches columns to fields: first what `maps` says, then what the names say. `constants` are fields that need no
 * column. Throws MappingError when two columns would fill one field, or a map names an unknown column.
 */
export function matchHeaders(
  header: readonly string[],
  maps: readonly MapOption[],
  constants: ReadonlySet<Field>,
): Matched {
  const columns = header.map((name, index) => ({ index, name }));
  const matched = new Map<Field, Column>();
  const used = new Set<number>();
  for (const map of maps) {
    const column = findColumn(columns, map.column);
    if (map.field) put(matched, map.field, column);
    used.add(column.index);
  }
  const free = (field: Field): boolean => !constants.has(field) && !maps.some((map) => map.field === field);
  const candidates = columns.flatMap((column) => {
    const read = used.has(column.index) ? null : readName(column.name);
    return read && free(read.field) ? [{ column, ...read }] : [];
  });
  for (const owner of ownersInOrder(candidates)) {
    const already = new Set(matched.keys());
    for (const candidate of candidates) {
      if (candidate.owner === owner && !already.has(candidate.field))
        put(matched, candidate.field, candidate.column);
    }
  }
  return matched;
}

/**
 * One address is never put together from two owners' columns: the property's set wins, plain names complete it,
 * and the mail set counts only where the file has no other street.
 */
function ownersInOrder(candidates: readonly { field: Field; owner: Owner }[]): Owner[] {
  const hasStreet = (owner: Owner) =>
    candidates.some((one) => one.owner === owner && one.field === 'street_1');
  if (hasStreet('site')) return ['item', 'site', 'plain'];
  if (hasStreet('plain')) return ['item', 'plain', 'site'];
  return hasStreet('mail') ? ['item', 'mail', 'plain'] : ['item', 'site', 'plain'];
}

function put(matched: Map<Field, Column>, field: Field, column: Column): void {
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

function findColumn(columns: readonly Column[], wanted: string): Column {
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
    const names = columns.map((column) => `"${column.name.trim()}"`).join(', ');
    throw new MappingError(`The file has no column "${wanted}". It has: ${names}.`);
  }
  if (second) {
    throw new MappingError(
      `Two columns are called "${wanted}": columns ${first.index + 1} and ${second.index + 1}.`,
      `Name one by its place, such as --map '#${first.index + 1}=FIELD'`,
    );
  }
  return first;
}

/** The field that a person wrote in `--map` or `--const`: its own name or any alias of it. Null when unknown. */
export function readField(text: string): Field | null {
  const custom = /^webhook_custom_fields\.(.+)$/.exec(text.trim());
  if (custom) return `webhook_custom_fields.${custom[1]}`;
  const read = readName(text);
  return read && (read.owner === 'item' || read.owner === 'plain') ? read.field : null;
}
