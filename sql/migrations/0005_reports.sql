-- Incentive reports: one per batch of lookups, made with it. What a report says is asked of narrow rows that are
-- written in the transaction that settles an item, so it fills as items finish and cannot drift.

create table incentive_reports (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references organizations,
  job_no bigint not null unique references jobs,
  name text not null,
  description text not null,
  report_type text not null default 'bulk_lookup' check (report_type in ('bulk_lookup')),
  created_at timestamptz not null
);
create index incentive_reports_organization on incentive_reports (org_id, created_at desc);

-- One row per processed item (completed or failed), whatever came of it.
create table report_sites (
  job_no bigint not null,
  seq int not null,
  eligible boolean not null,
  -- US dollars and cents. Without a largest value: a provider's odd figure must not stop an item from settling.
  total_incentive_value numeric not null,
  utility_eiaid bigint,
  utility_name text,
  customer_id bigint,
  -- null: the lookup was completed
  error_code text,
  settled_at timestamptz not null,
  primary key (job_no, seq)
);

-- The programmes that a site is eligible for.
create table report_site_programs (
  job_no bigint not null,
  seq int not null,
  program_id text not null,
  program_name text not null,
  total_incentive numeric not null,
  eligible_combinations bigint not null,
  primary key (job_no, seq, program_id)
);

call protect('incentive_reports', 'org_id = (select lotline.current_org())');
call protect('report_sites', 'exists (select from lotline.jobs j
  where j.number = report_sites.job_no and j.org_id = (select lotline.current_org()))');
call protect('report_site_programs', 'exists (select from lotline.jobs j
  where j.number = report_site_programs.job_no and j.org_id = (select lotline.current_org()))');
grant select on incentive_reports, report_sites, report_site_programs to lotline_api, lotline_worker;
