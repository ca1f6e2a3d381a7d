import { call, type Queryable } from '../db/pool.ts';
import type { FailureClass } from './vocabulary.ts';

/** Failures of one job that share a fingerprint (class, code and the message without its numbers and quotes). */
export interface FailureGroup {
  fingerprint: string;
  class: FailureClass;
  code: string;
  /** The message of the first of them, as an example. */
  message: string;
  /** Failed attempts, the retried ones included. */
  attempts: number;
  /** Items that stand as failed for this reason now. */
  items: number;
  firstSeenAt: Date;
  lastSeenAt: Date;
  /** Sequence numbers of the first few. */
  sampleSeqs: number[];
  /** Failed attempts in {@link TREND_SLICES} equal slices of time, oldest first. */
  trend: number[];
  /** When the first slice begins: the same for all groups that were read together. */
  trendFrom: Date;
  trendSliceSeconds: number;
}

/** Slices of a trend. */
export const TREND_SLICES = 24;

/** A group as a query gives it; `slices` holds pairs of a slice's place and its attempts. */
export interface GroupRow extends Record<string, unknown> {
  fingerprint: string;
  class: FailureClass;
  code: string;
  message: string;
  attempts: number;
  items: number;
  first_seen_at: Date;
  last_seen_at: Date;
  sample_seqs: number[];
  slices: [number, number][] | null;
  trend_from: Date;
  trend_seconds: number;
}

export function toFailureGroup(row: GroupRow): FailureGroup {
  const trend = new Array<number>(TREND_SLICES).fill(0);
  for (const [slice, attempts] of row.slices ?? []) trend[slice] = attempts;
  return {
    fingerprint: row.fingerprint,
    class: row.class,
    code: row.code,
    message: row.message,
    attempts: row.attempts,
    items: row.items,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    sampleSeqs: row.sample_seqs,
    trend,
    trendFrom: row.trend_from,
    trendSliceSeconds: row.trend_seconds,
  };
}

/**
 * The groups of a job, most items first. Their trends begin with the first failure of any of them, and end now while
 * the job runs, else with the last failure.
 */
export async function listFailureGroups(
  db: Queryable,
  request: { organizationId: string; jobId: string; limit: number },
): Promise<FailureGroup[]> {
  const rows = await call<GroupRow>(
    db,
    `with job as (
       select j.number, j.status from lotline.jobs j where j.id = $2 and j.org_id = $1 and j.hidden_at is null),
     groups as materialized (
       select g as whole, g.* from lotline.failure_groups g, job where g.job_no = job.number
       order by g.items desc, g.attempts desc, g.fingerprint limit $3),
     span as (
       select s.begins, greatest(10, ceil(extract(epoch from s.ends - s.begins) / ${TREND_SLICES}))::int as seconds
       from (select min(lotline.first_slot(g.first_seen_at)) as begins,
           case when job.status = 'in_progress' then greatest(max(g.last_seen_at), lotline.clock())
             else max(g.last_seen_at) end as ends
         from groups g, job group by job.status) s)
     select g.fingerprint, g.class, g.code, g.message, g.attempts, g.items, g.first_seen_at, g.last_seen_at, g.sample_seqs,
       (select json_agg(json_build_array(t.slice, t.attempts))
        from lotline.trend_slices(g.whole, span.begins, span.seconds) t) as slices,
       span.begins as trend_from, span.seconds as trend_seconds
     from groups g, span order by g.items desc, g.attempts desc, g.fingerprint`,
    [request.organizationId, request.jobId, request.limit],
  );
  return rows.map(toFailureGroup);
}

/** One failed attempt of one item. */
export interface ItemError {
  seq: number;
  attempt: number;
  generation: number;
  class: FailureClass;
  code: string;
  message: string;
  worker: string | null;
  at: Date;
  /** False when it was tried again. */
  final: boolean;
}

/** The failed attempts of a job, or of one item, newest first. */
export async function itemErrors(
  db: Queryable,
  request: { organizationId: string; jobId: string; seq?: number; limit: number },
): Promise<ItemError[]> {
  return call<ItemError & Record<string, unknown>>(
    db,
    `select e.seq, e.attempt, e.generation, e.class, e.code, e.message, e.worker, e.at, e.final
     from lotline.item_errors e
     where e.job_no = (select number from lotline.jobs where id = $2 and org_id = $1 and hidden_at is null)
       and ($3::int is null or e.seq = $3)
     order by e.at desc, e.seq desc, e.attempt desc limit $4`,
    [request.organizationId, request.jobId, request.seq ?? null, request.limit],
  );
}
