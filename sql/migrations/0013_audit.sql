-- What was done, by whom, on whose behalf, and how it was before: for every organization, never changed afterwards.

create table audit_entries (
  id bigint generated always as identity primary key,
  org_id uuid not null references organizations,
  at timestamptz not null default clock_timestamp(),
  -- key:<name>, person:<e-mail>, session:<name>, sql:<login>, system
  actor text not null,
  on_behalf_of text,
  -- the field's words, thing first: job.paused, key.created, webhook.changed
  action text not null,
  subject_type text not null,
  subject_id text,
  reason text,
  before jsonb,
  after jsonb,
  -- where it came from: address, route
  source jsonb not null default '{}',
  request_id text
);
create index audit_entries_organization on audit_entries (org_id, id);

call protect('audit_entries', 'org_id = (select lotline.current_org())');
grant select on audit_entries to lotline_api, lotline_worker;
