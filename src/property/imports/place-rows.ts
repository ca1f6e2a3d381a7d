import type { Queryable } from '../../db/pool.ts';
import type { CountyCells } from './county-cells.ts';
import type { ReadRow, RefusedRow } from './import-csv.ts';

/** The rows whose county is known, with its id, and the others with the reason. */
export async function placeRows<Value extends { readonly county: string }>(
  db: Queryable,
  counties: CountyCells,
  rows: readonly ReadRow<Value>[],
): Promise<{ placed: (Value & { readonly countyId: string })[]; refused: RefusedRow[] }> {
  const known = await counties.resolve(
    db,
    rows.map(({ value }) => value.county),
  );
  const placed: (Value & { readonly countyId: string })[] = [];
  const refused: RefusedRow[] = [];
  for (const { row, line, value } of rows) {
    const county = known.get(value.county);
    if (county !== undefined && 'id' in county) placed.push({ ...value, countyId: county.id });
    else {
      const message = county?.message ?? 'county: is not known';
      refused.push({ row, line, errors: [{ field: 'county', value: value.county, message }] });
    }
  }
  return { placed, refused };
}

/**
 * One row for each key: several rows of one thing become one, in which a later row's word counts. Sorted, so that two
 * imports never wait for each other in a ring.
 */
export function oncePerKey<Row extends object>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  const byKey = new Map<string, Row>();
  for (const row of rows) {
    const said = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
    const key = keyOf(row);
    const before = byKey.get(key);
    byKey.set(key, before === undefined ? row : { ...before, ...said });
  }
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}
