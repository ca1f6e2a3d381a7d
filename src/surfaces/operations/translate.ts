import type { JobEvent } from '../../engine/events.ts';
import type { Going } from '../../engine/paces.ts';
import type { Job } from '../../engine/vocabulary.ts';
import type { JobBody } from './wire.ts';

/** A job with its times as text, and how it goes. */
export function toJobBody(job: Job, { pace, reason }: Pick<Going, 'pace' | 'reason'>): JobBody {
  const { createdAt, startedAt, pausedAt, completedAt, batchSize: _, ...rest } = job;
  return {
    ...rest,
    pace,
    reason,
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    pausedAt: pausedAt?.toISOString() ?? null,
    completedAt: completedAt?.toISOString() ?? null,
  };
}

export function toEventBody(event: JobEvent) {
  const { at, event: type, ...rest } = event;
  return { ...rest, type, at: at.toISOString() };
}
