-- Who moves a job. Each command takes the cursor first, so no claim is under way while it works and no other command
-- is; a move to where the job already is changes nothing. Each writes who and why into job_events.

-- Opens a cursor to claims, at the smallest virtual time now running: a newcomer has neither credit nor debt.
-- Called by: submit_job, set_running, reopen_items. Locks: cursor (held by the caller).
create or replace function open_cursor(p_no bigint) returns void
language plpgsql as $$
declare
  v_turn double precision;
  v_kind text;
begin
  select min(c.turn) into v_turn from lotline.cursors c where c.open and c.available_at < 'infinity';
  update lotline.cursors c set open = true, turn = greatest(c.turn, coalesce(v_turn, 0)), waiting_since = lotline.clock(),
    available_at = case when c.next_seq <= c.end_seq then '-infinity' else c.retry_at end
  where c.job_no = p_no returning c.kind into v_kind;
  perform pg_notify('lotline_work', v_kind);
end $$;

-- Starts a job now, or resumes it. A sealed job with nothing to do is completed at once.
-- Called by: start_job, resume_job. Locks: cursor (held by the caller), job_health, job.
create or replace function set_running(p_job jobs, p_event text, p_actor text, p_reason text, p_driver text) returns void
language plpgsql as $$
begin
  -- health before job, as reports take them
  update lotline.job_health h set streak = 0 where h.job_no = p_job.number and h.streak > 0;
  perform lotline.set_driver(p_job, p_driver);
  update lotline.jobs j set status = 'in_progress', started_at = coalesce(j.started_at, lotline.clock()), paused_at = null,
    pause_reason = null, auto_paused = false, updated_at = lotline.clock()
  where j.number = p_job.number;
  perform lotline.record_event(p_job.number, p_event, p_actor, p_reason);
  perform lotline.open_cursor(p_job.number);
  perform lotline.finish_if_done(p_job.number, true);
end $$;

-- Who runs a job from now on, and how long that one may hold a batch in silence. Null: whoever does already.
-- Called by: set_running, which holds the cursor. Locks: job.
create or replace function set_driver(p_job jobs, p_driver text) returns void
language plpgsql as $$
begin
  if p_driver not in ('worker', 'n8n', 'agent') then
    perform lotline.refuse_argument('driver', p_driver, 'give worker, n8n or agent');
  end if;
  if p_driver <> p_job.driver then
    update lotline.jobs j set driver = p_driver,
      lease_seconds = coalesce(lotline.lease_of_type(p_job.kind, p_driver), j.lease_seconds)
    where j.number = p_job.number;
    update lotline.cursors c set driver = p_driver where c.job_no = p_job.number;
  end if;
end $$;

--   p_driver      who runs it, when that is to change
-- Called by: surfaces, pull. Locks: cursor, job.
create or replace function start_job(p_org uuid, p_job uuid, p_actor text default null, p_driver text default null)
returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs := lotline.lock_job(p_org, p_job);
begin
  if v_job.status = 'in_progress' then
    return;
  elsif v_job.status <> 'pending' then
    perform lotline.refuse_move(v_job.id, v_job.status, 'in_progress');
  end if;
  perform lotline.set_running(v_job, 'started', p_actor, null, p_driver);
end $$;

--   p_driver      who runs it from now on, when that is to change
-- Called by: surfaces. Locks: cursor, job.
create or replace function resume_job(p_org uuid, p_job uuid, p_actor text default null, p_reason text default null,
  p_driver text default null)
returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs := lotline.lock_job(p_org, p_job);
begin
  if v_job.status = 'in_progress' then
    -- too many failures may have been counted while nobody could store the pause: it starts anew all the same
    update lotline.job_health h set streak = 0
    where h.job_no = v_job.number and v_job.failure_limit > 0 and h.streak >= v_job.failure_limit;
    return;
  elsif v_job.status <> 'paused' then
    perform lotline.refuse_move(v_job.id, v_job.status, 'in_progress');
  end if;
  perform lotline.set_running(v_job, 'resumed', p_actor, p_reason, p_driver);
end $$;

-- Hands out nothing more. Items that are out may report (paid calls are not thrown away); with p_fence their leases
-- are taken away: late reports bounce, the items are due again when the job goes on.
-- Called by: surfaces. Locks: cursor (waits out claims under way), leases with p_fence, job.
create or replace function pause_job(p_org uuid, p_job uuid, p_actor text default null, p_reason text default null, p_fence boolean default false)
returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs := lotline.lock_job(p_org, p_job);
begin
  if v_job.status not in ('in_progress', 'paused') then
    perform lotline.refuse_move(v_job.id, v_job.status, 'paused');
  end if;
  update lotline.cursors c set open = false where c.job_no = v_job.number;
  if p_fence then
    perform lotline.revoke_leases(v_job.number);
  end if;
  if v_job.status = 'in_progress' then
    update lotline.jobs j set status = 'paused', paused_at = lotline.clock(), pause_reason = nullif(btrim(p_reason), ''),
      auto_paused = false, updated_at = lotline.clock()
    where j.number = v_job.number and j.status = 'in_progress';
    if not found then
      -- its last item was reported just now
      return;
    end if;
    perform lotline.record_event(v_job.number, 'paused', p_actor, p_reason, json_build_object('fence', coalesce(p_fence, false)));
  end if;
  perform lotline.finish_if_done(v_job.number, true);
