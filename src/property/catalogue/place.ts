import type { Address } from '../../base/incentives.ts';

/** Names of states by their letters alone ("NEWYORK") and codes ("NY"), both to the code. */
export type StateNames = ReadonlyMap<string, string>;

/** An address reduced to what a place is found by; null where it says nothing usable. */
export interface PlaceQuery {
  zip: string | null;
  state: string | null;
  place: string | null;
}

/**
 * Five digits out of a ZIP as people and spreadsheets write it: ZIP+4 with or without its dash, a leading zero lost
 * ("6040", "60401234"), a decimal from a number column ("6040.0"). Null when nothing of the kind.
 */
export function normalZip(text: string | null | undefined): string | null {
  const digits = /^(\d{3,5})(?:\.0+)?$|^(\d{5})-\d{0,4}$|^(\d{8,9})$/.exec(
    (text ?? '').replaceAll(/\s+/g, ''),
  );
  if (!digits) return null;
  const [, plain, withPlus4, joined] = digits;
  if (joined) return joined.padStart(9, '0').slice(0, 5);
  return (plain ?? withPlus4 ?? '').padStart(5, '0');
}

/** Abbreviations that towns are written with; only whole words count. */
const longForms = new Map([
  ['ST', 'SAINT'],
  ['STE', 'SAINTE'],
  ['MT', 'MOUNT'],
  ['FT', 'FORT'],
  ['PT', 'POINT'],
  ['N', 'NORTH'],
  ['S', 'SOUTH'],
  ['E', 'EAST'],
  ['W', 'WEST'],
  ['TWP', 'TOWNSHIP'],
  ['BORO', 'BOROUGH'],
]);

/** A town as towns are compared: upper case, letters and digits, common abbreviations spelled out. */
export function normalPlace(text: string | null | undefined): string | null {
  const words = (text ?? '')
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f'.’]/g, '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => longForms.get(word) ?? word);
  return words.length === 0 ? null : words.join(' ');
}

/** "Pennsylvania", "pa", "Pa.", "US-PA" to "PA"; null when it is no state. */
export function normalState(text: string, states: StateNames): string | null {
  const letters = text
    .toUpperCase()
    .replace(/^US-/, '')
    .replaceAll(/[^A-Z]/g, '');
  return states.get(letters) ?? null;
}

/** The lookup table for `normalState` from codes and names. */
export function stateNames(states: readonly { code: string; name: string }[]): StateNames {
  const names = new Map<string, string>();
  for (const { code, name } of states) {
    names.set(code, code);
    names.set(name.toUpperCase().replaceAll(/[^A-Z]/g, ''), code);
  }
  return names;
}

const domestic = new Set(['', 'US', 'USA', 'UNITEDSTATES', 'UNITEDSTATESOFAMERICA']);

/** What the catalogue is asked for an address, or why it cannot be asked. */
export function placeQuery(address: Address, states: StateNames): PlaceQuery | { unplaceable: string } {
  const country = (address.country_code ?? '').toUpperCase().replaceAll(/[^A-Z]/g, '');
  if (!domestic.has(country))
    return { unplaceable: `country ${address.country_code} is not covered, only US is` };
  const stateText = address.state_or_province_code ?? '';
  const state = stateText === '' ? null : normalState(stateText, states);
  if (stateText !== '' && state === null) return { unplaceable: `"${stateText}" is not a state of the US` };
  return { zip: normalZip(address.postal_code), state, place: normalPlace(address.city) };
}
