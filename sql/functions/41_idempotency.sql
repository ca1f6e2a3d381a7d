-- Claims an Idempotency-Key for a request that is about to run, or answers what the first one answered.
-- state 'new': run it, then finish or release. state 'replay': give status and body again.
-- Raises LL040 when the key came with another body, LL041 while the first request still runs.
-- Called by: the API in a transaction of its own. Locks: the key's row.
create or replace function begin_idempotent(p_org uuid, p_route text, p_key text, p_fingerprint bytea,
  p_token uuid, p_running_seconds int)
returns table (state text, status int, body text)
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_row lotline.idempotency_keys;
  v_now timestamptz := clock_timestamp();
begin
  -- A claim lost in a crash belongs to a request that died with it.
  perform set_config('synchronous_commit', 'off', true);
  insert into lotline.idempotency_keys as k (org_id, route, key, fingerprint, token, running_until)
  values (lotline.require_org(p_org), p_route, p_key, p_fingerprint, p_token,
          v_now + make_interval(secs => p_running_seconds))
  on conflict do nothing;
  if found then
    -- Each new key takes a few outdated ones away, so the table needs no sweeper.
    delete from lotline.idempotency_keys k
     where (k.org_id, k.route, k.key) in (
       select o.org_id, o.route, o.key
         from lotline.idempotency_keys o
        where o.created_at < v_now - interval '24 hours'
        order by o.created_at
        limit 10
        for update skip locked);
    return query select 'new', null::int, null::text;
    return;
  end if;

  select * into v_row
    from lotline.idempotency_keys k
   where k.org_id = p_org and k.route = p_route and k.key = p_key
     for update;
  if not found then
    -- Released or swept between the two statements: the caller asks again.
    raise exception 'The first request with this Idempotency-Key has just ended' using errcode = 'LL041';
  end if;
  if v_row.created_at < v_now - interval '24 hours'
     or (v_row.status is null and v_row.running_until < v_now) then
    update lotline.idempotency_keys k
       set fingerprint = p_fingerprint, token = p_token, created_at = v_now, status = null, body = null,
           running_until = v_now + make_interval(secs => p_running_seconds)
     where k.org_id = p_org and k.route = p_route and k.key = p_key;
    return query select 'new', null::int, null::text;
    return;
  end if;
  if v_row.fingerprint <> p_fingerprint then
    raise exception 'This Idempotency-Key was used with another request body' using errcode = 'LL040',
      hint = 'Send the same body again, or use a new key for a new request.';
  end if;
  if v_row.status is null then
    raise exception 'The first request with this Idempotency-Key is still running' using errcode = 'LL041',
      hint = 'Wait a moment, then send it again to get its answer.';
  end if;
  return query select 'replay', v_row.status, v_row.body;
end $$;

-- Keeps the answer, in the transaction that did the work: either both last or neither.
-- Raises LL041 when the claim ran out and another request took the key: the work is then rolled back.
-- Called by: the API. Locks: the key's row.
create or replace function finish_idempotent(p_org uuid, p_route text, p_key text, p_token uuid, p_status int, p_body text)
returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  update lotline.idempotency_keys k
     set status = p_status, body = p_body
   where k.org_id = lotline.require_org(p_org) and k.route = p_route and k.key = p_key
     and k.token = p_token and k.status is null;
  if not found then
    raise exception 'This request took too long and another with its Idempotency-Key took over' using errcode = 'LL041';
  end if;
end $$;

-- Gives the key back after a refused or failed request, so that a corrected one may use it.
-- Called by: the API. Locks: the key's row.
create or replace function release_idempotent(p_org uuid, p_route text, p_key text, p_token uuid) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  delete from lotline.idempotency_keys k
   where k.org_id = lotline.require_org(p_org) and k.route = p_route and k.key = p_key
     and k.token = p_token and k.status is null;
end $$;

grant execute on function begin_idempotent(uuid, text, text, bytea, uuid, int) to lotline_api;
grant execute on function finish_idempotent(uuid, text, text, uuid, int, text) to lotline_api;
grant execute on function release_idempotent(uuid, text, text, uuid) to lotline_api;
