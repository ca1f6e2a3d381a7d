-- People: how they sign in (schema lotline_auth, whose tables Better Auth reads and writes), which organizations they
-- belong to and as what, and the links that let somebody in who has no password yet.

create schema lotline_auth;

-- Better Auth's tables as its compileMigrations() writes them: ids are text, columns in camel case. A test compares
-- them with what the library wants. They hold no organization's work, so no row-level security stands around them;
-- nobody but the API may touch them.
create table lotline_auth."user" ("id" text not null primary key, "name" text not null, "email" text not null unique, "emailVerified" boolean not null, "image" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null);
create table lotline_auth."session" ("id" text not null primary key, "expiresAt" timestamptz not null, "token" text not null unique, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text, "userId" text not null references lotline_auth."user" ("id") on delete cascade, "activeOrganizationId" text);
create table lotline_auth."account" ("id" text not null primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references lotline_auth."user" ("id") on delete cascade, "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null);
create table lotline_auth."verification" ("id" text not null primary key, "identifier" text not null, "value" text not null, "expiresAt" timestamptz not null, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null);
create table lotline_auth."passkey" ("id" text not null primary key, "name" text, "publicKey" text not null, "userId" text not null references lotline_auth."user" ("id") on delete cascade, "credentialID" text not null, "counter" integer not null, "deviceType" text not null, "backedUp" boolean not null, "transports" text, "createdAt" timestamptz, "aaguid" text);
create index "session_userId_idx" on lotline_auth."session" ("userId");
create index "account_userId_idx" on lotline_auth."account" ("userId");
create index "verification_identifier_idx" on lotline_auth."verification" ("identifier");
create index "passkey_userId_idx" on lotline_auth."passkey" ("userId");
create index "passkey_credentialID_idx" on lotline_auth."passkey" ("credentialID");

-- What has run out is swept by its time.
create index session_by_end on lotline_auth."session" ("expiresAt");
create index verification_by_end on lotline_auth."verification" ("expiresAt");

grant usage on schema lotline_auth to lotline_api;
grant select, insert, update, delete on all tables in schema lotline_auth to lotline_api;

-- Who belongs to which organization. A role is read here for every request, so a change counts at once.
create table members (
  org_id uuid not null references organizations,
  person_id text not null references lotline_auth."user" on delete cascade,
  role text not null check (role in ('viewer', 'analyst', 'admin')),
  created_at timestamptz not null default clock_timestamp(),
  primary key (org_id, person_id)
);
create index members_by_person on members (person_id);

call protect('members', 'org_id = (select lotline.current_org())');

-- Who runs the platform: sees which organizations there are, and may act in any. The API reads it through functions.
create table platform_operators (
  person_id text primary key references lotline_auth."user" on delete cascade,
  created_at timestamptz not null default clock_timestamp()
);
alter table platform_operators enable row level security;
alter table platform_operators force row level security;
do $$ begin
  execute format('create policy owner_all on platform_operators to %I using (true) with check (true)', current_user);
end $$;

-- Links that work once: for the first person (setup), for whom an organization invites, for a lost password. Only the
-- SHA-256 of what stands in the link is kept: it is 256 random bits.
create table one_time_links (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null unique check (length(token_hash) = 32),
  purpose text not null check (purpose in ('setup', 'invitation', 'password')),
  org_id uuid references organizations,
  email text check (email = lower(email) and length(email) between 3 and 320),
  role text check (role in ('viewer', 'analyst', 'admin')),
  person_id text references lotline_auth."user" on delete cascade,
  created_by text not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at timestamptz,
  -- taken back, or another took its place
  ended_at timestamptz,
  check (purpose <> 'invitation' or (org_id is not null and email is not null and role is not null)),
  check ((purpose = 'invitation') = (org_id is not null)),
  check ((purpose = 'password') = (person_id is not null))
);
create unique index one_open_invitation on one_time_links (org_id, email)
  where purpose = 'invitation' and used_at is null and ended_at is null;
create index one_time_links_of_organization on one_time_links (org_id, created_at, id) where org_id is not null;
create index one_time_links_of_person on one_time_links (person_id) where person_id is not null;
create index open_invitations_by_email on one_time_links (email)
  where purpose = 'invitation' and used_at is null and ended_at is null;

call protect('one_time_links', 'org_id = (select lotline.current_org())');
-- Everything but the hash.
grant select (id, purpose, org_id, email, role, created_by, created_at, expires_at, used_at, ended_at)
  on one_time_links to lotline_api;
