-- Searches that people keep under a name.

-- Keeps a search: a new one, or (p_search) one that stands with what is given changed. LL005 when another has its name.
-- Null when there is no such search.
--   p_criteria  the vendor's criteria, checked by the caller; null: as they are
-- Called by: the API. Locks: the search.
create or replace function save_lead_search(p_org uuid, p_actor text, p_name text, p_criteria jsonb,
  p_search uuid default null) returns uuid
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_before lotline.lead_searches;
  v_after lotline.lead_searches;
begin
  perform lotline.require_org(p_org);
  if p_search is not null then
    select * into v_before from lotline.lead_searches s where s.id = p_search and s.org_id = p_org for no key update;
    if not found then
      return null;
    end if;
  end if;
  begin
    if p_search is null then
      insert into lotline.lead_searches (org_id, name, criteria, created_by, created_at, updated_at)
      values (p_org, p_name, p_criteria, p_actor, lotline.clock(), lotline.clock()) returning * into v_after;
    else
      update lotline.lead_searches s set name = coalesce(p_name, s.name), criteria = coalesce(p_criteria, s.criteria),
        updated_at = lotline.clock() where s.id = p_search returning * into v_after;
    end if;
  exception when unique_violation then
    raise exception using errcode = 'LL005', message = format('name: there is a search called "%s" already; choose another name', p_name),
      detail = json_build_object('field', 'name', 'value', p_name)::text;
  end;
  perform lotline.audit(p_org, case when p_search is null then 'lead_search.created' else 'lead_search.changed' end,
    'lead_search', v_after.id::text, null,
    case when p_search is not null then jsonb_build_object('name', v_before.name, 'criteria', v_before.criteria) end,
    jsonb_build_object('name', v_after.name, 'criteria', v_after.criteria), p_actor);
  return v_after.id;
end $$;

-- Forgets a search; what it brought stays. False when there is none.
-- Called by: the API. Locks: the search.
create or replace function delete_lead_search(p_org uuid, p_actor text, p_search uuid) returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_search lotline.lead_searches;
begin
  perform lotline.require_org(p_org);
  delete from lotline.lead_searches s where s.id = p_search and s.org_id = p_org returning * into v_search;
  if not found then
    return false;
  end if;
  perform lotline.audit(p_org, 'lead_search.deleted', 'lead_search', v_search.id::text, null,
    jsonb_build_object('name', v_search.name, 'criteria', v_search.criteria), null, p_actor);
  return true;
end $$;

grant execute on function
  save_lead_search(uuid, text, text, jsonb, uuid),
  delete_lead_search(uuid, text, uuid)
  to lotline_api, lotline_worker;
