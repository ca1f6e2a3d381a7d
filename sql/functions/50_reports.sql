-- Makes the report of a batch of lookups, or names it anew once the number of its sites is known.
-- Called by: the API, in the transaction that makes or seals the job. Locks: the report's row.
create or replace function put_report(p_org uuid, p_job uuid, p_name text, p_sites int) returns incentive_reports
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs;
  v_report lotline.incentive_reports;
begin
  select * into v_job
    from lotline.jobs j
   where j.id = p_job and j.org_id = lotline.require_org(p_org) and j.hidden_at is null;
  if not found then
    raise exception 'Job not found' using errcode = 'LL003';
  end if;
  insert into lotline.incentive_reports as r (org_id, job_no, name, description, created_at)
  values (v_job.org_id, v_job.number, p_name,
          format('Batch lookup job with %s items. Sites will be added as processing completes.', p_sites),
          v_job.created_at)
  on conflict (job_no) do update set name = excluded.name, description = excluded.description
  returning * into v_report;
  insert into lotline.report_tallies (job_no, dimension, key, sites, eligible_sites, failed_sites, total_incentive_value)
  values (v_job.number, 'total', '', 0, 0, 0, 0) on conflict do nothing;
  return v_report;
end $$;

-- A result as jsonb. json keeps what jsonb and text refuse, NUL and halves of surrogate pairs: such text becomes U+FFFD
-- rather than a failed settle.
-- Called by: settle_incentive_lookup. Locks: nothing.
create or replace function readable(p_result json) returns jsonb
language plpgsql immutable set search_path = lotline, pg_temp as $$
declare
  v_text text := p_result::text;
begin
  if position('\u' in v_text) = 0 then
    return p_result::jsonb;
  end if;
  begin
    return replace(v_text, '\u0000', '\ufffd')::jsonb;
  exception when invalid_text_representation or untranslatable_character then
    return regexp_replace(replace(v_text, '\u0000', '\ufffd'), '\\u[dD][89a-fA-F][0-9a-fA-F]{2}', '\\ufffd', 'g')::jsonb;
  end;
end $$;

