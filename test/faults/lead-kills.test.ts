import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after, test } from 'node:test';
import { call } from '../../src/db/pool.ts';
import { resumeJob } from '../../src/engine/control.ts';
import { createLeadImport } from '../../src/property/lead-imports/create-import.ts';
import { type Random, seededRandom } from '../../src/simulators/chassis/random.ts';
import {
  type PropertyRadarSimulator,
  startPropertyRadar,
} from '../../src/simulators/property-radar/property-radar.ts';
import { testDatabase } from '../support/database.ts';
import { reconcileByLedger } from '../support/lead-ledger.ts';
import { blairRecords, inBlair, leadsOf } from '../support/property-radar.ts';
import { until } from '../support/until.ts';

/** `npm run test:faults` kills fifty. */
const KILLS = Number(process.env.LOTLINE_FAULT_KILLS ?? 2);
const FIRST_SEED = Number(process.env.LOTLINE_FAULT_SEED ?? 1);
const RECORDS = 60;

const database = await testDatabase();
const { owner, worker: db } = database.pools;
const children = new Set<ChildProcess>();
after(() => {
  for (const child of children) child.kill('SIGKILL');
});

async function startChild({ url, key }: PropertyRadarSimulator): Promise<ChildProcess> {
  const file = path.join(import.meta.dirname, '..', 'support', 'lead-worker-child.ts');
  const child = fork(file, [database.urls.worker, url, key], { env: process.env });
  children.add(child);
  await once(child, 'message');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  assert.equal(child.signalCode, 'SIGKILL');
  children.delete(child);
}

/** Waits for the moment at which the seed wants the process dead: while it reads, while it pays, or somewhere between. */
async function deadlyMoment(simulator: PropertyRadarSimulator, random: Random): Promise<() => void> {
  const paid = () => simulator.requests.filter(({ query }) => query.Purchase === '1').length;
  if (random.chance(0.5)) {
    // a purchase is under way: its answer finds nobody
    const many = random.between(2, 4);
    await until(() => paid() >= many - 1);
    const release = simulator.hold();
    await until(
      () =>
        simulator.requests.some(({ query, status }) => query.Purchase === '1' && status === undefined) ||
        simulator.account.billed.size === RECORDS,
    );
    return release;
  }
  const many = random.between(1, 24);
  await until(() => simulator.requests.length >= many || simulator.account.billed.size === RECORDS);
  return () => {};
}

for (let seed = FIRST_SEED; seed < FIRST_SEED + KILLS; seed += 1) {
  test(`a worker killed by seed ${seed} costs nothing twice, and loses nothing`, async () => {
    const random = seededRandom(`kills:${seed}`);
    const records = blairRecords(RECORDS, seed);
    const simulator = await startPropertyRadar({ seed, key: `kill-${seed}`, records });
    simulator.fail({ kind: 'latency', delayMs: random.between(1, 15), times: null });
    try {
      const organizationId = await database.organization();
      const first = await startChild(simulator);
      const { id } = await createLeadImport(db, {
        ...{
          organizationId,
          name: 'Killed',
          actor: 'tester',
          criteria: inBlair,
          batchSize: random.between(4, 12),
        },
      });
      const second = random.chance(0.3) ? await startChild(simulator) : undefined;
      const release = await deadlyMoment(simulator, random);
      await kill(first);
      release();
      const heir = second ?? (await startChild(simulator));
      await until(
        async () => {
          await owner.query(
            "update lotline.lead_imports set held_until = '-infinity' where stage in ('freezing', 'appending')",
          );
          await reconcileOnceOver(simulator, organizationId, id);
          const [job] = await call<{ status: string; failed: number }>(
            db,
            `select status, (select count(*) from lotline.results r where r.job_no = j.number and r.outcome = 'failed')::int as failed
             from lotline.jobs j where id = $1`,
            [id],
          );
          if (job?.status === 'paused') await resumeJob(db, { organizationId, jobId: id, actor: 'ann' });
          return job?.status === 'completed' && job.failed === 0;
        },
        'the end of the import',
        60_000,
      );
      await kill(heir);
      assert.deepEqual(simulator.account.twice, [], 'no RadarID is billed twice');
      assert.equal(simulator.account.billed.size, RECORDS);
      assert.deepEqual(
        await leadsOf(owner, id),
        records.map(({ RadarID }) => RadarID).sort(),
        'none is lost',
      );
      const { rows } = await owner.query('select * from lotline.engine_check($1)', [id]);
      assert.deepEqual(rows, []);
    } finally {
      // they would work the next import, with a service that is gone
      await Promise.all([...children].map(kill));
      await simulator.stop();
    }
  });
}

/** A person looks into the books when no purchase is on its way any more. */
async function reconcileOnceOver(
  simulator: PropertyRadarSimulator,
  organizationId: string,
  jobId: string,
): Promise<void> {
  if (simulator.requests.some(({ status }) => status === undefined)) return;
  await reconcileByLedger(db, simulator, organizationId, jobId);
}
