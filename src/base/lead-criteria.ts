import { z } from 'zod';
import { type CriterionName, LEAD_CRITERIA } from './lead-criteria-table.ts';
import { nearest } from './nearest.ts';

/** One condition of a PropertyRadar search, as it goes over the wire. Conditions are ANDed, a condition's values ORed. */
export interface LeadCriterion {
  readonly name: CriterionName;
  readonly value: readonly unknown[];
}

/** A search may name as many conditions as there are, each once. */
const MOST_CRITERIA = Object.keys(LEAD_CRITERIA).length;
/** Names of criteria without regard to case: what people write is nearly right more often than wrong. */
const BY_LOWER_CASE = new Map(Object.keys(LEAD_CRITERIA).map((name) => [name.toLowerCase(), name]));

/** Checks one condition: the name is a known one, and the values have the form that it takes. */
export const leadCriterionSchema = z
  .strictObject({
    name: z.string().min(1).max(100).describe('Name of a criterion, such as `State` or `EquityPercent`'),
    value: z
      .array(z.unknown())
      .min(1, 'give at least one value')
      .describe('Values, ORed: `["CA"]`, `[1]`, `[[50, null]]`, `["Last 30 Days"]`'),
  })
  .transform((given, context): LeadCriterion => {
    const { name, value } = given;
    if (!isCriterion(name)) {
      context.addIssue({ code: 'custom', path: ['name'], message: unknownName(name), input: name });
      return z.NEVER;
    }
    const parsed = LEAD_CRITERIA[name].value.safeParse(value);
    if (parsed.success) return { name, value: parsed.data };
    for (const issue of parsed.error.issues) {
      const message = `${name}: ${issue.message}`;
      context.addIssue({ code: 'custom', path: ['value', ...issue.path], message, input: value });
    }
    return z.NEVER;
  });

/** The criteria of a lead import: known names, each once, with values of the form that each takes. */
export const leadCriteriaSchema = z
  .array(leadCriterionSchema)
  .min(1, 'give at least one criterion')
  .max(MOST_CRITERIA, `give at most ${MOST_CRITERIA} criteria`)
  .superRefine((criteria, context) => {
    const seen = new Set<string>();
    for (const [index, { name }] of criteria.entries()) {
      if (seen.has(name)) {
        const message = `${name} is named twice; give all of its values in one criterion`;
        context.addIssue({ code: 'custom', path: [index, 'name'], message, input: name });
      }
      seen.add(name);
    }
  });

/** RadarIDs, each once, when a search names nothing else: then they are known without asking for them. */
export function namedRadarIds(criteria: readonly LeadCriterion[]): readonly string[] | null {
  const [only] = criteria;
  if (only === undefined || criteria.length > 1 || only.name !== 'RadarID') return null;
  return [...new Set(only.value.map(String))];
}

function isCriterion(name: string): name is CriterionName {
  return Object.hasOwn(LEAD_CRITERIA, name);
}

function unknownName(name: string): string {
  const cased = BY_LOWER_CASE.get(name.toLowerCase());
  const near = cased === undefined ? nearest(name, Object.keys(LEAD_CRITERIA)) : [cased];
  const fix =
    near.length > 0
      ? `did you mean ${near.join(' or ')}?`
      : `known are ${Object.keys(LEAD_CRITERIA).join(', ')}`;
  return `"${name}" is no criterion that Lotline knows; ${fix}`;
}
