import { type Amount, amountsIn } from './money.ts';
import { looksLikeParcel } from './parcel-shape.ts';

/** Where a parcel number stands in the entries of a notice. */
export type ParcelStyle = 'labelled' | 'in brackets' | 'first' | 'by its form' | 'none';
export const PARCEL_STYLES: readonly ParcelStyle[] = [
  'labelled',
  'in brackets',
  'first',
  'by its form',
  'none',
];

export interface Found {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const LABELLED =
  /\b(?:(?:tax|uniform|real estate|property)\s+)?(?:parcel|p\.?i\.?n\.?|a\.?p\.?n\.?|upi|tax\s+id|tax\s+map|map(?:\s*(?:&|and|\/)\s*parcel)?|account|acct|property\s+id|control|folio|block\s*\/\s*lot|district\s*-?\s*map)\b\.?\s*(?:identification|identifier|tax)?\s*(?:number|num|nos?|id|#)?\.?\s*(?:number|no|#)?\s*[:#.]*\s*((?=[^\s]*\d|[A-Z0-9]{1,4}\s\d)[A-Z0-9](?:[A-Z0-9./-]*[A-Z0-9])?(?:\s\d[A-Z0-9./-]*[A-Z0-9]|\s\d)*)/gi;
const BRACKETS = /\(\s*((?=[^()]*\d)[A-Z0-9][A-Z0-9 ./-]{2,40}?)\s*\)/gi;
const FIRST =
  /^\W*(?:\d{1,6}\s*[.)]\s+)?((?=[^\s]*\d{2})[A-Z0-9]{1,8}(?:[-./]+[A-Z0-9]{1,8}){1,8}|\d{6,20}|\d{2,6}(?:\s\d{3,6}){1,3})(?=[\s,;:]|$)/gi;
const FORM = /(?<![\w$.-])((?:[A-Z]?\d[A-Z0-9]*)(?:[-./]+[A-Z0-9]+){2,8})(?![\w-])/gi;
const PATTERNS: Readonly<Record<Exclude<ParcelStyle, 'none'>, RegExp>> = {
  labelled: LABELLED,
  'in brackets': BRACKETS,
  first: FIRST,
  'by its form': FORM,
};

/** What a parcel number in this place may be; more than one where the entry leaves it open. */
export function parcelsIn(text: string, style: ParcelStyle): Found[] {
  if (style === 'none') return [];
  return [...text.matchAll(PATTERNS[style])].flatMap((found) => {
    const value = tidy(found[1] ?? '');
    const digits = value.replaceAll(/\D/g, '').length;
    if (digits < 2 || value.length < 3 || isDayOrPhone(value) || !looksLikeParcel(value)) return [];
    return [{ value, start: found.index, end: found.index + found[0].length }];
  });
}

/** Without the spaces that breaking a line left at its separators. */
function tidy(text: string): string {
  return text
    .trim()
    .replaceAll(/\s*([-./])\s*/g, '$1')
    .replaceAll(/\s+/g, ' ');
}

function isDayOrPhone(text: string): boolean {
  return /^\d{1,2}[-/]\d{1,2}[-/](\d{2}|\d{4})$|^(\d{3}-)?\d{3}-\d{4}$/.test(text);
}

const VALUE_BEFORE =
  /(assess\w*|apprais\w*|market|value[sd]?|fmv|improvements?|land|building)\W*(for|at|of|value)?\W*$/i;
const DUE_BEFORE =
  /(total|due|liens?|bid|owed|owing|price|tax(es)?|amounts?|judg(e)?ment|balance|costs|upset|face|pay)\W*(of|is|for)?\W*$/i;
const TOTAL_BEFORE = /(total|minimum bid|starting bid|opening bid|amount due|upset price)[^$]{0,25}$/i;

/** What is due by an entry: the amount that it calls so, else the last that is not a value. */
export function dueIn(text: string): { amount: Amount; sure: boolean } | undefined {
  const due = amountsIn(text).filter(
    (one) => !VALUE_BEFORE.test(text.slice(Math.max(0, one.start - 40), one.start)),
  );
  const before = ({ start }: Amount) => text.slice(Math.max(0, start - 40), start);
  const last = due.at(-1);
  if (last === undefined) return undefined;
  const total = due.filter((one) => TOTAL_BEFORE.test(before(one))).at(-1);
  if (total !== undefined) return { amount: total, sure: true };
  const named = due.filter((one) => DUE_BEFORE.test(before(one)));
  const [only] = named;
  if (only !== undefined && named.length === 1) return { amount: only, sure: true };
  return { amount: last, sure: due.length === 1 };
}

const WAYS =
  'ST|STREET|AVE?|AVENUE|RD|ROAD|DR|DRIVE|LN|LA|LANE|CT|COURT|BLVD|BOULEVARD|PL|PLACE|TER|TERR|TERRACE|WAY|CIR|CIRCLE|HWY|HIGHWAY|PKWY|PARKWAY|PIKE|TRL|TRAIL|ALY|ALLEY|AL|SQ|SQUARE|LOOP|RUN|ROW|PATH|XING|CROSSING|TPKE|TURNPIKE|ROUTE|RTE|RT|BYP|EXT|PT|PLZ|PLAZA|CV|COVE|HOLW|HOLLOW|RDG|RIDGE|MEWS|CRES|GARTH|WALK';
const WAY = new RegExp(`\\b(?:${WAYS})\\b`, 'i');
const SIDE = '(?:\\s+(?:NORTH|SOUTH|EAST|WEST|[NSEW]{1,2})\\b\\.?)?';
const UNIT = '(?:,?\\s*(?:#|APT\\.?|UNIT|STE\\.?|SUITE|LOT)\\s*[A-Z0-9-]+)?';
const STREET = new RegExp(
  `(?<![\\w$.,/-])(\\d{1,6}[A-Z]?(?:[-/]\\d+[A-Z]?)?\\s+(?:(?!${WAYS}\\b)[A-Z0-9][A-Z0-9.'’-]*\\s+){0,5}?(?:(?:US|STATE|COUNTY|SR|CR|STATE ROUTE)\\s+)?(?:${WAYS})\\b\\.?(?:\\s+\\d{1,4}[A-Z]?(?=[\\s,;.]|$))?${SIDE}${UNIT})`,
  'i',
);
const ADDRESS_LABEL =
  /\b(?:(?:property|street|situs|site|premises)\s+)?(?:address|situs|location|located\s+at|premises|(?:commonly|also)?\s*known\s+as)\b\s*(?:is|of property)?\s*[:-]?\s*(.{3,120}?)(?=\s*(?:;|\||,?\s+(?:parcel|tax(?:es)?|delinquent|owners?|amounts?|totals?|min\w*|starting|opening|liens?|assess\w*|legal|acres?|sale|bid|due|pin|apn|account|years?|judg\w*|upset|containing|map|with|for)\b|\$|\.(?:\s|$)|$))/i;

/** True where a text names a street, with nothing before its number where it has one. */
export function beginsWithStreet(text: string): boolean {
  const plain = tidyAddress(text.replace(ORDINAL, ''));
  const numbered = STREET.exec(plain);
  return numbered === null ? WAY.test(plain) : numbered.index <= 2;
}

/** "12. " before an entry. */
export const ORDINAL = /^\W*\d{1,6}\s*[.)]\s+/;

