-- Workflows outside that run jobs: who is called, and which calls are owed.

-- The workflow that an organization's own people name for a job type. The address is a secret, and so is the header:
-- both are sealed with a key that is not in the database.
create table organization_webhooks (
  org_id uuid not null references organizations,
  job_type text not null check (job_type ~ '^[a-z][a-z0-9_]{0,62}$'),
  sealed bytea not null,
  -- what may be shown of it
  masked_url text not null,
  has_header boolean not null,
  set_by text not null,
  set_at timestamptz not null default clock_timestamp(),
  primary key (org_id, job_type)
);

-- One row for each time that a job run by n8n enters in_progress, written in the transaction that moves it; and for
-- each time that a person asks for the call anew. Open until it is delivered, given up, or a later move overtakes it.
create table n8n_calls (
  id bigint generated always as identity primary key,
  org_id uuid not null references organizations,
  job_no bigint not null,
  job_id uuid not null,
  kind text not null,
  move text not null check (move in ('start', 'resume', 'retry', 'asked')),
  owed_at timestamptz not null,
  -- when the sweeper may take it; before that, whoever moved the job makes the call
  due_at timestamptz not null,
  attempts int not null default 0,
  -- somebody is calling; after this time the caller is taken for dead
  taken_until timestamptz,
  last_error text,
  delivered_at timestamptz,
  ended_at timestamptz,
  check (delivered_at is null or ended_at is not null)
);
create unique index n8n_calls_open on n8n_calls (job_no) where ended_at is null;
create index n8n_calls_due on n8n_calls (due_at) where ended_at is null;
create index n8n_calls_job on n8n_calls (job_no, id desc);

call protect('organization_webhooks', 'org_id = (select lotline.current_org())');
call protect('n8n_calls', 'org_id = (select lotline.current_org())');
grant select, insert, update, delete on organization_webhooks to lotline_api;
grant select on n8n_calls to lotline_api;
