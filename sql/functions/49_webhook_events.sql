-- What happened, for those who want to be told: a row in the transaction in which it did, and nothing at all while the
-- organization has no endpoint for it. Rows are numbered afterwards by one process at a time, so that no commit waits
-- for another and the numbers still follow the order of commits.

-- The types of events that an organization has endpoints for. Disabled ones count: what they missed can be fetched.
-- Called by: whatever announces. Locks: nothing.
create or replace function wanted_events(p_org uuid) returns text[]
language sql stable as $$
  select coalesce(array_agg(distinct t.type), '{}')
    from lotline.webhook_endpoints e, unnest(e.events) t (type)
   where e.org_id = p_org and e.removed_at is null and e.url <> ''
$$;

-- Tells of lookups that were just settled: completed and failed ones, each by its outcome.
--   p_generation  that of the outcomes meant; null: whichever they have
-- Called by: settle_incentive_lookup, in the settling transaction. Locks: nothing.
create or replace function announce_lookup(p_org uuid, p_job bigint, p_generation int, p_seqs int[]) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_wanted text[] := lotline.wanted_events(p_org);
begin
  if not v_wanted && '{lookup.completed,lookup.failed}' then
    return;
  end if;
  insert into lotline.webhook_events (org_id, type, at, job_no, generation, seqs, amount)
  select p_org, 'lookup.' || r.outcome, lotline.clock(), p_job, r.generation, array_agg(r.seq order by r.seq), count(*)
    from lotline.results r
   where r.job_no = p_job and r.seq = any (p_seqs) and 'lookup.' || r.outcome = any (v_wanted)
     and (p_generation is null or r.generation = p_generation)
   group by r.outcome, r.generation;
end $$;

-- Tells of one lookup that belongs to no job. Nothing of it is stored elsewhere, so the answer is kept here.
--   p_outcome     completed, or failed
--   p_answer      what the caller was answered: the incentives, or {error, error_code, details}
--   p_custom      custom fields of the request; each endpoint allows those that it gets
-- Called by: the API, for POST /incentives. Locks: nothing.
create or replace function announce_lookup_single(p_org uuid, p_reference text, p_outcome text, p_answer json,
  p_custom json default null) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_type text := 'lookup.' || p_outcome;
begin
  if p_outcome is null or p_outcome not in ('completed', 'failed') then
    perform lotline.refuse_argument('outcome', p_outcome, 'give completed or failed');
  end if;
  if not v_type = any (lotline.wanted_events(lotline.require_org(p_org))) then
    return;
  end if;
  insert into lotline.webhook_events (org_id, type, at, detail)
  values (p_org, v_type, lotline.clock(), json_build_object('reference_id', p_reference, 'answer', p_answer,
    'custom_fields', p_custom));
end $$;

-- Tells of a job that moved, and of the report that is complete with it.
-- Called by: the triggers below, in the transaction of the move. Locks: nothing.
create or replace function announce_job(p_job bigint, p_type text, p_reason text) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_org uuid := (select j.org_id from lotline.jobs j where j.number = p_job);
  v_wanted text[] := lotline.wanted_events(v_org);
begin
  if p_type = any (v_wanted) then
    insert into lotline.webhook_events (org_id, type, at, job_no, generation, detail)
    select v_org, p_type, lotline.clock(), p_job, p.generation, lotline.webhook_job_facts(p, p_reason)
      from lotline.job_progress p where p.number = p_job;
  end if;
  if p_type in ('job.completed', 'job.failed', 'job.cancelled') and 'report.completed' = any (v_wanted) then
    insert into lotline.webhook_events (org_id, type, at, job_no, generation, detail)
    select v_org, 'report.completed', lotline.clock(), p_job, j.generation, json_build_object('report_id', r.id)
      from lotline.incentive_reports r join lotline.jobs j on j.number = r.job_no
     where r.job_no = p_job;
  end if;
end $$;

-- What an event says of a job: as it was at that moment, whatever becomes of it until somebody is told.
-- Called by: announce_job, announce_progress. Locks: nothing.
create or replace function webhook_job_facts(p_job job_progress, p_reason text) returns json
language sql stable as $$
  select json_build_object('status', p_job.status, 'reason', left(p_reason, 1000), 'progress', p_job.progress,
    'counts', json_build_object('total', p_job.total, 'waiting', p_job.waiting, 'processing', p_job.processing,
      'completed', p_job.completed, 'failed', p_job.failed, 'skipped', p_job.skipped, 'cancelled', p_job.cancelled),
    'started_at', p_job.started_at, 'completed_at', p_job.completed_at)
$$;

-- Called by: the trigger below. Locks: nothing.
create or replace function announce_job_event() returns trigger
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  perform lotline.announce_job(new.job_no, 'job.' || replace(new.event, '_by_owner', ''), new.reason);
  return null;
end $$;
create or replace trigger announce_job_event after insert on job_events for each row
  when (new.event in ('started', 'paused', 'auto_paused', 'resumed', 'completed', 'completed_by_owner', 'failed',
    'failed_by_owner', 'cancelled'))
  execute function announce_job_event();

-- A job that had ended goes on: items of it are tried again.
-- Called by: the trigger below. Locks: nothing.
create or replace function announce_reopened_job() returns trigger
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  perform lotline.announce_job(new.number, 'job.resumed', 'Items are tried again');
  return null;
