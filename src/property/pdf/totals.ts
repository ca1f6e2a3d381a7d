import type { ListRow, PrintedTotal } from './list-row.ts';
import { amountsIn, cents, fromCents } from './money.ts';

const TOTAL = /^\W*((grand|sub|page|sale|list|report|overall|final|running)[\s-]*)?totals?\b/i;
const COUNT =
  /\b(?:total|number|no\.?|count)\s+(?:number\s+|count\s+)?(?:of\s+)?(?:parcels?|propert(?:y|ies)|items?|listings?|records?|entries|rows?|accounts?)(?:\s+(?:listed|advertised|for sale|on list|offered))?\s*[:=.\s]*([\d,]+)\b/i;
const COUNT_AFTER = /^\W*(?:total\W+)?([\d,]+)\s+(?:parcels|properties|listings|records|entries)\b\W*$/i;

/** A line that sums up instead of naming a property. */
export interface TotalLine {
  readonly page: number;
  readonly text: string;
  /** Rows that were read before it. */
  readonly after: number;
}

/** True for a line of sums and counts: "GRAND TOTAL $12,345.67", "Total parcels: 120". */
export function isTotal(text: string): boolean {
  if (COUNT.test(text) || COUNT_AFTER.test(text)) return true;
  return TOTAL.test(text) && /\d/.test(text);
}

/** Compares what the document sums up with its rows. */
export function checkTotals(lines: readonly TotalLine[], rows: readonly ListRow[]): PrintedTotal[] {
  const checked: PrintedTotal[] = [];
  let since = 0;
  for (const line of lines) {
    const ranges = [
      rows.slice(0, line.after),
      rows.slice(since, line.after),
      rows.slice(0, line.after).filter(({ page }) => page === line.page),
      rows,
    ];
    const label = line.text.slice(0, 100);
    const count = COUNT.exec(line.text)?.[1] ?? COUNT_AFTER.exec(line.text)?.[1];
    if (count !== undefined) {
      const printed = BigInt(count.replaceAll(',', '') || '0');
      const computed = nearest(
        printed,
        ranges.map((range) => BigInt(range.length)),
      );
      const said = { printed: String(printed), computed: String(computed) };
      checked.push({ page: line.page, label, kind: 'count', ...said, agrees: printed === computed });
    }
    const total = count === undefined ? agreeing(line.text, ranges) : undefined;
    if (total !== undefined) {
      const said = { printed: fromCents(total.printed), computed: fromCents(total.computed) };
      const agrees = total.printed === total.computed;
      checked.push({ page: line.page, label, kind: 'amount', ...said, agrees });
    }
    since = line.after;
  }
  return checked;
}

/** Of the amounts that a line of totals prints (one a column, maybe), the one nearest to a sum of what is due. */
function agreeing(text: string, ranges: readonly (readonly ListRow[])[]) {
  const sums = (['total_due', 'tax_amount'] as const).flatMap((field) =>
    ranges.flatMap((range) => {
      const said = range.flatMap(({ cells }) => amountOf(cells[field]));
      return said.length === 0 ? [] : [said.reduce((sum, value) => sum + value, 0n)];
    }),
  );
  if (sums.length === 0) return undefined;
  const pairs = amountsIn(text).map((amount) => {
    const printed = cents(amount.value);
    return { printed, computed: nearest(printed, sums) };
  });
  const distance = (pair: { printed: bigint; computed: bigint }) => abs(pair.printed - pair.computed);
  return pairs.reduce<(typeof pairs)[number] | undefined>(
    (best, pair) => (best === undefined || distance(pair) < distance(best) ? pair : best),
    undefined,
  );
}

function amountOf(cell: string | undefined): bigint[] {
  const [amount] = cell === undefined ? [] : amountsIn(/[.$]/.test(cell) ? cell : `$${cell}`);
  return amount === undefined ? [] : [cents(amount.value)];
}

function nearest(value: bigint, candidates: readonly bigint[]): bigint {
  return candidates.reduce((best, one) => (abs(value - one) < abs(value - best) ? one : best));
}

const abs = (value: bigint) => (value < 0n ? -value : value);