-- Puts the sites of just settled lookups into the report's rows: a site for each item completed or failed, and a row
-- for each device that was asked for and each programme that it is eligible for. Triggers on these tables count them.
-- A programme pays a device its best tier; one that pays two devices at once counts for both of them.
-- Called by: settling, as the hook of incentive_lookup, in its transaction. Locks: the rows it writes; the row
-- of the report's total, only if free.
create or replace function settle_incentive_lookup(p_job bigint, p_batch bigint, p_seqs int[]) returns void
language plpgsql set search_path = lotline, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  with settled as materialized (
    select r.seq, r.outcome, r.error_code, r.settled_at, i.input, d.result, d.result -> 'incentives' as incentives
      from unnest(p_seqs) q (seq)
     cross join lateral (select * from lotline.results x where x.job_no = p_job and x.seq = q.seq offset 0) r
     cross join lateral (select x.input from lotline.items x where x.job_no = p_job and x.seq = q.seq offset 0) i
     cross join lateral (select lotline.readable(r.result) as result offset 0) d
     where r.outcome in ('completed', 'failed')
  ), programs as materialized (
    select s.seq, p.program, p.place
      from settled s
     cross join lateral jsonb_array_elements(
       case when jsonb_typeof(s.incentives -> 'by_program') = 'array' then s.incentives -> 'by_program' else '[]' end)
       with ordinality p (program, place)
  ), asked as (
    select s.seq, d.id::bigint as device_id, null as device_name, false as eligible, 0::numeric as amount
      from settled s
     cross join lateral json_array_elements_text(
       case when json_typeof(s.input -> 'device_ids') = 'array' then s.input -> 'device_ids' else '[]' end) d (id)
     where d.id ~ '^[0-9]{1,15}$'
    union all
    select p.seq, (t.tier ->> 'device_id')::bigint, max(left(t.tier ->> 'device_name', 500)),
           coalesce(bool_or((t.tier ->> 'eligible')::boolean), false),
           coalesce(max((t.tier ->> 'incentive_amount')::numeric) filter (where (t.tier ->> 'eligible')::boolean), 0)
      from programs p
     cross join lateral jsonb_array_elements(
       case when jsonb_typeof(p.program -> 'device_tier_results') = 'array'
            then p.program -> 'device_tier_results' else '[]' end) t (tier)
     where t.tier ->> 'device_id' ~ '^[0-9]{1,15}$'
     group by p.seq, p.place, (t.tier ->> 'device_id')::bigint
  ), devices as (
    insert into lotline.report_site_devices (job_no, seq, device_id, device_name, eligible, total_incentive)
    select p_job, a.seq, a.device_id, max(a.device_name), bool_or(a.eligible), round(sum(a.amount), 2)
      from asked a
     group by a.seq, a.device_id
    on conflict (job_no, seq, device_id) do update
      set device_name = excluded.device_name, eligible = excluded.eligible, total_incentive = excluded.total_incentive
  ), sites as (
    insert into lotline.report_sites (job_no, seq, eligible, total_incentive_value, utility_eiaid, utility_name,
      customer_id, error_code, state_code, connect_url, settled_at)
    select p_job, s.seq,
           coalesce((s.incentives ->> 'total_eligible_combinations')::bigint, 0) > 0,
           round(coalesce((s.incentives ->> 'total_incentive_amount')::numeric, 0), 2),
           (s.result #>> '{utility,eiaid}')::bigint,
           s.result #>> '{utility,name}',
           (s.result ->> 'customer_id')::bigint,
           case when s.outcome = 'failed' then left(coalesce(s.error_code, 'unknown'), 200) end,
           case when a.state ~ '^[A-Za-z]{2}$' then upper(a.state) else lotline.state_named(a.state) end,
           s.result ->> 'connect_url', s.settled_at
      from settled s
     cross join lateral (select btrim(coalesce(s.result #>> '{address,state_or_province_code}',
       s.input #>> '{address,state_or_province_code}')) as state) a
    on conflict (job_no, seq) do update
      set eligible = excluded.eligible, total_incentive_value = excluded.total_incentive_value,
          utility_eiaid = excluded.utility_eiaid, utility_name = excluded.utility_name,
          customer_id = excluded.customer_id, error_code = excluded.error_code, state_code = excluded.state_code,
          connect_url = excluded.connect_url, settled_at = excluded.settled_at
  )
  insert into lotline.report_site_programs (job_no, seq, program_id, program_name, total_incentive,
    eligible_combinations)
  select p_job, p.seq, left(p.program ->> 'program_id', 500), max(left(coalesce(p.program ->> 'program_name', ''), 500)),
         round(sum(coalesce((p.program ->> 'total_incentive')::numeric, 0)), 2),
         sum((p.program ->> 'eligible_combinations')::bigint)
    from programs p
   where (p.program ->> 'eligible_combinations')::bigint > 0
   group by 1, 2, 3
  on conflict (job_no, seq, program_id) do update
    set program_name = excluded.program_name, total_incentive = excluded.total_incentive,
        eligible_combinations = excluded.eligible_combinations;
  perform lotline.announce_lookup(j.org_id, p_job, null, p_seqs) from lotline.jobs j where j.number = p_job;
  -- Now and then, so that reading the counts stays cheap and no settling pays much for it.
  if random() < 0.12 then
    perform lotline.fold_report(p_job);
  end if;
end $$;
insert into settle_hooks (kind, function_name)
values ('incentive_lookup', 'lotline.settle_incentive_lookup')
on conflict (kind) do update set function_name = excluded.function_name;

-- Takes the sites of items that are tried again out of the report: their outcome has moved to the history, and
-- they come back when they settle anew.
-- Called by: the trigger below, once per retry. Locks: the rows it deletes.
create or replace function retake_sites() returns trigger
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  delete from lotline.report_site_programs p
   using moved m
   where p.job_no = m.job_no and p.seq = m.seq;
  delete from lotline.report_site_devices d
   using moved m
   where d.job_no = m.job_no and d.seq = m.seq;
  delete from lotline.report_sites s
   using moved m
   where s.job_no = m.job_no and s.seq = m.seq;
  return null;
end $$;
create or replace trigger retake_sites after insert on past_results
  referencing new table as moved for each statement execute function retake_sites();

-- What a report's status is by its job's. A cancelled job leaves a report of what was found before. A job whose rows were
-- all refused is completed, with nothing to look up; its report has no site and is in error like that of failed lookups.
-- Called by: readers of reports. Locks: nothing.
create or replace function report_status(p_job_status text, p_sites bigint) returns text
language sql immutable parallel safe as $$
  select case p_job_status
    when 'failed' then 'error'
    when 'completed' then case when p_sites > 0 then 'complete' else 'error' end
    when 'cancelled' then case when p_sites > 0 then 'complete' else 'error' end
    else 'processing' end
$$;

-- The counts of reports as they are: what is folded and what is not yet.
create or replace view report_counts with (security_invoker = true) as
  select t.job_no, t.dimension, t.key, t.name, t.sites, t.eligible_sites, t.failed_sites, t.total_incentive_value
    from report_tallies t
  union all
  select c.job_no, c.dimension, c.key, c.name, c.sites, c.eligible_sites, c.failed_sites, c.total_incentive_value
    from report_changes c;
grant select on report_counts to lotline_api, lotline_worker;

-- What each report amounts to now, by its counts.
create or replace view report_totals with (security_invoker = true) as
  select r.id, r.org_id, r.job_no, j.id as job_id, r.name, r.description, r.report_type, r.created_at,
         report_status(j.status, s.total_sites) as status, s.total_sites, s.eligible_sites, s.total_incentive_value
    from incentive_reports r
    join jobs j on j.number = r.job_no and j.hidden_at is null
   cross join lateral (
     select coalesce(sum(c.sites), 0)::int as total_sites,
            coalesce(sum(c.eligible_sites), 0)::int as eligible_sites,
            round(coalesce(sum(c.total_incentive_value), 0), 2) as total_incentive_value
       from report_counts c
      where c.job_no = r.job_no and c.dimension = 'total') s;

grant select on report_totals to lotline_api, lotline_worker;
grant execute on function put_report(uuid, uuid, text, int) to lotline_api;
grant execute on function report_status(text, bigint) to lotline_api, lotline_worker;
