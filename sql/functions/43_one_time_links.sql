-- Offers the first person of this installation a link; null and no link once anybody is there. p_replace ends the
-- links offered before; without it they go on, since servers that start at once may each have printed one.
-- Called by: the owner (a start, lotline people link). Locks: nothing.
create or replace function offer_setup(p_token_hash bytea, p_by text, p_replace boolean) returns timestamptz
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  if exists (select from lotline_auth."user") then
    return null;
  end if;
  if p_replace then
    update lotline.one_time_links l set ended_at = lotline.clock() where l.purpose = 'setup' and l.ended_at is null;
  end if;
  return lotline.add_link(p_token_hash, 'setup', interval '1 day', p_by);
end $$;

-- Offers somebody a link to choose a new password, in place of any before. Null when nobody has that address.
-- Called by: POST /api/password-resets, the owner (lotline people link). Locks: the person's open links.
create or replace function offer_password(p_email text, p_token_hash bytea, p_by text) returns timestamptz
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_person text := (select u."id" from lotline_auth."user" u where u."email" = lower(p_email));
begin
  if v_person is null then
    return null;
  end if;
  update lotline.one_time_links l set ended_at = lotline.clock()
   where l.person_id = v_person and l.used_at is null and l.ended_at is null;
  -- by whoever asked, who is nobody that is known: so not by the person
  perform lotline.audit(m.org_id, 'person.password_link_made', 'person', v_person)
    from lotline.members m where m.person_id = v_person;
  return lotline.add_link(p_token_hash, 'password', interval '1 hour', p_by, p_person => v_person);
end $$;

-- Invites somebody into an organization, in place of an open invitation of the same address.
-- Raises LL005 when they are a member already.
-- Called by: POST /api/invitations. Locks: the open invitation of that address.
create or replace function invite_person(p_org uuid, p_email text, p_role text, p_token_hash bytea, p_by text)
returns uuid
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_email text := lower(p_email);
  v_id uuid;
begin
  perform lotline.require_org(p_org);
  if exists (select from lotline.members m join lotline_auth."user" u on u."id" = m.person_id
              where m.org_id = p_org and u."email" = v_email) then
    raise exception 'email: % is a member already', v_email
      using errcode = 'LL005', detail = '{"field":"email"}', hint = 'Change the role with PATCH /api/people/{person_id}.';
  end if;
  -- One address at a time, so that two invitations at once follow each other.
  perform from lotline.organizations o where o.id = p_org for no key update;
  update lotline.one_time_links l set ended_at = lotline.clock()
   where l.org_id = p_org and l.email = v_email and l.used_at is null and l.ended_at is null;
  perform lotline.add_link(p_token_hash, 'invitation', interval '7 days', p_by, p_org, v_email, p_role);
  select l.id into v_id from lotline.one_time_links l where l.token_hash = p_token_hash;
  perform lotline.audit(p_org, 'member.invited', 'invitation', v_id::text,
    p_after => jsonb_build_object('email', v_email, 'role', p_role));
  return v_id;
end $$;

-- Takes an open invitation back. False when the organization has no such one.
-- Called by: DELETE /api/invitations/{invitation_id}. Locks: the invitation.
create or replace function end_invitation(p_org uuid, p_id uuid) returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_email text;
begin
  update lotline.one_time_links l set ended_at = lotline.clock()
   where l.id = p_id and l.org_id = lotline.require_org(p_org) and l.used_at is null and l.ended_at is null
  returning l.email into v_email;
  if not found then
    return false;
  end if;
  perform lotline.audit(p_org, 'invitation.ended', 'invitation', p_id::text,
    p_before => jsonb_build_object('email', v_email));
  return true;
end $$;

-- What a link is for, while it is good: nothing is told of one that is used, ended, expired or was never made.
-- known: the person is there already, so an invitation needs no password.
-- Called by: the page of a link. Locks: nothing.
create or replace function find_link(p_token_hash bytea)
returns table (purpose text, email text, organization text, role text, known boolean)
language sql stable security definer set search_path = lotline, pg_temp as $$
  select l.purpose, coalesce(l.email, u."email"), o.name, l.role,
         l.purpose = 'password' or exists (select from lotline_auth."user" k where k."email" = l.email)
    from lotline.one_time_links l
    left join lotline.organizations o on o.id = l.org_id
    left join lotline_auth."user" u on u."id" = l.person_id
   where l.token_hash = p_token_hash and l.used_at is null and l.ended_at is null and l.expires_at > lotline.clock()
     and (l.purpose <> 'setup' or not exists (select from lotline_auth."user"))
$$;

-- Uses a link, once: makes the person with the first password, or lets a known one into the organization, or sets a new
-- password and ends all sessions. Raises LL042 when the link is not good any more.
-- Called by: the page of a link. Locks: the link; for setup all writers of links, so that there is one first person.
create or replace function use_link(p_token_hash bytea, p_email text, p_name text, p_password_hash text)
returns table (person_id text, email text, made boolean)
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_link lotline.one_time_links;
  v_known boolean;
  v_person text;
  v_email text;
