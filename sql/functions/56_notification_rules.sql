-- Rules of notifications: made, applied to what happens, and the watch that notices what nobody reports.

-- When the letter or webhook of a rule goes out for what happens now: at once, or with the next digest; never in its quiet
-- hours, at whose end all goes that was held.
-- Called by: raise_notice. Locks: nothing.
create or replace function notice_due(p_rule notification_rules, p_now timestamptz, p_digest boolean) returns timestamptz
language plpgsql stable as $$
declare
  v_at timestamp := p_now at time zone p_rule.time_zone;
begin
  if p_digest and p_rule.digest = 'hourly' then
    v_at := date_trunc('hour', v_at) + interval '1 hour';
  elsif p_digest and p_rule.digest = 'daily' then
    -- eight in the morning
    v_at := date_trunc('day', v_at - interval '8 hours') + interval '32 hours';
  end if;
  if p_rule.quiet_from < p_rule.quiet_to and v_at::time >= p_rule.quiet_from and v_at::time < p_rule.quiet_to then
    v_at := v_at::date + p_rule.quiet_to;
  elsif p_rule.quiet_from > p_rule.quiet_to and v_at::time >= p_rule.quiet_from then
    v_at := v_at::date + 1 + p_rule.quiet_to;
  elsif p_rule.quiet_from > p_rule.quiet_to and v_at::time < p_rule.quiet_to then
    v_at := v_at::date + p_rule.quiet_to;
  end if;
  return greatest(p_now, v_at at time zone p_rule.time_zone);
end $$;

-- Tells of something: by the rules that want it, and of jobs that end or pause also whoever made or follows them. Who has
-- a message of the same cause that is unread, and not older than a day, is told no second time: it is counted there.
-- Webhooks are told of a cause once an hour at most. People must still be members, keys in use.
--   p_event       in the words of rules
--   p_cause       the same for what is the same thing again
--   p_kinds       the kinds of work that it is about; a rule for a kind wants one of them
--   p_detail      what is said of it, as it was at that moment
-- Called by: notify_of_job, watch_work, bury_worker, disable_webhook. Locks: unread messages of the same cause.
create or replace function raise_notice(p_org uuid, p_event text, p_cause text, p_job lotline.jobs, p_kinds text[], p_detail jsonb) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_type text := case p_event when 'completed' then 'job.completed' when 'completed_with_failures' then 'job.completed'
    when 'failed' then 'job.failed' when 'auto_paused' then 'job.paused' when 'stalled' then 'job.stalled'
    when 'no_workers' then 'queue.no_workers' when 'webhook_dead' then 'webhook.dead' when 'worker_lost' then 'worker.lost' end;
  v_rules lotline.notification_rules[] := array(
    select r from lotline.notification_rules r where r.org_id = p_org and r.enabled and p_event = any (r.events)
      and (r.job_no is null or r.job_no = p_job.number) and (r.kind is null or r.kind = any (p_kinds)));
  v_times int;
