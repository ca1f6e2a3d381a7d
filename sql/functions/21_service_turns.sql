-- Turns: the right to send one call each, at times that lie apart as the limit asks. A process takes as many as it needs
-- for a few seconds, so that calls cost no round trip each; the budget's row is the one place where all meet.

-- Gives a process turns, and says how many calls it may have under way.
--   p_calls, p_units  turns and units of the month's quota that it wants now
--   p_waiting         calls that wait, those with a turn included
--   p_in_flight       calls under way
--   p_used, p_cost    corrections to what was taken before: units (negative: fewer than taken), dollars
-- Answers: p_calls turns at most, the first due in start_ms (negative: at once) and one each step_ms; when to ask again
-- for the rest; and `state`: ok, or why there is nothing: held, broken or quota, for wait_ms. probe: this one call shows
-- whether a service that was out of order is well again.
-- Called by: processes that call services. Locks: the budget, the process's share, the breaker.
create or replace function take_turns(p_service text, p_credential text, p_process text, p_calls int, p_waiting int,
  p_in_flight int, p_units bigint, p_interactive boolean, p_used bigint, p_cost numeric)
returns table (calls int, start_ms double precision, step_ms double precision, calls_at_once int, units bigint,
  again_ms double precision, state text, wait_ms double precision, reason text, probe boolean)
language plpgsql security definer set search_path = lotline, pg_temp
set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_budget lotline.service_budgets;
  v_step interval;
  v_burst int;
  v_ahead interval;
  v_from timestamptz;
  v_free int;
  v_rivals int;
  v_most bigint;
  v_broken record;
begin
  perform lotline.make_losable();
  select * into v_budget from lotline.service_budgets b where b.service = p_service and b.credential = p_credential for update;
  if not found then
    perform lotline.refuse_argument('service', p_service, 'open its budget first');
  end if;
  v_now := lotline.clock();
  v_budget := lotline.refresh_budget(v_budget, v_now, p_used, p_cost);
  select make_interval(secs => t.step), t.burst into v_step, v_burst from lotline.turn_seconds(lotline.budget_in_force(v_budget)) t;
  calls := 0;
  units := 0;
  step_ms := extract(epoch from v_step) * 1000;
  start_ms := 0;
  again_ms := 1000;
  state := 'ok';
  wait_ms := 0;
  probe := false;
  calls_at_once := lotline.share_calls(lotline.budget_in_force(v_budget), p_process, p_waiting, p_in_flight, v_now);

  select * into v_broken from lotline.ask_breaker(p_service, p_credential, p_process, p_calls, v_now);
  if v_broken.wait_ms is not null and p_calls > 0 and p_in_flight = 0 and exists (
    select from lotline.service_breakers b
    where b.service = p_service and b.credential = p_credential and b.probing_by = p_process and b.probe_at <= v_now) then
    -- the probe is its own and has not left yet: it asks for more units, or its first ask found no turn
    v_broken.wait_ms := null;
    v_broken.probe := true;
  end if;
  if v_broken.wait_ms is not null then
    state := 'broken';
    wait_ms := v_broken.wait_ms;
    reason := v_broken.reason;
  elsif v_budget.held_until > v_now then
    state := 'held';
    wait_ms := extract(epoch from v_budget.held_until - v_now) * 1000;
    reason := v_budget.held_reason;
  elsif p_calls > 0 and calls_at_once > 0 then
    probe := v_broken.probe;
    v_from := greatest(v_budget.next_turn, v_now - v_step * (v_burst - 1));
    v_ahead := least(interval '3 seconds', greatest(interval '1 second', v_step * 10)) * case when p_interactive then 2 else 1 end;
    v_free := greatest(0, floor(extract(epoch from v_now + v_ahead - v_from) / extract(epoch from v_step))::int + 1);
    -- nobody takes what others wait for too
    select count(*) into v_rivals from lotline.service_shares s
    where s.service = p_service and s.credential = p_credential and s.process <> p_process and s.until > v_now and s.waiting > 0;
    calls := case when probe then least(v_free, 1) else least(p_calls, ceil(v_free::numeric / (v_rivals + 1))::int) end;
    v_most := (lotline.budget_in_force(v_budget)).per_month;
    if v_most is not null and not p_interactive then
      v_most := floor(v_most * (1 - (lotline.budget_in_force(v_budget)).reserve));
    end if;
    units := greatest(0, least(p_units, coalesce(v_most - v_budget.used_units, p_units)));
    if units < p_units then
      state := 'quota';
      wait_ms := extract(epoch from ((v_budget.month + interval '1 month') at time zone 'UTC') - v_now) * 1000;
      reason := case when p_interactive or (lotline.budget_in_force(v_budget)).reserve = 0 then 'monthly quota used up'
        else 'monthly quota used up but for the reserve' end;
      calls := least(calls, units)::int;
      units := calls;
    end if;
    if calls > 0 then
      start_ms := extract(epoch from v_from - v_now) * 1000;
      update lotline.service_budgets b set next_turn = v_from + v_step * calls, used_units = b.used_units + units
      where b.service = p_service and b.credential = p_credential;
      update lotline.service_shares s set turns_until = v_from + v_step * calls
      where s.service = p_service and s.credential = p_credential and s.process = p_process;
    else
      units := 0;
    end if;
    again_ms := greatest(50, extract(epoch from v_from + v_step * calls - v_now - v_ahead / 2) * 1000);
    -- who got all may ask again when he needs more; but where others wait too and little is left, asking often, for
    -- little, would get him more than his part
    if calls >= p_calls and (v_rivals = 0 or (v_free - calls) * v_step >= v_ahead / 2) then
      again_ms := 0;
    end if;
  elsif p_calls > 0 then
    -- all calls at once are others' this moment
    again_ms := 200;
  end if;
  return next;
