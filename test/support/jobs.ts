import assert from 'node:assert/strict';
import type { Pool } from '../../src/db/pool.ts';
import { asOrganization } from '../../src/db/pool.ts';
import { appendItems, createJob, getJob, submitJob } from '../../src/engine/jobs.ts';
import type { Job, JobSettings } from '../../src/engine/vocabulary.ts';
import { until } from './until.ts';

/** A submitted job of `count` items whose inputs are `{ n: 1 }`, `{ n: 2 }`, … */
export interface TestJob {
  readonly id: string;
  readonly number: string;
  readonly organizationId: string;
}

export async function submitted(
  api: Pool,
  organizationId: string,
  what: {
    kind: string;
    count: number;
    params?: Record<string, unknown>;
    settings?: Partial<JobSettings>;
    inputs?: (n: number) => unknown;
  },
): Promise<TestJob> {
  const { kind, count, params = {}, settings = {}, inputs = (n: number) => ({ n }) } = what;
  return asOrganization(api, organizationId, async (db) => {
    const job = await createJob(db, {
      ...{ organizationId, kind, name: `${count} × ${kind}`, actor: 'test', params, sealed: false },
      settings: { backoffBaseSeconds: 0.05, backoffCapSeconds: 0.1, failureLimit: 0, ...settings },
    });
    const rows = Array.from({ length: count }, (_, index) => ({
      reference: `ref-${index + 1}`,
      input: inputs(index + 1),
    }));
    await appendItems(db, { organizationId, jobId: job.id, chunk: null, rows });
    await submitJob(db, { organizationId, jobId: job.id, actor: 'test' });
    return { ...job, organizationId };
  });
}

/** The job as it stands. */
export async function job(api: Pool, { organizationId, id }: TestJob): Promise<Job> {
  const found = await asOrganization(api, organizationId, (db) => getJob(db, organizationId, id));
  assert.ok(found, `job ${id} exists`);
  return found;
}

/** The job once `when` holds for it. */
export function jobWhen(
  api: Pool,
  which: TestJob,
  when: (job: Job) => boolean,
  what: string,
  withinMs = 30_000,
) {
  return until(
    async () => {
      const found = await job(api, which);
      return when(found) && found;
    },
    what,
    withinMs,
  );
}

export const settledJob = (api: Pool, which: TestJob, withinMs?: number) =>
  jobWhen(
    api,
    which,
    ({ status }) => /completed|failed|cancelled/.test(status),
    'the end of the job',
    withinMs,
  );

/** Results as stored, in item order. */
export async function results(owner: Pool, { number }: TestJob): Promise<StoredResult[]> {
  const { rows } = await owner.query<StoredResult>(
    `select seq, attempts, outcome, result, error_class, error_code, error_message
     from lotline.results where job_no = $1 order by seq`,
    [number],
  );
  return rows;
}

export interface StoredResult {
  seq: number;
  attempts: number;
  outcome: string;
  result: unknown;
  error_class: string | null;
  error_code: string | null;
  error_message: string | null;
}

/** Asserts that engine_check finds nothing wrong with the job. */
export async function assertSound(owner: Pool, { id }: TestJob): Promise<void> {
  const { rows } = await owner.query('select * from lotline.engine_check($1)', [id]);
  assert.deepEqual(rows, []);
}
