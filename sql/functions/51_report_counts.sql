-- The counts of reports. Whatever writes sites, their programmes or devices, triggers note what that adds or takes away,
-- in the same transaction and in rows of its own; so counts equal rows at any time and settlings never meet.

-- Called by: the triggers below, once per statement. Locks: nothing that others want.
create or replace function count_sites() returns trigger
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  if tg_op <> 'DELETE' then
    insert into lotline.report_changes (job_no, dimension, key, sites, eligible_sites, failed_sites, total_incentive_value)
    select a.job_no, k.dimension, k.key, count(*), count(*) filter (where a.eligible),
           count(*) filter (where a.error_code is not null), sum(a.total_incentive_value)
      from added a
     cross join lateral lotline.counted_as(a.eligible, a.state_code, a.error_code) k
     group by 1, 2, 3;
  end if;
  if tg_op <> 'INSERT' then
    insert into lotline.report_changes (job_no, dimension, key, sites, eligible_sites, failed_sites, total_incentive_value)
    select r.job_no, k.dimension, k.key, -count(*), -count(*) filter (where r.eligible),
           -count(*) filter (where r.error_code is not null), -sum(r.total_incentive_value)
      from removed r
     cross join lateral lotline.counted_as(r.eligible, r.state_code, r.error_code) k
     group by 1, 2, 3;
  end if;
  return null;
end $$;

-- Everything that one site counts for, but its programmes and devices.
-- Called by: count_sites, report_check. Locks: nothing.
create or replace function counted_as(p_eligible boolean, p_state text, p_error text)
returns table (dimension text, key text)
language sql immutable parallel safe as $$
  select k.dimension, k.key
    from (values ('total', ''),
                 ('eligibility', case when p_error is not null then 'failed' when p_eligible then 'eligible'
                                      else 'not_eligible' end),
                 ('state', coalesce(p_state, '')),
                 ('error', p_error)) k (dimension, key)
   where k.key is not null
$$;

-- Called by: the triggers below, once per statement. Locks: nothing that others want.
create or replace function count_programs() returns trigger
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  if tg_op <> 'DELETE' then
    insert into lotline.report_changes (job_no, dimension, key, name, sites, eligible_sites, failed_sites, total_incentive_value)
    select a.job_no, 'program', a.program_id, max(a.program_name), count(*), count(*), 0, sum(a.total_incentive)
      from added a group by a.job_no, a.program_id;
  end if;
  if tg_op <> 'INSERT' then
    insert into lotline.report_changes (job_no, dimension, key, name, sites, eligible_sites, failed_sites, total_incentive_value)
    select r.job_no, 'program', r.program_id, null, -count(*), -count(*), 0, -sum(r.total_incentive)
      from removed r group by r.job_no, r.program_id;
  end if;
  return null;
end $$;

-- Called by: the triggers below, once per statement. Locks: nothing that others want.
create or replace function count_devices() returns trigger
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  if tg_op <> 'DELETE' then
    insert into lotline.report_changes (job_no, dimension, key, name, sites, eligible_sites, failed_sites, total_incentive_value)
    select a.job_no, 'device', a.device_id::text, max(a.device_name), count(*), count(*) filter (where a.eligible), 0,
           sum(a.total_incentive)
      from added a group by a.job_no, a.device_id;
  end if;
  if tg_op <> 'INSERT' then
    insert into lotline.report_changes (job_no, dimension, key, name, sites, eligible_sites, failed_sites, total_incentive_value)
    select r.job_no, 'device', r.device_id::text, null, -count(*), -count(*) filter (where r.eligible), 0,
           -sum(r.total_incentive)
      from removed r group by r.job_no, r.device_id;
  end if;
  return null;
end $$;

-- A trigger with transition tables serves one event alone.
create or replace trigger sites_added after insert on report_sites
  referencing new table as added for each statement execute function count_sites();
