/** Money is counted in whole cents, so that sums do not drift. */
export type Cents = number;

export type AmountKind = 'dollar_amount' | 'percent' | 'dollars_per_unit';

/** What a tier pays, as stored: decimals as text, dollars but for the share of a percent. */
export interface Amount {
  kind: AmountKind;
  /** Dollars, share of the cost (0.3), or dollars per unit; null when the source does not say. */
  number: string | null;
  minimum: string | null;
  maximum: string | null;
  representative: string | null;
  unit: string | null;
}

/** Decimal dollars to cents, rounded half up at the third decimal. */
export function toCents(dollars: string): Cents {
  const [whole = '0', fraction = ''] = dollars.split('.');
  const digits = fraction.padEnd(3, '0');
  const cents = Number(whole) * 100 + Number(digits.slice(0, 2));
  return Number(digits.charAt(2)) >= 5 ? cents + 1 : cents;
}

/** Cents as a JSON number of dollars: the double nearest to the two decimals. */
export const toDollars = (cents: Cents): number => cents / 100;

/** "$1,500" or "$12.50". */
export function showDollars(cents: Cents): string {
  const whole = Math.trunc(cents / 100).toLocaleString('en-US');
  return cents % 100 === 0 ? `$${whole}` : `$${whole}.${String(cents % 100).padStart(2, '0')}`;
}

const show = (dollars: string): string => showDollars(toCents(dollars));
const showPercent = (share: string): string => `${Number((Number(share) * 100).toFixed(2))}% of the cost`;

/**
 * What a tier counts as when neither cost nor size of the work is known. A percent or an amount per unit counts as its
 * maximum, else as what the source calls representative, else as nothing; the reason is in `details`.
 */
export function countAmount(amount: Amount): { cents: Cents; details: string } {
  const { number, minimum, maximum, representative, unit } = amount;
  if (amount.kind === 'dollar_amount') return countFixed(amount);
  const perUnit = amount.kind === 'dollars_per_unit';
  const unknown = perUnit ? `number of ${unit ?? 'unit'}s` : 'cost';
  const rate =
    number === null
      ? 'rate not stated'
      : perUnit
        ? `${show(number)} per ${unit ?? 'unit'}`
        : showPercent(number);
  const least = minimum === null ? '' : `, at least ${show(minimum)}`;
  if (maximum !== null) {
    const details = `${rate}${least}, at most ${show(maximum)}; ${unknown} not given, so the maximum is counted`;
    return { cents: toCents(maximum), details };
  }
  if (representative !== null) {
    const details = `${rate}${least}; ${unknown} not given and no maximum stated, so the representative ${show(representative)} is counted`;
    return { cents: toCents(representative), details };
  }
  return {
    cents: 0,
    details: `${rate}${least}; ${unknown} not given, and neither a maximum nor a representative amount stated, so 0 is counted`,
  };
}

function countFixed({ number, minimum, maximum, representative }: Amount): { cents: Cents; details: string } {
  if (number === null && representative !== null) {
    const details = `the amount depends on the work; the representative ${show(representative)} is counted`;
    return { cents: toCents(representative), details };
  }
  if (number === null) {
    const upTo = maximum === null ? '' : ` (at most ${show(maximum)})`;
    return { cents: 0, details: `the amount is not stated${upTo}, so 0 is counted` };
  }
  const range = maximum === null || toCents(maximum) === toCents(number) ? null : show(maximum);
  const from = minimum === null ? show(number) : show(minimum);
  const details =
    range === null ? `${show(number)} fixed` : `${from} to ${range}; ${show(number)} is counted`;
  return { cents: toCents(number), details };
}
