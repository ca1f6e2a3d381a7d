-- Who may ask: API keys of organizations. And what was asked already: answers kept for Idempotency-Key.

create table api_keys (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references organizations,
  name text not null check (name <> '' and length(name) <= 200),
  -- What people see of the key afterwards, such as lot_live_1a2b3c4d: enough to tell keys apart, too little to use.
  prefix text not null,
  -- SHA-256 of the whole key. A key is 256 random bits, so a slow hash would add cost and no safety.
  key_hash bytea not null unique check (length(key_hash) = 32),
  role text not null check (role in ('viewer', 'analyst', 'admin')),
  created_by text not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
create index api_keys_by_organization on api_keys (org_id, created_at);

call protect('api_keys', 'org_id = lotline.current_org()');
-- Everything but the hash: only find_api_key reads that.
grant select (id, org_id, name, prefix, role, created_by, created_at, expires_at, revoked_at, last_used_at)
  on api_keys to lotline_api;

-- One row per Idempotency-Key, organization and route, for 24 hours. Without a status the request still runs
-- (or its process died: after running_until another may take the key over; token tells the two apart).
create table idempotency_keys (
  org_id uuid not null references organizations,
  route text not null,
  key text not null check (length(key) between 1 and 255),
  fingerprint bytea not null,
  token uuid not null,
  created_at timestamptz not null default clock_timestamp(),
  running_until timestamptz not null,
  status int,
  body text,
  primary key (org_id, route, key),
  check ((status is null) = (body is null))
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

call protect('idempotency_keys', 'org_id = lotline.current_org()');
