-- Who is asking, for a session that Better Auth has found good: the person, and the organization it acts for: the one
-- it chose, as long as it may; one that chose none acts for the first that its person joined, and for the default one
-- when its person is an operator and in none. A choice that is not allowed any more is never replaced by another:
-- what was meant for one organization must not land in another. org_id is null then, and for whoever is in none.
-- member is false where only being an operator gives the right.
-- Called by: the API for every request with a session. Locks: nothing, writes nothing.
create or replace function session_caller(p_session text)
returns table (person_id text, email text, name text, org_id uuid, slug text, role text, operator boolean, member boolean)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
declare
  v_chosen uuid;
begin
  select u."id", u."email", u."name", s."activeOrganizationId"::uuid into person_id, email, name, v_chosen
    from lotline_auth."session" s
    join lotline_auth."user" u on u."id" = s."userId"
   where s."id" = p_session and s."expiresAt" > clock_timestamp();
  if not found then
    return;
  end if;
  operator := exists (select from lotline.platform_operators p where p.person_id = session_caller.person_id);
  if v_chosen is not null then
    select o.id, o.slug, coalesce(m.role, 'admin'), m.role is not null into org_id, slug, role, member
      from lotline.organizations o
      left join lotline.members m on m.org_id = o.id and m.person_id = session_caller.person_id
     where o.id = v_chosen and (m.role is not null or operator);
  else
    select o.id, o.slug, m.role, true into org_id, slug, role, member
      from lotline.members m
      join lotline.organizations o on o.id = m.org_id
     where m.person_id = session_caller.person_id
     order by m.created_at, o.id
     limit 1;
    if not found and operator then
      select o.id, o.slug, 'admin', false into org_id, slug, role, member
        from lotline.organizations o where o.slug = 'default';
    end if;
  end if;
  return next;
end $$;

-- The organizations that a person may act for, by name: its own, and for an operator all of them (role null).
-- Called by: GET /api/organizations, GET /api/me. Locks: nothing.
create or replace function organizations_of(p_person text, p_after_name text, p_after_id uuid, p_limit int)
returns table (id uuid, name text, slug text, role text)
language sql stable security definer set search_path = lotline, pg_temp as $$
  select o.id, o.name, o.slug, m.role
    from lotline.organizations o
    left join lotline.members m on m.org_id = o.id and m.person_id = p_person
   where (m.person_id is not null or exists (select from lotline.platform_operators p where p.person_id = p_person))
     and (p_after_id is null or (o.name, o.id) > (p_after_name, p_after_id))
   order by o.name, o.id
   limit p_limit
$$;

-- Lets a session act for another organization. False, and nothing changes, when its person may not.
-- Called by: PUT /api/me/organization. Locks: the session's row.
create or replace function choose_organization(p_session text, p_org uuid) returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  update lotline_auth."session" s
     set "activeOrganizationId" = o.id::text
    from lotline.organizations o
   where s."id" = p_session and o.id = p_org
     and (exists (select from lotline.members m where m.org_id = o.id and m.person_id = s."userId")
       or exists (select from lotline.platform_operators p where p.person_id = s."userId"));
  if not found then
    return false;
  end if;
  perform lotline.audit(p_org, 'session.chose_organization', 'person', s."userId",
      p_actor => 'person:' || u."email")
    from lotline_auth."session" s join lotline_auth."user" u on u."id" = s."userId"
   where s."id" = p_session;
  return true;
end $$;

-- Fixes the organization that a new session acts for, and writes down there that somebody signed in.
-- Called by: the API when a session was made. Locks: the session's row.
create or replace function note_sign_in(p_session text) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_caller record;
begin
  select * into v_caller from lotline.session_caller(p_session) c where c.org_id is not null;
  if found then
    update lotline_auth."session" s set "activeOrganizationId" = v_caller.org_id::text where s."id" = p_session;
    perform lotline.audit(v_caller.org_id, 'session.started', 'person', v_caller.person_id,
      p_actor => 'person:' || v_caller.email);
  end if;
end $$;

-- Writes down what somebody did to their own way of signing in, for each organization that they belong to.
-- Called by: the API, use_link. Locks: nothing.
create or replace function note_person(p_person text, p_action text) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  if p_action not like 'person.%' then
    raise exception 'action: must begin with person.' using errcode = 'LL004', detail = '{"field":"action"}';
  end if;
  perform lotline.audit(m.org_id, p_action, 'person', p_person, p_actor => 'person:' || u."email")
    from lotline.members m join lotline_auth."user" u on u."id" = m.person_id
   where m.person_id = p_person;
end $$;

