-- The ground everything else stands on: organizations, SQL logins, and the walls between organizations.
-- Roles: the owner of this schema applies migrations and owns every object; lotline_api and lotline_worker are
-- what the services run as; SQL logins of people and agents are members of lotline_agent.

grant usage on schema lotline to lotline_api, lotline_worker, lotline_agent;

-- Facts about this installation that are not configuration, one row each.
create table settings (
  name text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

create table organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (name <> ''),
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  created_at timestamptz not null default now()
);

insert into organizations (name, slug) values ('Default organization', 'default');

-- Which organization a SQL login works for, and what it may do there. Written by the owner alone.
create table sql_logins (
  login name primary key,
  org_id uuid not null references organizations,
  permission text not null default 'analyst' check (permission in ('viewer', 'analyst', 'admin')),
  created_at timestamptz not null default now()
);

-- The organization of whoever is asking. A SQL login has the one it is registered for, whatever it sets; the
-- API says for each transaction whom it acts for. Null means nobody's: row-level security then shows nothing.
-- Called by: policies, definer functions. Locks: nothing.
create function current_org() returns uuid
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
declare
  v_org uuid;
begin
  select org_id into v_org from lotline.sql_logins where login = session_user;
  if found then
    return v_org;
  end if;
  return nullif(current_setting('lotline.org', true), '')::uuid;
end $$;

-- Hands back p_org after making sure that the caller may act for it: a SQL login only for its own organization,
-- a transaction that named one (lotline.org) only for that one. Services that act for many name none.
-- Called by: every definer function that takes an organization. Locks: nothing.
create function require_org(p_org uuid) returns uuid
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
declare
  v_own uuid := lotline.current_org();
begin
  if p_org is null then
    raise exception 'organization: a value is required' using errcode = 'LL004', detail = '{"field":"organization"}';
  end if;
  if v_own is not null and v_own <> p_org then
    raise exception 'not found' using errcode = 'LL002';
  end if;
  return p_org;
end $$;

grant execute on function current_org() to lotline_api, lotline_worker, lotline_agent;
grant execute on function require_org(uuid) to lotline_api, lotline_worker, lotline_agent;

-- Puts the second wall around a table: row-level security, forced, for everyone but its owner's own functions
-- and the worker, who serves every organization. p_using says which rows are the caller's own.
-- Called by: migrations. Locks: the table.
create procedure protect(p_table regclass, p_using text)
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('alter table %s force row level security', p_table);
  execute format('create policy owner_all on %s to %I using (true) with check (true)', p_table, current_user);
  execute format('create policy worker_all on %s to lotline_worker using (true) with check (true)', p_table);
  execute format('create policy own_organization on %s to lotline_api using (%s) with check (%s)',
    p_table, p_using, p_using);
end $$;

call protect('organizations', 'id = lotline.current_org()');
call protect('sql_logins', 'org_id = lotline.current_org()');

grant select on organizations to lotline_api, lotline_worker;
grant select on settings to lotline_api, lotline_worker;
