-- Refuses an argument: names the field, what was given and what to give instead.
-- Called by: every function that takes arguments from outside. Locks: nothing.
create or replace function refuse_argument(p_field text, p_value text, p_fix text) returns void
language plpgsql as $$
begin
  raise exception using errcode = 'LL004',
    message = format('%s: %s is not valid; %s', p_field, coalesce(quote_literal(left(p_value, 100)), 'no value'), p_fix),
    detail = json_build_object('field', p_field, 'value', left(p_value, 100))::text, hint = p_fix;
end $$;

-- Refuses a move of a job: names where it is and where it may go.
-- Called by: the guard, and commands that know before they try. Locks: nothing.
create or replace function refuse_move(p_id uuid, p_from text, p_to text) returns void
language plpgsql as $$
declare
  v_allowed text[] := array(select m.to_status from lotline.job_moves m
    where m.from_status = p_from and not m.only_by_retry order by m.to_status);
  v_retry boolean := exists (select from lotline.job_moves m where m.from_status = p_from and m.only_by_retry);
begin
  raise exception using errcode = 'LL001',
    message = format(case when p_to = any (v_allowed) then 'Job %s is %s; %4$s' else 'Job %s is %s and cannot become %s; %s' end, p_id, p_from, p_to,
      case when v_retry then 'only a retry of its items moves it on'
           when p_to = any (v_allowed) then case p_from when 'paused' then 'resume it' else 'start it' end
           when cardinality(v_allowed) = 0 then 'that is final'
           else 'it may become ' || array_to_string(v_allowed, ', ') end),
    detail = json_build_object('job_id', p_id, 'status', p_from, 'requested', p_to, 'allowed', v_allowed,
      'retry', v_retry)::text;
end $$;

-- Every change of a job's status passes here, whoever makes it; whoever listens is told once it is committed. Every
-- login of the database may listen, so it is told a hash of the job's id: it means something to those who know the id.
-- Called by: the trigger below. Locks: nothing more than the update did.
create or replace function guard_job_move() returns trigger
language plpgsql as $$
begin
  if not exists (select from lotline.job_moves m where m.from_status = old.status and m.to_status = new.status
                 and (not m.only_by_retry or new.generation > old.generation)) then
    perform lotline.refuse_move(old.id, old.status, new.status);
  end if;
  perform pg_notify('lotline_jobs', md5(new.id::text));
  new.status_before := old.status;
  new.moved_in := pg_current_xact_id();
  return new;
end $$;
create or replace trigger guard_job_move before update of status on jobs
  for each row when (old.status is distinct from new.status) execute function guard_job_move();

-- Writes one line of a job's history.
-- Called by: whatever changes a job. Locks: nothing.
create or replace function record_event(p_job bigint, p_event text, p_actor text, p_reason text default null,
  p_detail json default '{}') returns void
language sql as $$
  insert into lotline.job_events (job_no, at, event, actor, reason, detail)
  values (p_job, lotline.clock(), p_event, p_actor, p_reason, coalesce(p_detail, '{}'))
$$;

-- The organization's job of that id, or LL003.
-- Called by: every function that names a job. Locks: nothing.
create or replace function find_job(p_org uuid, p_job uuid) returns jobs
language plpgsql as $$
declare
  v_job lotline.jobs;
begin
  select * into v_job from lotline.jobs j
  where j.id = p_job and j.org_id = lotline.require_org(p_org) and j.hidden_at is null;
  if not found then
    raise exception using errcode = 'LL003', message = format('No job %s', coalesce(p_job::text, '(no id given)')),
      detail = json_build_object('field', 'job_id', 'value', p_job)::text;
  end if;
  return v_job;
end $$;

-- The job, read again under its cursor lock: from here on no claim hands out its items and no other command
-- changes it. Waits at most 10 s, or as long as the caller's own lock_timeout says, and then raises LL071.
-- Called by: control, reports without a lease. Locks: cursor.
create or replace function lock_job(p_org uuid, p_job uuid) returns jobs
language plpgsql as $$
declare
  v_no bigint := (lotline.find_job(p_org, p_job)).number;
begin
  perform lotline.make_durable();
  if current_setting('lock_timeout') = '0' then
    perform set_config('lock_timeout', '10s', true);
  end if;
  perform from lotline.cursors c where c.job_no = v_no for update;
  return lotline.find_job(p_org, p_job);
exception when lock_not_available then
  perform lotline.refuse_busy(p_job);
end $$;

-- Says that somebody else keeps a job locked.
-- Called by: whoever waited for it. Locks: nothing.
create or replace function refuse_busy(p_job uuid) returns void
language plpgsql as $$
begin
  raise exception using errcode = 'LL071', message = format('Somebody is at work on job %s this moment; ask again', p_job),
    detail = json_build_object('job_id', p_job)::text, hint = 'ask again in a moment';
end $$;

-- lock_job for what ends a job's appends: whoever appends has committed by then, or will find the job sealed.
-- Called by: seal_job, complete_job, fail_job. Locks: append head, cursor.
create or replace function lock_job_and_appends(p_org uuid, p_job uuid) returns jobs
language plpgsql as $$
declare
  v_no bigint := (lotline.find_job(p_org, p_job)).number;
begin
  if current_setting('lock_timeout') = '0' then
    perform set_config('lock_timeout', '10s', true);
  end if;
  perform from lotline.append_heads h where h.job_no = v_no for update;
  return lotline.lock_job(p_org, p_job);
end $$;

-- True once the caller holds the job's row; false when somebody else keeps it.
-- Called by: claim, tick, which rather do something else than wait. Locks: job.
create or replace function try_lock_job(p_no bigint) returns boolean
language plpgsql as $$
begin
  perform from lotline.jobs j where j.number = p_no for no key update skip locked;
  return found;
end $$;
