import assert from 'node:assert/strict';
import test from 'node:test';
import { asCurl, inputLine, itemLine, resultLine } from '../../dashboard/src/pages/jobs/item-line.ts';
import { batchPlace, finishText, ranSeconds, rateText } from '../../dashboard/src/pages/jobs/job-figures.ts';
import { choose, isChosen, NOTHING } from '../../dashboard/src/pages/jobs/selection.ts';
import { changesOf, faultsOf, formOf } from '../../dashboard/src/pages/jobs/settings-form.ts';

const counts = {
  total: 845,
  waiting: 448,
  processing: 12,
  completed: 380,
  failed: 5,
  skipped: 0,
  cancelled: 0,
};

test('a job is at the batch that its next item belongs to, and at its last when all are settled', () => {
  assert.deepEqual(batchPlace(counts, 50), { now: 8, all: 17, done: 35, size: 50 });
  assert.deepEqual(batchPlace({ ...counts, completed: 840 }, 50), { now: 17, all: 17, done: 45, size: 45 });
  assert.equal(batchPlace({ ...counts, total: 0 }, 50), null);
});

test('how long a job ran ends with it, or with its pause', () => {
  const startedAt = '2026-11-22T10:00:00Z';
  const never = { completedAt: null, pausedAt: null };
  assert.equal(ranSeconds({ startedAt: null, ...never }), null);
  assert.equal(ranSeconds({ startedAt, ...never }, Date.parse('2026-11-22T10:01:00Z')), 60);
  assert.equal(ranSeconds({ startedAt, completedAt: null, pausedAt: '2026-11-22T10:00:05Z' }), 5);
});

test('a pace is told in whole items, slow ones with a tenth; an end only where there is one', () => {
  assert.deepEqual([rateText(48.4), rateText(0.44), rateText(0)], ['48', '0.4', '0']);
  assert.equal(finishText({}), null);
  assert.match(finishText({ lowSeconds: 480, highSeconds: 660 }) ?? '', /–/);
});

test('jobs are chosen one by one, by page, or all that fit; taking one away leaves the others of the page', () => {
  const page = ['a', 'b', 'c'];
  const two = choose(choose(NOTHING, ['a'], true, page), ['b'], true, page);
  assert.deepEqual([...two.ids], ['a', 'b']);
  const all = { all: true, ids: new Set<string>() };
  assert.equal(isChosen(all, 'of another page'), true);
  const without = choose(all, ['b'], false, page);
  assert.deepEqual([without.all, [...without.ids]], [false, ['a', 'c']]);
});

test('an item is told by what a person knows it by, without ids of ours', () => {
  const input = {
    id: '0b9d3b0e-8a4f-4f0e-9a57-3f1c6f1f8a11',
    address: { line_1: '12 Main St', city: 'Altoona' },
    parcel_id: '01-2',
  };
  assert.equal(itemLine(input), '01-2 · 12 Main St · Altoona');
  assert.deepEqual([itemLine(null), itemLine('x'), itemLine(4)], ['', 'x', '4']);
  const asked = {
    building_type: 'RESIDENTIAL',
    address: { street_1: '12 Main St', city: 'Altoona', postal_code: '16601' },
  };
  assert.deepEqual(
    [inputLine(asked), inputLine({ parcel_id: '01-2' })],
    ['12 Main St, Altoona, 16601', '01-2'],
  );
  const incentives = { total_incentive_amount: 1500, by_program: [{ eligible_combinations: 1 }] };
  assert.match(
    resultLine({ customer_id: 1, incentives, utility: { name: 'PG&E' } }),
    /^\$1,500.* · .*1.* · PG&E$/,
  );
  assert.equal(resultLine({ owner_name: 'Ann' }), 'Ann');
  assert.match(asCurl('http://localhost:3000', 'j', 7), /'http:\/\/localhost:3000\/api\/jobs\/j\/items\/7'/);
});

test('settings are stored where they differ, and what is no number is said before', () => {
  const settings = {
    ...{ batchSize: 50, leaseSeconds: 300, maxAttempts: 4, backoffBaseSeconds: 5, backoffCapSeconds: 60 },
    ...{ maxLeases: null, ratePerSecond: 2.5, rateBurst: 1, failureLimit: 10, priority: 1000, weight: 1 },
  };
  const form = formOf(settings);
  assert.deepEqual([faultsOf(form), changesOf(form, settings)], [{}, {}]);
  assert.deepEqual(changesOf({ ...form, concurrency: '4', ratePerSecond: '', failureLimit: '0' }, settings), {
    ...{ concurrency: 4, ratePerSecond: null, failureLimit: 0 },
  });
  const wrong = faultsOf({ ...form, batchSize: '', concurrency: '1.5', ratePerSecond: '-1', priority: 'x' });
  assert.deepEqual(Object.keys(wrong).sort(), ['batchSize', 'concurrency', 'priority', 'ratePerSecond']);
});
