import type { Api } from '../../data/api.ts';

type Status = Api['Job']['status'];

/** What the list can be narrowed to by state: `active` is whatever is not over. */
export const STATES = [
  'active',
  'pending',
  'in_progress',
  'paused',
  'completed',
  'failed',
  'cancelled',
] as const satisfies readonly (Status | 'active')[];

/** The search parameters of the list of jobs. */
export interface JobsSearch {
  readonly state?: (typeof STATES)[number];
  readonly kind?: string;
  /** Id, FIPS code or name. */
  readonly county?: string;
  readonly mine?: true;
  readonly q?: string;
  /** From 1. */
  readonly page?: number;
}

export const PAGE_SIZE = 50;

const ACTIVE: readonly Status[] = ['pending', 'in_progress', 'paused'];

/** The list as the API is asked for it. */
export function listQuery({ state, kind, county, mine, q, page = 1 }: JobsSearch) {
  return {
    ...(state === undefined ? {} : { status: state }),
    ...(kind === undefined ? {} : { kind }),
    ...(county === undefined ? {} : { county }),
    ...(mine === undefined ? {} : { created_by: 'me' }),
    ...(q === undefined ? {} : { name: q }),
    limit: PAGE_SIZE,
    offset: (page - 1) * PAGE_SIZE,
  };
}

/** The same filter as the jobs of an action. */
export function actionJobs({ state, kind, county, mine, q }: JobsSearch) {
  return {
    ...(state === undefined ? {} : { status: state === 'active' ? [...ACTIVE] : [state] }),
    ...(kind === undefined ? {} : { kind: [kind] }),
    ...(county === undefined ? {} : { county: [county] }),
    ...(mine === undefined ? {} : { createdBy: 'me' }),
    ...(q === undefined ? {} : { name: q }),
  };
}

export const isFiltered = ({ page: _, ...filter }: JobsSearch): boolean => Object.keys(filter).length > 0;
