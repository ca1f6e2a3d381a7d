-- Pauses a job until a time, or gives a paused one (also one that paused itself) a time to go on; null takes the time
-- away and leaves it paused. Items that are out may report, as with pause_job.
-- Called by: surfaces. Locks: cursor, job.
create or replace function pause_until(p_org uuid, p_job uuid, p_resume_at timestamptz, p_actor text default null, p_reason text default null)
returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs := lotline.lock_job(p_org, p_job);
  v_now timestamptz := lotline.clock();
begin
  if p_resume_at is not null and not (p_resume_at > v_now and p_resume_at <= v_now + interval '366 days') then
    perform lotline.refuse_argument('resume_at', p_resume_at::text, 'give a time in the future, within a year');
  end if;
  if v_job.status = 'in_progress' and p_resume_at is not null then
    perform lotline.pause_job(p_org, p_job, p_actor, p_reason);
    v_job := lotline.find_job(p_org, p_job);
  end if;
  if v_job.status <> 'paused' then
    perform lotline.refuse_move(v_job.id, v_job.status, 'paused');
  end if;
  if p_resume_at is null then
    delete from lotline.job_resumptions r where r.job_no = v_job.number;
  else
    insert into lotline.job_resumptions as r (job_no, paused_at, resume_at, set_by, set_at)
    values (v_job.number, v_job.paused_at, p_resume_at, p_actor, v_now)
    on conflict (job_no) do update set paused_at = excluded.paused_at, resume_at = excluded.resume_at,
      set_by = excluded.set_by, set_at = excluded.set_at;
  end if;
  perform lotline.record_event(v_job.number, 'resume_at_set', p_actor, p_reason, json_build_object('resume_at', p_resume_at));
end $$;

-- Resumes jobs whose time has come. One that was resumed or paused anew since its time was set is left as it is. A job
-- that somebody has locked waits for the next tick.
-- Called by: tick. Locks: job_resumptions, cursors with SKIP LOCKED; then as resume_job, for at most 200 ms.
create or replace function resume_due(p_now timestamptz) returns int
language plpgsql as $$
declare
  v_lock_timeout text := current_setting('lock_timeout');
  v_due lotline.job_resumptions;
  v_job lotline.jobs;
  v_resumed int := 0;
begin
  if not exists (select from lotline.job_resumptions r where r.resume_at <= p_now) then
    return 0;
  end if;
  perform set_config('lock_timeout', '200ms', true);
  for v_due in select * from lotline.job_resumptions r where r.resume_at <= p_now order by r.resume_at limit 100 loop
    perform from lotline.cursors c where c.job_no = v_due.job_no for update skip locked;
    continue when not found;
    begin
      -- under the cursor, so that nobody sets another time meanwhile
      delete from lotline.job_resumptions r where r.job_no = v_due.job_no and r.resume_at <= p_now returning r.* into v_due;
      continue when not found;
      select * into v_job from lotline.jobs j where j.number = v_due.job_no;
      if v_job.status = 'paused' and v_job.paused_at = v_due.paused_at and v_job.hidden_at is null then
        perform set_config('lotline.request', jsonb_build_object('actor', 'system', 'onBehalfOf', v_due.set_by)::text, true);
        perform lotline.resume_job(p_org => v_job.org_id, p_job => v_job.id, p_actor => v_due.set_by,
          p_reason => 'the time to go on has come');
        perform set_config('lotline.request', '', true);
        v_resumed := v_resumed + 1;
      end if;
    exception when lock_not_available or deadlock_detected then
      -- somebody reports on the job this moment; the deletion is undone with the rest
      null;
    end;
  end loop;
  perform set_config('lock_timeout', v_lock_timeout, true);
  return v_resumed;
end $$;

grant execute on function pause_until(uuid, uuid, timestamptz, text, text) to lotline_api;
