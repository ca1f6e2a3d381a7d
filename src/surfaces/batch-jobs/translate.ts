import type { JobStatus } from '../../engine/vocabulary.ts';
import { STRATEGIES } from '../../property/county-jobs/create.ts';
import type { BatchJobType } from './job-kinds.ts';
import { leadFigures } from './lead-figures.ts';
import type { BatchJob } from './queries.ts';
import type { DetailBody, ListedBody } from './wire.ts';

// Between the engine's words and those of the Batch Jobs API, where "processed" means done with success.

const LISTED: Readonly<Record<JobStatus, ListedBody['status']>> = {
  pending: 'pending',
  in_progress: 'running',
  paused: 'paused',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** Still to be worked: shown among the active jobs; the others are history. */
export function isActive({ status }: Pick<BatchJob, 'status'>): boolean {
  return status === 'pending' || status === 'in_progress' || status === 'paused';
}

/** Hours and minutes, as "2h 15m", or "45m" below an hour. */
export function durationText(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes}m` : `${hours}h ${minutes % 60}m`;
}

/** What both shapes show alike. */
function figures(job: BatchJob, anonymous: boolean) {
  const { counts, statement, batchSize } = job;
  const processed = counts.completed + (job.processedIncludesFailed ? counts.failed : 0);
  const until = job.completedAt ?? job.pausedAt ?? job.readAt;
  const lastError = 'last_error' in statement ? statement.last_error : job.lastError;
  return {
    processed,
    currentBatch: statement.current_batch ?? Math.ceil(processed / batchSize),
    totalBatches: Math.ceil(counts.total / batchSize),
    duration: job.startedAt && durationText(until.getTime() - job.startedAt.getTime()),
    lastError: anonymous ? null : (lastError ?? null),
    pauseReason: anonymous ? null : job.pauseReason,
    errorCount: statement.error_count ?? job.errorCount,
    // an import is called by its search, or as its creator wished: both say what somebody looks for
    name: anonymous && job.lead !== null ? 'Lead Import' : job.name,
    stateCode: typeof job.params.state_code === 'string' ? job.params.state_code : null,
  };
}

/** A job as lists show it; `anonymous` leaves out the texts of errors, and what an import searches for. */
export function toListedBody(job: BatchJob, anonymous: boolean): ListedBody {
  const { counts, county } = job;
  const shown = figures(job, anonymous);
  return {
    id: job.id,
    name: shown.name,
    type: job.kind as BatchJobType, // the queries of this surface read no other kinds
    county: county?.county_name ?? null,
    countyId: county?.id ?? null,
    state: county?.state_code ?? shown.stateCode,
    status: LISTED[job.status],
    progress: job.progress,
    totalItems: counts.total,
    processedItems: shown.processed,
    failedItems: counts.failed,
    startedAt: timeText(job.startedAt),
    pausedAt: timeText(job.pausedAt),
    completedAt: timeText(job.completedAt),
    createdAt: job.createdAt.toISOString(),
    batchSize: job.batchSize,
    currentBatch: shown.currentBatch,
    totalBatches: shown.totalBatches,
    duration: shown.duration,
    successRate: job.successRate,
    errorLog: shown.lastError,
    errorCount: shown.errorCount,
    estimatedCompletion: null,
    driver: job.driver,
    skippedItems: counts.skipped,
    cancelledItems: counts.cancelled,
    processingItems: counts.processing,
    autoPaused: job.autoPaused,
    pauseReason: shown.pauseReason,
    resumeAt: timeText(job.resumeAt),
  };
}

/** A job by itself; `anonymous` leaves out who made it, the texts of errors, and what an import searches for. */
export function toDetailBody(job: BatchJob, anonymous = false): DetailBody {
  const { counts, county, params } = job;
  const shown = figures(job, anonymous);
  return {
    id: job.id,
    job_type: job.kind as BatchJobType, // as above
    county_id: county?.id ?? null,
    status: job.status,
    batch_size: job.batchSize,
    total_items: counts.total,
    processed_items: shown.processed,
    failed_items: counts.failed,
    current_batch: shown.currentBatch,
    total_batches: shown.totalBatches,
    last_error: shown.lastError,
    error_count: shown.errorCount,
    started_at: timeText(job.startedAt),
    paused_at: timeText(job.pausedAt),
    completed_at: timeText(job.completedAt),
    created_at: job.createdAt.toISOString(),
    updated_at: job.updatedAt.toISOString(),
    counties: county,
    progress: job.progress,
    successRate: job.successRate,
    duration: shown.duration,
    name: shown.name,
    driver: job.driver,
    strategy: STRATEGIES.find((strategy) => strategy === params.strategy) ?? 'sequential',
    state_code: shown.stateCode,
    county_ids: Array.isArray(params.county_ids) ? params.county_ids.map(String) : null,
    skipped_items: counts.skipped,
    cancelled_items: counts.cancelled,
    processing_items: counts.processing,
    draining: job.draining,
    auto_paused: job.autoPaused,
    pause_reason: shown.pauseReason,
    resume_at: timeText(job.resumeAt),
    ...(anonymous ? {} : { created_by: job.createdBy }),
    ...(job.lead === null ? {} : leadFigures(job.id, counts, job.lead, anonymous, shown.lastError)),
  };
}

export function timeText(time: Date | null): string | null {
  return time?.toISOString() ?? null;
}
