-- Leases for those who come by themselves: agents and people in SQL, workflows. A caller is its session name, or else
-- its database connection (process number and start time): two callers get different items, one that comes back gets
-- the rest of its own, and the items of a connection that is gone go to the next caller at once.
-- Same rows as claim. LL006 with the reason when the job is paused; no rows when nothing is left or the job has ended.
-- Called by: the SQL wrappers for agents, HTTP and MCP pulls. Locks: cursor, leases of the job, then as claim.
create or replace function pull(p_org uuid, p_job uuid, p_limit int, p_session text default null)
returns table (
  batch_id bigint, token int, job_no bigint, job_id uuid, org_id uuid, kind text, params jsonb, generation int,
  lease_seconds int, lease_until timestamptz, items json
)
language plpgsql security definer set search_path = lotline, pg_temp
set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_job lotline.jobs := lotline.find_job(p_org, p_job);
  v_pid int := case when p_session is null then pg_backend_pid() end;
  v_started_at timestamptz := (select a.backend_start from pg_stat_get_activity(v_pid) a where p_session is null);
  v_worker text := coalesce('session ' || p_session, format('connection %s', v_pid));
  v_batch lotline.batches;
begin
  if v_job.status = 'paused' then
    raise exception using errcode = 'LL006', message = format('Job %s is paused: %s', p_job, coalesce(v_job.pause_reason, 'no reason given')),
      detail = json_build_object('job_id', p_job, 'auto_paused', v_job.auto_paused, 'reason', v_job.pause_reason)::text,
      hint = 'resume it first';
  elsif v_job.status = 'pending' and not (select c.open from lotline.cursors c where c.job_no = v_job.number) then
    raise exception using errcode = 'LL005', message = format('Job %s is not started; start it first', p_job),
      detail = json_build_object('job_id', p_job, 'status', v_job.status)::text, hint = 'start it first';
  elsif v_job.status not in ('pending', 'in_progress') then
    return;
  end if;

  select * into v_batch from lotline.batches b
  where b.job_no = v_job.number and b.state = 'leased' and b.worker = v_worker
    and b.holder_pid is not distinct from v_pid and b.holder_started_at is not distinct from v_started_at
  order by b.id limit 1 for update;
  if found then
    update lotline.batches b set lease_until = lotline.clock() + make_interval(secs => v_job.lease_seconds)
    where b.id = v_batch.id returning b.* into v_batch;
    return query select v_batch.id, v_batch.token, v_job.number, v_job.id, v_job.org_id, v_job.kind, v_job.params,
      v_batch.generation, v_job.lease_seconds, v_batch.lease_until, lotline.lease_items(v_batch);
    return;
  end if;
  perform lotline.take_from_the_gone(v_job.number);
  return query select c.* from lotline.claim(v_worker, array[v_job.kind], least(p_limit, v_job.batch_size), v_job.number,
    v_job.driver, v_pid, v_started_at) c;
end $$;

-- Takes back the leases of database connections that no longer exist. A process number that lives on under another
-- start time is another connection (start times of other roles' connections are hidden from roles without
-- pg_read_all_stats: then only a process number that is gone counts, and the lease's end does the rest).
-- Called by: pull. Locks: cursor, leases.
create or replace function take_from_the_gone(p_job bigint) returns void
language plpgsql as $$
declare
  v_batch lotline.batches;
begin
  if not exists (select from lotline.batches b where b.job_no = p_job and b.state = 'leased' and b.holder_pid is not null
                 and not lotline.is_connected(b.holder_pid, b.holder_started_at)) then
    return;
  end if;
  perform from lotline.cursors c where c.job_no = p_job for update;
  perform from lotline.batches b where b.job_no = p_job and b.state = 'leased' order by b.id for update;
  for v_batch in select * from lotline.batches b where b.job_no = p_job and b.state = 'leased' and b.holder_pid is not null
    and not lotline.is_connected(b.holder_pid, b.holder_started_at) order by b.id for update
  loop
    perform lotline.revoke_lease(v_batch, false);
  end loop;
  perform lotline.after_lease(p_job, true);
end $$;

-- Whether that database connection is still there.
-- Called by: take_from_the_gone. Locks: nothing.
create or replace function is_connected(p_pid int, p_started_at timestamptz) returns boolean
language sql volatile as $$
  select exists (select from pg_stat_get_activity(p_pid) a
    where a.pid = p_pid and (a.backend_start is null or a.backend_start = p_started_at))
$$;
