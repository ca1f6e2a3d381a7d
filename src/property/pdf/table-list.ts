import { entriesOf } from '../../base/keys.ts';
import type { Field } from '../properties/fields.ts';
import {
  readAmount,
  readAuctionStatus,
  readDate,
  readSaleType,
  readYear,
} from '../properties/read-values.ts';
import { addressEnds } from './address-ends.ts';
import type { ListRow } from './list-row.ts';
import { amountsIn } from './money.ts';
import { looksLikeParcel, usualShapes } from './parcel-shape.ts';
import type { RawRow } from './table-rows.ts';
import type { RawTables } from './tables.ts';

type Cells = Partial<Record<Field, string>>;

/** What becomes of rows that were paid meanwhile, where a list strikes them out in words. */
const GONE = /^\W*(paid|removed|withdrawn|redeemed|deleted|pulled|cancell?ed|stricken)\b/i;
/** Fields whose values an import would refuse; a cell that says something else is left out. */
const TYPED = new Map<Field, (text: string) => object>([
  ['tax_year', readYear],
  ['sale_type', readSaleType],
  ['sale_date', readDate],
  ['auction_status', readAuctionStatus],
]);
const AMOUNTS = ['total_due', 'tax_amount'] as const;
const RARE = 0.02;

/** The rows of tables as an import reads them, each with how sure it is. */
export function tableRows({ rows, fields }: RawTables): ListRow[] {
  const usual = usualShapes(rows.flatMap(({ cells }) => cells.parcel_id ?? []));
  const addresses = rows.flatMap(({ cells }) => cells.property_address ?? []);
  const withoutEnds = addressEnds(addresses, { city: fields.has('city'), zip: fields.has('postal_code') });
  const perPage = new Map<number, number>();
  return rows.map((row) => {
    const number = (perPage.get(row.page) ?? 0) + 1;
    perPage.set(row.page, number);
    const { cells, doubts } = understand(row);
    const missing = [...AMOUNTS, 'property_address' as const].filter(
      (field) => fields.has(field) && cells[field] === undefined && cells.auction_status === undefined,
    );
    const odd = cells.parcel_id !== undefined && rows.length >= 20 && usual(cells.parcel_id) < RARE;
    const confidence = 100 - doubts - 10 * missing.length - (odd ? 15 : 0);
    return { page: row.page, row: number, confidence: Math.max(5, confidence), cells: withoutEnds(cells) };
  });
}

function understand(row: RawRow): { cells: Cells; doubts: number } {
  const cells: Cells = {};
  let doubts = (row.crosses ? 15 : 0) + (row.broken ? 5 : 0);
  for (const [field, text] of entriesOf(row.cells)) {
    // whose county it is, the document says
    if (field === 'county' || field === 'state') continue;
    const read = TYPED.get(field);
    if (read !== undefined) {
      if ('value' in read(text)) cells[field] = text;
      else doubts += 2;
    } else cells[field] = text;
  }
  for (const field of AMOUNTS) doubts += keepAmount(cells, field);
  if (cells.parcel_id !== undefined) {
    cells.parcel_id = cells.parcel_id.replaceAll(/^[*†‡#\s]+|[*†‡\s]+$/g, '');
    if (!looksLikeParcel(cells.parcel_id)) {
      delete cells.parcel_id;
      doubts += 30;
    }
  }
  return { cells, doubts };
}

/** Leaves of a cell the amount alone; of several the last, which sums up the others. Answers how doubtful that is. */
function keepAmount(cells: Cells, field: (typeof AMOUNTS)[number]): number {
  const text = cells[field];
  if (text === undefined) return 0;
  if (GONE.test(text)) {
    delete cells[field];
    cells.auction_status = 'withdrawn';
    return 0;
  }
  const plain = text.replaceAll(/[*†‡]/g, '').trim();
  if ('value' in readAmount(plain)) {
    cells[field] = plain;
    return 0;
  }
  const last = amountsIn(text).at(-1);
  if (last === undefined) {
    delete cells[field];
    return 0;
  }
  cells[field] = last.value;
  return 20;
}
