import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../../src/base/errors.ts';
import { claimBatches, releaseBatch, settleBatch } from '../../src/engine/claims.ts';
import {
  cancelJob,
  completeJob,
  failJob,
  pauseJob,
  resumeJob,
  retryItems,
  startJob,
} from '../../src/engine/control.ts';
import { appendItems, sealJob, submitJob } from '../../src/engine/jobs.ts';
import type { Outcome } from '../../src/engine/vocabulary.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn, skipped, type TestJob } from '../support/engine.ts';
import { JobModel } from './model.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const { worker } = db.pools;
const MAX_ATTEMPTS = 3;
const BATCH_SIZE = 4;

const OUTCOMES: readonly Outcome[] = [
  completed(),
  completed(),
  failed('transient'),
  failed('permanent'),
  skipped(),
];

/** One step: what to do, and numbers that choose among whatever is there when its turn comes. */
const command = fc.record({
  what: fc.constantFrom(
    ...([
      'append',
      'claim',
      'claim',
      'claim',
      'settle',
      'settle',
      'settle',
      'settleTwice',
      'late',
      'release',
    ] as const),
    ...([
      'byName',
      'expire',
      'pause',
      'fence',
      'resume',
      'resume',
      'retry',
      'start',
      'submit',
      'seal',
    ] as const),
    ...(['tick', 'cancel', 'force', 'complete', 'fail'] as const),
  ),
  a: fc.nat(1000),
  b: fc.nat(1000),
});
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

/** What once ended otherwise than the model. */
const FOUND_BEFORE: [Command[]][] = [
  [
    [
      // settled by name beyond the cursor: the last report of a lease is the end of the job
      { what: 'start', a: 0, b: 0 },
      { what: 'byName', a: 153, b: 928 },
      { what: 'byName', a: 0, b: 449 },
      { what: 'claim', a: 0, b: 624 },
      { what: 'submit', a: 0, b: 0 },
      { what: 'late', a: 0, b: 18 },
    ],
  ],
];

test('whatever is done to a job, in whatever order, it agrees with a model of it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40, size: 'max' }), async (commands) => {
      const job = await jobs.create({
        state: 'created',
        driver: 'agent',
        settings: { batchSize: BATCH_SIZE, maxAttempts: MAX_ATTEMPTS, failureLimit: 0 },
      });
      const model = new JobModel(MAX_ATTEMPTS);
      await append(job, model, 6, 0);
      for (const step of commands) {
        await perform(job, model, step);
        const now = await jobs.get(job);
        assert.deepEqual(
          { status: now.status, ...now.counts },
          { status: model.status, ...model.counts() },
          `after ${step.what} ${step.a} ${step.b}`,
        );
        assert.deepEqual(await jobs.sound(job), now.counts);
      }
    }),
    {
      numRuns: Number(process.env.LOTLINE_PROPERTY_RUNS ?? 40),
      includeErrorInReport: true,
      examples: FOUND_BEFORE,
      interruptAfterTimeLimit: 120_000,
    },
  );
});

async function append(job: TestJob, model: JobModel, count: number, bad: number): Promise<void> {
  const invalid = new Set(bad % 3 === 0 ? [bad % count] : []);
  const rows = Array.from({ length: count }, (_, i) => ({
    reference: null,
    input: i,
    ...(invalid.has(i) ? { invalid: [{ field: 'zip', message: 'is missing' }] } : {}),
  }));
  const result = await expectRefusal(
    appendItems(worker, { ...job, chunk: null, rows }),
    model.sealed || ['completed', 'failed', 'cancelled'].includes(model.status) ? 'job_sealed' : undefined,
  );
  if (result !== undefined) model.append(count, invalid);
}

