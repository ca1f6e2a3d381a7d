-- One number out of a job's settings, or its default; refuses what is out of bounds.
-- Called by: create_job. Locks: nothing.
create or replace function read_setting(p_settings jsonb, p_name text, p_default numeric, p_min numeric, p_max numeric,
  p_whole boolean) returns numeric
language plpgsql immutable as $$
declare
  v_value jsonb := p_settings -> p_name;
  v_number numeric;
begin
  if v_value is null or jsonb_typeof(v_value) = 'null' then
    return p_default;
  end if;
  if jsonb_typeof(v_value) = 'number' then
    v_number := v_value::numeric;
    if v_number between p_min and p_max and (not p_whole or v_number = trunc(v_number)) then
      return v_number;
    end if;
  end if;
  perform lotline.refuse_argument('settings.' || p_name, v_value::text,
    format('give a %s from %s to %s', case when p_whole then 'whole number' else 'number' end, p_min, p_max));
end $$;

-- Makes a job in `pending`, without items. At most one unfinished job of an organization and kind has a given
-- exclusive key: a second one is refused with LL005, naming the first. LL048 when too many are open already.
-- Called by: surfaces, src/engine/jobs.ts. Locks: what check_open_jobs locks.
create or replace function create_job(
  p_org uuid, p_kind text, p_name text, p_actor text default null, p_params jsonb default '{}',
  p_settings jsonb default '{}', p_columns text[] default null, p_sealed boolean default false,
  p_driver text default 'worker', p_exclusive_key text default null
) returns table (id uuid, number bigint)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  s jsonb := coalesce(p_settings, '{}');
  v_number bigint := lotline.next_job_number();
  v_job lotline.jobs;
  v_unknown text;
  v_key uuid;
begin
  perform lotline.make_durable();
  perform lotline.require_org(p_org);
  if p_kind is null or p_kind !~ '^[a-z][a-z0-9_]{0,62}$' then
    perform lotline.refuse_argument('kind', p_kind, 'give the name of a registered kind, such as incentive_lookup');
  end if;
  if coalesce(btrim(p_name), '') = '' or length(p_name) > 500 then
    perform lotline.refuse_argument('name', p_name, 'give 1 to 500 characters');
  end if;
  if p_driver is null or p_driver not in ('worker', 'n8n', 'agent') then
    perform lotline.refuse_argument('driver', p_driver, 'give worker, n8n or agent');
  end if;
  if jsonb_typeof(coalesce(p_params, '{}')) <> 'object' then
    perform lotline.refuse_argument('params', p_params::text, 'give an object');
  end if;
  if jsonb_typeof(s) <> 'object' then
    perform lotline.refuse_argument('settings', s::text, 'give an object');
  end if;
  select k into v_unknown from jsonb_object_keys(s) k where k not in ('batch_size', 'lease_seconds', 'max_attempts',
    'backoff_base_seconds', 'backoff_cap_seconds', 'max_leases', 'rate_per_second', 'rate_burst', 'failure_limit',
    'priority', 'weight') order by k limit 1;
  if v_unknown is not null then
    perform lotline.refuse_argument('settings.' || v_unknown, (s -> v_unknown)::text, 'leave it out: there is no such setting');
  end if;

  v_key := lotline.check_open_jobs(p_org);

  -- the week of the number, which a moment later may be another one than now's
  perform lotline.ensure_partitions_for(to_date(left(v_number::text, 8), 'YYYYMMDD')::timestamp at time zone 'UTC');
  begin
    insert into lotline.jobs as j (number, org_id, kind, name, driver, sealed, params, columns, exclusive_key, created_by,
      batch_size, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, max_leases, rate_per_second,
      rate_burst, failure_limit, priority, weight, created_at, key_id)
    values (v_number, p_org, p_kind, p_name, p_driver, coalesce(p_sealed, false),
      coalesce(p_params, '{}'), p_columns, p_exclusive_key, p_actor,
      lotline.read_setting(s, 'batch_size', 50, 1, 1000, true)::int,
      lotline.read_setting(s, 'lease_seconds', 300, 1, 86400, true)::int,
      lotline.read_setting(s, 'max_attempts', 4, 1, 100, true)::int,
      lotline.read_setting(s, 'backoff_base_seconds', 5, 0, 86400, false)::float8,
      lotline.read_setting(s, 'backoff_cap_seconds', 3600, 0, 604800, false)::float8,
      lotline.read_setting(s, 'max_leases', null, 1, 100000, true)::int,
      lotline.read_setting(s, 'rate_per_second', null, 0.0001, 1000000, false)::float8,
      lotline.read_setting(s, 'rate_burst', 1, 1, 1000000, true)::int,
      lotline.read_setting(s, 'failure_limit', 10, 0, 1000000, true)::int,
      lotline.read_setting(s, 'priority', 1000, 0, 10000, true)::int,
      lotline.read_setting(s, 'weight', 1, 0.001, 1000, false)::float8, lotline.clock(), v_key)
    returning j.* into v_job;
  exception when unique_violation then
    select j.* into v_job from lotline.jobs j where j.org_id = p_org and j.kind = p_kind and j.exclusive_key = p_exclusive_key
      and j.status in ('pending', 'in_progress', 'paused') and j.hidden_at is null;
    raise exception using errcode = 'LL005',
      message = format('Job %s (%s) is already %s for this; finish or cancel it first', v_job.id, v_job.name, v_job.status),
      detail = json_build_object('job_id', v_job.id, 'status', v_job.status)::text;
  end;
  insert into lotline.cursors (job_no, org_id, kind, driver, base_priority, priority)
    values (v_job.number, p_org, p_kind, p_driver, v_job.priority, v_job.priority);
  insert into lotline.append_heads (job_no) values (v_job.number);
  perform lotline.record_event(v_job.number, 'created', p_actor, null, json_build_object('kind', p_kind, 'driver', p_driver));
  return query select v_job.id, v_job.number;
