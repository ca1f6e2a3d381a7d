-- How reports are read. The organization is checked once and not row by row, so that a page costs the same whatever the
-- size of the report, where that can be.

-- The job of a report that the organization may see.
-- Called by: the functions below. Locks: nothing.
create or replace function find_report(p_org uuid, p_report uuid) returns bigint
language plpgsql stable set search_path = lotline, pg_temp as $$
declare
  v_job bigint;
begin
  select r.job_no into v_job
    from lotline.incentive_reports r
    join lotline.jobs j on j.number = r.job_no and j.hidden_at is null
   where r.id = p_report and r.org_id = lotline.require_org(p_org);
  if not found then
    raise exception using errcode = 'LL058', message = 'Report not found',
      detail = json_build_object('report_id', p_report)::text;
  end if;
  return v_job;
end $$;

-- Reports of an organization, newest first: those of a status (null: of any), older than job number p_before (null: from
-- the newest), or the one with the id p_report. A status is looked for by those of jobs that it can come from: they have
-- indexes, while counting sites to find a few reports among many would take a second for each 100,000. Each call is
-- planned for what it asks.
-- Called by: src/outcomes/report-reads.ts. Locks: nothing.
create or replace function list_reports(p_org uuid, p_status text, p_before bigint, p_limit int, p_report uuid default null)
returns table (id uuid, job_no bigint, job_id uuid, name text, description text, report_type text, status text,
  total_items int, total_sites bigint, eligible_sites bigint, failed_sites bigint, total_incentive_value numeric,
  created_at timestamptz, completed_at timestamptz)
language plpgsql stable security definer set search_path = lotline, pg_temp
set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
  v_of text[] := case p_status when 'processing' then '{pending,in_progress,paused}' when 'complete' then '{completed,cancelled}' end;
begin
  return query
  select r.id, r.job_no, j.id, r.name, r.description, r.report_type, lotline.report_status(j.status, s.sites),
         j.total_items, s.sites, s.eligible, s.failed, s.value, r.created_at, j.completed_at
    from lotline.incentive_reports r
    join lotline.jobs j on j.number = r.job_no and j.org_id = v_org and j.hidden_at is null
   cross join lateral (
     select coalesce(sum(c.sites), 0)::bigint as sites, coalesce(sum(c.eligible_sites), 0)::bigint as eligible,
            coalesce(sum(c.failed_sites), 0)::bigint as failed,
            round(coalesce(sum(c.total_incentive_value), 0), 2) as value
       from lotline.report_counts c where c.job_no = r.job_no and c.dimension = 'total' offset 0) s
   where r.org_id = v_org
     and (p_report is null or r.id = p_report)
     and (p_before is null or r.job_no < p_before)
     and (v_of is null or j.status = any (v_of))
     and (p_status is distinct from 'error'
       or j.status in ('failed', 'cancelled') or j.status = 'completed' and j.skipped_items = j.total_items)
     and (p_status is null or lotline.report_status(j.status, s.sites) = p_status)
   order by r.job_no desc
   limit p_limit;
end $$;

-- What a report counts beside its total: of each dimension the p_limit rows of the most value, with how many there are.
-- Called by: src/outcomes/report-reads.ts. Locks: nothing.
create or replace function report_breakdown(p_org uuid, p_report uuid, p_limit int)
returns table (dimension text, key text, name text, sites bigint, eligible_sites bigint, failed_sites bigint,
  total_incentive_value numeric, of_all int)
language sql stable security definer set search_path = lotline, pg_temp as $$
  select b.dimension, b.key, b.name, b.sites, b.eligible_sites, b.failed_sites, b.value, b.of_all
    from (
      select c.dimension, c.key, max(c.name) as name, sum(c.sites)::bigint as sites,
             sum(c.eligible_sites)::bigint as eligible_sites, sum(c.failed_sites)::bigint as failed_sites,
             round(sum(c.total_incentive_value), 2) as value, count(*) over (partition by c.dimension)::int as of_all,
             row_number() over (partition by c.dimension
               order by sum(c.total_incentive_value) desc, sum(c.sites) desc, c.key) as place
        from (
          -- by bytes: comparing text in the ways of a language takes most of the time here
          select x.dimension collate "C" as dimension, x.key collate "C" as key, x.name, x.sites, x.eligible_sites,
                 x.failed_sites, x.total_incentive_value
            from lotline.report_counts x
           where x.job_no = lotline.find_report(p_org, p_report) and x.dimension <> 'total') c
       group by c.dimension, c.key
      having sum(c.sites) <> 0) b
   where b.place <= p_limit
   order by b.dimension, b.place
$$;

-- A page of a report's sites in an order: 'row' (as they were sent), 'value' or 'time' (when they were looked up), either
-- way, each after the key of the last one before. In the order of rows a page costs the same at any depth; other
-- orders look at all sites of the report. (Without bitmaps: in a table that nothing is known of yet the planner would
-- rather fetch all rows and sort them than walk the key.)
--   p_after_rank  what the last site before was ordered by; p_after_seq its number
-- Called by: src/outcomes/report-sites.ts. Locks: nothing.
create or replace function report_sites_page(p_org uuid, p_report uuid, p_limit int, p_order text default 'row',
  p_down boolean default false, p_after_rank numeric default null, p_after_seq int default null,
  p_eligible boolean default null, p_failed boolean default null, p_state text default null,
  p_program text default null, p_device bigint default null, p_error text default null)
