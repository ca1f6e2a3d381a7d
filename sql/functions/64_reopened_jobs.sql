-- A job that is over and whose items are tried again takes its subjects back: unless another has taken some of them, or
-- its place, in the meantime (LL005, naming it). It stands in line with creations, as if it were one.
-- Called by: the trigger below. Locks: the selection_locks row; it comes before the new entry in jobs_exclusive, for
-- which a creation that has the row may wait.
create or replace function guard_reopened_job() returns trigger
language plpgsql security definer set search_path = lotline, pg_temp
set plan_cache_mode = force_custom_plan set enable_nestloop = off as $$
declare
  v_other record;
  v_holding bigint[];
begin
  perform lotline.lock_selection(new.org_id, new.kind);
  select j.id, j.name, j.status into v_other from jobs j
  where j.org_id = new.org_id and j.kind = new.kind and j.exclusive_key = new.exclusive_key and j.number <> new.number
    and j.status in ('pending', 'in_progress', 'paused') and j.hidden_at is null;
  if not found then
    v_holding := array_remove(lotline.holding_jobs(new.org_id, new.kind), new.number);
    select j.id, j.name, j.status into v_other from jobs j
    where j.number = (
      select theirs.job_no from items theirs
      join items own on own.job_no = new.number and own.subject = theirs.subject
      left join results r on r.job_no = new.number and r.seq = own.seq
      where theirs.job_no = any (v_holding) and theirs.subject is not null and r.seq is null
      limit 1);
  end if;
  if found then
    raise exception using errcode = 'LL005',
      message = format('Job %s (%s) is %s and has the same items; finish or cancel it first', v_other.id, v_other.name, v_other.status),
      detail = json_build_object('field', 'job_id', 'value', new.id, 'job_id', v_other.id, 'status', v_other.status)::text;
  end if;
  return new;
end $$;
create or replace trigger guard_reopened_job before update of status on jobs
  for each row when (old.status in ('completed', 'failed') and new.status = 'in_progress' and new.exclusive_key is not null)
  execute function guard_reopened_job();
