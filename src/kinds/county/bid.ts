import { fromCents, percentOf, showCents, toCents } from '../../base/cents.ts';
import type { BidInputs } from '../../property/findings/bid-inputs.ts';
import type { BidSettings } from '../../property/settings/bid-settings.ts';
import { type Figures, type Risk, risksOf } from './bid-risks.ts';

/** One line of the sum: what is added (or, negative, taken off), in dollars and cents, and how it comes about. */
export interface BidLine {
  readonly line: 'share_of_value' | 'repairs' | 'liens' | 'closing' | 'holding' | 'risk';
  readonly amount: string;
  readonly how: string;
}

export interface Bid {
  readonly max_bid: string;
  readonly property_value: string;
  /** The sum, line by line; max_bid is what it comes to, not below 0 and not above the value. */
  readonly lines: readonly BidLine[];
  readonly sum: string;
  readonly flags: readonly string[];
  /** Of each flag: which rule, how many flags it counts as, and why. */
  readonly risks: readonly Risk[];
  /** What was not known, and what was taken in its place. */
  readonly assumptions: readonly string[];
}

/** No value is known: there is no bid without one. */
export interface NoValue {
  readonly refused: string;
}

/** The most to bid for a property. What a bid starts from is rounded down, what is taken off to the nearest cent. */
export function bidFor(inputs: BidInputs, figures: Figures): Bid | NoValue {
  const { settings } = figures;
  const assumptions: string[] = [];
  const value = knownValue(inputs, assumptions);
  if (value === undefined) return { refused: whyNoValue(inputs) };
  const risks = risksOf(inputs, figures, assumptions);
  const flags = risks.map(({ code }) => code);
  const weight = risks.reduce((sum, risk) => sum + risk.flags, 0);
  const repairs = repairsOf(inputs, settings, assumptions);
  const liens = liensOf(inputs, settings, assumptions);
  const perMonth = percentOf(value, settings.holding_percent_per_month, 'half_up');
  const perFlag = percentOf(value, settings.risk_percent_per_flag, 'half_up');
  const lines: readonly (readonly [BidLine['line'], bigint, string])[] = [
    [
      'share_of_value',
      percentOf(value, settings.value_percent, 'down'),
      `${settings.value_percent} % of the value, ${showCents(value)}`,
    ],
    ['repairs', -repairs.cents, repairs.how],
    ['liens', -liens.cents, liens.how],
    [
      'closing',
      -percentOf(value, settings.closing_percent, 'half_up'),
      `${settings.closing_percent} % of the value`,
    ],
    [
      'holding',
      -perMonth * BigInt(settings.holding_months),
      `${settings.holding_months} months at ${settings.holding_percent_per_month} % of the value, ${showCents(perMonth)} each`,
    ],
    [
      'risk',
      -perFlag * BigInt(weight),
      `${weight} ${weight === 1 ? 'flag' : 'flags'} at ${settings.risk_percent_per_flag} % of the value, ${showCents(perFlag)} each${weight > 0 ? `: ${flags.join(', ')}` : ''}`,
    ],
  ];
  const sum = lines.reduce((total, [, cents]) => total + cents, 0n);
  const bid = sum < 0n ? 0n : sum > value ? value : sum;
  return {
    max_bid: fromCents(bid),
    property_value: fromCents(value),
    lines: lines.map(([line, cents, how]) => ({ line, amount: fromCents(cents), how })),
    sum: fromCents(sum),
    flags,
    risks,
    assumptions,
  };
}

function knownValue(inputs: BidInputs, assumptions: string[]): bigint | undefined {
  const [market, assessed] = [positive(inputs.marketValue), positive(inputs.assessedValue)];
  if (market === undefined && assessed !== undefined) {
    assumptions.push('No market value is known: the assessed value stands for it.');
  }
  return market ?? assessed;
}

function whyNoValue({ hasParcelData }: BidInputs): string {
  return hasParcelData
    ? 'market_value and assessed_value: both are missing or 0 in its land data; report one by regrid_scraping, then retry'
    : 'market_value: the property has no land data; run regrid_scraping for it first, then retry';
}

/** What a figure came to and how. */
interface Figure {
  readonly cents: bigint;
  readonly how: string;
}

function repairsOf(inputs: BidInputs, settings: BidSettings, assumptions: string[]): Figure {
  if (inputs.estimatedRepairs !== null)
    return { cents: toCents(inputs.estimatedRepairs), how: 'as estimated by property_condition' };
  if (inputs.condition === 'vacant_land') return { cents: 0n, how: 'vacant land' };
  const cents = toCents(settings.repairs_if_unknown);
  assumptions.push(
    `${inputs.condition === null ? 'No property condition was researched' : 'The property condition names no repairs'}: ${showCents(cents)} is assumed for them.`,
  );
  return { cents, how: 'assumed' };
}

function liensOf(inputs: BidInputs, settings: BidSettings, assumptions: string[]): Figure {
  if (inputs.titleStatus === 'clouded') {
    assumptions.push('The title is clouded: only its liens are taken off.');
  }
  if (inputs.survivingLiens !== null)
    return { cents: toCents(inputs.survivingLiens), how: 'liens that survive the sale, by title_research' };
  if (inputs.totalLiens !== null) {
    assumptions.push('Which liens survive the sale is not known: all of them are taken to.');
    return { cents: toCents(inputs.totalLiens), how: 'all liens, by title_research' };
  }
  const cents = toCents(settings.liens_if_unknown);
  assumptions.push(
    `${inputs.titleStatus === null ? 'No title was researched' : 'The title research names no liens'}: ${showCents(cents)} is assumed for them.`,
  );
  return { cents, how: 'assumed' };
}

function positive(amount: string | null): bigint | undefined {
  const cents = amount === null ? 0n : toCents(amount);
  return cents > 0n ? cents : undefined;
}
