import { call, type Queryable } from '../db/pool.ts';
import type { WantedWorker } from './claims.ts';

/** late: missed a beat or two. dead: silent for 30 seconds, or found dead. stopped: ended by itself. */
export const WORKER_STATES = ['live', 'late', 'draining', 'dead', 'stopped'] as const;
export type WorkerState = (typeof WORKER_STATES)[number];

/** A batch that a worker holds. */
export interface HeldBatch {
  readonly id: string;
  readonly jobId: string;
  readonly jobName: string;
  readonly kind: string;
  readonly size: number;
  /** Items without a report. */
  readonly open: number;
  readonly leasedAt: string;
  readonly until: string | null;
}

/** A worker as the installation has it, with batches of one organization. */
export interface PresentWorker {
  readonly name: string;
  readonly state: WorkerState;
  /** What it said of itself with its last heartbeat. */
  readonly info: Readonly<Record<string, unknown>>;
  readonly startedAt: Date;
  readonly seenAt: Date;
  readonly silentSeconds: number;
  readonly endedAt: Date | null;
  readonly wanted: WantedWorker;
  readonly wantedBy: string | null;
  readonly wantedAt: Date | null;
  readonly wantedReason: string | null;
  /** How many batches of the organization it holds; `batches` has the oldest of them. */
  readonly held: number;
  readonly batches: readonly HeldBatch[];
}

/** The workers there are, and those that went in the last day; with `name` only that one. */
export function listWorkers(
  db: Queryable,
  { organizationId, name, batches }: { organizationId: string; name?: string; batches: number },
): Promise<PresentWorker[]> {
  return call<PresentWorker & Record<string, unknown>>(
    db,
    `select name, state, info, started_at as "startedAt", seen_at as "seenAt", silent_seconds as "silentSeconds",
       ended_at as "endedAt", wanted, wanted_by as "wantedBy", wanted_at as "wantedAt",
       wanted_reason as "wantedReason", held, batches
     from lotline.list_workers($1, $2, $3)`,
    [organizationId, name ?? null, batches],
  );
}

/** Tells a worker to drain, to stop or to go on. Throws `worker_not_found`, `conflict` for one that is gone, `forbidden`. */
export async function orderWorker(
  db: Queryable,
  order: {
    readonly organizationId: string;
    readonly name: string;
    readonly wanted: WantedWorker;
    readonly reason: string | undefined;
    /** Whoever asks runs the installation. */
    readonly operator: boolean;
  },
): Promise<void> {
  const { organizationId, name, wanted, reason, operator } = order;
  await call(db, 'select lotline.order_worker($1, $2, $3, $4, $5)', [
    ...[organizationId, name, wanted, reason ?? null, operator],
  ]);
}
