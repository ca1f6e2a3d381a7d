import assert from 'node:assert/strict';
import test from 'node:test';
import {
  curveOf,
  curveTable,
  eligibilityBars,
  eligibilityTable,
  programBars,
  programTable,
} from '../../dashboard/src/pages/reports/report-charts.ts';
import { exportHref, filterOf } from '../../dashboard/src/pages/reports/sites-search.ts';

test('the curve begins at nothing, a step before its first point; its table has the points alone', () => {
  const timeline = {
    step_seconds: 10,
    points: [
      {
        at: '2026-01-01T00:00:10.000Z',
        sites: 3,
        eligible_sites: 2,
        failed_sites: 1,
        total_incentive_value: 5,
      },
      {
        at: '2026-01-01T00:00:30.000Z',
        sites: 7,
        eligible_sites: 4,
        failed_sites: 1,
        total_incentive_value: 9.5,
      },
    ],
  };
  const start = Date.UTC(2026, 0, 1) / 1_000;
  const { times, sites, value } = curveOf(timeline);
  assert.deepEqual(times, [start, start + 10, start + 30]);
  assert.deepEqual(
    [sites, value],
    [
      [0, 3, 7],
      [0, 5, 9.5],
    ],
  );
  assert.deepEqual(curveTable(timeline).rows[1], ['2026-01-01T00:00:30.000Z', 7, 4, 1, 9.5]);
  assert.deepEqual(curveOf({ step_seconds: null, points: [] }).times, []);
});

test('bars show what pays, tables have everything', () => {
  const program = (id: string, value: number) => ({
    program_id: id,
    program_name: '',
    sites: 1,
    total_incentive_value: value,
  });
  const report = { by_program: [program('a', 12), program('b', 0)] };
  assert.deepEqual(programBars(report), [{ name: 'a', value: 12, text: '$12' }]);
  assert.deepEqual(programTable(report).rows, [
    ['a', 1, 12],
    ['b', 1, 0],
  ]);
  const part = (eligibility: 'eligible' | 'not_eligible' | 'failed', sites: number) => ({
    eligibility,
    sites,
    total_incentive_value: 0,
  });
  const split = { by_eligibility: [part('eligible', 3), part('not_eligible', 1), part('failed', 0)] };
  assert.deepEqual(
    eligibilityBars(split).map(({ text }) => text),
    ['3 · 75%', '1 · 25%', '0 · 0%'],
  );
  assert.equal(eligibilityTable(split).rows.length, 3);
  assert.deepEqual(eligibilityTable({ by_eligibility: [part('eligible', 0)] }).rows, []);
});

test('a filter of sites is the same for the table and for files', () => {
  assert.deepEqual(filterOf({ eligibility: 'not_eligible', state: 'CA' }), {
    eligible: 'false',
    status: 'completed',
    state: 'CA',
  });
  assert.equal(
    exportHref('r', 'csv', { eligibility: 'failed', error: 'a b', sort: '-processed_at', cursor: 'x' }),
    '/incentive-reports/r/export?format=csv&status=failed&error_code=a+b',
  );
});
