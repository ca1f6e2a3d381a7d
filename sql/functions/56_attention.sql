-- What needs somebody, and what there is to do: the first things that people are shown.

-- Whether a worker's loss is an organization's business: it has unfinished work that the worker could do, or is alone here.
-- Called by: attention, tell_of_lost_workers. Locks: nothing.
create or replace function concerns_worker(p_org uuid, p_info jsonb) returns boolean
language sql stable as $$
  select exists (select from lotline.jobs j where j.org_id = p_org and j.hidden_at is null and j.driver = 'worker'
      and j.status in ('pending', 'in_progress', 'paused') and p_info -> 'kinds' ? j.kind)
    or (select count(*) = 1 from lotline.organizations)
$$;

-- What an organization should look at, the most pressing kinds first: what is stuck, what paused by itself, what cannot be
-- reached. Empty when all is well.
-- Called by: surfaces. Locks: nothing.
create or replace function attention(p_org uuid)
returns table (what text, title text, detail text, since timestamptz, page text, id text)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
  v_now timestamptz := lotline.clock();
begin
  return query
    with stuck as materialized (select * from lotline.stuck_work(v_org)),
    found as (
      select 1 as place, 'no_workers' as what, format('No worker can do %s', s.kind) as title,
        lotline.counted(s.items, 'item') || ' to be done' as detail, s.since, 'queue' as page, s.kind as id
      from stuck s where s.what = 'no_worker'
      union all
      select 2, 'worker_lost', format('Worker %s was lost', x.name),
        case when h.items > 0 then format('It holds %s of yours until you release them', lotline.counted(h.items, 'item')) else 'What it held is handed out again' end,
        x.since, 'worker', x.name
      from (
        select w.name, w.seen_at as since, w.seen_at, w.info from lotline.workers w where lotline.worker_state(w, v_now) = 'dead'
          and w.seen_at > v_now - interval '1 hour'
        union all
        select p.name, p.ended_at, p.seen_at, p.info from lotline.past_workers p where p.how = 'dead' and p.ended_at > v_now - interval '1 hour') x
      cross join lateral (select coalesce(sum(s.items), 0) as items from stuck s where s.what = 'dead_worker' and s.worker_id = x.name) h
      -- where several organizations share it, only those that have work for it; and another that began on the same machine
      -- since stands in for it
      where h.items > 0 or (lotline.concerns_worker(v_org, x.info) and not exists (
        select from lotline.workers w where w.info ->> 'host' = x.info ->> 'host' and w.started_at >= x.seen_at
          and lotline.worker_state(w, v_now) <> 'dead'))
      union all
      select 3, 'auto_paused', format('%s has paused by itself', j.name), coalesce(j.pause_reason, 'no reason is known'), j.paused_at, 'job', j.id::text
      from lotline.jobs j where j.org_id = v_org and j.hidden_at is null and j.status = 'paused' and j.auto_paused
      union all
      select 4, 'stalled', format('%s does not go on', s.job_name), format('Nobody takes what waits: %s', lotline.counted(s.items, 'item')), s.since, 'job', s.job_id::text
      from stuck s where s.what = 'stalled_job'
      union all
      select 5, 'service_held', format('%s: %s', x.hold ->> 'label', x.hold ->> 'text'),
        format('%s for it%s', case sum(x.jobs) when 1 then '1 job waits' else sum(x.jobs) || ' jobs wait' end, coalesce(' until ' || min(x.hold ->> 'until'), '')), min(x.since), 'service', x.hold ->> 'service'
      from (
        select k.kind, k.jobs, k.since, lotline.job_hold(k.kind, 'worker', 'in_progress') as hold from (
          select j.kind, count(*) as jobs, min(j.started_at) as since from lotline.jobs j
          where j.org_id = v_org and j.hidden_at is null and j.driver = 'worker' and (j.status = 'in_progress'
            or (j.status = 'paused' and exists (select from lotline.service_pauses p where p.job_no = j.number)))
            and j.status in ('pending', 'in_progress', 'paused')
          group by j.kind) k) x
      -- at its limit is how it should be; a hold of a moment is over before anybody reads of it
      where x.hold is not null and (x.hold ->> 'code' in ('out_of_order', 'quota')
        or (x.hold ->> 'code' = 'rate_limited' and (x.hold ->> 'until')::timestamptz > v_now + interval '1 minute'))
      group by x.hold ->> 'service', x.hold ->> 'label', x.hold ->> 'text'
      union all
      select 6, 'webhook_failing', format('Webhook %s %s', substring(e.url from '^[a-z]+://([^/?#]*)'),
          case when e.disabled_at is not null then 'was disabled' else 'fails' end),
        coalesce(l.last_error, 'no error is known'), coalesce(e.disabled_at, l.failing_since), 'webhook', e.id::text
      from lotline.webhook_endpoints e join lotline.webhook_lanes l on l.endpoint_id = e.id
      where e.org_id = v_org and e.removed_at is null
        and (e.disabled_reason in ('gone', 'failing') or (e.disabled_at is null and l.failures >= 3))
      union all
      select 7, 'unknown_purchases', format('%s: of %s no answer is known', j.name,
          case sum(g.items) when 1 then 'a billed request' else sum(g.items) || ' billed requests' end),
        'Look up what became of them, and say so', min(g.first_seen_at), 'job', j.id::text
      from lotline.failure_groups g join lotline.jobs j on j.number = g.job_no
      where g.class = 'outcome_unknown' and g.items > 0 and j.org_id = v_org and j.hidden_at is null
      group by j.id, j.name)
    select f.what, left(f.title, 300), left(f.detail, 500), f.since, f.page, f.id from found f order by f.place, f.since desc, f.id limit 100;
end $$;

-- How long the last eight runs of each kind took for an item, from their start to their end: what they differ by is the
-- range.
-- Called by: surfaces. Locks: nothing.
create or replace function past_runs(p_org uuid, p_kinds text[]) returns table (kind text, runs int, low_seconds double precision, high_seconds double precision)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
begin
  return query
    select k.kind, count(r.each)::int, percentile_cont(0.1) within group (order by r.each), percentile_cont(0.9) within group (order by r.each)
    from unnest(p_kinds) k (kind) cross join lateral (
      select extract(epoch from x.completed_at - j.started_at)::float8 / j.total_items as each
      from (select c.number, c.completed_at from lotline.jobs c
        where c.org_id = v_org and c.kind = k.kind and c.hidden_at is null and c.status = 'completed' order by c.completed_at desc limit 8) x
      join lotline.jobs j on j.number = x.number where j.total_items > 0 and j.started_at is not null) r
    group by k.kind;
end $$;

-- How many subjects wait for work of some types, by county; counties without any are left out.
-- Called by: surfaces. Locks: nothing.
create or replace function pending_by_county(p_org uuid, p_job_types text[])
returns table (county_id uuid, fips_code text, county_name text, state_code text, pending int)
language plpgsql stable security definer set search_path = lotline, pg_temp
set plan_cache_mode = force_custom_plan set enable_nestloop = off set work_mem = '32MB' set jit = off as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
begin
  return query
    with waiting as (
      select s.county_id, count(*) as pending from unnest(p_job_types) t (job_type)
      cross join lateral lotline.selection(v_org, t.job_type) s group by s.county_id)
    select c.id, c.fips_code, c.full_name, c.state_code, w.pending::int from waiting w join lotline.county_list c on c.id = w.county_id
    order by w.pending desc, c.state_code, c.full_name collate "C";
end $$;

grant execute on function attention(uuid), past_runs(uuid, text[]), pending_by_county(uuid, text[]) to lotline_api;
