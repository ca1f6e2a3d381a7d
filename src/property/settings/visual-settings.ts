import { z } from 'zod';
import type { Queryable } from '../../db/pool.ts';
import { readSettings } from './organization-settings.ts';

export const VISUAL_SETTINGS = 'visual-validation';

const figure = (most: number) => {
  const error = `must be a number from 0 to ${most}`;
  return z.number({ error }).min(0, { error }).max(most, { error });
};
const dollars = () => {
  const error = 'must be dollars as text with at most two decimals, such as "2500.00"';
  return z.string({ error }).regex(/^\d{1,10}(\.\d{1,2})?$/, { error });
};

/** What a place in a flood hazard area does to a verdict. */
export const FLOOD_EFFECTS = ['reject', 'caution', 'note'] as const;

/** Every threshold of the rules by which parcels are validated. */
export const visualSettingsSchema = z.object({
  least_lot_sqft: figure(10_000_000).describe('Lots below are rejected, square feet'),
  least_vacant_acres: figure(1_000).describe('Vacant lots below are a caution, acres'),
  most_area_difference_percent: figure(100).describe(
    'Sizes on record that differ by more are a caution, of the larger',
  ),
  least_width_feet: figure(10_000).describe('Strips narrower on average are rejected, feet'),
  least_compactness: figure(1).describe(
    'Outlines below are a caution: 4π × area / perimeter², 1 for a circle, 0.79 for a square',
  ),
  least_frontage_feet: figure(10_000).describe('Less along the road is a caution, feet'),
  least_value: dollars().describe('Values below are a caution, dollars'),
  most_due_percent: figure(10_000).describe('More due than this is a caution, of the value'),
  flood_hazard: z
    .enum(FLOOD_EFFECTS, { error: `must be one of ${FLOOD_EFFECTS.join(', ')}` })
    .describe('What a flood hazard area does to the verdict: reject, caution or note'),
});
export type VisualSettings = z.infer<typeof visualSettingsSchema>;

/** What each threshold is unless an organization chooses. */
export const VISUAL_DEFAULTS: VisualSettings = {
  least_lot_sqft: 1_000,
  least_vacant_acres: 0.1,
  most_area_difference_percent: 25,
  least_width_feet: 10,
  least_compactness: 0.2,
  least_frontage_feet: 20,
  least_value: '1000.00',
  most_due_percent: 100,
  flood_hazard: 'caution',
};

/** The organization's thresholds; defaults where it chose none. */
export async function visualSettingsFrom(db: Queryable, organizationId: string): Promise<VisualSettings> {
  const stored = await readSettings(db, organizationId, VISUAL_SETTINGS);
  return visualSettingsSchema.parse({ ...VISUAL_DEFAULTS, ...stored?.value });
}
