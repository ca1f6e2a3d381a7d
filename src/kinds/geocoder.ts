import type { AskedAddress, FoundPlace, GeocodeStore, NewGeocode } from '../property/places/geocodes.ts';
import type { Geocoded } from '../providers/census/address.ts';
import type { Census } from '../providers/census/census.ts';
import type { AskedFor } from '../providers/place.ts';

/** From addresses to places, each asked once: what is known is kept and used by every job of the organization. */
export interface Geocoder {
  /**
   * An answer for each address, in order: known ones from the store, the others in one go from the service.
   * `ahead`: addresses that will be asked for later; asked along when the service is asked at all.
   * @throws ServiceFailure, NotNow
   */
  geocode(
    addresses: readonly AskedAddress[],
    asked: AskedFor,
    ahead?: (most: number) => Promise<readonly AskedAddress[]>,
  ): Promise<FoundPlace[]>;
}

const SOURCE = 'Census Bureau geocoder';
/** What the service takes well at once. */
const AT_ONCE = 1_000;

export function createGeocoder(census: Census, store: GeocodeStore): Geocoder {
  return {
    async geocode(addresses, asked, ahead) {
      const { organizationId } = asked.for;
      const found = await store.known(organizationId, addresses);
      const open = addresses.map((_, n) => n).filter((n) => !found.has(n));
      if (open.length > 0) {
        const wanted = open.flatMap((n) => addresses[n] ?? []);
        const all = [...wanted, ...((await ahead?.(AT_ONCE - wanted.length)) ?? [])];
        const answers = await census.geocode(all, asked);
        const rows = all.flatMap((address, at) => {
          const answer = answers[at];
          return answer === undefined ? [] : [rowOf(address, answer, census.sourceOf(address))];
        });
        await store.keep(organizationId, rows);
        for (const [at, n] of open.entries()) {
          const row = rows[at];
          if (row !== undefined) found.set(n, placeOf(row));
        }
      }
      return addresses.map((address, n) => {
        const place = found.get(n);
        if (place === undefined) throw new Error(`no answer for the address "${address.street}"`);
        return place;
      });
    },
  };
}

function rowOf(address: AskedAddress, answer: Geocoded, url: string): NewGeocode {
  return { address, source: SOURCE, url, ...answer };
}

function placeOf(row: NewGeocode): FoundPlace {
  return {
    ...{ answer: row.answer, lat: row.lat ?? null, lon: row.lon ?? null, exact: row.exact ?? null },
    ...{ matchedAddress: row.matchedAddress ?? null, countyFips: row.countyFips ?? null },
    ...{ source: row.source, url: row.url, retrievedAt: new Date() },
  };
}
