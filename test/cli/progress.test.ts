import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationText, groupDigits, rangeText, rateText } from '../../src/cli/human.ts';
import { createPaint } from '../../src/cli/paint.ts';
import {
  barLine,
  createProgress,
  type Measured,
  measure,
  type ProgressCounts,
} from '../../src/cli/progress.ts';
import { testIo } from './terminal.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const counts = (given: Partial<ProgressCounts>): ProgressCounts => ({
  total: 10_000,
  waiting: 0,
  processing: 0,
  completed: 0,
  failed: 0,
  skipped: 0,
  cancelled: 0,
  ...given,
});

const measured = (given: Partial<Measured> = {}): Measured => ({
  counts: counts({ completed: 4_512, failed: 12, skipped: 3, processing: 40, waiting: 5_433 }),
  percent: 45,
  settled: 4_527,
  ratePerSecond: 148.2,
  end: '2–3 min left',
  ...given,
});

test('ranges are told in human steps, rounded outwards', () => {
  const told: [low: number, high: number, text: string][] = [
    [8.2 * MINUTE, 10.7 * MINUTE, '8–11 min'],
    [2.1 * HOUR, 2.9 * HOUR, '2–3 h'],
    [22_000, 41_000, '20–45 s'],
    [4_100, 5_900, '4–6 s'],
    [5_000, 5_000, 'about 5 s'],
    [52_000, 1.4 * MINUTE, '50 s–2 min'],
    [58_000, 59_000, '55 s–1 min'],
    [200, 900, 'under 1 s'],
    [55 * MINUTE, 58 * MINUTE, '55 min–1 h'],
    [26 * HOUR, 30 * HOUR, '26–30 h'],
    [3 * 24 * HOUR, 5.5 * 24 * HOUR, '3–6 d'],
  ];
  for (const [low, high, text] of told) assert.equal(rangeText(low, high), text);
});

test('numbers, rates and lengths of time read well', () => {
  assert.equal(groupDigits(1_234_567), '1,234,567');
  assert.deepEqual([148.2, 2.44, 0.8, 0.001].map(rateText), ['148/s', '2.4/s', '48/min', '4/h']);
  assert.equal(durationText(42_900), '42 s');
  assert.equal(durationText(185_000), '3 min 5 s');
  assert.equal(durationText(7_500_000), '2 h 5 min');
  assert.equal(durationText(100 * HOUR), '4 d 4 h');
});

for (const columns of [40, 60, 80, 120]) {
  test(`the bar line fits a terminal of ${columns} columns`, () => {
    const paint = createPaint({ env: {} }, true);
    for (const label of ['leads.csv', 'a rather long name of a job with many words in it.csv']) {
      const line = barLine(label, measured(), columns, paint);
      assert.ok(paint.width(line) < columns, `${paint.width(line)}: ${line}`);
      assert.match(line, /45%/);
      if (columns >= 80) assert.match(line, /[█░].*4,512✓.*12✕.*3–.* \/10,000 {2}148\/s {2}2–3 min left/);
    }
  });
}

test('on 80 columns there is a bar, its filled part as long as the share that is done', () => {
  const paint = createPaint({ env: { NO_COLOR: '1' } }, true);
  const line = barLine('leads', measured({ end: 'measuring', ratePerSecond: null }), 120, paint);
  const bar = /[█▒░]+/.exec(line)?.[0] ?? '';
  assert.equal(bar.length, 30);
  assert.equal(bar.replaceAll(/[^█]/g, '').length, 13);
  const ascii = barLine('leads', measured(), 120, createPaint({ env: { NO_COLOR: '1', LC_ALL: 'C' } }, true));
  assert.match(ascii, /#+~\.+ /);
  assert.doesNotMatch(ascii, /[█▒░✓✕]/);
});

test('a bar of failures alone shows no success', () => {
  const paint = createPaint({ env: {} }, true);
  const line = barLine(
    'x',
    measured({ counts: counts({ failed: 10_000 }), settled: 10_000, percent: 100 }),
    120,
    paint,
  );
  assert.match(line, new RegExp(`${String.fromCharCode(27)}\\[31m█+`));
  assert.doesNotMatch(line, new RegExp(`${String.fromCharCode(27)}\\[32m█`));
});

test('pace and end are the server’s, and told only while the job goes', () => {
  const pace = { perMinute: 48, eta: { text: '8–11 min left' } };
  const going = measure({ counts: counts({ completed: 10, waiting: 9_990 }), pace });
  assert.deepEqual([going.ratePerSecond, going.end], [0.8, '8–11 min left']);
  assert.equal(measure({ counts: counts({ waiting: 10_000 }), pace, note: 'paused' }).end, 'paused');
  const over = measure({ counts: counts({ completed: 10_000 }), pace });
  assert.deepEqual([over.ratePerSecond, over.end], [null, '']);
});

test('100 percent means finished: one item missing of a million is 99', () => {
  const all = { counts: counts({ total: 1_000_000, completed: 999_999, waiting: 1 }) };
  assert.equal(measure(all).percent, 99);
});

test('a quiet progress writes nothing, a kept one ends its line, a taken one clears it', () => {
  const reading = { counts: counts({ completed: 10, waiting: 9_990 }) };
  const quiet = testIo({ columns: 80 });
  createProgress(quiet, { label: 'x', quiet: true }).update(reading);
  assert.equal(quiet.err(), '');
  const kept = testIo({ columns: 80 });
  const progress = createProgress(kept, { label: 'x' });
  progress.update(reading);
  progress.say('note');
  progress.end();
  assert.match(kept.err(), /note\nx .*\n$/);
  const taken = testIo({ columns: 80 });
  const gone = createProgress(taken, { label: 'x' });
  gone.update(reading);
  gone.end(false);
  assert.ok(taken.err().endsWith(`\r${String.fromCharCode(27)}[J`));
});
