import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { estimateTokens, fitRows } from '../../src/base/tokens.ts';

const row = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.oneof(
    fc.string({ maxLength: 3000 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string({ maxLength: 300 })),
  ),
  { maxKeys: 20 },
);

test('whatever the rows, an answer fits its bound, shows at least one, and its cursor leads on', () => {
  const given = fc.record({
    rows: fc.array(row, { maxLength: 30 }),
    maxTokens: fc.integer({ min: 300, max: 3000 }),
  });
  fc.assert(
    fc.property(given, ({ rows, maxTokens }) => {
      const numbered = rows.map((one, at) => ({ at, one }));
      const answer = fitRows({
        ...{ head: { total: rows.length, status: 'in_progress' }, key: 'rows', rows: numbered, maxTokens },
        cursorOf: ({ at }) => String(at),
        endCursor: null,
      });
      assert.ok(estimateTokens(JSON.stringify(answer)) <= maxTokens);
      const shown = answer.rows as { at: number }[];
      assert.ok(shown.length > 0 || rows.length === 0);
      assert.deepEqual(
        shown.map(({ at }) => at),
        shown.map((_, at) => at),
      );
      assert.equal(answer.next_cursor, shown.length < rows.length ? String(shown.length - 1) : undefined);
    }),
    { numRuns: 300 },
  );
});

test('a row that is too large is shown with its texts cut, and says so', () => {
  const rows = [{ id: 'a', text: 'x'.repeat(10_000) }];
  const answer = fitRows({
    head: {},
    key: 'rows',
    rows,
    maxTokens: 300,
    cursorOf: () => '',
    endCursor: 'end',
  });
  const [only] = answer.rows as { id: string; text: string; shortened: boolean }[];
  assert.equal(only?.id, 'a');
  assert.equal(only?.shortened, true);
  assert.match(String(only?.text), /^x+…$/);
  assert.equal(answer.next_cursor, 'end');
});
