-- What an action would do: which jobs it is about, how much of each, and what it has to leave out and why. Counted from
-- counters that settling keeps, so that it costs the same however many items there are; only named items are looked up.

-- The jobs that a filter means. Where it names neither jobs nor statuses, those that the action means something to.
--   p_asked       {"jobs": {"ids", "status", "kind", "county", "createdBy", "createdAfter", "createdBefore", "name"}, "items"}
-- Called by: plan_action. Locks: nothing.
create or replace function jobs_of_action(p_org uuid, p_action text, p_asked jsonb) returns setof jobs
language plpgsql stable as $$
declare
  v_jobs jsonb := coalesce(p_asked -> 'jobs', '{}');
  v_ids uuid[] := (select array_agg(x::uuid) from jsonb_array_elements_text(v_jobs -> 'ids') x);
  v_numbers bigint[] := (select array_agg(distinct (lotline.item_place(x::uuid)).job_no)
    from jsonb_array_elements_text(p_asked -> 'items' -> 'itemIds') x);
  v_statuses text[] := coalesce((select array_agg(x) from jsonb_array_elements_text(v_jobs -> 'status') x),
    case when v_ids is null and v_numbers is null then case p_action when 'pause' then array['in_progress']
      when 'resume' then array['paused'] when 'cancel' then array['pending', 'in_progress', 'paused']
      else array['in_progress', 'paused', 'completed', 'failed'] end end);
  v_kinds text[] := (select array_agg(x) from jsonb_array_elements_text(v_jobs -> 'kind') x);
  v_counties text[] := (select array_agg(x) from jsonb_array_elements_text(v_jobs -> 'county') x);
  v_fingerprint text := p_asked -> 'items' ->> 'fingerprint';
begin
  return query
  select j.* from lotline.jobs j
  where j.org_id = p_org and j.hidden_at is null
    and (v_ids is null or j.id = any (v_ids))
    and (v_numbers is null or j.number = any (v_numbers))
    and (v_statuses is null or j.status = any (v_statuses))
    and (v_kinds is null or j.kind = any (v_kinds))
    and (v_counties is null or j.params ->> 'county_id' = any (v_counties) or j.params -> 'county_ids' ?| v_counties)
    and (v_jobs ->> 'createdBy' is null or j.created_by = v_jobs ->> 'createdBy')
    and (v_jobs ->> 'createdAfter' is null or j.created_at >= (v_jobs ->> 'createdAfter')::timestamptz)
    and (v_jobs ->> 'createdBefore' is null or j.created_at < (v_jobs ->> 'createdBefore')::timestamptz)
    and (v_jobs ->> 'name' is null or strpos(lower(j.name), lower(v_jobs ->> 'name')) > 0)
    and (v_fingerprint is null or exists (
      select from lotline.failure_groups g where g.job_no = j.number and g.fingerprint = v_fingerprint));
end $$;

-- The items that a retry names one by one, each once.
-- Called by: plan_action, pick_items. Locks: nothing.
create or replace function named_items(p_no bigint, p_items jsonb) returns setof int
language sql stable as $$
  select distinct x.seq from (
    select s::int as seq from jsonb_array_elements_text(p_items -> 'seqs') s
    union all
    select i.seq from jsonb_array_elements_text(p_items -> 'itemIds') u cross join lateral lotline.item_place(u::uuid) i
    where i.job_no = p_no) x
$$;

-- Each job that an action is about, with how many of its items it takes (one for the job itself), how many it cannot take,
-- and why: a row for each why. Jobs that have neither are left out.
--   p_actor, p_foreign  jobs of these kinds are only for whoever created them; null: for the caller as well
-- Called by: preview_action, create_action. Locks: nothing.
create or replace function plan_action(p_org uuid, p_action text, p_asked jsonb, p_actor text, p_foreign text[])
returns table (job_no bigint, chosen int, cannot int, why text)
language plpgsql stable as $$
#variable_conflict use_column
declare
  v_items jsonb := coalesce(p_asked -> 'items', '{}');
  v_named boolean := v_items ? 'seqs' or v_items ? 'itemIds';
  v_all boolean := coalesce((v_items ->> 'all')::boolean, false);
