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
  return v_report;
end $$;

-- Puts the sites of just settled lookups into the report's rows: a site for each item completed or failed, and a
-- row for each programme it is eligible for.
-- Called by: settling, as the hook of incentive_lookup, in its transaction. Locks: the rows it writes.
create or replace function settle_incentive_lookup(p_job bigint, p_batch bigint, p_seqs int[]) returns void
language sql set search_path = lotline, pg_temp as $$
  with settled as materialized (
    select r.seq, r.outcome, r.error_code, r.settled_at,
           -- json keeps what jsonb and text refuse; such text becomes U+FFFD rather than a failed settle.
           case when position('\u0000' in r.result::text) > 0
                then replace(r.result::text, '\u0000', '\ufffd')::json else r.result end as result
      from lotline.results r
     where r.job_no = p_job and r.seq = any (p_seqs) and r.outcome in ('completed', 'failed')
  ), sites as (
    insert into lotline.report_sites (job_no, seq, eligible, total_incentive_value, utility_eiaid, utility_name,
      customer_id, error_code, settled_at)
    select p_job, s.seq,
           coalesce((s.result #>> '{incentives,total_eligible_combinations}')::bigint, 0) > 0,
           round(coalesce((s.result #>> '{incentives,total_incentive_amount}')::numeric, 0), 2),
           (s.result #>> '{utility,eiaid}')::bigint,
           s.result #>> '{utility,name}',
           (s.result ->> 'customer_id')::bigint,
           case when s.outcome = 'failed' then coalesce(s.error_code, 'unknown') end,
           s.settled_at
      from settled s
    on conflict (job_no, seq) do update
      set eligible = excluded.eligible, total_incentive_value = excluded.total_incentive_value,
          utility_eiaid = excluded.utility_eiaid, utility_name = excluded.utility_name,
          customer_id = excluded.customer_id, error_code = excluded.error_code, settled_at = excluded.settled_at
  )
  insert into lotline.report_site_programs (job_no, seq, program_id, program_name, total_incentive,
    eligible_combinations)
  select p_job, s.seq, p.program ->> 'program_id', coalesce(p.program ->> 'program_name', ''),
         round(sum(coalesce((p.program ->> 'total_incentive')::numeric, 0)), 2),
         sum((p.program ->> 'eligible_combinations')::bigint)
    from settled s
   cross join lateral json_array_elements(
     case when json_typeof(s.result #> '{incentives,by_program}') = 'array'
          then s.result #> '{incentives,by_program}' else '[]' end) as p(program)
   where (p.program ->> 'eligible_combinations')::bigint > 0
   group by 1, 2, 3, 4
  on conflict (job_no, seq, program_id) do update
    set program_name = excluded.program_name, total_incentive = excluded.total_incentive,
        eligible_combinations = excluded.eligible_combinations;
  select lotline.announce_lookup(j.org_id, p_job, null, p_seqs) from lotline.jobs j where j.number = p_job
$$;
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
  delete from lotline.report_sites s
   using moved m
   where s.job_no = m.job_no and s.seq = m.seq;
  return null;
end $$;
create or replace trigger retake_sites after insert on past_results
  referencing new table as moved for each statement execute function retake_sites();

-- What each report amounts to now. Its status follows the job's: processing until that ends.
create or replace view report_totals with (security_invoker = true) as
  select r.id, r.org_id, r.job_no, j.id as job_id, r.name, r.description, r.report_type, r.created_at,
         case j.status
           when 'completed' then 'complete'
           when 'failed' then 'error'
           when 'cancelled' then case when s.total_sites > 0 then 'complete' else 'error' end
           else 'processing'
         end as status,
         s.total_sites, s.eligible_sites, s.total_incentive_value
    from incentive_reports r
    join jobs j on j.number = r.job_no and j.hidden_at is null
   cross join lateral (
     select count(*)::int as total_sites,
            count(*) filter (where t.eligible)::int as eligible_sites,
            round(coalesce(sum(t.total_incentive_value), 0), 2) as total_incentive_value
       from report_sites t
      where t.job_no = r.job_no) s;

grant select on report_totals to lotline_api, lotline_worker;
grant execute on function put_report(uuid, uuid, text, int) to lotline_api;
