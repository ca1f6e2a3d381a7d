// Money as whole cents: sums and shares come out as on paper, whatever binary fractions would make of them.

/** Whole cents of an amount such as `1250`, `1250.5` or `1250.00`; a third decimal is an error. */
export function toCents(amount: string): bigint {
  const [, sign, dollars, cents = ''] = /^(-?)(\d+)(?:\.(\d{0,2})0*)?$/.exec(amount) ?? [];
  if (dollars === undefined) throw new Error(`not an amount in dollars and cents: ${amount}`);
  const value = BigInt(dollars) * 100n + BigInt(cents.padEnd(2, '0'));
  return sign === '-' ? -value : value;
}

/** `1250.00`: the amount with both its decimals, as columns of money show it. */
export function fromCents(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `$1,250.00`, for people. */
export function showCents(cents: bigint): string {
  const [dollars = '0', rest] = fromCents(cents < 0n ? -cents : cents).split('.');
  return `${cents < 0n ? '-' : ''}$${dollars.replaceAll(/\B(?=(\d{3})+$)/g, ',')}.${rest}`;
}

/** Parts of a percent that {@link percentOf} tells apart: four decimals. */
const PARTS = 10_000;
const WHOLE = BigInt(100 * PARTS);

/** So many percent of an amount that is not negative, to the cent. Percents have at most four decimals. */
export function percentOf(cents: bigint, percent: number, rounding: 'down' | 'half_up'): bigint {
  const product = cents * BigInt(Math.round(percent * PARTS));
  return (product + (rounding === 'half_up' ? WHOLE / 2n : 0n)) / WHOLE;
}
