import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Estimate, estimateEnd, type Pace, seededRandom, type Told, tell } from '../../src/base/eta.ts';

/** How many arrivals a Poisson process has in one step. */
function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

interface Second {
  readonly settled: number;
  /** For how long it is known that nothing will move. */
  readonly heldSeconds?: number;
}

/** What becomes of each second of a run. */
type Load = (random: () => number) => () => Second;

const LOADS: Record<string, Load> = {
  steady: (random) => () => ({ settled: poisson(6, random) }),
  bursty: (random) => {
    let left = 0;
    let on = true;
    return () => {
      if (left <= 0) {
        on = !on;
        left = 10 + Math.floor(random() * 60);
      }
      left -= 1;
      return { settled: on ? poisson(9, random) : poisson(0.6, random) };
    };
  },
  'rate limited': (random) => {
    // a service that says 429 with a time now and then, which is then known
    let held = 0;
    return () => {
      if (held > 0) held -= 1;
      else if (random() < 1 / 90) held = 15 + Math.floor(random() * 30);
      return { settled: held > 0 ? 0 : poisson(6, random), heldSeconds: held };
    };
  },
  'heavy with retries': (random) => {
    const due: number[] = [];
    let second = 0;
    return () => {
      second += 1;
      let settled = 0;
      const slots = poisson(8, random);
      for (let slot = 0; slot < slots; slot += 1) {
        const retry = due.findIndex((at) => at <= second);
        if (retry !== -1) due.splice(retry, 1);
        if (random() < 0.35) due.push(second + 5 + Math.floor(random() * 60));
        else settled += 1;
      }
      return { settled };
    };
  },
};

interface Said {
  readonly atSecond: number;
  readonly low: number;
  readonly high: number;
}

/** One run as the server sees and tells it: buckets of ten seconds, of minutes once it is ten minutes old. */
function simulate(load: Load, total: number, random: () => number): { said: Said[]; seconds: number } {
  const next = load(random);
  const tens: number[] = [0];
  const said: Said[] = [];
  let settled = 0;
  let second = 0;
  let idle = 0;
  let last: Told | undefined;
  for (; settled < total; second += 1) {
    const now = next();
    if (second % 37 === 36) {
      const full = tens.slice(0, -1);
      const minutes = full.length >= 60;
      const buckets = minutes
        ? Array.from({ length: Math.floor(full.length / 6) }, (_, at) =>
            full.slice(6 * at, 6 * at + 6).reduce((sum, count) => sum + count, 0),
          )
        : full;
      const estimate = estimateEnd(
        {
          buckets: buckets.slice(-30),
          bucketMs: minutes ? 60_000 : 10_000,
          seen: settled,
          remaining: total - settled,
          idleMs: idle * 1000,
          waitMs: 1000 * (now.heldSeconds ?? 0),
        },
        seededRandom(total),
      );
      const { told, shown } = tell(last, estimate, 1000 * second);
      last = told;
      if (shown.state === 'range') {
        said.push({ atSecond: second, low: shown.lowMs / 1000, high: shown.highMs / 1000 });
      }
    }
    const gained = Math.min(now.settled, total - settled);
    settled += gained;
    idle = gained > 0 ? 0 : idle + 1;
    tens[tens.length - 1] = (tens.at(-1) ?? 0) + gained;
    if (second % 10 === 9) tens.push(0);
  }
  return { said, seconds: second };
}

for (const [name, load] of Object.entries(LOADS)) {
  test(`the end of a ${name} run lies in the range told in 70 to 95 of 100 cases`, () => {
    const random = seededRandom(20_261_122);
    let [inside, asked, wide] = [0, 0, 0];
    for (let run = 0; run < 40; run += 1) {
      const { said, seconds } = simulate(load, 1_500 + Math.floor(random() * 9_000), random);
      for (const { atSecond, low, high } of said) {
        const left = seconds - atSecond;
        asked += 1;
        if (left >= low - 1 && left <= high + 1) inside += 1;
        if (high > 2 * low) wide += 1;
      }
    }
    assert.ok(asked > 800, `only ${asked} ranges were told`);
    const share = inside / asked;
    assert.ok(share >= 0.7 && share <= 0.95, `${(share * 100).toFixed(1)} % of ${asked} ranges were right`);
    assert.ok(wide / asked < 0.5, 'most ranges are worth telling');
  });
}

const going = (given: Partial<Pace>): Pace => ({
  buckets: Array.from({ length: 12 }, () => 60),
  bucketMs: 10_000,
  seen: 720,
  remaining: 3_600,
  idleMs: 0,
  ...given,
});
const said = (given: Partial<Pace>): Estimate => estimateEnd(going(given), seededRandom(1));

test('nothing is said before thirty items and six buckets, of a paused run, or of one that is done', () => {
  assert.equal(said({ seen: 29 }).state, 'measuring');
  assert.equal(said({ buckets: [60, 60, 60, 60, 60] }).state, 'measuring');
  assert.equal(said({ paused: true }).state, 'paused');
  assert.equal(said({ remaining: 0 }).state, 'done');
});

test('five buckets without an item are a stall; minutes take five minutes', () => {
  assert.equal(said({ idleMs: 49_000 }).state, 'range');
  assert.deepEqual(said({ idleMs: 50_000 }), { state: 'stalled', forMs: 50_000 });
  assert.equal(said({ idleMs: 250_000, bucketMs: 60_000 }).state, 'range');
  assert.equal(said({ idleMs: 300_000, bucketMs: 60_000 }).state, 'stalled');
});

test('buckets without items count, and a pace that changes wildly is too variable to say', () => {
  const half = said({ buckets: Array.from({ length: 30 }, (_, at) => (at % 2 === 0 ? 120 : 0)) });
  assert.ok(half.state === 'range' && half.lowMs > 400_000 && half.highMs < 900_000, JSON.stringify(half));
  assert.equal(said({ buckets: [0, 0, 0, 0, 0, 0, 0, 700], remaining: 10_000 }).state, 'variable');
});

test('what is known holds: no end before a cap allows it, and nothing while others are ahead', () => {
  assert.deepEqual(said({}), { state: 'range', lowMs: 600_000, highMs: 600_000 });
  assert.deepEqual(said({ leastMs: 900_000 }), { state: 'range', lowMs: 900_000, highMs: 900_000 });
  assert.deepEqual(said({ waitMs: 60_000 }), { state: 'range', lowMs: 660_000, highMs: 660_000 });
});

test('the same facts give the same words, and the end that was told stays until it moves by a fifth', () => {
  const buckets = [40, 80, 60, 20, 90, 70, 60, 50];
  assert.deepEqual(said({ buckets }), said({ buckets }));
  const range = (low: number, high: number): Estimate => ({
    state: 'range',
    lowMs: 1000 * low,
    highMs: 1000 * high,
  });
  const last = { estimate: range(100, 200), atMs: 0 };
  const shown = (next: Estimate, atSecond: number) => tell(last, next, 1000 * atSecond).shown;
  assert.deepEqual(shown(range(85, 170), 4), range(100, 200));
  assert.deepEqual(shown(range(79, 170), 4), range(79, 170));
  assert.deepEqual(shown(range(75, 160), 32), range(70, 170), 'what is left of it grows less');
  assert.deepEqual(tell(last, range(75, 160), 32_000).told, last, 'and it is not told anew');
  assert.deepEqual(shown(range(0, 1), 500), range(0, 1));
  assert.deepEqual(shown({ state: 'variable' }, 1), { state: 'variable' });
  assert.deepEqual(tell({ estimate: { state: 'measuring' }, atMs: 0 }, range(1, 2), 1).shown, range(1, 2));
});
