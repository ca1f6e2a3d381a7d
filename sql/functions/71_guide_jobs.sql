-- How far a job is, in the Guide's words: "150/235 properties (64%)". Never 100 % before the end.
-- Called by: the Guide's functions. Locks: nothing.
create or replace function progress_words(p_job_id uuid) returns text
language plpgsql stable as $$
declare
  v_row lotline.batch_job_rows;
  v_settled int;
begin
  select * into v_row from lotline.batch_job_rows b where b.job_id = p_job_id;
  v_settled := v_row.total_items - v_row.remaining_items;
  return format('%s/%s %s (%s%%)', v_settled, v_row.total_items,
    case v_row.subject when 'property' then 'properties' when 'county' then 'counties' else v_row.subject || 's' end,
    case when v_settled < v_row.total_items then least(99, round(100.0 * v_settled / v_row.total_items))
      else trunc(v_row.progress_pct) end);
end $$;

-- A status as a sentence begins: "In progress".
-- Called by: the Guide's functions. Locks: nothing.
create or replace function status_words(p_status text) returns text
language sql immutable as $$
  select upper(left(p_status, 1)) || replace(substr(p_status, 2), '_', ' ')
$$;

-- Called by: SQL logins. Locks: what create_county_job locks.
create or replace function create_batch_job(p_job_type text, p_county_id uuid, p_batch_size int default null,
  p_strategy text default 'sequential', p_state_code text default null, p_county_ids uuid[] default null,
  p_total_items int default null)
returns uuid
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_org uuid := lotline.sql_login_org(true);
begin
  if p_county_id is not null and p_county_ids is not null then
    perform lotline.refuse_argument('p_county_ids', p_county_ids::text, 'give one county, or several, not both');
  elsif cardinality(p_county_ids) > 4000 then
    perform lotline.refuse_argument('p_county_ids', format('%s counties', cardinality(p_county_ids)), 'give at most 4000; null for all');
  end if;
  return lotline.create_county_job(v_org, lotline.sql_actor(), p_job_type,
    p_counties => case when p_county_id is null then p_county_ids else array[p_county_id] end,
    p_batch_size => p_batch_size, p_total_items => p_total_items, p_strategy => coalesce(p_strategy, 'sequential'),
    p_state_code => p_state_code);
end $$;

-- The caller's own items go back: whoever pauses stops. What it reports of them all the same is taken, as long as
-- nobody else has them.
-- Called by: SQL logins. Locks: cursor, the caller's lease, then as pause_job.
create or replace function pause_batch_job(p_job_id uuid, p_reason text default null, p_session text default null) returns text
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_org uuid := lotline.sql_login_org(true);
  v_job lotline.jobs := lotline.guide_job(v_org, p_job_id);
  v_batch lotline.batches;
  v_held int;
begin
  perform lotline.check_words('p_reason', p_reason, 2000);
  v_job := lotline.lock_job(v_org, p_job_id);
  v_batch := lotline.own_lease(v_job.number, null, p_session, null, null);
  if v_batch.id is not null then
    perform lotline.release_batch(v_batch.id, v_batch.token);
  end if;
  if v_job.status <> 'paused' then
    perform lotline.pause_job(v_org, p_job_id, lotline.sql_actor(p_session), p_reason);
  end if;
  v_held := (select r.items_in_hand from lotline.batch_job_rows r where r.job_id = p_job_id);
  return format('%s at %s.%s Resume with: Resume batch job', case v_job.status when 'paused' then 'Paused already' else 'Paused' end,
    lotline.progress_words(p_job_id), case when v_held > 0 then format(' %s in other hands may still be reported.', v_held) else '' end);
end $$;

-- Called by: SQL logins. Locks: as resume_job.
create or replace function resume_batch_job(p_job_id uuid, p_reason text default null) returns text
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_org uuid := lotline.sql_login_org(true);
  v_job lotline.jobs := lotline.guide_job(v_org, p_job_id);
  v_was text := (lotline.lock_job(v_org, p_job_id)).status;
begin
  perform lotline.check_words('p_reason', p_reason, 2000);
  if v_was = 'pending' then
    perform lotline.start_job(v_org, p_job_id, lotline.sql_actor(), case when v_job.driver <> 'n8n' then 'agent' end);
  else
    perform lotline.resume_job(v_org, p_job_id, lotline.sql_actor(), p_reason);
  end if;
  return format('%s at %s. Next: get_next_batch', case v_was when 'pending' then 'Started' when 'paused' then 'Resumed'
    else 'In progress already' end, lotline.progress_words(p_job_id));
end $$;

-- Called by: SQL logins. Locks: as complete_job.
create or replace function complete_batch_job(p_job_id uuid, p_reason text default null) returns text
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_org uuid := lotline.sql_login_org(true);
  v_job lotline.jobs := lotline.guide_job(v_org, p_job_id);
  v_row lotline.batch_job_rows;
begin
  perform lotline.check_words('p_reason', p_reason, 2000);
  perform lotline.complete_job(v_org, p_job_id, lotline.sql_actor(), p_reason);
  select * into v_row from lotline.batch_job_rows b where b.job_id = p_job_id;
  return format('%s: %s processed, %s failed, %s skipped of %s', case v_job.status when 'completed' then 'Completed already' else 'Completed' end,
    v_row.processed_items, v_row.failed_items, v_row.skipped_items, v_row.total_items);
end $$;

-- Called by: SQL logins. Locks: nothing.
create or replace function get_batch_status(p_job_id uuid)
returns table (
  job_id uuid, job_name text, job_type text, status text, message text, progress_pct numeric, total_items int, processed_items int,
  failed_items int, skipped_items int, cancelled_items int, remaining_items int, items_in_hand int, current_batch int,
  total_batches int, batch_size int, success_rate int, county_name text, state_code text, strategy text, driver text,
  auto_paused boolean, pause_reason text, error_count int, last_error text, created_by text, created_at timestamptz,
  started_at timestamptz, paused_at timestamptz, completed_at timestamptz, updated_at timestamptz
)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
begin
  perform lotline.guide_job(lotline.sql_login_org(), p_job_id);
  return query select b.job_id, b.job_name, b.job_type, b.status,
    format('%s: %s%s', lotline.status_words(b.status), lotline.progress_words(b.job_id), '. ' || b.pause_reason),
    b.progress_pct, b.total_items, b.processed_items,
    b.failed_items, b.skipped_items, b.cancelled_items, b.remaining_items, b.items_in_hand, b.current_batch,
    b.total_batches, b.batch_size, b.success_rate, b.county_name, b.state_code, b.strategy, b.driver,
    b.auto_paused, b.pause_reason, b.error_count::int, b.last_error, b.created_by, b.created_at,
    b.started_at, b.paused_at, b.completed_at, b.updated_at
  from lotline.batch_job_rows b where b.job_id = p_job_id;
end $$;

-- Called by: SQL logins. Locks: nothing.
create or replace function get_pending_work_summary()
returns table (job_type text, pending int, batch_size int, batches int, sessions int)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
begin
  return query select w.job_type, w.pending::int, w.batch_size::int, w.batches::int, w.sessions::int
    from lotline.pending_work(lotline.sql_login_org()) w;
end $$;

grant execute on function
  create_batch_job(text, uuid, int, text, text, uuid[], int), pause_batch_job(uuid, text, text), resume_batch_job(uuid, text),
  complete_batch_job(uuid, text), get_batch_status(uuid), get_pending_work_summary()
  to lotline_agent;