begin
  with of_rules as (
    select x.principal, bool_or('inbox' = any (r.channels)) as in_inbox,
      bool_or('email' = any (r.channels)) as mail,
      (array_agg(r.digest <> 'none' order by lotline.notice_due(r, v_now, true)) filter (where 'email' = any (r.channels)))[1] as digest,
      min(lotline.notice_due(r, v_now, true)) filter (where 'email' = any (r.channels)) as due, (array_agg(r.id order by r.created_at))[1] as rule_id
    from unnest(v_rules) r cross join lateral (
      select r.principal where r.recipients = 'me'
      union
      select m.person_id from lotline.members m where m.org_id = p_org and r.recipients <> 'me'
        and (r.recipients = 'everyone' or m.role = 'admin')) x
    where r.channels && '{inbox,email}' group by x.principal),
  of_defaults as (
    select x.principal, coalesce(s.email, true) as mail
    from (
      select f.principal from lotline.job_subscriptions f where f.job_no = p_job.number
      union
      select a.principal from lotline.notification_settings a where a.org_id = p_org and a.all_jobs and p_job.number is not null) x
    left join lotline.notification_settings s on s.org_id = p_org and s.principal = x.principal
    where p_event in ('completed', 'completed_with_failures', 'failed', 'auto_paused')
      and case v_type when 'job.completed' then coalesce(s.on_completion, true) else coalesce(s.on_failure, true) end),
  wanted as (
    select w.*, m.person_id is not null as is_member from (
      select o.principal, o.in_inbox, o.mail, o.digest, o.due, o.rule_id from of_rules o
      union all
      -- a rule of one's own says how
      select d.principal, true, d.mail, false, v_now, null from of_defaults d where not exists (select from of_rules o where o.principal = d.principal)) w
    left join lotline.members m on m.org_id = p_org and m.person_id = w.principal
    where m.person_id is not null or (not exists (select from lotline_auth."user" u where u."id" = w.principal)
      and not exists (select from lotline.api_keys k where k.id::text = w.principal and k.revoked_at is not null))),
  again as (
    update lotline.notifications n set repeats = n.repeats + 1, last_at = v_now
    where n.org_id = p_org and n.cause = p_cause and n.read_at is null and n.at > v_now - interval '1 day'
      and n.principal in (select w.principal from wanted w)
    returning n.principal)
  insert into lotline.notifications (org_id, principal, type, at, job_no, job_id, detail, cause, rule_id, in_inbox, mail_state, mail_due_at,
    mail_digest, mail_until)
  select p_org, w.principal, v_type, v_now, p_job.number, p_job.id, p_detail::json, p_cause, w.rule_id, w.in_inbox,
    case when w.mail and w.is_member then 'waiting' end, case when w.mail and w.is_member then w.due end,
    coalesce(w.digest, false) and w.mail and w.is_member, case when w.rule_id is not null and w.mail then w.due + interval '1 day' end
  from wanted w where not exists (select from again a where a.principal = w.principal) and (w.in_inbox or (w.mail and w.is_member));

  if exists (select from unnest(v_rules) r where 'webhook' = any (r.channels)) and 'notification.raised' = any (lotline.wanted_events(p_org)) then
    insert into lotline.notification_causes as c (org_id, cause, sent_at) values (p_org, p_cause, v_now)
    on conflict (org_id, cause) do update set
      times = case when c.sent_at > v_now - interval '1 hour' then c.times + 1 else 1 end,
      sent_at = case when c.sent_at > v_now - interval '1 hour' then c.sent_at else v_now end
    returning c.times into v_times;
    if v_times = 1 then
      insert into lotline.webhook_events (org_id, type, at, job_no, generation, detail, held_until)
      select p_org, 'notification.raised', v_now, p_job.number, p_job.generation,
        (jsonb_build_object('event', p_event, 'cause', p_cause) || p_detail)::json, nullif(min(lotline.notice_due(r, v_now, false)), v_now)
      from unnest(v_rules) r where 'webhook' = any (r.channels);
    end if;
  end if;
end $$;

-- Makes a rule, or changes one that is the caller's own (an admin changes any). What is left out of p_values stays, or takes
-- its default. To tell others, or webhooks, is for admins.
-- Called by: src/outcomes/notifications/rules.ts. Locks: the row.
create or replace function save_notification_rule(p_org uuid, p_id uuid, p_principal text, p_actor text, p_admin boolean, p_values jsonb)
returns uuid
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_before lotline.notification_rules;
  v_rule lotline.notification_rules;
  v_now timestamptz := lotline.clock();