begin
  select * into v_link from lotline.one_time_links l where l.token_hash = p_token_hash for update;
  if v_link.purpose = 'setup' then
    lock table lotline.one_time_links in share row exclusive mode;
  end if;
  select f.known, coalesce(f.email, lower(p_email)) into v_known, v_email from lotline.find_link(p_token_hash) f;
  if not found then
    raise exception 'This link does not work any more' using errcode = 'LL042', hint = 'Ask for a new one.';
  end if;
  if v_known then
    v_person := coalesce(v_link.person_id, (select u."id" from lotline_auth."user" u where u."email" = v_email));
  else
    v_person := gen_random_uuid()::text;
    insert into lotline_auth."user" ("id", "name", "email", "emailVerified") values (v_person, p_name, v_email, true);
  end if;
  if not v_known or v_link.purpose = 'password' then
    perform lotline.set_password(v_person, p_password_hash);
  end if;
  update lotline.one_time_links l set used_at = lotline.clock() where l.id = v_link.id;
  if v_link.purpose = 'setup' then
    insert into lotline.platform_operators (person_id) values (v_person);
    perform lotline.add_member(o.id, v_person, 'admin', 'setup') from lotline.organizations o where o.slug = 'default';
  elsif v_link.purpose = 'invitation' then
    perform lotline.add_member(v_link.org_id, v_person, v_link.role, v_link.id::text);
  else
    delete from lotline_auth."session" s where s."userId" = v_person;
    perform lotline.note_person(v_person, 'person.password_set');
  end if;
  return query select v_person, v_email, not v_known;
end $$;

-- True when somebody new with this address may come in by themselves, through another sign-in: an organization waits.
-- Called by: the API when another issuer names a person that is not there. Locks: nothing.
create or replace function is_invited(p_email text) returns boolean
language sql stable security definer set search_path = lotline, pg_temp as $$
  select exists (select from lotline.one_time_links l
    where l.purpose = 'invitation' and l.email = lower(p_email) and l.used_at is null and l.ended_at is null
      and l.expires_at > lotline.clock())
$$;

-- Takes all open invitations of a person whose address another issuer has proven.
-- Called by: the API when such a person was made. Locks: the invitations.
create or replace function join_invited(p_person text) returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_link record;
  v_joined int := 0;
begin
  for v_link in
    update lotline.one_time_links l set used_at = lotline.clock()
      from lotline_auth."user" u
     where u."id" = p_person and u."emailVerified" and l.purpose = 'invitation' and l.email = u."email"
       and l.used_at is null and l.ended_at is null and l.expires_at > lotline.clock()
    returning l.id, l.org_id, l.role
  loop
    perform lotline.add_member(v_link.org_id, p_person, v_link.role, v_link.id::text);
    v_joined := v_joined + 1;
  end loop;
  return v_joined;
end $$;

-- Called by: offer_setup, offer_password, invite_person. Locks: nothing.
create or replace function add_link(p_token_hash bytea, p_purpose text, p_good_for interval, p_by text,
  p_org uuid default null, p_email text default null, p_role text default null, p_person text default null)
returns timestamptz
language plpgsql as $$
declare
  v_until timestamptz := lotline.clock() + p_good_for;
begin
  insert into lotline.one_time_links (token_hash, purpose, org_id, email, role, person_id, created_by, created_at, expires_at)
  values (p_token_hash, p_purpose, p_org, p_email, p_role, p_person, p_by, lotline.clock(), v_until);
  return v_until;
end $$;

-- Called by: use_link, join_invited. Locks: the member.
create or replace function add_member(p_org uuid, p_person text, p_role text, p_link text) returns void
language plpgsql as $$
begin
  insert into lotline.members (org_id, person_id, role) values (p_org, p_person, p_role) on conflict do nothing;
  perform lotline.audit(p_org, 'member.joined', 'person', u."id", p_actor => 'person:' || u."email",
      p_after => jsonb_build_object('email', u."email", 'role', p_role, 'by', p_link))
    from lotline_auth."user" u where u."id" = p_person;
end $$;

-- Called by: use_link. Locks: the person's accounts.
create or replace function set_password(p_person text, p_password_hash text) returns void
language plpgsql as $$
begin
  if p_password_hash is null then
    raise exception 'password: a value is required' using errcode = 'LL004', detail = '{"field":"password"}';
  end if;
  update lotline_auth."account" a set "password" = p_password_hash, "updatedAt" = clock_timestamp()
   where a."userId" = p_person and a."providerId" = 'credential';
  if not found then
    insert into lotline_auth."account" ("id", "accountId", "providerId", "userId", "password", "updatedAt")
    values (gen_random_uuid()::text, p_person, 'credential', p_person, p_password_hash, clock_timestamp());
  end if;
end $$;

-- Forgets sessions, challenges and links that ran out long ago.
-- Called by: upkeep. Locks: what it deletes.
create or replace function sweep_people() returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  delete from lotline_auth."session" s where s."expiresAt" < lotline.clock() - interval '1 day';
  delete from lotline_auth."verification" v where v."expiresAt" < lotline.clock() - interval '1 day';
  delete from lotline.one_time_links l where l.expires_at < lotline.clock() - interval '90 days';
end $$;

grant execute on function offer_password(text, bytea, text), invite_person(uuid, text, text, bytea, text),
  end_invitation(uuid, uuid), find_link(bytea), use_link(bytea, text, text, text), is_invited(text), join_invited(text)
  to lotline_api;
