import type { Field } from '../properties/fields.ts';
import type { Entry } from './entry-cuts.ts';
import {
  addressIn,
  beginsWithStreet,
  dueIn,
  ORDINAL,
  ownerIn,
  type ParcelStyle,
  parcelsIn,
  tidyAddress,
} from './entry-fields.ts';
import { amountsIn } from './money.ts';
import { isTotal } from './totals.ts';

/** How a notice writes its entries. */
export interface Style {
  readonly parcel: ParcelStyle;
  /** The address is all that stands before the parcel number. */
  readonly addressFirst: boolean;
}

/** What an entry says, and how doubtful that is. */
export interface ReadEntry {
  readonly entry: Entry;
  readonly cells: Partial<Record<Field, string>>;
  readonly doubts: number;
  /** What it has of a property: a number or an address, and an amount. */
  readonly known: boolean;
  readonly due: boolean;
  /** Seems to hold more than one property. */
  readonly several: boolean;
  readonly total: boolean;
}

/** Characters of an entry; what is longer is running text. */
const LONGEST = 1500;
/** More names of amounts than one entry has. */
const MANY_AMOUNTS = 8;

export function readEntry(entry: Entry, style: Style): ReadEntry {
  const { text } = entry;
  const parcels = text.length > LONGEST ? [] : parcelsIn(text, style.parcel);
  const [parcel] = parcels;
  if (parcel === undefined && isTotal(text)) return nothing(entry, true);
  if (text.length > LONGEST) return nothing(entry, false);
  const due = dueIn(text);
  const address = addressOf(text, parcel?.start, style);
  const cells: ReadEntry['cells'] = {};
  if (parcel !== undefined) cells.parcel_id = parcel.value;
  if (address !== undefined && address !== '') cells.property_address = address;
  if (due !== undefined) cells.total_due = due.amount.value;
  const owner = ownerIn(text) ?? ownerBetween(text, due?.amount.start);
  if (owner !== undefined) cells.owner_name = owner.slice(0, 300);
  const others = new Set(parcels.map(({ value }) => value)).size;
  const doubts =
    (others > 1 ? 20 : 0) +
    (cells.property_address === undefined ? 15 : 0) +
    (due === undefined ? 25 : due.sure ? 0 : 10) +
    (entry.broken ? 3 : 0);
  return {
    entry,
    cells,
    doubts,
    known: cells.parcel_id !== undefined || (style.parcel === 'none' && cells.property_address !== undefined),
    due: due !== undefined,
    several: others > 2 || amountsIn(text).length > MANY_AMOUNTS || dueTwice(text, style),
    total: false,
  };
}

function nothing(entry: Entry, total: boolean): ReadEntry {
  return { entry, cells: {}, doubts: 0, known: false, due: false, several: false, total };
}

/** Two numbers, each with an amount of its own after it, are two entries that were not cut. */
function dueTwice(text: string, { parcel }: Style): boolean {
  const places = parcelsIn(text, parcel);
  if (places.length < 2) return false;
  return places.every(({ end }, index) => {
    const part = text.slice(end, places[index + 1]?.start ?? text.length);
    return dueIn(part) !== undefined;
  });
}

function addressOf(text: string, parcelStart: number | undefined, style: Style): string | undefined {
  if (!style.addressFirst) return addressIn(text);
  const before = text.slice(0, parcelStart ?? 0).replace(ORDINAL, '');
  const address = tidyAddress(before);
  return address.length <= 300 ? address : undefined;
}

/** "ASSESSED FOR $35,000 TO SMITH JOHN $967.01" */
function ownerBetween(text: string, due: number | undefined): string | undefined {
  if (due === undefined) return undefined;
  const found = /\d\s+TO\s+(\D{3,200})$/i.exec(text.slice(0, due));
  return found?.[1]?.trim().replace(/[,;:$\s]+$/, '') || undefined;
}

/** Whether the addresses of a notice stand before its parcel numbers: where most of the texts there are a street. */
export function isAddressFirst(entries: readonly Entry[], style: ParcelStyle): boolean {
  const before = entries.flatMap(({ text }) => {
    const [parcel, second] = text.length > LONGEST ? [] : parcelsIn(text, style);
    return parcel === undefined || second !== undefined ? [] : [text.slice(0, parcel.start)];
  });
  const streets = before.filter(
    (text) => beginsWithStreet(text) && text.length < 200 && amountsIn(text).length === 0,
  );
  return before.length > 0 && streets.length >= 0.6 * before.length;
}
