import { systemClock } from '../../base/clock.ts';
import { AppError } from '../../base/errors.ts';
import { asOrganization, type Pool } from '../../db/pool.ts';
import type { ClaimedBatch } from '../../engine/claims.ts';
import {
  beginStep,
  claimLookups,
  type Ends,
  endsOf,
  lookupsWaiting,
  recordLookupsSent,
  upkeepIfDue,
} from '../../engine/lookup-steps.ts';
import { releaseLease, settleLease } from '../../engine/outside.ts';
import type { AnyKind, KindLog } from '../../kinds/kind.ts';
import { workLease } from '../../work/lease-work.ts';

/** Nothing is started after this, and handlers are told to stop after that: callers such as edge functions wait 150 s. */
const LIMITS = { startMs: 20_000, endMs: 50_000 };

export interface StepParts {
  readonly pool: Pool;
  readonly kind: AnyKind;
  readonly organizationId: string;
  /** A name that no other step has. */
  readonly worker: string;
  readonly size: number;
  readonly spacingMs: number;
  readonly signal: AbortSignal;
  readonly log: KindLog;
  readonly limits?: typeof LIMITS;
}

/** What a step did to the items of one job. */
export interface JobStep extends Ends {
  jobId: string;
  processed: number;
  /** Failed, and due again later. */
  retried: number;
}

export interface Step {
  jobs: JobStep[];
  remaining: number;
  stopped: 'size' | 'empty' | 'time';
}

/** Works up to `size` lookups of an organization: leases them, asks the provider, reports. Safe beside anybody else. */
export async function workStep(parts: StepParts): Promise<Step> {
  const { pool, organizationId, worker, size, signal, limits = LIMITS } = parts;
  const startUntil = performance.now() + limits.startMs;
  const endBy = performance.now() + limits.endMs;
  const timeIsOver = () => signal.aborted || performance.now() >= startUntil;
  // Both for all organizations, as workers do it: they act for none. Nobody waits for what is done once an hour.
  await beginStep(pool);
  upkeepIfDue(pool).catch((error: unknown) =>
    parts.log.warn({ err: error }, 'the hourly round failed and will be repeated with the next step'),
  );
  const worked = new Map<string, { jobNumber: string; seqs: number[] }>();
  let left = size;
  let stopped: Step['stopped'] = 'size';
  while (left > 0 && stopped === 'size') {
    const claimedAt = performance.now();
    const request = { organizationId, worker, limit: left };
    const batches = await asOrganization(pool, organizationId, (db) => claimLookups(db, request));
    if (batches.length === 0) stopped = 'empty';
    for (const batch of batches) {
      const times = { claimedAt, startUntil, endBy };
      const seqs = await workBatch(parts, batch, times);
      const job = worked.get(batch.jobId) ?? { jobNumber: batch.jobNumber, seqs: [] };
      job.seqs.push(...seqs);
      worked.set(batch.jobId, job);
      left -= batch.items.length;
      if (left > 0) await systemClock.sleep(parts.spacingMs, signal);
    }
    if (timeIsOver()) stopped = 'time';
  }
  return asOrganization(pool, organizationId, async (db) => {
    const jobs: JobStep[] = [];
    for (const [jobId, { jobNumber, seqs }] of worked) {
      const ends = await endsOf(db, { jobNumber, seqs });
      const processed = seqs.length;
      const retried = processed - ends.completed - ends.failed - ends.skipped;
      if (processed > 0) jobs.push({ jobId, processed, ...ends, retried });
    }
    return { jobs, remaining: await lookupsWaiting(db, organizationId), stopped };
  });
}

function workBatch(
  { pool, kind, organizationId, spacingMs, signal, log }: StepParts,
  batch: ClaimedBatch,
  times: { claimedAt: number; startUntil: number; endBy: number },
): Promise<number[]> {
  const { jobId, batchId, token } = batch;
  const lease = { organizationId, jobId, batchId, token };
  const own = <T>(work: (db: Parameters<typeof settleLease>[0]) => Promise<T>) =>
    asOrganization(pool, organizationId, work).catch((error: unknown) => {
      // The job was deleted meanwhile: the lease went with it.
      if (error instanceof AppError && error.code === 'job_not_found') return undefined;
      throw error;
    });
  return workLease({
    ...{ batch, kind, log, spacingMs, signal },
    ...times,
    settle: async (outcomes) =>
      (await own((db) => settleLease(db, { ...lease, outcomes }))) ?? {
        ...{ accepted: 0, ignored: outcomes.length, fenced: true, closed: false },
      },
    release: async () => void (await own((db) => releaseLease(db, lease))),
    recordSent: async (seqs, service) => {
      if (await own((db) => recordLookupsSent(db, { ...lease, seqs, service }))) return;
      throw new AppError('lease_lost', 'the items are no longer held, so nothing may be sent for them');
    },
  });
}
