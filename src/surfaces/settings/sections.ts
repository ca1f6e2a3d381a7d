import { z } from 'zod';
import { BID_DEFAULTS, BID_SETTINGS, bidSettingsSchema } from '../../property/settings/bid-settings.ts';
import {
  ENVIRONMENTAL_DEFAULTS,
  ENVIRONMENTAL_SETTINGS,
  environmentalSettingsSchema,
} from '../../property/settings/environmental-settings.ts';
import {
  VISUAL_DEFAULTS,
  VISUAL_SETTINGS,
  visualSettingsSchema,
} from '../../property/settings/visual-settings.ts';

/** One section of an organization's settings: its figures, and what they are unless chosen. */
export interface SettingsSection {
  /** As in the address and in the database. */
  readonly name: string;
  /** In camel case, for operation ids and schemas. */
  readonly id: string;
  readonly label: string;
  readonly values: z.ZodObject;
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly example: Readonly<Record<string, unknown>>;
}

/** Every section; a new one is one entry here. */
export const SECTIONS: readonly SettingsSection[] = [
  {
    name: BID_SETTINGS,
    id: 'BidSettings',
    label: 'the figures of bids',
    values: bidSettingsSchema,
    defaults: BID_DEFAULTS,
    example: { value_percent: 65, repairs_if_unknown: '2500.00', holding_months: null },
  },
  {
    name: VISUAL_SETTINGS,
    id: 'VisualSettings',
    label: 'the thresholds of validation',
    values: visualSettingsSchema,
    defaults: VISUAL_DEFAULTS,
    example: { least_width_feet: 15, flood_hazard: 'reject', least_value: null },
  },
  {
    name: ENVIRONMENTAL_SETTINGS,
    id: 'EnvironmentalSettings',
    label: 'the figures by which environmental risk is judged',
    values: environmentalSettingsSchema,
    defaults: ENVIRONMENTAL_DEFAULTS,
    example: { facility_radius_miles: 1, moderate_facilities: 20, close_facility_feet: null },
  },
];

/** What a PUT takes: any of the section's values, each with null for "back to its default". */
export function changeSchema({ values, id }: SettingsSection) {
  const names = Object.keys(values.shape);
  const fields = Object.entries(values.shape).map(([name, schema]): [string, z.ZodType] => [
    name,
    schema.nullable().optional(),
  ]);
  return z
    .looseObject(Object.fromEntries(fields))
    .superRefine((body, context) => {
      // a strict object would name no field
      for (const name of Object.keys(body)) {
        if (names.includes(name)) continue;
        context.addIssue({
          code: 'custom',
          path: [name],
          message: `is not a setting; give some of ${names.join(', ')}`,
        });
      }
    })
    .meta({ id: `Change${id}`, additionalProperties: false });
}

export function sectionSchema({ values, id }: SettingsSection) {
  return z
    .object({
      name: z.string(),
      values: values.describe('What counts now: chosen, or else the default'),
      defaults: values,
      chosen: z.array(z.string()).describe('The values that were chosen'),
      updated_at: z.iso.datetime().nullable().describe('Null: never changed'),
      updated_by: z.string().nullable(),
    })
    .meta({ id });
}
