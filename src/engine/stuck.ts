import { call, type Queryable } from '../db/pool.ts';

/** In what way work does not move. */
export const STUCK = ['expired_lease', 'dead_worker', 'no_worker', 'slow_items', 'stalled_job'] as const;
export type StuckWhat = (typeof STUCK)[number];

/** The safe things that may be done about it. */
export const STUCK_ACTIONS = ['release', 'requeue', 'mark_failed', 'resume', 'pause_queue'] as const;
export type StuckAction = (typeof STUCK_ACTIONS)[number];

/** Work that does not move, and what shows it. */
export interface StuckWork {
  readonly id: string;
  readonly what: StuckWhat;
  readonly jobId: string | null;
  readonly jobName: string | null;
  readonly kind: string;
  readonly workerId: string | null;
  readonly since: Date;
  readonly items: number;
  readonly evidence: readonly { readonly label: string; readonly value: string }[];
  /** What may be done; the first is what to do. */
  readonly actions: readonly StuckAction[];
}

/** Everything that is stuck, the oldest first. */
export function listStuck(db: Queryable, organizationId: string): Promise<StuckWork[]> {
  return call<StuckWork & Record<string, unknown>>(
    db,
    `select id, what, job_id as "jobId", job_name as "jobName", kind, worker_id as "workerId", since, items, evidence,
       actions
     from lotline.stuck_work($1)`,
    [organizationId],
  );
}

/** What an action did, or would do. */
export interface StuckOutcome {
  readonly what: StuckWhat;
  readonly jobId: string | null;
  readonly items: number;
  /** In words, one thing each. */
  readonly effects: readonly string[];
}

/** Does one thing about something stuck, or (dryRun) only says what it would come to. Throws `stuck_not_found`. */
export async function settleStuck(
  db: Queryable,
  request: {
    readonly organizationId: string;
    readonly id: string;
    readonly action: StuckAction;
    readonly reason: string | undefined;
    readonly dryRun: boolean;
    readonly admin: boolean;
  },
): Promise<StuckOutcome> {
  const { organizationId, id, action, reason, dryRun, admin } = request;
  const [row] = await call<StuckOutcome & Record<string, unknown>>(
    db,
    `select what, job_id as "jobId", items, effects from lotline.settle_stuck($1, $2, $3, $4, $5, $6)`,
    [organizationId, id, action, reason ?? null, dryRun, admin],
  );
  if (row === undefined) throw new Error('settle_stuck answered nothing');
  return row;
}
