import assert from 'node:assert/strict';
import test from 'node:test';
import { duplicateOf, problemText } from '../../dashboard/src/pages/lookups/import/check-item.ts';
import { problemTitle } from '../../dashboard/src/pages/lookups/import/field-name.ts';
import { groupProblems, mendsOf } from '../../dashboard/src/pages/lookups/import/groups.ts';
import { suggestion } from '../../dashboard/src/pages/lookups/import/mends.ts';
import { linesOf, rowReader } from '../../dashboard/src/pages/lookups/import/stored-rows.ts';

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of source) values.push(value);
  return values;
}

const names = ['id', 'street', 'state', 'zip'];
const mapping = {
  columns: { reference_id: 0, street_1: 1, state_or_province_code: 2, postal_code: 3 },
  constants: { country_code: 'US' },
};
const read = rowReader(mapping, names);

const line = (row: number, cells: readonly string[], faults: readonly object[]) =>
  read(JSON.stringify({ row, reference_id: cells[0], cells, status: 'failed', field_errors: faults }));

test('what a stored row says is what was said when it was sent, once', () => {
  const row = line(
    3,
    ['deal-1', '1 A St', 'Calif.', '16602'],
    [
      {
        field: 'row',
        message:
          'state_or_province_code: State must be two letters, or its whole name (got "Calif.") · The same reference_id as row 1',
      },
      { field: 'address.street_1', message: 'street_1 is empty', value: '' },
    ],
  );
  assert.deepEqual(
    row.problems.map(({ kind, field, value }) => [kind, field, value]),
    [
      ['state', 'state_or_province_code', 'Calif.'],
      ['duplicate', 'reference_id', 'deal-1'],
      ['other', 'street_1', ''],
    ],
  );
  assert.equal(duplicateOf(row.problems), 1);
  const { problems } = line(
    4,
    ['deal-4', '1 A St', 'PA', '16602'],
    [{ field: 'row', message: 'The row has 5 cells and the header 4' }],
  );
  assert.deepEqual(
    problems.map(({ kind }) => kind),
    ['unreadable'],
  );
  assert.equal(problemText([], undefined, undefined), undefined);
});

test('problems of one kind are one group, mended by value', () => {
  const fault = (state: string) => [
    {
      field: 'row',
      message: `state_or_province_code: State must be two letters, or its whole name (got "${state}")`,
    },
  ];
  const rows = ['Calif.', 'Pensylvania', 'Calif.', 'Zz'].map((state, at) =>
    line(at + 1, [`deal-${at}`, '1 A St', state, '16602'], fault(state)),
  );
  const [group, ...others] = groupProblems(rows);
  assert.ok(group !== undefined && others.length === 0);
  assert.deepEqual(group.rows, [1, 2, 3, 4]);
  assert.deepEqual(
    group.values.map(({ value, rows: of, suggestion: meant }) => [value, of.length, meant]),
    [
      ['Calif.', 2, 'CA'],
      ['Pensylvania', 1, 'PA'],
      ['Zz', 1, undefined],
    ],
  );
  assert.deepEqual(mendsOf(group, 2), [
    { row: 1, column: 2, value: 'CA' },
    { row: 3, column: 2, value: 'CA' },
    { row: 2, column: 2, value: 'PA' },
  ]);
});

test('mends are offered only where it is plain what is meant', () => {
  const of = (kind: 'state' | 'zip_short' | 'zip' | 'other', field: string, value: string) =>
    suggestion({ kind, field, value, expected: '' });
  const state = (value: string) => of('state', 'state_or_province_code', value);
  assert.deepEqual(['P.A.', 'Penna.', 'Minn', 'Miss', 'New', 'Massachusets', 'Xy', 'Ontario'].map(state), [
    'PA',
    'PA',
    'MN',
    'MS',
    undefined,
    'MA',
    undefined,
    undefined,
  ]);
  assert.equal(of('zip_short', 'postal_code', '2134'), '02134');
  assert.equal(of('zip_short', 'postal_code', '501-1234'), '00501-1234');
  assert.equal(of('zip', 'postal_code', '16602.0'), '16602');
  assert.equal(of('zip', 'postal_code', '166O2'), undefined);
  assert.equal(of('other', 'reference_id', '#12 / b'), '12-b');
  assert.equal(of('other', 'street_1', ''), undefined);
});

test('lines are whole, however their bytes come', async () => {
  const bytes = new TextEncoder().encode('{"a":"ä"}\n{"b":1}\n');
  async function* single() {
    for (const byte of bytes) yield new Uint8Array([byte]);
  }
  assert.deepEqual(await all(linesOf(single())), ['{"a":"ä"}', '{"b":1}']);
});

test('a problem names its field once, as people call it', () => {
  assert.equal(problemTitle('street_1', 'is required'), 'Street is required');
  assert.equal(problemTitle('street_1', 'street_1 is empty'), 'Street is empty');
  assert.equal(
    problemTitle('postal_code', 'ZIP must be five figures, or nine'),
    'ZIP must be five figures, or nine',
  );
  assert.equal(
    problemTitle('reference_id', 'The same reference_id as row 3'),
    'The same reference_id as row 3',
  );
  assert.equal(problemTitle('country_code', 'Not in the USA'), 'Country: Not in the USA');
});
