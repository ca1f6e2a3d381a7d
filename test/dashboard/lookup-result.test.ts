import assert from 'node:assert/strict';
import test from 'node:test';
import { estimateOf } from '../../dashboard/src/pages/lookups/import/estimate.ts';
import { resultOf } from '../../dashboard/src/pages/lookups/lookup-result.ts';

test('the line of an answer counts what pays', () => {
  const incentives = {
    total_incentive_amount: 1500,
    by_program: [{ eligible_combinations: 2 }, { eligible_combinations: 0 }, null],
  };
  assert.deepEqual(resultOf({ incentives, utility: { name: 'PG&E' } }), {
    value: 1500,
    eligible: 1,
    utility: 'PG&E',
  });
  assert.deepEqual(resultOf({ incentives: {}, utility: null }), { value: 0, eligible: 0, utility: null });
  assert.equal(resultOf(null), null);
});

test('an estimate lies between the slowest and the fastest of the last runs, and small runs say nothing', () => {
  const run = (items: number, seconds: number) => ({
    status: 'completed',
    startedAt: '2026-01-01T00:00:00.000Z',
    completedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString(),
    counts: { completed: items, failed: 0 },
  });
  assert.equal(estimateOf(1_000, [run(5, 1)]), undefined);
  assert.deepEqual(estimateOf(1_000, [run(100, 10), run(100, 100), run(5, 1)]), {
    text: '2 min – 17 min',
    runs: 2,
  });
  assert.deepEqual(estimateOf(100, [run(100, 10)]), { text: '10 s', runs: 1 });
});
