-- Addresses that an organization's people want told. Who may call is the API's business; what is stored is checked there.

-- What the record of changes shows of an endpoint: never its secret, and of its address only where it leads, since the
-- rest of one may let people in.
-- Called by: the functions below. Locks: nothing.
create or replace function webhook_shown(p_endpoint webhook_endpoints) returns jsonb
language sql immutable as $$
  select jsonb_build_object('url', substring(p_endpoint.url from '^[a-z]+://[^/?#]*'), 'events', p_endpoint.events,
    'field_names', p_endpoint.field_names, 'payload', p_endpoint.payload, 'rate_per_second', p_endpoint.rate_per_second,
    'description', p_endpoint.description, 'enabled', p_endpoint.disabled_at is null)
$$;

-- The organization's endpoint, or LL090.
-- Called by: the functions below. Locks: the endpoint.
create or replace function lock_webhook(p_org uuid, p_webhook uuid) returns webhook_endpoints
language plpgsql as $$
declare
  v_endpoint lotline.webhook_endpoints;
begin
  select * into v_endpoint from lotline.webhook_endpoints e
   where e.id = p_webhook and e.org_id = lotline.require_org(p_org) and e.removed_at is null for update;
  if not found then
    raise exception using errcode = 'LL090', message = 'Webhook not found',
      detail = json_build_object('field', 'webhook_id')::text;
  end if;
  return v_endpoint;
end $$;

-- Makes whoever looks first and then adds or changes wait for each other.
-- Called by: src/outcomes/webhooks/endpoints.ts, for /webhook-config. Locks: the organization.
create or replace function lock_webhooks(p_org uuid) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  perform from lotline.organizations o where o.id = lotline.require_org(p_org) for no key update;
end $$;

-- Adds an endpoint; it hears of what happens from now on. At most 50 for an organization (LL091).
-- Called by: src/outcomes/webhooks/endpoints.ts. Locks: the organization.
create or replace function add_webhook(p_org uuid, p_id uuid, p_url text, p_description text, p_events text[],
  p_field_names text[], p_payload text, p_rate int, p_sealed_secret bytea, p_is_config boolean, p_actor text)
returns webhook_endpoints
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_endpoint lotline.webhook_endpoints;
begin
  perform lotline.lock_webhooks(p_org);
  if (select count(*) from lotline.webhook_endpoints e where e.org_id = p_org and e.removed_at is null) >= 50 then
    raise exception using errcode = 'LL091', message = 'There are 50 webhooks already, which is the most',
      hint = 'Remove one that is not needed, or let one address receive more events.';
  end if;
  insert into lotline.webhook_endpoints (id, org_id, is_config, url, description, events, field_names, payload,
    rate_per_second, sealed_secret, created_by, created_at, updated_at)
  values (p_id, p_org, p_is_config, p_url, p_description, p_events, p_field_names, p_payload, p_rate, p_sealed_secret,
    p_actor, v_now, v_now)
  returning * into v_endpoint;
  -- without an address there is nobody to tell
  update lotline.webhook_endpoints e set disabled_at = v_now, disabled_reason = 'owner' where e.id = p_id and e.url = '';
  insert into lotline.webhook_lanes (endpoint_id, org_id, next_number)
  values (p_id, p_org, coalesce((select s.last_number from lotline.webhook_streams s where s.org_id = p_org), 0) + 1);
  perform lotline.audit(p_org, 'webhook.created', 'webhook', p_id::text, null, null, lotline.webhook_shown(v_endpoint));
  return v_endpoint;
end $$;

-- Changes what p_changes names: url, description, events, field_names, payload, rate_per_second, enabled. Enabled again,
-- an endpoint gets what it missed, as far as that is kept; another address starts with a clean record.
-- Called by: src/outcomes/webhooks/endpoints.ts. Locks: the endpoint, its lane, its deliveries that wait.
create or replace function change_webhook(p_org uuid, p_webhook uuid, p_changes jsonb) returns webhook_endpoints
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_before lotline.webhook_endpoints := lotline.lock_webhook(p_org, p_webhook);
  v_after lotline.webhook_endpoints;
  v_now timestamptz := lotline.clock();
begin
  update lotline.webhook_endpoints e set
    url = coalesce(p_changes ->> 'url', e.url),
    description = coalesce(p_changes ->> 'description', e.description),
    events = case when p_changes ? 'events' then array(select jsonb_array_elements_text(p_changes -> 'events')) else e.events end,
    field_names = case when p_changes ? 'field_names'
      then array(select jsonb_array_elements_text(p_changes -> 'field_names')) else e.field_names end,
    payload = coalesce(p_changes ->> 'payload', e.payload),
    rate_per_second = coalesce((p_changes ->> 'rate_per_second')::int, e.rate_per_second),
    disabled_at = case (p_changes ->> 'enabled')::boolean when true then null when false then coalesce(e.disabled_at, v_now)
      else e.disabled_at end,
    disabled_reason = case (p_changes ->> 'enabled')::boolean when true then null
      when false then coalesce(e.disabled_reason, 'owner') else e.disabled_reason end,
    updated_at = v_now
  where e.id = p_webhook returning * into v_after;
  if v_after.disabled_at is null and (v_before.disabled_at is not null or v_after.url <> v_before.url) then
    update lotline.webhook_lanes l set failures = 0, failing_since = null, hold_until = '-infinity'
    where l.endpoint_id = p_webhook;
    update lotline.webhook_deliveries d set due_at = v_now
    where d.endpoint_id = p_webhook and d.state = 'waiting' and d.due_at > v_now;
  end if;
  if v_before.url = '' and v_after.url <> '' then
    -- while it had no address it did not want to know
    update lotline.webhook_lanes l
       set next_number = coalesce((select s.last_number from lotline.webhook_streams s where s.org_id = p_org), 0) + 1
     where l.endpoint_id = p_webhook;
  end if;
  perform lotline.audit(p_org, 'webhook.changed', 'webhook', p_webhook::text, null, lotline.webhook_shown(v_before),
    lotline.webhook_shown(v_after));
  return v_after;
