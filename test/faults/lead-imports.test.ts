import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../support/database.ts';
import { type FaultRun, faultRun } from '../support/lead-fault-run.ts';

/** `npm run test:faults` does a thousand; every run of the tests does some. */
const RUNS = Number(process.env.LOTLINE_FAULT_RUNS ?? 24);
const FIRST_SEED = Number(process.env.LOTLINE_FAULT_SEED ?? 1);
/** Runs wait for the network most of the time; each lane has a database, and with it a clock, of its own. */
const LANES = 4;
const PART = 100;

const lanes = await Promise.all(Array.from({ length: LANES }, () => testDatabase()));
for (const { pools } of lanes) {
  await pools.owner.query("insert into lotline.clock_shift (amount) values ('0 seconds')");
}

for (let first = FIRST_SEED; first < FIRST_SEED + RUNS; first += PART) {
  const last = Math.min(first + PART, FIRST_SEED + RUNS) - 1;
  test(`imports with seeds ${first} to ${last}: whatever goes wrong, no record is billed twice and none is lost`, async (context) => {
    const seeds = Array.from({ length: last - first + 1 }, (_, at) => first + at);
    const runs: FaultRun[] = [];
    const ends = await Promise.allSettled(
      lanes.map(async (lane) => {
        for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift())
          runs.push(await faultRun(lane, seed));
      }),
    );
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    const sum = (count: (run: FaultRun) => number) => runs.reduce((total, run) => total + count(run), 0);
    const dooms = sum((run) => run.dooms.filter((doom) => doom !== 'none').length);
    const unknown = sum((run) => run.unknown);
    context.diagnostic(
      `${runs.length} runs: ${sum((run) => run.records)} records bought in ${sum((run) => run.jobs)} jobs, ` +
        `${dooms} leases lost or reported twice, ${unknown} purchases of unknown outcome resolved`,
    );
    assert.ok(dooms > 0 && unknown > 0, 'things did go wrong');
  });
}
