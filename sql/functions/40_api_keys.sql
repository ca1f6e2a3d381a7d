-- Finds a key by its hash, usable or not; the caller compares the hash once more in constant time.
-- Called by: the API for every request with a key. Locks: nothing, writes nothing.
create or replace function find_api_key(p_hash bytea)
returns table (id uuid, org_id uuid, name text, role text, key_hash bytea, usable boolean, stale boolean, scopes text[],
  test boolean, requests_per_minute int)
language sql stable security definer set search_path = lotline, pg_temp as $$
  select k.id, k.org_id, k.name, k.role, k.key_hash,
         k.revoked_at is null and (k.expires_at is null or k.expires_at > lotline.clock()),
         k.last_used_at is null or k.last_used_at < clock_timestamp() - interval '1 minute',
         k.scopes, k.test, k.requests_per_minute
    from lotline.api_keys k
   where k.key_hash = p_hash
$$;

-- Notes that a key was used, at most once a minute, without waiting for the disk.
-- Called by: the API when find_api_key says stale. Locks: the key's row.
create or replace function touch_api_key(p_id uuid) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  update lotline.api_keys
     set last_used_at = clock_timestamp()
   where id = p_id
     and (last_used_at is null or last_used_at < clock_timestamp() - interval '1 minute');
end $$;

-- What may be shown of a key, for the record of what was done.
-- Called by: functions that change keys. Locks: nothing.
create or replace function api_key_facts(p_key api_keys) returns jsonb
language sql stable as $$
  select jsonb_strip_nulls(jsonb_build_object('name', p_key.name, 'prefix', p_key.prefix, 'role', p_key.role,
    'scopes', p_key.scopes, 'test', p_key.test, 'created_by', p_key.created_by, 'expires_at', p_key.expires_at, 'revoked_at', p_key.revoked_at,
    'rotated_from', p_key.rotated_from, 'requests_per_minute', p_key.requests_per_minute, 'open_jobs', p_key.open_jobs,
    'items_per_day', p_key.items_per_day))
$$;

-- True when who has the scopes may give p_scope: writing includes reading, and no scopes mean everything.
-- Called by: check_key_maker. Locks: nothing.
create or replace function scope_covers(p_scopes text[], p_scope text) returns boolean
language sql immutable as $$
  select p_scopes is null or p_scope = any (p_scopes) or regexp_replace(p_scope, ':read$', ':write') = any (p_scopes)
$$;

-- Refuses a key that could do more than the key that makes it (LL072), and one more than an organization may have (LL048).
-- Called by: create_api_key, rotate_api_key. Locks: nothing.
create or replace function check_key_maker(p_key api_keys, p_maker uuid) returns void
language plpgsql as $$
declare
  v_maker lotline.api_keys;
  v_roles text[] := array['viewer', 'analyst', 'admin'];
  v_field text;
begin
  if (select count(*) from lotline.api_keys k where k.org_id = p_key.org_id and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > lotline.clock())) >= 1000 then
    perform lotline.refuse_limit('api_keys', 1000, 60, 'Revoke keys that nobody uses.');
  end if;
  if p_maker is null then
    return;
  end if;
  select * into strict v_maker from lotline.api_keys k where k.id = p_maker and k.org_id = p_key.org_id;
  v_field := case
    when array_position(v_roles, p_key.role) > array_position(v_roles, v_maker.role) then 'role'
    when v_maker.scopes is not null and (p_key.scopes is null
      or exists (select from unnest(p_key.scopes) s where not lotline.scope_covers(v_maker.scopes, s))) then 'scopes'
    when v_maker.test and not p_key.test then 'test'
    when v_maker.requests_per_minute < coalesce(p_key.requests_per_minute, 2147483647) then 'limits.requests_per_minute'
    when v_maker.open_jobs < coalesce(p_key.open_jobs, 2147483647) then 'limits.open_jobs'
    when v_maker.items_per_day < coalesce(p_key.items_per_day, 9223372036854775807) then 'limits.items_per_day'
  end;
  if v_field is not null then
    raise exception using errcode = 'LL072',
      message = format('%s: a key cannot make or rotate a key that may do more than itself', v_field),
      detail = json_build_object('field', v_field)::text,
      hint = 'Narrow the new key, or use a key that has all of it.';
  end if;
end $$;

