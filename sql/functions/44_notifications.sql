-- Telling people what became of a job: written in the transaction in which it ends, to whoever made it, follows it, or
-- wants to hear of every job. Letters are for 45_letters.sql.

-- Whoever makes a job follows it.
-- Called by: the trigger below, in the transaction that makes the job. Locks: nothing.
create or replace function follow_own_job() returns trigger
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_principal text := lotline.audit_request() ->> 'principal';
begin
  if v_principal is not null then
    insert into lotline.job_subscriptions (job_no, org_id, principal, why, since)
    values (new.number, new.org_id, left(v_principal, 300), 'creator', lotline.clock()) on conflict do nothing;
  end if;
  return null;
end $$;
create or replace trigger follow_own_job after insert on jobs for each row execute function follow_own_job();

-- Follows a job, or no longer. Says whether the caller follows it then, and why.
-- Called by: src/outcomes/notifications/subscriptions.ts. Locks: the subscription.
create or replace function follow_job(p_org uuid, p_job uuid, p_principal text, p_follow boolean) returns text
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs := lotline.find_job(p_org, p_job);
begin
  if p_follow then
    insert into lotline.job_subscriptions (job_no, org_id, principal, why, since)
    values (v_job.number, v_job.org_id, p_principal, 'asked', lotline.clock()) on conflict do nothing;
  elsif not p_follow then
    delete from lotline.job_subscriptions s where s.job_no = v_job.number and s.principal = p_principal;
  end if;
  return (select s.why from lotline.job_subscriptions s where s.job_no = v_job.number and s.principal = p_principal);
end $$;

-- Tells of a job that ended or paused by itself. The same run of a job ends once; that it pauses again is a repetition.
-- Called by: the trigger below, in the transaction of the move. Locks: as raise_notice.
create or replace function notify_of_job() returns trigger
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs;
  v_progress lotline.job_progress;
  v_event text;
begin
  select * into v_job from lotline.jobs j where j.number = new.job_no and j.hidden_at is null;
  if not found then
    return null;
  end if;
  select * into v_progress from lotline.job_progress p where p.number = new.job_no;
  v_event := case when new.event like 'completed%' then case when v_progress.failed > 0 then 'completed_with_failures' else 'completed' end
    when new.event = 'auto_paused' then 'auto_paused' else 'failed' end;
  perform lotline.raise_notice(v_job.org_id, v_event,
    case v_event when 'auto_paused' then 'auto_paused:' || v_job.id else format('ended:%s:%s', v_job.id, v_job.generation) end,
    v_job, array[v_job.kind], lotline.webhook_job_facts(v_progress, new.reason)::jsonb
      || jsonb_build_object('name', v_job.name, 'kind', v_job.kind));
  return null;
end $$;
create or replace trigger notify_of_job after insert on job_events for each row
  when (new.event in ('completed', 'completed_by_owner', 'failed', 'failed_by_owner', 'auto_paused'))
  execute function notify_of_job();

-- What somebody chose, changed by what is given; a null value goes back to its default.
-- Called by: src/outcomes/notifications/settings.ts. Locks: the row.
create or replace function change_notification_settings(p_org uuid, p_principal text, p_changes jsonb) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_before jsonb := (select to_jsonb(s) - '{org_id,principal,updated_at}'::text[] from lotline.notification_settings s
    where s.org_id = lotline.require_org(p_org) and s.principal = p_principal);
  v_after jsonb;
begin
  insert into lotline.notification_settings as s (org_id, principal, on_completion, on_failure, email, all_jobs, updated_at)
  values (lotline.require_org(p_org), p_principal, coalesce((p_changes ->> 'on_completion')::boolean, true),
    coalesce((p_changes ->> 'on_failure')::boolean, true), coalesce((p_changes ->> 'email')::boolean, true),
    coalesce((p_changes ->> 'all_jobs')::boolean, false), lotline.clock())
  on conflict (org_id, principal) do update set
    on_completion = case when p_changes ? 'on_completion' then excluded.on_completion else s.on_completion end,
    on_failure = case when p_changes ? 'on_failure' then excluded.on_failure else s.on_failure end,
    email = case when p_changes ? 'email' then excluded.email else s.email end,
    all_jobs = case when p_changes ? 'all_jobs' then excluded.all_jobs else s.all_jobs end,
    updated_at = excluded.updated_at
  returning to_jsonb(s) - '{org_id,principal,updated_at}'::text[] into v_after;
  perform lotline.audit(p_org, 'notifications.settings_changed', 'principal', p_principal, null, v_before, v_after);
end $$;

-- Marks as read: those of the ids given, or all up to one. Says how many that were new.
-- Called by: src/outcomes/notifications/notifications.ts. Locks: the rows.
create or replace function read_notifications(p_org uuid, p_principal text, p_ids bigint[], p_up_to bigint) returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_read int;
begin
  update lotline.notifications n set read_at = lotline.clock()
  where n.org_id = lotline.require_org(p_org) and n.principal = p_principal and n.read_at is null and n.in_inbox
    and (n.id = any (p_ids) or n.id <= p_up_to);
  get diagnostics v_read = row_count;
  return v_read;
end $$;

grant execute on function follow_job(uuid, uuid, text, boolean), change_notification_settings(uuid, text, jsonb),
  read_notifications(uuid, text, bigint[], bigint) to lotline_api;
