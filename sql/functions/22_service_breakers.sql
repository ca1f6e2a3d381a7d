-- Breakers: a service that is out of order is left alone, the jobs that need it stand still with the cause, and one call
-- at a time finds out whether it is well again.

-- Says whether a call may pass a breaker: no row's worth of wait_ms when there is none, else how long to wait; when it is
-- time to see, one process at a time gets one call, the probe.
-- Called by: take_turns. Locks: the breaker.
create or replace function ask_breaker(p_service text, p_credential text, p_process text, p_calls int, p_now timestamptz,
  out wait_ms double precision, out reason text, out probe boolean)
language plpgsql as $$
declare
  v_breaker lotline.service_breakers;
begin
  probe := false;
  select * into v_breaker from lotline.service_breakers b where b.service = p_service and b.credential = p_credential;
  if not found then
    return;
  end if;
  reason := v_breaker.cause;
  if v_breaker.probe_at > p_now then
    wait_ms := extract(epoch from v_breaker.probe_at - p_now) * 1000;
  elsif v_breaker.probing_until > p_now then
    -- somebody is finding out
    wait_ms := 2000;
  elsif p_calls > 0 then
    update lotline.service_breakers b set probing_by = p_process, probing_until = p_now + interval '1 minute'
    where b.service = p_service and b.credential = p_credential;
    probe := true;
  end if;
end $$;

-- Opens a breaker, or after a probe that failed keeps it open: for 15 seconds, twice as long each time, at most 10
-- minutes; 5 minutes where the service refuses us, which only a person changes. The tick then pauses the jobs.
-- Called by: processes that call services. Locks: the breaker.
create or replace function open_breaker(p_service text, p_credential text, p_class text, p_cause text) returns double precision
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_breaker lotline.service_breakers;
begin
  insert into lotline.service_breakers as b (service, credential, class, cause, opened_at, probe_at)
  values (p_service, p_credential, p_class, left(p_cause, 300), v_now,
    v_now + case when p_class = 'refused' then interval '5 minutes' else interval '15 seconds' end)
  on conflict (service, credential) do update set class = excluded.class, cause = excluded.cause,
    openings = b.openings + 1, probing_by = null, probing_until = '-infinity',
    probe_at = v_now + case when p_class = 'refused' then interval '5 minutes'
      else least(interval '10 minutes', interval '15 seconds' * 2 ^ least(b.openings, 10)) end
  -- calls that were under way when it opened say nothing new
  where b.probe_at <= v_now;
  select * into v_breaker from lotline.service_breakers b where b.service = p_service and b.credential = p_credential;
  return extract(epoch from v_breaker.probe_at - v_now) * 1000;
end $$;

-- The service is well: its breaker is gone, and the tick resumes the jobs that it paused.
-- Called by: processes that call services, after a probe. Locks: the breaker.
create or replace function close_breaker(p_service text, p_credential text) returns void
language sql security definer set search_path = lotline, pg_temp as $$
  delete from lotline.service_breakers b where b.service = p_service and b.credential = p_credential
$$;

-- Pauses the jobs that need a service that is out of order; lets one of them go on when it is time to see; and resumes
-- all of them once it is well. Only what was paused here is resumed, and only if nobody touched it since. A job that
-- somebody has locked waits for the next tick.
-- Called by: tick. Locks: cursors with SKIP LOCKED, then jobs for at most 200 ms.
create or replace function tend_breakers(p_now timestamptz) returns void
language plpgsql as $$
declare
  v_lock_timeout text := current_setting('lock_timeout');
  v_no bigint;
