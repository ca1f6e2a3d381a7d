import { STATE_CODES } from '../counties/states.ts';
import type { Field } from '../properties/fields.ts';

type Cells = Partial<Record<Field, string>>;

/** An address without its end, and what stood there. */
interface AddressParts {
  readonly street: string;
  readonly city?: string;
  readonly zip?: string;
}

const STATES: ReadonlySet<string> = new Set(Object.values(STATE_CODES));
const ZIP = /^(.*[A-Za-z].*?)[,\s]+(\d{5}(?:-\d{4})?)$/;
/** Behind the last comma: a name without a number, which an "APT 2" is not. */
const CITY = /^(.*[A-Za-z0-9].*?),\s*([A-Za-z][A-Za-z .'’-]{1,60})$/;
const STATE = /^(.*?)[,\s]+([A-Za-z]{2})\.?$/;
/** Of the addresses, at least this share ends so where the end is no part of the street. */
const SHARE = 0.8;

/**
 * Has the addresses of one list without their ends: town, state and ZIP code go to fields of their own where nearly all
 * of them end with these, and no column of the list has them.
 */
export function addressEnds(
  addresses: readonly string[],
  columns: { readonly city: boolean; readonly zip: boolean },
): (cells: Cells) => Cells {
  const most = (ends: (address: string) => boolean) =>
    addresses.length > 0 && addresses.filter(ends).length >= SHARE * addresses.length;
  const withZip = !columns.zip && most((address) => zipOff(address).zip !== undefined);
  const withoutZip = (address: string): AddressParts => (withZip ? zipOff(address) : { street: address });
  const withCity = !columns.city && most((address) => cityOff(withoutZip(address)).city !== undefined);
  return (cells) => {
    if (cells.property_address === undefined) return cells;
    const parts = withoutZip(cells.property_address);
    const { street, city, zip } = withCity ? cityOff(parts) : parts;
    return {
      ...cells,
      property_address: street,
      ...(city === undefined ? {} : { city }),
      ...(zip === undefined ? {} : { postal_code: zip }),
    };
  };
}

function zipOff(address: string): AddressParts {
  const [, street, zip] = ZIP.exec(address) ?? [];
  return street === undefined || zip === undefined ? { street: address } : { street, zip };
}

/** "236 MARSH HEN LN, POOLER GA". A name is a town only where a state or a ZIP code stands behind it. */
function cityOff(parts: AddressParts): AddressParts {
  const [, beforeState, state = ''] = STATE.exec(parts.street) ?? [];
  const hasState = beforeState !== undefined && STATES.has(state.toUpperCase());
  if (!hasState && parts.zip === undefined) return parts;
  const [, street, city] = CITY.exec(hasState ? beforeState : parts.street) ?? [];
  return street === undefined || city === undefined ? parts : { ...parts, street, city: city.trim() };
}
