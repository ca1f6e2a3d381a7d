import type { Address, LookupAnswer, LookupRequest } from '../base/incentives.ts';
import type { AskedAddress, FoundPlace } from '../property/places/geocodes.ts';
import type { AskedFor } from '../providers/place.ts';
import type { Geocoder } from './geocoder.ts';

type Refusal = Extract<LookupAnswer, { found: false }>;

/**
 * Looks up once more what the catalogue could not place, where the geocoder knows the address: a town under another name,
 * a ZIP and a town that do not go together. All of a batch are asked for at once.
 * @throws ServiceFailure, NotNow of the geocoder, when there was something to ask
 */
export async function lookUpByGeocoder(
  requests: readonly LookupRequest[],
  answers: readonly LookupAnswer[],
  again: (requests: readonly LookupRequest[]) => Promise<readonly LookupAnswer[]>,
  geocoder: Geocoder,
  asked: AskedFor,
): Promise<LookupAnswer[]> {
  const open = requests.flatMap((request, n) => {
    const answer = answers[n];
    const address = askedAddress(request.address);
    return answer !== undefined && needsPlace(answer) && address !== null
      ? [{ n, request, answer, address }]
      : [];
  });
  const merged = [...answers];
  if (open.length === 0) return merged;
  const places = await geocoder.geocode(
    open.map(({ address }) => address),
    asked,
  );
  const placed = open.flatMap(({ n, request, answer }, at) => {
    const known = places[at] && officialPlace(places[at]);
    if (known === undefined || known === null) {
      merged[n] = { ...answer, message: `${answer.message}; the Census geocoder does not know it either` };
      return [];
    }
    return [{ n, request: { ...request, address: { ...request.address, ...known } } }];
  });
  if (placed.length === 0) return merged;
  const found = await again(placed.map(({ request }) => request));
  for (const [at, { n }] of placed.entries()) merged[n] = found[at] ?? merged[n] ?? missing(n);
  return merged;
}

/** True for addresses that could not be placed. */
export function needsPlace(answer: LookupAnswer): answer is Refusal {
  return !answer.found && answer.code === 'address_not_geocodable';
}

/** The address as the geocoder takes it; null where it has neither a ZIP nor town and state. */
function askedAddress(address: Address): AskedAddress | null {
  const { street_1: street, city, state_or_province_code: state, postal_code: zip } = address;
  if (!zip && !(city && state)) return null;
  return { street, city: city || null, state: state || null, zip: zip || null };
}

/** Town, state and ZIP of "12 MAIN ST, ALTOONA, PA, 16601". */
function officialPlace({ matchedAddress }: FoundPlace): Partial<Address> | null {
  const [zip, state, city] = (matchedAddress ?? '')
    .split(',')
    .map((part) => part.trim())
    .reverse();
  if (!city || !/^[A-Z]{2}$/.test(state ?? '') || !/^\d{5}$/.test(zip ?? '')) return null;
  return { city, state_or_province_code: state, postal_code: zip };
}

function missing(n: number): never {
  throw new Error(`lookup ${n} has no answer`);
}
