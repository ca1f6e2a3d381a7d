-- Of what was tried, how much went well, in whole percent; 100 where nothing failed.
-- Called by: job_stats. Locks: nothing.
create or replace function floored_rate(p_completed bigint, p_failed bigint) returns bigint
language sql immutable as $$
  select case when p_failed = 0 then 100 else coalesce(100 * p_completed / nullif(p_completed + p_failed, 0), 0) end
$$;

-- Figures over all jobs of an organization and some kinds: how many there are by status, how many completed today (UTC),
-- and the mean success rate of the completed ones, each floored first (100 while there is none). Leases not folded yet add
-- theirs, as in job_progress: there are few of those, so that all jobs are summed without them, and theirs put right. Three narrow reads, each by an index of its own.
-- Called by: surfaces. Locks: nothing.
create or replace function job_stats(p_org uuid, p_kinds text[], out running int, out paused int, out completed_today int,
  out success_rate int, out active int, out completed int, out failed int)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
declare
  v_rates bigint;
  v_today timestamptz := date_trunc('day', lotline.clock() at time zone 'UTC') at time zone 'UTC';
begin
  perform lotline.require_org(p_org);
  select count(*), count(*) filter (where j.status = 'in_progress'), count(*) filter (where j.status = 'paused')
  into active, running, paused from lotline.jobs j
  where j.org_id = p_org and j.hidden_at is null and j.kind = any (p_kinds) and j.status in ('pending', 'in_progress', 'paused');
  select count(*) into failed from lotline.jobs j
  where j.org_id = p_org and j.hidden_at is null and j.kind = any (p_kinds) and j.status = 'failed';
  select count(*), count(*) filter (where j.completed_at >= v_today),
    sum(lotline.floored_rate(j.completed_items, j.failed_items))
  into completed, completed_today, v_rates from lotline.jobs j
  where j.org_id = p_org and j.hidden_at is null and j.kind = any (p_kinds) and j.status = 'completed';
  with unfolded as (
    select b.job_no, sum(b.completed)::int as completed, sum(b.failed)::int as failed from lotline.batches b
    where b.state <> 'leased' and b.completed + b.failed > 0 group by b.job_no)
  select v_rates + coalesce(sum(lotline.floored_rate(j.completed_items + u.completed, j.failed_items + u.failed)
      - lotline.floored_rate(j.completed_items, j.failed_items)), 0) into v_rates
  from unfolded u join lotline.jobs j on j.number = u.job_no
  where j.org_id = p_org and j.hidden_at is null and j.kind = any (p_kinds) and j.status = 'completed';
  success_rate := coalesce(v_rates / nullif(completed, 0), 100);
end $$;

grant execute on function job_stats(uuid, text[]) to lotline_api;
