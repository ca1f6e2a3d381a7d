import { US_STATES, usStateCode } from '../../../../../src/base/us-states.ts';
import type { Problem } from './check-item.ts';

/** What the value should be, where that is plain; undefined where only a person can say. */
export function suggestion({ kind, field, value }: Problem): string | undefined {
  if (kind === 'state') return stateMeant(value);
  if (kind === 'zip_short') return zipMeant(value);
  if (kind === 'zip') return /^(\d{5})(\d{4})?\.0$/.exec(value)?.[1];
  if (kind !== 'other') return undefined;
  if (field === 'building_type') return 'RESIDENTIAL';
  if (field === 'reference_id' && value !== '') return referenceMeant(value);
  return undefined;
}

/** Old ways to shorten a state that are not its beginning. */
const SHORT: Readonly<Record<string, string>> = {
  cal: 'CA',
  calif: 'CA',
  penn: 'PA',
  penna: 'PA',
  mass: 'MA',
  miss: 'MS',
  wash: 'WA',
  conn: 'CT',
  tenn: 'TN',
  virg: 'VA',
  wva: 'WV',
  ndak: 'ND',
  sdak: 'SD',
};

/** "Calif." -> CA, "Pennsylvannia" -> PA: a short form, the one beginning, or a letter or two away from one name alone. */
function stateMeant(text: string): string | undefined {
  const plain = text.toLowerCase().replaceAll(/[^a-z]/g, '');
  const letters = usStateCode(plain);
  if (letters !== undefined) return letters;
  if (plain.length < 3) return undefined;
  if (Object.hasOwn(SHORT, plain)) return SHORT[plain];
  const names = Object.entries(US_STATES).map(
    ([code, name]) => [code, name.toLowerCase().replaceAll(' ', '')] as const,
  );
  const only = (found: readonly (readonly [string, string])[]) =>
    found.length === 1 ? found[0]?.[0] : undefined;
  return (
    only(names.filter(([, name]) => name.startsWith(plain))) ??
    only(names.filter(([, name]) => plain.length > 5 && near(plain, name)))
  );
}

/** Alike but for two letters at most, in the same order. */
function near(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 2) return false;
  let front = 0;
  while (front < one.length && one[front] === other[front]) front += 1;
  let back = 0;
  while (back < Math.min(one.length, other.length) - front && one.at(-1 - back) === other.at(-1 - back))
    back += 1;
  return Math.max(one.length, other.length) - front - back <= 2;
}

function zipMeant(value: string): string | undefined {
  const [, zip = '', four = ''] = /^(\d{3,4})(-\d{4})?(?:\.0)?$/.exec(value) ?? [];
  return zip === '' ? undefined : zip.padStart(5, '0') + four;
}

/** Only what a reference may hold, and as long as it must be. */
function referenceMeant(value: string): string | undefined {
  const plain = value
    .trim()
    .replaceAll(/[^A-Za-z0-9._~-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 256);
  return plain === '' ? undefined : plain.length < 3 ? `id-${plain}` : plain;
}
