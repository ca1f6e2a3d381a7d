-- County jobs as the Guide's readers see them, of every organization: for the functions that leave only the login's own.
-- No login may read this one.
create or replace view batch_job_rows as
select p.org_id, p.number, t.subject,
  p.id as job_id, p.name as job_name, p.kind as job_type, c.id as county_id, c.county_name, coalesce(c.state_code, p.params ->> 'state_code') as state_code,
  p.status, p.pause_reason, p.auto_paused, p.driver, p.params ->> 'strategy' as strategy, p.batch_size,
  p.total as total_items, p.completed as processed_items, p.failed as failed_items, p.skipped as skipped_items,
  p.cancelled as cancelled_items, p.processing as items_in_hand, p.waiting + p.processing as remaining_items,
  ceil(p.completed::numeric / p.batch_size)::int as current_batch, ceil(p.total::numeric / p.batch_size)::int as total_batches,
  case when p.total > 0 then trunc(100::numeric * (p.completed + p.failed + p.skipped + p.cancelled) / p.total, 1)
    when p.status in ('completed', 'failed', 'cancelled') then 100.0 else 0.0 end as progress_pct,
  p.success_rate, p.error_count, p.last_error, p.created_by, p.created_at, p.started_at, p.paused_at, p.completed_at, p.updated_at
from job_progress p
join job_types t on t.job_type = p.kind
left join county_list c on c.id::text = p.params ->> 'county_id'
where p.hidden_at is null;

-- The login's own jobs, by their number: those that have ended, or those that have not; null: all.
-- A function, because what a view reads through a security_invoker view it reads with the reader's rights; and so no
-- condition of the reader's, such as one that fails and quotes what it saw, is ever tried on another's row.
-- Called by: the views below. Locks: nothing.
create or replace function login_batch_jobs(p_ended boolean) returns setof batch_job_rows
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
declare
  v_org uuid := lotline.sql_login_org();
begin
  return query select * from lotline.batch_job_rows b
    where b.org_id = v_org and (p_ended is null or (b.status in ('completed', 'failed', 'cancelled')) = p_ended);
end $$;

create or replace view vw_active_batch_jobs with (security_barrier = true) as
select b.job_id, b.job_name, b.job_type, b.county_id, b.county_name, b.state_code, b.status, b.progress_pct, b.total_items,
  b.processed_items, b.failed_items, b.skipped_items, b.remaining_items, b.items_in_hand, b.batch_size, b.current_batch,
  b.total_batches, b.strategy, b.driver, b.auto_paused, b.pause_reason, b.error_count, b.last_error, b.created_by,
  b.created_at, b.started_at, b.paused_at, b.updated_at
from lotline.login_batch_jobs(false) b
order by b.number desc;

create or replace view vw_completed_batch_jobs with (security_barrier = true) as
select b.job_id, b.job_name, b.job_type, b.county_id, b.county_name, b.state_code, b.status, b.progress_pct, b.total_items,
  b.processed_items, b.failed_items, b.skipped_items, b.cancelled_items, b.success_rate, b.batch_size, b.total_batches,
  b.strategy, b.driver, b.error_count, b.last_error, b.created_by, b.created_at, b.started_at, b.completed_at,
  b.completed_at - b.started_at as duration
from lotline.login_batch_jobs(true) b
order by b.completed_at desc, b.number desc;

create or replace view vw_batch_job_summary with (security_barrier = true) as
select t.job_type, count(b.job_id)::int as jobs,
  (count(*) filter (where b.status = 'pending'))::int as pending_jobs,
  (count(*) filter (where b.status = 'in_progress'))::int as running_jobs,
  (count(*) filter (where b.status = 'paused'))::int as paused_jobs,
  (count(*) filter (where b.status = 'completed'))::int as completed_jobs,
  (count(*) filter (where b.status = 'failed'))::int as failed_jobs,
  (count(*) filter (where b.status = 'cancelled'))::int as cancelled_jobs,
  coalesce(sum(b.total_items), 0)::bigint as total_items, coalesce(sum(b.processed_items), 0)::bigint as processed_items,
  coalesce(sum(b.failed_items), 0)::bigint as failed_items, coalesce(sum(b.remaining_items), 0)::bigint as remaining_items,
  max(b.updated_at) as last_activity_at
from job_types t
left join lotline.login_batch_jobs(null) b on b.job_type = t.job_type
group by t.job_type, t.position
order by t.position;

create or replace view counties with (security_barrier = true) as
select c.id, c.fips_code, c.county_name, c.full_name, c.state_code, c.state_name,
  r.found_at as last_researched_at, r.research_status
from county_list c
left join county_research r on r.county_id = c.id and r.org_id = (select lotline.sql_login_org());

-- What a job of that type would be made of now, for the view below.
-- Called by: vw_pending_items. Locks: nothing.
create or replace function pending_items(p_job_type text)
returns table (item_id uuid, parcel_id text, property_address text, city text, postal_code text, title text, county_id uuid,
  county_name text, state_code text)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
begin
  return query select s.item_id, s.parcel_id, s.property_address, s.city, s.postal_code, s.title, s.county_id, s.county_name,
    s.state_code from lotline.pending_subjects(lotline.sql_login_org(), p_job_type) s;
end $$;

create or replace view vw_pending_items with (security_barrier = true) as
select t.job_type, i.item_id, i.county_id, i.county_name, i.state_code, i.parcel_id, i.property_address, i.city, i.postal_code, i.title
from job_types t cross join lateral lotline.pending_items(t.job_type) i;

grant execute on function login_batch_jobs(boolean), pending_items(text) to lotline_agent;
grant select on vw_active_batch_jobs, vw_completed_batch_jobs, vw_batch_job_summary, vw_pending_items, counties to lotline_agent;
