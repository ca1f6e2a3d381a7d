import type { Api } from '../../data/api.ts';
import type { CountyKind } from '../../data/kinds.ts';
import type { Strategy } from './again.ts';
import type { CountyChoice } from './county-picker.tsx';

export type Places = 'counties' | 'state' | 'all';

/** A new job, as chosen so far. */
export interface NewJobForm {
  readonly kind: CountyKind;
  readonly places: Places;
  readonly counties: readonly CountyChoice[];
  /** Two letters; empty: none yet. */
  readonly state: string;
  readonly strategy: Strategy;
  /** Empty: the type's own. */
  readonly batchSize: string;
  readonly priority: string;
  /** Empty: all. */
  readonly most: string;
  readonly anew: boolean;
}

/** Types that keep what services answered, and can be told to ask anew. */
export const REUSING: readonly CountyKind[] = ['regrid_scraping', 'environmental_research'];

export const USUAL_PRIORITY = '1000';

interface Line {
  readonly countyId: string;
  readonly state: string;
  readonly pending: number;
}

/** How many items the job would have; null while it is not said where. */
export function itemsOf(form: NewJobForm, lines: readonly Line[]): number | null {
  const chosen = new Set(form.counties.map(({ id }) => id));
  const where = {
    counties: ({ countyId }: Line) => chosen.has(countyId),
    state: ({ state }: Line) => state === form.state,
    all: () => true,
  }[form.places];
  if ((form.places === 'counties' && chosen.size === 0) || (form.places === 'state' && form.state === '')) {
    return null;
  }
  const waiting = lines.filter(where).reduce((sum, { pending }) => sum + pending, 0);
  const most = wholeOf(form.most);
  return most === null || most === undefined ? waiting : Math.min(waiting, most);
}

/** What such a job may take, from what the type's whole work would; null without history. */
export function estimateMinutes(
  items: number,
  work: Pick<Api['PendingWork'], 'pending' | 'estimate'>,
): readonly [low: number, high: number] | null {
  if (work.estimate === null || work.pending === 0) return null;
  const share = items / work.pending;
  return [work.estimate.lowMinutes * share, work.estimate.highMinutes * share];
}

/** "under a minute", "25–40 min", "2–3 h". */
export function minutesText([low, high]: readonly [number, number]): string {
  if (high < 1) return 'under a minute';
  const hours = high >= 120;
  const [from, to] = [low, high].map((minutes) => Math.max(1, Math.round(hours ? minutes / 60 : minutes)));
  return `${from === to ? from : `${from}–${to}`} ${hours ? 'h' : 'min'}`;
}

/** Undefined for nothing, null for what is no whole number from 1. */
export function wholeOf(text: string): number | null | undefined {
  if (text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isInteger(value) && value >= 1 ? value : null;
}

/** What is typed and wrong, by field. */
export function wrongFields({ batchSize, priority, most }: NewJobForm): ReadonlySet<string> {
  const size = wholeOf(batchSize);
  const rank = Number(priority);
  return new Set([
    ...(size === null || (size !== undefined && size > 1000) ? ['batchSize'] : []),
    ...(priority.trim() === '' || !Number.isInteger(rank) || rank < 0 || rank > 10_000 ? ['priority'] : []),
    ...(wholeOf(most) === null ? ['most'] : []),
  ]);
}

/** The job as the API makes it. Of a form without faults. */
export function bodyOf(form: NewJobForm): Api['CreateBatchJob'] {
  const [only] = form.counties;
  const size = wholeOf(form.batchSize);
  const most = wholeOf(form.most);
  return {
    job_type: form.kind,
    ...(form.places === 'counties'
      ? form.counties.length === 1
        ? { county_id: only?.id ?? null }
        : { county_ids: form.counties.map(({ id }) => id) }
      : form.places === 'state'
        ? { state_code: form.state }
        : { county_id: null }),
    strategy: form.strategy,
    ...(size == null ? {} : { batch_size: size }),
    ...(most == null ? {} : { total_items: most }),
    ...(form.anew && REUSING.includes(form.kind) ? { reuse: false } : {}),
  };
}

/** Whether an unfinished job is about the same: the server makes no second one of its type and counties. */
export function isTwin(form: NewJobForm, params: Api['Job']['params']): boolean {
  const ids = new Set(form.counties.map(({ id }) => id));
  const one = typeof params.county_id === 'string' ? [params.county_id] : [];
  const many = Array.isArray(params.county_ids) ? params.county_ids.map(String) : one;
  switch (form.places) {
    case 'counties':
      return many.length === ids.size && many.length > 0 && many.every((id) => ids.has(id));
    case 'state':
      return many.length === 0 && params.state_code === form.state && form.state !== '';
    case 'all':
      return many.length === 0 && typeof params.state_code !== 'string';
  }
}
