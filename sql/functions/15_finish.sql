-- Which step of a scale a duration is on: half a doubling each, from 10 ms (step 0) to a day and a half (step 47).
-- Called by: fold, step_seconds' readers. Locks: nothing.
create or replace function time_step(p_took interval) returns smallint
language sql immutable parallel safe as $$
  select least(47, greatest(0, ceil(2 * log(2, greatest(extract(epoch from p_took), 0.01) / 0.01))))::smallint
$$;

-- The longest duration of a step, in seconds.
-- Called by: kind_durations. Locks: nothing.
create or replace function step_seconds(p_step int) returns double precision
language sql immutable parallel safe as $$
  select 0.01 * 2 ^ (p_step / 2.0)
$$;

-- Adds the counters of leases that are over to their job and moves the leases to the log. One that somebody has locked
-- (who waited for it and came too late) is left for the next fold: sums over both are exact at any time.
-- Called by: finish_if_done, tick, control; each holds the job's row. Locks: leases that are over, SKIP LOCKED.
create or replace function fold(p_no bigint) returns int
language plpgsql as $$
declare
  v_leases int;
begin
  with over as (
    select b.id from lotline.batches b where b.job_no = p_no and b.state in ('closed', 'revoked') for update skip locked),
  gone as (
    delete from lotline.batches b using over o where b.id = o.id returning b.*),
  logged as (
    insert into lotline.batch_log (job_no, batch_id, worker, state, size, completed, failed, skipped, retried, leased_at, closed_at)
    select g.job_no, g.id, g.worker, g.state, g.size, g.completed, g.failed, g.skipped, g.retried, g.leased_at, g.closed_at from gone g),
  noted as (
    -- a row of its own for each: two folds never wait for each other here
    insert into lotline.work_notes (org_id, kind, minute, took, took_each, leases, completed, failed, skipped)
    select j.org_id, j.kind, date_trunc('minute', g.closed_at),
      -- how long one took that was taken away says nothing
      case g.state when 'closed' then lotline.time_step(g.closed_at - g.leased_at) else -1 end,
      case g.state when 'closed' then lotline.time_step((g.closed_at - g.leased_at) / g.size) else -1 end, count(*), sum(g.completed), sum(g.failed), sum(g.skipped)
    from gone g join lotline.jobs j on j.number = g.job_no where g.driver = 'worker' and g.size > 0
    group by 1, 2, 3, 4, 5),
  sums as (
    select coalesce(sum(g.completed), 0) as completed, coalesce(sum(g.failed), 0) as failed, coalesce(sum(g.skipped), 0) as skipped,
      count(*) as leases from gone g)
  update lotline.jobs j set completed_items = j.completed_items + s.completed, failed_items = j.failed_items + s.failed,
    skipped_items = j.skipped_items + s.skipped
  from sums s where j.number = p_no and s.leases > 0
  returning s.leases into v_leases;
  return coalesce(v_leases, 0);
end $$;

-- Ends a sealed job whose items are all settled: completed, or failed when nothing completed and something failed.
-- Taking the job's row first makes the last two reports see each other; the count is a statement of its own, so that
-- it sees what the previous holder committed. A report may still miss (it asks only when the cursor looks exhausted):
-- empty claims and the tick ask again.
--   p_wait        false: leave it to another time when somebody keeps the job's row
-- Called by: settling, claim, tick, control. Locks: job, then leases that are over; the cursor only if free.
create or replace function finish_if_done(p_no bigint, p_wait boolean) returns boolean
language plpgsql as $$
declare
  v_job lotline.jobs;
  v_completed int;
  v_failed int;
  v_skipped int;
begin
  if p_wait then
    select * into v_job from lotline.jobs j where j.number = p_no and j.status in ('in_progress', 'paused') for no key update;
  else
    select * into v_job from lotline.jobs j where j.number = p_no and j.status in ('in_progress', 'paused') for no key update skip locked;
  end if;
  if not found or not v_job.sealed then
    return false;
  end if;
  select v_job.completed_items + coalesce(sum(b.completed), 0), v_job.failed_items + coalesce(sum(b.failed), 0),
    v_job.skipped_items + coalesce(sum(b.skipped), 0)
  into v_completed, v_failed, v_skipped from lotline.batches b where b.job_no = p_no;
  if v_job.total_items > v_completed + v_failed + v_skipped + v_job.cancelled_items then
    return false;
  end if;
  perform lotline.fold(p_no);
  update lotline.jobs j set status = case when v_completed = 0 and v_failed > 0 then 'failed' else 'completed' end,
    completed_at = lotline.clock(), paused_at = null, pause_reason = null, auto_paused = false, updated_at = lotline.clock()
  where j.number = p_no returning * into v_job;
  perform lotline.record_event(p_no, v_job.status, null, null, json_build_object('completed', v_completed,
    'failed', v_failed, 'skipped', v_skipped, 'cancelled', v_job.cancelled_items));
  update lotline.cursors c set open = false, available_at = 'infinity' where c.job_no = (
    select x.job_no from lotline.cursors x where x.job_no = p_no for update skip locked);
  return true;
end $$;
