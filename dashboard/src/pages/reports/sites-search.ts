import { oneOf, text } from '../../data/search.ts';

export const SORTS = [
  'row',
  '-total_incentive_value',
  'total_incentive_value',
  '-processed_at',
  'processed_at',
] as const;
export const ELIGIBILITIES = ['eligible', 'not_eligible', 'failed'] as const;

/** Which sites of a report are shown; it stands in the address. */
export interface SitesSearch {
  readonly eligibility?: (typeof ELIGIBILITIES)[number];
  readonly state?: string;
  readonly program?: string;
  readonly error?: string;
  readonly sort?: (typeof SORTS)[number];
  readonly cursor?: string;
}

export const SITES_SEARCH = {
  eligibility: oneOf(ELIGIBILITIES),
  state: text(),
  program: text(),
  error: text(),
  sort: oneOf(SORTS),
  cursor: text(),
};

/** As the API is asked, without place and order: exports take the same. */
export function filterOf({ eligibility, state, program, error }: SitesSearch) {
  return {
    ...(eligibility === 'eligible' ? { eligible: 'true' as const } : {}),
    ...(eligibility === 'not_eligible' ? { eligible: 'false' as const, status: 'completed' as const } : {}),
    ...(eligibility === 'failed' ? { status: 'failed' as const } : {}),
    ...(state === undefined ? {} : { state }),
    ...(program === undefined ? {} : { program_id: program }),
    ...(error === undefined ? {} : { error_code: error }),
  };
}

/** The address of a file of a report's sites. */
export function exportHref(reportId: string, format: 'csv' | 'jsonl' | 'xlsx', search: SitesSearch): string {
  return `/incentive-reports/${reportId}/export?${new URLSearchParams({ format, ...filterOf(search) })}`;
}
