import type { AppError } from '../../base/errors.ts';
import { keysOf } from '../../base/keys.ts';
import { recordOf } from '../../base/record.ts';
import type { Counts, Item, ItemStatus, Job, JobStatus } from '../../engine/vocabulary.ts';
import type { ReportSummary } from '../../outcomes/report.ts';
import type { ItemBody, ItemWord, JobBody, JobWord } from './wire.ts';

// Both ways between the engine's words and those of the Batch Lookups API, which has no paused jobs, counts what
// is cancelled or skipped as failed, and means completed and failed by "processed".

const JOB_WORD: Readonly<Record<JobStatus, JobWord>> = {
  pending: 'pending',
  in_progress: 'processing',
  paused: 'processing',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

const ITEM_WORD: Readonly<Record<ItemStatus, ItemWord>> = {
  pending: 'pending',
  processing: 'processing',
  completed: 'completed',
  failed: 'failed',
  skipped: 'failed',
  cancelled: 'failed',
};

function statusesOf<Key extends string, Word>(words: Readonly<Record<Key, Word>>, word: Word): Key[] {
  return keysOf(words).filter((key) => words[key] === word);
}

export const toJobWord = (status: JobStatus): JobWord => JOB_WORD[status];
export const fromJobWord = (word: JobWord): JobStatus[] => statusesOf(JOB_WORD, word);
export const toItemWord = (status: ItemStatus): ItemWord => ITEM_WORD[status];
export const fromItemWord = (word: ItemWord): ItemStatus[] => statusesOf(ITEM_WORD, word);

/** The six counts as this API's four. */
export function toItemCounts(counts: Counts): Record<ItemWord, number> {
  return {
    pending: counts.waiting,
    processing: counts.processing,
    completed: counts.completed,
    failed: counts.failed + counts.skipped + counts.cancelled,
  };
}

export function toJobBody(job: Job, reportId: string | undefined): JobBody {
  const counts = toItemCounts(job.counts);
  return {
    id: job.id,
    organization_id: job.organizationId,
    report_id: reportId ?? null,
    status: toJobWord(job.status),
    total_items: job.counts.total,
    processed_items: counts.completed + counts.failed,
    failed_items: counts.failed,
    created_at: job.createdAt.toISOString(),
    started_at: job.startedAt?.toISOString() ?? null,
    completed_at: job.completedAt?.toISOString() ?? null,
    item_counts: counts,
  };
}

export function toItemBody(item: Item, job: Pick<Job, 'id' | 'organizationId'>): ItemBody {
  const input = inputOf(item);
  return {
    id: item.id,
    job_id: job.id,
    organization_id: job.organizationId,
    status: toItemWord(item.status),
    reference_id: item.reference,
    address: input.address ?? null,
    building_type: input.building_type ?? null,
    device_ids: input.device_ids ?? [],
    ...(input.device_names === undefined ? {} : { device_names: input.device_names }),
    create_application: input.create_application ?? false,
    webhook_custom_fields: input.webhook_custom_fields ?? null,
    result: item.result ?? null,
    error_message: errorMessage(item),
    retry_count: item.retryCount,
    created_at: item.createdAt.toISOString(),
    processed_at: item.settledAt?.toISOString() ?? null,
  };
}

/** What went wrong with an item, or null. */
export function errorMessage(item: Pick<Item, 'status' | 'errorMessage'>): string | null {
  if (item.status === 'completed') return null;
  return item.status === 'cancelled' ? 'Job cancelled' : item.errorMessage;
}

/** An item's input as an object; a rejected row may have held anything. */
export function inputOf(item: Pick<Item, 'input'>): Readonly<Record<string, unknown>> {
  return recordOf(item.input);
}

export function toCreatedBody(job: { id: string }, total: number, report: ReportSummary) {
  return {
    job_id: job.id,
    status: 'pending' as const,
    total_items: total,
    created_at: report.createdAt.toISOString(),
    report: {
      id: report.id,
      name: report.name,
      description: report.description,
      status: report.status,
      report_type: report.reportType,
      total_sites: report.totalSites,
      created_at: report.createdAt.toISOString(),
    },
  };
}

const HIDDEN = new Set(['job_not_found', 'forbidden_organization']);

/** An error in this API's shape: `error` is the text, and further facts stand beside it. */
export function renderProblem(error: AppError, requestId: string): Record<string, unknown> {
  const hidden = HIDDEN.has(error.code);
  return {
    error: hidden ? 'Batch job not found' : error.message,
    ...(hidden ? {} : (FACTS[error.code]?.(error.details) ?? {})),
    code: hidden ? 'job_not_found' : error.code,
    requestId,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  };
}

/** Errors whose details this API shows. */
const FACTS: Readonly<Record<string, (details: unknown) => Record<string, unknown>>> = {
  validation_failed: (details) => pick(details, ['invalid_items', 'total_invalid']),
  duplicate_reference_ids: (details) => pick(details, ['duplicates']),
};

function pick(details: unknown, keys: readonly string[]): Record<string, unknown> {
  if (typeof details !== 'object' || details === null) return {};
  return Object.fromEntries(Object.entries(details).filter(([key]) => keys.includes(key)));
}