-- Stores a key of an organization by its hash.
--   p_key    name, prefix, role, scopes, test, created_by, expires_at, requests_per_minute, open_jobs, items_per_day
--   p_maker  the key that asks for it, which the new one never exceeds; null: a person or the owner
-- Called by: the API, the owner (lotline keys create). Locks: nothing.
create or replace function create_api_key(p_org uuid, p_key jsonb, p_hash bytea, p_maker uuid default null) returns uuid
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_key lotline.api_keys := jsonb_populate_record(null::lotline.api_keys, p_key);
begin
  v_key.org_id := lotline.require_org(p_org);
  v_key.test := coalesce(v_key.test, false);
  perform lotline.check_key_maker(v_key, p_maker);
  insert into lotline.api_keys as k (org_id, name, role, prefix, key_hash, created_by, expires_at, scopes, test,
    requests_per_minute, open_jobs, items_per_day)
  values (v_key.org_id, v_key.name, v_key.role, v_key.prefix, p_hash, v_key.created_by, v_key.expires_at, v_key.scopes,
    v_key.test, v_key.requests_per_minute, v_key.open_jobs, v_key.items_per_day)
  returning k.* into v_key;
  perform lotline.audit(p_org, 'key.created', 'api_key', v_key.id::text, null, null, lotline.api_key_facts(v_key));
  return v_key.id;
end $$;

-- Stores the successor of a key: it may do what the old one may, and lives as long as that was made to. The old one
-- ends after the overlap. LL005 when there is nothing to rotate: it was revoked, is over, or was rotated before.
-- Called by: the API, the owner (lotline keys rotate). Locks: the old key's row.
create or replace function rotate_api_key(p_org uuid, p_id uuid, p_prefix text, p_hash bytea, p_overlap_seconds int,
  p_actor text, p_maker uuid default null) returns uuid
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_old lotline.api_keys;
  v_new lotline.api_keys;
  v_state text;
begin
  select * into v_old from lotline.api_keys k where k.id = p_id and k.org_id = lotline.require_org(p_org) for update;
  if not found then
    return null;
  end if;
  v_state := case when v_old.revoked_at is not null then 'was revoked' when v_old.expires_at <= v_now then 'has expired'
    when exists (select from lotline.api_keys k where k.rotated_from = p_id) then 'was rotated before' end;
  if v_state is not null then
    raise exception using errcode = 'LL005', message = format('This key %s', v_state),
      detail = json_build_object('field', 'id', 'value', p_id)::text, hint = 'Rotate a key that is in use, or make another.';
  end if;
  perform lotline.check_key_maker(v_old, p_maker);
  insert into lotline.api_keys as k (org_id, name, role, prefix, key_hash, created_by, expires_at, scopes, test,
    requests_per_minute, open_jobs, items_per_day, rotated_from)
  values (v_old.org_id, v_old.name, v_old.role, p_prefix, p_hash, p_actor, v_now + (v_old.expires_at - v_old.created_at),
    v_old.scopes, v_old.test, v_old.requests_per_minute, v_old.open_jobs, v_old.items_per_day, p_id)
  returning k.* into v_new;
  update lotline.api_keys k
     set expires_at = least(k.expires_at, v_now + make_interval(secs => p_overlap_seconds))
   where k.id = p_id;
  perform lotline.audit(p_org, 'key.rotated', 'api_key', p_id::text, null, lotline.api_key_facts(v_old),
    lotline.api_key_facts(v_new) || jsonb_build_object('id', v_new.id, 'overlap_seconds', p_overlap_seconds));
  return v_new.id;
end $$;

-- Ends a key for good; answers false when the organization has no such key. Repeating it changes nothing.
-- Called by: the API, the owner (lotline keys revoke). Locks: the key's row.
create or replace function revoke_api_key(p_org uuid, p_id uuid) returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_key lotline.api_keys;
begin
  select * into v_key from lotline.api_keys k where k.id = p_id and k.org_id = lotline.require_org(p_org) for update;
  if not found then
    return false;
  end if;
  if v_key.revoked_at is null then
    update lotline.api_keys set revoked_at = lotline.clock() where id = p_id;
    perform lotline.audit(p_org, 'key.revoked', 'api_key', p_id::text, null, lotline.api_key_facts(v_key));
  end if;
  return true;
end $$;

-- Stores the first key of this database: an admin of the default organization. Answers null, and stores nothing,
-- once there is or ever was a key, revoked ones included.
-- Called by: the owner when it starts. Locks: api_keys against writers, so that two starts make one key.
create or replace function create_first_api_key(p_name text, p_prefix text, p_hash bytea, p_created_by text)
returns uuid
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  lock table lotline.api_keys in share row exclusive mode;
  if exists (select from lotline.api_keys) then
    return null;
  end if;
  return lotline.create_api_key(o.id, jsonb_build_object('name', p_name, 'prefix', p_prefix, 'role', 'admin',
      'created_by', p_created_by), p_hash)
    from lotline.organizations o
   where o.slug = 'default';
end $$;

grant execute on function find_api_key(bytea) to lotline_api;
grant execute on function touch_api_key(uuid) to lotline_api;
grant execute on function create_api_key(uuid, jsonb, bytea, uuid) to lotline_api;
grant execute on function rotate_api_key(uuid, uuid, text, bytea, int, text, uuid) to lotline_api;
grant execute on function revoke_api_key(uuid, uuid) to lotline_api;