end $$;

-- The budget with this month's counters and what time has healed, stored.
-- Called by: take_turns, leave_budget, which hold it. Locks: the budget (held).
create or replace function refresh_budget(p_budget service_budgets, p_now timestamptz, p_used bigint, p_cost numeric)
returns service_budgets
language plpgsql as $$
declare
  v_budget lotline.service_budgets := p_budget;
  v_month date := date_trunc('month', p_now at time zone 'UTC')::date;
  v_most int := (lotline.budget_in_force(p_budget)).concurrency;
  v_quiet constant interval := interval '10 seconds';
begin
  if v_budget.month < v_month then
    v_budget.month := v_month;
    v_budget.used_units := 0;
    v_budget.used_cost := 0;
  end if;
  v_budget.used_units := greatest(0, v_budget.used_units + p_used);
  v_budget.used_cost := v_budget.used_cost + p_cost;
  if v_budget.rate_factor < 1 and p_now - v_budget.rate_factor_at > interval '30 seconds' then
    v_budget.rate_factor := least(1, v_budget.rate_factor + 0.05);
    v_budget.rate_factor_at := p_now;
  end if;
  if v_budget.calls_at_once is not null and p_now - v_budget.calls_at_once_at > v_quiet then
    v_budget.calls_at_once := v_budget.calls_at_once + 1;
    v_budget.calls_at_once_at := p_now;
    if v_budget.calls_at_once >= v_most then
      v_budget.calls_at_once := null;
    end if;
  end if;
  if v_budget.strikes > 0 and p_now - v_budget.held_until > interval '1 minute' then
    v_budget.strikes := 0;
  end if;
  if v_budget is distinct from p_budget then
    update lotline.service_budgets b set month = v_budget.month, used_units = v_budget.used_units, used_cost = v_budget.used_cost,
      rate_factor = v_budget.rate_factor, rate_factor_at = v_budget.rate_factor_at, calls_at_once = v_budget.calls_at_once,
      calls_at_once_at = v_budget.calls_at_once_at, strikes = v_budget.strikes
    where b.service = p_budget.service and b.credential = p_budget.credential;
  end if;
  return v_budget;
end $$;

-- Says how many calls a process may have under way, and stores that as its share. All shares together never exceed the
-- limit; whoever has more than a fair part gives way as its calls end once somebody waits longer than it. The share of a
-- process that is not heard of for 15 seconds is free again.
-- Called by: take_turns, which holds the budget. Locks: the process's share.
create or replace function share_calls(p_budget service_budgets, p_process text, p_waiting int, p_in_flight int, p_now timestamptz)
returns int
language plpgsql as $$
declare
  v_mine lotline.service_shares;
  v_since timestamptz;
  v_others int;
  v_active int;
  v_fair int;
  v_calls int;
