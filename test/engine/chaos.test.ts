import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { type ClaimedBatch, claimBatches, settleBatch } from '../../src/engine/claims.ts';
import { pauseJob, resumeJob } from '../../src/engine/control.ts';
import type { ReportedOutcome } from '../../src/engine/vocabulary.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn, type TestJob } from '../support/engine.ts';
import { seededRandom } from '../support/random.ts';

// Everything that goes wrong, at once, for as long as it takes to finish: then the counts must be exact.
// LOTLINE_CHAOS_SEED repeats the choices of a run (not its timing); LOTLINE_CHAOS_ITEMS makes it longer.
const seed = Number(process.env.LOTLINE_CHAOS_SEED ?? randomInt(2 ** 31));
const itemsPerJob = Math.ceil(Number(process.env.LOTLINE_CHAOS_ITEMS ?? 1800) / 6);
const WORKERS = 8;

const db = await testDatabase();
const jobs = jobsIn(db);

test(`eight workers, six jobs and every fault end with exact counts (seed ${seed})`, async () => {
  const settings = [
    {},
    { batchSize: 7 },
    { batchSize: 25, maxLeases: 2 },
    { batchSize: 10, ratePerSecond: Math.max(150, itemsPerJob / 2), rateBurst: 20 },
    { batchSize: 1 },
    { batchSize: 50, priority: 10, weight: 3 },
  ];
  const made: TestJob[] = [];
  for (const [index, more] of settings.entries()) {
    made.push(
      await jobs.create({
        items: itemsPerJob,
        kind: 'chaos',
        state: index % 2 === 0 ? 'submitted' : 'started',
        settings: {
          failureLimit: 40,
          leaseSeconds: 1,
          backoffBaseSeconds: 0.02,
          backoffCapSeconds: 0.1,
          ...more,
        },
      }),
    );
  }
  let running = true;
  let overLimit = 0;
  const background = [
    repeat(async () => {
      await jobs.tick();
      await pause(100);
    }),
    repeat(async () => {
      // the limit of two leases is exact at any moment
      overLimit = Math.max(
        overLimit,
        await jobs.one<number>(
          "select count(*)::int from lotline.batches where job_no = $1 and state = 'leased'",
          [made[2]?.number],
        ),
      );
    }),
    repeat(controller(made)),
    repeat(outsider(made)),
  ];
  async function repeat(work: () => Promise<void>): Promise<void> {
    while (running) await work();
  }

  const deadline = Date.now() + 120_000 + itemsPerJob * 20;
  const workers = Array.from({ length: WORKERS }, (_, index) => work(index));
  async function work(index: number): Promise<void> {
    const random = seededRandom(seed + index);
    const kept: ClaimedBatch[] = [];
    while (running) {
      const batches = await claimBatches(jobs.worker, {
        worker: `worker-${index}`,
        kinds: ['chaos'],
        limit: 1 + random.below(60),
      });
      if (batches.length === 0) await pause(5);
      for (const batch of batches) await misbehave(batch, random, kept);
    }
  }

  for (;;) {
    const over = await jobs.one<number>(
      "select count(*)::int from lotline.jobs where status in ('completed', 'failed')",
    );
    if (over === made.length) break;
    assert.ok(Date.now() < deadline, `not done in time: ${JSON.stringify(await states(made))}`);
    for (const job of made) {
      if ((await jobs.get(job)).autoPaused) await resumeJob(jobs.worker, job).catch(ignoreRace);
    }
    await pause(20);
  }
  running = false;
  await Promise.all([...workers, ...background]);

  for (const job of made) {
    const counts = await jobs.sound(job);
    assert.equal(counts.total, itemsPerJob);
    assert.equal(counts.completed + counts.failed + counts.skipped, itemsPerJob);
  }
  assert.ok(overLimit <= 2, `${overLimit} leases were out where 2 may be`);
});

type Random = ReturnType<typeof seededRandom>;

/** Works one lease the way real workers do on their worst days. */
async function misbehave(batch: ClaimedBatch, random: Random, kept: ClaimedBatch[]): Promise<void> {
  const outcomes = batch.items.map((item): ReportedOutcome => {
    const dice = random.below(100);
    if (dice < 2)
      return {
        seq: item.seq,
        outcome: 'failed',
        class: 'permanent',
        code: 'broken',
        message: `Item ${item.seq}`,
      };
    if (dice < 5)
      return { seq: item.seq, outcome: 'failed', class: 'transient', code: 'busy', message: 'Busy' };
    if (dice < 6) return { seq: item.seq, outcome: 'skipped', code: 'not_wanted', message: 'Not wanted' };
    return { seq: item.seq, outcome: 'completed', result: { by: batch.batchId } };
  });
  const settle = (part: ReportedOutcome[]) => settleBatch(jobs.worker, { ...batch, outcomes: part });
  const half = outcomes.slice(0, Math.ceil(outcomes.length / 2));
  const dice = random.below(100);
  if (dice < 5) {
    // a silent crash; perhaps the dead one reports much later
    kept.push(batch);
  } else if (dice < 15) {
    await settle(half);
    await settle(outcomes);
  } else if (dice < 20) {
    await settle([...half, ...half, ...outcomes].reverse());
  } else if (dice < 25) {
    await Promise.all([settle(outcomes), settle(outcomes)]);
  } else if (dice < 28) {
    await settle(half);
    await jobs.worker.query('select lotline.release_batch($1, $2)', [batch.batchId, batch.token]);
  } else {
    await settle(outcomes);
  }
  if (random.below(10) === 0) {
    const late = kept.pop();
    if (late !== undefined) {
      const all = late.items.map(({ seq }) => ({ seq, outcome: 'completed' as const, result: 'late' }));
      await settleBatch(jobs.worker, { ...late, outcomes: all });
    }
  }
}

/** Pauses and resumes, with and without fence, and retries what failed. */
function controller(made: readonly TestJob[]): () => Promise<void> {
  const random = seededRandom(seed + 100);
  return async () => {
    const job = made[random.below(made.length)];
    if (job === undefined) return;
    try {
      await pauseJob(jobs.worker, { ...job, fence: random.below(2) === 0 });
      await pause(random.below(20));
      await resumeJob(jobs.worker, job);
    } catch (error) {
      ignoreRace(error);
    }
    await pause(30);
  };
}

/** Reports items that it never leased. */
function outsider(made: readonly TestJob[]): () => Promise<void> {
  const random = seededRandom(seed + 200);
  return async () => {
    const job = made[random.below(made.length)];
    if (job === undefined) return;
    const outcomes = Array.from({ length: 1 + random.below(3) }, () => ({
      seq: 1 + random.below(itemsPerJob),
      outcome: random.below(4) === 0 ? 'failed' : 'completed',
      message: 'from outside',
    }));
    await jobs.worker
      .query('select lotline.report_items($1, $2, $3, $4)', [
        job.organizationId,
        job.jobId,
        JSON.stringify(outcomes),
        'outsider',
      ])
      .catch((error: { code?: string }) => {
        // a submitted job that nobody has claimed from yet takes no reports
        if (error.code !== 'LL005') throw error;
      });
    await pause(20);
  };
}

/** A job may have ended, or not begun, between two commands. */
function ignoreRace(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'illegal_move')) throw error;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function states(made: readonly TestJob[]) {
  return Promise.all(
    made.map(async (job) => {
      const { status, counts } = await jobs.get(job);
      return { status, ...counts };
    }),
  );
}