async function perform(job: TestJob, model: JobModel, { what, a, b }: Command): Promise<void> {
  const lease = model.leases.length === 0 ? undefined : model.leases[a % model.leases.length];
  const outcomesOf = (seqs: readonly number[]) =>
    seqs.map((seq, i) => ({ seq, outcome: OUTCOMES[(b + i * 7) % OUTCOMES.length] ?? completed() }));
  const flat = (outcomes: ReturnType<typeof outcomesOf>) =>
    outcomes.map((o) => ({ seq: o.seq, ...o.outcome }));
  switch (what) {
    case 'append':
      return append(job, model, 1 + (a % 7), b);
    case 'claim': {
      const batches = await claimBatches(worker, {
        worker: `w${a % 3}`,
        kinds: [job.kind],
        limit: 1 + (b % 9),
        driver: 'agent',
      });
      return model.claim(batches);
    }
    case 'settle':
    case 'settleTwice':
    case 'late': {
      if (lease === undefined) return;
      const chosen = lease.batch.items
        .map((i) => i.seq)
        .filter((_, i) => what === 'late' || (b >> i) % 2 === 0);
      const seqs = what === 'settleTwice' ? [...chosen, ...chosen] : chosen;
      const outcomes = outcomesOf(seqs);
      const wasLive = lease.live;
      const settled = await settleBatch(worker, { ...lease.batch, outcomes: flat(outcomes) });
      assert.equal(settled.fenced, !wasLive);
      assert.equal(settled.accepted, model.report(lease, outcomes));
      return;
    }
    case 'release': {
      if (lease === undefined) return;
      assert.equal(await releaseBatch(worker, lease.batch), lease.live);
      model.revoke([lease]);
      return;
    }
    case 'byName': {
      const seqs = [1 + (a % 12), 1 + (b % 12), 1 + ((a + b) % 12)];
      const outcomes = outcomesOf(seqs);
      const known = outcomes.filter((o) => model.places.has(o.seq));
      const rows = await expectRefusal(
        worker.query<{ accepted: number }>('select accepted from lotline.report_items($1, $2, $3)', [
          job.organizationId,
          job.jobId,
          JSON.stringify(flat(outcomes)),
        ]),
        model.status === 'pending' ? 'LL005' : undefined,
      );
      if (rows !== undefined) assert.equal(rows.rows[0]?.accepted, model.reportByName(known));
      return;
    }
    case 'expire':
      await jobs.expireLeases();
      model.revoke();
      return;
    case 'tick':
      await jobs.tick();
      return;
    case 'seal':
    case 'submit': {
      const submit = what === 'submit';
      const over = ['failed', 'cancelled', 'paused'].includes(model.status);
      const opened = submit && model.status === 'pending';
      await expectRefusal(
        (submit ? submitJob : sealJob)(worker, job),
        submit && (over || (model.status === 'failed' && model.sealed)) ? 'illegal_move' : undefined,
      );
      if (!(submit && over)) {
        model.sealed = true;
        if (opened && [...model.places.values()].every((p) => p === 'skipped')) model.status = 'in_progress';
        model.finishIfDone();
      }
      return;
    }
    case 'start':
    case 'resume': {
      const from = what === 'start' ? 'pending' : 'paused';
      const legal = model.status === from || model.status === 'in_progress';
      await expectRefusal(
        (what === 'start' ? startJob : resumeJob)(worker, job),
        legal ? undefined : 'illegal_move',
      );
      if (legal) model.status = 'in_progress';
      return model.finishIfDone();
    }
    case 'pause':
    case 'fence': {
      const legal = model.status === 'in_progress' || model.status === 'paused';
      await expectRefusal(
        pauseJob(worker, { ...job, fence: what === 'fence' }),
        legal ? undefined : 'illegal_move',
      );
      if (legal) model.status = 'paused';
      if (legal && what === 'fence') model.revoke();
      return;
    }
    case 'retry': {
      const illegal = model.status === 'pending' || model.status === 'cancelled';
      const result = await expectRefusal(
        retryItems(worker, { ...job, all: true }),
        illegal ? 'illegal_move' : undefined,
      );
      if (result !== undefined) assert.equal(result.retried, model.retry());
      return;
    }
    case 'cancel':
    case 'force': {
      // rare, or most runs would end early
      if (b % 4 !== 0) return;
      const illegal = model.status === 'completed' || model.status === 'failed';
      await expectRefusal(
        cancelJob(worker, { ...job, force: what === 'force' }),
        illegal ? 'illegal_move' : undefined,
      );
      if (!illegal) model.status = 'cancelled';
      if (!illegal && what === 'force') model.revoke();
      return;
    }
    case 'complete':
    case 'fail': {
      if (b % 4 !== 0) return;
      const to = what === 'complete' ? 'completed' : 'failed';
      const legal = ['in_progress', 'paused'].includes(model.status);
      await expectRefusal(
        (what === 'complete' ? completeJob : failJob)(worker, job),
        legal || model.status === to ? undefined : 'illegal_move',
      );
      if (legal) {
        model.settleRest(what === 'complete' ? 'skipped' : 'cancelled');
        model.sealed = true;
        model.status = to;
      }
    }
  }
}

/** Runs a command that must succeed, or must be refused with that code (then gives undefined). */
async function expectRefusal<T>(command: Promise<T>, code: string | undefined): Promise<T | undefined> {
  try {
    const result = await command;
    assert.equal(code, undefined, 'it should have been refused');
    return result;
  } catch (error) {
    const actual = error instanceof AppError ? error.code : (error as { code?: string }).code;
    if (code === undefined || actual !== code) throw error;
    return undefined;
  }
}
