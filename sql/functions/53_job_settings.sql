-- Settings of a job that is not over, changed from the next claim on.

-- Changes any of max_leases, batch_size, rate_per_second, failure_limit, priority and max_attempts; null takes a limit on
-- leases or rate away. What is out keeps the size it was handed out with. Answers whether anything is different now; then
-- the job's history says what it was before, and who changed it. LL005 for a job that is over.
-- Called by: surfaces (src/engine/job-settings.ts). Locks: cursor, the job's leases when it gets a limit on them, job.
create or replace function change_job_settings(p_org uuid, p_job uuid, p_settings jsonb, p_actor text default null,
  p_reason text default null)
returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_old lotline.jobs := lotline.lock_job(p_org, p_job);
  v_new lotline.jobs := v_old;
  s jsonb := coalesce(p_settings, '{}');
  v_before jsonb := lotline.live_settings(v_old);
  v_after jsonb;
begin
  if v_old.status not in ('pending', 'in_progress', 'paused') then
    raise exception using errcode = 'LL005', message = format('Job %s is %s; its settings change no more', p_job, v_old.status),
      detail = json_build_object('job_id', p_job, 'status', v_old.status)::text, hint = 'retry its failed items first';
  end if;
  perform lotline.check_live_settings(v_old, s);
  v_new.batch_size := lotline.read_setting(s, 'batch_size', v_old.batch_size, 1, 1000, true);
  v_new.failure_limit := lotline.read_setting(s, 'failure_limit', v_old.failure_limit, 0, 1000000, true);
  v_new.priority := lotline.read_setting(s, 'priority', v_old.priority, 0, 10000, true);
  v_new.max_attempts := lotline.read_setting(s, 'max_attempts', v_old.max_attempts, 1, 100, true);
  if s ? 'max_leases' then
    v_new.max_leases := lotline.read_setting(s, 'max_leases', null, 1, 100000, true);
  end if;
  if s ? 'rate_per_second' then
    v_new.rate_per_second := lotline.read_setting(s, 'rate_per_second', null, 0.0001, 1000000, false);
  end if;
  v_after := lotline.live_settings(v_new);
  if v_after = v_before then
    return false;
  end if;

  update lotline.cursors c set
    -- what was handed out under the old rate is owed at the new one
    rate_clock = case when v_new.rate_per_second is null or c.rate_clock <= lotline.clock() then '-infinity'
      else lotline.clock() + (c.rate_clock - lotline.clock()) * coalesce(v_old.rate_per_second / v_new.rate_per_second, 1) end,
    base_priority = v_new.priority,
    priority = case when v_new.priority = v_old.priority then c.priority else v_new.priority end,
    -- the next claim finds out anew what it may give
    available_at = case when c.next_seq <= c.end_seq then '-infinity' else c.retry_at end
  where c.job_no = v_old.number;
  if v_new.max_leases is not null and v_old.max_leases is null then
    with held as (
      select b.id from lotline.batches b where b.job_no = v_old.number and b.state = 'leased' order by b.id for update)
    update lotline.batches b set limited = true from held h where b.id = h.id;
  end if;
  update lotline.jobs j set batch_size = v_new.batch_size, failure_limit = v_new.failure_limit, priority = v_new.priority,
    max_attempts = v_new.max_attempts, max_leases = v_new.max_leases, rate_per_second = v_new.rate_per_second,
    updated_at = lotline.clock()
  where j.number = v_old.number;
  perform lotline.record_event(v_old.number, 'settings_changed', p_actor, p_reason, json_build_object(
    'before', (select jsonb_object_agg(b.key, b.value) from jsonb_each(v_before) b where v_after -> b.key is distinct from b.value),
    'after', (select jsonb_object_agg(a.key, a.value) from jsonb_each(v_after) a where v_before -> a.key is distinct from a.value)));
  perform pg_notify('lotline_work', v_old.kind);
  return true;
end $$;

-- The settings that may change while a job runs, by the names that people give them.
-- Called by: change_job_settings. Locks: nothing.
create or replace function live_settings(p_job jobs) returns jsonb
language sql stable as $$
  select jsonb_build_object('concurrency', p_job.max_leases, 'batchSize', p_job.batch_size, 'ratePerSecond', p_job.rate_per_second,
    'failureLimit', p_job.failure_limit, 'priority', p_job.priority, 'maxAttempts', p_job.max_attempts)
$$;

-- Refuses what is no setting, and what a kind of job cannot live with.
-- Called by: change_job_settings. Locks: nothing.
create or replace function check_live_settings(p_job jobs, p_settings jsonb) returns void
language plpgsql as $$
declare
  v_unknown text;
  v_import lotline.lead_imports;
begin
  if jsonb_typeof(p_settings) <> 'object' then
    perform lotline.refuse_argument('settings', left(p_settings::text, 100), 'give an object');
  end if;
  select k into v_unknown from jsonb_object_keys(p_settings) k
  where k not in ('max_leases', 'batch_size', 'rate_per_second', 'failure_limit', 'priority', 'max_attempts') order by k limit 1;
  if v_unknown is not null then
    perform lotline.refuse_argument('settings.' || v_unknown, (p_settings -> v_unknown)::text,
      'leave it out: it does not change while a job runs');
  end if;
  select * into v_import from lotline.lead_imports i where i.job_no = p_job.number;
  if not found then
    return;
  end if;
  if v_import.mode = 'pages' and (p_settings ? 'max_leases' or p_settings ? 'batch_size') then
    perform lotline.refuse_argument('settings', left(p_settings::text, 100),
      'leave concurrency and batch size out: this import buys its pages one after the other');
  elsif (p_settings ->> 'batch_size')::numeric > 500 then
    perform lotline.refuse_argument('settings.batch_size', p_settings ->> 'batch_size', 'give 1 to 500: more are not sold in one request');
  end if;
end $$;

grant execute on function change_job_settings(uuid, uuid, jsonb, text, text) to lotline_api, lotline_worker;
