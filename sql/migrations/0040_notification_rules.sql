-- Rules of what is told to whom and how: for one job, a kind, or all of an organization.

create table notification_rules (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references organizations,
  -- whoever made it, and is told when recipients is 'me'
  principal text not null check (length(principal) between 1 and 300),
  created_by text not null,
  name text not null check (length(name) between 1 and 200),
  -- neither: everything of the organization
  job_no bigint references jobs,
  kind text check (kind ~ '^[a-z][a-z0-9_]{0,62}$'),
  events text[] not null check (cardinality(events) > 0 and events <@ array['completed', 'completed_with_failures', 'failed',
    'auto_paused', 'stalled', 'no_workers', 'webhook_dead', 'worker_lost']),
  channels text[] not null check (cardinality(channels) > 0 and channels <@ array['inbox', 'email', 'webhook']),
  recipients text not null default 'me' check (recipients in ('me', 'admins', 'everyone')),
  -- letters are gathered: one an hour, or one each morning
  digest text not null default 'none' check (digest in ('none', 'hourly', 'daily')),
  -- what comes in these hours is held until they are over; from after to: over midnight
  quiet_from time,
  quiet_to time,
  time_zone text not null default 'UTC',
  enabled boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (job_no is null or kind is null),
  check ((quiet_from is null) = (quiet_to is null) and quiet_from is distinct from quiet_to or quiet_from is null and quiet_to is null)
);
create index notification_rules_organization on notification_rules (org_id) where enabled;
create index notification_rules_job on notification_rules (job_no) where job_no is not null;

-- Not every notification is of a job any more; one that says again what an unread one says is counted there.
alter table notifications
  alter column job_no drop not null,
  alter column job_id drop not null,
  drop constraint notifications_type_check,
  add constraint notifications_type_check check (type in ('job.completed', 'job.failed', 'job.paused', 'job.stalled',
    'queue.no_workers', 'webhook.dead', 'worker.lost')),
  add column cause text,
  add column repeats int not null default 0,
  add column last_at timestamptz,
  add column rule_id uuid,
  -- false: sent by letter alone
  add column in_inbox boolean not null default true,
  -- its letter waits for others
  add column mail_digest boolean not null default false,
  -- after this no letter is sent any more; null: a day after it happened
  add column mail_until timestamptz;
create index notifications_cause on notifications (org_id, cause, principal) where read_at is null and cause is not null;

-- What lasts: told when it begins, and when it begins anew.
create table work_alarms (
  org_id uuid not null references organizations,
  cause text not null,
  since timestamptz not null,
  primary key (org_id, cause)
);

-- When webhooks were last told of a cause.
create table notification_causes (
  org_id uuid not null references organizations,
  cause text not null,
  sent_at timestamptz not null,
  times int not null default 1,
  primary key (org_id, cause)
);

-- Held by a rule's quiet hours.
alter table webhook_events add column held_until timestamptz;

do $$
declare
  v_table text;
begin
  foreach v_table in array array['notification_rules', 'work_alarms', 'notification_causes'] loop
    execute format('call lotline.protect(%L, %L)', 'lotline.' || v_table, 'org_id = (select lotline.current_org())');
  end loop;
end $$;
grant select on notification_rules, work_alarms, notification_causes to lotline_api, lotline_worker;
insert into engine_locks (name) values ('alarms');
