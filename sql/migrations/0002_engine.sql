-- The engine's tables. Who writes what:
--   cursors  one row per job, the only thing that a claim locks. next_seq..end_seq is the backlog: a waiting item
--            has no queue row, so a claim costs the same with ten or ten million of them waiting.
--   batches  one row per lease; owned by one worker; carries its own counters until they are folded into the job.
--   results  insert-only, one per settled item: the row that gets in is the one that counts.
--   returns  one per item that came back: failed and due again, out of a lost lease, or retried by a person.
--   jobs     written by changes of status and by folds, never on the path of an item.
-- Lock order everywhere: append head, cursor, batch, job. Settling holds a batch and never waits for a cursor.

create sequence job_numbers maxvalue 999999999 cycle;
create sequence job_event_ids;

create table jobs (
  number bigint primary key,
  id uuid not null unique default gen_random_uuid(),
  org_id uuid not null references organizations,
  kind text not null check (kind ~ '^[a-z][a-z0-9_]{0,62}$'),
  name text not null,
  driver text not null default 'worker' check (driver in ('worker', 'n8n', 'agent')),
  status text not null default 'pending'
    check (status in ('pending', 'in_progress', 'paused', 'completed', 'failed', 'cancelled')),
  -- false while items may still be appended
  sealed boolean not null default false,
  -- grows with every retry
  generation int not null default 1,
  params jsonb not null default '{}' check (jsonb_typeof(params) = 'object'),
  columns text[],
  exclusive_key text,
  batch_size int not null check (batch_size between 1 and 1000),
  lease_seconds int not null check (lease_seconds between 1 and 86400),
  max_attempts int not null check (max_attempts between 1 and 100),
  backoff_base_seconds double precision not null check (backoff_base_seconds between 0 and 86400),
  backoff_cap_seconds double precision not null check (backoff_cap_seconds between 0 and 604800),
  max_leases int check (max_leases >= 1),
  rate_per_second double precision check (rate_per_second > 0),
  rate_burst int not null check (rate_burst >= 1),
  failure_limit int not null check (failure_limit >= 0),
  priority int not null check (priority between 0 and 10000),
  weight double precision not null check (weight > 0),
  -- What is folded so far; the leases not folded yet add theirs (job_progress). A retry may take an outcome out
  -- of the folded part before its lease is folded, so these may be below zero while the sums are exact.
  total_items int not null default 0,
  completed_items int not null default 0,
  failed_items int not null default 0,
  skipped_items int not null default 0,
  cancelled_items int not null default 0,
  -- an outside owner counts failed items as processed too, and reads them back so
  processed_includes_failed boolean not null default false,
  created_by text,
  pause_reason text,
  auto_paused boolean not null default false,
  last_error text,
  created_at timestamptz not null default clock_timestamp(),
  started_at timestamptz,
  paused_at timestamptz,
  completed_at timestamptz,
  updated_at timestamptz not null default clock_timestamp(),
  hidden_at timestamptz,
  check ((status in ('completed', 'failed', 'cancelled')) = (completed_at is not null)),
  check ((status = 'paused') = (paused_at is not null))
) with (fillfactor = 70);
create index jobs_organization on jobs (org_id, number desc) where hidden_at is null;
create unique index jobs_exclusive on jobs (org_id, kind, exclusive_key)
  where exclusive_key is not null and status in ('pending', 'in_progress', 'paused') and hidden_at is null;

-- The legal moves, as data. Leaving completed or failed takes a retry: a new generation.
create table job_moves (
  from_status text not null,
  to_status text not null,
  only_by_retry boolean not null default false,
  primary key (from_status, to_status)
);
insert into job_moves (from_status, to_status, only_by_retry) values
  ('pending', 'in_progress', false),
  ('pending', 'cancelled', false),
  ('in_progress', 'paused', false),
  ('in_progress', 'completed', false),
  ('in_progress', 'failed', false),
  ('in_progress', 'cancelled', false),
  ('paused', 'in_progress', false),
  ('paused', 'completed', false),
  ('paused', 'failed', false),
  ('paused', 'cancelled', false),
  ('completed', 'in_progress', true),
  ('failed', 'in_progress', true);

