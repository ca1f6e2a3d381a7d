-- Leases for those who come by themselves: agents and people in SQL, workflows. A caller is its session name, or else
-- its database connection (process number and start time): two callers get different items, one that comes back gets
-- the rest of its own, and the items of a connection that is gone go to the next caller at once.
-- Rows as claim's, one lease at a time, its items as [[seq, attempt, reference, input, subject], …]. A job that waits
-- for its start is started, and is the callers' from then on. LL006 with the reason when the job is paused; LL071 when
-- somebody keeps it locked for more than 200 ms; no rows when nothing is left for the caller or the job has ended.
--   p_limit       most items; null: the job's batch size, which is the most in any case
-- Called by: src/engine/outside.ts, the Guide's get_next_batch. Locks: cursor, leases of the job, then as claim.
create or replace function pull(p_org uuid, p_job uuid, p_limit int default null, p_session text default null,
  p_actor text default null)
returns table (
  batch_id bigint, token int, job_no bigint, job_id uuid, org_id uuid, kind text, params jsonb, generation int,
  lease_seconds int, lease_until timestamptz, items json
)
language plpgsql security definer set search_path = lotline, pg_temp
set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_job lotline.jobs := lotline.find_job(p_org, p_job);
  v_caller record := lotline.caller(p_session);
  v_lock_timeout text := current_setting('lock_timeout');
  v_id bigint;
  v_batch lotline.batches;
begin
  -- unlike a worker's, this lease is told to somebody whom no restart of ours reaches
  perform lotline.make_durable();
  perform set_config('lock_timeout', '200ms', true);
  perform from lotline.cursors c where c.job_no = v_job.number for update;
  v_job := lotline.start_for_callers(lotline.find_job(p_org, p_job), coalesce(p_actor, v_caller.worker));
  if v_job.status in ('pending', 'in_progress') then
    select * into v_batch from lotline.batches b
    where b.job_no = v_job.number and b.state = 'leased' and b.worker = v_caller.worker
      and b.holder_pid is not distinct from v_caller.pid and b.holder_started_at is not distinct from v_caller.started_at
    order by b.id limit 1 for update;
    if found then
      update lotline.batches b set lease_until = lotline.clock() + make_interval(secs => v_job.lease_seconds)
      where b.id = v_batch.id returning b.* into v_batch;
    else
      perform lotline.take_from_the_gone(v_job.number);
      select c.batch_id into v_id from lotline.claim(v_caller.worker, array[v_job.kind],
        least(coalesce(p_limit, v_job.batch_size), v_job.batch_size), v_job.number,
        case when v_job.driver = 'n8n' then 'n8n' else 'agent' end, v_caller.pid, v_caller.started_at) c;
      select * into v_batch from lotline.batches b where b.id = v_id;
    end if;
    if v_batch.id is null then
      -- claiming may have found that too much failed in a row
      v_job := lotline.start_for_callers(lotline.find_job(p_org, p_job), v_caller.worker);
    else
      return query select v_batch.id, v_batch.token, v_job.number, v_job.id, v_job.org_id, v_job.kind, v_job.params,
        v_batch.generation, v_job.lease_seconds, v_batch.lease_until, lotline.pulled_items(v_batch);
    end if;
  end if;
  perform set_config('lock_timeout', v_lock_timeout, true);
exception when lock_not_available then
  perform lotline.refuse_busy(p_job);
end $$;

-- Who is calling: a session by its name, or else this database connection.
-- Called by: pull, reports of callers. Locks: nothing.
create or replace function caller(p_session text, out worker text, out pid int, out started_at timestamptz)
language plpgsql stable as $$
begin
  if p_session is not null then
    worker := 'session ' || lotline.session_name(p_session);
    return;
  end if;
  pid := pg_backend_pid();
  worker := format('connection %s', pid);
  select a.backend_start into started_at from pg_stat_get_activity(pid) a;
end $$;

