import assert from 'node:assert/strict';
import test from 'node:test';
import { perDay, perHour } from '../../dashboard/src/pages/home/activity.ts';
import { nextStep } from '../../dashboard/src/pages/home/next-step.ts';
import { arrange, joinCounties } from '../../dashboard/src/pages/places/county-rows.ts';
import { bidLines, numberOf, reasonsOf } from '../../dashboard/src/pages/places/finding.ts';
import { stepAt, stepsOf } from '../../dashboard/src/pages/places/shades.ts';
import { minutesFor, rangeText } from '../../dashboard/src/pages/search/lead-estimate.ts';
import { knownBy, readCriteria, toCriteria, toTyped } from '../../dashboard/src/pages/search/lead-form.ts';

const FORMS = [
  { name: 'State', form: 'list', about: '' },
  { name: 'PropertyType', form: 'nested', about: '' },
  { name: 'EquityPercent', form: 'range', about: '' },
  { name: 'isMailVacant', form: 'yes/no', about: '' },
  { name: 'FirstDate', form: 'date', about: '' },
] as const;

test('what is typed into the form of a search becomes its criteria, and they become the form again', () => {
  const typed = {
    State: ['pa, OH'],
    PropertyType: ['sfr'],
    EquityPercent: ['50', ''],
    isMailVacant: ['no'],
    FirstDate: ['Last 30 Days'],
  } as const;
  const criteria = toCriteria(FORMS, typed);
  assert.deepEqual(criteria, [
    { name: 'State', value: ['pa', 'OH'] },
    { name: 'PropertyType', value: [{ name: 'PType', value: ['SFR'] }] },
    { name: 'EquityPercent', value: [[50, null]] },
    { name: 'isMailVacant', value: [0] },
    { name: 'FirstDate', value: ['Last 30 Days'] },
  ]);
  assert.deepEqual(toCriteria(FORMS, toTyped(criteria)), criteria);
  assert.deepEqual(toCriteria(FORMS, { State: [' '], EquityPercent: ['', ''] }), []);
  assert.deepEqual(toCriteria(FORMS, { EquityPercent: ['$1,000', 'much'] }), [
    { name: 'EquityPercent', value: [[1000, 'much']] },
  ]);
});

test('an address that holds no criteria holds none, and the known leads are narrowed by what they can be', () => {
  assert.deepEqual(readCriteria('{"name": 1'), undefined);
  assert.deepEqual(readCriteria([{ name: 'State', value: ['PA'] }, 5]), [{ name: 'State', value: ['PA'] }]);
  const { query, left } = knownBy([
    { name: 'County', value: ['42013'] },
    { name: 'AVM', value: [[null, 90_000]] },
    { name: 'PropertyType', value: [{ name: 'PType', value: ['SFR'] }] },
    { name: 'City', value: ['Altoona', 'Tyrone'] },
    { name: 'Beds', value: [[2, null]] },
  ]);
  assert.deepEqual(query, { county: '42013', max_value: 90_000, property_type: 'SFR' });
  assert.deepEqual(left, ['City', 'Beds']);
});

test('an estimate is said from past runs, wider where they are few', () => {
  const run = (items: number, minutes: number) => ({
    items,
    startedAt: '2026-11-22T10:00:00Z',
    completedAt: new Date(Date.UTC(2026, 10, 22, 10, minutes)).toISOString(),
  });
  assert.equal(minutesFor(100, []), null);
  assert.deepEqual(minutesFor(1000, [run(100, 1)]), { low: 8, high: 12.5, runs: 1 });
  assert.deepEqual(minutesFor(1000, [run(100, 2), run(100, 4), run(50, 1.5)]), {
    low: 20,
    high: 40,
    runs: 3,
  });
  assert.deepEqual(
    [rangeText(0.2, 0.8), rangeText(25, 40), rangeText(110, 170)],
    ['under a minute', '25–40 min', '2–3 h'],
  );
});

test('a map is shaded in few steps at round numbers, in which every value has one', () => {
  assert.deepEqual(stepsOf([]), []);
  assert.deepEqual(stepsOf([0, 1, 1, 1, 1, 1, 116]), [
    { from: 1, to: 99 },
    { from: 100, to: 116 },
  ]);
  const values = Array.from({ length: 500 }, (_, at) => at);
  const steps = stepsOf(values);
  assert.ok(steps.length > 2 && steps.length <= 5);
  for (const value of values) {
    const step = steps[stepAt(steps, value) - 1];
    assert.equal(value === 0, step === undefined);
    if (step !== undefined) assert.ok(step.from <= value && value <= step.to, `${value}`);
  }
});