end $$;

-- Cancels what waits, at once and for good. Items that are out may report until their lease ends; with p_force their
-- leases are taken away. No row is written for a cancelled item: it is one that the job did not settle.
-- Called by: surfaces. Locks: cursor, leases, job.
create or replace function cancel_job(p_org uuid, p_job uuid, p_actor text default null, p_reason text default null, p_force boolean default false)
returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs := lotline.lock_job(p_org, p_job);
begin
  update lotline.cursors c set open = false, available_at = 'infinity', retry_at = 'infinity' where c.job_no = v_job.number;
  with held as (
    select b.id from lotline.batches b where b.job_no = v_job.number and b.state = 'leased' order by b.id for update)
  update lotline.batches b set last_call = true from held h where b.id = h.id;
  if p_force then
    perform lotline.revoke_leases(v_job.number);
  end if;
  if v_job.status <> 'cancelled' then
    update lotline.jobs j set status = 'cancelled', completed_at = lotline.clock(), paused_at = null, pause_reason = null,
      auto_paused = false, updated_at = lotline.clock()
    where j.number = v_job.number;
    perform lotline.record_event(v_job.number, 'cancelled', p_actor, p_reason, json_build_object('force', coalesce(p_force, false)));
  end if;
end $$;

-- The owner's end: what is left is skipped.
-- Called by: surfaces. Locks: append head, cursor, leases, job.
create or replace function complete_job(p_org uuid, p_job uuid, p_actor text default null, p_reason text default null) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  perform lotline.end_job(lotline.lock_job_and_appends(p_org, p_job), 'completed', 'skipped', 'completed_by_owner',
    'Job completed by its owner', p_actor, p_reason);
end $$;

-- The owner's end in failure: what is left is cancelled.
-- Called by: surfaces. Locks: append head, cursor, leases, job.
create or replace function fail_job(p_org uuid, p_job uuid, p_actor text default null, p_reason text default null) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  perform lotline.end_job(lotline.lock_job_and_appends(p_org, p_job), 'failed', 'cancelled', 'job_failed',
    'Job failed by its owner', p_actor, p_reason);
end $$;

-- Settles what is left of a job with one outcome and gives the job its last status.
-- Called by: complete_job, fail_job, which hold the append head and the cursor. Locks: leases, job.
create or replace function end_job(p_job jobs, p_status text, p_outcome text, p_code text, p_message text, p_actor text, p_reason text)
returns void
language plpgsql as $$
declare
  v_now timestamptz := lotline.clock();
  v_left int;
begin
  if p_job.status = p_status then
    return;
  elsif p_job.status not in ('in_progress', 'paused') then
    perform lotline.refuse_move(p_job.id, p_job.status, p_status);
  end if;
  perform lotline.revoke_leases(p_job.number);
  update lotline.cursors c set open = false, available_at = 'infinity', retry_at = 'infinity', next_seq = c.end_seq + 1
  where c.job_no = p_job.number;
  insert into lotline.results (job_no, settled_at, seq, attempts, generation, outcome, error_code, error_message)
  select p_job.number, v_now, i.seq, coalesce(t.attempts, 0), p_job.generation, p_outcome, p_code, p_message
  from lotline.items i left join lotline.returns t on t.job_no = p_job.number and t.seq = i.seq
  where i.job_no = p_job.number
    and not exists (select from lotline.results r where r.job_no = p_job.number and r.seq = i.seq);
  get diagnostics v_left = row_count;
  update lotline.returns t set run_at = null where t.job_no = p_job.number and t.run_at is not null;
  perform from lotline.jobs j where j.number = p_job.number for no key update;
  perform lotline.fold(p_job.number);
  update lotline.jobs j set status = p_status, sealed = true, completed_at = v_now, paused_at = null, pause_reason = null,
    auto_paused = false, updated_at = v_now, last_error = case when p_status = 'failed' then coalesce(p_reason, j.last_error) else j.last_error end,
    skipped_items = j.skipped_items + case when p_outcome = 'skipped' then v_left else 0 end,
    cancelled_items = j.cancelled_items + case when p_outcome = 'cancelled' then v_left else 0 end
  where j.number = p_job.number and j.status <> p_status;
  perform lotline.record_event(p_job.number, p_status || '_by_owner', p_actor, p_reason, json_build_object('items_' || p_outcome, v_left));
end $$;

-- Hides a job: to every reader it is gone. Its rows go with retention, its events and billed calls stay.
-- Called by: surfaces. Locks: cursor, leases, job.
create or replace function delete_job(p_org uuid, p_job uuid, p_actor text default null) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs := lotline.lock_job(p_org, p_job);
begin
  if v_job.status = 'in_progress' then
    raise exception using errcode = 'LL005', message = format('Job %s is running; pause it first', p_job),
      detail = json_build_object('job_id', p_job, 'status', v_job.status)::text, hint = 'pause it first';
  end if;
  update lotline.cursors c set open = false where c.job_no = v_job.number;
  perform lotline.revoke_leases(v_job.number);
  update lotline.jobs j set hidden_at = lotline.clock(), updated_at = lotline.clock() where j.number = v_job.number;
  perform lotline.record_event(v_job.number, 'deleted', p_actor);
end $$;
