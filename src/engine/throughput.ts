import { call, type Queryable } from '../db/pool.ts';

/** Items of a job that were settled, slice of time by slice of time. */
export interface Throughput {
  readonly began: Date;
  readonly sliceSeconds: number;
  /** How many items were looked at: all that were tried, or some of them at even distances. */
  readonly lookedAt: number;
  /** How many of those fell into each slice, the oldest first. */
  readonly slices: readonly number[];
}

/** How a job went over its time; null while none of its items is settled. */
export async function readThroughput(
  db: Queryable,
  { organizationId, jobId }: { organizationId: string; jobId: string },
): Promise<Throughput | null> {
  const [row] = await call<Throughput & Record<string, unknown>>(
    db,
    `select began, slice_seconds as "sliceSeconds", looked_at as "lookedAt", slices from lotline.job_throughput($1, $2)`,
    [organizationId, jobId],
  );
  return row ?? null;
}
