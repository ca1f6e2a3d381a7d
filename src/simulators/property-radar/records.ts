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
const SPOUSES = ['Pat', 'Robin', 'Kim', 'Lee'];
const STAGES = ['Preforeclosure', 'Auction', 'Bank Owned'];

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
    inTaxDelinquency: Number(delinquent),
    DelinquentAmount: delinquent ? (parcel.taxAmount * 2).toFixed(2) : null,
    DelinquentYear: delinquent ? 2024 : null,
    Beds: parcel.bedrooms,
    Pool: Number(random.chance(0.1)),
    Latitude: parcel.lat.toFixed(6),
    Longitude: parcel.lon.toFixed(6),
    ...moreOf(parcel, seed, { value, balance, loans }),
  };
}

/** What few properties have: a spouse, a second loan, an offer for sale, a foreclosure. */
function moreOf(
  parcel: Parcel,
  seed: number,
  { value, balance, loans }: { readonly value: number; readonly balance: number; readonly loans: number },
) {
  const random = seededRandom(`${seed}:radar-more:${parcel.uuid}`);
  const isForeclosed = random.chance(0.06);
  const isListed = random.chance(0.05);
  const hasSecond = loans > 1;
  return {
    OwnerSpouseFirstName: !parcel.owner.isCompany && random.chance(0.3) ? random.pick(SPOUSES) : null,
    SecondDate: hasSecond ? parcel.saleDate : null,
    SecondAmount: hasSecond ? String(Math.round(balance * 0.2)) : null,
    SecondRate: hasSecond ? (4 + random.below(50) / 10).toFixed(2) : null,
    SecondLoanType: hasSecond ? random.pick(LOANS) : null,
    SecondPurpose: hasSecond ? random.pick(PURPOSES) : null,
    isListedForSale: Number(isListed),
    ListingPrice: isListed ? String(value) : null,
    DaysOnMarket: isListed ? random.below(200) : null,
    inForeclosure: Number(isForeclosed),
    ForeclosureStage: isForeclosed ? random.pick(STAGES) : null,
    DefaultAmount: isForeclosed ? (balance * 0.05).toFixed(2) : null,
  };
}
