import type { LeadCriterion } from '../../base/lead-criteria.ts';
import { type CallFor, type ServiceAnswer, type ServiceCaller, ServiceFailure } from '../service.ts';
import { inItsWords, type RadarRecord, readSearch, type SearchAnswer, unreadable } from './answer.ts';

export interface PropertyRadarOptions {
  readonly caller: ServiceCaller;
  /** Sent as a bearer token; undefined: every call fails, saying what to set. */
  readonly key: string | undefined;
}

/** Which part of the results is asked for. */
export interface Page {
  /** From 0. */
  readonly start: number;
  readonly limit: number;
}

/** What a search finds, without anything being bought. */
export interface Preview {
  /** RadarIDs of the page; empty when the account is shown counts alone. */
  readonly radarIds: readonly string[];
  readonly total: number;
  /** What buying all of it would cost now, in dollars as decimal text; null when the service does not say. */
  readonly cost: string | null;
  /** Records that cost nothing yet; null when the service does not say. */
  readonly free: number | null;
}

/** What was bought: it is paid for. */
export interface Purchase extends Pick<SearchAnswer, 'cost' | 'free' | 'nameless'> {
  readonly records: readonly RadarRecord[];
}

/** Searches and purchases at PropertyRadar. All of them throw ServiceFailure or NotNow. */
export interface PropertyRadar {
  /** Free. */
  preview(search: Search & Page): Promise<Preview>;
  /** Bills every record that it answers. Nothing repeats it: without a readable answer the outcome is unknown. */
  purchase(search: Search & Page): Promise<Purchase>;
  /** Sees to it that one call can leave soon, or throws NotNow. */
  ready(wanted: CallFor, signal: AbortSignal): Promise<void>;
}

export interface Search {
  readonly criteria: readonly (
    | LeadCriterion
    | { readonly name: 'RadarID'; readonly value: readonly string[] }
  )[];
  readonly for: CallFor;
  /** A purchase goes on without it once it was sent, so that what is paid for arrives. */
  readonly signal: AbortSignal;
}

/** Records that a free preview asks for: what every account is given at once. */
export const PREVIEW_PAGE = 400;
const PREVIEW_MS = 30_000;
/** Well below any lease: the answer, or that there is none, is known while the items are still held. */
const PURCHASE_MS = 90_000;
const MOST_BYTES = 64 * 1024 * 1024;
/** An order that does not depend on when a record was last changed. */
const SORT = 'APN ASC';

export function createPropertyRadar({ caller, key }: PropertyRadarOptions): PropertyRadar {
  async function search(
    { criteria, start, limit, signal, for: wanted }: Search & Page,
    purchase: boolean,
  ): Promise<{ answer: ServiceAnswer; found: SearchAnswer }> {
    if (key === undefined) {
      const message = 'PropertyRadar has no key here: set PROPERTYRADAR_API_TOKEN';
      throw new ServiceFailure('propertyradar', 'permanent', 'propertyradar_not_set', message);
    }
    const answer = await caller
      .call({
        method: 'POST',
        path: '/properties',
        operation: purchase ? 'properties.purchase' : 'properties.preview',
        query: {
          Purchase: purchase ? 1 : 0,
          Limit: limit,
          Start: start,
          Fields: purchase ? 'Overview' : 'RadarID',
          Sort: SORT,
        },
        headers: { authorization: `Bearer ${key}` },
        body: { Criteria: criteria },
        ...(purchase ? { billed: true, units: limit } : { units: 0 }),
        for: wanted,
        signal,
        timeoutMs: purchase ? PURCHASE_MS : PREVIEW_MS,
        maxBytes: MOST_BYTES,
      })
      .catch((error: unknown) => {
        throw error instanceof ServiceFailure ? inItsWords(error) : error;
      });
    const found = readSearch(answer.text);
    if (found === undefined) throw unreadable('propertyradar', answer, purchase);
    return { answer, found };
  }

  return {
    ready: (wanted, signal) => caller.reserve(1, wanted, signal),
    async preview(asked) {
      const { answer, found } = await search(asked, false);
      const { records, total, cost, free } = found;
      if (total === null) throw unreadable('propertyradar', answer, false);
      return { radarIds: records.map(({ RadarID }) => RadarID), total, cost, free };
    },
    async purchase(asked) {
      const { answer, found } = await search({ ...asked, signal: new AbortController().signal }, true);
      const { records, nameless, cost, free } = found;
      answer.charge({ units: records.length + nameless, ...(cost === null ? {} : { cost }) });
      return { records, nameless, cost, free };
    },
  };
}
