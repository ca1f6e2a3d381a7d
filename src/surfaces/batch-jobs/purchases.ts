import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { requireOwner } from '../../identity/ownership.ts';
import { reconcilePurchases, unknownPurchases } from '../../property/lead-imports/reconcile-import.ts';
import { CANNOT_MODIFY, TAG } from './parts.ts';
import { type BatchJob, findBatchJob } from './queries.ts';
import { jobParams } from './requests.ts';
import { toDetailBody } from './translate.ts';
import { changedSchema, time } from './wire.ts';

const purchasesSchema = z
  .object({
    data: z.array(
      z
        .object({
          sent_at: time,
          items: z.int(),
          seqs: z.array(z.int()),
          radar_ids: z
            .array(z.string())
            .nullable()
            .describe('What was to be bought; null where a page of the search was'),
        })
        .meta({ id: 'UnknownPurchase' }),
    ),
    source: z.literal('database'),
  })
  .meta({ id: 'UnknownPurchases' });

const MOST_RECORDS = 10_000;
const reconcileSchema = z
  .object({
    verdict: z
      .enum(['completed', 'failed', 'retry'], 'verdict: must be completed, failed or retry')
      .describe(
        'completed: they were charged, and `records` are what came; failed: charged, and the records are lost; retry: nothing was charged, buy them again',
      ),
    items: z
      .array(z.int().min(1))
      .min(1)
      .max(MOST_RECORDS)
      .optional()
      .describe('By `seq`; absent: all unknown ones'),
    records: z
      .array(z.record(z.string(), z.unknown()))
      .max(MOST_RECORDS, `records: give at most ${MOST_RECORDS}; send the rest in another request`)
      .optional()
      .describe("With completed: the vendor's records, each with its RadarID"),
    reason: z
      .string('reason: must be text')
      .max(1000)
      .optional()
      .describe('Where it was looked up; kept in the audit log'),
  })
  .meta({ id: 'ReconcilePurchases' });

const reconciledSchema = changedSchema
  .extend({
    reconciled: z.int(),
    unknown: z.int().describe('Items whose purchase is still unknown'),
  })
  .meta({ id: 'ReconciledBatchJob' });

export const listUnknownPurchases = endpoint({
  operationId: 'listUnknownPurchases',
  method: 'GET',
  path: '/api/batch-jobs/{id}/unknown-purchases',
  tag: TAG,
  summary: 'Purchases of an import of leads whose answers never came, oldest first',
  description: 'Look them up in the account of the vendor, and say by `reconcile` what became of them.',
  allow: 'viewer',
  params: jobParams,
  answers: { 200: { description: 'The purchases', schema: purchasesSchema } },
  errors: ['job_not_found'],
  async run({ caller: { organizationId }, params, transaction }) {
    return transaction(async (db) => {
      const job = importOf(await findBatchJob(db, organizationId, params.id));
      const found = await unknownPurchases(db, organizationId, job.id);
      const data = found.map(({ sentAt, items, seqs, radarIds }) => ({
        ...{ sent_at: sentAt.toISOString(), items, seqs },
        radar_ids: radarIds,
      }));
      return answer(200, { data, source: 'database' });
    });
  },
});

export const reconcileBatchJob = endpoint({
  operationId: 'reconcileBatchJob',
  method: 'POST',
  path: '/api/batch-jobs/{id}/reconcile',
  tag: TAG,
  summary: 'Say what became of purchases whose answers never came',
  description:
    'Nothing else settles them: a program cannot know whether they were charged. With `completed`, items whose record is neither given nor stored stay unknown.',
  allow: 'analyst',
  refusal: CANNOT_MODIFY,
  params: jobParams,
  body: reconcileSchema,
  bodyLimitBytes: 32 * 1024 * 1024,
  bodyExample: { verdict: 'retry', reason: 'The ledger of the account has no charge at that time' },
  answers: { 200: { description: 'The job as it is now', schema: reconciledSchema } },
  errors: ['job_not_found', 'illegal_move', 'conflict', 'invalid_argument'],
  async run({ caller, params, body, transaction }) {
    const { organizationId, actor } = caller;
    const { verdict, items, records, reason } = body;
    if (records !== undefined && verdict !== 'completed') {
      throw new AppError('validation_failed', 'records: are given with verdict completed alone', {
        field: 'records',
      });
    }
    return transaction(async (db) => {
      const job = importOf(await findBatchJob(db, organizationId, params.id));
      requireOwner(caller, job);
      const done = await reconcilePurchases(db, {
        ...{ organizationId, jobId: job.id, verdict, actor },
        ...(items === undefined ? {} : { seqs: items }),
        ...(records === undefined ? {} : { records }),
        ...(reason === undefined ? {} : { reason }),
      });
      return answer(200, {
        data: toDetailBody(await findBatchJob(db, organizationId, job.id)),
        message: `${done.reconciled} ${done.reconciled === 1 ? 'item is' : 'items are'} reconciled`,
        source: 'database',
        ...done,
      });
    });
  },
});

function importOf(job: BatchJob): BatchJob {
  if (job.lead !== null) return job;
  throw new AppError('job_not_found', 'Batch job not found', { hint: 'Only imports of leads buy records.' });
}