begin
  perform lotline.require_org(p_org);
  if p_id is not null then
    select * into v_before from lotline.notification_rules r where r.id = p_id and r.org_id = p_org and (r.principal = p_principal or p_admin)
    for update;
    if not found then
      raise exception using errcode = 'LL111', message = format('No notification rule %s', p_id), detail = json_build_object('field', 'id')::text;
    end if;
  elsif (select count(*) >= 200 from lotline.notification_rules r where r.org_id = p_org) then
    raise exception using errcode = 'LL005', message = 'An organization has at most 200 notification rules; remove one first';
  end if;
  v_rule := jsonb_populate_record(v_before, p_values - '{job_id}'::text[]);
  v_rule.recipients := coalesce(v_rule.recipients, 'me');
  v_rule.digest := coalesce(v_rule.digest, 'none');
  v_rule.time_zone := coalesce(v_rule.time_zone, 'UTC');
  v_rule.enabled := coalesce(v_rule.enabled, true);
  v_rule.channels := coalesce(v_rule.channels, '{inbox}');
  if p_values ? 'job_id' then
    v_rule.job_no := case when p_values ->> 'job_id' is not null then (lotline.find_job(p_org, (p_values ->> 'job_id')::uuid)).number end;
  end if;
  if not p_admin and (v_rule.recipients <> 'me' or 'webhook' = any (v_rule.channels)) then
    raise exception using errcode = 'LL072', message = 'Rules that tell others, or webhooks, are for admins';
  elsif v_rule.job_no is not null and v_rule.kind is not null then
    perform lotline.refuse_argument('kind', v_rule.kind, 'give a job or a kind, not both');
  elsif (v_rule.quiet_from is null) <> (v_rule.quiet_to is null) or v_rule.quiet_from = v_rule.quiet_to then
    perform lotline.refuse_argument('quiet_hours', v_rule.quiet_from::text, 'give both ends, and two different ones');
  elsif not exists (select from pg_timezone_names z where z.name = v_rule.time_zone) then
    perform lotline.refuse_argument('time_zone', v_rule.time_zone, 'give a name such as America/New_York');
  end if;
  if p_id is null then
    insert into lotline.notification_rules (org_id, principal, created_by, name, job_no, kind, events, channels, recipients, digest, quiet_from,
      quiet_to, time_zone, enabled, created_at, updated_at)
    values (p_org, p_principal, p_actor, v_rule.name, v_rule.job_no, v_rule.kind, v_rule.events, v_rule.channels, v_rule.recipients,
      v_rule.digest, v_rule.quiet_from, v_rule.quiet_to, v_rule.time_zone, v_rule.enabled, v_now, v_now)
    returning * into v_rule;
  else
    update lotline.notification_rules r set name = v_rule.name, job_no = v_rule.job_no, kind = v_rule.kind, events = v_rule.events,
      channels = v_rule.channels, recipients = v_rule.recipients, digest = v_rule.digest, quiet_from = v_rule.quiet_from,
      quiet_to = v_rule.quiet_to, time_zone = v_rule.time_zone, enabled = v_rule.enabled, updated_at = v_now
    where r.id = p_id returning * into v_rule;
  end if;
  perform lotline.audit(p_org, 'notifications.rule_' || case when p_id is null then 'created' else 'changed' end, 'notification_rule', v_rule.id::text,
    null, to_jsonb(v_before) - '{org_id,principal,job_no}'::text[], to_jsonb(v_rule) - '{org_id,principal,job_no}'::text[]);
  return v_rule.id;
end $$;

-- Takes a rule away: one's own, or any for an admin. What it told stays told.
-- Called by: src/outcomes/notifications/rules.ts. Locks: the row.
create or replace function remove_notification_rule(p_org uuid, p_id uuid, p_principal text, p_admin boolean) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_rule lotline.notification_rules;
begin
  delete from lotline.notification_rules r where r.id = p_id and r.org_id = lotline.require_org(p_org) and (r.principal = p_principal or p_admin)
  returning * into v_rule;
  if v_rule.id is null then
    raise exception using errcode = 'LL111', message = format('No notification rule %s', p_id), detail = json_build_object('field', 'id')::text;
  end if;
  perform lotline.audit(p_org, 'notifications.rule_removed', 'notification_rule', p_id::text, null,
    to_jsonb(v_rule) - '{org_id,principal,job_no}'::text[], null);
end $$;

