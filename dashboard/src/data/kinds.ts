import { words } from '../words.ts';

/** Kinds of jobs that choose their items by county. */
export const COUNTY_KINDS = [
  'regrid_scraping',
  'visual_validation',
  'property_condition',
  'environmental_research',
  'title_research',
  'bid_strategy',
  'pdf_parsing',
  'county_research',
] as const;
export type CountyKind = (typeof COUNTY_KINDS)[number];

/** Every kind that comes with Lotline; people may have kinds of their own besides. */
export const KINDS = [...COUNTY_KINDS, 'lead_import', 'list_export', 'incentive_lookup', 'http'] as const;

export const isCountyKind = (kind: string): kind is CountyKind => COUNTY_KINDS.some((name) => name === kind);

/** Whether the jobs of a kind are also told by `/api/batch-jobs`. */
export const isBatchKind = (kind: string): boolean =>
  isCountyKind(kind) || kind === 'lead_import' || kind === 'list_export';

/** What a kind is called; a kind of somebody's own by its name. */
export function kindLabel(kind: string): string {
  const known = KINDS.find((name) => name === kind);
  if (known !== undefined) return words.kinds[known];
  const text = kind.replaceAll(/[_-]+/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
