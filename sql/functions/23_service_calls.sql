-- The call log: what was asked of which service for whom, and what came of it.

-- Writes down calls, many at once. Those of the last minutes stand as they were sent: age_ms says how long ago.
-- Called by: processes that call services, about once a second. Locks: a new week's partition, once.
create or replace function log_service_calls(p_calls json) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
begin
  perform lotline.make_losable();
  perform lotline.ensure_call_partition(v_now);
  perform lotline.ensure_call_partition(v_now - interval '1 hour');
  insert into lotline.service_calls (at, org_id, job_id, seq, service, credential, operation, method, target, attempt, status,
    verdict, duration_ms, bytes, units, cost, request_id, billed, interactive, error)
  select v_now - make_interval(secs => least(greatest(c.age_ms, 0), 3600000) / 1000), c.org_id, c.job_id, c.seq, c.service,
    c.credential, c.operation, c.method, c.target, c.attempt, c.status, c.verdict, c.duration_ms, c.bytes, c.units, c.cost,
    c.request_id, c.billed, c.interactive, c.error
  from json_to_recordset(p_calls) c (age_ms double precision, org_id uuid, job_id uuid, seq int, service text, credential text,
    operation text, method text, target text, attempt smallint, status smallint, verdict text, duration_ms int, bytes int,
    units int, cost numeric, request_id text, billed boolean, interactive boolean, error text);
end $$;

-- Makes the partition of the week of p_at when it is missing; aside, so that nobody waits for it.
-- Called by: log_service_calls, upkeep_services. Locks: the engine_locks row 'partitions', only when it is missing.
create or replace function ensure_call_partition(p_at timestamptz) returns boolean
language plpgsql as $$
declare
  v_week date := lotline.week_of(p_at);
  v_partition text := 'service_calls_' || to_char(v_week::timestamp, 'YYYYMMDD');
begin
  if to_regclass('lotline.' || v_partition) is not null then
    return false;
  end if;
  perform from lotline.engine_locks l where l.name = 'partitions' for update;
  if to_regclass('lotline.' || v_partition) is not null then
    return false;
  end if;
  execute format('create table lotline.%I (like lotline.service_calls including defaults including constraints)', v_partition);
  execute format('alter table lotline.%I enable row level security', v_partition);
  execute format('alter table lotline.service_calls attach partition lotline.%I for values from (%L) to (%L)', v_partition,
    v_week::timestamp at time zone 'UTC', (v_week + 7)::timestamp at time zone 'UTC');
  return true;
end $$;

-- The call log's partitions ahead, those of weeks that ended more than 30 days ago, budgets that nobody uses any more,
-- paid answers whose licence is over, and claims that their buyers left behind.
-- Called by: upkeep. Locks: the partitions dropped, for at most two seconds.
create or replace function upkeep_services() returns void
language plpgsql as $$
declare
  v_now timestamptz := lotline.clock();
  v_lock_timeout text := current_setting('lock_timeout');
  v_partition text;
begin
  perform lotline.ensure_call_partition(v_now);
  perform lotline.ensure_call_partition(v_now + interval '7 days');
  perform set_config('lock_timeout', '2s', true);
  for v_partition in
    select c.relname from pg_class c join pg_inherits i on i.inhrelid = c.oid
    where i.inhparent = 'lotline.service_calls'::regclass
      and to_date(right(c.relname, 8), 'YYYYMMDD') + 7 < (v_now at time zone 'UTC')::date - 30
  loop
    begin
      execute format('drop table lotline.%I', v_partition);
    exception when lock_not_available then
      -- somebody reads it; the next round takes it
      null;
    end;
  end loop;
  perform set_config('lock_timeout', v_lock_timeout, true);
  delete from lotline.paid_answers a where a.expires_at <= v_now or (a.answer is null and a.claimed_until <= v_now);
  delete from lotline.service_budgets b where b.month < (v_now - interval '90 days')::date and b.month > '-infinity' and b.chosen = '{}';
  delete from lotline.service_shares s where s.until <= v_now;
end $$;
grant execute on function log_service_calls(json) to lotline_api, lotline_worker;
