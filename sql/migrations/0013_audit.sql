-- What was done, by whom, on whose behalf, and how it was before: for every organization, never changed afterwards.

create table audit_entries (
  id bigint generated always as identity primary key,
  org_id uuid not null references organizations,
  at timestamptz not null default clock_timestamp(),
  -- key:<name>, person:<e-mail>, session:<name>, sql:<login>, system
  actor text not null,
  on_behalf_of text,
  -- the field's words, thing first: job.paused, key.created, webhook.changed; in byte order, so that an index finds beginnings
  action text collate "C" not null,
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
create index audit_entries_subject on audit_entries (org_id, subject_type, subject_id, id);
create index audit_entries_actor on audit_entries (org_id, actor, id);
create index audit_entries_action on audit_entries (org_id, action, id);
create index audit_entries_time on audit_entries (org_id, at, id);

-- The chain, one row for each entry, in order of its id, written by the tick. Two chains in one: the organization's own,
-- which its export carries, and the one of the whole database over those.
create table audit_seals (
  number bigint primary key check (number > 0),
  entry_id bigint not null unique,
  org_id uuid not null references organizations,
  org_number bigint not null check (org_number > 0),
  -- SHA-256 over the organization's previous hash and the entry's text
  org_hash bytea not null check (length(org_hash) = 32),
  -- SHA-256 over the previous hash and org_hash
  hash bytea not null check (length(hash) = 32),
  unique (org_id, org_number)
);

-- How far the chain has come; one row.
create table audit_chain (
  one boolean primary key default true check (one),
  number bigint not null default 0,
  hash bytea not null default decode(repeat('00', 32), 'hex'),
  -- every entry up to this id is sealed, or will never be
  sealed_to bigint not null default 0,
  -- the next stretch: ids up to this one, to be sealed once no transaction older than seen_by runs
  seen_to bigint not null default 0,
  seen_by xid8
);
insert into audit_chain default values;

call protect('audit_entries', 'org_id = (select lotline.current_org())');
call protect('audit_seals', 'org_id = (select lotline.current_org())');
grant select on audit_entries, audit_seals to lotline_api, lotline_worker;

-- For entries about moves: where a job's last move came from, and the transaction that made it.
alter table jobs add column status_before text, add column moved_in xid8;
