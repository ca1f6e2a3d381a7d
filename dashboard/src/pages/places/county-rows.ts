import type { Api } from '../../data/schemas.ts';

/** A county with what waits there and what is known of it: a place on the map, a row of the table. */
export interface CountyRow {
  readonly id: string;
  readonly fips: string;
  readonly name: string;
  readonly state: string;
  readonly pending: number;
  readonly properties: number;
  readonly approved: number;
  readonly bids: number;
  readonly bidTotal: number;
  readonly sale: string | null;
}

export const SORTS = ['name', 'pending', 'properties', 'approved', 'bids', 'sale'] as const;
export type Sort = (typeof SORTS)[number];
export type Order = 'ascending' | 'descending';

/** What a map can be shaded by. */
export const SHOWS = ['work', 'properties', 'approved', 'bids'] as const;
export type Show = (typeof SHOWS)[number];

type CountyPending = Api['PendingWorkByCounty']['counties'][number];

/** Whether there is anything to say of a county. */
export const hasSomething = (row: CountyRow): boolean =>
  row.pending > 0 || row.properties > 0 || row.sale !== null;

/** Both answers as one row for each county that either has. */
export function joinCounties(
  figures: readonly Api['CountyFigures'][],
  pending: readonly CountyPending[],
  /** Taken off what waits, where it is not to be counted. */
  less: readonly CountyPending[] = [],
): CountyRow[] {
  const taken = new Map(less.map(({ fipsCode, pending: waits }) => [fipsCode, waits]));
  const rows = new Map<string, CountyRow>();
  for (const one of figures) {
    rows.set(one.fips_code, {
      id: one.id,
      fips: one.fips_code,
      name: one.full_name,
      state: one.state_code,
      pending: 0,
      properties: one.properties,
      approved: one.approved,
      bids: one.bids,
      bidTotal: one.bid_total,
      sale: one.next_sale_date,
    });
  }
  for (const { countyId, fipsCode, county, state, pending: waits } of pending) {
    const known = rows.get(fipsCode) ?? NOTHING;
    rows.set(fipsCode, {
      ...known,
      id: countyId,
      fips: fipsCode,
      name: known.name === '' ? county : known.name,
      state,
      pending: waits - (taken.get(fipsCode) ?? 0),
    });
  }
  return [...rows.values()];
}

const NOTHING = {
  name: '',
  properties: 0,
  approved: 0,
  bids: 0,
  bidTotal: 0,
  sale: null,
} as const;

export function shownValue(row: CountyRow, show: Show): number {
  return show === 'work' ? row.pending : row[show];
}

export interface RowFilter {
  readonly state?: string | undefined;
  readonly q?: string | undefined;
  readonly sort: Sort;
  readonly order: Order;
}

/** The rows that are wanted, in the order that is wanted; alike ones by state and name. */
export function arrange(rows: readonly CountyRow[], { state, q, sort, order }: RowFilter): CountyRow[] {
  const wanted = q?.trim().toLowerCase();
  const sign = order === 'ascending' ? 1 : -1;
  return rows
    .filter((row) => state === undefined || row.state === state)
    .filter((row) => !wanted || `${row.name}, ${row.state}`.toLowerCase().includes(wanted))
    .sort((one, other) => sign * compare(one, other, sort) || byName(one, other));
}

function compare(one: CountyRow, other: CountyRow, sort: Sort): number {
  if (sort === 'name') return byName(one, other);
  // a county without a sale comes after all that have one
  if (sort === 'sale') return (one.sale ?? '9999').localeCompare(other.sale ?? '9999');
  return one[sort] - other[sort];
}

const byName = (one: CountyRow, other: CountyRow): number =>
  one.state.localeCompare(other.state) || one.name.localeCompare(other.name);
