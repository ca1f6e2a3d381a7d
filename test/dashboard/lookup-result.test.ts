import assert from 'node:assert/strict';
import test from 'node:test';
import { askedOf, estimateOf } from '../../dashboard/src/pages/lookups/import/estimate.ts';
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
    generation: 1,
    startedAt: '2026-01-01T00:00:00.000Z',
    completedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString(),
    counts: { completed: items, failed: 0 },
  });
  assert.equal(estimateOf(1_000, [run(5, 1)]), undefined);
  assert.deepEqual(estimateOf(1_000, [run(100, 10), run(100, 100), run(5, 1)]), {
    text: '2 min – 17 min',
    runs: 2,
  });
  assert.deepEqual(estimateOf(100, [run(100, 10), { ...run(100, 900), generation: 2 }]), {
    text: '10 s',
    runs: 1,
  });
  assert.equal(estimateOf(100, [run(100, 10)], 60)?.text, '1 min', 'no faster than it may');
});

test('what lookups may cost and how long they take at least is what their service says', () => {
  const service = {
    ...{ service: 'incentives-api', label: 'Incentives API', ready: true, hold: null, chosen: [] },
    limits: { per_minute: 120, burst: 6, concurrency: 6, per_month: 2_000, reserve: 0.1 },
    defaults: { per_minute: 120, burst: 6, concurrency: 6, per_month: null, reserve: 0.1 },
    learned: { concurrency: 6, rate: 0.5 },
    now: { in_flight: 0, waiting: 0, processes: 1 },
    month: { units: 200, cost: '4.00' },
    last_hour: { calls: 0, failed: 0, median_ms: null },
  };
  assert.equal(askedOf(600, [{ ...service, ready: false }]), undefined, 'the catalogue answers');
  assert.deepEqual(askedOf(600, [service]), {
    ...{ label: 'Incentives API', perMinute: 60, atLeastSeconds: 600, dollars: 12, left: 1_600 },
  });
  const unpriced = { ...service, month: { units: 200, cost: '0' } };
  assert.equal(askedOf(600, [unpriced])?.dollars, undefined, 'no call has said what it costs');
});
