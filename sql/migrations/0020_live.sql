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
