-- Jobs with their counts, exact in any snapshot: what is folded, plus what leases not folded yet add, read in one
-- statement. Items of a cancelled job that are not settled and not in a lease are its cancelled ones.
-- Read by: src/engine/jobs.ts, surfaces, engine_check. security_invoker: row-level security is the reader's.
create or replace view job_progress with (security_invoker = true) as
select x.*,
  case when x.total > 0 then floor(100::numeric * (x.completed + x.failed + x.skipped + x.cancelled) / x.total)::int
    when x.status in ('completed', 'failed', 'cancelled') then 100 else 0 end as progress,
  case when x.completed + x.failed > 0 then floor(100::numeric * x.completed / (x.completed + x.failed))::int else 100 end as success_rate,
  x.status in ('paused', 'cancelled') and x.processing > 0 as draining,
  lotline.job_hold(x.kind, x.driver, x.status) as hold
from (
  select j.id, j.number, j.org_id, j.kind, j.name, j.driver, j.status, j.sealed, j.generation, j.params, j.columns,
    j.exclusive_key, j.created_by, j.pause_reason, j.auto_paused, j.processed_includes_failed, j.hidden_at,
    j.created_at, j.started_at, j.paused_at, j.completed_at, j.updated_at,
    j.batch_size, j.lease_seconds, j.max_attempts, j.backoff_base_seconds, j.backoff_cap_seconds, j.max_leases,
    j.rate_per_second, j.rate_burst, j.failure_limit, j.priority, j.weight,
    j.total_items as total, s.processing, s.completed, s.failed, s.skipped,
    case when j.status = 'cancelled' then j.total_items - s.processing - s.completed - s.failed - s.skipped else j.cancelled_items end as cancelled,
    case when j.status = 'cancelled' then 0
      else j.total_items - s.processing - s.completed - s.failed - s.skipped - j.cancelled_items end as waiting,
    coalesce(h.failed_attempts, 0) as error_count, coalesce(h.streak, 0) as streak, coalesce(j.last_error, h.last_error) as last_error
  from lotline.jobs j
  left join lotline.job_health h on h.job_no = j.number
  cross join lateral (
    select coalesce(sum(b.open_items), 0)::int as processing, (j.completed_items + coalesce(sum(b.completed), 0))::int as completed,
      (j.failed_items + coalesce(sum(b.failed), 0))::int as failed, (j.skipped_items + coalesce(sum(b.skipped), 0))::int as skipped
    from lotline.batches b where b.job_no = j.number) s
) x;

-- Items with their status, derived: from their result, else from the leases, else from their job.
-- Read by: src/engine/items.ts, surfaces. security_invoker: row-level security is the reader's.
create or replace view item_status with (security_invoker = true) as
select i.job_no, i.seq, lotline.item_id(i.job_no, i.seq) as item_id, i.reference, i.row_number, i.subject, i.input, i.cells,
  r.outcome,
  coalesce(r.outcome,
    case when exists (select from lotline.batches b where b.job_no = i.job_no and b.state = 'leased' and i.seq <@ b.open) then 'processing'
      when j.status = 'cancelled' then 'cancelled' else 'pending' end) as status,
  r.result, r.error_class,
  coalesce(r.error_code, e.code) as error_code, coalesce(r.error_message, e.message) as error_message, r.field_errors,
  coalesce(r.attempts, t.attempts, 0)::int as attempts,
  coalesce(r.generation, j.generation)::int as generation,
  j.created_at, r.settled_at
from lotline.items i
join lotline.jobs j on j.number = i.job_no
left join lotline.results r on r.job_no = i.job_no and r.seq = i.seq
left join lotline.returns t on t.job_no = i.job_no and t.seq = i.seq and r.outcome is null
left join lateral (
  select x.code, x.message from lotline.item_errors x
  where x.job_no = i.job_no and x.seq = i.seq and x.generation = j.generation and t.attempts > 0
  order by x.at desc limit 1) e on true;

grant select on job_progress, item_status to lotline_api, lotline_worker;