test('counties of both answers are one row each, in the order that is wanted', () => {
  const figures = {
    id: 'a',
    fips_code: '42013',
    county_name: 'Blair',
    full_name: 'Blair County',
    state_code: 'PA',
    state_name: 'Pennsylvania',
    properties: 3,
    active: 3,
    with_regrid_data: 0,
    approved: 2,
    caution: 0,
    rejected: 0,
    bids: 1,
    bid_total: 500,
    documents: 0,
    next_sale_date: null,
  };
  const pending = (fipsCode: string, county: string, waits: number) => ({
    countyId: fipsCode,
    fipsCode,
    county,
    state: 'PA',
    pending: waits,
  });
  const rows = joinCounties(
    [figures],
    [pending('42061', 'Huntingdon County', 9), pending('42013', 'Blair County', 4)],
    [pending('42013', 'Blair County', 1)],
  );
  assert.deepEqual(
    arrange(rows, { sort: 'pending', order: 'descending' }).map(({ fips, pending: waits }) => [fips, waits]),
    [
      ['42061', 9],
      ['42013', 3],
    ],
  );
  assert.deepEqual(
    arrange(rows, { sort: 'name', order: 'ascending', q: 'blair' }).map(({ bids }) => bids),
    [1],
  );
});

test('findings are read with care: what is not as expected is not known', () => {
  assert.equal(numberOf({ max_bid: '17030.00' }, 'max_bid'), 17_030);
  assert.equal(numberOf({ max_bid: 'much' }, 'max_bid'), null);
  const bid = {
    finding: { lines: [{ line: 'closing', how: '3 %', amount: '-780.00' }, { line: 'odd' }, 7] },
  };
  assert.deepEqual(bidLines(bid), [{ name: 'closing', how: '3 %', amount: -780 }]);
  const reasons = [
    { code: 'a', text: 'fits', effect: 'pass' },
    { code: 'b', text: 'too small', effect: 'reject', threshold: 1000 },
  ];
  assert.deepEqual(
    reasonsOf({ finding: { reasons } }).map(({ code, threshold }) => [code, threshold]),
    [
      ['b', '1000'],
      ['a', null],
    ],
  );
});

const counts = { total: 90, waiting: 0, processing: 0, completed: 90, failed: 0, skipped: 0, cancelled: 0 };

test('the items of a run are spread over its hours, and counted on the day it ended', () => {
  const now = Date.UTC(2026, 10, 22, 12, 30);
  const run = {
    counts,
    startedAt: '2026-11-22T10:00:00Z',
    completedAt: '2026-11-22T11:30:00Z',
    pausedAt: null,
  };
  const hours = perHour([run], now, 4);
  assert.deepEqual(
    hours.map(({ items }) => items),
    [0, 60, 30, 0],
  );
  const days = perDay([run, { ...run, completedAt: null }], now);
  assert.equal(days.length, 14);
  assert.equal(days.at(-1)?.items, 90);
});

test('the next step is what is wrong, then what stands still, what runs, what is ready, what waits', () => {
  const job = (status: 'paused' | 'in_progress' | 'pending') =>
    ({ id: status, status, draining: false, sealed: true }) as Parameters<typeof nextStep>[1][number];
  const wrong = {
    what: 'stalled',
    title: '',
    detail: '',
    since: '',
    link: { page: 'job', id: '1' },
  } as const;
  const work = (jobType: 'county_research' | 'bid_strategy') =>
    ({ jobType, pending: 5 }) as Parameters<typeof nextStep>[2][number];
  const all = [job('pending'), job('in_progress'), job('paused')];
  assert.equal(nextStep([wrong], all, []).do, 'look');
  assert.equal(nextStep([], all, []).do, 'resume');
  assert.equal(nextStep([], all.slice(0, 2), []).do, 'watch');
  assert.equal(nextStep([], all.slice(0, 1), []).do, 'start');
  assert.equal(nextStep([], [], [work('county_research'), work('bid_strategy')]).do, 'work');
  assert.equal(nextStep([], [], [work('county_research')]).do, 'upload');
});