end $$;
create or replace trigger announce_reopened_job after update of status on jobs for each row
  when (old.status in ('completed', 'failed') and new.status = 'in_progress')
  execute function announce_reopened_job();

-- Tells of each tenth of a running job that is done, as far as somebody looks: a quick job may pass several at once, of
-- which the last is told. Looked at once a second, and only for organizations that want it.
-- Called by: src/outcomes/webhooks/deliverer.ts. Locks: the engine_locks row 'webhook_progress'; jobs, SKIP LOCKED.
create or replace function announce_progress() returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_told int := 0;
  v_job lotline.job_progress;
  v_milestone int;
  v_before lotline.webhook_sequences;
begin
  if not exists (select from lotline.webhook_endpoints e where e.removed_at is null and 'job.progress' = any (e.events)) then
    return 0;
  end if;
  perform from lotline.engine_locks l
   where l.name = 'webhook_progress' and l.done_at <= v_now - interval '1 second' for update skip locked;
  if not found then
    return 0;
  end if;
  update lotline.engine_locks l set done_at = v_now where l.name = 'webhook_progress';
  for v_job in
    select p.* from lotline.cursors c join lotline.job_progress p on p.number = c.job_no
     where c.open and p.status = 'in_progress' and p.sealed and p.hidden_at is null and p.progress >= 10
       and exists (select from lotline.webhook_endpoints e where e.org_id = c.org_id and e.removed_at is null and 'job.progress' = any (e.events))
     limit 1000
  loop
    v_milestone := least(90, v_job.progress / 10 * 10);
    select * into v_before from lotline.webhook_sequences s where s.job_no = v_job.number;
    continue when v_before.generation = v_job.generation and v_before.milestone >= v_milestone;
    -- held, so that it cannot end before it is told how far it is
    perform from lotline.jobs j where j.number = v_job.number and j.status = 'in_progress' for no key update skip locked;
    continue when not found;
    insert into lotline.webhook_sequences as s (job_no, org_id, milestone, generation)
    values (v_job.number, v_job.org_id, v_milestone, v_job.generation)
    on conflict (job_no) do update set milestone = excluded.milestone, generation = excluded.generation;
    -- of a later generation, what was done before it is no news
    if v_job.generation = 1 or v_before.generation = v_job.generation then
      insert into lotline.webhook_events (org_id, type, at, job_no, generation, detail)
      values (v_job.org_id, 'job.progress', v_now, v_job.number, v_job.generation,
        lotline.webhook_job_facts(v_job, null));
      v_told := v_told + 1;
    end if;
  end loop;
  return v_told;
end $$;

-- Gives committed events their numbers: among all of their organization, and among those of their job. What commits later
-- is numbered later, so who has read up to a number has missed nothing before it.
-- Called by: src/outcomes/webhooks/deliverer.ts. Locks: the engine_locks row 'webhooks'; the rows that it writes.
create or replace function number_webhook_events() returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_numbered int;
begin
  if not exists (select from lotline.webhook_events e where e.number is null and (e.held_until is null or e.held_until <= lotline.clock())) then
    return 0;
  end if;
  perform from lotline.engine_locks l where l.name = 'webhooks' for update skip locked;
  if not found then
    return 0;
  end if;
  with fresh as materialized (
    select e.id, e.org_id, e.job_no, e.amount from lotline.webhook_events e
    -- what quiet hours hold is numbered when they are over: numbers are the order in which things are told
    where e.number is null and (e.held_until is null or e.held_until <= lotline.clock()) order by e.id limit 1000),
  placed as (
    select f.id, f.org_id, f.job_no,
      sum(f.amount) over (partition by f.org_id order by f.id) - f.amount as before_in_stream,
      sum(f.amount) over (partition by f.job_no order by f.id) - f.amount as before_in_job
    from fresh f),
  streams as (
    insert into lotline.webhook_streams as s (org_id, last_number)
    select f.org_id, sum(f.amount) from fresh f group by f.org_id order by f.org_id
    on conflict (org_id) do update set last_number = s.last_number + excluded.last_number
    returning s.org_id, s.last_number),
  sequences as (
    insert into lotline.webhook_sequences as s (job_no, org_id, last_sequence)
    select f.job_no, min(f.org_id::text)::uuid, sum(f.amount) from fresh f where f.job_no is not null
    group by f.job_no order by f.job_no
    on conflict (job_no) do update set last_sequence = s.last_sequence + excluded.last_sequence
    returning s.job_no, s.last_sequence),
  totals as (
    select f.org_id, sum(f.amount) as amount from fresh f group by f.org_id),
  job_totals as (
    select f.job_no, sum(f.amount) as amount from fresh f where f.job_no is not null group by f.job_no)
  update lotline.webhook_events e
     set number = s.last_number - t.amount + p.before_in_stream + 1,
         sequence = q.last_sequence - jt.amount + p.before_in_job + 1
    from placed p
    join streams s on s.org_id = p.org_id
    join totals t on t.org_id = p.org_id
    left join sequences q on q.job_no = p.job_no
    left join job_totals jt on jt.job_no = p.job_no
   where e.id = p.id;
  get diagnostics v_numbered = row_count;
  return v_numbered;
end $$;

grant execute on function announce_lookup_single(uuid, text, text, json, json) to lotline_api;
grant execute on function announce_progress(), number_webhook_events() to lotline_worker;
