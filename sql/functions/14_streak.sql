-- The streak: final failures in a row, in the order of items within a report and of reports within a job. Retries to
-- come are no failures yet. Reports of several workers interleave as they commit.

-- Moves the streak on by one report, and counts its failed attempts.
--   p_outcomes    such as 'fffsf': f final failure, s success, in order; null when there was none of either
-- Called by: apply_outcomes. Locks: job_health.
create or replace function count_streak(p_job jobs, p_outcomes text, p_failed_attempts int, p_error text, p_now timestamptz) returns void
language plpgsql as $$
declare
  v_outcomes text := coalesce(p_outcomes, '');
  v_lead int := length(substring(v_outcomes from '^f*'));
  v_tail int := length(substring(v_outcomes from 'f*$'));
  -- a run inside the report that reaches the limit counts, though a success followed
  v_reached boolean := p_job.failure_limit > 0 and strpos(v_outcomes, repeat('f', least(p_job.failure_limit, 10000))) > 0;
begin
  if p_failed_attempts = 0 then
    if v_outcomes <> '' then
      perform lotline.end_streak(p_job.number);
    end if;
    return;
  end if;
  insert into lotline.job_health as h (job_no, streak, failed_attempts, last_error, last_error_at)
  values (p_job.number, case when v_reached then greatest(p_job.failure_limit, v_tail) else v_tail end, p_failed_attempts, p_error, p_now)
  on conflict (job_no) do update set
    streak = case when h.streak + v_lead >= p_job.failure_limit and p_job.failure_limit > 0 then h.streak + v_lead
      when v_reached then greatest(p_job.failure_limit, v_tail)
      when v_lead = length(v_outcomes) then h.streak + v_lead
      else v_tail end,
    failed_attempts = h.failed_attempts + excluded.failed_attempts, last_error = excluded.last_error, last_error_at = excluded.last_error_at;
end $$;

-- A success: no failures in a row any more, unless the limit was reached before and the pause is still to come.
-- Called by: settle_completed, count_streak. Locks: job_health, only when there is a streak.
create or replace function end_streak(p_job bigint) returns void
language plpgsql as $$
begin
  if exists (select from lotline.job_health h where h.job_no = p_job and h.streak > 0) then
    update lotline.job_health h set streak = 0 from lotline.jobs j
    where h.job_no = p_job and j.number = p_job and (j.failure_limit = 0 or h.streak < j.failure_limit);
  end if;
end $$;

-- Pauses the job if its streak reached the limit. Opportunistic here; a claim asks again under the cursor lock, so no
-- lease goes out after the limit was reached.
--   p_now_or_never  true: give up when somebody keeps the job's row
-- Called by: settle, report_items, tick. Locks: the cursor only if free; job.
create or replace function pause_on_streak(p_job bigint, p_now_or_never boolean default false) returns boolean
language plpgsql as $$
begin
  if not exists (select from lotline.job_health h join lotline.jobs j on j.number = h.job_no
    where h.job_no = p_job and j.failure_limit > 0 and h.streak >= j.failure_limit and j.status = 'in_progress') then
    return false;
  end if;
  perform from lotline.cursors c where c.job_no = p_job and c.open for update skip locked;
  return found and lotline.auto_pause(p_job, p_now_or_never);
end $$;

-- Pauses a job that fails too often in a row. The caller holds its cursor.
--   p_now_or_never  true: give up when somebody keeps the job's row (a claim must not wait)
-- Called by: pause_on_streak, lease_from. Locks: job.
create or replace function auto_pause(p_job bigint, p_now_or_never boolean) returns boolean
language plpgsql as $$
declare
  v_streak int;
  v_error text;
begin
  if p_now_or_never and not lotline.try_lock_job(p_job) then
    -- look again soon, and at other jobs meanwhile
    update lotline.cursors c set available_at = lotline.clock() + interval '200 milliseconds' where c.job_no = p_job;
    return false;
  end if;
  select h.streak, h.last_error into v_streak, v_error from lotline.job_health h where h.job_no = p_job;
  update lotline.jobs j set status = 'paused', paused_at = lotline.clock(), auto_paused = true, updated_at = lotline.clock(),
    pause_reason = format('Paused after %s failures in a row: %s', v_streak, coalesce(nullif(left(v_error, 300), ''), 'no message'))
  where j.number = p_job and j.status = 'in_progress';
  if found then
    perform lotline.record_event(p_job, 'auto_paused', null, 'too many failures in a row',
      json_build_object('streak', v_streak, 'last_error', left(v_error, 300)));
  end if;
  update lotline.cursors c set open = false where c.job_no = p_job;
  return true;
end $$;
