import { z } from 'zod';
import { periodOf } from '../period.ts';

const decimal = z.number().nonnegative().finite();
const inLanguages = z.union([z.string(), z.object({ en: z.string() })]);
const english = (text: z.infer<typeof inLanguages>): string => (typeof text === 'string' ? text : text.en);

const amountShape = {
  number: decimal,
  minimum: decimal.optional(),
  maximum: decimal.optional(),
  representative: decimal.optional(),
};

/** One incentive as Rewiring America's files write it. */
const entrySchema = z.object({
  id: z.string().min(1),
  items: z.array(z.string().regex(/^[a-z][a-z0-9_]*$/)).min(1),
  program: z.string().min(1),
  amount: z.discriminatedUnion('type', [
    z.object({ type: z.literal('dollar_amount'), ...amountShape }),
    z.object({ type: z.literal('percent'), ...amountShape, number: decimal.max(1) }),
    z.object({ type: z.literal('dollars_per_unit'), ...amountShape, unit: z.string().min(1) }),
  ]),
  payment_methods: z.array(z.string()).default([]),
  owner_status: z.array(z.string()).default([]),
  start_date: z.string().optional(),
  end_date: z.string().optional(),
  paused: z.boolean().default(false),
  low_income: z.string().optional(),
  eligible_geo_group: z.string().optional(),
  short_description: inLanguages,
  url: inLanguages,
});

/** A row of lotline.incentives, its program by key; decimals as text. */
export interface IncentiveRow {
  program_key: string;
  key: string;
  items: string[];
  amount_kind: string;
  amount: string | null;
  amount_minimum: string | null;
  amount_maximum: string | null;
  amount_representative: string | null;
  unit: string | null;
  starts: string | null;
  ends: string | null;
  starts_on: string | null;
  ends_on: string | null;
  paused: boolean;
  owner_status: string[];
  payment_methods: string[];
  income_threshold: string | null;
  area_group: string | null;
  requirements: string[];
  description: string;
  url: string;
}

const decimalText = (value: number | undefined): string | null =>
  value === undefined ? null : String(value);

/** Reads one entry, or says why it cannot be: the path of each wrong field, or the time nobody understands. */
export function readIncentive(entry: unknown): { row: IncentiveRow } | { reason: string } {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) {
    const { issues } = parsed.error;
    return { reason: issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') };
  }
  const { amount, start_date: starts, end_date: ends, ...one } = parsed.data;
  const startPeriod = starts === undefined ? null : periodOf(starts);
  const endPeriod = ends === undefined ? null : periodOf(ends);
  if (starts !== undefined && startPeriod === null)
    return { reason: `start_date: "${starts}" is no time we know` };
  if (ends !== undefined && endPeriod === null) return { reason: `end_date: "${ends}" is no time we know` };
  const row: IncentiveRow = {
    program_key: one.program,
    key: one.id,
    items: one.items,
    amount_kind: amount.type,
    amount: decimalText(amount.number),
    amount_minimum: decimalText(amount.minimum),
    amount_maximum: decimalText(amount.maximum),
    amount_representative: decimalText(amount.representative),
    unit: amount.type === 'dollars_per_unit' ? amount.unit : null,
    starts: starts ?? null,
    ends: ends ?? null,
    starts_on: startPeriod?.first ?? null,
    ends_on: endPeriod?.last ?? null,
    paused: one.paused,
    owner_status: one.owner_status,
    payment_methods: one.payment_methods,
    income_threshold: one.low_income ?? null,
    area_group: one.eligible_geo_group ?? null,
    requirements: [],
    description: english(one.short_description),
    url: english(one.url),
  };
  return { row };
}
