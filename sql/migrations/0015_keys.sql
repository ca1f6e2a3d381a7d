-- Who fails to sign in, and what each key and organization may use.

-- Failures to sign in, by what they are counted by: an address or an account. Subjects are digests: what people typed
-- is not kept.
create table failed_sign_ins (
  scope text not null check (length(scope) <= 60),
  subject text not null check (length(subject) <= 200),
  since timestamptz not null,
  failures int not null,
  primary key (scope, subject)
);
create index failed_sign_ins_by_age on failed_sign_ins (since);

-- No organization's rows: they are reached by functions alone.
call protect('failed_sign_ins', 'false');

-- What a key was narrowed to, beside its role: areas with read or write; null means all that the role may. A test key
-- never begins work that costs money. A key made by rotation names the one that it replaces.
alter table api_keys
  add column scopes text[] check (cardinality(scopes) between 1 and 50),
  add column test boolean not null default false,
  add column rotated_from uuid unique references api_keys,
  add column requests_per_minute int check (requests_per_minute >= 1),
  add column open_jobs int check (open_jobs >= 1),
  add column items_per_day bigint check (items_per_day >= 1);
grant select (scopes, test, rotated_from, requests_per_minute, open_jobs, items_per_day) on api_keys to lotline_api;

drop function if exists find_api_key(bytea);
drop function if exists create_api_key(uuid, text, text, text, bytea, text, timestamptz);
drop function if exists revoke_api_key(uuid, uuid);

-- Which key made a job, for the key's own limit.
alter table jobs add column key_id uuid;
create index jobs_open on jobs (org_id)
  where status in ('pending', 'in_progress', 'paused') and hidden_at is null;
create index jobs_open_of_keys on jobs (key_id)
  where key_id is not null and status in ('pending', 'in_progress', 'paused') and hidden_at is null;

-- Requests of a minute, of organizations (principal '') and of those who ask for them. What a crash loses of it nobody
-- misses.
create unlogged table request_counts (
  minute bigint not null,
  org_id uuid not null,
  principal text not null check (length(principal) <= 200),
  requests int not null,
  primary key (minute, org_id, principal)
);

-- Items that an organization (the zero key) and its keys added on a day (UTC).
create table item_counts (
  org_id uuid not null references organizations,
  key_id uuid not null,
  day date not null,
  items bigint not null,
  primary key (org_id, key_id, day)
);

-- Close to its limit of open jobs an organization's creations stand in line here.
create table limit_locks (
  org_id uuid primary key references organizations,
  taken_at timestamptz not null
);

call protect('limit_locks', 'org_id = (select lotline.current_org())');
call protect('request_counts', 'org_id = (select lotline.current_org())');
call protect('item_counts', 'org_id = (select lotline.current_org())');

-- Organizations as issuers of session tokens know them, and which of ours each is.
create table external_organizations (
  issuer text not null check (length(issuer) between 1 and 500),
  external_id text not null check (length(external_id) between 1 and 200),
  org_id uuid not null references organizations,
  linked_by text not null,
  linked_at timestamptz not null default clock_timestamp(),
  primary key (issuer, external_id)
);
create index external_organizations_organization on external_organizations (org_id);
call protect('external_organizations', 'org_id = (select lotline.current_org())');
