import assert from 'node:assert/strict';
import test from 'node:test';
import {
  actionPercent,
  formatShare,
  queueFigures,
  trendOf,
  workerFigures,
} from '../../dashboard/src/pages/ops/figures.ts';
import { sinceOf } from '../../dashboard/src/pages/ops/spans.ts';

test('workers that are lost, drained or gone add no slots', () => {
  const worker = (state: 'live' | 'late' | 'draining' | 'dead' | 'stopped', busy = 1) => ({
    state,
    slots: 10,
    busy,
  });
  assert.deepEqual(
    workerFigures([worker('live', 4), worker('late'), worker('draining'), worker('dead'), worker('stopped')]),
    { live: 1, late: 1, dead: 1, draining: 1, slots: 20, busy: 5 },
  );
});

test('queues are summed, and groups of failures slice by slice', () => {
  const queue = { waiting: 3, processing: 1, settledPerMinute: 2.5, failureRate: null };
  assert.deepEqual(queueFigures([queue, queue]), { waiting: 6, processing: 2, perMinute: 5 });
  const group = { trendFrom: '2026-11-22T12:00:00.000Z', trendSliceSeconds: 60 };
  const from = Date.parse(group.trendFrom) / 1000;
  assert.deepEqual(
    trendOf([
      { ...group, trend: [1, 0, 2] },
      { ...group, trend: [0, 4, 1] },
    ]),
    { times: [from, from + 60, from + 120], attempts: [1, 4, 3] },
  );
  assert.deepEqual(trendOf([]), { times: [], attempts: [] });
});

test('an action is at 100 percent only when all of it is done, also one of nothing', () => {
  assert.equal(actionPercent({ total: 2000, done: 1999 }), 99);
  assert.equal(actionPercent({ total: 2000, done: 2000 }), 100);
  assert.equal(actionPercent({ total: 0, done: 0 }), 100);
});

test('shares that nobody knows are a dash, and spans end now', () => {
  assert.equal(formatShare(null), '–');
  assert.equal(formatShare(0.0134), '1.3%');
  assert.equal(sinceOf('1h', Date.parse('2026-11-22T12:00:00.000Z')), '2026-11-22T11:00:00.000Z');
});