-- Makes an organization; its maker, an operator of the platform, may act in it as in all.
-- Called by: POST /api/organizations. Locks: nothing.
create or replace function add_organization(p_person text, p_name text, p_slug text)
returns table (id uuid, name text, slug text)
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_id uuid;
begin
  if not exists (select from lotline.platform_operators p where p.person_id = p_person) then
    raise exception 'Only an operator of the platform makes organizations' using errcode = 'LL072';
  end if;
  insert into lotline.organizations as o (name, slug) values (p_name, p_slug)
  on conflict on constraint organizations_slug_key do nothing
  returning o.id into v_id;
  if v_id is null then
    raise exception 'slug: there is an organization "%" already', p_slug
      using errcode = 'LL005', detail = '{"field":"slug"}', hint = 'Choose another slug.';
  end if;
  perform lotline.audit(v_id, 'organization.created', 'organization', v_id::text,
    p_after => jsonb_build_object('name', p_name, 'slug', p_slug));
  return query select v_id, p_name, p_slug;
end $$;

-- Makes somebody an operator of the platform, or no longer one. False when nobody has that address.
-- Called by: the owner (lotline people operator). Locks: the operator's row.
create or replace function set_operator(p_email text, p_operator boolean) returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_person text := (select u."id" from lotline_auth."user" u where u."email" = lower(p_email));
begin
  if v_person is null then
    return false;
  end if;
  if p_operator then
    insert into lotline.platform_operators (person_id) values (v_person) on conflict do nothing;
  else
    delete from lotline.platform_operators p where p.person_id = v_person;
  end if;
  if found then
    perform lotline.audit(o.id, case when p_operator then 'operator.added' else 'operator.removed' end, 'person', v_person,
        p_after => jsonb_build_object('email', lower(p_email)))
      from lotline.organizations o where o.slug = 'default';
  end if;
  return true;
end $$;

-- The members of an organization by their e-mail address.
-- Called by: GET /api/people. Locks: nothing.
create or replace function members_of(p_org uuid, p_after text, p_limit int)
returns table (person_id text, email text, name text, role text, joined_at timestamptz, last_seen_at timestamptz,
  passkeys int)
language sql stable security definer set search_path = lotline, pg_temp as $$
  select u."id", u."email", u."name", m.role, m.created_at,
         (select max(s."updatedAt") from lotline_auth."session" s where s."userId" = u."id"),
         (select count(*)::int from lotline_auth."passkey" k where k."userId" = u."id")
    from lotline.members m
    join lotline_auth."user" u on u."id" = m.person_id
   where m.org_id = lotline.require_org(p_org) and (p_after is null or u."email" > p_after)
   order by u."email"
   limit p_limit
$$;

-- Gives a member another role. False when the organization has no such member; LL043 when nobody would be left to
-- manage it.
-- Called by: PATCH /api/people/{person_id}. Locks: the organization's row (one change of members at a time), the member.
create or replace function set_member_role(p_org uuid, p_person text, p_role text) returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_before text;
begin
  perform from lotline.organizations o where o.id = lotline.require_org(p_org) for no key update;
  select m.role into v_before from lotline.members m where m.org_id = p_org and m.person_id = p_person;
  if not found then
    return false;
  end if;
  if v_before <> p_role then
    update lotline.members m set role = p_role where m.org_id = p_org and m.person_id = p_person;
    perform lotline.require_admin(p_org);
    perform lotline.audit(p_org, 'member.role_changed', 'person', p_person,
      p_before => jsonb_build_object('role', v_before), p_after => jsonb_build_object('role', p_role));
  end if;
  return true;
end $$;

-- Takes somebody out of an organization; what they had open there ends with the next request. False when there is no
-- such member; LL043 when nobody would be left to manage it.
-- Called by: DELETE /api/people/{person_id}. Locks: the organization's row, the member.
create or replace function remove_member(p_org uuid, p_person text) returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_before text;
begin
  perform from lotline.organizations o where o.id = lotline.require_org(p_org) for no key update;
  delete from lotline.members m where m.org_id = p_org and m.person_id = p_person returning m.role into v_before;
  if not found then
    return false;
  end if;
  perform lotline.require_admin(p_org);
  perform lotline.audit(p_org, 'member.removed', 'person', p_person,
    p_before => jsonb_build_object('role', v_before,
      'email', (select u."email" from lotline_auth."user" u where u."id" = p_person)));
  return true;
end $$;

-- Raises LL043 when an organization has members and none of them is an admin.
-- Called by: set_member_role, remove_member, which hold the organization's row. Locks: nothing.
create or replace function require_admin(p_org uuid) returns void
language plpgsql as $$
begin
  if not exists (select from lotline.members m where m.org_id = p_org and m.role = 'admin') then
    raise exception 'The organization would have no admin left'
      using errcode = 'LL043', hint = 'Make somebody else an admin first.';
  end if;
end $$;

grant execute on function session_caller(text), organizations_of(text, text, uuid, int), choose_organization(text, uuid),
  note_sign_in(text), note_person(text, text), add_organization(text, text, text), members_of(uuid, text, int),
  set_member_role(uuid, text, text), remove_member(uuid, text)
  to lotline_api;
