import { z } from 'zod';
import type { Queryable } from '../../db/pool.ts';
import { readSettings } from './organization-settings.ts';

export const BID_SETTINGS = 'bid-strategy';

const percent = (most: number) => {
  const error = `must be a number from 0 to ${most} with at most four decimals`;
  return z
    .number({ error })
    .min(0, { error })
    .max(most, { error })
    .refine((value) => Math.abs(value * 10_000 - Math.round(value * 10_000)) < 1e-6, { error });
};
const count = (most: number) => {
  const error = `must be a whole number from 0 to ${most}`;
  return z.int({ error }).min(0, { error }).max(most, { error });
};
const dollars = () => {
  const error = 'must be dollars as text with at most two decimals, such as "2500.00"';
  return z.string({ error }).regex(/^\d{1,10}(\.\d{1,2})?$/, { error });
};

/** Every figure of a bid. Percents are of the property's value. */
export const bidSettingsSchema = z.object({
  value_percent: percent(100).describe('The part of the value that a bid starts from'),
  closing_percent: percent(100).describe('Costs of closing'),
  holding_percent_per_month: percent(100).describe('Taxes, insurance and upkeep, each month'),
  holding_months: count(120).describe('Months until the property is sold on'),
  risk_percent_per_flag: percent(100).describe('Taken off for each flag'),
  moderate_risk_flags: count(20).describe('Flags that a moderate environmental risk counts as'),
  high_risk_flags: count(20).describe('Flags that a high environmental risk counts as'),
  flood_flags: count(20).describe('Flags that a flood hazard area counts as'),
  sliver_flags: count(20).describe('Flags that a strip of a lot counts as'),
  short_frontage_flags: count(20).describe('Flags that too little frontage counts as'),
  repairs_if_unknown: dollars().describe('Repairs where nobody estimated them, dollars'),
  liens_if_unknown: dollars().describe('Liens where nobody researched them, dollars'),
});
export type BidSettings = z.infer<typeof bidSettingsSchema>;

/** What each figure is unless an organization chooses. */
export const BID_DEFAULTS: BidSettings = {
  value_percent: 70,
  closing_percent: 3,
  holding_percent_per_month: 0.25,
  holding_months: 6,
  risk_percent_per_flag: 5,
  moderate_risk_flags: 1,
  high_risk_flags: 2,
  flood_flags: 1,
  sliver_flags: 4,
  short_frontage_flags: 1,
  repairs_if_unknown: '0.00',
  liens_if_unknown: '0.00',
};

/** The organization's figures; defaults where it chose none. */
export async function bidSettingsFrom(db: Queryable, organizationId: string): Promise<BidSettings> {
  const stored = await readSettings(db, organizationId, BID_SETTINGS);
  return bidSettingsSchema.parse({ ...BID_DEFAULTS, ...stored?.value });
}
