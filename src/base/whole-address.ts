import { US_STATES } from './us-states.ts';

/** An address that stands in one cell, taken apart. */
export interface WholeAddress {
  readonly street_1: string;
  readonly street_2?: string;
  readonly city?: string;
  readonly state_or_province_code: string;
  readonly postal_code?: string;
}

const CODES = new Set(Object.keys(US_STATES));
const NAMES = new Set(Object.values(US_STATES).map((name) => name.toLowerCase()));
const COUNTRY = /[,\s]+(?:USA|U\.S\.A\.|US|United States(?: of America)?)\.?$/i;
const ZIP = /^(.*?)[,\s]+(\d{5}(?:-\d{4})?)$/;
/** Where a state stands behind its city without a comma. */
const CODE_BEHIND = /^(.*\S)\s+([A-Za-z]{2})\.?$/;
const UNIT =
  /^(?:#|(?:apartment|apt|unit|suite|ste|building|bldg|floor|fl|room|rm|lot|space|spc|trailer|trlr)\b)/i;

/**
 * Takes apart "123 N Main St Apt 4, Altoona, PA 16602-1234" and the like: commas or line ends between the parts, the state
 * as code or name, with or without ZIP and country. Undefined where no state stands at its end, or nothing in front of a
 * comma: then it is a street, or nothing that can be told for sure. Without a comma in front of it the city stays in the street.
 */
export function readWholeAddress(text: string): WholeAddress | undefined {
  const line = text
    .replaceAll(/\s*[\r\n]+\s*/g, ', ')
    .trim()
    .replace(/[,\s]+$/, '')
    .replace(COUNTRY, '');
  const [, front = line, zip] = ZIP.exec(line) ?? [];
  const parts = front.split(',').flatMap((part) => part.trim() || []);
  const state = stateOff(parts);
  const [street, ...rest] = parts;
  if (state === undefined || street === undefined || !/[A-Za-z]/.test(street)) return undefined;
  // without a ZIP, two letters behind a street may be its direction or its kind
  if (zip === undefined && rest.length === 0) return undefined;
  const city = rest.at(-1);
  const isCity = city !== undefined && /[A-Za-z]/.test(city) && !UNIT.test(city);
  const between = (isCity ? rest.slice(0, -1) : rest).join(', ');
  return {
    street_1: street,
    ...(between === '' ? {} : { street_2: between }),
    ...(isCity ? { city } : {}),
    state_or_province_code: state,
    ...(zip === undefined ? {} : { postal_code: zip }),
  };
}

/** Takes the state off the last part, and that part away where it was all of it. */
function stateOff(parts: string[]): string | undefined {
  const last = parts.pop() ?? '';
  if (CODES.has(last.toUpperCase().replace(/\.$/, ''))) return last.toUpperCase().replace(/\.$/, '');
  if (NAMES.has(last.toLowerCase()) && parts.length > 0) return last;
  const words = last.split(/\s+/);
  for (const count of [1, 2, 3]) {
    const name = words.slice(-count).join(' ');
    // a street may be called Washington; behind a city of its own part it is the state
    if (parts.length > 0 && words.length > count && NAMES.has(name.toLowerCase()) && !longer(words, count)) {
      parts.push(words.slice(0, -count).join(' '));
      return name;
    }
  }
  const [, front, code = ''] = CODE_BEHIND.exec(last) ?? [];
  if (front === undefined || !CODES.has(code.toUpperCase())) return undefined;
  parts.push(front);
  return code.toUpperCase();
}

/** "West Virginia" is no Virginia. */
function longer(words: readonly string[], count: number): boolean {
  return NAMES.has(
    words
      .slice(-count - 1)
      .join(' ')
      .toLowerCase(),
  );
}