returns table (rank numeric, seq int, item_id uuid, row_number int, reference text, input json, cells json,
  eligible boolean,
  total_incentive_value numeric, utility_eiaid bigint, utility_name text, customer_id bigint, state_code text,
  error_code text, error_message text, connect_url text, settled_at timestamptz, programs json, devices json)
language plpgsql stable security definer set search_path = lotline, pg_temp
set plan_cache_mode = force_generic_plan set enable_bitmapscan = off as $$
#variable_conflict use_column
declare
  v_job bigint := lotline.find_report(p_org, p_report);
  v_sign int := case when p_down then -1 else 1 end;
begin
  return query
  with fitting as not materialized (
    select s.seq,
           v_sign * case p_order when 'value' then s.total_incentive_value
             else extract(epoch from s.settled_at) end as rank
      from lotline.report_sites s
     where s.job_no = v_job
       and (p_eligible is null or s.eligible = p_eligible)
       and (p_failed is null or (s.error_code is not null) = p_failed)
       and (p_state is null or s.state_code = p_state)
       and (p_error is null or s.error_code = p_error)
       and (p_program is null or exists (select from lotline.report_site_programs p
             where p.job_no = v_job and p.seq = s.seq and p.program_id = p_program))
       and (p_device is null or exists (select from lotline.report_site_devices d
             where d.job_no = v_job and d.seq = s.seq and d.device_id = p_device))
  ), chosen as materialized (
    select x.rank, x.seq
      from (
        (select f.seq::numeric as rank, f.seq from fitting f
          where p_order = 'row' and not p_down and f.seq > coalesce(p_after_seq, 0)
          order by f.seq limit p_limit)
        union all
        (select -f.seq::numeric, f.seq from fitting f
          where p_order = 'row' and p_down and f.seq < coalesce(p_after_seq, 2147483647)
          order by f.seq desc limit p_limit)
        union all
        (select f.rank, f.seq from fitting f
          where p_order <> 'row' and (p_after_rank is null or (f.rank, f.seq) > (p_after_rank, p_after_seq))
          order by f.rank, f.seq limit p_limit)) x
  )
  select c.rank, c.seq, lotline.item_id(v_job, c.seq), i.row_number, i.reference, i.input, i.cells, s.eligible,
         s.total_incentive_value, s.utility_eiaid, s.utility_name, s.customer_id, s.state_code, s.error_code,
         r.error_message, s.connect_url, s.settled_at, p.list, d.list
    from chosen c
   cross join lateral (
     select * from lotline.report_sites x where x.job_no = v_job and x.seq = c.seq offset 0) s
    left join lateral (
     select x.row_number, x.reference, x.input, x.cells from lotline.items x
      where x.job_no = v_job and x.seq = c.seq offset 0) i on true
    left join lateral (
     select x.error_message from lotline.results x
      where s.error_code is not null and x.job_no = v_job and x.seq = c.seq offset 0) r on true
    left join lateral (
     select json_agg(json_build_object('program_id', x.program_id, 'program_name', x.program_name, 'total_incentive',
              x.total_incentive, 'eligible_combinations', x.eligible_combinations)
              order by x.total_incentive desc, x.program_id) as list
       from lotline.report_site_programs x where x.job_no = v_job and x.seq = c.seq offset 0) p on true
    left join lateral (
     select json_agg(json_build_object('device_id', x.device_id, 'device_name', x.device_name, 'eligible', x.eligible,
              'total_incentive', x.total_incentive) order by x.device_id) as list
       from lotline.report_site_devices x where x.job_no = v_job and x.seq = c.seq offset 0) d on true
   order by c.rank, c.seq;
end $$;

-- How a report filled: sites, by when they were looked up, in at most p_most equal steps between the first and the last of
-- them (a second at least). One walk over the report's own sites.
-- Called by: src/outcomes/report-timeline.ts. Locks: nothing.
create or replace function report_timeline(p_org uuid, p_report uuid, p_most int)
returns table (at timestamptz, step_seconds int, sites bigint, eligible_sites bigint, failed_sites bigint, total_incentive_value numeric)
language sql stable security definer set search_path = lotline, pg_temp set jit = off as $$
  with bounds as materialized (
    select b.job, b.first, greatest(1, ceil(extract(epoch from b.last - b.first + interval '1 ms') / p_most))::int as step
      from (select r.job, min(s.settled_at) as first, max(s.settled_at) as last
              from (select lotline.find_report(p_org, p_report) as job) r
              join lotline.report_sites s on s.job_no = r.job group by r.job) b
  )
  select b.first + make_interval(secs => b.step * (x.slice + 1)), b.step, x.sites, x.eligible, x.failed, round(x.value, 2)
    from bounds b
   cross join lateral (
     select floor(extract(epoch from s.settled_at - b.first) / b.step)::int as slice, count(*) as sites,
            count(*) filter (where s.eligible) as eligible, count(*) filter (where s.error_code is not null) as failed,
            sum(s.total_incentive_value) as value
       from lotline.report_sites s where s.job_no = b.job group by 1) x
   order by x.slice
$$;

grant execute on function
  list_reports(uuid, text, bigint, int, uuid), report_breakdown(uuid, uuid, int),
  report_sites_page(uuid, uuid, int, text, boolean, numeric, int, boolean, boolean, text, text, bigint, text),
  report_timeline(uuid, uuid, int)
  to lotline_api, lotline_worker;
