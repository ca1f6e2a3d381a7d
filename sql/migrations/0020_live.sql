-- Live updates: what a server asks about the jobs that somebody watches.

-- Jobs in motion, of each organization: what its list of jobs shows moving.
create index jobs_in_motion on jobs (org_id, number) where status = 'in_progress' and hidden_at is null;

-- A job as it is told to whoever watches it: what changes while it runs, nothing that may be large.
create type live_job as (
  org_id uuid,
  number bigint,
  id uuid,
  kind text,
  name text,
  driver text,
  status text,
  sealed boolean,
  draining boolean,
  total int,
  waiting int,
  processing int,
  completed int,
  failed int,
  skipped int,
  cancelled int,
  progress int,
  success_rate int,
  generation int,
  pause_reason text,
  auto_paused boolean,
  last_error text,
  error_count int,
  created_at timestamptz,
  started_at timestamptz,
  paused_at timestamptz,
  completed_at timestamptz
);

-- The copy of lookups' jobs that subscriptions of a hosted database follow (public.batch_lookup_jobs): one row here while
-- there is one.
create table realtime_mirror (
  only_one boolean primary key default true check (only_one),
  enabled_at timestamptz not null,
  looked_at timestamptz not null default '-infinity',
  -- why the last second's changes could not be written; they are written once they can be
  last_error text,
  last_error_at timestamptz
);

-- Jobs that the copy has to look at. Rows are only added and taken out, so that nobody waits for anybody.
create table realtime_queue (
  job_no bigint not null
);

-- No organization's rows: they are reached by functions alone.
call protect('realtime_mirror', 'false');
call protect('realtime_queue', 'false');
