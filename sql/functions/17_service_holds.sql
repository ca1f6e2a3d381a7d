-- Why calls to a service wait, as its jobs tell it: {service, label, code, text, until}, or null when they do not.
-- Called by: job_hold, service_states. Locks: nothing.
create or replace function service_hold(p_service text, p_credential text) returns jsonb
language plpgsql stable as $$
declare
  v_now timestamptz := lotline.clock();
  v_budget lotline.service_budgets;
  v_breaker lotline.service_breakers;
  v_code text;
  v_text text;
  v_until timestamptz;
begin
  select * into v_budget from lotline.service_budgets b where b.service = p_service and b.credential = p_credential;
  if not found then
    return null;
  end if;
  select * into v_breaker from lotline.service_breakers b where b.service = p_service and b.credential = p_credential;
  if found then
    v_code := 'out_of_order';
    v_text := 'out of order (' || v_breaker.cause || ')';
    v_until := greatest(v_breaker.probe_at, v_now);
  elsif v_budget.held_until > v_now then
    v_code := 'rate_limited';
    v_text := v_budget.held_reason;
    v_until := v_budget.held_until;
  elsif v_budget.month = date_trunc('month', v_now at time zone 'UTC')::date and v_budget.used_units
      >= floor((lotline.budget_in_force(v_budget)).per_month * (1 - (lotline.budget_in_force(v_budget)).reserve)) then
    v_code := 'quota';
    v_text := 'monthly quota used up';
    v_until := (v_budget.month + interval '1 month') at time zone 'UTC';
  elsif (select coalesce(sum(s.waiting), 0) from lotline.service_shares s
      where s.service = p_service and s.credential = p_credential and s.until > v_now)
      * (lotline.turn_seconds(lotline.budget_in_force(v_budget))).step > 10 then
    v_code := 'at_limit';
    v_text := format('at the limit of %s calls a minute', (lotline.budget_in_force(v_budget)).per_minute);
  else
    return null;
  end if;
  return jsonb_build_object('service', p_service, 'label', v_budget.label, 'code', v_code, 'text', v_text,
    'until', to_char(v_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));
end $$;

-- Why a running job waits for a service that its kind needs; null when it does not.
-- Called by: job_progress. Locks: nothing.
create or replace function job_hold(p_kind text, p_driver text, p_status text) returns jsonb
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
begin
  if p_driver <> 'worker' or p_status not in ('pending', 'in_progress')
    or not exists (select from lotline.kind_services k where k.kind = p_kind) then
    return null;
  end if;
  return (select x.hold from lotline.kind_services k
    cross join lateral (select lotline.service_hold(k.service, k.credential) as hold) x
    where k.kind = p_kind and x.hold is not null order by x.hold ->> 'until' desc nulls last limit 1);
end $$;
grant execute on function job_hold(text, text, text) to lotline_api, lotline_worker;
