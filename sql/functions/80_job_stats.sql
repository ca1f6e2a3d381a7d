-- Figures over all jobs of an organization and some kinds: how many there are by status, how many completed today (UTC),
-- and the mean success rate of the completed ones, each floored first (100 while there is none). Leases not folded yet add
-- theirs, as in job_progress. Three narrow reads, each by an index of its own.
-- Called by: surfaces. Locks: nothing.
create or replace function job_stats(p_org uuid, p_kinds text[], out running int, out paused int, out completed_today int,
  out success_rate int, out active int, out completed int, out failed int)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
declare
  v_today timestamptz := date_trunc('day', lotline.clock() at time zone 'UTC') at time zone 'UTC';
begin
  perform lotline.require_org(p_org);
  select count(*), count(*) filter (where j.status = 'in_progress'), count(*) filter (where j.status = 'paused')
  into active, running, paused from lotline.jobs j
  where j.org_id = p_org and j.hidden_at is null and j.kind = any (p_kinds) and j.status in ('pending', 'in_progress', 'paused');
  select count(*) into failed from lotline.jobs j
  where j.org_id = p_org and j.hidden_at is null and j.kind = any (p_kinds) and j.status = 'failed';
  with unfolded as (
    select b.job_no, sum(b.completed)::int as completed, sum(b.failed)::int as failed from lotline.batches b
    where b.state <> 'leased' and b.completed + b.failed > 0 group by b.job_no),
  own as (
    select j.completed_at, j.completed_items + coalesce(u.completed, 0) as completed, j.failed_items + coalesce(u.failed, 0) as failed
    from lotline.jobs j left join unfolded u on u.job_no = j.number
    where j.org_id = p_org and j.hidden_at is null and j.kind = any (p_kinds) and j.status = 'completed')
  select count(*), count(*) filter (where o.completed_at >= v_today),
    coalesce(sum(case when o.failed = 0 then 100 else (100::bigint * o.completed / (o.completed + o.failed))::int end)
      / nullif(count(*), 0), 100)
  into completed, completed_today, success_rate from own o;
end $$;

grant execute on function job_stats(uuid, text[]) to lotline_api;
