import { call, type Queryable } from '../../db/pool.ts';
import type { PlaceQuery } from './place.ts';

/** One lookup as `lotline.match_lookups` takes it; `n` comes back with its row. */
export interface MatchQuery extends PlaceQuery {
  n: number;
  items: readonly string[];
}

interface MatchedUtility {
  id: number;
  name: string;
  eiaid: number | null;
}

export type PlaceProblem =
  | 'zip_state_disagree'
  | 'unknown_zip'
  | 'unknown_city'
  | 'ambiguous_city'
  | 'too_little';

/** Where a lookup lies and which incentives may apply there; see sql/functions/30_catalogue_match.sql. */
export interface Match {
  n: number;
  problem: PlaceProblem | null;
  detail: {
    zip_state?: string;
    zip_city?: string;
    counties?: (string | null)[];
    utilities?: string[] | null;
  } | null;
  placed_by: 'zip' | 'city';
  zip: string | null;
  city: string | null;
  state_code: string | null;
  county_fips: string | null;
  county_name: string | null;
  covered: boolean;
  electric: MatchedUtility | null;
  gas: MatchedUtility | null;
  possible: MatchedUtility[];
  candidates: number[];
  assumed: number[];
  version: string;
  today: string;
}

/** Places every lookup of a batch and finds its candidate incentives: one statement, whatever the size of the batch. */
export function matchLookups(db: Queryable, queries: readonly MatchQuery[]): Promise<Match[]> {
  return call<Match & Record<string, unknown>>(db, {
    name: 'match_lookups',
    text: `
      select n, problem, detail, placed_by, zip, city, state_code, county_fips, county_name, covered, electric, gas,
        possible, candidates, assumed, version::text as version, today::text as today
      from lotline.match_lookups($1)`,
    values: [JSON.stringify(queries)],
  });
}

/**
 * Why an address has no place, for people. What the address itself says stands in quotes: failures that differ in
 * nothing else are then one group.
 */
export function placeProblem(
  problem: PlaceProblem,
  query: PlaceQuery,
  city: string,
  detail: Match['detail'],
): string {
  switch (problem) {
    case 'zip_state_disagree':
      return `ZIP "${query.zip}" is in "${detail?.zip_city}, ${detail?.zip_state}", but the address says "${query.state}"`;
    case 'unknown_zip':
      return `ZIP "${query.zip}" is not known${city === '' ? '' : `, and neither is "${city}, ${query.state}"`}`;
    case 'unknown_city':
      return `there is no usable ZIP, and "${city}, ${query.state}" is not known as a postal city`;
    case 'too_little':
      return 'there is no usable ZIP, and not both a city and a state';
    case 'ambiguous_city': {
      const counties = (detail?.counties ?? []).filter((county) => county !== null);
      const several = [
        counties.length > 1 ? `counties "${counties.join(', ')}"` : '',
        (detail?.utilities ?? []).length > 1 ? `utilities "${detail?.utilities?.join(', ')}"` : '',
      ].filter((part) => part !== '');
      return `there is no usable ZIP, and "${city}, ${query.state}" has several ${several.join(' and ')}`;
    }
  }
}

/** The catalogue's version, for when there is nothing to match. */
export async function catalogueVersion(db: Queryable): Promise<string> {
  const [row] = await call<{ version: string }>(
    db,
    'select version::text as version from lotline.catalogue_version',
  );
  return row?.version ?? '';
}
