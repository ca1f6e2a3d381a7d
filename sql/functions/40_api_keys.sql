-- Finds a key by its hash, usable or not; the caller compares the hash once more in constant time.
-- Called by: the API for every request with a key. Locks: nothing, writes nothing.
create or replace function find_api_key(p_hash bytea)
returns table (id uuid, org_id uuid, name text, role text, key_hash bytea, usable boolean, stale boolean)
language sql stable security definer set search_path = lotline, pg_temp as $$
  select k.id, k.org_id, k.name, k.role, k.key_hash,
         k.revoked_at is null and (k.expires_at is null or k.expires_at > clock_timestamp()),
         k.last_used_at is null or k.last_used_at < clock_timestamp() - interval '1 minute'
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

-- Stores a key of an organization by its hash.
-- Called by: the owner (lotline keys create). Locks: nothing.
create or replace function create_api_key(p_org uuid, p_name text, p_role text, p_prefix text, p_hash bytea,
  p_created_by text, p_expires_at timestamptz)
returns uuid
language sql security definer set search_path = lotline, pg_temp as $$
  insert into lotline.api_keys (org_id, name, role, prefix, key_hash, created_by, expires_at)
  values (lotline.require_org(p_org), p_name, p_role, p_prefix, p_hash, p_created_by, p_expires_at)
  returning id
$$;

-- Ends a key for good; answers false when the organization has no such key. Repeating it changes nothing.
-- Called by: the owner (lotline keys revoke). Locks: the key's row.
create or replace function revoke_api_key(p_org uuid, p_id uuid) returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  update lotline.api_keys
     set revoked_at = coalesce(revoked_at, clock_timestamp())
   where id = p_id and org_id = lotline.require_org(p_org);
  return found;
end $$;

-- Stores the first key of this database: an admin of the default organization. Answers null, and stores nothing,
-- once there is or ever was a key, revoked ones included.
-- Called by: the owner when it starts. Locks: api_keys against writers, so that two starts make one key.
create or replace function create_first_api_key(p_name text, p_prefix text, p_hash bytea, p_created_by text)
returns uuid
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_id uuid;
begin
  lock table lotline.api_keys in share row exclusive mode;
  if exists (select from lotline.api_keys) then
    return null;
  end if;
  insert into lotline.api_keys (org_id, name, role, prefix, key_hash, created_by)
  select o.id, p_name, 'admin', p_prefix, p_hash, p_created_by
    from lotline.organizations o
   where o.slug = 'default'
  returning id into v_id;
  return v_id;
end $$;

grant execute on function find_api_key(bytea) to lotline_api;
grant execute on function touch_api_key(uuid) to lotline_api;
