import { randomUUID } from 'node:crypto';
import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/pool.ts';
import {
  extendLease,
  type OutsideLease,
  type OutsideOutcome,
  pullBatch,
  releaseLease,
  seqsOfSubjects,
  settleLease,
} from '../../engine/outside.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { requireFindings } from '../../kinds/county/findings.ts';
import type { CountyJobType } from '../../property/county-jobs/job-types.ts';
import {
  claimedSchema,
  claimSchema,
  extendedSchema,
  heartbeatSchema,
  leaseParams,
  type ReportedItem,
  releasedSchema,
  reportedSchema,
  reportSchema,
} from './batches-wire.ts';
import { TAG } from './parts.ts';
import { type CountyJob, countSettled, findCountyJob } from './queries.ts';
import { toDetailBody } from './translate.ts';
import { jobParams } from './wire.ts';

const refusal = 'Viewers cannot modify batch jobs';
/** A thousand findings with their sources. */
const REPORT_LIMIT_BYTES = 16 * 1024 * 1024;

export const claimBatch = endpoint({
  operationId: 'claimBatch',
  method: 'POST',
  path: '/api/batch-jobs/{id}/batches',
  tag: TAG,
  summary: 'Take the next batch of a job as an outside worker',
  description:
    'The items are yours until the deadline. Two callers get different items; a pending job is started by the first of them.',
  allow: 'analyst',
  refusal,
  params: jobParams,
  body: claimSchema,
  answers: { 200: { description: 'The batch, or null when nothing is left', schema: claimedSchema } },
  errors: ['job_not_found', 'job_paused', 'conflict', 'job_busy'],
  async run({ caller, params, body, transaction }) {
    const { organizationId, actor } = caller;
    const session = body?.session ?? randomUUID();
    return transaction(async (db) => {
      const job = await findCountyJob(db, organizationId, params.id);
      const batch = await pullBatch(db, {
        organizationId,
        jobId: job.id,
        session,
        actor,
        ...(body?.limit === undefined ? {} : { limit: body.limit }),
      });
      if (batch === null) {
        const { status } = await findCountyJob(db, organizationId, job.id);
        const message = `Nothing is left to hand out now; the job is ${status}`;
        return answer(200, { data: null, message, source: 'database' });
      }
      return answer(200, {
        data: {
          lease: `${batch.batchId}.${batch.token}`,
          session,
          token: batch.token,
          deadline: batch.leaseUntil.toISOString(),
          items: batch.items.map(({ seq, attempt, reference, input, subject }) => ({
            item_id: subject,
            seq,
            attempt,
            parcel_id: reference,
            input,
          })),
        },
        message: `${batch.items.length} items are yours until ${batch.leaseUntil.toISOString()}`,
        source: 'database',
      });
    });
  },
});

/** The lease that a path names, of the caller's job of that id. */
async function findLease(
  db: Queryable,
  organizationId: string,
  params: { id: string; lease: string },
): Promise<{ job: CountyJob; lease: OutsideLease }> {
  const job = await findCountyJob(db, organizationId, params.id);
  const [batchId = '', token] = params.lease.split('.');
  return { job, lease: { organizationId, jobId: job.id, batchId, token: Number(token) } };
}

function leaseLost(lease: string): AppError {
  return new AppError('lease_lost', `The lease ${lease} is not held any more; nothing was changed`, {
    field: 'lease',
    hint: 'Take the next batch: unreported items are handed out again.',
  });
}

export const reportBatch = endpoint({
  operationId: 'reportBatch',
  method: 'POST',
  path: '/api/batch-jobs/{id}/batches/{lease}/results',
  tag: TAG,
  summary: 'Report what became of items of a batch, all or some of them',
  description:
    'A finding that does not fit refuses the whole report with the reasons, and the items stay yours. Reporting items again changes nothing and says so.',
  allow: 'analyst',
  refusal,
  params: leaseParams,
  body: reportSchema,
  bodyLimitBytes: REPORT_LIMIT_BYTES,
  answers: { 200: { description: 'What counted', schema: reportedSchema } },
  errors: ['job_not_found', 'item_not_found', 'lease_lost', 'finding_refused'],
  async run({ caller, params, body, transaction }) {
    return transaction(async (db) => {
      const { job, lease } = await findLease(db, caller.organizationId, params);
      const outcomes = await toOutcomes(db, job, body.outcomes);
      const settled = await settleLease(db, { ...lease, outcomes });
      const seqs = new Set(outcomes.map(({ seq }) => seq));
      const repeated = settled.accepted === 0 && (await countSettled(db, job, [...seqs])) === seqs.size;
      if (settled.fenced && !repeated) throw leaseLost(params.lease);
      const after = toDetailBody(await findCountyJob(db, caller.organizationId, job.id));
      const { accepted, ignored } = settled;
      return answer(200, {
        data: {
          lease: params.lease,
          accepted,
          ignored,
          closed: settled.closed || settled.fenced,
          job: {
            id: after.id,
            status: after.status,
            progress: after.progress,
            total_items: after.total_items,
            processed_items: after.processed_items,
            failed_items: after.failed_items,
          },
        },
        message: reportedText(accepted, ignored, repeated),
        source: 'database',
      });
    });
  },
});

