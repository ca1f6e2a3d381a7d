import type { Place } from '../place.ts';

/** An address of the United States as the Census Bureau is asked for it. City and state, or ZIP, are needed. */
export interface CensusAddress {
  readonly street: string;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
}

/** Where an address is, or why that is not known. */
export type Geocoded = Matched | { readonly answer: 'no_match' } | { readonly answer: 'tie' };

export interface Matched extends Place {
  readonly answer: 'match';
  /** False: found near what was asked, by other letters or numbers. */
  readonly exact: boolean;
  /** As the Bureau writes it: `12 MAIN ST, ALTOONA, PA, 16601`. */
  readonly matchedAddress: string;
  /** Five digits; null when the service gave no geographies. */
  readonly countyFips: string | null;
  readonly tract: string | null;
  readonly block: string | null;
  readonly tigerLineId: string | null;
  readonly side: string | null;
}
