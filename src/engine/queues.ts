import { call, type Queryable } from '../db/pool.ts';

/** All work of a kind that an organization has. */
export interface Queue {
  readonly kind: string;
  /** Unfinished jobs, the paused ones among them. */
  readonly jobs: number;
  readonly pausedJobs: number;
  readonly waiting: number;
  /** In jobs that are paused. */
  readonly pausedWaiting: number;
  readonly processing: number;
  /** Of what waits, what our workers are to do. */
  readonly forWorkers: number;
  /** Since when the job waits that was given to nobody for longest. */
  readonly oldestWaitingSince: Date | null;
  /** By our workers, in the last five minutes. */
  readonly completed: number;
  readonly failed: number;
  readonly skipped: number;
  /** That are there and can do it. */
  readonly workers: number;
  readonly draining: number;
  readonly slots: number;
  readonly busy: number;
  /** Batches at once that our workers may have; null: as many as there is room for. */
  readonly maxLeases: number | null;
  readonly leases: number;
  readonly pausedAt: Date | null;
  readonly pausedBy: string | null;
  readonly pauseReason: string | null;
}

/** The minutes that {@link Queue.completed} and its neighbours are of. */
export const QUEUE_MINUTES = 5;

/** Queues of these kinds, and of all that the organization has work or settings of; with `only` that one. */
export function listQueues(
  db: Queryable,
  {
    organizationId,
    kinds,
    only,
  }: { organizationId: string; kinds: readonly string[]; only?: string | undefined },
): Promise<Queue[]> {
  return call<Queue & Record<string, unknown>>(
    db,
    `select kind, jobs, paused_jobs as "pausedJobs", waiting::float8, paused_waiting::float8 as "pausedWaiting",
       processing::float8, for_workers::float8 as "forWorkers", oldest_waiting_since as "oldestWaitingSince", completed::float8, failed::float8,
       skipped::float8, workers, draining, slots, busy, max_leases as "maxLeases", leases,
       paused_at as "pausedAt", paused_by as "pausedBy", pause_reason as "pauseReason"
     from lotline.list_queues($1, $2, $3)`,
    [organizationId, kinds, only ?? null],
  );
}

/** What of a queue changes; what is left out stays. */
export interface QueueChanges {
  readonly concurrency?: number | null | undefined;
  readonly paused?: boolean | undefined;
  readonly reason?: string | undefined;
}

export async function changeQueue(
  db: Queryable,
  {
    organizationId,
    kind,
    changes,
  }: { organizationId: string; kind: string; changes: Readonly<QueueChanges> },
): Promise<void> {
  await call(db, 'select lotline.change_queue($1, $2, $3)', [organizationId, kind, JSON.stringify(changes)]);
}
