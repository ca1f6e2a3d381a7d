import { createHash } from 'node:crypto';
import { z } from 'zod';
import { apnKey, type Wanted } from './choose-parcel.ts';

const text = z.string().nullish();

/** What an item of a job says about its property; as the selection gives it. */
export const propertyInput = z.looseObject({
  item_id: z.guid(),
  parcel_id: text,
  property_address: text,
  city: text,
  postal_code: text,
  county_name: text,
  state_code: text,
});
export type PropertyInput = z.infer<typeof propertyInput>;

/** One way to look a parcel up. */
export interface Search {
  readonly by: 'apn' | 'address';
  /** The parcel number, or the address on one line. */
  readonly text: string;
  /** By which its answer is bought and kept: the same parcel, however it is written, has the same. */
  readonly key: string;
}

/** A parcel to be looked up. */
export interface Question {
  readonly wanted: Wanted;
  /** The county, such as `/us/ga/chatham`. */
  readonly path: string;
  /** The surest way first; one at least. */
  readonly searches: readonly Search[];
}

/** Undefined where neither a number nor an address with its county is known. */
export function questionOf(input: PropertyInput): Question | undefined {
  const { parcel_id, property_address, city, postal_code, county_name, state_code } = input;
  if (!county_name || !state_code) return undefined;
  const apn = parcel_id?.trim() && apnKey(parcel_id) !== '' ? parcel_id.trim() : null;
  const street = property_address?.trim() || null;
  // "Rear Main St" and the like find whatever is there
  const searchable = street !== null && /^\d/.test(street) ? street : null;
  // some lists write the town, and more, behind the street
  const whole = !city?.trim() && searchable?.includes(',');
  const place = [city?.trim(), [state_code, postal_code?.trim()].filter(Boolean).join(' ')].filter(Boolean);
  const line = searchable === null ? null : [searchable, ...(whole ? [] : place)].join(', ');
  const path = `/us/${slug(state_code)}/${slug(county_name)}`;
  const searches: Search[] = [];
  if (apn !== null) searches.push({ by: 'apn', text: apn, key: keyOf('apn', path, apnKey(apn)) });
  if (line !== null) searches.push({ by: 'address', text: line, key: keyOf('address', path, plain(line)) });
  return searches.length === 0 ? undefined : { wanted: { apn, address: street }, path, searches };
}

/** Keys are at most 300 characters; what is longer is told apart by its hash. */
function keyOf(by: string, path: string, text: string): string {
  const key = `${by}:${path}:${text}`;
  if (key.length <= 300) return key;
  return `${key.slice(0, 230)}#${createHash('sha256').update(key).digest('hex')}`;
}

/** `St. Mary's` -> `st-marys`, as places stand in Regrid's paths. */
function slug(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Mn}|[.'’]/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function plain(address: string): string {
  return address
    .toLowerCase()
    .replaceAll(/[^a-z0-9#]+/g, ' ')
    .trim();
}
