import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Estimate, seededRandom } from '../../src/base/eta.ts';
import { EtaEstimator } from '../../src/cli/eta.ts';

function run(readings: readonly [second: number, settled: number][], total: number): Estimate {
  const estimator = new EtaEstimator();
  for (const [second, settled] of readings) estimator.observe({ atMs: second * 1000, settled, total });
  return estimator.estimate(seededRandom(1));
}

test('before thirty items and six buckets the end is being measured', () => {
  assert.deepEqual(run([[0, 0]], 100), { state: 'measuring' });
  assert.deepEqual(
    run(
      [
        [0, 0],
        [10, 29],
      ],
      100,
    ),
    { state: 'measuring' },
  );
  assert.deepEqual(
    run(
      [
        [0, 0],
        [2, 60],
      ],
      100,
    ),
    { state: 'measuring' },
  );
  assert.equal(
    run(
      [
        [0, 0],
        [4, 60],
      ],
      100,
    ).state,
    'range',
  );
});

test('a steady run of seconds has a range around its true end', () => {
  const said = run(
    Array.from({ length: 9 }, (_, second) => [second, second * 100]),
    2_000,
  );
  assert.equal(said.state, 'range');
  if (said.state !== 'range') return;
  assert.ok(Math.abs(said.lowMs - 12_000) <= 1 && Math.abs(said.highMs - 12_000) <= 1, JSON.stringify(said));
});

test('fifty seconds without progress are a stall, and its length is told', () => {
  const before: [number, number][] = Array.from({ length: 30 }, (_, second) => [second, second * 10]);
  assert.notEqual(run([...before, [60, 290]], 1_000).state, 'stalled');
  assert.deepEqual(run([...before, [100, 290]], 1_000), { state: 'stalled', forMs: 71_000 });
});

test('last items that do not come are a stall, not two seconds left forever', () => {
  const before: [number, number][] = Array.from({ length: 101 }, (_, second) => [second, second * 100]);
  const after = (seconds: number): Estimate =>
    run(
      [...before, ...Array.from({ length: seconds }, (_, at): [number, number] => [101 + at, 10_000])],
      10_050,
    );
  assert.equal(after(4).state, 'range');
  for (let seconds = 12; seconds < 50; seconds += 1)
    assert.notEqual(after(seconds).state, 'range', `after ${seconds} s`);
  assert.deepEqual(after(51), { state: 'stalled', forMs: 51_000 });
});

test('a run whose pace changes wildly is too variable to say', () => {
  const readings: [number, number][] = Array.from({ length: 14 }, (_, second) => [second, 0]);
  assert.equal(run([...readings, [14, 500]], 1_000_000).state, 'variable');
});

test('a run of hours keeps its pace through every change of bucket width', () => {
  const estimator = new EtaEstimator();
  for (let second = 0; second <= 7_200; second += 1) {
    estimator.observe({ atMs: second * 1000, settled: second * 3, total: 100_000 });
    if (second % 30 !== 15) continue;
    const said = estimator.estimate(seededRandom(second));
    assert.equal(said.state, 'range', `at second ${second}`);
    if (said.state !== 'range') continue;
    const leftMs = ((100_000 - second * 3) / 3) * 1000;
    assert.ok(Math.abs(said.lowMs - leftMs) < 2 && Math.abs(said.highMs - leftMs) < 2, `at second ${second}`);
  }
});
