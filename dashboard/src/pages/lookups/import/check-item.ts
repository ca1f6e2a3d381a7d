import { usStateCode } from '../../../../../src/base/us-states.ts';

/** Something about a row that a person should look at before it is looked up. */
export interface Problem {
  /** Which kind: problems of one kind and field are mended together. */
  readonly kind:
    | 'state'
    | 'zip'
    | 'zip_short'
    | 'duplicate'
    | 'unreadable'
    | 'other'
    | 'no_number'
    | 'abroad';
  /** The field at fault, without `address.`; `row` for the row as a whole. */
  readonly field: string;
  readonly value: string;
  /** What it should be. */
  readonly expected: string;
}

const HOME = new Set(['', 'US', 'USA', 'U.S.', 'U.S.A.', 'UNITED STATES', 'UNITED STATES OF AMERICA']);

type Item = Readonly<Record<string, unknown>>;

function addressOf(item: Item): (field: string) => string {
  const address: Item = typeof item.address === 'object' && item.address !== null ? { ...item.address } : {};
  return (field) => (typeof address[field] === 'string' ? address[field].trim() : '');
}

/** What would never be found: it is kept back, though the server would take it. */
export function strictProblems(item: Item): Problem[] {
  const part = addressOf(item);
  if (!HOME.has(part('country_code').toUpperCase())) return [];
  const problems: Problem[] = [];
  const state = part('state_or_province_code');
  if (state !== '' && usStateCode(state) === undefined) {
    problems.push({
      kind: 'state',
      field: 'state_or_province_code',
      value: state,
      expected: 'State must be two letters, or its whole name',
    });
  }
  const zip = part('postal_code');
  if (/^\d{3,4}(-\d{4})?(\.0)?$/.test(zip)) {
    problems.push({
      kind: 'zip_short',
      field: 'postal_code',
      value: zip,
      expected: 'ZIP has five figures; a spreadsheet took its zeros away',
    });
  } else if (zip !== '' && !/^\d{5}([-\s]?\d{4})?$/.test(zip)) {
    problems.push({
      kind: 'zip',
      field: 'postal_code',
      value: zip,
      expected: 'ZIP must be five figures, or nine',
    });
  }
  return problems;
}

/** What may be wrong and is looked up all the same. */
export function warningsOf(item: Item): Problem[] {
  const part = addressOf(item);
  const street = part('street_1');
  const country = part('country_code');
  return [
    ...(street !== '' && !/\d/.test(street)
      ? [
          {
            kind: 'no_number',
            field: 'street_1',
            value: street,
            expected: 'The street has no house number',
          } as const,
        ]
      : []),
    ...(HOME.has(country.toUpperCase())
      ? []
      : [{ kind: 'abroad', field: 'country_code', value: country, expected: 'Not in the USA' } as const]),
  ];
}

const BETWEEN = ' · ';
const DUPLICATE = 'The same reference_id as row ';
const MOST = 500;

/** A row's own problems as the server keeps them with it; undefined when there are none. */
export function problemText(
  strict: readonly Problem[],
  duplicateOf: number | undefined,
  unreadable: string | undefined,
): string | undefined {
  const parts = [
    ...(unreadable === undefined ? [] : [unreadable]),
    ...strict.map(strictText),
    ...(duplicateOf === undefined ? [] : [`${DUPLICATE}${duplicateOf}`]),
  ];
  return parts.length === 0 ? undefined : parts.join(BETWEEN).slice(0, MOST);
}

const strictText = ({ field, value, expected }: Problem): string =>
  `${field}: ${expected} (got "${value.slice(0, 60)}")`;

/** A fault as the server names it. */
export interface Fault {
  readonly field: string;
  readonly message: string;
  readonly value?: unknown;
}

/** Everything that is wrong with a stored row: what the server says of it, and what we said when it was sent. */
export function problemsOf(item: Item, faults: readonly Fault[]): Problem[] {
  const strict = strictProblems(item);
  const said = new Set(strict.map(strictText));
  const others = faults.flatMap(({ field, message, value }): Problem[] => {
    if (field !== 'row') {
      const name = field.replace(/^address\./, '').replace(/[.[].*$/, '') || 'row';
      return [{ kind: 'other', field: name, value: textOf(value), expected: message }];
    }
    return message.split(BETWEEN).flatMap((part): Problem[] => {
      if (said.has(part) || /^\w+: .* \(got ".*"\)$/.test(part)) return [];
      const duplicate = part.startsWith(DUPLICATE);
      return [
        {
          kind: duplicate ? 'duplicate' : 'unreadable',
          field: duplicate ? 'reference_id' : 'row',
          value: duplicate ? textOf(item.reference_id) : '',
          expected: part,
        },
      ];
    });
  });
  return [...strict, ...others];
}

/** The row that a duplicate repeats. */
export function duplicateOf(problems: readonly Problem[]): number | undefined {
  const found = problems.find(({ kind }) => kind === 'duplicate');
  return found === undefined ? undefined : Number(found.expected.slice(DUPLICATE.length));
}

const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
