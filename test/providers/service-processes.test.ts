import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES } from '../../src/providers/service/list.ts';
import { startRegrid } from '../../src/simulators/regrid/regrid.ts';
import { madeUpWorld } from '../../src/simulators/world/made-up.ts';
import { countingService } from '../support/counting-service.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const db = await testDatabase();
const { owner } = db.pools;
const organizationId = await db.organization();
const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill('SIGKILL');
});

interface Child {
  readonly process: ChildProcess;
  readonly output: () => string;
}

/** Processes of their own that call one service with one key. */
function start(
  count: number,
  outside: { readonly url: string },
  limits: object,
  more: Record<string, string> = {},
): Child[] {
  return Array.from({ length: count }, () => {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, '../support/service-child.ts')], {
      env: {
        ...process.env,
        ...{ DATABASE: db.urls.worker, SERVICE_URL: outside.url, ORGANIZATION: organizationId },
        ...{ LIMITS: JSON.stringify(limits), ...more },
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    return { process: child, output: () => output };
  });
}

async function stop(running: readonly Child[]): Promise<number[]> {
  await Promise.all(
    running.map(async ({ process: child }) => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }),
  );
  return running.map(({ output }) => Number(/"went":(\d+)/.exec(output())?.[1] ?? Number.NaN));
}

/** Forgets the budget of the test before. */
async function fresh(): Promise<void> {
  await owner.query('delete from lotline.service_budgets');
  await owner.query('delete from lotline.service_shares');
}

const MEASURE_MS = 10_000;

test('four processes never exceed a limit, use nine tenths of it, and share it fairly', async () => {
  await fresh();
  const outside = await countingService({ status: 200, body: '{}', afterMs: 20 });
  const perMinute = 1_200;
  const running = start(4, outside, { perMinute, burst: 20, concurrency: 10 });
  await until(() => running.every(({ output }) => output().includes('ready')));
  await until(() => outside.arrivals.length > 100);
  const from = outside.arrivals.length;
  for (const { process: child } of running) child.kill('SIGUSR2');
  await sleep(MEASURE_MS);
  const used = outside.arrivals.length - from;
  const share = await stop(running);

  const allowed = (perMinute / 60_000) * MEASURE_MS;
  assert.ok(used >= 0.9 * allowed, `${used} of ${allowed}`);
  for (const ms of [1_000, 5_000, 10_000]) {
    // calls may be up to 0.9 s late, which is what turns lie further apart for: over a minute it evens out
    const most = (perMinute / 60_000) * (ms + 900) + 20;
    assert.ok(outside.mostWithin(ms) <= most, `${outside.mostWithin(ms)} in ${ms} ms, allowed ${most}`);
  }
  assert.ok(outside.mostAtOnce() <= 10, `${outside.mostAtOnce()} at once`);
  const [least = 0, , , most = 0] = share.sort((a, b) => a - b);
  assert.ok(least > most / 3, `shares: ${share}`);
});

test('calls at once are shared too: no more than the limit, and nobody starves', async () => {
  await fresh();
  const outside = await countingService({ status: 200, body: '{}', afterMs: 100 });
  const running = start(
    4,
    outside,
    { perMinute: 60_000, burst: 100, concurrency: 3 },
    { BATCH: '10', LANES: '2' },
  );
  await until(() => outside.arrivals.length > 100);
  const share = await stop(running);
  assert.ok(outside.mostAtOnce() <= 3, `${outside.mostAtOnce()} at once`);
  assert.ok(
    share.every((went) => went > 0),
    `shares: ${share}`,
  );
});

test('a process that is killed holds nothing up for long', async () => {
  await fresh();
  const outside = await countingService({ status: 200, body: '{}', afterMs: 60_000 });
  const [doomed] = start(1, outside, { perMinute: 60_000, burst: 100, concurrency: 4 });
  await until(() => outside.mostAtOnce() === 4);
  doomed?.process.kill('SIGKILL');
  outside.usual = { status: 200, body: '{}' };
  const others = start(2, outside, { perMinute: 60_000, burst: 100, concurrency: 4 });
  await until(() => others.every(({ output }) => output().includes('ready')));
  assert.equal(outside.arrivals.length, 4, 'its calls at once are still counted as its own');
  await owner.query("insert into lotline.clock_shift values ('16 seconds')");
  await until(() => outside.arrivals.length > 100);
  await stop(others);
  await owner.query('delete from lotline.clock_shift');
});

test('Regrid’s simulator, with its real limits, never has to refuse one of four processes', async () => {
  await fresh();
  const regrid = await startRegrid({ world: madeUpWorld(1) });
  after(() => regrid.stop());
  const { perMinute, burst, concurrency } = SERVICES.regrid.limits;
  const more = { TARGET: '/parcels/apn?parcelnumb=none', TOKEN: regrid.token, LANES: '6' };
  const running = start(4, regrid, { perMinute, burst, concurrency }, more);
  await until(() => regrid.counts.accepted > 12);
  const from = regrid.counts.accepted;
  const seconds = 9;
  await sleep(seconds * 1000);
  const { accepted, refusedByRate, refusedByConcurrency } = regrid.counts;
  await stop(running);
  assert.deepEqual([refusedByRate, refusedByConcurrency], [0, 0]);
  const allowed = (perMinute / 60) * seconds;
  assert.ok(accepted - from >= 0.9 * allowed - 1, `${accepted - from} of ${allowed}`);
});

test('a clock that jumps holds nothing up, and lets no more through than a fresh start', async () => {
  await fresh();
  const outside = await countingService();
  const running = start(2, outside, { perMinute: 6_000, burst: 50, concurrency: 10 });
  await until(() => outside.arrivals.length > 50);
  await owner.query("insert into lotline.clock_shift values ('1 hour')");
  const ahead = outside.arrivals.length;
  await until(() => outside.arrivals.length > ahead + 50);
  await stop(running);
  for (const ms of [1_000, 2_000]) {
    const most = 100 * (ms / 1000) + 2 * 50;
    assert.ok(outside.mostWithin(ms) <= most, `${outside.mostWithin(ms)} in ${ms} ms`);
  }
  await owner.query('delete from lotline.clock_shift');
});
