-- How much of a service one credential may use.

-- A budget with what was chosen over what the program says, and what is left of the rate and the concurrency.
-- Called by: everything about budgets. Locks: nothing.
create or replace function budget_in_force(p_budget service_budgets) returns service_budgets
language plpgsql immutable as $$
declare
  v_budget lotline.service_budgets := p_budget;
begin
  v_budget.per_minute := coalesce((p_budget.chosen ->> 'per_minute')::int, p_budget.per_minute);
  v_budget.burst := coalesce((p_budget.chosen ->> 'burst')::int, p_budget.burst);
  v_budget.concurrency := coalesce((p_budget.chosen ->> 'concurrency')::int, p_budget.concurrency);
  v_budget.reserve := coalesce((p_budget.chosen ->> 'reserve')::double precision, p_budget.reserve);
  v_budget.per_month := coalesce((p_budget.chosen ->> 'per_month')::bigint, p_budget.per_month);
  v_budget.calls_at_once := least(coalesce(p_budget.calls_at_once, v_budget.concurrency), v_budget.concurrency);
  return v_budget;
end $$;

-- Seconds between two turns, and how many may be taken at once after a quiet time. No minute, wherever it begins, may
-- hold more calls than the limit: so the burst comes out of the rate, is at most a twentieth of it, and turns lie a
-- hundredth further apart than they need to, for calls that reach the service a little later than others.
-- Called by: take_turns, service_states. Locks: nothing.
create or replace function turn_seconds(p_budget service_budgets, out step double precision, out burst int)
language plpgsql immutable as $$
declare
  v_rate double precision := p_budget.per_minute * p_budget.rate_factor;
begin
  burst := greatest(1, least(p_budget.burst, floor(v_rate / 20)::int));
  step := 60.9 / greatest(v_rate - burst + 1, 0.5);
end $$;

-- Makes a service known with its limits, and which kinds of work need it. What was chosen stays, and holds for a new
-- credential too.
--   p_limits      {per_minute, burst, concurrency, per_month, reserve}
-- Called by: processes, before their first call. Locks: the budget, the kinds' rows.
create or replace function open_budget(p_service text, p_credential text, p_label text, p_limits jsonb, p_kinds text[])
returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  insert into lotline.service_budgets as b (service, credential, label, per_minute, burst, concurrency, per_month, reserve, chosen)
  values (p_service, p_credential, p_label, (p_limits ->> 'per_minute')::int, (p_limits ->> 'burst')::int,
    (p_limits ->> 'concurrency')::int, (p_limits ->> 'per_month')::bigint, (p_limits ->> 'reserve')::double precision,
    coalesce((select s.chosen from lotline.service_budgets s where s.service = p_service order by s.month desc, s.credential limit 1), '{}'))
  on conflict (service, credential) do update set label = excluded.label, per_minute = excluded.per_minute,
    burst = excluded.burst, concurrency = excluded.concurrency, per_month = excluded.per_month, reserve = excluded.reserve
  where (b.label, b.per_minute, b.burst, b.concurrency, b.per_month, b.reserve) is distinct from
    (excluded.label, excluded.per_minute, excluded.burst, excluded.concurrency, excluded.per_month, excluded.reserve);
  insert into lotline.kind_services as k (kind, service, credential)
  select u.kind, p_service, p_credential from (select distinct unnest(p_kinds)) u (kind) order by 1
  on conflict (kind, service) do update set credential = excluded.credential where k.credential <> excluded.credential;
  delete from lotline.kind_services k
  where k.service = p_service and k.credential = p_credential and k.kind <> all (p_kinds);
end $$;

-- Chooses limits of a service, for all its credentials: what is given is set, what is given as null goes back to what the
-- program says. Where several organizations share the installation, only who runs it may.
-- Called by: surfaces. Locks: the budgets of the service.
create or replace function choose_limits(p_org uuid, p_service text, p_values jsonb, p_operator boolean) returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_taken text[] := array(select k.key from jsonb_each(p_values) k where k.value = 'null');
  v_before jsonb;
  v_after jsonb;
begin
  perform lotline.require_org(p_org);
  if not p_operator and (select count(*) > 1 from lotline.organizations) then
    raise exception using errcode = 'LL072', message = 'Several organizations share these limits; only who runs the installation changes them';
  end if;
  select b.chosen into v_before from lotline.service_budgets b where b.service = p_service
  order by b.credential limit 1 for update;
  if not found then
    return false;
  end if;
  update lotline.service_budgets b set chosen = (b.chosen || p_values) - v_taken where b.service = p_service
  returning b.chosen into v_after;
  perform lotline.audit(p_org, 'service.limits_changed', 'service', p_service, p_before => v_before, p_after => v_after);
  return true;
end $$;
grant execute on function choose_limits(uuid, text, jsonb, boolean) to lotline_api;
grant execute on function open_budget(text, text, text, jsonb, text[]) to lotline_api, lotline_worker;

-- Makes a budget known that no process has opened yet, so that its limits can be chosen; else changes nothing.
-- Called by: surfaces, before choose_limits. Locks: nothing.
create or replace function open_unused_budget(p_service text, p_credential text, p_label text, p_limits jsonb) returns void
language sql security definer set search_path = lotline, pg_temp as $$
  insert into lotline.service_budgets (service, credential, label, per_minute, burst, concurrency, per_month, reserve)
  values (p_service, p_credential, p_label, (p_limits ->> 'per_minute')::int, (p_limits ->> 'burst')::int,
    (p_limits ->> 'concurrency')::int, (p_limits ->> 'per_month')::bigint, (p_limits ->> 'reserve')::double precision)
  on conflict (service, credential) do nothing
$$;
grant execute on function open_unused_budget(text, text, text, jsonb) to lotline_api;