create or replace trigger sites_changed after update on report_sites
  referencing new table as added old table as removed for each statement execute function count_sites();
create or replace trigger sites_removed after delete on report_sites
  referencing old table as removed for each statement execute function count_sites();
create or replace trigger programs_added after insert on report_site_programs
  referencing new table as added for each statement execute function count_programs();
create or replace trigger programs_changed after update on report_site_programs
  referencing new table as added old table as removed for each statement execute function count_programs();
create or replace trigger programs_removed after delete on report_site_programs
  referencing old table as removed for each statement execute function count_programs();
create or replace trigger devices_added after insert on report_site_devices
  referencing new table as added for each statement execute function count_devices();
create or replace trigger devices_changed after update on report_site_devices
  referencing new table as added old table as removed for each statement execute function count_devices();
create or replace trigger devices_removed after delete on report_site_devices
  referencing old table as removed for each statement execute function count_devices();

-- Adds the changes of a report to its tallies, in one statement: a reader sees them before or after, never in between.
-- Called by: settling now and then, fold_reports. Locks: the row of the total, only if free; who has it folds alone.
create or replace function fold_report(p_job bigint) returns int
language plpgsql set search_path = lotline, pg_temp as $$
declare
  v_folded int;
begin
  perform from lotline.report_tallies t where t.job_no = p_job and t.dimension = 'total' for update skip locked;
  if not found then
    return 0;
  end if;
  with gone as (
    delete from lotline.report_changes c where c.job_no = p_job returning c.*),
  added as (
    insert into lotline.report_tallies as t (job_no, dimension, key, name, sites, eligible_sites, failed_sites,
      total_incentive_value)
    select p_job, g.dimension, g.key, max(g.name), sum(g.sites), sum(g.eligible_sites), sum(g.failed_sites),
           sum(g.total_incentive_value)
      from gone g
     group by g.dimension, g.key
    on conflict (job_no, dimension, key) do update
      set name = coalesce(excluded.name, t.name), sites = t.sites + excluded.sites,
          eligible_sites = t.eligible_sites + excluded.eligible_sites,
          failed_sites = t.failed_sites + excluded.failed_sites,
          total_incentive_value = t.total_incentive_value + excluded.total_incentive_value)
  select count(*) into v_folded from gone;
  return v_folded;
end $$;

-- Folds what settling left, in at most 1,000 reports whose job has ended; each counts as a hundred rows at least. It asks
-- the changes and not the jobs: those of jobs that ended long ago are folded.
-- Called by: upkeep. Locks: as fold_report.
create or replace function fold_reports() returns int
language plpgsql set search_path = lotline, pg_temp as $$
declare
  v_no bigint;
  v_work int := 0;
begin
  for v_no in
    select j.number from (select distinct c.job_no from lotline.report_changes c) x
      join lotline.jobs j on j.number = x.job_no and j.completed_at is not null
     order by j.number limit 1000
  loop
    v_work := v_work + greatest(100, lotline.fold_report(v_no));
  end loop;
  return v_work;
end $$;

-- Takes the rows of reports whose job was hidden p_keep_days ago, 100,000 sites at most in a round, in which a report
-- counts as a hundred at least; their names stay.
-- Called by: upkeep, when retention is on. Locks: the rows it deletes, and each report's.
create or replace function empty_old_reports(p_keep_days int) returns int
language plpgsql set search_path = lotline, pg_temp as $$
declare
  v_no bigint;
  v_left int := 100000;
  v_gone int;
