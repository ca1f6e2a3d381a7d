-- Which organization of ours an issuer's organization is; null when nobody has linked it. With p_create it is then made,
-- named as the issuer names it, once however many first requests come at the same time.
-- Called by: the API for each request with a token, before it knows an organization. Locks: nothing; when it makes one,
-- external_organizations against writers.
create or replace function external_organization(p_issuer text, p_external_id text, p_name text, p_create boolean,
  p_actor text) returns uuid
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_org uuid;
  v_slug text := left(btrim(regexp_replace(lower(coalesce(p_name, '')), '[^a-z0-9]+', '-', 'g'), '-'), 50);
begin
  select e.org_id into v_org from lotline.external_organizations e
   where e.issuer = p_issuer and e.external_id = p_external_id;
  if found or not p_create then
    return v_org;
  end if;
  lock table lotline.external_organizations in share row exclusive mode;
  select e.org_id into v_org from lotline.external_organizations e
   where e.issuer = p_issuer and e.external_id = p_external_id;
  if found then
    return v_org;
  end if;
  if v_slug = '' or exists (select from lotline.organizations o where o.slug = v_slug) then
    v_slug := btrim(v_slug || '-' || left(md5(p_issuer || ' ' || p_external_id), 10), '-');
  end if;
  insert into lotline.organizations (name, slug)
  values (left(coalesce(nullif(btrim(p_name), ''), p_external_id), 200), v_slug) returning id into v_org;
  insert into lotline.external_organizations (issuer, external_id, org_id, linked_by)
  values (p_issuer, p_external_id, v_org, p_actor);
  perform lotline.audit(v_org, 'organization.created', 'organization', v_org::text, null, null,
    jsonb_build_object('slug', v_slug, 'issuer', p_issuer, 'external_id', p_external_id), p_actor);
  return v_org;
end $$;

-- Links an issuer's organization to one of ours, in place of another one's link.
-- Called by: the owner (lotline clerk link). Locks: the link's row.
create or replace function link_external_organization(p_org uuid, p_issuer text, p_external_id text, p_actor text)
returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  insert into lotline.external_organizations as e (issuer, external_id, org_id, linked_by)
  values (p_issuer, p_external_id, lotline.require_org(p_org), p_actor)
  on conflict (issuer, external_id) do update
    set org_id = excluded.org_id, linked_by = excluded.linked_by, linked_at = clock_timestamp();
  perform lotline.audit(p_org, 'organization.linked', 'organization', p_org::text, null, null,
    jsonb_build_object('issuer', p_issuer, 'external_id', p_external_id));
end $$;

-- Takes a link away: tokens of that organization are refused from the next request on. False when there was none.
-- Called by: the owner (lotline clerk unlink). Locks: the link's row.
create or replace function unlink_external_organization(p_issuer text, p_external_id text) returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_org uuid;
begin
  delete from lotline.external_organizations e where e.issuer = p_issuer and e.external_id = p_external_id
  returning e.org_id into v_org;
  if not found then
    return false;
  end if;
  perform lotline.audit(v_org, 'organization.unlinked', 'organization', v_org::text, null,
    jsonb_build_object('issuer', p_issuer, 'external_id', p_external_id));
  return true;
end $$;

grant execute on function external_organization(text, text, text, boolean, text) to lotline_api;