begin
  if p_action <> 'retry' then
    return query
    select j.number, (x.why is null)::int, (x.why is not null)::int, x.why
    from lotline.jobs_of_action(p_org, p_action, p_asked) j cross join lateral (select case
      when j.kind = any (p_foreign) and j.created_by is distinct from p_actor then 'not_yours'
      when p_action = 'pause' and j.status <> 'in_progress' then 'not_running'
      when p_action = 'resume' and j.status <> 'paused' then 'not_paused'
      when p_action = 'cancel' and j.status in ('completed', 'failed', 'cancelled') then 'over' end as why) x;
    return;
  end if;
  return query
  select j.number, case when w.why is null and x.why is null then x.n else 0 end,
    case when w.why is null and x.why is null then 0 else x.n end, coalesce(w.why, x.why)
  from lotline.jobs_of_action(p_org, p_action, p_asked) j
  cross join lateral (select case
    when j.kind = any (p_foreign) and j.created_by is distinct from p_actor then 'not_yours'
    when j.status = 'pending' then 'not_started'
    when j.status = 'cancelled' then 'job_cancelled' end as why) w
  cross join lateral (
    select case when g.class = 'outcome_unknown' then 'outcome_unknown' end as why, sum(g.items)::int as n
    from lotline.failure_groups g
    where not v_named and g.job_no = j.number and g.items > 0 and lotline.is_meant(v_items, g.class, g.code, g.fingerprint)
    group by 1
    union all
    select null, j.cancelled_items where not v_named and v_all and j.cancelled_items > 0
    union all
    select case when r.outcome is null then 'not_settled' when r.outcome = 'completed' then 'succeeded'
        when r.error_class = 'outcome_unknown' then 'outcome_unknown'
        when r.outcome = 'skipped' and r.error_class is not distinct from 'invalid_input' then 'invalid_input' end, count(*)::int
    from lotline.named_items(j.number, v_items) s (seq)
    left join lotline.results r on r.job_no = j.number and r.seq = s.seq
    where v_named group by 1) x
  where x.n > 0;
end $$;

-- Whether a retry means failures of that class, code and fingerprint: whatever it says of them has to fit.
-- Called by: plan_action, pick_items. Locks: nothing.
create or replace function is_meant(p_items jsonb, p_class text, p_code text, p_fingerprint text) returns boolean
language sql immutable as $$
  select (not p_items ? 'fingerprint' or p_items ->> 'fingerprint' = p_fingerprint)
    and (not p_items ? 'classes' or p_items -> 'classes' ? p_class)
    and (not p_items ? 'codes' or p_items -> 'codes' ? p_code)
$$;

-- The next items of a job that a retry takes: of those behind p_after that were settled by p_until, the first p_want that
-- it means and that can be tried again. Says up to which it looked, and whether there is more to look at. At most 10,000
-- are looked at, so that a group of few among many costs little at a time.
-- Called by: preview_action, retry_chunk. Locks: nothing.
create or replace function pick_items(p_no bigint, p_items jsonb, p_until timestamptz, p_after int, p_want int,
  out seqs int[], out looked_to int, out more boolean)
language plpgsql stable as $$
declare
  v_most constant int := 10000;
  v_all boolean := coalesce((p_items ->> 'all')::boolean, false);
  v_looked int;
