import type { Going } from '../../../engine/paces.ts';
import type { Job } from '../../../engine/vocabulary.ts';

/** Longest texts of people and of failures in a view of a job; the whole of them is in its log. */
const TEXT_LENGTH = 300;

const short = (text: string): string => (text.length > TEXT_LENGTH ? `${text.slice(0, TEXT_LENGTH)}…` : text);

/** A job in few words: what an agent needs to decide what to do next; with how it goes, where that was asked. */
export function jobView(job: Job, going?: Going): Record<string, unknown> {
  const { counts } = job;
  const settled = counts.completed + counts.failed + counts.skipped + counts.cancelled;
  return {
    job_id: job.id,
    name: job.name,
    job_type: job.kind,
    status: job.status,
    ...(job.draining ? { draining: true } : {}),
    ...(job.pauseReason === null ? {} : { pause_reason: short(job.pauseReason) }),
    ...(job.autoPaused ? { auto_paused: true } : {}),
    driver: job.driver,
    total: counts.total,
    settled,
    completed: counts.completed,
    failed: counts.failed,
    ...(counts.skipped > 0 ? { skipped: counts.skipped } : {}),
    ...(counts.cancelled > 0 ? { cancelled: counts.cancelled } : {}),
    waiting: counts.waiting,
    processing: counts.processing,
    progress_percent: job.progress,
    batch_size: job.batchSize,
    ...(going === undefined ? {} : goingView(going)),
    ...(job.lastError === null ? {} : { last_error: short(job.lastError) }),
  };
}

/** When it ends, what it waits for, and what keeps it from going faster. */
function goingView({ pace, reason }: Going): Record<string, unknown> {
  const until = reason?.until ? ` until ${reason.until}` : '';
  return {
    ...(pace?.perMinute == null ? {} : { items_per_minute: pace.perMinute }),
    ...(pace === null ? {} : { eta: pace.eta.text }),
    ...(pace?.binding == null ? {} : { limited_by: short(pace.binding.text) }),
    ...(reason === null ? {} : { waits_for: `${short(reason.text)}${until}` }),
  };
}
