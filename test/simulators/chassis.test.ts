import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { simulatorClock } from '../../src/simulators/chassis/clock.ts';
import { seededRandom } from '../../src/simulators/chassis/random.ts';
import {
  type SimulatedService,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../src/simulators/chassis/simulator.ts';
import { until } from '../support/until.ts';

const started: Simulator[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
});

/** A shop at `/v1`, with a key, that sells one thing a request. */
async function shop(options: SimulatorOptions = {}) {
  let sold = 0;
  const service: SimulatedService = {
    name: 'shop',
    base: '/v1',
    routes: [
      {
        method: 'GET',
        path: '/things/:id',
        query: ['colour', 'fields'],
        run: ({ params }) => ({ status: 200, body: { id: params.id } }),
      },
      {
        method: 'POST',
        path: '/buy',
        run: ({ json }) => {
          sold += 1;
          return { status: 200, body: { sold, order: json() } };
        },
      },
      {
        method: 'GET',
        path: '/broken',
        run: () => {
          throw new Error('a mistake in the simulator');
        },
      },
    ],
    authorize: ({ headers }) =>
      headers.authorization === 'Bearer key' ? undefined : { status: 401, body: { message: 'no key' } },
    error: (status, message) => ({ status, body: { code: status, message } }),
    state: () => ({ sold }),
  };
  const simulator = await startSimulator(service, options);
  started.push(simulator);
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${simulator.url}${path}`, {
      ...init,
      headers: { authorization: 'Bearer key', ...init.headers },
      signal: AbortSignal.timeout(10_000),
    });
  return { simulator, ask, sold: () => sold };
}

const buy = { method: 'POST', body: '{"id":1}' } as const;

test('a service answers below its address, on loopback only, and every request is recorded', async () => {
  const { simulator, ask } = await shop();
  assert.match(simulator.url, /^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  const answer = await ask('/things/a%20b?colour=red');
  assert.deepEqual(await answer.json(), { id: 'a b' });
  assert.equal((await ask('/buy', buy)).headers.get('content-type'), 'application/json; charset=utf-8');
  assert.deepEqual(
    simulator.requests.map(({ method, path, query, body, status, performed }) => ({
      method,
      path,
      query,
      body,
      status,
      performed,
    })),
    [
      {
        method: 'GET',
        path: '/things/a%20b',
        query: { colour: 'red' },
        body: '',
        status: 200,
        performed: true,
      },
      { method: 'POST', path: '/buy', query: {}, body: '{"id":1}', status: 200, performed: true },
    ],
  );
});

test('who may not ask is refused before anything else is looked at, and does not use up the limit', async () => {
  const { simulator } = await shop({ limits: { perWindow: 1 } });
  simulator.fail({ kind: 'drop', effect: 'before' });
  for (const path of ['/things/1', '/nowhere', '/things/1?unknown=1']) {
    assert.equal((await fetch(`${simulator.url}${path}`)).status, 401, path);
  }
  assert.equal(simulator.counts.accepted, 0);
});

test('unknown paths, methods and parameters are refused in the words of the service', async () => {
  const { simulator, ask } = await shop();
  assert.deepEqual(await (await ask('/nowhere')).json(), { code: 404, message: 'There is no GET /nowhere' });
  assert.equal((await ask('/things/1', { method: 'DELETE' })).status, 404);
  assert.deepEqual(await (await ask('/things/1?size=2')).json(), {
    code: 400,
    message: 'Unknown parameter: size',
  });
  assert.equal((await ask('/things/1?fields[a][eq]=2')).status, 200);
  const beside = new URL('/things/1', simulator.url);
  assert.equal((await fetch(beside, { headers: { authorization: 'Bearer key' } })).status, 404);
});

test('a dropped connection says nothing of whether the work was done; the record does', async () => {
  const { simulator, ask, sold } = await shop();
  simulator.fail({ kind: 'drop', effect: 'before' }, { kind: 'drop', effect: 'after' });
  await assert.rejects(ask('/buy', buy));
  assert.equal(sold(), 0);
  await assert.rejects(ask('/buy', buy));
  assert.equal(sold(), 1);
  assert.deepEqual(
    simulator.requests.map(({ status, performed }) => [status, performed]),
    [
      [null, false],
      [null, true],
    ],
  );
  assert.equal((await ask('/buy', buy)).status, 200);
});

test('a status can come before the work and after it, with or without a time to come back', async () => {
  const clock = simulatorClock(Date.UTC(2026, 0, 2, 3, 4, 5));
  const { simulator, ask, sold } = await shop({ clock });
  simulator.fail(
    { kind: 'status', status: 429, retryAfter: { seconds: 7, as: 'seconds' } },
    { kind: 'status', status: 429, retryAfter: { seconds: 10, as: 'date' } },
    { kind: 'status', status: 429 },
    { kind: 'status', status: 502, effect: 'after', body: 'bad gateway', contentType: 'text/plain' },
  );
  const answers = [await ask('/buy', buy), await ask('/buy', buy), await ask('/buy', buy)];
  assert.deepEqual(
    answers.map(({ status, headers }) => [status, headers.get('retry-after')]),
    [
      [429, '7'],
      [429, 'Fri, 02 Jan 2026 03:04:15 GMT'],
      [429, null],
    ],
  );
  assert.equal(sold(), 0);
  const last = await ask('/buy', buy);
  assert.deepEqual([last.status, await last.text(), sold()], [502, 'bad gateway', 1]);
});

test('answers can be broken in every way that they break', async () => {
  const { simulator, ask } = await shop();
  simulator.fail(
    { kind: 'truncated' },
    { kind: 'cut' },
    { kind: 'html' },
    { kind: 'empty' },
    { kind: 'content-type', contentType: 'text/html' },
  );
  const truncated = await ask('/things/1');
  await assert.rejects(truncated.text(), 'the length says that more should come');
  assert.equal(await (await ask('/things/1')).text(), '{"id"');
  assert.match(await (await ask('/things/1')).text(), /^<!doctype html>/);
  const empty = await ask('/things/1');
  assert.deepEqual([empty.status, await empty.text()], [200, '']);
  const wrong = await ask('/things/1');
  assert.deepEqual([wrong.headers.get('content-type'), await wrong.json()], ['text/html', { id: '1' }]);
});

test('a fault befalls the requests that it is meant for, as often as it says', async () => {
  const { simulator, ask } = await shop();
  simulator.fail(
    { kind: 'status', status: 503, path: '/buy', times: 2 },
    { kind: 'latency', delayMs: 30, method: 'GET', times: null },
  );
  const before = performance.now();
  assert.equal((await ask('/things/1')).status, 200);
  assert.ok(performance.now() - before >= 25, 'it answered late');
  const statuses: number[] = [];
  for (let at = 0; at < 3; at += 1) statuses.push((await ask('/buy', buy)).status);
  assert.deepEqual(statuses, [503, 503, 200]);
  simulator.fail({ kind: 'status', status: 500, times: null });
  simulator.heal();
  assert.equal((await ask('/buy', buy)).status, 200);
});

test('what befalls by chance is the same for the same seed', async () => {
  const story = async (seed: number) => {
    const { simulator, ask } = await shop({ seed });
    simulator.fail({ kind: 'status', status: 500, times: null, chance: 0.5 });
    const statuses: number[] = [];
    for (let at = 0; at < 40; at += 1) statuses.push((await ask('/things/1')).status);
    return statuses;
  };
  const first = await story(7);
  assert.deepEqual(await story(7), first);
  assert.notDeepEqual(await story(8), first);
  const share = first.filter((status) => status === 500).length;
  assert.ok(share > 8 && share < 32, `${share} of 40`);
});

test('more than the window allows is refused, however the requests are laid, by the clock of the simulator', async () => {
  const clock = simulatorClock(1_800_000_000_000);
  const { simulator, ask } = await shop({ clock, limits: { perWindow: 3, windowMs: 60_000 } });
  const statuses = async (count: number) => {
    const got: number[] = [];
    for (let at = 0; at < count; at += 1) got.push((await ask('/things/1')).status);
    return got;
  };
  assert.deepEqual(await statuses(2), [200, 200]);
  clock.advance(50_000);
  assert.deepEqual(await statuses(2), [200, 429]);
  const refused = await ask('/things/1');
  assert.equal(refused.headers.get('retry-after'), '10');
  clock.advance(10_000);
  assert.deepEqual(await statuses(3), [200, 200, 429]);
  assert.deepEqual(simulator.counts, {
    accepted: 5,
    refusedByRate: 3,
    refusedByConcurrency: 0,
    peakConcurrency: 1,
    peakInWindow: 3,
  });
});

test('more at once than is allowed is refused, and a place comes free with the end of a request', async () => {
  const { simulator, ask } = await shop({ limits: { concurrency: 2, retryAfter: 'none' } });
  const release = simulator.hold();
  const two = [ask('/things/1'), ask('/things/2')];
  await until(() => simulator.counts.accepted === 2);
  const third = await ask('/things/3');
  assert.deepEqual([third.status, third.headers.get('retry-after')], [429, null]);
  release();
  assert.deepEqual(
    (await Promise.all(two)).map(({ status }) => status),
    [200, 200],
  );
  assert.equal((await ask('/things/3')).status, 200);
  assert.equal(simulator.counts.peakConcurrency, 2);
  assert.equal(simulator.counts.refusedByConcurrency, 1);
});

test('a caller that goes away gives its place back', async () => {
  const { simulator, ask } = await shop({ limits: { concurrency: 1 } });
  const release = simulator.hold();
  const leaving = new AbortController();
  const gone = fetch(`${simulator.url}/things/1`, {
    headers: { authorization: 'Bearer key' },
    signal: leaving.signal,
  });
  await until(() => simulator.counts.accepted === 1);
  leaving.abort();
  await assert.rejects(gone);
  release();
  await until(async () => (await ask('/things/2')).status === 200);
});

test('it is steered over HTTP: faults, clock, limits, requests, state', async () => {
  const { simulator, ask } = await shop();
  const admin = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${simulator.adminUrl}/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  };
  assert.equal((await admin('POST', 'faults', { faults: [{ kind: 'status', status: 503 }] })).status, 200);
  assert.equal((await admin('GET', 'state')).body.faults.length, 1);
  assert.equal((await ask('/buy', buy)).status, 503);
  assert.equal((await admin('POST', 'faults', { faults: [{ kind: 'rain' }] })).status, 400);
  await admin('POST', 'faults', { faults: [{ kind: 'empty', times: null }] });
  await admin('DELETE', 'faults');
  assert.equal((await ask('/buy', buy)).status, 200);
  const before = simulator.clock.now();
  await admin('POST', 'clock', { advanceMs: 3_600_000 });
  assert.ok(simulator.clock.now() - before >= 3_600_000);
  assert.equal((await admin('GET', 'requests')).body.requests.length, 2);
  await admin('DELETE', 'requests');
  assert.equal(simulator.requests.length, 0);
  assert.deepEqual((await admin('GET', 'state')).body.state, { sold: 1 });
  await admin('POST', 'limits', { perWindow: 1 });
  await ask('/things/1');
  assert.equal((await ask('/things/1')).status, 429);
  assert.equal((await admin('GET', 'nothing')).status, 404);
});

test('a mistake in a simulator is not taken for an answer of the service', async () => {
  const { ask } = await shop();
  const answer = await ask('/broken');
  assert.deepEqual(
    [answer.status, await answer.text()],
    [599, 'simulator shop: Error: a mistake in the simulator'],
  );
});

test('chance is the same for the same seed, whatever was drawn for others before', () => {
  const draw = (seed: number | string) => {
    const random = seededRandom(seed);
    return [random.below(1000), random.between(5, 9), random.pick(['a', 'b', 'c']), random.next()];
  };
  assert.deepEqual(draw('7:parcel:1'), draw('7:parcel:1'));
  assert.notDeepEqual(draw('7:parcel:1'), draw('7:parcel:2'));
  assert.deepEqual([...seededRandom(3).shuffle([1, 2, 3, 4, 5, 6, 7, 8])].sort(), [1, 2, 3, 4, 5, 6, 7, 8]);
  assert.throws(() => seededRandom(1).pick([]), RangeError);
});
