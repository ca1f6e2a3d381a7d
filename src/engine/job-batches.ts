import { call, type Queryable } from '../db/pool.ts';

/** A batch that is out, or was. */
export interface JobBatch {
  id: string;
  worker: string;
  state: 'leased' | 'closed' | 'revoked';
  size: number;
  /** Items that are not reported yet. */
  open: number;
  completed: number;
  failed: number;
  skipped: number;
  /** Items that came back, to be tried again. */
  retried: number;
  leasedAt: Date;
  closedAt: Date | null;
  until: Date | null;
}

/**
 * The batches of a job, newest first; those that are over are in the log once their counts are the job's. Each branch
 * stops by itself, so a page costs the same at any depth.
 */
export async function listJobBatches(
  db: Queryable,
  request: { organizationId: string; jobId: string; limit: number; after?: string },
): Promise<JobBatch[]> {
  return call<JobBatch & Record<string, unknown>>(
    db,
    `with job as materialized (
       select number from lotline.jobs where id = $2 and org_id = $1 and hidden_at is null)
     select id, worker, state, size, open, completed, failed, skipped, retried, leased_at as "leasedAt",
       closed_at as "closedAt", until
     from (
       (select b.id, b.worker, b.state, b.size, case when b.state = 'leased' then b.open_items else 0 end as open, b.completed,
          b.failed, b.skipped, b.retried, b.leased_at, b.closed_at, case when b.state = 'leased' then b.lease_until end as until
        from lotline.batches b
        where b.job_no = (select number from job) and b.id < coalesce($3::bigint, 9223372036854775807)
        order by b.id desc limit $4)
       union all
       (select l.batch_id, l.worker, l.state, l.size, 0, l.completed, l.failed, l.skipped, l.retried, l.leased_at, l.closed_at,
          null
        from lotline.batch_log l
        where l.job_no = (select number from job) and l.batch_id < coalesce($3::bigint, 9223372036854775807)
        order by l.batch_id desc limit $4)) x
     order by id desc limit $4`,
    [request.organizationId, request.jobId, request.after ?? null, request.limit],
  );
}