begin
  if p_items ? 'seqs' or p_items ? 'itemIds' then
    seqs := array(
      select s.seq from lotline.named_items(p_no, p_items) s (seq)
      join lotline.results r on r.job_no = p_no and r.seq = s.seq
      where s.seq > p_after and r.outcome <> 'completed' and r.error_class is distinct from 'outcome_unknown'
        and not (r.outcome = 'skipped' and r.error_class is not distinct from 'invalid_input') and r.settled_at <= p_until
      order by s.seq limit p_want);
    more := cardinality(seqs) = p_want;
    looked_to := seqs[cardinality(seqs)];
    return;
  end if;
  seqs := array(
    select f.seq from (
      select * from (
        (select r.seq, r.outcome, r.settled_at, r.error_class, r.error_code, r.error_message from lotline.results r
          where r.job_no = p_no and r.outcome = 'failed' and r.seq > p_after order by r.seq limit v_most)
        union all
        (select r.seq, r.outcome, r.settled_at, r.error_class, r.error_code, r.error_message from lotline.results r
          where v_all and r.job_no = p_no and r.outcome = 'cancelled' and r.seq > p_after order by r.seq limit v_most)) r
      order by r.seq limit v_most) f
    where f.settled_at <= p_until and f.error_class is distinct from 'outcome_unknown'
      and (f.outcome = 'cancelled' or lotline.is_meant(p_items, f.error_class, f.error_code,
        case when p_items ? 'fingerprint' then lotline.fingerprint(f.error_class, f.error_code, f.error_message) end))
    limit p_want);
  if cardinality(seqs) = p_want then
    more := true;
    looked_to := seqs[p_want];
    return;
  end if;
  select max(x.seq), count(*) into looked_to, v_looked from (
    select r.seq from lotline.results r where r.job_no = p_no and r.outcome = 'failed' and r.seq > p_after
    order by r.seq limit v_most) x;
  if v_all then
    select greatest(looked_to, max(x.seq)), v_looked + count(*) into looked_to, v_looked from (
      select r.seq from lotline.results r where r.job_no = p_no and r.outcome = 'cancelled' and r.seq > p_after
      order by r.seq limit v_most) x;
  end if;
  more := v_looked >= v_most;
end $$;

-- What an action would do now: {"count", "jobs", "cannot", "cannotWhy": [{"code", "count"}], "digest", "samples"}; nothing
-- changes. The digest is another one when it would be about other jobs, or about more or less of one of them.
-- Called by: src/engine/actions.ts. Locks: nothing.
create or replace function preview_action(p_org uuid, p_action text, p_asked jsonb, p_actor text, p_foreign text[]) returns jsonb
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
declare
  v_plan jsonb;
  v_first bigint[];
  v_no bigint;
  v_samples jsonb := '[]';
begin
  perform lotline.require_org(p_org);
  with plan as materialized (select * from lotline.plan_action(p_org, p_action, p_asked, p_actor, p_foreign))
  select jsonb_build_object('count', coalesce(sum(p.chosen), 0), 'jobs', count(distinct p.job_no) filter (where p.chosen > 0),
      'digest', md5(coalesce(string_agg(p.job_no || ':' || p.chosen, ',' order by p.job_no, p.chosen) filter (where p.chosen > 0), '')),
      'cannot', coalesce(sum(p.cannot), 0), 'cannotWhy', coalesce((
        select jsonb_agg(jsonb_build_object('code', w.why, 'count', w.n) order by w.n desc, w.why)
        from (select x.why, sum(x.cannot) as n from plan x where x.cannot > 0 group by x.why) w), '[]')),
    (array_agg(p.job_no order by p.job_no) filter (where p.chosen > 0))[1:10]
  into v_plan, v_first from plan p;
  if p_action = 'retry' then
    foreach v_no in array coalesce(v_first, '{}') loop
      v_samples := v_samples || coalesce((
        select jsonb_agg(jsonb_build_object('jobId', j.id, 'jobName', j.name, 'seq', r.seq, 'reference', i.reference,
          'code', r.error_code, 'message', r.error_message) order by r.seq)
        from lotline.pick_items(v_no, coalesce(p_asked -> 'items', '{}'), 'infinity', 0, 10 - jsonb_array_length(v_samples)) p
        join lotline.results r on r.job_no = v_no and r.seq = any (p.seqs)
        join lotline.items i on i.job_no = v_no and i.seq = r.seq
        join lotline.jobs j on j.number = v_no), '[]');
      exit when jsonb_array_length(v_samples) >= 10;
    end loop;
  else
    v_samples := coalesce((select jsonb_agg(jsonb_build_object('jobId', j.id, 'jobName', j.name, 'seq', null, 'reference', null,
      'code', null, 'message', null) order by j.number) from lotline.jobs j where j.number = any (v_first)), '[]');
  end if;
  return v_plan || jsonb_build_object('samples', v_samples);
end $$;

grant execute on function preview_action(uuid, text, jsonb, text, text[]) to lotline_api;
