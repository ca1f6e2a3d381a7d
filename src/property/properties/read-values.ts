/** Values as people write them in lists of properties: an amount, a day, a word; or what is wrong with them. */

export type Read<T> = { readonly value: T } | { readonly problem: string };

/** What spreadsheets, databases (`\N`) and people write for nothing. */
const NOTHING: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  '—',
  'n/a',
  '#n/a',
  'null',
  '\\n',
  '#ref!',
  '#value!',
  '#name?',
]);

/** Text with its spaces tidied; null when it says nothing. An apostrophe that disarmed a formula is taken off. */
export function readText(cell: string): string | null {
  const text = cell
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^'(?=[=+\-@])/, '');
  return NOTHING.has(text.toLowerCase()) ? null : text;
}

/** "$1,234.50", "USD 1234.5", "(12.00)" -> text that numeric takes exactly; the database rounds to cents. */
export function readAmount(text: string): Read<string> {
  const currency = text.trim().replaceAll(/\s*(US\$|USD|\$)\s*/gi, '');
  const signed = /^\((.*)\)$/.exec(currency) ?? /^-(.*)$/.exec(currency) ?? /^(.*)-$/.exec(currency);
  const plain = signed?.[1] ?? currency;
  if (!/^(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?$/.test(plain) || !/\d/.test(plain)) {
    return { problem: 'is no amount; write it such as 1234.50' };
  }
  const digits = plain.replaceAll(',', '').replace(/^0+(?=\d)/, '');
  const [whole = '', cents = ''] = digits.split('.');
  // One less than the column holds: rounding may add one.
  if (whole.length > 11) return { problem: 'is too large; an amount has at most 11 digits before its point' };
  return { value: `${signed ? '-' : ''}${whole || '0'}.${cents.slice(0, 20) || '0'}` };
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** "2026-09-22", "9/22/2026", "9/22/26", "September 22, 2026", "22-Sep-2026", also with a time after -> ISO. */
export function readDate(text: string): Read<string> {
  const problem = { problem: 'is no day; write it such as 2026-09-22 or 9/22/2026' };
  const day = text
    .replace(/[T ]+\d{1,2}:\d{2}(:\d{2})?(\.\d+)?( ?[AP]\.?M\.?)?( ?(Z|UTC|[+-]\d{2}:?\d{2}))?$/i, '')
    .trim();
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(day);
  if (iso) return validDay(iso[1], iso[2], iso[3]) ?? problem;
  const american = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/.exec(day);
  if (american) return validDay(american[3], american[1], american[2]) ?? problem;
  const named =
    /^(?:[a-z]{3,9},? +)?([a-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})$/i.exec(day) ??
    swapped(/^(\d{1,2})[- ]([a-z]{3,9})\.?[- ,]+(\d{4}|\d{2})$/i.exec(day));
  if (named) return validDay(named[3], monthOf(named[1]), named[2]) ?? problem;
  return problem;
}

function swapped(found: RegExpExecArray | null): (string | undefined)[] | null {
  return found && [found[0], found[2], found[1], found[3]];
}

function monthOf(name = ''): string {
  return String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}

function validDay(year = '', month = '', day = ''): Read<string> | null {
  const whole = year.length === 2 ? `20${year}` : year;
  const text = `${whole}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  const valid = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  return valid && Number(whole) >= 1800 ? { value: text } : null;
}

/** "2022", also "2022.0" as spreadsheets write it. */
export function readYear(text: string): Read<number> {
  const found = /^(\d{4})(\.0+)?$/.exec(text);
  const year = Number(found?.[1]);
  return found && year >= 1800 && year <= 2200
    ? { value: year }
    : { problem: 'is no year; write it such as 2022' };
}

export const SALE_TYPES = ['upset', 'judicial', 'repository', 'tax_certificate'] as const;
export type SaleType = (typeof SALE_TYPES)[number];
export const AUCTION_STATUSES = ['active', 'expired', 'sold', 'withdrawn'] as const;
export type AuctionStatus = (typeof AUCTION_STATUSES)[number];
/** What visual validation says of a property. */
export const VALIDATION_STATUSES = ['APPROVED', 'CAUTION', 'REJECT'] as const;
export type ValidationStatus = (typeof VALIDATION_STATUSES)[number];

const SALE_WORDS = new Map<string, SaleType>(
  Object.entries({
    upset: 'upset',
    judicial: 'judicial',
    repository: 'repository',
    tax_certificate: 'tax_certificate',
    certificate: 'tax_certificate',
    tax_lien_certificate: 'tax_certificate',
    tax_lien: 'tax_certificate',
  } as const),
);
const STATUS_WORDS = new Map<string, AuctionStatus>(
  Object.entries({
    active: 'active',
    available: 'active',
    expired: 'expired',
    sold: 'sold',
    withdrawn: 'withdrawn',
    removed: 'withdrawn',
    redeemed: 'withdrawn',
  } as const),
);

const wordOf = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '_')
    .replaceAll(/^_|_$/g, '');

/** "Upset Sale" -> upset. */
export function readSaleType(text: string): Read<SaleType> {
  const value = SALE_WORDS.get(wordOf(text).replace(/_(sale|list|auction)$/, ''));
  return value ? { value } : { problem: `is none of ${SALE_TYPES.join(', ')}` };
}

/** "Redeemed" -> withdrawn. */
export function readAuctionStatus(text: string): Read<AuctionStatus> {
  const value = STATUS_WORDS.get(wordOf(text));
  return value ? { value } : { problem: `is none of ${AUCTION_STATUSES.join(', ')}` };
}

/** States whose ZIP codes begin with a zero, which spreadsheets eat. */
const ZERO_STATES: ReadonlySet<string> = new Set(['CT', 'MA', 'ME', 'NH', 'NJ', 'PR', 'RI', 'VI', 'VT']);

/** A ZIP code as text, with the zeros that a spreadsheet ate where the state says that there were any. */
export function repairZip(text: string, stateCode: string): string {
  const found = /^(\d{3,4})(-\d{4})?$/.exec(text);
  if (!found || !ZERO_STATES.has(stateCode)) return text;
  return `${found[1]?.padStart(5, '0')}${found[2] ?? ''}`;
}

/** What an address is compared by: its and its town's words, in upper case and without punctuation. */
export function addressKey(address: string, town: string | null): string {
  const words = (text: string) =>
    text
      .normalize('NFKC')
      .toUpperCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const key = words(address);
  if (key === '' || town === null) return keyOf(key);
  return keyOf(`${key}, ${words(town)}`);
}

/** Normal forms may be many times as long as what was written, and an index takes 2,700 bytes. */
function keyOf(text: string): string {
  return text.slice(0, 400).replace(/[\ud800-\udbff]$/, '');
}
