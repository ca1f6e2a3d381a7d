import assert from 'node:assert/strict';
import test from 'node:test';
import type { Clock } from '../../src/base/clock.ts';
import { createLog } from '../../src/base/log.ts';
import type { Pool } from '../../src/db/pool.ts';
import { RequestLimits } from '../../src/http/request-limits.ts';
import { setLimits } from '../../src/identity/limits.ts';
import type { Caller } from '../../src/identity/roles.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const { owner, api } = database.pools;
const log = createLog('silent');

let now = Date.UTC(2026, 0, 1, 12, 0, 30);
const clock: Clock = { now: () => now, sleep: async () => {} };

async function callerWith(changes: Partial<Caller>): Promise<Caller> {
  const organizationId = await database.organization();
  return { organizationId, role: 'admin', actor: 'key:x', via: 'key', principal: organizationId, ...changes };
}

/** True when the request may pass. */
function passes(limits: RequestLimits, caller: Caller): boolean {
  try {
    limits.take(caller, () => {});
    return true;
  } catch (error) {
    assert.ok(error instanceof Error && 'code' in error && error.code === 'too_many_requests');
    return false;
  }
}

const passed = (limits: RequestLimits, caller: Caller, tries: number) =>
  Array.from({ length: tries }, () => passes(limits, caller)).filter(Boolean).length;

test('processes add up what they counted', async () => {
  const [one, two] = [new RequestLimits(api, log, clock), new RequestLimits(api, log, clock)];
  const caller = await callerWith({ requestsPerMinute: 10 });
  assert.deepEqual([passed(one, caller, 6), passed(two, caller, 3)], [6, 3]);
  await one.reconcile();
  await two.reconcile();
  await one.reconcile();
  assert.equal(passed(two, caller, 5), 1, 'nine of ten were used');
  // The first one hears of it as soon as it has something to tell.
  assert.equal(passed(one, caller, 1), 1);
  await two.reconcile();
  await one.reconcile();
  assert.equal(passed(one, caller, 1), 0);
  one.stop();
  two.stop();
});

test('they do so by themselves within about a second of a request', async () => {
  const limits = new RequestLimits(api, log, clock);
  const caller = await callerWith({});
  passed(limits, caller, 4);
  const { rows } = await until(async () => {
    const found = await owner.query<{ requests: number }>(
      "select requests from lotline.request_counts where org_id = $1 and principal = ''",
      [caller.organizationId],
    );
    return found.rows.length > 0 && found;
  }, 'the count to arrive');
  assert.equal(rows[0]?.requests, 4);
  limits.stop();
});

test('while the database is slow to answer, no request is added twice', async () => {
  const answers: (() => void)[] = [];
  const sent: number[] = [];
  const slow = {
    query: (_text: unknown, values: [unknown, string[], string[], number[]]) => {
      const [, organizations, principals, counts] = values;
      sent.push(...counts);
      const rows = counts.map((requests, at) => ({
        organization_id: organizations[at],
        principal: principals[at],
        requests,
        most: null,
      }));
      return new Promise((resolve) => answers.push(() => resolve({ rows })));
    },
  } as unknown as Pool;
  const limits = new RequestLimits(slow, log, clock);
  const caller = await callerWith({});
  passed(limits, caller, 3);
  const first = limits.reconcile();
  passed(limits, caller, 2);
  const second = limits.reconcile();
  for (const answer of answers) answer();
  await Promise.all([first, second]);
  const third = limits.reconcile();
  answers.at(-1)?.();
  await third;
  assert.deepEqual(sent, [3, 2]);
  limits.stop();
});

test('an organization’s own limit counts from the next second on, for all its keys', async () => {
  const limits = new RequestLimits(api, log, clock);
  const caller = await callerWith({});
  await setLimits(owner, caller.organizationId, { requests_per_minute: 5 }, 'test');
  assert.equal(passed(limits, caller, 2), 2);
  await limits.reconcile();
  assert.equal(passed(limits, { ...caller, principal: 'another' }, 9), 3);
  limits.stop();
});

test('the next minute begins anew, and old counts are taken away', async () => {
  const limits = new RequestLimits(api, log, clock);
  const caller = await callerWith({ requestsPerMinute: 2 });
  assert.equal(passed(limits, caller, 3), 2);
  await limits.reconcile();
  now += 30_000;
  assert.equal(passed(limits, caller, 3), 2);
  now += 180_000;
  assert.equal(passed(limits, caller, 1), 1);
  await limits.reconcile();
  const { rows } = await owner.query<{ minutes: number }>(
    'select count(distinct minute)::int as minutes from lotline.request_counts',
  );
  assert.equal(rows[0]?.minutes, 1);
  limits.stop();
});

test('whoever reads without sign-in uses up nothing of the organization', async () => {
  const limits = new RequestLimits(api, log, clock);
  const caller = await callerWith({ anonymous: true, via: 'nobody', principal: 'public' });
  let told = '';
  limits.take(caller, (fields) => {
    told = fields['ratelimit-policy'];
  });
  assert.match(told, /^"public";q=\d+;w=60$/);
  limits.stop();
});
