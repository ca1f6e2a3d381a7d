import { call, type Queryable } from '../../db/pool.ts';

/** An address as it is asked and kept. */
export interface AskedAddress {
  readonly street: string;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
}

/** What was said of where an address is. */
export interface FoundPlace {
  readonly answer: 'match' | 'tie' | 'no_match';
  readonly lat: number | null;
  readonly lon: number | null;
  /** False: something near what was asked. */
  readonly exact: boolean | null;
  readonly matchedAddress: string | null;
  readonly countyFips: string | null;
  readonly source: string;
  readonly url: string;
  readonly retrievedAt: Date;
}

/** An answer to keep. */
export interface NewGeocode {
  readonly address: AskedAddress;
  readonly answer: 'match' | 'tie' | 'no_match';
  readonly lat?: number;
  readonly lon?: number;
  readonly exact?: boolean;
  readonly matchedAddress?: string;
  readonly countyFips?: string | null;
  readonly tract?: string | null;
  readonly block?: string | null;
  readonly tigerLineId?: string | null;
  readonly side?: string | null;
  readonly source: string;
  readonly url: string;
}

/** A street stays where it is; what was not found may be built, or named, by and by. */
const FOUND_DAYS = 365;
const NOT_FOUND_DAYS = 30;

/** Where addresses are, as organizations have learned it. */
export interface GeocodeStore {
  /** What is known, by the number of the address in the list (from 0), in one statement. */
  known(organizationId: string, addresses: readonly AskedAddress[]): Promise<Map<number, FoundPlace>>;
  /** Keeps answers, in one statement; of equal addresses the last counts. */
  keep(organizationId: string, answers: readonly NewGeocode[]): Promise<void>;
}

/** A row of geocodes as JSON gives it. */
export interface GeocodeRow {
  readonly answer: FoundPlace['answer'];
  readonly lat: number | null;
  readonly lon: number | null;
  readonly exact: boolean | null;
  readonly matched_address: string | null;
  readonly county_fips: string | null;
  readonly source: string;
  readonly url: string;
  readonly retrieved_at: string;
}

export function foundPlace(row: GeocodeRow): FoundPlace {
  return {
    ...{ answer: row.answer, lat: row.lat, lon: row.lon, exact: row.exact },
    ...{ matchedAddress: row.matched_address, countyFips: row.county_fips },
    ...{ source: row.source, url: row.url, retrievedAt: new Date(row.retrieved_at) },
  };
}

export function geocodeStore(db: Queryable): GeocodeStore {
  return {
    async known(organizationId, addresses) {
      if (addresses.length === 0) return new Map();
      const rows = await call<{ n: number; geocode: GeocodeRow }>(
        db,
        'select n, geocode from lotline.known_geocodes($1, $2)',
        [organizationId, JSON.stringify(addresses)],
      );
      return new Map(rows.map(({ n, geocode }) => [n, foundPlace(geocode)]));
    },
    async keep(organizationId, answers) {
      if (answers.length === 0) return;
      const rows = answers.map((one) => ({
        ...{ address: one.address, answer: one.answer, lat: one.lat, lon: one.lon, exact: one.exact },
        ...{ matched_address: one.matchedAddress, county_fips: one.countyFips, tract: one.tract },
        ...{
          block: one.block,
          tiger_line_id: one.tigerLineId,
          side: one.side,
          source: one.source,
          url: one.url,
        },
        fresh_days: one.answer === 'match' ? FOUND_DAYS : NOT_FOUND_DAYS,
      }));
      await call(db, 'select lotline.keep_geocodes($1, $2)', [organizationId, JSON.stringify(rows)]);
    },
  };
}
