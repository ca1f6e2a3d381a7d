-- Adds the counters of leases that are over to their job and moves the leases to the log.
-- Called by: finish_if_done, tick, control; each holds the job's row. Locks: leases that are over.
create or replace function fold(p_no bigint) returns int
language plpgsql as $$
declare
  v_leases int;
begin
  with gone as (
    delete from lotline.batches b where b.job_no = p_no and b.state in ('closed', 'revoked') returning b.*),
  logged as (
    insert into lotline.batch_log (job_no, batch_id, worker, state, size, completed, failed, skipped, retried, leased_at, closed_at)
    select g.job_no, g.id, g.worker, g.state, g.size, g.completed, g.failed, g.skipped, g.retried, g.leased_at, g.closed_at from gone g),
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
begin
  if p_wait then
    select * into v_job from lotline.jobs j where j.number = p_no and j.status in ('in_progress', 'paused') for no key update;
  else
    select * into v_job from lotline.jobs j where j.number = p_no and j.status in ('in_progress', 'paused') for no key update skip locked;
  end if;
  if not found or not v_job.sealed then
    return false;
  end if;
  if v_job.total_items > v_job.completed_items + v_job.failed_items + v_job.skipped_items + v_job.cancelled_items
    + (select coalesce(sum(b.completed + b.failed + b.skipped), 0) from lotline.batches b where b.job_no = p_no) then
    return false;
  end if;
  perform lotline.fold(p_no);
  update lotline.jobs j set status = case when j.completed_items = 0 and j.failed_items > 0 then 'failed' else 'completed' end,
    completed_at = lotline.clock(), paused_at = null, pause_reason = null, auto_paused = false, updated_at = lotline.clock()
  where j.number = p_no returning * into v_job;
  perform lotline.record_event(p_no, v_job.status, null, null, json_build_object('completed', v_job.completed_items,
    'failed', v_job.failed_items, 'skipped', v_job.skipped_items, 'cancelled', v_job.cancelled_items));
  update lotline.cursors c set open = false, available_at = 'infinity' where c.job_no = (
    select x.job_no from lotline.cursors x where x.job_no = p_no for update skip locked);
  return true;
end $$;
