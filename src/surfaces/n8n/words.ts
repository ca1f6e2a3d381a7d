import { recordOf } from '../../base/record.ts';
import type { PulledBatch } from '../../engine/outside.ts';
import type { Job, JobStatus } from '../../engine/vocabulary.ts';
import { JOB_TYPES } from '../../property/county-jobs/job-types.ts';

const NOUNS = { property: 'properties', document: 'documents', county: 'counties' } as const;

/** How far a job is: "150/235 properties (64%)". Never 100 % before the end. */
export function progressWords(job: Job): string {
  const { total, waiting, processing } = job.counts;
  const settled = total - waiting - processing;
  const type = JOB_TYPES.find(({ jobType }) => jobType === job.kind);
  const percent = settled < total ? Math.min(99, Math.round((100 * settled) / total)) : job.progress;
  return `${settled}/${total} ${NOUNS[type?.subject ?? 'property']} (${percent}%)`;
}

const STATES: Readonly<Record<JobStatus, string>> = {
  pending: 'Pending',
  in_progress: 'In progress',
  paused: 'Paused',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** A row of `get_batch_status`. */
export function toStatusBody(job: Job): Record<string, unknown> {
  const { counts, params } = job;
  const settled = counts.completed + counts.failed + counts.skipped + counts.cancelled;
  const reason = job.pauseReason === null ? '' : `. ${job.pauseReason}`;
  return {
    job_id: job.id,
    job_name: job.name,
    job_type: job.kind,
    status: job.status,
    message: `${STATES[job.status]}: ${progressWords(job)}${reason}`,
    progress_pct: counts.total === 0 ? job.progress : Math.floor((1000 * settled) / counts.total) / 10,
    total_items: counts.total,
    processed_items: counts.completed,
    failed_items: counts.failed,
    skipped_items: counts.skipped,
    cancelled_items: counts.cancelled,
    remaining_items: counts.waiting + counts.processing,
    items_in_hand: counts.processing,
    current_batch: Math.ceil(counts.completed / job.batchSize),
    total_batches: Math.ceil(counts.total / job.batchSize),
    batch_size: job.batchSize,
    success_rate: job.successRate,
    county_name: params.county_name ?? null,
    state_code: params.state_code ?? null,
    strategy: params.strategy ?? null,
    driver: job.driver,
    auto_paused: job.autoPaused,
    pause_reason: job.pauseReason,
    error_count: job.errorCount,
    last_error: job.lastError,
    created_by: job.createdBy,
    created_at: job.createdAt.toISOString(),
    started_at: job.startedAt?.toISOString() ?? null,
    paused_at: job.pausedAt?.toISOString() ?? null,
    completed_at: job.completedAt?.toISOString() ?? null,
  };
}

/** The rows of `get_next_batch`. */
export function toBatchRows(batch: PulledBatch | null): Record<string, unknown>[] {
  if (batch === null) return [];
  return batch.items.map(({ seq, reference, input, subject }) => {
    const facts = recordOf(input);
    return {
      item_id: subject,
      parcel_id: reference,
      property_address: facts.property_address ?? null,
      county_name: facts.county_name ?? null,
      state_code: facts.state_code ?? null,
      batch_id: batch.batchId,
      token: batch.token,
      seq,
      lease_until: batch.leaseUntil.toISOString(),
      input,
    };
  });
}
