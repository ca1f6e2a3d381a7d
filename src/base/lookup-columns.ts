/**
 * Which column of a file means which field of a lookup. Names are compared without case, spaces and punctuation;
 * two columns never meet in one field.
 */
import { type Column, fillOnce, findColumn, normalizeName } from './columns.ts';
import { entriesOf } from './keys.ts';

/** The parts of an address, in the order in which people write them. */
export const ADDRESS_FIELDS = [
  'street_1',
  'street_2',
  'city',
  'state_or_province_code',
  'postal_code',
  'country_code',
] as const;

/** The fields that a column, or a value for every row, can fill. */
export const FIELDS = [
  'reference_id',
  ...ADDRESS_FIELDS,
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

function aliases<Name extends Field>(lists: Readonly<Record<Name, string>>): Record<string, Field> {
  const table: Record<string, Field> = Object.create(null);
  for (const [field, names] of entriesOf(lists)) {
    for (const name of names.split(',')) table[normalizeName(name)] = field;
  }
  return table;
}

/** Every name that says a field, without case, spaces and punctuation. */
export const FIELD_NAMES: ReadonlyMap<string, Field> = new Map([
  ...Object.entries(ADDRESS_ALIASES),
  ...Object.entries(ITEM_ALIASES),
]);

/** Columns of whole addresses; beside a street's own column they say nothing new. */
const WHOLE = new Set([
  'fulladdress',
  'wholeaddress',
  'completeaddress',
  'propertyfulladdress',
  'sitefulladdress',
]);

type Owner = 'item' | 'site' | 'plain' | 'mail' | 'whole';

/** What a column's name says: the field and whose it is; null when it says nothing to us. */
function readName(name: string): { field: Field; owner: Owner } | null {
  const normalized = normalizeName(name);
  const ofItem = ITEM_ALIASES[normalized];
  if (ofItem) return { field: ofItem, owner: 'item' };
  if (WHOLE.has(normalized)) return { field: 'street_1', owner: 'whole' };
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

/** A person's own word on a column, by its name or as `#2`, the second column. No field: leave it out. */
export interface MapOption {
  column: string;
  field: Field | null;
}

export type Matched = ReadonlyMap<Field, Column>;

/**
 * Matches columns to fields: first what `maps` says, then what the names say. `constants` are fields that need no
 * column. Throws MappingError when a map names an unknown column, and, unless `fill` does otherwise, when two columns would
 * fill one field.
 */
export function matchHeaders(
  header: readonly string[],
  maps: readonly MapOption[],
  constants: ReadonlySet<Field>,
  fill: typeof fillOnce<Field> = fillOnce,
): Matched {
  const columns = header.map((name, index) => ({ index, name }));
  const matched = new Map<Field, Column>();
  const used = new Set<number>();
  for (const map of maps) {
    const column = findColumn(columns, map.column);
    if (map.field) fill(matched, map.field, column);
    used.add(column.index);
  }
  const free = (field: Field): boolean => !constants.has(field) && !maps.some((map) => map.field === field);
  const candidates = columns.flatMap((column) => {
    const read = used.has(column.index) ? null : readName(column.name);
    return read && free(read.field) ? [{ column, ...read }] : [];
  });
  for (const owner of [...ownersInOrder(candidates), 'whole'] as const) {
    const already = new Set(matched.keys());
    for (const candidate of candidates) {
      if (candidate.owner === owner && !already.has(candidate.field))
        fill(matched, candidate.field, candidate.column);
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

/** The field that a person named: by its own name or any alias of it. Null when unknown. */
export function readField(text: string): Field | null {
  const custom = /^webhook_custom_fields\.(.+)$/.exec(text.trim());
  if (custom) return `webhook_custom_fields.${custom[1]}`;
  const read = readName(text);
  return read && (read.owner === 'item' || read.owner === 'plain') ? read.field : null;
}

/** What a plain list of addresses leaves unsaid. Added to the constants, and told. */
const DEFAULTS: readonly (readonly [Field, string])[] = [
  ['country_code', 'US'],
  ['building_type', 'RESIDENTIAL'],
  ['device_ids', '1'],
];

export function addDefaults(matched: Matched, constants: Map<Field, string>): Field[] {
  const given = (field: Field): boolean => matched.has(field) || constants.has(field);
  const missing = DEFAULTS.filter(
    ([field]) => !given(field) && !(field === 'device_ids' && given('device_names')),
  );
  for (const [field, value] of missing) constants.set(field, value);
  return missing.map(([field]) => field);
}
