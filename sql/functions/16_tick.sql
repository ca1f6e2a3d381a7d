-- The once-a-second sweep, by whichever process gets its private row: leases that ran out, returned items that are due,
-- jobs parked at their lease limit, jobs that are done, streaks, counters to fold, priorities that rise while a job
-- waits, sessions that hold others up, jobs whose service is out of order, audit entries to seal, the pace of jobs, what
-- leases came to, and what nobody reports; and it says whether the step of an action is due (work_actions). All of it happens on the ordinary paths too;
-- the tick is what makes it certain. Null: somebody else ticks.
-- Called by: workers. Locks: the engine_locks row 'tick'; cursors, leases and jobs with SKIP LOCKED only; what taking a
-- lease away locks, for at most 200 ms.
create or replace function tick() returns jsonb
language plpgsql security definer set search_path = lotline, pg_temp
set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  v_now timestamptz := lotline.clock();
  v_lock_timeout text := current_setting('lock_timeout');
  v_expired int;
  v_woken int;
  v_finished int := 0;
  v_folded int := 0;
  v_paused int := 0;
  v_no bigint;
  -- before anything gives this transaction a number
  v_audit_mark bigint := lotline.audit_mark();
begin
  perform from lotline.engine_locks l where l.name = 'tick' for update skip locked;
  if not found then
    return null;
  end if;
  perform lotline.make_durable();
  -- taking several leases away and settling can want the same failure rows in different orders: give up soon, not never
  perform set_config('lock_timeout', '200ms', true);
  v_expired := lotline.expire_leases(v_now, 500);
  perform lotline.end_http_waits(v_now, 100);
  perform set_config('lock_timeout', v_lock_timeout, true);
  v_woken := lotline.wake_cursors(v_now);
  perform lotline.resume_due(v_now);
  perform lotline.tend_breakers(v_now);
  for v_no in
    select h.job_no from lotline.job_health h join lotline.jobs j on j.number = h.job_no
    where h.streak > 0 and j.failure_limit > 0 and h.streak >= j.failure_limit and j.status = 'in_progress'
  loop
    v_paused := v_paused + lotline.pause_on_streak(v_no, true)::int;
  end loop;
  for v_no in
    select j.number from lotline.jobs j join lotline.cursors c on c.job_no = j.number
    where j.status in ('in_progress', 'paused') and j.sealed
      -- a backlog settled by name is passed over by the next claim; these may never see one
      and (c.next_seq > c.end_seq or not c.open or c.driver <> 'worker')
      and j.total_items <= j.completed_items + j.failed_items + j.skipped_items + j.cancelled_items
        + (select coalesce(sum(b.completed + b.failed + b.skipped), 0) from lotline.batches b where b.job_no = j.number)
  loop
    v_finished := v_finished + lotline.finish_if_done(v_no, false)::int;
  end loop;
  for v_no in
    select b.job_no from lotline.batches b join lotline.jobs j on j.number = b.job_no where b.state <> 'leased'
    group by b.job_no, j.status having count(*) > 64 or j.status in ('completed', 'failed', 'cancelled')
  loop
    if lotline.try_lock_job(v_no) then
      v_folded := v_folded + lotline.fold(v_no);
    end if;
  end loop;
  perform lotline.age_priorities(v_now);
  perform lotline.end_stalled_sessions(v_now);
  perform lotline.seal_audit(v_audit_mark);
  perform lotline.mirror_lookup_jobs(v_now);
  perform lotline.tend_pace(v_now);
  perform lotline.add_up_work(v_now);
  perform lotline.watch_work();
  update lotline.engine_locks l set done_at = v_now where l.name = 'tick';
  return jsonb_build_object('expired', v_expired, 'woken', v_woken, 'finished', v_finished, 'folded', v_folded, 'paused', v_paused,
    'actions', exists (select from lotline.actions a where a.open and a.due_at <= v_now));
end $$;

-- Corrects cursors that a report could not reach because a claim held them: returned items that are due sooner than the
-- cursor knows, jobs parked at a lease limit that is no longer reached (also when only returned items are left), and
-- cursors left open by jobs that have ended.
-- Called by: tick. Locks: cursors, SKIP LOCKED.
create or replace function wake_cursors(p_now timestamptz) returns int
language plpgsql as $$
declare
  v_woken int;
  v_reopened int;
begin
  update lotline.cursors c set retry_at = d.run_at,
    available_at = case when c.available_at = 'infinity' and d.max_leases is not null then c.available_at
      else least(c.available_at, d.run_at) end
  from (
    select q.job_no, x.run_at, j.max_leases from lotline.cursors q join lotline.jobs j on j.number = q.job_no
      cross join lateral (select min(t.run_at) as run_at from lotline.returns t where t.job_no = q.job_no and t.run_at is not null) x
    where q.open and x.run_at < q.retry_at for update of q skip locked) d
  where c.job_no = d.job_no;
  get diagnostics v_woken = row_count;

  update lotline.cursors c set available_at = case when c.next_seq <= c.end_seq then '-infinity' else c.retry_at end
  from (
    select q.job_no from lotline.cursors q join lotline.jobs j on j.number = q.job_no
    where q.open and q.available_at = 'infinity' and j.max_leases is not null and (q.next_seq <= q.end_seq or q.retry_at < 'infinity')
      and (select count(*) from lotline.batches b where b.job_no = q.job_no and b.state = 'leased') < j.max_leases
    for update of q skip locked) d
  where c.job_no = d.job_no;
  get diagnostics v_reopened = row_count;

  update lotline.cursors c set open = false, available_at = 'infinity'
  from (
    select q.job_no from lotline.cursors q join lotline.jobs j on j.number = q.job_no
    where q.open and j.status in ('completed', 'failed', 'cancelled') for update of q skip locked) d
  where c.job_no = d.job_no;
  return v_woken + v_reopened;
end $$;

-- A job that could be worked but waits gains 50 of priority with each minute, until it gets a lease: a low priority
-- means later, not never. Looked at every 15 seconds.
-- Called by: tick. Locks: the engine_locks row 'ageing', cursors, SKIP LOCKED.
create or replace function age_priorities(p_now timestamptz) returns void
language plpgsql as $$
begin
  perform from lotline.engine_locks l where l.name = 'ageing' and l.done_at < p_now - interval '15 seconds' for update skip locked;
  if not found then
    return;
  end if;
  update lotline.engine_locks l set done_at = p_now where l.name = 'ageing';
  update lotline.cursors c set priority = d.priority
  from (
    select q.job_no, greatest(0, q.base_priority - 50 * floor(extract(epoch from p_now - q.waiting_since) / 60)::int) as priority
    from lotline.cursors q
    where q.open and q.available_at <= p_now and q.waiting_since < p_now - interval '1 minute' and q.priority > 0
    for update skip locked) d
  where c.job_no = d.job_no and c.priority <> d.priority;
end $$;