function reportedText(accepted: number, ignored: number, repeated: boolean): string {
  if (repeated) return 'Nothing changed: these items were reported before';
  if (accepted === 0) return 'Nothing changed: these items are not of this batch';
  const taken = `${accepted} ${accepted === 1 ? 'item' : 'items'} reported`;
  return ignored === 0
    ? taken
    : `${taken}; ${ignored} changed nothing: reported before, or not of this batch`;
}

/** Outcomes in the engine's words, their items named by number and their findings checked. */
async function toOutcomes(
  db: Queryable,
  job: CountyJob,
  reported: readonly ReportedItem[],
): Promise<OutsideOutcome[]> {
  const subjects = reported.flatMap(({ item_id, seq }) =>
    seq === undefined && item_id !== undefined ? [item_id.toLowerCase()] : [],
  );
  const seqs =
    subjects.length === 0
      ? new Map<string, number>()
      : await seqsOfSubjects(db, { organizationId: job.organizationId, jobId: job.id, subjects });
  const outcomes = reported.map((item, index) => toOutcome(item, seqOf(item, index, seqs)));
  requireFindings(
    job.kind as CountyJobType,
    outcomes.map((outcome, index) => ({ item_id: reported[index]?.item_id ?? null, ...outcome })),
  );
  return outcomes;
}

function seqOf({ item_id, seq }: ReportedItem, index: number, seqs: ReadonlyMap<string, number>): number {
  if (seq !== undefined) return seq;
  const found = item_id === undefined ? undefined : seqs.get(item_id.toLowerCase());
  if (found !== undefined) return found;
  const field = `outcomes[${index}].item_id`;
  if (item_id === undefined) {
    throw new AppError('validation_failed', `${field}: give item_id or seq`, { field });
  }
  throw new AppError('item_not_found', `${field}: this job has no item about ${item_id}`, { field });
}

function toOutcome(item: ReportedItem, seq: number): OutsideOutcome {
  const { code, message } = item;
  const words = { ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) };
  switch (item.outcome) {
    case 'completed':
      return { seq, outcome: 'completed', result: item.finding ?? null };
    case 'skipped':
      return { seq, outcome: 'skipped', ...words };
    case 'failed':
      return {
        seq,
        outcome: 'failed',
        ...words,
        ...(item.class === undefined ? {} : { class: item.class }),
        ...(item.retry_after_seconds === undefined ? {} : { afterMs: item.retry_after_seconds * 1000 }),
      };
  }
}

export const heartbeatBatch = endpoint({
  operationId: 'heartbeatBatch',
  method: 'POST',
  path: '/api/batch-jobs/{id}/batches/{lease}/heartbeat',
  tag: TAG,
  summary: 'Keep a batch: moves its deadline on',
  allow: 'analyst',
  refusal,
  params: leaseParams,
  body: heartbeatSchema,
  answers: { 200: { description: 'The new deadline', schema: extendedSchema } },
  errors: ['job_not_found', 'lease_lost'],
  async run({ caller, params, body, transaction }) {
    return transaction(async (db) => {
      const { lease } = await findLease(db, caller.organizationId, params);
      const until = await extendLease(db, {
        ...lease,
        ...(body?.seconds === undefined ? {} : { seconds: body.seconds }),
      });
      if (until === null) throw leaseLost(params.lease);
      return answer(200, {
        data: { lease: params.lease, deadline: until.toISOString() },
        message: 'The batch is still yours',
        source: 'database',
      });
    });
  },
});

export const releaseBatchLease = endpoint({
  operationId: 'releaseBatch',
  method: 'POST',
  path: '/api/batch-jobs/{id}/batches/{lease}/release',
  tag: TAG,
  summary: 'Hand the unreported items of a batch back at once',
  allow: 'analyst',
  refusal,
  params: leaseParams,
  answers: { 200: { description: 'Whether there was anything to hand back', schema: releasedSchema } },
  errors: ['job_not_found'],
  async run({ caller, params, transaction }) {
    return transaction(async (db) => {
      const { lease } = await findLease(db, caller.organizationId, params);
      const released = await releaseLease(db, lease);
      return answer(200, {
        data: { lease: params.lease, released },
        message: released
          ? 'The unreported items go to the next who asks'
          : 'Nothing changed: the lease was not held any more',
        source: 'database',
      });
    });
  },
});
