-- Keeps what the owner of a job says of it (last_error, error_count, current_batch), to be shown until the next settle.
-- What was said before, and no settle came since, stays unless it is said anew.
-- Called by: surfaces, for PATCH. Locks: cursor.
create or replace function state_by_owner(p_org uuid, p_job uuid, p_says jsonb, p_actor text default null) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs := lotline.lock_job(p_org, p_job);
  v_unknown text := (select k from jsonb_object_keys(p_says) k where k not in ('last_error', 'error_count', 'current_batch') limit 1);
begin
  if v_unknown is not null then
    perform lotline.refuse_argument(v_unknown, p_says ->> v_unknown, 'say last_error, error_count or current_batch');
  end if;
  insert into lotline.owner_statements as s (job_no, says, settled, errors, generation, said_by, said_at)
  select p.number, p_says, p.completed + p.failed + p.skipped, p.error_count, p.generation, p_actor, lotline.clock()
  from lotline.job_progress p where p.number = v_job.number
  on conflict (job_no) do update set said_by = excluded.said_by, said_at = excluded.said_at,
    says = case when (s.settled, s.errors, s.generation) = (excluded.settled, excluded.errors, excluded.generation)
      then s.says || excluded.says else excluded.says end,
    settled = excluded.settled, errors = excluded.errors, generation = excluded.generation;
  update lotline.jobs j set updated_at = lotline.clock() where j.number = v_job.number;
  perform lotline.record_event(v_job.number, 'owner_statement', p_actor, p_says ->> 'last_error', p_says::json);
end $$;

grant execute on function state_by_owner(uuid, uuid, jsonb, text) to lotline_api;
