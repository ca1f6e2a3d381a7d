import type { JobEvent } from '../../engine/events.ts';
import type { FailureGroup } from '../../engine/failures.ts';
import type { FailureClass, Job } from '../../engine/vocabulary.ts';
import type { JobBody } from './wire.ts';

const RETRYABLE: ReadonlySet<FailureClass> = new Set(['transient', 'rate_limited', 'timeout', 'crashed']);

/** A job with its times as text. */
export function toJobBody(job: Job): JobBody {
  const { createdAt, startedAt, pausedAt, completedAt, batchSize: _, ...rest } = job;
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    pausedAt: pausedAt?.toISOString() ?? null,
    completedAt: completedAt?.toISOString() ?? null,
  };
}

export function toFailureBody(group: FailureGroup) {
  const { attempts, items, firstSeenAt, lastSeenAt, ...rest } = group;
  return {
    ...rest,
    count: attempts,
    final: items,
    retryable: RETRYABLE.has(group.class),
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  };
}

export function toEventBody(event: JobEvent) {
  const { at, event: type, ...rest } = event;
  return { ...rest, type, at: at.toISOString() };
}