-- What a class of failure means: whether another attempt may help, and whether it speaks of the service (a run
-- of such pauses the job) or of the item alone.
create table failure_classes (
  class text primary key,
  retryable boolean not null,
  feeds_streak boolean not null
);
insert into failure_classes (class, retryable, feeds_streak) values
  ('transient', true, true),
  ('rate_limited', true, true),
  ('timeout', true, true),
  ('crashed', true, true),
  ('permanent', false, true),
  ('outcome_unknown', false, true),
  ('invalid_input', false, false);

create table cursors (
  job_no bigint primary key references jobs,
  -- copies, so that choosing a job joins nothing
  org_id uuid not null,
  kind text not null,
  driver text not null,
  base_priority int not null,
  -- false: not submitted, paused, or at its end
  open boolean not null default false,
  -- when it may give: infinity while there is nothing to give or no lease may be added
  available_at timestamptz not null default '-infinity',
  -- smaller first; falls while the job waits, back to base_priority at each claim
  priority int not null,
  -- virtual time: items handed out, by the share of their organization
  turn double precision not null default 0,
  next_seq int not null default 1,
  end_seq int not null default 0,
  -- when the first returned item is due
  retry_at timestamptz not null default 'infinity',
  -- theoretical arrival time of the rate limit
  rate_clock timestamptz not null default '-infinity',
  waiting_since timestamptz not null default clock_timestamp()
) with (fillfactor = 30, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,
        autovacuum_vacuum_cost_delay = 0);
create index cursors_next on cursors (driver, kind, priority, turn, job_no)
  where open and available_at < 'infinity';
create index cursors_organization on cursors (org_id) where open;
create index cursors_exhausted on cursors (job_no) where open and next_seq > end_seq;

create table batches (
  id bigint generated always as identity primary key,
  job_no bigint not null,
  token int not null default 1,
  state text not null default 'leased' check (state in ('leased', 'closed', 'revoked')),
  worker text not null,
  driver text not null,
  -- the database session that holds it, for leases taken by SQL without a session name
  holder_pid int,
  holder_started_at timestamptz,
  items int4multirange not null,
  -- what is not reported yet, and how many that is
  open int4multirange not null,
  open_items int not null,
  size int not null,
  completed int not null default 0,
  failed int not null default 0,
  skipped int not null default 0,
  retried int not null default 0,
  generation int not null,
  -- first attempts only: nothing to look up in returns
  fresh boolean not null,
  -- the job counts its leases: closing this one may let another out
  limited boolean not null,
  -- the job is cancelled: reports are taken until lease_until, heartbeats move nothing
  last_call boolean not null default false,
  -- billed requests were sent from here
  billed boolean not null default false,
  hook text,
  leased_at timestamptz not null,
  lease_until timestamptz not null,
  closed_at timestamptz
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200,
        autovacuum_vacuum_cost_delay = 0);
create index batches_expiry on batches (lease_until) where state = 'leased';
create index batches_job on batches (job_no);

-- Appends to one job stand in line here, not at the cursor, which claims need.
create table append_heads (
  job_no bigint primary key references jobs,
  next_seq int not null default 1
);
create table upload_chunks (
  job_no bigint not null references jobs,
  chunk int not null,
  added int not null,
  skipped int not null,
  total int not null,
  digest text not null,
  stored_at timestamptz not null default clock_timestamp(),
  primary key (job_no, chunk)
);

-- The big tables, partitioned by job number, which grows with time. json, not jsonb, for what is only kept and
-- handed on: it is stored as it came (also what jsonb refuses, such as \u0000) and needs no conversion either way.
create table items (
  job_no bigint not null,
  seq int not null,
  row_number int,
  subject uuid,
  reference text,
  input json,
  cells json,
  primary key (job_no, seq)
) partition by range (job_no);
create index items_subject on items (subject) where subject is not null;

create table results (
  job_no bigint not null,
  settled_at timestamptz not null,
  seq int not null,
  attempts smallint not null,
  generation smallint not null,
  outcome text not null check (outcome in ('completed', 'failed', 'skipped', 'cancelled')),
  result json,
  error_class text,
  error_code text,
  error_message text,
  field_errors json,
  primary key (job_no, seq)
) partition by range (job_no);
create index results_uncompleted on results (job_no, outcome, seq) where outcome <> 'completed';

create table past_results (
  job_no bigint not null,
  settled_at timestamptz not null,
  seq int not null,
  attempts smallint not null,
  generation smallint not null,
  outcome text not null,
  result json,
  error_class text,
  error_code text,
  error_message text,
  field_errors json,
  -- the input that led to it, when it was corrected since
  input json,
  moved_at timestamptz not null,
  primary key (job_no, seq, generation)
) partition by range (job_no);

