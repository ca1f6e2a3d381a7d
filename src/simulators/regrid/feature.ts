import { apnKey, slug } from '../world/address.ts';
import type { Parcel } from '../world/parcel.ts';
import { toGeometry } from '../world/shape.ts';
import type { World } from '../world/world.ts';

const SQFT_PER_ACRE = 43_560;
/** Cities that are no part of a county, where a county of the state has their name: Baltimore, St. Louis, and in Virginia. */
const NAMESAKES = new Set(['24510', '29510', '51600', '51620', '51760', '51770']);
/** Fields that only higher plans have: absent elsewhere, not null. */
const PREMIUM = new Set([
  'll_bldg_count',
  'll_bldg_footprint_sqft',
  'fema_flood_zone',
  'zoning_type',
  'zoning_subtype',
]);

/** How a caller wants features to look. */
export interface FeatureOptions {
  readonly geometry: boolean;
  readonly premium: boolean;
}

/** `/us/ga/chatham/savannah`: the place of a parcel. */
export function pathOf({
  fips,
  state,
  county,
  city,
}: Pick<Parcel, 'fips' | 'state' | 'county' | 'city'>): string {
  return `/us/${slug(state)}/${slug(NAMESAKES.has(fips) ? `${county} city` : county)}/${slug(city)}`;
}

/** A parcel as Regrid shows it: what is useful stands under `properties.fields`, and what is not known is not there. */
export function toFeature(world: World, parcel: Parcel, { geometry, premium }: FeatureOptions): object {
  const path = pathOf(parcel);
  const all = fieldsOf(world, parcel);
  const fields = Object.fromEntries(
    Object.entries(all).filter(
      ([name, value]) => value !== null && value !== '' && (premium || !PREMIUM.has(name)),
    ),
  );
  return {
    type: 'Feature',
    id: parcel.id,
    geometry: geometry ? toGeometry(parcel.shape) : null,
    properties: {
      headline: headlineOf(parcel),
      path: `${path}/${parcel.id}`,
      ll_uuid: parcel.uuid,
      context: { headline: `${parcel.city}, ${parcel.state}`, name: parcel.city, path, active: true },
      fields,
    },
  };
}

export function headlineOf({ address, unit, apn }: Parcel): string {
  return [address, unit].filter(Boolean).join(' ') || apn;
}

/** Every field; null and '' are left out by whoever shows them. Coordinates are text, as Regrid has them. */
export function fieldsOf(world: World, parcel: Parcel): Record<string, string | number | boolean | null> {
  const { owner, buildingSqft } = parcel;
  const mailing = owner.mailing ?? {
    street: parcel.address,
    city: parcel.city,
    state: parcel.state,
    zip: parcel.zip,
  };
  return {
    ogc_fid: parcel.id,
    geoid: parcel.fips,
    parcelnumb: parcel.apn,
    parcelnumb_no_formatting: apnKey(parcel.apn),
    usecode: parcel.useCode,
    usedesc: parcel.useDescription,
    zoning: parcel.zoning,
    zoning_description: parcel.zoning === '' ? '' : `${parcel.zoningType} ${parcel.zoning}`,
    zoning_type: parcel.zoningType,
    zoning_subtype: null,
    struct: buildingSqft !== null,
    yearbuilt: parcel.yearBuilt,
    numstories: parcel.stories,
    improvval: parcel.improvementValue,
    landval: parcel.landValue,
    parval: parcel.landValue + parcel.improvementValue,
    saleprice: parcel.salePrice,
    saledate: parcel.saleDate,
    taxamt: parcel.taxAmount,
    taxyear: '2025',
    owner: owner.name,
    ownfrst: owner.first.toUpperCase(),
    ownlast: owner.last.toUpperCase(),
    mailadd: mailing.street.toUpperCase(),
    mail_city: mailing.city.toUpperCase(),
    mail_state2: mailing.state,
    mail_zip: mailing.zip,
    address: headlineOf(parcel) === parcel.apn ? '' : headlineOf(parcel),
    scity: parcel.city.toUpperCase(),
    county: parcel.county.toLowerCase(),
    state2: parcel.state,
    szip: parcel.zip,
    szip5: parcel.zip.slice(0, 5),
    fema_flood_zone: world.flood(parcel.lat, parcel.lon)?.zone ?? null,
    lat: parcel.lat.toFixed(6),
    lon: parcel.lon.toFixed(6),
    ll_gisacre: Math.round(parcel.acres * 1e5) / 1e5,
    ll_gissqft: Math.round(parcel.acres * SQFT_PER_ACRE),
    ll_bldg_count: buildingSqft === null ? 0 : 1,
    ll_bldg_footprint_sqft:
      buildingSqft === null ? null : Math.round(buildingSqft / Math.max(1, parcel.stories ?? 1)),
    ll_stable_id: 'preserved',
    ll_uuid: parcel.uuid,
  };
}
