-- Whom an organization wants told of what happens, what happened, and what was sent of it.

-- Addresses that an organization's people give. The secret signs what is sent; it is sealed with a key that is not in
-- the database.
create table webhook_endpoints (
  id uuid primary key,
  org_id uuid not null references organizations,
  -- the one that /webhook-config shows
  is_config boolean not null default false,
  url text not null check (length(url) <= 2048),
  description text not null default '' check (length(description) <= 500),
  events text[] not null check (cardinality(events) between 1 and 50),
  -- custom fields of lookups that may be sent along
  field_names text[] not null default '{}' check (cardinality(field_names) <= 100),
  -- legacy: the answer of a lookup as it is, unsigned; completed lookups only
  payload text not null default 'signed' check (payload in ('signed', 'legacy')),
  rate_per_second int not null default 50 check (rate_per_second between 1 and 1000),
  sealed_secret bytea not null,
  -- after a rotation both sign until then
  sealed_old_secret bytea,
  old_secret_until timestamptz,
  disabled_at timestamptz,
  -- by its owner; it answered 410; it failed until its schedule was over
  disabled_reason text check (disabled_reason in ('owner', 'gone', 'failing')),
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- gone for everybody; upkeep takes what was sent to it, and then the row
  removed_at timestamptz,
  check ((disabled_at is null) = (disabled_reason is null)),
  check ((sealed_old_secret is null) = (old_secret_until is null))
);
create index webhook_endpoints_organization on webhook_endpoints (org_id, created_at, id) where removed_at is null;
create unique index webhook_endpoints_config on webhook_endpoints (org_id) where is_config and removed_at is null;

-- How far each endpoint has come, and how it is doing; the row that one process at a time holds while it delivers.
create table webhook_lanes (
  endpoint_id uuid primary key references webhook_endpoints,
  org_id uuid not null references organizations,
  -- the first event, by its number, that is not looked at yet
  next_number bigint not null,
  held_by text,
  held_until timestamptz not null default '-infinity',
  -- failed attempts since the last one that went well
  failures int not null default 0,
  failing_since timestamptz,
  -- nothing is sent before
  hold_until timestamptz not null default '-infinity',
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_error text
) with (fillfactor = 50);

-- What happened, in the transaction in which it did: one row for all lookups that a report settled with one outcome,
-- else one row each. Without numbers until the sequencer gives them, in the order of commits.
create table webhook_events (
  id bigint generated always as identity primary key,
  org_id uuid not null references organizations,
  type text not null,
  at timestamptz not null,
  job_no bigint,
  generation int,
  -- the items, of a row about lookups; the row counts as so many events
  seqs int[],
  amount int not null default 1 check (amount between 1 and 1000000),
  -- what is said of it that stands nowhere else
  detail json,
  -- of its first event: among the organization's, and among the job's
  number bigint,
  sequence bigint
);
create index webhook_events_unnumbered on webhook_events (id) where number is null;
create unique index webhook_events_number on webhook_events (org_id, number) where number is not null;
create index webhook_events_job on webhook_events (job_no, number) where number is not null;
create index webhook_events_age on webhook_events using brin (at);

create table webhook_streams (
  org_id uuid primary key references organizations,
  last_number bigint not null
) with (fillfactor = 50);
create table webhook_sequences (
  job_no bigint primary key,
  org_id uuid not null references organizations,
  last_sequence bigint not null default 0,
  -- the last tenth that was told of, and in which generation
  milestone int not null default 0,
  generation int not null default 1
) with (fillfactor = 50);

-- One event on its way to one endpoint.
create table webhook_deliveries (
  id bigint generated always as identity primary key,
  endpoint_id uuid not null references webhook_endpoints,
  org_id uuid not null references organizations,
  -- null: a test that somebody asked for
  event_id bigint,
  -- which of the row's events, from 0
  place int not null default 0,
  number bigint,
  type text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  attempts int not null default 0,
  -- those before it was last asked for anew: the schedule begins after them
  earlier_attempts int not null default 0,
  created_at timestamptz not null,
  due_at timestamptz not null,
  -- somebody is sending it; after this time the sender is taken for dead
  taken_until timestamptz,
  delivered_at timestamptz,
  last_status int,
  last_error text
) with (fillfactor = 80);
create unique index webhook_deliveries_event on webhook_deliveries (endpoint_id, event_id, place) where event_id is not null;
create index webhook_deliveries_due on webhook_deliveries (endpoint_id, due_at) where state = 'waiting';
create index webhook_deliveries_newest on webhook_deliveries (endpoint_id, id desc);
create index webhook_deliveries_age on webhook_deliveries using brin (created_at);

create table webhook_attempts (
  delivery_id bigint not null references webhook_deliveries,
  attempt int not null,
  org_id uuid not null references organizations,
  at timestamptz not null,
  duration_ms int not null,
  -- null: no answer
  status int,
  error text,
  -- the first 4 kB of what it answered
  answer text,
  primary key (delivery_id, attempt)
);

do $$
declare
  v_table text;
begin
  foreach v_table in array array['webhook_endpoints', 'webhook_lanes', 'webhook_events', 'webhook_streams',
    'webhook_sequences', 'webhook_deliveries', 'webhook_attempts']
  loop
    execute format('call lotline.protect(%L, %L)', 'lotline.' || v_table, 'org_id = (select lotline.current_org())');
  end loop;
end $$;
insert into engine_locks (name) values ('webhooks'), ('webhook_progress');

grant select on webhook_endpoints, webhook_lanes, webhook_events, webhook_streams, webhook_deliveries, webhook_attempts
  to lotline_api, lotline_worker;
