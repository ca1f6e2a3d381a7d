/** One figure of the work's settings, with its bounds as the server has them. */
export type WorkField =
  | {
      readonly kind: 'number';
      readonly name: string;
      readonly least: number;
      readonly most: number;
      readonly whole?: boolean;
    }
  | { readonly kind: 'money'; readonly name: string }
  | { readonly kind: 'choice'; readonly name: string; readonly choices: readonly string[] };

const number = (name: string, least: number, most: number): WorkField => ({
  kind: 'number',
  ...{ name, least, most },
});
const whole = (name: string, least: number, most: number): WorkField => ({
  kind: 'number',
  ...{ name, least, most, whole: true },
});
const money = (name: string): WorkField => ({ kind: 'money', name });
const choice = (name: string, choices: readonly string[]): WorkField => ({ kind: 'choice', name, choices });

const LEVELS = ['low', 'moderate', 'high'];

/** The sections of settings by which properties are judged, in the order of their work. */
export const WORK_SECTIONS = {
  'visual-validation': [
    number('least_lot_sqft', 0, 10_000_000),
    number('least_vacant_acres', 0, 1000),
    number('most_area_difference_percent', 0, 100),
    number('least_width_feet', 0, 10_000),
    number('least_compactness', 0, 1),
    number('least_frontage_feet', 0, 10_000),
    money('least_value'),
    number('most_due_percent', 0, 10_000),
    choice('flood_hazard', ['reject', 'caution', 'note']),
  ],
  'environmental-research': [
    choice('flood_hazard_level', LEVELS),
    choice('reduced_flood_level', LEVELS),
    number('facility_radius_miles', 0.1, 5),
    whole('moderate_facilities', 1, 100_000),
    whole('high_facilities', 1, 100_000),
    number('close_facility_feet', 0, 5280),
    number('low_ground_feet', -300, 1000),
    whole('partial_after_attempts', 1, 100),
  ],
  'bid-strategy': [
    number('value_percent', 0, 100),
    number('closing_percent', 0, 100),
    number('holding_percent_per_month', 0, 100),
    whole('holding_months', 0, 120),
    number('risk_percent_per_flag', 0, 100),
    whole('moderate_risk_flags', 0, 20),
    whole('high_risk_flags', 0, 20),
    whole('flood_flags', 0, 20),
    whole('sliver_flags', 0, 20),
    whole('short_frontage_flags', 0, 20),
    money('repairs_if_unknown'),
    money('liens_if_unknown'),
  ],
} as const satisfies Readonly<Record<string, readonly WorkField[]>>;
export type SectionName = keyof typeof WORK_SECTIONS;
export const SECTION_NAMES: readonly SectionName[] = [
  'visual-validation',
  'environmental-research',
  'bid-strategy',
];

/** A value of the settings, whatever its kind. */
export type WorkValue = string | number;
type Change = Readonly<Record<string, WorkValue | null>>;

/**
 * What changed between what counts and what was typed; null for what is left empty or typed as its default, which goes back
 * to it.
 */
export function changeOf(
  fields: readonly WorkField[],
  typed: Readonly<Record<string, string>>,
  {
    values,
    defaults,
  }: { values: Readonly<Record<string, WorkValue>>; defaults: Readonly<Record<string, WorkValue>> },
): Change {
  const changed = fields.flatMap(({ name, kind }): [string, WorkValue | null][] => {
    const text = (typed[name] ?? '').trim();
    const value = text === '' ? undefined : kind === 'number' ? Number(text) : text;
    // 1000 and 1000.00 are the same money
    const same = (one: WorkValue | undefined, other: WorkValue | undefined) =>
      kind === 'choice' ? one === other : Number(one) === Number(other);
    const wanted = value === undefined || same(value, defaults[name]) ? null : value;
    return same(wanted ?? defaults[name], values[name]) ? [] : [[name, wanted]];
  });
  return Object.fromEntries(changed);
}