end $$;

-- Nothing more is sent there. What was sent goes with upkeep.
-- Called by: src/outcomes/webhooks/endpoints.ts. Locks: the endpoint.
create or replace function remove_webhook(p_org uuid, p_webhook uuid) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_before lotline.webhook_endpoints := lotline.lock_webhook(p_org, p_webhook);
begin
  update lotline.webhook_endpoints e set removed_at = lotline.clock(), updated_at = lotline.clock() where e.id = p_webhook;
  perform lotline.audit(p_org, 'webhook.removed', 'webhook', p_webhook::text, null, lotline.webhook_shown(v_before));
end $$;

-- Another secret signs from now on; until the overlap is over the old one does as well. (Of two rotations within an
-- overlap, the secret before the last is the old one.)
-- Called by: src/outcomes/webhooks/endpoints.ts. Locks: the endpoint.
create or replace function rotate_webhook_secret(p_org uuid, p_webhook uuid, p_sealed_secret bytea, p_overlap_seconds int)
returns webhook_endpoints
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_endpoint lotline.webhook_endpoints := lotline.lock_webhook(p_org, p_webhook);
begin
  update lotline.webhook_endpoints e set sealed_secret = p_sealed_secret,
    sealed_old_secret = case when p_overlap_seconds > 0 then e.sealed_secret end,
    old_secret_until = case when p_overlap_seconds > 0 then v_now + make_interval(secs => p_overlap_seconds) end,
    updated_at = v_now
  where e.id = p_webhook returning * into v_endpoint;
  perform lotline.audit(p_org, 'webhook.secret_rotated', 'webhook', p_webhook::text, null, null,
    jsonb_build_object('overlap_seconds', p_overlap_seconds));
  return v_endpoint;
end $$;

-- Sends again, with ids as they were: the deliveries named, or the events after p_after up to p_until, of those types
-- that the endpoint gets; with p_only_failed those alone that were given up. Gives how many; more than 10,000 are
-- refused (LL093).
-- Called by: src/outcomes/webhooks/deliveries.ts. Locks: the endpoint, its deliveries.
create or replace function replay_webhook(p_org uuid, p_webhook uuid, p_deliveries bigint[], p_after bigint, p_until bigint,
  p_only_failed boolean) returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_endpoint lotline.webhook_endpoints := lotline.lock_webhook(p_org, p_webhook);
  v_count int;
begin
  if p_deliveries is not null or p_only_failed then
    update lotline.webhook_deliveries d set state = 'waiting', earlier_attempts = d.attempts, due_at = v_now,
      taken_until = null, delivered_at = null
    where d.endpoint_id = p_webhook and d.event_id is not null
      and exists (select from lotline.webhook_events e where e.id = d.event_id)
      and (p_deliveries is null or d.id = any (p_deliveries))
      and (not p_only_failed or d.state = 'failed')
      and (p_deliveries is not null or d.number > p_after and d.number <= p_until);
    get diagnostics v_count = row_count;
    if v_count < cardinality(p_deliveries) then
      raise exception using errcode = 'LL092',
        message = format('delivery_ids: %s of them cannot be sent again: no such delivery, a test, or its event is not kept any more',
          cardinality(p_deliveries) - v_count), detail = '{"field":"delivery_ids"}';
    end if;
  else
    with wanted as (
      select e.id, g.place::int, e.number + g.place as number, e.type
        from lotline.webhook_events e
       cross join lateral generate_series(greatest(p_after + 1 - e.number, 0),
         least(p_until - e.number, e.amount - 1)) g (place)
       where e.org_id = p_org and e.type = any (v_endpoint.events) and e.number <= p_until
         and e.number >= coalesce((select x.number from lotline.webhook_events x
           where x.org_id = p_org and x.number <= p_after + 1 order by x.number desc limit 1), 0)
       order by 3 limit 10001)
    insert into lotline.webhook_deliveries as d (endpoint_id, org_id, event_id, place, number, type, created_at, due_at)
    select p_webhook, p_org, w.id, w.place, w.number, w.type, v_now, v_now from wanted w order by w.number
    on conflict (endpoint_id, event_id, place) where event_id is not null do update set state = 'waiting',
      earlier_attempts = d.attempts, due_at = v_now, taken_until = null, delivered_at = null;
    get diagnostics v_count = row_count;
  end if;
  if v_count > 10000 then
    raise exception using errcode = 'LL093', message = 'until: the range holds more than 10,000 events',
      hint = 'Replay it in parts.', detail = '{"field":"until"}';
  end if;
  perform lotline.audit(p_org, 'webhook.replayed', 'webhook', p_webhook::text, null, null,
    jsonb_build_object('events', v_count, 'after', p_after, 'until', p_until));
  return v_count;
end $$;

grant execute on function
  add_webhook(uuid, uuid, text, text, text[], text[], text, int, bytea, boolean, text), change_webhook(uuid, uuid, jsonb),
  remove_webhook(uuid, uuid), rotate_webhook_secret(uuid, uuid, bytea, int),
  replay_webhook(uuid, uuid, bigint[], bigint, bigint, boolean), lock_webhooks(uuid)
  to lotline_api;
