import type { FieldNames } from '../imports/match-columns.ts';

/** What a column or a constant can fill. An address in parts is put together where no column has it whole. */
export const FIELDS = [
  'parcel_id',
  'property_address',
  'street_number',
  'street_direction',
  'street_name',
  'street_suffix',
  'unit',
  'city',
  'postal_code',
  'county',
  'state',
  'owner_name',
  'tax_amount',
  'total_due',
  'tax_year',
  'sale_type',
  'sale_date',
  'auction_status',
] as const;
export type Field = (typeof FIELDS)[number];

/**
 * What people call them. Names before a semicolon are sure; those after it count only where none of the sure ones is
 * there, and so on. Two columns of one rank are never guessed between.
 */
const NAMES: Readonly<Record<Field, string>> = {
  parcel_id: `parcel, parcel number, parcel no, parcel num, parcelnumb, parcel identification number,
    parcel identifier, apn, assessor parcel number, assessors parcel number, pin, property identification number,
    tax parcel, tax parcel id, tax parcel number, tax parcel no;
    pid, tax map number, tax map no, tax map, map number, map parcel, block lot, bbl, gis parcel id,
    control number, control no, property id, property number, tax id, account number`,
  property_address: `property street address, property location, property street, site address, situs address, situs,
    physical address, location address, address of property;
    address, street address, full address, address 1, address line 1, street, street 1, location, address street`,
  street_number:
    'street num, street no, house number, house no, house num, hse no, property street number; number',
  street_direction: 'direction, dir, pre direction, street dir, predir',
  street_name: 'str, property street name, str name',
  street_suffix: 'street type, suffix, st type',
  unit: 'unit number, unit no, apt, apartment, suite, street 2, address 2, address line 2',
  city: 'property city, site city, situs city, location city, property town; city name, town, address city; municipality',
  postal_code: `property zip, property zip code, site zip, situs zip, property postal code, location zip;
    zip, zip code, zip 5, zip five, postcode, address zip`,
  county: 'county name, parish, parish name, property county; county fips, fips, fips code, county fips code',
  state: `property state, site state, situs state;
    state code, state abbreviation, state or province, state or province code, address state`,
  owner_name: `owner, owners, owner names, owner name 1, owner 1, name of owner, owner of record, assessed owner,
    reputed owner; taxpayer, taxpayer name, assessed name; name`,
  tax_amount: `taxes due, tax due, delinquent taxes, delinquent tax, delinquent amount, taxes owed, base tax,
    face amount; taxes, tax`,
  total_due: `total amount due, amount due, balance due, total balance due, payoff amount;
    minimum bid, min bid, starting bid, opening bid, upset price, approximate upset price, upset bid;
    lien, lien amount, total lien, total`,
  tax_year: 'tax yr, delinquent year, year of tax; year',
  sale_type: 'type of sale, auction type',
  sale_date: 'auction date, date of sale, tax sale date',
  auction_status: 'sale status',
};

/** The names of each rank, surest first; a field's own name is always sure. */
export const NAMES_BY_RANK: readonly FieldNames<Field>[] = [0, 1, 2].map(
  (rank) =>
    Object.fromEntries(
      FIELDS.map((field) => [
        field,
        (NAMES[field].split(';')[rank] ?? '')
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== ''),
      ]),
    ) as Record<Field, string[]>, // one entry for each of FIELDS
);
