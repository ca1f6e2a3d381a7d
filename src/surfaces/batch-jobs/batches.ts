import { randomUUID } from 'node:crypto';
import type { Queryable } from '../../db/pool.ts';
import {
  extendLease,
  type OutsideLease,
  pullBatch,
  releaseLease,
  settleLease,
} from '../../engine/outside.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { REPORT_LIMIT_BYTES, toNamed } from '../../work/outside-outcomes.ts';
import {
  isRepetition,
  leaseLost,
  leaseText,
  readLease,
  readReport,
  reportedText,
} from '../../work/outside-report.ts';
import {
  claimedSchema,
  claimSchema,
  extendedSchema,
  heartbeatSchema,
  leaseParams,
  releasedSchema,
  reportedSchema,
  reportSchema,
} from './batches-wire.ts';
import { CANNOT_MODIFY, TAG } from './parts.ts';
import { type BatchJob, findBatchJob } from './queries.ts';
import { jobParams } from './requests.ts';
import { toDetailBody } from './translate.ts';

export const claimBatch = endpoint({
  operationId: 'claimBatch',
  method: 'POST',
  path: '/api/batch-jobs/{id}/batches',
  tag: TAG,
  summary: 'Take the next batch of a job as an outside worker',
  description:
    'The items are yours until the deadline. Two callers get different items; a pending job is started by the first of them.',
  allow: 'analyst',
  refusal: CANNOT_MODIFY,
  params: jobParams,
  body: claimSchema,
  answers: { 200: { description: 'The batch, or null when nothing is left', schema: claimedSchema } },
  errors: ['job_not_found', 'job_paused', 'conflict', 'job_busy'],
  async run({ caller, params, body, transaction }) {
    const { organizationId, actor } = caller;
    const session = body?.session ?? randomUUID();
    return transaction(async (db) => {
      const job = await findBatchJob(db, organizationId, params.id);
      const batch = await pullBatch(db, {
        organizationId,
        jobId: job.id,
        session,
        actor,
        ...(body?.limit === undefined ? {} : { limit: body.limit }),
      });
      if (batch === null) {
        const now = await findBatchJob(db, organizationId, job.id);
        return answer(200, { data: null, message: nothingLeftText(now), source: 'database' });
      }
      return answer(200, {
        data: {
          lease: leaseText(batch),
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
        message: `${itemsAre(batch.items.length)} yours until ${batch.leaseUntil.toISOString()}`,
        source: 'database',
      });
    });
  },
});

/** Why nothing is handed out: whether to ask again later, or never. */
function nothingLeftText({ status, counts }: BatchJob): string {
  const held = counts.processing > 0 ? `; ${itemsAre(counts.processing)} still in the hands of somebody` : '';
  const later = counts.waiting > 0 ? `; ${itemsAre(counts.waiting)} to be tried again later` : '';
  return `Nothing is left to hand out now; the job is ${status}${held}${later}`;
}

const itemsAre = (count: number) => `${count} ${count === 1 ? 'item is' : 'items are'}`;

/** The lease that a path names, of the caller's job of that id. */
async function findLease(
  db: Queryable,
  organizationId: string,
  params: { id: string; lease: string },
): Promise<{ job: BatchJob; lease: OutsideLease }> {
  const job = await findBatchJob(db, organizationId, params.id);
  return { job, lease: { organizationId, jobId: job.id, ...readLease(params.lease) } };
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
  refusal: CANNOT_MODIFY,
  params: leaseParams,
  body: reportSchema,
  bodyLimitBytes: REPORT_LIMIT_BYTES,
  answers: { 200: { description: 'What counted', schema: reportedSchema } },
  errors: ['job_not_found', 'item_not_found', 'lease_lost', 'finding_refused'],
  async run({ caller, params, body, transaction }) {
    return transaction(async (db) => {
      const { job, lease } = await findLease(db, caller.organizationId, params);
      const outcomes = await readReport(db, { ...lease, kind: job.kind }, body.outcomes.map(toNamed));
      const settled = await settleLease(db, { ...lease, outcomes, actor: caller.actor });
      const repeated = await isRepetition(db, lease, { lease: params.lease, settled, outcomes });
      const after = toDetailBody(await findBatchJob(db, caller.organizationId, job.id));
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
        message: reportedText(settled, repeated),
        source: 'database',
      });
    });
  },
});

export const heartbeatBatch = endpoint({
  operationId: 'heartbeatBatch',
  method: 'POST',
  path: '/api/batch-jobs/{id}/batches/{lease}/heartbeat',
  tag: TAG,
  summary: 'Keep a batch: moves its deadline on',
  allow: 'analyst',
  refusal: CANNOT_MODIFY,
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
  refusal: CANNOT_MODIFY,
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
