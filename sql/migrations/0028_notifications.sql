-- Who wants to be told what became of a job, what they were told, and the secrets and callbacks of work that is sent to
-- an organization's own addresses.

-- Whoever makes a job follows it; others may. A principal is the id of a person or key, or what a token says it is of.
create table job_subscriptions (
  job_no bigint not null references jobs,
  org_id uuid not null references organizations,
  principal text not null check (length(principal) between 1 and 300),
  -- made the job, or asked to follow it
  why text not null check (why in ('creator', 'asked')),
  since timestamptz not null,
  primary key (job_no, principal)
);

-- What somebody chose; without a row the defaults count.
create table notification_settings (
  org_id uuid not null references organizations,
  principal text not null check (length(principal) between 1 and 300),
  on_completion boolean not null default true,
  -- also when a job pauses by itself, which is when it needs somebody
  on_failure boolean not null default true,
  email boolean not null default true,
  -- every job of the organization, not only those followed
  all_jobs boolean not null default false,
  updated_at timestamptz not null,
  primary key (org_id, principal)
);
create index notification_settings_all on notification_settings (org_id) where all_jobs;

create table notifications (
  id bigint generated always as identity primary key,
  org_id uuid not null references organizations,
  principal text not null,
  type text not null check (type in ('job.completed', 'job.failed', 'job.paused')),
  at timestamptz not null,
  job_no bigint not null,
  job_id uuid not null,
  -- name, kind and counts of the job, and the reason, as they were at that moment
  detail json not null,
  read_at timestamptz,
  -- of its letter; null: none was wanted, or nobody knows where to
  mail_state text check (mail_state in ('waiting', 'taken', 'sent', 'failed', 'unknown')),
  mail_due_at timestamptz,
  mail_tries int not null default 0,
  mail_taken_by text
) with (fillfactor = 80);
create index notifications_newest on notifications (org_id, principal, id desc);
create index notifications_unread on notifications (org_id, principal) where read_at is null;
create index notifications_mail on notifications (mail_due_at) where mail_state in ('waiting', 'taken');
create index notifications_age on notifications using brin (at);

-- Signs what is posted to an organization's own addresses; sealed with a key that is not in the database.
create table http_secrets (
  org_id uuid primary key references organizations,
  sealed_secret bytea not null,
  -- after a rotation both sign until then
  sealed_old_secret bytea,
  old_secret_until timestamptz,
  created_at timestamptz not null,
  rotated_at timestamptz,
  check ((sealed_old_secret is null) = (old_secret_until is null))
);

-- One for each batch that was posted: the link by which its results may come later. Only the SHA-256 of what stands in
-- the link is kept: it is 256 random bits. It works until every item has its result, or the time is over.
create table http_callbacks (
  token_hash bytea primary key check (length(token_hash) = 32),
  org_id uuid not null references organizations,
  job_no bigint not null,
  job_id uuid not null,
  batch_id bigint not null,
  -- the lease it settles; a lease that is handed over takes another number
  token int not null,
  -- of the items: what callers name them by
  seqs int[] not null,
  created_at timestamptz not null,
  -- null: nobody was told yet that results come later
  waits_until timestamptz,
  ended_at timestamptz,
  ended_by text check (ended_by in ('results', 'time')),
  check ((ended_at is null) = (ended_by is null))
);
create index http_callbacks_waiting on http_callbacks (waits_until) where ended_at is null;
create index http_callbacks_age on http_callbacks using brin (created_at);

do $$
declare
  v_table text;
begin
  foreach v_table in array array['job_subscriptions', 'notification_settings', 'notifications', 'http_secrets', 'http_callbacks']
  loop
    execute format('call lotline.protect(%L, %L)', 'lotline.' || v_table, 'org_id = (select lotline.current_org())');
  end loop;
end $$;
grant select on job_subscriptions, notification_settings, notifications to lotline_api, lotline_worker;
grant select on http_secrets to lotline_api, lotline_worker;
