import type { FoundPlace } from '../../property/places/geocodes.ts';
import type { PropertyPlace } from '../../property/places/places.ts';
import type { Place } from '../../providers/place.ts';
import { type Failed, failed } from '../kind.ts';

/** Where a property is, and how that is known. */
export interface Located extends Place {
  readonly from: 'land data' | 'address';
  /** Said of it in the finding; null where nothing needs saying. */
  readonly remark: string | null;
  readonly source: {
    readonly title: string;
    readonly url: string | null;
    readonly note: string | null;
    readonly retrieved_at: string;
  };
}

/** The place of a property, or why it is not known. A geocode counts only within the property's own county. */
export function located(
  property: PropertyPlace | undefined,
  geocode: FoundPlace | undefined,
): Located | Failed {
  if (property === undefined) {
    return failed('invalid_input', 'property_unknown', 'The property is not there any more');
  }
  const { parcel, address, county } = property;
  if (parcel !== null) {
    return {
      ...{ lat: parcel.lat, lon: parcel.lon, from: 'land data', remark: null },
      source: {
        ...{ title: 'Land data of the parcel', url: null, note: `found by ${parcel.foundBy}` },
        retrieved_at: parcel.foundAt.toISOString(),
      },
    };
  }
  if (address === null) {
    return failed(
      'invalid_input',
      'no_location',
      'The property has neither coordinates nor an address with a town or ZIP: run regrid_scraping for it, or import its address, then retry',
    );
  }
  const asked = [address.street, address.city, address.state, address.zip].filter(Boolean).join(', ');
  if (geocode === undefined || geocode.answer === 'no_match') {
    return failed('invalid_input', 'address_not_found', `The Census geocoder does not know "${asked}"`);
  }
  if (geocode.answer === 'tie' || geocode.lat === null || geocode.lon === null) {
    return failed(
      'invalid_input',
      'address_ambiguous',
      `The Census geocoder knows several places as "${asked}"`,
    );
  }
  const { lat, lon, matchedAddress, countyFips, exact } = geocode;
  if (countyFips !== null && countyFips !== county.fips) {
    return failed(
      'invalid_input',
      'address_in_other_county',
      `The Census geocoder finds "${asked}" as "${matchedAddress}", which is not in ${county.name} (${county.fips}) but in ${countyFips}`,
    );
  }
  return {
    ...{ lat, lon, from: 'address' },
    remark: exact ? null : `The address was found as "${matchedAddress}"`,
    source: {
      ...{ title: geocode.source, url: geocode.url, note: `found as ${matchedAddress}` },
      retrieved_at: geocode.retrievedAt.toISOString(),
    },
  };
}
