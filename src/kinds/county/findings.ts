import type { ZodError, ZodType } from 'zod';
import { AppError } from '../../base/errors.ts';
import type { CountyJobType } from '../../property/county-jobs/job-types.ts';
import { bidStrategyFinding } from './bid-strategy-finding.ts';
import { countyResearchFinding } from './county-research-finding.ts';
import { documentFault } from './document.ts';
import { environmentalResearchFinding } from './environmental-research-finding.ts';
import { pdfParsingFinding } from './pdf-parsing-finding.ts';
import { propertyConditionFinding } from './property-condition-finding.ts';
import { regridScrapingFinding } from './regrid-scraping-finding.ts';
import { titleResearchFinding } from './title-research-finding.ts';
import { visualValidationFinding } from './visual-validation-finding.ts';

/** What each type of county job finds out, for whoever takes findings from outside. */
export const findingSchemas = {
  regrid_scraping: regridScrapingFinding,
  visual_validation: visualValidationFinding,
  property_condition: propertyConditionFinding,
  environmental_research: environmentalResearchFinding,
  title_research: titleResearchFinding,
  bid_strategy: bidStrategyFinding,
  pdf_parsing: pdfParsingFinding,
  county_research: countyResearchFinding,
} as const satisfies Record<CountyJobType, ZodType>;

/** One thing wrong with a finding: where, what stood there (its beginning), and what would do. */
export interface FindingFault {
  readonly field: string;
  readonly value: string | null;
  readonly message: string;
}

/** Everything wrong with the finding of one item. */
export interface FindingErrors {
  readonly seq: number;
  /** The property, document or county, where the caller knows it. */
  readonly item_id: string | null;
  readonly errors: readonly FindingFault[];
}

/** A report of one item as far as findings go. */
export interface ReportedFinding {
  readonly seq: number;
  readonly item_id?: string | null;
  readonly outcome: string;
  readonly result?: unknown;
}

/** Most items, and most faults of each, that a refusal lists. */
const SHOWN = 20;

/** What is wrong with one finding; empty when it fits. The same answer as SQL's check_finding. */
export function findingFaults(jobType: CountyJobType, found: unknown): FindingFault[] {
  const whole = documentFault(found);
  if (whole !== undefined) return [{ field: 'finding', ...whole }];
  const parsed = findingSchemas[jobType].safeParse(found);
  return parsed.success ? [] : faultsOf(parsed.error, found);
}

/** What is wrong with the findings of a report, item by item; empty when it may be settled. */
export function checkFindings(jobType: CountyJobType, outcomes: readonly ReportedFinding[]): FindingErrors[] {
  return outcomes.flatMap(({ seq, item_id = null, outcome, result }) => {
    if (outcome !== 'completed' || result === undefined || result === null) return [];
    const errors = findingFaults(jobType, result);
    return errors.length === 0 ? [] : [{ seq, item_id, errors }];
  });
}

/**
 * Refuses a report with findings that do not fit, in the words and details of the database's own refusal, before
 * anything is sent there.
 * @throws AppError finding_refused; `details.errors` lists the first 20 items
 */
export function requireFindings(jobType: CountyJobType, outcomes: readonly ReportedFinding[]): void {
  const refused = checkFindings(jobType, outcomes);
  const [first] = refused;
  const [fault] = first?.errors ?? [];
  if (first === undefined || fault === undefined) return;
  const others = refused.length > 1 ? ` (and ${refused.length - 1} more items)` : '';
  const value = fault.value === null ? '' : `, not "${fault.value}"`;
  throw new AppError(
    'finding_refused',
    `The finding of item ${first.item_id ?? first.seq} was refused: ${fault.field} ${fault.message}${value}${others}`,
    {
      field: fault.field,
      hint: 'Correct it and report again; nothing of this report was stored, and its items are still with whoever held them.',
      details: { field: fault.field, errors: refused.slice(0, SHOWN).map(shortened) },
    },
  );
}

function shortened(one: FindingErrors): FindingErrors {
  return { ...one, errors: one.errors.slice(0, SHOWN) };
}

/** One fault a field, in the order of the schema's keys. */
function faultsOf(error: ZodError, found: unknown): FindingFault[] {
  const faults = new Map<string, FindingFault>();
  for (const { path, message } of error.issues) {
    const field = fieldOf(path);
    if (!faults.has(field)) faults.set(field, { field, value: shown(valueAt(found, field, path)), message });
  }
  return [...faults.values()];
}

/** `sources[2].url` for what is wrong inside a source; a list or object is otherwise named as a whole. */
function fieldOf(path: readonly PropertyKey[]): string {
  const [first, place, key] = path;
  if (first === undefined) return 'finding';
  return first === 'sources' && typeof place === 'number' && key !== undefined
    ? `sources[${place}].${String(key)}`
    : String(first);
}

function valueAt(found: unknown, field: string, path: readonly PropertyKey[]): unknown {
  // a fault of the whole does not show the whole
  if (field === 'finding') return undefined;
  return path
    .slice(0, field.includes('[') ? 3 : 1)
    .reduce<unknown>(
      (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
      found,
    );
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return [...text.slice(0, 200)].slice(0, 100).join('');
}
