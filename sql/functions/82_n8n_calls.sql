-- Calls to the workflows that run jobs. A call is owed by the very transaction that moves a job, whoever moves it, so
-- that no crash loses one; it is made later, by a process that takes the row, calls without holding anything, and
-- records what came of it. A failed call never fails a move.

-- Writes the row that owes a call; an older one of the same job that is still open is overtaken.
-- Called by: the trigger below, ask_n8n_call. Locks: the job's open call.
create or replace function owe_n8n_call(p_job jobs, p_move text) returns bigint
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_id bigint;
begin
  update lotline.n8n_calls c set ended_at = v_now, last_error = coalesce(c.last_error, 'Overtaken by a later call')
  where c.job_no = p_job.number and c.ended_at is null;
  -- Whoever moves a job over HTTP makes the call itself and tells what came of it; the sweeper leaves it the time.
  insert into lotline.n8n_calls (org_id, job_no, job_id, kind, move, owed_at, due_at)
  values (p_job.org_id, p_job.number, p_job.id, p_job.kind, p_move, v_now,
    v_now + case when nullif(current_setting('lotline.org', true), '') is null then interval '0' else interval '5 seconds' end)
  returning id into v_id;
  perform pg_notify('lotline_n8n', '');
  return v_id;
end $$;

-- Called by: the trigger below. Locks: as owe_n8n_call.
create or replace function owe_n8n_call_of_move() returns trigger
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  perform lotline.owe_n8n_call(new,
    case old.status when 'pending' then 'start' when 'paused' then 'resume' else 'retry' end);
  return null;
end $$;
create or replace trigger owe_n8n_call after update of status on jobs for each row
  when (old.status is distinct from new.status and new.status = 'in_progress' and new.driver = 'n8n')
  execute function owe_n8n_call_of_move();

-- Owes a call because a person asks for one. LL083 says why there can be none.
-- Called by: src/outcomes/triggers.ts. Locks: cursor, the job's open call.
create or replace function ask_n8n_call(p_org uuid, p_job uuid, p_actor text default null) returns bigint
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs := lotline.lock_job(p_org, p_job);
begin
  if v_job.status <> 'in_progress' then
    raise exception using errcode = 'LL083', message = format('Job %s is %s: its workflow is only called while it is in_progress',
      p_job, v_job.status), detail = json_build_object('job_id', p_job, 'status', v_job.status)::text,
      hint = case when v_job.status in ('pending', 'paused') then 'Set its status to in_progress; that calls the workflow.'
        else 'Retry its failed items; that calls the workflow.' end;
  elsif v_job.driver <> 'n8n' then
    raise exception using errcode = 'LL083', message = format('Job %s is run by %s, not by n8n', p_job,
      case v_job.driver when 'agent' then 'agents' else 'workers of this server' end),
      detail = json_build_object('job_id', p_job, 'driver', v_job.driver)::text,
      hint = 'Jobs are run by n8n when their type has a webhook address at the time they are started.';
  end if;
  perform lotline.record_event(v_job.number, 'n8n_call_asked', p_actor);
  return lotline.owe_n8n_call(v_job, 'asked');
end $$;

-- Takes one owed call, so that nobody else makes it meanwhile: that of a job just moved (its first attempt, p_job), or
-- any that is due (p_job null). Calls whose job has moved on since are closed. No row: nothing to do.
-- Called by: src/outcomes/triggers.ts. Locks: the call, SKIP LOCKED.
create or replace function take_n8n_call(p_org uuid default null, p_job uuid default null)
returns table (id bigint, org_id uuid, job_id uuid, kind text, attempt int)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_now timestamptz := lotline.clock();
  v_call lotline.n8n_calls;
  v_status text;
begin
  if p_job is not null or lotline.current_org() is not null then
    perform lotline.require_org(p_org);
  end if;
  loop
    select c.* into v_call from lotline.n8n_calls c
    where c.ended_at is null and (p_org is null or c.org_id = p_org)
      and case when p_job is null then c.due_at <= v_now and coalesce(c.taken_until, '-infinity') <= v_now
               else c.job_id = p_job and c.attempts = 0 end
    order by c.due_at limit 1 for update skip locked;
    if not found then
      return;
    end if;
    select j.status into v_status from lotline.jobs j
    where j.number = v_call.job_no and j.hidden_at is null and j.driver = 'n8n';
    if v_status is distinct from 'in_progress' then
      update lotline.n8n_calls c set ended_at = v_now,
        last_error = coalesce(c.last_error, format('Not made: the job is %s', coalesce(v_status, 'gone')))
      where c.id = v_call.id;
    elsif v_call.attempts >= 4 then
      update lotline.n8n_calls c set ended_at = v_now, last_error = coalesce(c.last_error, 'Whoever called did not live to tell')
      where c.id = v_call.id;
    else
      return query update lotline.n8n_calls c set attempts = c.attempts + 1, taken_until = v_now + interval '30 seconds'
        where c.id = v_call.id returning c.id, c.org_id, c.job_id, c.kind, c.attempts;
      return;
    end if;
  end loop;
end $$;

-- Writes what came of a call that was taken: p_error null means that it was delivered. With p_again a failed one is due
-- again after 15 s, 1 min and 4 min (spread a little); the fourth failure is the last. Gives when it is due again, or null.
-- Called by: src/outcomes/triggers.ts. Locks: the call.
create or replace function record_n8n_call(p_id bigint, p_attempt int, p_error text, p_again boolean) returns timestamptz
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_call lotline.n8n_calls;
begin
  update lotline.n8n_calls c set taken_until = null, last_error = p_error,
    delivered_at = case when p_error is null then v_now end,
    ended_at = coalesce(c.ended_at, case when p_error is null or not p_again or p_attempt >= 4 then v_now end),
    due_at = v_now + interval '15 seconds' * 4 ^ (p_attempt - 1) * (0.9 + 0.2 * random())
  where c.id = p_id and c.attempts = p_attempt
  returning c.* into v_call;
  if not found then
    return null;
  end if;
  perform lotline.record_event(v_call.job_no, case when p_error is null then 'n8n_called' else 'n8n_call_failed' end, null,
    p_error, json_build_object('move', v_call.move, 'attempt', p_attempt,
      'again_at', case when v_call.ended_at is null then v_call.due_at end));
  return case when v_call.ended_at is null then v_call.due_at end;
end $$;

-- Seconds until a call may be due, at most p_most: how long the sweeper may sleep.
-- Called by: src/outcomes/triggers.ts. Locks: nothing.
create or replace function n8n_rest(p_most double precision) returns double precision
language sql security definer set search_path = lotline, pg_temp as $$
  -- greatest passes over null, so that no call at all would read as one that is due
  select least(p_most, case when count(*) > 0 then greatest(0.1, extract(epoch from
    min(greatest(c.due_at, coalesce(c.taken_until, '-infinity'))) - lotline.clock())::float8) end)
  from lotline.n8n_calls c where c.ended_at is null
$$;

grant execute on function ask_n8n_call(uuid, uuid, text), take_n8n_call(uuid, uuid),
  record_n8n_call(bigint, int, text, boolean), n8n_rest(double precision) to lotline_api;
