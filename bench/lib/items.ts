/** The work: small US addresses (about 150 bytes of JSON) and results of about 100 bytes, the same for everybody. */

const STREETS = ['N Main St', 'W Oak Ave', 'S Maple Dr', 'E Washington Blvd', 'Park Ridge Rd'] as const;
const CITIES = [
  ['San Francisco', 'CA', '94102'],
  ['Altoona', 'PA', '16601'],
  ['Pittsburgh', 'PA', '15222'],
  ['Austin', 'TX', '78701'],
  ['Denver', 'CO', '80202'],
] as const;

export interface Payload {
  i: number;
  ref: string;
  street_1: string;
  city: string;
  state: string;
  postal_code: string;
  country: string;
  building_type: string;
}

export interface Result {
  i: number;
  customer_id: number;
  utility: string;
  total: number;
  programs: number;
  eligible: boolean;
}

/** The items numbered 0 to `count` - 1. */
export function makePayloads(count: number): Payload[] {
  return Array.from({ length: count }, (_, i) => makePayload(i));
}

export function makePayload(i: number): Payload {
  const [city, state, zip] = CITIES[i % CITIES.length] ?? CITIES[0];
  return {
    i,
    ref: `deal-${String(i).padStart(7, '0')}`,
    street_1: `${100 + (i % 9000)} ${STREETS[i % STREETS.length]}`,
    city,
    state,
    postal_code: zip,
    country: 'US',
    building_type: 'RESIDENTIAL',
  };
}

export function makeResult(i: number): Result {
  return {
    i,
    customer_id: 100_000 + i,
    utility: 'PG&E Electric',
    total: 1500.25,
    programs: 3,
    eligible: true,
  };
}

/** SQL for a payload of the same size, over a `generate_series` column named `g`. */
export const PAYLOAD_SQL = `jsonb_build_object('i', g, 'ref', 'wait-' || lpad(g::text, 7, '0'),
  'street_1', (100 + g % 9000) || ' N Main St', 'city', 'San Francisco', 'state', 'CA',
  'postal_code', '94102', 'country', 'US', 'building_type', 'RESIDENTIAL')`;

/** `list` in parts of at most `size`, in order. */
export function inParts<T>(list: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < list.length; at += size) parts.push(list.slice(at, at + size));
  return parts;
}