end $$;

-- Says that no more items come. What is settled entirely by then is finished.
-- Called by: surfaces at the end of an upload. Locks: append head, cursor, job.
create or replace function seal_job(p_org uuid, p_job uuid, p_actor text default null) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs := lotline.lock_job_and_appends(p_org, p_job);
begin
  if v_job.sealed then
    return;
  end if;
  update lotline.jobs j set sealed = true, updated_at = lotline.clock() where j.number = v_job.number;
  perform lotline.record_event(v_job.number, 'sealed', p_actor, null, json_build_object('items', v_job.total_items));
  perform lotline.finish_if_done(v_job.number, true);
end $$;

-- Seals the job and opens it to workers; it stays pending until its first claim. A job with nothing to do (no items,
-- or all of them refused) is completed at once. Repeating changes nothing.
-- Called by: surfaces. Locks: append head, cursor, job.
create or replace function submit_job(p_org uuid, p_job uuid, p_actor text default null) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs;
begin
  perform lotline.seal_job(p_org, p_job, p_actor);
  v_job := lotline.lock_job(p_org, p_job);
  if v_job.status in ('in_progress', 'completed') or (select c.open from lotline.cursors c where c.job_no = v_job.number) then
    return;
  end if;
  if v_job.status <> 'pending' then
    perform lotline.refuse_move(v_job.id, v_job.status, 'in_progress');
  end if;
  perform lotline.record_event(v_job.number, 'submitted', p_actor, null, json_build_object('items', v_job.total_items));
  perform lotline.open_cursor(v_job.number);
  if v_job.total_items = v_job.skipped_items then
    update lotline.jobs j set status = 'in_progress', started_at = coalesce(j.started_at, lotline.clock()),
      updated_at = lotline.clock() where j.number = v_job.number;
    perform lotline.finish_if_done(v_job.number, true);
  end if;
end $$;
