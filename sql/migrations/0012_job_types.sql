-- The types of county jobs with their figures: a copy of src/property/county-jobs/job-types.ts, written whenever the
-- database is brought up to date, so that SQL goes by the same ones.
create table job_types (
  job_type text primary key,
  -- the order in which summaries show them
  position int not null,
  label text not null,
  description text not null,
  subject text not null check (subject in ('property', 'document', 'county')),
  batch_size int not null check (batch_size between 1 and 1000),
  per_session int not null check (per_session >= 1),
  max_attempts int not null check (max_attempts between 1 and 100),
  lease_seconds int not null check (lease_seconds between 1 and 86400),
  default_driver text not null check (default_driver in ('worker', 'agent')),
  -- null: a finding holds
  fresh_days int check (fresh_days >= 1),
  mark_days int not null check (mark_days >= 1)
);
grant select on job_types to lotline_api, lotline_worker;
