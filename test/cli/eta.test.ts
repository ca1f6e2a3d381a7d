import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Estimate, EtaEstimator } from '../../src/cli/eta.ts';

/** A small seeded generator (mulberry32), so that every run sees the same loads. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How many arrivals a Poisson process has in one step. */
function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** Items settled in each second of a run until all are. */
type Load = (random: () => number) => () => number;

const LOADS: Record<string, Load> = {
  steady: (random) => () => poisson(20, random),
  bursty: (random) => {
    let left = 0;
    let on = true;
    return () => {
      if (left <= 0) {
        on = !on;
        left = 4 + Math.floor(random() * 16);
      }
      left -= 1;
      return on ? poisson(30, random) : poisson(2, random);
    };
  },
  'rate limited': (random) => {
    let second = 0;
    return () => {
      second += 1;
      const refused = second % 60 >= 48 + Math.floor(random() * 6);
      return refused ? 0 : poisson(16, random);
    };
  },
  'heavy with retries': (random) => {
    const due: number[] = [];
    let second = 0;
    return () => {
      second += 1;
      let settled = 0;
      const slots = poisson(25, random);
      for (let slot = 0; slot < slots; slot += 1) {
        const retry = due.findIndex((at) => at <= second);
        if (retry !== -1) due.splice(retry, 1);
        if (random() < 0.35) due.push(second + 2 + Math.floor(random() * 8));
        else settled += 1;
      }
      return settled;
    };
  },
};

function coverage(load: Load, seed: number): { inside: number; asked: number; narrow: number } {
  const random = seeded(seed);
  let inside = 0;
  let asked = 0;
  let narrow = 0;
  for (let run = 0; run < 40; run += 1) {
    const total = 2_000 + Math.floor(random() * 8_000);
    const next = load(random);
    const estimator = new EtaEstimator();
    const open: { atMs: number; low: number; high: number }[] = [];
    let settled = 0;
    let second = 0;
    for (; settled < total; second += 1) {
      estimator.observe({ atMs: second * 1000, settled, total });
      if (second % 17 === 16) {
        const said = estimator.estimate(random);
        if (said.state === 'range') open.push({ atMs: second * 1000, low: said.lowMs, high: said.highMs });
      }
      settled = Math.min(total, settled + next());
    }
    for (const { atMs, low, high } of open) {
      const leftMs = second * 1000 - atMs;
      asked += 1;
      if (leftMs >= low - 1000 && leftMs <= high + 1000) inside += 1;
      if (high < 1.5 * low) narrow += 1;
    }
  }
  return { inside: inside / asked, asked, narrow: narrow / asked };
}

for (const [name, load] of Object.entries(LOADS)) {
  test(`the end of a ${name} run lies in the range shown in 70 to 95 of 100 cases`, () => {
    const { inside, asked } = coverage(load, 20_261_122);
    assert.ok(asked > 300, `only ${asked} ranges were given`);
    assert.ok(
      inside >= 0.7 && inside <= 0.95,
      `${(inside * 100).toFixed(1)} % of ${asked} ranges were right`,
    );
  });
}

function run(readings: readonly [second: number, settled: number][], total: number): Estimate {
  const estimator = new EtaEstimator();
  for (const [second, settled] of readings) estimator.observe({ atMs: second * 1000, settled, total });
  return estimator.estimate(seeded(1));
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

test('a paused job has no end, and its pause does not count as slowness', () => {
  const estimator = new EtaEstimator();
  for (let second = 0; second <= 8; second += 1) {
    estimator.observe({ atMs: second * 1000, settled: second * 100, total: 2_000 });
  }
  estimator.observe({ atMs: 8_500, settled: 850, total: 2_000, paused: true });
  assert.deepEqual(estimator.estimate(seeded(1)), { state: 'paused' });
  estimator.observe({ atMs: 500_000, settled: 850, total: 2_000, paused: true });
  estimator.observe({ atMs: 500_500, settled: 850, total: 2_000 });
  estimator.observe({ atMs: 501_500, settled: 950, total: 2_000 });
  const said = estimator.estimate(seeded(1));
  assert.ok(said.state === 'range' && said.highMs < 13_000, JSON.stringify(said));
});

test('a run of hours keeps its pace through every change of bucket width', () => {
  const estimator = new EtaEstimator();
  for (let second = 0; second <= 7_200; second += 1) {
    estimator.observe({ atMs: second * 1000, settled: second * 3, total: 100_000 });
    if (second % 30 !== 15) continue;
    const said = estimator.estimate(seeded(second));
    assert.equal(said.state, 'range', `at second ${second}`);
    if (said.state !== 'range') continue;
    const leftMs = ((100_000 - second * 3) / 3) * 1000;
    assert.ok(Math.abs(said.lowMs - leftMs) < 2 && Math.abs(said.highMs - leftMs) < 2, `at second ${second}`);
  }
});