-- The name of a session, without blanks around it.
-- Called by: caller, release_session. Locks: nothing.
create or replace function session_name(p_session text) returns text
language plpgsql immutable as $$
begin
  if p_session is null or btrim(p_session) = '' or length(p_session) > 200 or p_session ~ '[[:cntrl:]]' then
    perform lotline.refuse_argument('session', p_session, 'give a name of 1 to 200 printable characters');
  end if;
  return btrim(p_session);
end $$;

-- Starts a job that waits for that and refuses one that is paused. Whoever comes for the items of a job that nobody
-- has started runs it; a workflow's job stays the workflow's.
-- Called by: pull, which holds the cursor. Locks: as start_job.
create or replace function start_for_callers(p_job jobs, p_actor text) returns jobs
language plpgsql as $$
begin
  if p_job.status = 'paused' then
    raise exception using errcode = 'LL006',
      message = format('Job %s is paused: %s', p_job.id, coalesce(p_job.pause_reason, 'no reason given')),
      detail = json_build_object('job_id', p_job.id, 'auto_paused', p_job.auto_paused, 'reason', p_job.pause_reason)::text,
      hint = 'resume it first';
  elsif p_job.status <> 'pending' or (select c.open from lotline.cursors c where c.job_no = p_job.number) then
    return p_job;
  elsif not p_job.sealed then
    raise exception using errcode = 'LL005', message = format('Job %s is not started; start it first', p_job.id),
      detail = json_build_object('job_id', p_job.id, 'status', p_job.status)::text, hint = 'start it first';
  end if;
  perform lotline.start_job(p_job.org_id, p_job.id, p_actor, case when p_job.driver <> 'n8n' then 'agent' end);
  return lotline.find_job(p_job.org_id, p_job.id);
end $$;

-- What is open in a lease, for callers from outside: lease_items with what each item is about.
-- Called by: pull. Locks: nothing.
create or replace function pulled_items(p_batch batches) returns json
language sql as $$
  select json_agg(json_build_array(i.seq, coalesce(i.attempts, 0) + 1, i.reference, i.input, i.subject))
  from unnest(p_batch.open) o (range) cross join lateral (
    select x.seq, r.attempts, x.reference, x.input, x.subject
    from lotline.items x left join lotline.returns r on r.job_no = p_batch.job_no and r.seq = x.seq
    where x.job_no = p_batch.job_no and x.seq >= lower(o.range) and x.seq < upper(o.range) order by x.seq offset 0) i
$$;

-- Takes back the leases of database connections that no longer exist. A process number that lives on under another
-- start time is another connection (start times of other roles' connections are hidden from roles without
-- pg_read_all_stats: then only a process number that is gone counts, and the lease's end does the rest).
-- Called by: pull, which holds the cursor. Locks: leases, SKIP LOCKED, and what taking them away locks, for as long as
-- the caller's lock_timeout says: what cannot be taken now is taken another time.
create or replace function take_from_the_gone(p_job bigint) returns void
language plpgsql as $$
declare
  v_batch lotline.batches;
  v_taken boolean := false;
begin
  for v_batch in select * from lotline.batches b where b.job_no = p_job and b.state = 'leased' and b.holder_pid is not null
    and not lotline.is_connected(b.holder_pid, b.holder_started_at) order by b.id for update skip locked
  loop
    begin
      perform lotline.revoke_lease(v_batch, false);
      perform lotline.make_room(p_job, v_batch.limited);
      v_taken := true;
    exception when lock_not_available then
      null;
    end;
  end loop;
  if v_taken then
    perform lotline.finish_if_done(p_job, false);
  end if;
end $$;

-- Whether that database connection is still there.
-- Called by: take_from_the_gone. Locks: nothing.
create or replace function is_connected(p_pid int, p_started_at timestamptz) returns boolean
language sql volatile as $$
  select exists (select from pg_stat_get_activity(p_pid) a
    where a.pid = p_pid and (a.backend_start is null or a.backend_start = p_started_at))
$$;