begin
  for v_no in
    select r.job_no from lotline.incentive_reports r join lotline.jobs j on j.number = r.job_no
     where r.emptied_at is null and j.hidden_at < lotline.clock() - make_interval(days => p_keep_days)
     order by r.job_no limit 1000
  loop
    with chosen as (select s.seq from lotline.report_sites s where s.job_no = v_no order by s.seq limit v_left),
    programs as (delete from lotline.report_site_programs p using chosen c where p.job_no = v_no and p.seq = c.seq),
    devices as (delete from lotline.report_site_devices d using chosen c where d.job_no = v_no and d.seq = c.seq)
    delete from lotline.report_sites s using chosen c where s.job_no = v_no and s.seq = c.seq;
    get diagnostics v_gone = row_count;
    if v_gone = v_left then
      v_left := 0;
      exit;
    end if;
    delete from lotline.report_changes c where c.job_no = v_no;
    delete from lotline.report_tallies t where t.job_no = v_no;
    update lotline.incentive_reports r set emptied_at = lotline.clock() where r.job_no = v_no;
    v_left := greatest(0, v_left - greatest(v_gone, 100));
    exit when v_left = 0;
  end loop;
  return 100000 - v_left;
end $$;

-- Everything that must hold of a job's report in any snapshot: a site for each item completed or failed, and counts that
-- equal the rows. No rows when all is well. Reads the whole report: for tests and operators. Of another organization's it
-- knows nothing.
-- Called by: tests, operators. Locks: nothing.
create or replace function report_check(p_job uuid) returns table (problem text, detail jsonb)
language sql stable security definer set search_path = lotline, pg_temp as $$
  with j as (
    select x.number from lotline.jobs x
     where x.id = p_job and (lotline.current_org() is null or x.org_id = lotline.current_org())),
  settled as (select r.seq from lotline.results r, j where r.job_no = j.number and r.outcome in ('completed', 'failed')),
  sites as (select s.* from lotline.report_sites s, j where s.job_no = j.number),
  rows as (
    select k.dimension, k.key, count(*) as sites, count(*) filter (where s.eligible) as eligible,
           count(*) filter (where s.error_code is not null) as failed, sum(s.total_incentive_value) as value
      from sites s cross join lateral lotline.counted_as(s.eligible, s.state_code, s.error_code) k group by 1, 2
    union all
    select 'program', p.program_id, count(*), count(*), 0, sum(p.total_incentive)
      from lotline.report_site_programs p, j where p.job_no = j.number group by p.program_id
    union all
    select 'device', d.device_id::text, count(*), count(*) filter (where d.eligible), 0, sum(d.total_incentive)
      from lotline.report_site_devices d, j where d.job_no = j.number group by d.device_id),
  counts as (
    select c.dimension, c.key, sum(c.sites) as sites, sum(c.eligible_sites) as eligible, sum(c.failed_sites) as failed,
           sum(c.total_incentive_value) as value
      from lotline.report_counts c, j where c.job_no = j.number group by 1, 2)
  select 'no such job', jsonb_build_object('job', p_job) where not exists (select from j)
  union all
  select 'settled item without a site', jsonb_build_object('seq', x.seq)
    from settled x where not exists (select from sites s where s.seq = x.seq)
  union all
  select 'site without a settled item', jsonb_build_object('seq', s.seq)
    from sites s where not exists (select from settled x where x.seq = s.seq)
  union all
  select 'programme or device without a site', jsonb_build_object('seq', x.seq)
    from (select p.seq from lotline.report_site_programs p, j where p.job_no = j.number
          union select d.seq from lotline.report_site_devices d, j where d.job_no = j.number) x
   where not exists (select from sites s where s.seq = x.seq)
  union all
  select 'counts differ from rows', jsonb_build_object('dimension', coalesce(r.dimension, c.dimension),
    'key', coalesce(r.key, c.key), 'rows', to_jsonb(r), 'counts', to_jsonb(c))
    from rows r full join counts c on c.dimension = r.dimension and c.key = r.key
   where (coalesce(r.sites, 0), coalesce(r.eligible, 0), coalesce(r.failed, 0), coalesce(r.value, 0))
     is distinct from (coalesce(c.sites, 0), coalesce(c.eligible, 0), coalesce(c.failed, 0), coalesce(c.value, 0))
$$;

grant execute on function report_check(uuid) to lotline_api, lotline_worker;
