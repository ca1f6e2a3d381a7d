import { normalizeName } from '../../base/columns.ts';
import { FIELDS, type Field, NAMES_BY_RANK } from '../properties/fields.ts';

/** What lists in print call columns besides what files do; asked last. */
const PRINTED: Partial<Record<Field, readonly string[]>> = {
  parcel_id: [
    'parcel id',
    'parcel #',
    'parcel id number',
    'parcel i d',
    'pin number',
    'tax parcel #',
    'parcel id no',
    'map/parcel',
    'map parcel no',
    'block/lot',
    'block & lot',
    'tax map id',
    'tax id number',
    'tax id no',
    'assessment number',
    'assessment no',
    'uniform parcel identifier',
    'upi',
    'folio',
    'folio number',
    'strap',
    'geo id',
    'key number',
    'certificate parcel',
  ],
  property_address: [
    'address of premises',
    'situs address',
    'property description',
    'premises',
    'site location',
    'property situs',
    'address location',
    'address/location',
    'location of property',
  ],
  owner_name: [
    'owner(s)',
    'owner name(s)',
    'owners name',
    'record owner',
    'assessed to',
    'name of record owner',
  ],
  total_due: [
    'starting bid amount',
    'total taxes due',
    'total tax due',
    'minimum bid amount',
    'opening bid amount',
    'amount',
    'amt due',
    'total amount',
    'bid amount',
    'judgment amount',
    'approx upset price',
    'approximate upset sale price',
    'upset sale price',
    'upset price',
    'total owed',
    'sale amount',
    'total lien amount',
    'lien total',
  ],
  city: [
    'city/town',
    'town/city',
    'district',
    'borough',
    'township',
    'municipality/district',
    'taxing district',
  ],
};

interface Named {
  readonly field: Field;
  /** 0 is surest. */
  readonly rank: number;
}

const KNOWN: ReadonlyMap<string, Named> = knownNames();

function knownNames(): Map<string, Named> {
  const names = new Map<string, Named>();
  const add = (name: string, named: Named) => {
    const key = normalizeName(name);
    if (!names.has(key)) names.set(key, named);
  };
  for (const [rank, fields] of NAMES_BY_RANK.entries()) {
    for (const field of FIELDS) {
      for (const name of rank === 0 ? [field, ...fields[field]] : fields[field]) add(name, { field, rank });
    }
  }
  for (const field of FIELDS) {
    for (const name of PRINTED[field] ?? []) add(name, { field, rank: NAMES_BY_RANK.length });
  }
  return names;
}

/** The field that a column of that name fills, and how sure that is. */
export function fieldNamed(name: string): Named | undefined {
  return KNOWN.get(normalizeName(name));
}

/** Most words of a name that we know. */
export const LONGEST_NAME = 5;
