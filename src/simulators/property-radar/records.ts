import { seededRandom } from '../chassis/random.ts';
import type { Parcel } from '../world/parcel.ts';

/** What PropertyRadar knows of a property, in its own words: flags are 0 or 1, and many numbers are texts. */
export type RadarRecord = Readonly<Record<string, string | number | null>> & { readonly RadarID: string };

/** `P` and eight hex digits. */
export function radarIdOf(parcel: Pick<Parcel, 'uuid'>): string {
  return `P${parcel.uuid.replaceAll('-', '').slice(0, 8).toUpperCase()}`;
}

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/single family|mobile/i, 'SFR'],
  [/two family/i, 'DUP'],
  [/condo/i, 'CND'],
  [/apartment|multi/i, 'MFR'],
  [/vacant|timber|land/i, 'VAC'],
  [/retail|commercial/i, 'COM'],
  [/warehouse|industrial/i, 'IND'],
];
const LOANS = ['Conventional', 'FHA', 'VA', 'Unknown'];
const PURPOSES = ['Purchase', 'Refinance', 'Other'];

/** A parcel as PropertyRadar lists it. Loans and distress are made up, the same for the same parcel. */
export function radarRecord(parcel: Parcel, seed: number): RadarRecord {
  const random = seededRandom(`${seed}:radar:${parcel.uuid}`);
  const { owner } = parcel;
  const value = Math.max(
    1_000,
    Math.round((parcel.landValue + parcel.improvementValue) * (1 + random.next())),
  );
  const loans = random.below(3);
  const balance = loans === 0 ? 0 : Math.round(value * random.next() * 0.9);
  const mail = owner.mailing ?? {
    street: parcel.address,
    city: parcel.city,
    state: parcel.state,
    zip: parcel.zip,
  };
  const delinquent = random.chance(0.2);
  return {
    RadarID: radarIdOf(parcel),
    PType: TYPES.find(([pattern]) => pattern.test(parcel.useDescription))?.[1] ?? 'Other',
    Address: parcel.address === '' ? null : [parcel.address, parcel.unit].filter(Boolean).join(' '),
    City: parcel.city.toUpperCase(),
    State: parcel.state,
    ZipFive: parcel.zip.slice(0, 5),
    County: parcel.county.toUpperCase(),
    FIPS: parcel.fips,
    APN: parcel.apn,
    Owner: owner.name,
    OwnerFirstName: owner.first,
    OwnerLastName: owner.last,
    OwnershipType: owner.isCompany ? 'Corporation' : 'Individual',
    isSameMailingOrExempt: Number(owner.mailing === null),
    isMailVacant: Number(random.chance(0.08)),
    OwnerAddress: mail.street,
    OwnerCity: mail.city.toUpperCase(),
    OwnerState: mail.state,
    OwnerZipFive: mail.zip.slice(0, 5),
    PhoneAvailability: Number(random.chance(0.6)),
    EmailAvailability: Number(random.chance(0.4)),
    AVM: String(value),
    AvailableEquity: String(value - balance),
    EquityPercent: Math.round((100 * (value - balance)) / value),
    CLTV: Math.round((100 * balance) / value),
    TotalLoanBalance: String(balance),
    NumberLoans: loans,
    FirstDate: loans === 0 ? null : parcel.saleDate,
    FirstAmount: loans === 0 ? null : String(balance),
    FirstRate: loans === 0 ? null : (2.5 + random.below(50) / 10).toFixed(2),
    FirstLoanType: loans === 0 ? null : random.pick(LOANS),
    FirstPurpose: loans === 0 ? null : random.pick(PURPOSES),
    AnnualTaxes: parcel.taxAmount.toFixed(2),
    LastTransferRecDate: parcel.saleDate,
    LastTransferValue: parcel.salePrice === null ? 'Unknown' : String(parcel.salePrice),
    isListedForSale: Number(random.chance(0.05)),
    inForeclosure: Number(random.chance(0.06)),
    inTaxDelinquency: Number(delinquent),
    DelinquentAmount: delinquent ? (parcel.taxAmount * 2).toFixed(2) : null,
    DelinquentYear: delinquent ? 2024 : null,
    Beds: parcel.bedrooms,
    Pool: Number(random.chance(0.1)),
    Latitude: parcel.lat.toFixed(6),
    Longitude: parcel.lon.toFixed(6),
  };
}