create table returns (
  job_no bigint not null,
  seq int not null,
  -- failed attempts in this generation
  attempts smallint not null default 0,
  -- leases with it that expired, and the most items it may be handed out among since
  expiries smallint not null default 0,
  group_limit smallint,
  -- null: in a lease, or settled
  run_at timestamptz,
  primary key (job_no, seq)
) partition by range (job_no);
create index returns_due on returns (job_no, run_at, seq) where run_at is not null;

create table item_errors (
  job_no bigint not null,
  at timestamptz not null,
  batch_id bigint,
  seq int not null,
  attempt smallint not null,
  generation smallint not null,
  final boolean not null,
  worker text,
  class text not null,
  code text not null,
  message text not null
) partition by range (job_no);
create index item_errors_item on item_errors (job_no, seq);
create index item_errors_newest on item_errors (job_no, at desc);

create table batch_log (
  job_no bigint not null,
  batch_id bigint not null,
  worker text not null,
  state text not null,
  size int not null,
  completed int not null,
  failed int not null,
  skipped int not null,
  retried int not null,
  leased_at timestamptz not null,
  closed_at timestamptz
) partition by range (job_no);
create index batch_log_job on batch_log (job_no, batch_id);

-- Failures of a job that share a fingerprint, counted in the statement that settles them.
create table failure_groups (
  job_no bigint not null,
  fingerprint text not null,
  class text not null,
  code text not null,
  message text not null,
  attempts int not null,
  items int not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  sample_seqs int[] not null,
  primary key (job_no, fingerprint)
) with (fillfactor = 50);

-- Written only by batches that failed, or by a success that ends a streak.
create table job_health (
  job_no bigint primary key,
  -- final failures in a row
  streak int not null default 0,
  failed_attempts int not null default 0,
  last_error text,
  last_error_at timestamptz
) with (fillfactor = 30);

create table job_events (
  job_no bigint not null,
  id bigint not null default nextval('job_event_ids'),
  at timestamptz not null default clock_timestamp(),
  event text not null,
  actor text,
  reason text,
  detail json not null default '{}',
  primary key (job_no, id)
);

-- One row per billed request, committed before it leaves; kept beyond retention.
create table sent_calls (
  id bigint generated always as identity primary key,
  job_no bigint not null,
  seq int not null,
  generation int not null,
  batch_id bigint not null,
  service text not null,
  sent_at timestamptz not null,
  answered_at timestamptz
);
create index sent_calls_unanswered on sent_calls (batch_id, seq) where answered_at is null;
create index sent_calls_item on sent_calls (job_no, seq);

-- Presence. Logged, though it is little and changes often: after a crash of PostgreSQL the rows say whose leases
-- need not be waited for (bury_worker).
create table workers (
  name text primary key,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  info jsonb not null default '{}'
);

-- A function called in the settling transaction with (job number, batch id or null, seqs), for kinds that have one.
create table settle_hooks (
  kind text primary key,
  function_name regproc not null
);

-- Rows to lock instead of advisory keys, which any role could hold.
create table engine_locks (
  name text primary key,
  done_at timestamptz not null default '-infinity'
);
insert into engine_locks (name) values ('tick'), ('ageing'), ('upkeep'), ('partitions');

-- Empty except in tests that move time; only the owner can write it.
create table clock_shift (amount interval not null);

-- What one settling did.
create type settled_counts as (
  completed int,
  failed int,
  skipped int,
  retried int,
  seqs int[],
  next_run_at timestamptz
);

call protect('jobs', 'org_id = (select lotline.current_org())');
do $$
declare
  v_table text;
begin
  foreach v_table in array array['cursors', 'batches', 'append_heads', 'upload_chunks', 'items', 'results', 'past_results',
    'returns', 'item_errors', 'batch_log', 'failure_groups', 'job_health', 'job_events', 'sent_calls']
  loop
    execute format($sql$call lotline.protect('lotline.%1$s', 'exists (select from lotline.jobs j
      where j.number = %1$s.job_no and j.org_id = (select lotline.current_org()))')$sql$, v_table);
  end loop;
end $$;

grant select on jobs, cursors, batches, upload_chunks, items, results, past_results, returns, item_errors, batch_log,
  failure_groups, job_health, job_events, sent_calls, job_moves, failure_classes, workers
  to lotline_api, lotline_worker;
