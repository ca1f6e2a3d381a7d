-- What lookups need beside their jobs: uploads that are not sealed yet, and whoever asks for work in small steps.

-- Uploads that take rows still. Few at any time, whatever the number of jobs.
create index jobs_drafts on jobs (org_id, number) where not sealed and status = 'pending' and hidden_at is null;

-- Uploads that were given up: their rows go in steps, for there may be a million. For the owner's functions alone; the
-- wall is there all the same.
create table discarded_drafts (
  job_no bigint primary key references jobs,
  discarded_at timestamptz not null default clock_timestamp()
);
call protect('discarded_drafts', 'exists (select from lotline.jobs j
  where j.number = discarded_drafts.job_no and j.org_id = (select lotline.current_org()))');

-- Billed single lookups: written before the request leaves. One without an answer may have been charged all the same.
create table single_lookups_sent (
  id bigint generated always as identity primary key,
  org_id uuid not null references organizations,
  reference text,
  service text not null,
  sent_at timestamptz not null,
  answered_at timestamptz
);
create index single_lookups_unanswered on single_lookups_sent (org_id, sent_at) where answered_at is null;
call protect('single_lookups_sent', 'org_id = lotline.current_org()');
grant select on single_lookups_sent to lotline_api;

-- Where the database posts when it is asked to have lookups worked: one address of an organization, with the key that
-- opens it, or the name of that key in Vault. Only the owner reads it.
create table lookup_ticks (
  org_id uuid primary key references organizations,
  url text not null check (url ~ '^https?://[^[:space:]]+$' and length(url) <= 2000),
  api_key text,
  vault_secret text,
  updated_at timestamptz not null,
  check ((api_key is null) <> (vault_secret is null))
);
call protect('lookup_ticks', 'org_id = lotline.current_org()');
