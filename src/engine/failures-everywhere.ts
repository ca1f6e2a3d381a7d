import { call, type Queryable } from '../db/pool.ts';
import { type FailureGroup, type GroupRow, TREND_SLICES, toFailureGroup } from './failures.ts';
import type { JobStatus } from './vocabulary.ts';

/** Failures of all jobs of an organization that share a fingerprint. */
export interface FailureGroupEverywhere extends FailureGroup {
  /** Jobs that had such failures in the time asked for. */
  jobs: number;
  /** The job that had one last; `sampleSeqs` are items of it. */
  lastJobId: string;
}

interface EverywhereRow extends GroupRow {
  jobs: number;
  last_job_id: string;
}

/**
 * Groups that had a failure since a time, most items first. `attempts` and `trend` count what fell in that time; `items`
 * is what stands as failed now.
 */
export async function listFailureGroupsEverywhere(
  db: Queryable,
  request: { organizationId: string; since: Date; kind?: string; fingerprint?: string; limit: number },
): Promise<FailureGroupEverywhere[]> {
  const rows = await call<EverywhereRow>(
    db,
    `with span as (
       select $2::timestamptz as begins,
         greatest(10, ceil(extract(epoch from lotline.clock() - $2::timestamptz) / ${TREND_SLICES}))::int as seconds),
     recent as materialized (
       select g as whole, g.*, j.id as job_id from lotline.failure_groups g join lotline.jobs j on j.number = g.job_no
       where g.org_id = $1 and g.last_day >= ($2::timestamptz at time zone 'UTC')::date and g.last_seen_at >= $2
         and j.hidden_at is null and ($3::text is null or j.kind = $3) and ($4::text is null or g.fingerprint = $4)),
     groups as (
       select g.fingerprint, min(g.class) as class, min(g.code) as code, sum(g.items)::int as items, count(*)::int as jobs,
         min(g.first_seen_at) as first_seen_at, max(g.last_seen_at) as last_seen_at,
         (array_agg(g.job_no order by g.last_seen_at desc))[1] as last_job_no
       from recent g group by g.fingerprint
       order by sum(g.items) desc, sum(g.attempts) desc, g.fingerprint limit $5)
     select g.fingerprint, g.class, g.code, last.message, g.items, g.jobs, g.last_seen_at, last.sample_seqs,
       last.job_id as last_job_id, span.begins as trend_from, span.seconds as trend_seconds,
       coalesce(s.attempts, 0)::int as attempts, s.slices,
       least(g.first_seen_at, (select min(x.first_seen_at) from lotline.failure_groups x
         where x.org_id = $1 and x.fingerprint = g.fingerprint)) as first_seen_at
     from groups g cross join span
     join recent last on last.job_no = g.last_job_no and last.fingerprint = g.fingerprint
     cross join lateral (
       select json_agg(json_build_array(y.slice, y.attempts)) as slices, sum(y.attempts) as attempts from (
         select t.slice, sum(t.attempts)::int as attempts
         from recent r cross join lateral lotline.trend_slices(r.whole, span.begins, span.seconds) t
         where r.fingerprint = g.fingerprint group by t.slice) y) s
     order by g.items desc, attempts desc, g.fingerprint`,
    [request.organizationId, request.since, request.kind ?? null, request.fingerprint ?? null, request.limit],
  );
  return rows.map((row) => ({ ...toFailureGroup(row), jobs: row.jobs, lastJobId: row.last_job_id }));
}

/** One job that had failures of a group. */
export interface FailingJob {
  id: string;
  name: string;
  kind: string;
  status: JobStatus;
  /** Items that stand as failed for this reason now. */
  items: number;
  lastSeenAt: Date;
}

/** The jobs that had failures of a group, the last first. */
export function jobsOfFailureGroup(
  db: Queryable,
  request: { organizationId: string; fingerprint: string; limit: number },
): Promise<FailingJob[]> {
  return call<FailingJob & Record<string, unknown>>(
    db,
    `select j.id, j.name, j.kind, j.status, g.items, g.last_seen_at as "lastSeenAt"
     from lotline.failure_groups g join lotline.jobs j on j.number = g.job_no
     where g.org_id = $1 and g.fingerprint = $2 and j.hidden_at is null
     order by g.last_seen_at desc, j.number desc limit $3`,
    [request.organizationId, request.fingerprint, request.limit],
  );
}

/** One failed attempt, to look at. */
export interface FailureSample {
  jobId: string;
  seq: number;
  itemId: string;
  message: string;
  at: Date;
}

/** A few failed attempts of a group, of the jobs that had them last. */
export function samplesOfFailureGroup(
  db: Queryable,
  request: { organizationId: string; fingerprint: string; limit: number },
): Promise<FailureSample[]> {
  return call<FailureSample & Record<string, unknown>>(
    db,
    `select g.id as "jobId", s.seq, lotline.item_id(g.job_no, s.seq) as "itemId", e.message, e.at
     from (
       select x.job_no, x.class, x.code, x.fingerprint, x.sample_seqs, x.last_seen_at, j.id
       from lotline.failure_groups x join lotline.jobs j on j.number = x.job_no
       where x.org_id = $1 and x.fingerprint = $2 and j.hidden_at is null
       order by x.last_seen_at desc limit $3) g
     cross join lateral unnest(g.sample_seqs) s (seq)
     cross join lateral (
       select i.message, i.at from lotline.item_errors i
       where i.job_no = g.job_no and i.seq = s.seq and i.class = g.class and i.code = g.code
       order by i.at desc limit 1) e
     order by g.last_seen_at desc, s.seq limit $3`,
    [request.organizationId, request.fingerprint, request.limit],
  );
}
