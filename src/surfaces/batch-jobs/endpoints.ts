import type { Surface } from '../../http/endpoint.ts';
import { claimBatch, heartbeatBatch, releaseBatchLease, reportBatch } from './batches.ts';
import { cancelBatchJob, deleteBatchJob, resumeBatchJobAt, retryBatchJob } from './control.ts';
import { createBatchJob } from './create.ts';
import { downloadBatchJob } from './download.ts';
import { listBatchJobLogs } from './logs.ts';
import type { BatchJobsParts } from './parts.ts';
import { problemSchema, renderProblem, statusOf } from './problems.ts';
import { listUnknownPurchases, reconcileBatchJob } from './purchases.ts';
import { getBatchJob, listBatchJobItems, listBatchJobs } from './reads.ts';
import { updateBatchJob } from './update.ts';

/** The Batch Jobs API over county jobs of all eight types, and what outside workers need around it. */
export const batchJobs = (parts: BatchJobsParts): Surface => ({
  prefix: '/api/batch-jobs',
  area: 'jobs',
  endpoints: [
    listBatchJobs,
    createBatchJob,
    getBatchJob,
    updateBatchJob(parts),
    deleteBatchJob,
    cancelBatchJob,
    retryBatchJob(parts),
    resumeBatchJobAt,
    listBatchJobItems,
    listBatchJobLogs,
    downloadBatchJob,
    listUnknownPurchases,
    reconcileBatchJob,
    claimBatch,
    reportBatch,
    heartbeatBatch,
    releaseBatchLease,
  ],
  problemSchema,
  renderProblem,
  statusOf,
});
