import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { AppError, type ErrorCode } from '../../src/base/errors.ts';
import {
  type ClaimedBatch,
  claimBatches,
  type Settled,
  settleBatch,
  type TickReport,
  tick,
} from '../../src/engine/claims.ts';
import { startJob } from '../../src/engine/control.ts';
import { appendItems, createJob, getJob, submitJob } from '../../src/engine/jobs.ts';
import type {
  Counts,
  Driver,
  FailureClass,
  Job,
  JobSettings,
  NewItem,
  Outcome,
} from '../../src/engine/vocabulary.ts';
import type { TestDatabase } from './database.ts';

export interface TestJob {
  organizationId: string;
  jobId: string;
  number: string;
  kind: string;
  actor: string;
}

export interface JobOptions {
  items?: number | NewItem[];
  settings?: Partial<JobSettings>;
  /** How far to bring it: `created` takes items still, `submitted` and `started` are sealed. Default `started`. */
  state?: 'created' | 'submitted' | 'started';
  kind?: string;
  driver?: Driver;
  organizationId?: string;
}

export const completed = (result: unknown = { ok: true }): Outcome => ({ outcome: 'completed', result });
export const failed = (
  failureClass: FailureClass = 'permanent',
  code = 'broken',
  message = 'It is broken',
): Outcome => ({
  outcome: 'failed',
  class: failureClass,
  code,
  message,
});
export const skipped = (code = 'not_wanted'): Outcome => ({
  outcome: 'skipped',
  code,
  message: 'Not wanted',
});

export function makeItems(count: number): NewItem[] {
  return Array.from({ length: count }, (_, i) => ({ reference: `ref-${i + 1}`, input: { n: i + 1 } }));
}

/** Jobs of a test database: every one is legal, has a kind of its own unless told, and retries without delay. */
export function jobsIn(db: TestDatabase) {
  const { owner, api, worker } = db.pools;

  async function create(options: JobOptions = {}): Promise<TestJob> {
    const organizationId = options.organizationId ?? (await db.organization());
    const kind = options.kind ?? `kind_${randomBytes(5).toString('hex')}`;
    const job = await createJob(api, {
      organizationId,
      kind,
      name: 'Test job',
      actor: 'tester',
      driver: options.driver ?? 'worker',
      settings: { batchSize: 10, backoffBaseSeconds: 0, ...options.settings },
    });
    const made = { organizationId, jobId: job.id, number: job.number, kind, actor: 'tester' };
    const items = typeof options.items === 'number' ? makeItems(options.items) : (options.items ?? []);
    if (items.length > 0) await appendItems(api, { ...made, chunk: null, rows: items });
    if (options.state === 'created') return made;
    await submitJob(api, made);
    if (options.state !== 'submitted') await startIfPending(made);
    return made;
  }

  async function startIfPending(job: TestJob): Promise<void> {
    if ((await get(job)).status === 'pending') await startJob(worker, job);
  }

  async function get(job: TestJob): Promise<Job> {
    const found = await getJob(worker, job.organizationId, job.jobId);
    assert.ok(found, 'the job exists');
    return found;
  }

  function claim(job: TestJob, limit = 10, name = 'worker-1'): Promise<ClaimedBatch[]> {
    return claimBatches(worker, { worker: name, kinds: [job.kind], limit });
  }

  /** The one lease that a claim is expected to give. */
  async function claimOne(job: TestJob, limit = 10, name = 'worker-1'): Promise<ClaimedBatch> {
    const batches = await claim(job, limit, name);
    const [batch] = batches;
    assert.ok(batch !== undefined && batches.length === 1, `one lease was expected, not ${batches.length}`);
    return batch;
  }

  /** Reports items of a lease: all of them, or those named. */
  function report(
    batch: ClaimedBatch,
    outcome: Outcome | ((seq: number) => Outcome),
    seqs = batch.items.map((i) => i.seq),
  ): Promise<Settled> {
    const outcomes = seqs.map((seq) => ({
      seq,
      ...(typeof outcome === 'function' ? outcome(seq) : outcome),
    }));
    return settleBatch(worker, { batchId: batch.batchId, token: batch.token, outcomes });
  }

  /** Works the job until claims give nothing, also after a tick: that is what makes the end certain. */
  async function drain(job: TestJob, outcome: Outcome | ((seq: number) => Outcome) = completed()) {
    for (let quiet = 0; quiet < 2; ) {
      const batches = await claim(job, 1000);
      for (const batch of batches) await report(batch, outcome);
      quiet = batches.length === 0 ? quiet + 1 : 0;
      if (quiet === 1) await ticked();
    }
    return get(job);
  }

  /** Moves the clock past every lease, and ticks until none of them is left. */
  async function expireLeases(): Promise<void> {
    await advance(301);
    while ((await ticked()).expired > 0);
  }

  /** Asserts that engine_check finds nothing, and gives the counts. */
  async function sound(job: TestJob): Promise<Counts> {
    const { rows } = await owner.query('select problem, detail from lotline.engine_check($1)', [job.jobId]);
    assert.deepEqual(rows, []);
    return (await get(job)).counts;
  }

  let ahead = 0;
  /** Moves the clock that leases, back-off and limits go by. It never goes back, like the real one. */
  async function advance(seconds: number): Promise<void> {
    ahead += seconds;
    await owner.query('delete from lotline.clock_shift');
    await owner.query('insert into lotline.clock_shift values (make_interval(secs => $1))', [ahead]);
  }

  /** Moves it to the beginning of the next bucket of a pace, however long the test took in this one. */
  async function nextBucket(): Promise<void> {
    const { rows } = await owner.query<{ left: number }>(
      'select (10 - extract(epoch from lotline.clock())::numeric % 10)::float8 as left',
    );
    await advance((rows[0]?.left ?? assert.fail()) + 0.01);
  }

  /** A tick that is certain to have been this one. */
  async function ticked(): Promise<TickReport> {
    for (;;) {
      const reported = await tick(worker);
      if (reported !== null) return reported;
    }
  }

  async function one<T>(text: string, values: unknown[] = []): Promise<T> {
    const { rows } = await owner.query<{ value: T }>(`select (${text}) as value`, values);
    const [row] = rows;
    assert.ok(row, 'one row');
    return row.value;
  }

  return {
    create,
    get,
    claim,
    claimOne,
    report,
    drain,
    expireLeases,
    sound,
    advance,
    nextBucket,
    tick: ticked,
    one,
    owner,
    api,
    worker,
  };
}

/** Asserts that a promise is refused with that code, and gives the error. */
export async function refused(promise: Promise<unknown>, code: ErrorCode): Promise<AppError> {
  let reason: unknown;
  try {
    await promise;
  } catch (error) {
    reason = error;
  }
  assert.ok(reason instanceof AppError, `expected to be refused with ${code}, not ${String(reason)}`);
  assert.equal(reason.code, code, reason.message);
  return reason;
}
