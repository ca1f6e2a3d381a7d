import { AppError } from '../../base/errors.ts';
import { entriesOf } from '../../base/keys.ts';
import { itemMapper } from '../../base/lookup-cells.ts';
import type { Field, MapOption } from '../../base/lookup-columns.ts';
import { mapColumns } from '../../base/lookup-file.ts';
import { type LookupMapping, lookupMappingSchema, toLookupMapping } from '../../base/lookup-mapping.ts';
import { recordOf } from '../../base/record.ts';
import type { Job } from '../../engine/vocabulary.ts';
import { INLINE_COLUMNS } from './download-cells.ts';

/** How the rows of a job are made of cells. */
export interface Layout {
  /** The columns that a download gives. */
  readonly columns: readonly string[];
  /** The job came without a file: its cells are shown of its items, and not kept. */
  readonly inline: boolean;
  /** The job does not say what its columns mean, so it was read from their names; rows have to bear it out. */
  readonly guessed: boolean;
  /** Which column has the reference; undefined when none has. */
  readonly referenceAt: number | undefined;
  /** The item that the cells of a new row make. */
  newItem(cells: readonly string[]): Item;
  /** The item that the cells make of a row that was `old`: what no column says stays as it was. */
  changedItem(cells: readonly string[], old: unknown): Item;
}

type Item = Record<string, unknown>;

/**
 * How a job's rows are read. A job that keeps its mapping is read by that; another by `maps` and the names of its columns.
 * Throws `validation_failed` when maps are given though the job knows.
 */
export function layoutOf(job: Pick<Job, 'columns' | 'params'>, maps: readonly MapOption[]): Layout {
  const stored = lookupMappingSchema.safeParse(job.params.mapping);
  if ((stored.success || job.columns === null) && maps.length > 0) {
    throw new AppError('validation_failed', 'map: the job knows what its columns mean; leave it out', {
      field: 'map',
    });
  }
  if (job.columns === null) {
    const places = Object.fromEntries(INLINE_COLUMNS.map((field, index) => [field, index]));
    return layout(INLINE_COLUMNS, { columns: places, constants: {} }, { inline: true, guessed: false });
  }
  if (stored.success) return layout(job.columns, stored.data, { inline: false, guessed: false });
  const { matched, constants } = mapColumns(job.columns, { maps, constants: new Map() });
  return layout(job.columns, toLookupMapping(matched, constants), { inline: false, guessed: true });
}

/** What a mapping says of each field; its schema has let no other names through. */
const fieldsOf = <Value>(said: Readonly<Record<string, Value>>) =>
  entriesOf(said as Readonly<Record<Field, Value>>); // see above

function layout(
  columns: readonly string[],
  mapping: LookupMapping,
  kind: Pick<Layout, 'inline' | 'guessed'>,
): Layout {
  const constants = new Map(fieldsOf(mapping.constants));
  const matched = new Map(
    fieldsOf(mapping.columns).map(([field, index]) => [field, { index, name: columns[index] ?? '' }]),
  );
  const newItem = itemMapper(matched, constants);
  // Where the constants were guessed as well, the row itself knows better.
  const ofCells = kind.guessed ? itemMapper(matched, new Map()) : newItem;
  return {
    columns,
    ...kind,
    referenceAt: matched.get('reference_id')?.index,
    newItem,
    changedItem: (cells, old) => keeping(ofCells(cells), old, new Set(matched.keys())),
  };
}

/** Adds to an item what the old one had in fields that no column fills. */
function keeping(item: Item, old: unknown, filled: ReadonlySet<string>): Item {
  const before = recordOf(old);
  const kept: Item = {
    ...item,
    address: { ...missing(recordOf(before.address), recordOf(item.address), filled) },
  };
  const custom = missing(
    recordOf(before.webhook_custom_fields),
    recordOf(item.webhook_custom_fields),
    filled,
    'webhook_custom_fields.',
  );
  if (Object.keys(custom).length > 0) kept.webhook_custom_fields = custom;
  for (const [name, value] of Object.entries(before)) {
    if (name === 'address' || name === 'webhook_custom_fields' || name in kept) continue;
    // One of the two says which devices: a column for the other one overrules what was there.
    if (name.startsWith('device_') && ('device_ids' in item || 'device_names' in item)) continue;
    if (!filled.has(name)) kept[name] = value;
  }
  return kept;
}

function missing(before: Item, now: Item, filled: ReadonlySet<string>, prefix = ''): Item {
  const unsaid = Object.entries(before).filter(([name]) => !(name in now) && !filled.has(`${prefix}${name}`));
  return { ...Object.fromEntries(unsaid), ...now };
}
