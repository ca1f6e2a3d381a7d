import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '../../src/base/clock.ts';
import { createLog } from '../../src/base/log.ts';
import type { Queryable } from '../../src/db/pool.ts';
import { Stats } from '../../src/work/stats.ts';
import { Supervisor } from '../../src/work/supervisor.ts';

const HOUR_MS = 3_600_000;

test('upkeep goes on, with rests, until nothing is left of what is to go', async () => {
  const unfinished = [true, true, false];
  const db = {
    query: async (text: string) => ({
      rows: text.includes('upkeep') ? [{ report: { unfinished: unfinished.shift() } }] : [],
    }),
  } as unknown as Queryable;
  const done = Promise.withResolvers<void>();
  const rests: number[] = [];
  const clock: Clock = {
    now: () => 0,
    async sleep(delayMs, signal) {
      rests.push(delayMs);
      if (delayMs < HOUR_MS / 2) return;
      if (unfinished.length === 0) done.resolve();
      await new Promise((aborted) => signal?.addEventListener('abort', aborted));
    },
  };
  const supervisor = new Supervisor({
    ...{ db, clock, log: createLog('silent'), stats: new Stats(), onWoken: () => {} },
    ...{ tickMs: HOUR_MS, neighboursMs: HOUR_MS, upkeepMs: HOUR_MS },
  });
  supervisor.start();
  await done.promise;
  await supervisor.stop();
  assert.deepEqual(unfinished, []);
  assert.equal(rests.filter((ms) => ms === 1_000).length, 2);
});