begin
  delete from lotline.service_shares s
  where s.service = p_budget.service and s.credential = p_budget.credential and s.until <= p_now;
  select * into v_mine from lotline.service_shares s
  where s.service = p_budget.service and s.credential = p_budget.credential and s.process = p_process;
  select coalesce(sum(s.calls_at_once), 0), count(*) + 1 into v_others, v_active from lotline.service_shares s
  where s.service = p_budget.service and s.credential = p_budget.credential and s.process <> p_process;
  v_since := case when p_waiting > 0 then coalesce(v_mine.waiting_since, p_now) end;
  v_fair := p_budget.calls_at_once / v_active;
  -- its fair part at once: what waits this moment says little about the next
  v_calls := least(greatest(p_waiting + p_in_flight, v_fair), p_budget.calls_at_once - v_others);
  if exists (select from lotline.service_shares s
    where s.service = p_budget.service and s.credential = p_budget.credential and s.process <> p_process
      and s.waiting > 0 and s.calls_at_once < greatest(v_fair, 1) and s.waiting_since <= coalesce(v_since, p_now)) then
    v_calls := least(v_calls, v_fair);
  end if;
  v_calls := greatest(v_calls, p_in_flight, 0);
  if v_calls > p_in_flight then
    -- it gets something: from now on others may have waited longer
    v_since := null;
  end if;
  insert into lotline.service_shares as s (service, credential, process, calls_at_once, in_flight, waiting, waiting_since, until)
  values (p_budget.service, p_budget.credential, p_process, v_calls, p_in_flight, p_waiting, v_since, p_now + interval '15 seconds')
  on conflict (service, credential, process) do update set calls_at_once = excluded.calls_at_once, in_flight = excluded.in_flight,
    waiting = excluded.waiting, waiting_since = excluded.waiting_since, until = excluded.until;
  return v_calls;
end $$;

-- A process has nothing to ask any more: its share is free, and turns that it did not use, where nobody took later ones.
-- A probe that it took and never sent is another's at once.
-- Called by: processes that call services. Locks: the budget, the share, the breaker.
create or replace function leave_budget(p_service text, p_credential text, p_process text, p_turns int, p_used bigint, p_cost numeric)
returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_budget lotline.service_budgets;
  v_until timestamptz;
begin
  perform lotline.make_losable();
  select * into v_budget from lotline.service_budgets b where b.service = p_service and b.credential = p_credential for update;
  if not found then
    return;
  end if;
  perform lotline.refresh_budget(v_budget, lotline.clock(), p_used, p_cost);
  delete from lotline.service_shares s
  where s.service = p_service and s.credential = p_credential and s.process = p_process returning s.turns_until into v_until;
  update lotline.service_breakers b set probing_by = null, probing_until = '-infinity'
  where b.service = p_service and b.credential = p_credential and b.probing_by = p_process;
  if p_turns > 0 and v_until = v_budget.next_turn then
    update lotline.service_budgets b
    set next_turn = b.next_turn - make_interval(secs => p_turns * (lotline.turn_seconds(lotline.budget_in_force(v_budget))).step)
    where b.service = p_service and b.credential = p_credential;
  end if;
end $$;

-- The service said "too many": nobody calls it for a while, and less often from then on. Gives the milliseconds.
--   p_ms  as long as it asked for; null when it named no time: a second, then twice as long each time, at most a minute
-- Called by: processes that call services. Locks: the budget.
create or replace function hold_service(p_service text, p_credential text, p_ms double precision) returns double precision
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz;
  v_budget lotline.service_budgets;
  v_until timestamptz;
begin
  select * into v_budget from lotline.service_budgets b where b.service = p_service and b.credential = p_credential for update;
  v_now := lotline.clock();
  if p_ms is null and v_budget.held_until > v_now then
    -- calls that left before the hold was known say nothing new
    return extract(epoch from v_budget.held_until - v_now) * 1000;
  end if;
  v_until := greatest(v_budget.held_until, v_now + make_interval(secs =>
    coalesce(p_ms / 1000, least(60, 2 ^ least(v_budget.strikes, 6)) * (0.75 + random() / 2))));
  update lotline.service_budgets b set held_until = v_until, held_reason = 'rate limited',
    -- turns begin anew after it, without a burst
    next_turn = greatest(b.next_turn, v_until),
    strikes = b.strikes + (p_ms is null)::int,
    rate_factor = case when b.held_until > v_now then b.rate_factor else greatest(0.1, b.rate_factor * 0.9) end,
    rate_factor_at = v_now
  where b.service = p_service and b.credential = p_credential;
  return extract(epoch from v_until - v_now) * 1000;
end $$;

-- The service is overloaded: half as many calls at once, and one more again with every 10 quiet seconds. Several calls that
-- find it so at the same time count once.
-- Called by: processes that call services. Locks: the budget.
create or replace function slow_service(p_service text, p_credential text) returns void
language sql security definer set search_path = lotline, pg_temp as $$
  update lotline.service_budgets b
  set calls_at_once = greatest(1, (lotline.budget_in_force(b)).calls_at_once / 2), calls_at_once_at = lotline.clock()
  where b.service = p_service and b.credential = p_credential and b.calls_at_once_at < lotline.clock() - interval '2 seconds'
$$;
grant execute on function
  take_turns(text, text, text, int, int, int, bigint, boolean, bigint, numeric), leave_budget(text, text, text, int, bigint, numeric),
  hold_service(text, text, double precision), slow_service(text, text)
  to lotline_api, lotline_worker;
