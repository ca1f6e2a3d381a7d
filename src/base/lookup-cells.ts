/** From the cells of a row to the item that is looked up, in the words of POST /batch-lookups. */
import { ADDRESS_FIELDS, type Field, type Matched } from './lookup-columns.ts';
import { readWholeAddress } from './whole-address.ts';

/** A row on its way: its number (from 1, header and blank rows not counted), its cells, and the item they make. */
export interface UploadRow {
  row: number;
  cells: string[];
  item: Record<string, unknown>;
  /** Why the row cannot be read as it stands, whatever its item says. */
  problem?: string;
}

/** The most rows that one job takes. */
export const MAX_ROWS = 1_000_000;
/** The most columns of a file. */
export const MAX_CELLS = 1_000;

const OF_ADDRESS: ReadonlySet<Field> = new Set(ADDRESS_FIELDS);

/**
 * Makes the function that turns cells into an item. Text is trimmed and otherwise left as it stands, so what is
 * wrong stays visible to the server, which alone decides; empty cells are left out. A street column that holds the whole
 * address is taken apart where no other column says city, state or ZIP.
 */
export function itemMapper(
  matched: Matched,
  constants: ReadonlyMap<Field, string>,
): (cells: readonly string[]) => Record<string, unknown> {
  const columns = [...matched].map(([field, { index }]) => ({ field, index }));
  const fixed = [...constants];
  return (cells) => {
    const item: Record<string, unknown> = {};
    const address: Record<string, unknown> = {};
    item.address = address;
    for (const [field, value] of fixed) place(item, address, field, value);
    for (const { field, index } of columns) {
      const value = cells[index]?.trim();
      if (value) place(item, address, field, value);
    }
    if (typeof address.street_1 === 'string' && !hasPlace(address)) {
      const unit = address.street_2 === undefined ? {} : { street_2: address.street_2 };
      Object.assign(address, readWholeAddress(address.street_1), unit);
    }
    return item;
  };
}

/** False where nothing but the street column says where an address lies. */
export function hasPlace(address: {
  readonly city?: unknown;
  readonly state_or_province_code?: unknown;
  readonly postal_code?: unknown;
}): boolean {
  return Boolean(address.city || address.state_or_province_code || address.postal_code);
}

function place(
  item: Record<string, unknown>,
  address: Record<string, unknown>,
  field: Field,
  text: string,
): void {
  if (OF_ADDRESS.has(field)) address[field] = text;
  else if (field === 'device_ids') item.device_ids = numbersOf(text);
  else if (field === 'device_names') item.device_names = text.split(/[;,|]/).map((name) => name.trim());
  else if (field === 'create_application') item.create_application = booleanOf(text);
  else if (field === 'building_type') item.building_type = text.toUpperCase().replaceAll(/[\s-]+/g, '_');
  else if (field.startsWith('webhook_custom_fields.')) {
    const name = field.slice('webhook_custom_fields.'.length);
    item.webhook_custom_fields = { ...(item.webhook_custom_fields as object | undefined), [name]: text };
  } else item[field] = text;
}

/** "1, 2", "1;2", "[1,2]" or "1 2" -> [1, 2]; what is no number stays text, to be refused by name. */
function numbersOf(text: string): (number | string)[] {
  const parts = text.replaceAll(/[[\]]/g, '').split(/[\s;,|]+/);
  return parts.filter((part) => part !== '').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function booleanOf(text: string): boolean | string {
  const word = text.toLowerCase();
  if (['true', 'yes', 'y', '1'].includes(word)) return true;
  if (['false', 'no', 'n', '0'].includes(word)) return false;
  return text;
}

/** As many cells as the header has. Text beyond the header means that the columns are shifted: the row is bad. */
export function fitted(cells: string[], width: number): { cells: string[]; problem?: string } {
  if (cells.length === width) return { cells };
  const missing = Math.max(0, width - cells.length);
  if (missing > 0) return { cells: [...cells, ...Array<string>(missing).fill('')] };
  if (cells.slice(width).every((cell) => cell.trim() === '')) return { cells: cells.slice(0, width) };
  return {
    cells: cells.slice(0, MAX_CELLS),
    problem: `The row has ${cells.length} cells and the header ${width}; put text with a comma in quotes`,
  };
}
