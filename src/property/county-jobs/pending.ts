import { call, type Queryable } from '../../db/pool.ts';
import type { CountyJobType } from './job-types.ts';

/** What waits of one type, and what it takes. */
export interface PendingWork {
  readonly jobType: CountyJobType;
  readonly pending: number;
  readonly batchSize: number;
  readonly batches: number;
  /** Sessions of an agent: none for nothing, at least one for anything. */
  readonly sessions: number;
}

/** What waits of every type, in the order of summaries; without what unfinished jobs have in hand. */
export function pendingWork(db: Queryable, organizationId: string): Promise<PendingWork[]> {
  return call<PendingWork & Record<string, unknown>>(
    db,
    `select job_type as "jobType", pending, batch_size as "batchSize", batches, sessions
     from lotline.pending_work($1)`,
    [organizationId],
  );
}

/** How many subjects wait for work of one type, in some counties or (null) in all. */
export async function countPending(
  db: Queryable,
  organizationId: string,
  jobType: CountyJobType,
  countyIds: readonly string[] | null,
): Promise<number> {
  const [row] = await call<{ pending: number }>(db, 'select lotline.count_pending($1, $2, $3) as pending', [
    organizationId,
    jobType,
    countyIds,
  ]);
  return row?.pending ?? 0;
}
