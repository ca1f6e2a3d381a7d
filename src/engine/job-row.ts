import type { Driver, Job, JobHold, JobStatus } from './vocabulary.ts';

/** The columns of `job_progress` that {@link toJob} reads, by name: a view may gain columns, a query must not. */
export const COLUMNS = `id, number, org_id, kind, name, driver, status, sealed, total, waiting, processing, completed,
  failed, skipped, cancelled, progress, success_rate, generation, params, columns, created_by, pause_reason,
  auto_paused, draining, last_error, error_count, created_at, started_at, paused_at, completed_at, batch_size,
  lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, max_leases, rate_per_second, rate_burst,
  failure_limit, priority, weight, hold`;

export interface JobRow {
  id: string;
  number: string;
  org_id: string;
  kind: string;
  name: string;
  driver: Driver;
  status: JobStatus;
  sealed: boolean;
  total: number;
  waiting: number;
  processing: number;
  completed: number;
  failed: number;
  skipped: number;
  cancelled: number;
  progress: number;
  success_rate: number;
  generation: number;
  params: Record<string, unknown>;
  columns: string[] | null;
  created_by: string | null;
  pause_reason: string | null;
  auto_paused: boolean;
  draining: boolean;
  last_error: string | null;
  error_count: number;
  created_at: Date;
  started_at: Date | null;
  paused_at: Date | null;
  completed_at: Date | null;
  batch_size: number;
  lease_seconds: number;
  max_attempts: number;
  backoff_base_seconds: number;
  backoff_cap_seconds: number;
  max_leases: number | null;
  rate_per_second: number | null;
  rate_burst: number;
  failure_limit: number;
  priority: number;
  weight: number;
  hold: JobHold | null;
}

export function toJob(row: JobRow): Job {
  return {
    id: row.id,
    number: row.number,
    organizationId: row.org_id,
    kind: row.kind,
    name: row.name,
    driver: row.driver,
    status: row.status,
    sealed: row.sealed,
    counts: {
      total: row.total,
      waiting: row.waiting,
      processing: row.processing,
      completed: row.completed,
      failed: row.failed,
      skipped: row.skipped,
      cancelled: row.cancelled,
    },
    progress: row.progress,
    successRate: row.success_rate,
    batchSize: row.batch_size,
    generation: row.generation,
    params: row.params,
    columns: row.columns,
    createdBy: row.created_by,
    pauseReason: row.pause_reason,
    hold: row.hold,
    autoPaused: row.auto_paused,
    draining: row.draining,
    lastError: row.last_error,
    errorCount: row.error_count,
    createdAt: row.created_at,
    startedAt: row.started_at,
    pausedAt: row.paused_at,
    completedAt: row.completed_at,
    settings: {
      batchSize: row.batch_size,
      leaseSeconds: row.lease_seconds,
      maxAttempts: row.max_attempts,
      backoffBaseSeconds: row.backoff_base_seconds,
      backoffCapSeconds: row.backoff_cap_seconds,
      maxLeases: row.max_leases,
      ratePerSecond: row.rate_per_second,
      rateBurst: row.rate_burst,
      failureLimit: row.failure_limit,
      priority: row.priority,
      weight: row.weight,
    },
  };
}
