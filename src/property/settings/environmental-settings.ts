import { z } from 'zod';
import type { Queryable } from '../../db/pool.ts';
import { readSettings } from './organization-settings.ts';

export const ENVIRONMENTAL_SETTINGS = 'environmental-research';

const count = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};
const figure = (least: number, most: number) => {
  const error = `must be a number from ${least} to ${most}`;
  return z.number({ error }).min(least, { error }).max(most, { error });
};
const level = () => z.enum(['low', 'moderate', 'high'], { error: 'must be one of low, moderate, high' });

/** Every figure by which the risk of a place is judged. */
export const environmentalSettingsSchema = z.object({
  flood_hazard_level: level().describe('Risk of a place in a Special Flood Hazard Area'),
  reduced_flood_level: level().describe(
    'Risk of a place outside, where a rarer flood comes (0.2 % a year) or a levee stands before it',
  ),
  facility_radius_miles: figure(0.1, 5).describe('How far around facilities that EPA regulates are counted'),
  moderate_facilities: count(1, 100_000).describe('Facilities from which the risk is moderate'),
  high_facilities: count(1, 100_000).describe('Facilities from which the risk is high'),
  close_facility_feet: figure(0, 5_280).describe(
    'A facility nearer than this is a moderate risk; 0: none is',
  ),
  low_ground_feet: figure(-300, 1_000).describe('Ground below this height is a moderate risk'),
  partial_after_attempts: count(1, 100).describe(
    'Attempts after which a finding is made of what the services that answer say',
  ),
});
export type EnvironmentalSettings = z.infer<typeof environmentalSettingsSchema>;

/** What each figure is unless an organization chooses. */
export const ENVIRONMENTAL_DEFAULTS: EnvironmentalSettings = {
  flood_hazard_level: 'high',
  reduced_flood_level: 'moderate',
  facility_radius_miles: 0.5,
  moderate_facilities: 10,
  high_facilities: 50,
  close_facility_feet: 300,
  low_ground_feet: 10,
  partial_after_attempts: 3,
};

/** The organization's figures; defaults where it chose none. */
export async function environmentalSettingsFrom(
  db: Queryable,
  organizationId: string,
): Promise<EnvironmentalSettings> {
  const stored = await readSettings(db, organizationId, ENVIRONMENTAL_SETTINGS);
  return environmentalSettingsSchema.parse({ ...ENVIRONMENTAL_DEFAULTS, ...stored?.value });
}
