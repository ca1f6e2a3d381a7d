import { normalizeName } from '../../base/columns.ts';
import { entriesOf } from '../../base/keys.ts';

/** What a file of parcels may say of each; names are compared without case, spaces and punctuation. */
const NAMES = {
  apn: [
    'apn',
    'parcelid',
    'parcelnumb',
    'gisparcelid',
    'parcelnumber',
    'parcelno',
    'pin',
    'pid',
    'blocklot',
    'accountnumber',
  ],
  address: [
    'address',
    'propertyaddress',
    'siteaddress',
    'situsaddress',
    'situs',
    'physicaladdress',
    'pysicaladdressoftenincomplete',
    'streetaddress',
    'street1',
    'street',
  ],
  number: ['streetnum', 'housenumber', 'hseno', 'streetnumber'],
  direction: ['direction', 'dir', 'predirection'],
  name: ['streetname'],
  suffix: ['streetsuffix', 'streettype'],
  unit: ['unit', 'street2', 'apt', 'suite'],
  city: ['city', 'scity', 'sitecity', 'municipality'],
  state: ['state', 'state2', 'statecode', 'sitestate'],
  zip: ['zip', 'zipcode', 'postalcode', 'szip', 'zipfive', 'sitezip'],
  county: ['county', 'countyname'],
  fips: ['fips', 'countyfips', 'fipscode', 'geoid'],
  lat: ['lat', 'latitude', 'y'],
  lon: ['lon', 'lng', 'long', 'longitude', 'x'],
  acres: ['acres', 'acreage', 'llgisacre', 'gisacre', 'lotsizeacres', 'acreagedeed'],
  lotSqft: ['lotsqft', 'lotsizesqft', 'llgissqft', 'landsqft'],
  useCode: ['usecode', 'landusecode'],
  use: ['landuse', 'usedescription', 'usedesc', 'propertytype', 'use'],
  zoning: ['zoning', 'zone'],
  yearBuilt: ['yearbuilt'],
  buildingSqft: ['bldgsqft', 'buildingsqft', 'livingarea', 'sumofdesignatedstructureareas'],
  bedrooms: ['bedrooms', 'beds'],
  landValue: ['landvalue', 'landval', 'landappraisal'],
  improvementValue: ['buildingvalue', 'improvementvalue', 'improvval', 'buildingappraisal'],
  totalValue: ['totalvalue', 'assessedvalue', 'parval', 'totalappraisal'],
  salePrice: ['saleprice'],
  saleDate: ['saledate'],
} as const satisfies Record<string, readonly string[]>;

export type Field = keyof typeof NAMES;
/** The cells of a row by what they mean, trimmed; one that is not there is ''. */
export type Cells = (field: Field) => string;

/** Which column of a file is which field; where several could be one, the more usual name. Owners are never read. */
export function readHeader(header: readonly string[]): ReadonlyMap<Field, number> {
  const normalized = header.map(normalizeName);
  const found = new Map<Field, number>();
  for (const [field, names] of entriesOf<Record<Field, readonly string[]>>(NAMES)) {
    const name = names.find((one) => normalized.includes(one));
    if (name !== undefined) found.set(field, normalized.indexOf(name));
  }
  return found;
}

/** `$23,800` -> 23800; undefined when there is no number. */
export function amountOf(text: string): number | undefined {
  const plain = text.replaceAll(/[$,\s]/g, '');
  const value = plain === '' ? Number.NaN : Number(plain);
  return Number.isFinite(value) ? value : undefined;
}
