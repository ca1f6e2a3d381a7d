import { createHash } from 'node:crypto';
import { call, type Queryable } from '../db/pool.ts';

/** One change of a job: who, why, when. */
export interface JobEvent {
  /** Grows with time within a job. */
  id: string;
  at: Date;
  /** Such as `created`, `submitted`, `paused`, `auto_paused`, `cancelled`, `items_retried`. */
  event: string;
  actor: string | null;
  reason: string | null;
  detail: Record<string, unknown>;
}

/** A job's history, oldest first; continue with `after`, the id of the last one seen. */
export async function listEvents(
  db: Queryable,
  request: { organizationId: string; jobId: string; limit: number; after?: string },
): Promise<JobEvent[]> {
  return call<JobEvent & Record<string, unknown>>(
    db,
    `select e.id, e.at, e.event, e.actor, e.reason, e.detail
     from lotline.job_events e
     where e.job_no = (select number from lotline.jobs where id = $2 and org_id = $1 and hidden_at is null)
       and e.id > coalesce($3::bigint, 0)
     order by e.id limit $4`,
    [request.organizationId, request.jobId, request.after ?? null, request.limit],
  );
}

/** How the channel `lotline_jobs` names a job whose status has changed: any login may listen, so not by its id. */
export function announcedAs(jobId: string): string {
  return createHash('md5').update(jobId).digest('hex');
}
