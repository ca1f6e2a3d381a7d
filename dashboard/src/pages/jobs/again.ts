import type { Api } from '../../data/api.ts';
import { COUNTY_KINDS, type CountyKind } from '../../data/kinds.ts';

export const STRATEGIES = ['sequential', 'round_robin', 'auction_date'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** What the page for a new job can be opened with. */
export interface NewJobSearch {
  readonly kind?: CountyKind;
  readonly counties?: string;
  readonly state?: string;
  readonly strategy?: Strategy;
  readonly batchSize?: number;
}

/** A new job like this one, as far as jobs of its kind can be made on that page; else undefined. */
export function againSearch({ kind, params, settings }: Api['Job']): NewJobSearch | undefined {
  const known = COUNTY_KINDS.find((name) => name === kind);
  if (known === undefined) return undefined;
  const counties = countyIds(params);
  const strategy = STRATEGIES.find((name) => name === params.strategy);
  return {
    kind: known,
    ...(counties.length === 0 ? {} : { counties: counties.join(',') }),
    ...(counties.length === 0 && typeof params.state_code === 'string' ? { state: params.state_code } : {}),
    ...(strategy === undefined ? {} : { strategy }),
    batchSize: settings.batchSize,
  };
}

/** The counties that a job names; none when it is over a state or all of them. */
export function countyIds(params: Api['Job']['params']): string[] {
  if (typeof params.county_id === 'string') return [params.county_id];
  return Array.isArray(params.county_ids)
    ? params.county_ids.filter((id): id is string => typeof id === 'string')
    : [];
}
