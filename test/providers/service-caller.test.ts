import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NotNow, ServiceFailure } from '../../src/providers/service.ts';
import { countingService } from '../support/counting-service.ts';
import { testDatabase } from '../support/database.ts';
import { ask, serviceWith } from '../support/service-calls.ts';
import { testServices } from '../support/services.ts';
import { until } from '../support/until.ts';

const db = await testDatabase();
const organizationId = await db.organization();
const { owner, worker } = db.pools;

/** A caller of a fresh service with a key, so a budget of its own. */
async function staged(limits = {}, more = {}) {
  const outside = await countingService();
  const services = testServices(worker);
  const key = `secret-${Math.random().toString(36).slice(2)}-key`;
  const caller = services.callerFor(serviceWith(limits, more), { url: outside.url, key });
  return { outside, services, caller, key };
}

async function failureOf(work: Promise<unknown>): Promise<ServiceFailure> {
  const error = await work.then(
    () => assert.fail('it answered'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ServiceFailure, String(error));
  return error;
}

test('an answer comes back with its status, text and request id', async () => {
  const { outside, caller } = await staged();
  outside.script({ status: 200, body: '{"a":1}', headers: { 'x-request-id': 'r-1' } });
  const answer = await caller.call(ask(organizationId, { query: { q: 'a b', limit: 3, none: undefined } }));
  assert.deepEqual([answer.status, answer.text, answer.requestId], [200, '{"a":1}', 'r-1']);
  assert.deepEqual(outside.targets, ['GET /thing?q=a+b&limit=3']);
});

test('what may be repeated is, and what may not is not', async () => {
  for (const [status, billed, sent, failure] of [
    [500, false, 3, 'transient'],
    [503, false, 3, 'transient'],
    [500, true, 1, 'outcome_unknown'],
    [503, true, 1, 'outcome_unknown'],
    [400, false, 1, 'permanent'],
    [401, false, 1, 'permanent'],
    [425, true, 3, 'transient'],
  ] as const) {
    const { outside, caller } = await staged();
    outside.usual = { status };
    const { failure: cls } = await failureOf(caller.call(ask(organizationId, { billed })));
    assert.deepEqual([status, billed, outside.arrivals.length, cls], [status, billed, sent, failure]);
  }
});

test('a billed call whose answer never comes is of unknown outcome; an unbilled one times out', async () => {
  const { outside, caller } = await staged();
  outside.usual = (_, response) => void response.on('close', () => {});
  const billed = await failureOf(caller.call(ask(organizationId, { billed: true, timeoutMs: 50 })));
  assert.deepEqual([billed.failure, outside.arrivals.length], ['outcome_unknown', 1]);
  const free = await failureOf(caller.call(ask(organizationId, { timeoutMs: 50 })));
  assert.equal(free.failure, 'timeout');
});

test('a billed call that never left is repeated: nothing can have been charged', async () => {
  const services = testServices(worker);
  const caller = services.callerFor(serviceWith(), { url: 'http://127.0.0.1:1', key: 'nobody-listens-here' });
  const { failure, code } = await failureOf(caller.call(ask(organizationId, { billed: true })));
  assert.deepEqual([failure, code], ['transient', 'regrid_unreachable']);
});

test('an answer cut off, or too long, is no answer', async () => {
  const { outside, caller } = await staged();
  outside.usual = (_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"half":');
    setImmediate(() => response.destroy());
  };
  assert.equal((await failureOf(caller.call(ask(organizationId)))).code, 'regrid_broken');
  outside.usual = { status: 200, body: 'x'.repeat(1000) };
  assert.equal(
    (await failureOf(caller.call(ask(organizationId, { maxBytes: 10 })))).code,
    'regrid_too_large',
  );
});

test('429 with seconds holds the service for every process; a long hold puts the item off', async () => {
  const { outside, caller, services, key } = await staged();
  outside.script({ status: 429, headers: { 'retry-after': '90' } });
  const put = await caller.call(ask(organizationId)).then(undefined, (error: unknown) => error);
  assert.ok(put instanceof NotNow);
  assert.ok(put.afterMs > 85_000 && put.afterMs <= 90_000, String(put.afterMs));
  assert.match(put.reason, /^Regrid: rate limited until \d\d:\d\d UTC$/);
  assert.ok(services.heldMs(['regrid']) > 85_000);

  const other = testServices(worker).callerFor(serviceWith(), { url: outside.url, key });
  await assert.rejects(other.call(ask(organizationId)), NotNow);
  assert.equal(outside.arrivals.length, 1, 'nobody asked a held service');
});

test('429 with a date, and 429 without a word, are waited for', async () => {
  const { outside, caller } = await staged();
  const date = new Date(Math.floor(Date.now() / 1000) * 1000);
  outside.script(
    {
      status: 429,
      headers: { date: date.toUTCString(), 'retry-after': new Date(date.getTime() + 1000).toUTCString() },
    },
    { status: 429 },
  );
  const started = performance.now();
  assert.equal((await caller.call(ask(organizationId, { billed: true }))).status, 200);
  assert.equal(
    outside.arrivals.length,
    3,
    'a limit was refused before anything was done, so it is asked again',
  );
  assert.ok(performance.now() - started > 1_600);
});

test('no log row, message or answer holds a secret', async () => {
  const { outside, caller, key, services } = await staged();
  const other = 'tok+en/with=signs';
  outside.usual = {
    status: 500,
    body: `{"message":"bad token ${key} or ${other}"}`,
    headers: { 'x-request-id': key },
  };
  const call = ask(organizationId, {
    query: { query: key },
    secretQuery: { token: other },
    headers: { authorization: `Bearer ${key}` },
  });
  const failure = await failureOf(caller.call(call));
  const echoed = JSON.stringify([failure.message, failure.answer]);
  await services.close();
  const { rows } = await owner.query('select * from lotline.service_calls');
  const { rows: budgets } = await owner.query('select * from lotline.service_budgets');
  for (const secret of [key, other, encodeURIComponent(other)]) {
    assert.ok(!echoed.includes(secret), 'in the failure');
    assert.ok(!JSON.stringify(rows).includes(secret), 'in the call log');
    assert.ok(!JSON.stringify(budgets).includes(secret), 'in the budgets');
  }
  assert.ok(outside.targets[0]?.includes(encodeURIComponent(other)), 'it was sent');
});

test('whatever a service says can be written down, beside all other calls', async () => {
  const { outside, caller, services } = await staged();
  const own = await db.organization();
  // 400 characters are kept, which cuts the last one in two; no text in the database holds NUL
  for (const body of [`${'x'.repeat(399)}🏚`, 'a\0b']) outside.script({ status: 400, body });
  const [cut, nul] = [await failureOf(caller.call(ask(own))), await failureOf(caller.call(ask(own)))];
  assert.ok(cut.message.isWellFormed() && nul.message.includes('ab'), nul.message);
  await caller.call(ask(own));
  await services.close();
  const { rows } = await owner.query(
    'select status, right(error, 2) as error from lotline.service_calls where org_id = $1 order by at, id',
    [own],
  );
  assert.deepEqual(rows, [
    { status: 400, error: 'x\ufffd' },
    { status: 400, error: 'ab' },
    { status: 200, error: null },
  ]);
});

test('every request that left is a row, with its cost as it was told afterwards', async () => {
  const { outside, caller, services } = await staged();
  const own = await db.organization();
  outside.script({ status: 502 });
  const answer = await caller.call(
    ask(own, { for: { organizationId: own, jobId: '00000000-0000-4000-8000-000000000001', seq: 7 } }),
  );
  answer.charge({ units: 3, cost: '0.015' });
  await services.close();
  const { rows } = await owner.query(
    'select seq, operation, target, attempt, status, verdict, units, cost from lotline.service_calls where org_id = $1 order by at, id',
    [own],
  );
  assert.deepEqual(rows, [
    {
      ...{ seq: 7, operation: 'thing', target: '/thing', attempt: 1 },
      ...{ status: 502, verdict: 'unknown_outcome', units: 0, cost: null },
    },
    {
      ...{ seq: 7, operation: 'thing', target: '/thing', attempt: 2 },
      ...{ status: 200, verdict: 'ok', units: 3, cost: '0.015' },
    },
  ]);
});

test('the month holds: batches leave the reserve to whom somebody waits for', async () => {
  const { caller, services, outside } = await staged({ perMonth: 10, reserve: 0.2 });
  for (let n = 0; n < 8; n += 1) await caller.call(ask(organizationId));
  const refused = await caller.call(ask(organizationId)).then(undefined, (error: unknown) => error);
  assert.ok(refused instanceof NotNow);
  assert.match(refused.reason, /monthly quota used up but for the reserve until \d{4}-\d\d-01/);
  assert.ok(refused.afterMs <= 300_000, 'a larger quota may be chosen long before the month ends');
  assert.equal(outside.arrivals.length, 8);
  await services.close();
  const { rows } = await owner.query(
    `select used_units from lotline.service_budgets where per_month = 10 and service = 'regrid'`,
  );
  assert.deepEqual(rows, [{ used_units: '8' }]);
});

test('somebody who waits may use the reserve', async () => {
  const { caller } = await staged({ perMonth: 10, reserve: 1 });
  const interactive = ask(organizationId, { for: { organizationId, interactive: true } });
  assert.equal((await caller.call(interactive)).status, 200);
  await assert.rejects(caller.call(ask(organizationId)), NotNow);
});

test('an overloaded service gets half as many calls at once, and more again with time', async () => {
  const { outside, caller, key } = await staged({ concurrency: 8 });
  outside.script({ status: 503 });
  await caller.call(ask(organizationId));
  const atOnce = async () =>
    (
      await owner.query<{ n: number | null }>(
        `select calls_at_once as n from lotline.service_budgets where concurrency = 8 order by calls_at_once_at desc limit 1`,
      )
    ).rows[0]?.n;
  await until(async () => (await atOnce()) === 4);
  assert.ok(key.length > 0);
});
