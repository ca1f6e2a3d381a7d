-- Writes down what was done, in the transaction that does it. Who asked, from where and by which request is read from
-- the transaction's setting lotline.request, which the API writes; without one it is the SQL login, or p_actor.
-- Never give it secrets: before and after are shown to people.
-- Called by: functions and queries that change what people own. Locks: nothing.
create or replace function audit(p_org uuid, p_action text, p_subject_type text, p_subject_id text,
  p_reason text default null, p_before jsonb default null, p_after jsonb default null, p_actor text default null)
returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_request jsonb := coalesce(nullif(current_setting('lotline.request', true), ''), '{}')::jsonb;
begin
  insert into lotline.audit_entries (org_id, at, actor, on_behalf_of, action, subject_type, subject_id, reason, before,
    after, source, request_id)
  values (lotline.require_org(p_org), lotline.clock(), coalesce(p_actor, v_request ->> 'actor', 'sql:' || session_user),
    v_request ->> 'onBehalfOf', p_action, p_subject_type, p_subject_id, p_reason, p_before, p_after,
    jsonb_strip_nulls(jsonb_build_object('address', v_request -> 'address', 'route', v_request -> 'route')),
    v_request ->> 'requestId');
end $$;

grant execute on function audit(uuid, text, text, text, text, jsonb, jsonb, text) to lotline_api, lotline_worker;
