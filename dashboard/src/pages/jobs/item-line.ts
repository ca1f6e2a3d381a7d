/** What an item holds, in one line of a table: the values that a person recognizes it by. */
import { formatMoney } from '../../data/format.ts';
import { addressLine, resultOf, resultText } from '../lookups/lookup-result.ts';

const MOST_VALUES = 4;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function itemLine(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  return scalars(value).slice(0, MOST_VALUES).join(' · ');
}

/** What was asked: the address where one is asked about, otherwise as {@link itemLine} tells it. */
export function inputLine(input: unknown): string {
  const address =
    typeof input === 'object' && input !== null && 'address' in input ? addressLine(input.address) : '';
  return address === '' ? itemLine(input) : address;
}

/** What was found: the value and the programmes of a lookup, otherwise as {@link itemLine} tells it. */
export function resultLine(result: unknown): string {
  const found = resultOf(result);
  return found === null ? itemLine(result) : `${formatMoney(found.value)} · ${resultText(found)}`;
}

/** Texts and numbers in it, those of what is nested last; ids of ours mean nothing to people. */
function scalars(value: object): string[] {
  const entries = Object.values(value);
  const own = entries
    .filter(
      (entry) =>
        (typeof entry === 'string' && entry !== '' && !UUID.test(entry)) || typeof entry === 'number',
    )
    .map(String);
  if (own.length >= MOST_VALUES) return own;
  const nested = entries.find((entry): entry is object => typeof entry === 'object' && entry !== null);
  return nested === undefined ? own : [...own, ...scalars(nested)];
}

/** A request that a terminal can repeat. */
export const asCurl = (origin: string, jobId: string, seq: number): string =>
  `curl -H "x-api-key: $LOTLINE_API_KEY" '${origin}/api/jobs/${jobId}/items/${seq}'`;
