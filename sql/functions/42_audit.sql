-- Who does what this transaction does. Inside a SQL login's session it is that login, whatever the session sets or says;
-- else whom the caller of audit() names; else whom the request names that the API wrote into lotline.request; a service
-- without a request is the system itself.
-- Called by: audit. Locks: nothing.
create or replace function audit_actor(p_request jsonb, p_named text default null) returns text
language sql stable as $$
  select case
    when exists (select from lotline.sql_logins l where l.login = session_user) then 'sql:' || session_user
    when p_named is not null then p_named
    when p_request ->> 'actor' is not null then p_request ->> 'actor'
    when session_user in ('lotline_api', 'lotline_worker')
      or current_setting('role', true) in ('lotline_api', 'lotline_worker')
      -- where the owner stands in for the services, they are known by the names that their connections give
      or current_setting('application_name') in ('lotline api', 'lotline worker', 'lotline webhooks') then 'system'
    else 'sql:' || session_user end
$$;

-- Writes down what was done, in the transaction that does it. Never give it secrets: before and after are shown to
-- people. The transaction has a number before the entry has one: seal_audit counts on that.
-- Called by: functions and queries that change what people own. Locks: nothing.
create or replace function audit(p_org uuid, p_action text, p_subject_type text, p_subject_id text,
  p_reason text default null, p_before jsonb default null, p_after jsonb default null, p_actor text default null)
returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_request jsonb := lotline.audit_request();
begin
  perform pg_current_xact_id();
  insert into lotline.audit_entries (org_id, at, actor, on_behalf_of, action, subject_type, subject_id, reason, before,
    after, source, request_id)
  values (lotline.require_org(p_org), lotline.clock(), lotline.audit_actor(v_request, p_actor),
    v_request ->> 'onBehalfOf', p_action, p_subject_type, p_subject_id, nullif(btrim(p_reason), ''), p_before, p_after,
    jsonb_strip_nulls(jsonb_build_object('address', v_request -> 'address', 'route', v_request -> 'route',
      'principal', v_request -> 'principal')),
    v_request ->> 'requestId');
end $$;

-- What the API says of the request that this transaction belongs to. A SQL login could say anything, so is not heard.
-- Called by: audit, act_as_session. Locks: nothing.
create or replace function audit_request() returns jsonb
language sql stable as $$
  select case when exists (select from lotline.sql_logins l where l.login = session_user) then '{}'::jsonb
    else coalesce(nullif(current_setting('lotline.request', true), ''), '{}')::jsonb end
$$;

-- From here to the end of the transaction an agent's session acts, on behalf of whoever sent the request.
-- Called by: begin_claim, note_session. Locks: nothing.
create or replace function act_as_session(p_session agent_sessions) returns void
language plpgsql as $$
declare
  v_request jsonb := lotline.audit_request();
  v_name text := 'session:' || coalesce(p_session.name, p_session.id::text);
begin
  if v_request ->> 'actor' is distinct from v_name then
    perform set_config('lotline.request', (v_request || jsonb_build_object('actor', v_name,
      'onBehalfOf', case when v_request ->> 'actor' like 'session:%' then v_request ->> 'onBehalfOf'
        else coalesce(v_request ->> 'actor', p_session.actor) end))::text, true);
  end if;
end $$;

-- An entry for each command that a job got, and for each move the engine made by itself. What is merely noted in a
-- job's history (a call to a workflow, a figure its owner states) is no entry.
-- Called by: the trigger below. Locks: nothing.
create or replace function audit_job_event() returns trigger
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs;
  v_moved boolean;
begin
  select j.* into v_job from lotline.jobs j where j.number = new.job_no;
  if not found then
    return null;
  end if;
  v_moved := v_job.moved_in is not distinct from pg_current_xact_id();
  perform lotline.audit(v_job.org_id, 'job.' || new.event, 'job', v_job.id::text, new.reason,
    case when v_moved then jsonb_build_object('status', v_job.status_before) end,
    jsonb_strip_nulls(case when new.event = 'created' then jsonb_build_object('name', v_job.name) else '{}' end
      || case when v_moved or new.event = 'created' then jsonb_build_object('status', v_job.status) else '{}' end
      || case when jsonb_typeof(new.detail::jsonb) = 'object' then new.detail::jsonb else '{}' end));
  return null;
end $$;
create or replace trigger audit_job_event after insert on job_events for each row
  when (new.event not in ('sealed', 'owner_statement', 'n8n_called', 'n8n_call_failed'))
  execute function audit_job_event();

-- Refuses to change what was written down; whoever asks.
-- Called by: the triggers below. Locks: nothing.
create or replace function refuse_audit_change() returns trigger
language plpgsql as $$
begin
  raise exception using errcode = 'LL050', message = format('%s only grows: nothing in it is changed or taken away', tg_table_name),
    hint = 'Write another entry that says what was wrong.';
end $$;
create or replace trigger refuse_change before update or delete on audit_entries for each row execute function refuse_audit_change();
create or replace trigger refuse_truncate before truncate on audit_entries execute function refuse_audit_change();
create or replace trigger refuse_change before update or delete on audit_seals for each row execute function refuse_audit_change();
create or replace trigger refuse_truncate before truncate on audit_seals execute function refuse_audit_change();
create or replace trigger refuse_truncate before truncate on audit_chain execute function refuse_audit_change();

grant execute on function audit(uuid, text, text, text, text, jsonb, jsonb, text) to lotline_api, lotline_worker;