begin
  if not exists (select from lotline.service_breakers) and not exists (select from lotline.service_pauses) then
    return;
  end if;
  perform set_config('lock_timeout', '200ms', true);
  for v_no in
    select j.number from lotline.service_breakers b
    join lotline.kind_services k on k.service = b.service and k.credential = b.credential
    join lotline.jobs j on j.kind = k.kind and j.status = 'in_progress' and j.driver = 'worker'
    where b.probe_at > p_now limit 500
  loop
    perform lotline.pause_for_breaker(v_no, p_now);
  end loop;
  for v_no in
    select p.job_no from lotline.service_pauses p
    where not exists (select from lotline.service_breakers b where b.service = p.service and b.credential = p.credential)
    order by p.job_no limit 500
  loop
    perform lotline.resume_after_breaker(v_no, 'the service answers again');
  end loop;
  for v_no in
    select x.job_no from lotline.service_breakers b cross join lateral (
      select p.job_no from lotline.service_pauses p where p.service = b.service and p.credential = b.credential
      order by p.job_no limit 1) x
    where b.probe_at <= p_now and not exists (
      select from lotline.kind_services k join lotline.jobs j on j.kind = k.kind and j.status = 'in_progress' and j.driver = 'worker'
      where k.service = b.service and k.credential = b.credential)
  loop
    perform lotline.resume_after_breaker(v_no, 'to see whether the service answers again');
  end loop;
  perform set_config('lock_timeout', v_lock_timeout, true);
end $$;

-- Called by: tend_breakers. Locks: cursor with SKIP LOCKED, job.
create or replace function pause_for_breaker(p_job bigint, p_now timestamptz) returns void
language plpgsql as $$
declare
  v_breaker lotline.service_breakers;
  v_label text;
begin
  perform from lotline.cursors c where c.job_no = p_job for update skip locked;
  if not found or not lotline.try_lock_job(p_job) then
    return;
  end if;
  select b.* into v_breaker from lotline.service_breakers b
  join lotline.kind_services k on k.service = b.service and k.credential = b.credential
  join lotline.jobs j on j.kind = k.kind where j.number = p_job and b.probe_at > p_now order by b.opened_at limit 1;
  select s.label into v_label from lotline.service_budgets s
  where s.service = v_breaker.service and s.credential = v_breaker.credential;
  update lotline.jobs j set status = 'paused', paused_at = p_now, auto_paused = true, updated_at = p_now,
    pause_reason = format('%s is out of order: %s. It goes on by itself', coalesce(v_label, v_breaker.service), v_breaker.cause)
  where j.number = p_job and j.status = 'in_progress';
  if not found then
    return;
  end if;
  update lotline.cursors c set open = false where c.job_no = p_job;
  insert into lotline.service_pauses as p (job_no, service, credential, paused_at)
  values (p_job, v_breaker.service, v_breaker.credential, p_now)
  on conflict (job_no) do update set service = excluded.service, credential = excluded.credential, paused_at = excluded.paused_at;
  perform lotline.record_event(p_job, 'auto_paused', null, 'a service is out of order',
    json_build_object('service', v_breaker.service, 'class', v_breaker.class, 'cause', v_breaker.cause));
end $$;

-- Called by: tend_breakers. Locks: as resume_job.
create or replace function resume_after_breaker(p_job bigint, p_reason text) returns void
language plpgsql as $$
declare
  v_pause lotline.service_pauses;
  v_job lotline.jobs;
begin
  perform from lotline.cursors c where c.job_no = p_job for update skip locked;
  if not found then
    return;
  end if;
  begin
    delete from lotline.service_pauses p where p.job_no = p_job returning p.* into v_pause;
    select * into v_job from lotline.jobs j where j.number = p_job;
    -- somebody who paused it anew, gave it a time or ended it has the last word
    if v_job.status = 'paused' and v_job.auto_paused and v_job.paused_at = v_pause.paused_at and v_job.hidden_at is null
      and not exists (select from lotline.job_resumptions r where r.job_no = p_job) then
      perform lotline.resume_job(p_org => v_job.org_id, p_job => v_job.id, p_actor => null, p_reason => p_reason);
    end if;
  exception when lock_not_available or deadlock_detected then
    -- somebody reports on the job this moment; the deletion is undone with the rest
    null;
  end;
end $$;
grant execute on function open_breaker(text, text, text, text), close_breaker(text, text) to lotline_api, lotline_worker;