-- Tells the organizations whose business it is, and that have a rule for it, that a worker is lost.
-- Called by: bury_worker, watch_work. Locks: as raise_notice.
create or replace function tell_of_lost_worker(p_name text, p_info jsonb) returns void
language plpgsql as $$
begin
  if not exists (select from lotline.notification_rules r where r.enabled and 'worker_lost' = any (r.events)) then
    return;
  end if;
  perform lotline.raise_notice(o.org_id, 'worker_lost', 'worker_lost:' || p_name, null,
    array(select jsonb_array_elements_text(case when jsonb_typeof(p_info -> 'kinds') = 'array' then p_info -> 'kinds' else '[]' end)),
    jsonb_build_object('name', p_name, 'reason', case h.items when 0 then 'It held nothing of yours'
      else format('It held %s of yours', lotline.counted(h.items, 'item')) end, 'host', p_info ->> 'host'))
  from (select distinct r.org_id from lotline.notification_rules r where r.enabled and 'worker_lost' = any (r.events)) o
  cross join lateral (
    select coalesce(sum(b.open_items), 0) as items from lotline.batches b join lotline.jobs j on j.number = b.job_no
    where b.worker = p_name and b.state = 'leased' and j.org_id = o.org_id) h
  where h.items > 0 or lotline.concerns_worker(o.org_id, p_info);
end $$;

-- Notices what nobody reports: workers that fell silent, jobs that stand still, kinds without a worker. Each is told when it
-- begins; a job that goes on and stands still again is told again. At most every 10 seconds, and only where a rule wants it.
-- Called by: tick, and every server (src/outcomes/notifications/watch.ts), since whoever ticks may be what is lost.
-- Locks: the engine_locks row 'alarms', then as raise_notice.
create or replace function watch_work() returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_lost record;
  v_told int := 0;
begin
  if not exists (select from lotline.notification_rules r where r.enabled and r.events && '{stalled,no_workers,worker_lost}') then
    return 0;
  end if;
  perform from lotline.engine_locks l where l.name = 'alarms' and l.done_at <= v_now - interval '10 seconds' for update skip locked;
  if not found then
    return 0;
  end if;
  update lotline.engine_locks l set done_at = v_now where l.name = 'alarms';
  for v_lost in
    update lotline.workers w set lost_at = v_now
    where w.name in (select x.name from lotline.workers x where x.lost_at is null and lotline.worker_state(x, v_now) = 'dead'
      and x.seen_at > v_now - interval '1 hour' for update skip locked)
    returning w.name, w.info
  loop
    perform lotline.tell_of_lost_worker(v_lost.name, v_lost.info);
    v_told := v_told + 1;
  end loop;

  with orgs as (
    select distinct r.org_id from lotline.notification_rules r where r.enabled and r.events && '{stalled,no_workers}'),
  there as materialized (
    select o.org_id, s.id as cause, s.what, s.job_id, s.kind, s.items, s.since from orgs o cross join lateral lotline.stuck_work(o.org_id) s
    where s.what in ('no_worker', 'stalled_job')),
  over as (
    delete from lotline.work_alarms a where not exists (select from there t where t.org_id = a.org_id and t.cause = a.cause)),
  begun as (
    insert into lotline.work_alarms (org_id, cause, since) select t.org_id, t.cause, t.since from there t
    on conflict do nothing returning org_id, cause)
  select v_told + count(lotline.raise_notice(t.org_id, case t.what when 'no_worker' then 'no_workers' else 'stalled' end, t.cause, j,
      array[t.kind], case when j.number is null then jsonb_build_object('name', t.kind, 'kind', t.kind,
        'reason', format('No worker can do what waits: %s', lotline.counted(t.items, 'item')))
      else lotline.webhook_job_facts(p, format('Nobody takes what waits: %s', lotline.counted(t.items, 'item')))::jsonb
        || jsonb_build_object('name', j.name, 'kind', j.kind) end))
  into v_told from begun b join there t on t.org_id = b.org_id and t.cause = b.cause
  left join lotline.jobs j on j.id = t.job_id left join lotline.job_progress p on p.number = j.number;
  delete from lotline.notification_causes c where c.sent_at < v_now - interval '1 day';
  return v_told;
end $$;

grant execute on function save_notification_rule(uuid, uuid, text, text, boolean, jsonb), remove_notification_rule(uuid, uuid, text, boolean),
  watch_work() to lotline_api;
