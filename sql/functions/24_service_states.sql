-- Every budget as it is this moment. Which organization asks makes no difference: the credentials are the installation's.
-- Called by: surfaces. Locks: nothing.
create or replace function service_states(p_org uuid)
returns table (service text, credential text, chosen jsonb, per_minute int, burst int, concurrency int, per_month bigint,
  reserve double precision, calls_at_once int, rate_factor double precision, hold jsonb, in_flight int, waiting int,
  processes int, month date, used_units bigint, used_cost numeric)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_now timestamptz := lotline.clock();
begin
  perform lotline.require_org(p_org);
  return query
    select b.service, b.credential, b.chosen, f.per_minute, f.burst, f.concurrency, f.per_month, f.reserve, f.calls_at_once,
      b.rate_factor, lotline.service_hold(b.service, b.credential), s.in_flight, s.waiting, s.processes,
      case when b.month > '-infinity' then b.month end,
      case when b.month = date_trunc('month', v_now at time zone 'UTC')::date then b.used_units else 0 end,
      case when b.month = date_trunc('month', v_now at time zone 'UTC')::date then b.used_cost else 0 end
    from lotline.service_budgets b cross join lateral lotline.budget_in_force(b) f
    cross join lateral (
      select coalesce(sum(x.in_flight), 0)::int as in_flight, coalesce(sum(x.waiting), 0)::int as waiting, count(*)::int as processes
      from lotline.service_shares x where x.service = b.service and x.credential = b.credential and x.until > v_now) s
    order by b.service, b.month desc, b.credential;
end $$;
grant execute on function service_states(uuid) to lotline_api;
