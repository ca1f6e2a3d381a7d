-- The organization that a session token's claims stand for, in either version of Clerk's; null when it has chosen none,
-- has still something to do before it is signed in, or is not linked to one of ours.
-- Called by: the policy of public.batch_lookup_jobs, with claims whose signature the database's host has checked.
-- Locks: nothing.
create or replace function realtime_organization(p_claims jsonb) returns uuid
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
begin
  if p_claims ->> 'sts' = 'pending' then
    return null;
  end if;
  return (select e.org_id from lotline.external_organizations e
    where e.issuer = p_claims ->> 'iss'
      and e.external_id = case when p_claims ->> 'v' = '2' then p_claims #>> '{o,id}' else p_claims ->> 'org_id' end);
end $$;

-- Notes that a job has to be looked at for the copy.
-- Called by: a trigger on job_events, which is there only while there is a copy. Locks: nothing.
create or replace function queue_for_realtime() returns trigger
language plpgsql as $$
begin
  insert into lotline.realtime_queue (job_no) values (new.job_no);
  return null;
end $$;

-- Makes public.batch_lookup_jobs, closed to everybody, and lets in whoever is there: the host's role of signed-in users by
-- a policy on their organization, where the host can read their tokens, and its publication. Repeating it takes in what
-- has come since.
-- Called by: the owner (lotline supabase enable). Locks: job_events and the table, for a moment.
create or replace function enable_realtime() returns jsonb
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_role text;
begin
  if to_regclass('public.batch_lookup_jobs') is not null and not exists (select from lotline.realtime_mirror) then
    raise exception 'public.batch_lookup_jobs is there already, and Lotline has not made it' using errcode = 'LL005',
      hint = 'rename it, or drop it if nobody needs it';
  end if;
  insert into lotline.realtime_mirror (enabled_at) values (lotline.clock()) on conflict do nothing;
  create table if not exists public.batch_lookup_jobs (
    id uuid primary key,
    organization_id uuid not null,
    status text not null,
    total_items int not null,
    processed_items int not null,
    failed_items int not null,
    report_id uuid,
    created_at timestamptz not null,
    started_at timestamptz,
    completed_at timestamptz,
    updated_at timestamptz not null
  );
  comment on table public.batch_lookup_jobs is
    'Copy of Lotline''s jobs of incentive lookups, for realtime subscriptions; written by Lotline alone';
  alter table public.batch_lookup_jobs enable row level security;
  revoke all on public.batch_lookup_jobs from public;
  -- a host may give its roles everything in public by default
  foreach v_role in array array['anon', 'authenticated', 'service_role'] loop
    if exists (select from pg_roles where rolname = v_role) then
      execute format('revoke all on public.batch_lookup_jobs from %I', v_role);
    end if;
  end loop;
  if exists (select from pg_roles where rolname = 'service_role') then
    grant select on public.batch_lookup_jobs to service_role;
  end if;
  if exists (select from pg_roles where rolname = 'authenticated')
     and exists (select from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'auth' and p.proname = 'jwt' and p.pronargs = 0 and has_schema_privilege(n.oid, 'usage')) then
    grant select on public.batch_lookup_jobs to authenticated;
    grant execute on function lotline.realtime_organization(jsonb) to authenticated;
    drop policy if exists own_organization on public.batch_lookup_jobs;
    create policy own_organization on public.batch_lookup_jobs for select to authenticated
      using (organization_id = (select lotline.realtime_organization(auth.jwt()::jsonb)));
  end if;
  if exists (select from pg_publication p where p.pubname = 'supabase_realtime' and not p.puballtables)
     and not exists (select from pg_publication_tables t where t.pubname = 'supabase_realtime'
       and t.schemaname = 'public' and t.tablename = 'batch_lookup_jobs') then
    alter publication supabase_realtime add table public.batch_lookup_jobs;
  end if;
  create or replace trigger queue_for_realtime after insert on lotline.job_events
    for each row execute function lotline.queue_for_realtime();
  insert into lotline.realtime_queue (job_no)
  select j.number from lotline.jobs j where j.kind = 'incentive_lookup' and j.hidden_at is null;
  return lotline.realtime_status();
end $$;

-- Drops the copy; subscriptions to it hear nothing any more. Jobs are not concerned.
-- Called by: the owner (lotline supabase disable). Locks: job_events and the table, for a moment.
create or replace function disable_realtime() returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  delete from lotline.realtime_mirror;
  if not found then
    return false;
  end if;
  drop trigger if exists queue_for_realtime on lotline.job_events;
  drop table if exists public.batch_lookup_jobs;
  delete from lotline.realtime_queue;
  return true;
end $$;

-- What of the copy works here: whether it is there, how many jobs it has, who may read it, and what went wrong.
-- Called by: the owner (lotline supabase). Locks: nothing.
create or replace function realtime_status() returns jsonb
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
declare
  v_mirror lotline.realtime_mirror;
  v_jobs bigint;
begin
  select * into v_mirror from lotline.realtime_mirror;
  if not found then
    return jsonb_build_object('enabled', false);
  end if;
  if to_regclass('public.batch_lookup_jobs') is not null then
    execute 'select count(*) from public.batch_lookup_jobs' into v_jobs;
  end if;
  return jsonb_build_object('enabled', true, 'enabled_at', v_mirror.enabled_at, 'jobs', v_jobs,
    'written_at', nullif(v_mirror.looked_at, '-infinity'),
    'published', exists (select from pg_publication_tables t where t.pubname = 'supabase_realtime'
      and t.schemaname = 'public' and t.tablename = 'batch_lookup_jobs'),
    'readable', exists (select from pg_policies p where p.schemaname = 'public' and p.tablename = 'batch_lookup_jobs'
      and p.policyname = 'own_organization'),
    'error', v_mirror.last_error, 'error_at', v_mirror.last_error_at);
end $$;

-- Brings the copy up to date, at most once a second: jobs that something has happened to and those in progress, in one
-- statement that writes only what differs. In the words of the Batch Lookups API: what is paused is processing, what is
-- skipped or cancelled counts as failed. The copy is somebody else's to break: what goes wrong with it is kept for
-- realtime_status, and stops nothing.
-- Called by: tick. Locks: the mirror's row, the copy's rows, for at most 200 ms.
create or replace function mirror_lookup_jobs(p_now timestamptz) returns int
language plpgsql as $$
declare
  v_lock_timeout text := current_setting('lock_timeout');
  v_written int := 0;
  v_error text;
begin
  update lotline.realtime_mirror m set looked_at = p_now where m.looked_at <= p_now - interval '900 milliseconds';
  if not found then
    return 0;
  end if;
  begin
    perform set_config('lock_timeout', '200ms', true);
    v_written := lotline.write_realtime(p_now);
    perform set_config('lock_timeout', v_lock_timeout, true);
  exception when others then
    v_error := sqlerrm;
  end;
  update lotline.realtime_mirror m set last_error = v_error,
    last_error_at = case when v_error is not null then p_now else m.last_error_at end
  where v_error is not null or m.last_error is not null;
  return v_written;
end $$;

-- The statement of mirror_lookup_jobs. Jobs whose leases are still out after a pause or a cancel, and uploads under way,
-- are looked at again a second later.
-- Called by: mirror_lookup_jobs. Locks: the copy's rows.
create or replace function write_realtime(p_now timestamptz) returns int
language plpgsql as $$
declare
  v_written int;
begin
  with heard as (
    delete from lotline.realtime_queue returning job_no
  ), looked_at as materialized (
    select p.id, p.number, p.org_id, p.hidden_at, p.total, p.completed, p.failed + p.skipped + p.cancelled as failed,
      case p.status when 'in_progress' then 'processing' when 'paused' then 'processing' else p.status end as status,
      p.created_at, p.started_at, p.completed_at,
      p.draining or not p.sealed as again
    from (
      select h.job_no from heard h
      union select j.number from lotline.jobs j where j.status = 'in_progress' and j.hidden_at is null) c
    join lotline.job_progress p on p.number = c.job_no and p.kind = 'incentive_lookup'
  ), deleted as (
    delete from public.batch_lookup_jobs m using looked_at l where m.id = l.id and l.hidden_at is not null
  ), once_more as (
    insert into lotline.realtime_queue (job_no) select l.number from looked_at l where l.again and l.hidden_at is null
  )
  insert into public.batch_lookup_jobs as m (id, organization_id, status, total_items, processed_items, failed_items, report_id,
    created_at, started_at, completed_at, updated_at)
  select l.id, l.org_id, l.status, l.total, l.completed + l.failed, l.failed, r.id, l.created_at, l.started_at,
    l.completed_at, p_now
  from looked_at l left join lotline.incentive_reports r on r.job_no = l.number
  where l.hidden_at is null
  on conflict (id) do update set status = excluded.status, total_items = excluded.total_items,
    processed_items = excluded.processed_items, failed_items = excluded.failed_items, report_id = excluded.report_id,
    started_at = excluded.started_at, completed_at = excluded.completed_at, updated_at = excluded.updated_at
  where (m.status, m.total_items, m.processed_items, m.failed_items, m.report_id, m.started_at, m.completed_at)
    is distinct from (excluded.status, excluded.total_items, excluded.processed_items, excluded.failed_items,
      excluded.report_id, excluded.started_at, excluded.completed_at);
  get diagnostics v_written = row_count;
  return v_written;
end $$;

-- Takes jobs out of the copy that retention has hidden since: that is no event of theirs. While the copy cannot be
-- written, the queue keeps each job once, and nothing when the table is gone: enable_realtime begins with all.
-- Called by: upkeep. Locks: the copy's and the queue's rows.
create or replace function sweep_realtime() returns void
language plpgsql as $$
begin
  if not exists (select from lotline.realtime_mirror) then
    return;
  end if;
  if to_regclass('public.batch_lookup_jobs') is null then
    delete from lotline.realtime_queue;
    return;
  end if;
  delete from lotline.realtime_queue q using lotline.realtime_queue newer
  where newer.job_no = q.job_no and newer.ctid > q.ctid;
  delete from public.batch_lookup_jobs m
  where not exists (select from lotline.jobs j where j.id = m.id and j.hidden_at is null);
end $$;
