/** An amount as lists print it, with its cents or with a dollar sign: "$ 1,234.50", "1,234.50", "$900". */
const AMOUNT =
  /\$\s*(\d{1,3}(?:,\s?\d{3})+|\d+)(\.\d{2})?(?![\d,]*\d)|(?<![\d.,-])(\d{1,3}(?:,\d{3})+|\d+)\.\d{2}(?![\d.-])/g;

export interface Amount {
  /** Decimal text. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** With a dollar sign. */
  readonly signed: boolean;
}

/** The amounts in a text, in order. */
export function amountsIn(text: string): Amount[] {
  return [...text.matchAll(AMOUNT)].map((found) => ({
    value: found[0].replaceAll(/[$,\s]/g, ''),
    start: found.index,
    end: found.index + found[0].length,
    signed: found[0].startsWith('$'),
  }));
}

/** Cents of decimal text with at most two decimals, as a whole number: sums of them are exact. */
export function cents(value: string): bigint {
  const [whole = '0', part = ''] = value.replaceAll(/[$,\s]/g, '').split('.');
  return BigInt(whole || '0') * 100n + BigInt(part.slice(0, 2).padEnd(2, '0'));
}

export function fromCents(value: bigint): string {
  const text = String(value < 0n ? -value : value).padStart(3, '0');
  return `${value < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
}