/** The address that an entry gives by its label or its form. */
export function addressIn(text: string): string | undefined {
  const labelled = ADDRESS_LABEL.exec(text)?.[1];
  if (labelled !== undefined && /[A-Za-z]/.test(labelled)) return tidyAddress(labelled);
  const street = STREET.exec(text)?.[1];
  return street === undefined ? undefined : tidyAddress(street);
}

export function tidyAddress(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/^[\s*,;:.)\]–—-]+|[\s,;:([–—-]+$/g, '');
}

const OWNER_LABEL =
  /\b(?:owner(?:\(s\)|s)?(?:\s+of\s+record)?|assessed\s+(?:to|in the name of)|in\s+the\s+name\s+of|name)\s*[:-]?\s+(.{2,100}?)(?=\s*(?:;|\||,?\s+(?:parcel|tax|property|address|amount|total|min\w*|liens?|assess\w*|legal|sale|bid|due|pin|apn|account|located|situs)\b|\$|$))/i;

/** Who an entry says owns it. */
export function ownerIn(text: string): string | undefined {
  const owner = OWNER_LABEL.exec(text)?.[1]?.trim();
  return owner === undefined || /^\W*$|\d{3}/.test(owner) ? undefined : owner.replace(/[,;:\s]+$/, '');
}
