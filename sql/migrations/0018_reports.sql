-- What reports are read by: the state of each site, the devices that were asked for at it, and the counts of every
-- report by total, eligibility, state, error, programme and device, so that nobody has to count sites to open one.

alter table report_sites add column state_code text;
-- Where the application of a site goes on. Results are large, so that pages of sites do without them.
alter table report_sites add column connect_url text;

-- The devices that a site was asked about, by the numbers of whoever answers lookups.
create table report_site_devices (
  job_no bigint not null,
  seq int not null,
  device_id bigint not null,
  -- null: no answer named it
  device_name text,
  eligible boolean not null,
  total_incentive numeric not null,
  primary key (job_no, seq, device_id)
);

-- Counts, folded: one row for each thing counted. A count is the sum of this and of the changes not folded yet.
create table report_tallies (
  job_no bigint not null,
  dimension text not null check (dimension in ('total', 'eligibility', 'state', 'error', 'program', 'device')),
  key text not null,
  name text,
  sites bigint not null,
  eligible_sites bigint not null,
  failed_sites bigint not null,
  total_incentive_value numeric not null,
  primary key (job_no, dimension, key)
) with (fillfactor = 70);

-- What each settling added or took away: rows of its own, so that no two settlings of a job wait for each other.
create table report_changes (
  job_no bigint not null,
  dimension text not null,
  key text not null,
  name text,
  sites bigint not null,
  eligible_sites bigint not null,
  failed_sites bigint not null,
  total_incentive_value numeric not null
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
create index report_changes_job on report_changes (job_no, dimension);

-- When retention took the rows of a report whose job is gone.
alter table incentive_reports add column emptied_at timestamptz;
create index incentive_reports_newest on incentive_reports (org_id, job_no desc);
drop index incentive_reports_organization;

-- Reports that were made before: their sites get states and devices, and are counted once.
update report_sites s set state_code = upper(a.state)
from (
  select x.job_no, x.seq, coalesce(r.result #>> '{address,state_or_province_code}',
    i.input #>> '{address,state_or_province_code}') as state
  from report_sites x
  left join results r on r.job_no = x.job_no and r.seq = x.seq
  left join items i on i.job_no = x.job_no and i.seq = x.seq) a
where s.job_no = a.job_no and s.seq = a.seq and a.state ~ '^[A-Za-z]{2}$';

update report_sites s set connect_url = r.result ->> 'connect_url'
from results r where r.job_no = s.job_no and r.seq = s.seq and r.result ->> 'connect_url' is not null;

insert into report_site_devices (job_no, seq, device_id, device_name, eligible, total_incentive)
select d.job_no, d.seq, d.device_id, max(d.device_name), bool_or(d.eligible), round(sum(d.amount), 2)
from (
  select s.job_no, s.seq, a.id::bigint as device_id, null as device_name, false as eligible, 0::numeric as amount
  from report_sites s
  join items i on i.job_no = s.job_no and i.seq = s.seq
  cross join lateral json_array_elements_text(
    case when json_typeof(i.input -> 'device_ids') = 'array' then i.input -> 'device_ids' else '[]' end) a (id)
  where a.id ~ '^[0-9]{1,15}$'
  union all
  select s.job_no, s.seq, (t.tier ->> 'device_id')::bigint, max(t.tier ->> 'device_name'),
    bool_or((t.tier ->> 'eligible')::boolean),
    coalesce(max((t.tier ->> 'incentive_amount')::numeric) filter (where (t.tier ->> 'eligible')::boolean), 0)
  from report_sites s
  join results r on r.job_no = s.job_no and r.seq = s.seq
  cross join lateral json_array_elements(
    case when json_typeof(r.result #> '{incentives,by_program}') = 'array'
         then r.result #> '{incentives,by_program}' else '[]' end) with ordinality p (program, place)
  cross join lateral json_array_elements(
    case when json_typeof(p.program -> 'device_tier_results') = 'array'
         then p.program -> 'device_tier_results' else '[]' end) t (tier)
  where t.tier ->> 'device_id' ~ '^[0-9]{1,15}$'
  group by s.job_no, s.seq, p.place, (t.tier ->> 'device_id')::bigint) d
group by d.job_no, d.seq, d.device_id;

insert into report_tallies (job_no, dimension, key, name, sites, eligible_sites, failed_sites, total_incentive_value)
select s.job_no, k.dimension, k.key, null, count(*), count(*) filter (where s.eligible),
  count(*) filter (where s.error_code is not null), sum(s.total_incentive_value)
from report_sites s
cross join lateral (values ('total', ''),
  ('eligibility', case when s.error_code is not null then 'failed' when s.eligible then 'eligible' else 'not_eligible' end),
  ('state', coalesce(s.state_code, '')), ('error', s.error_code)) k (dimension, key)
where k.key is not null
group by s.job_no, k.dimension, k.key
union all
select p.job_no, 'program', p.program_id, max(p.program_name), count(*), count(*), 0, sum(p.total_incentive)
from report_site_programs p group by p.job_no, p.program_id
union all
select d.job_no, 'device', d.device_id::text, max(d.device_name), count(*), count(*) filter (where d.eligible), 0,
  sum(d.total_incentive)
from report_site_devices d group by d.job_no, d.device_id;

-- Every report has the row of its total, which whoever folds its changes holds.
insert into report_tallies (job_no, dimension, key, sites, eligible_sites, failed_sites, total_incentive_value)
select r.job_no, 'total', '', 0, 0, 0, 0 from incentive_reports r on conflict do nothing;

do $$
declare
  v_table text;
begin
  foreach v_table in array array['report_site_devices', 'report_tallies', 'report_changes'] loop
    execute format($sql$call lotline.protect('lotline.%1$s', 'exists (select from lotline.jobs j
      where j.number = %1$s.job_no and j.org_id = (select lotline.current_org()))')$sql$, v_table);
  end loop;
end $$;
grant select on report_site_devices, report_tallies, report_changes to lotline_api, lotline_worker;
