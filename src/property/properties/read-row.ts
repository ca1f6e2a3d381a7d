import type { CellError, Cells } from '../imports/import-csv.ts';
import type { Field } from './fields.ts';
import {
  type AuctionStatus,
  type Read,
  readAmount,
  readAuctionStatus,
  readDate,
  readSaleType,
  readText,
  readYear,
  type SaleType,
} from './read-values.ts';

/** A row understood, except for its county, which the database knows. Null is what the row does not say. */
export interface ReadRow {
  /** As written, with the state where the row has one: "Blair, PA". */
  readonly county: string;
  readonly parcelId: string | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly postalCode: string | null;
  readonly ownerName: string | null;
  readonly taxAmount: string | null;
  readonly totalDue: string | null;
  readonly taxYear: number | null;
  readonly saleType: SaleType | null;
  readonly saleDate: string | null;
  readonly auctionStatus: AuctionStatus | null;
}

const LONGEST: Partial<Record<Field, number>> = {
  parcel_id: 100,
  postal_code: 20,
  city: 100,
  county: 100,
  state: 60,
};
const LONG = 300;

/** What a row says, or all that is wrong with it. */
export function readRow(
  cells: Cells<Field>,
): { readonly value: ReadRow } | { readonly errors: readonly CellError[] } {
  const errors: CellError[] = [];
  const refuse = (field: Field, value: string, message: string) => {
    errors.push({ field, value, message: `${field}: "${value.slice(0, 100)}" ${message}` });
    return null;
  };
  const text = (field: Field): string | null => {
    const value = readText(cells[field] ?? '');
    if (value === null) return null;
    if (!value.isWellFormed())
      return refuse(field, value.toWellFormed(), 'holds half a character; remove it');
    const longest = LONGEST[field] ?? LONG;
    return value.length > longest ? refuse(field, value, `is longer than ${longest} characters`) : value;
  };
  const typed = <T>(field: Field, read: (value: string) => Read<T>): T | null => {
    const value = text(field);
    if (value === null) return null;
    const found = read(value);
    return 'value' in found ? found.value : refuse(field, value, found.problem);
  };
  const row: ReadRow = {
    county: countyText(text('county'), text('state')),
    parcelId: typed('parcel_id', readParcel),
    address: withUnit(text('property_address') ?? addressOfParts(text), text('unit')),
    city: text('city'),
    postalCode: text('postal_code'),
    ownerName: text('owner_name'),
    taxAmount: typed('tax_amount', readAmount),
    totalDue: typed('total_due', readAmount),
    taxYear: typed('tax_year', readYear),
    saleType: typed('sale_type', readSaleType),
    saleDate: typed('sale_date', readDate),
    auctionStatus: typed('auction_status', readAuctionStatus),
  };
  const unknown = row.parcelId === null && !/[\p{L}\p{N}]/u.test(row.address ?? '');
  if (unknown && !errors.some(({ field }) => field === 'parcel_id')) {
    errors.push({
      field: 'parcel_id',
      message: 'parcel_id: the row has neither a parcel number nor an address',
    });
  }
  if (row.county === '' && !errors.some(({ field }) => field === 'county')) {
    errors.push({
      field: 'county',
      message: 'county: the row names no county, and none is given for all rows',
    });
  }
  return errors.length > 0 ? { errors } : { value: row };
}

/** A number like 1.23457E+11 is what a spreadsheet left of a parcel number; the rest of its digits is gone. */
function readParcel(text: string): Read<string> {
  if (/^\d(\.\d+)?E\+?\d+$/i.test(text)) {
    return { problem: 'was cut by a spreadsheet; make the column text there and export it again' };
  }
  return { value: text };
}

/** A county that says its state itself needs no other; a FIPS code neither. */
function countyText(county: string | null, state: string | null): string {
  if (county === null) return '';
  return state === null || county.includes(',') || /^[\d-]|^[0-9a-f-]{36}$/i.test(county)
    ? county
    : `${county}, ${state}`;
}

function addressOfParts(text: (field: Field) => string | null): string | null {
  if (text('street_name') === null) return null;
  const number =
    text('street_number')
      ?.replace(/^0+(?=\d)/, '')
      .replace(/\.0$/, '') ?? null;
  const parts = [number, text('street_direction'), text('street_name'), text('street_suffix')];
  return parts.filter((part) => part !== null && part !== '0').join(' ');
}

/** "5 Main St" with "2B" -> "5 Main St #2B"; flats of one house are not one property. */
function withUnit(address: string | null, unit: string | null): string | null {
  if (address === null || unit === null || address.toUpperCase().endsWith(` ${unit.toUpperCase()}`))
    return address;
  return `${address} ${/^[\da-z-]{1,5}$/i.test(unit) ? `#${unit}` : unit}`;
}
