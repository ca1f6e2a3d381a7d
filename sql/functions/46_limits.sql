-- Limits of organizations where none are set: generous, so that they end accidents and not work.
-- Called by: limit_of. Locks: nothing.
create or replace function default_limits() returns jsonb
language sql immutable as $$
  select '{"requests_per_minute": 60000, "open_jobs": 10000, "items_per_day": 20000000}'::jsonb
$$;

-- A limit of an organization: chosen (organization_settings, name 'limits'), or the default.
-- Called by: whatever counts. Locks: nothing.
create or replace function limit_of(p_org uuid, p_limit text) returns bigint
language plpgsql stable as $$
begin
  -- not a function of language sql: those are planned at each call
  return coalesce((select (s.value ->> p_limit)::bigint from lotline.organization_settings s
      where s.org_id = p_org and s.name = 'limits'),
    (lotline.default_limits() ->> p_limit)::bigint);
end $$;

-- Refuses what goes beyond a limit, with the seconds after which it may go.
-- Called by: whatever counts. Locks: nothing.
create or replace function refuse_limit(p_limit text, p_most bigint, p_retry_after int, p_fix text) returns void
language plpgsql as $$
begin
  raise exception using errcode = 'LL048', message = format('%s: the limit of %s is reached', p_limit, p_most),
    detail = json_build_object('limit', p_limit, 'most', p_most, 'retry_after', p_retry_after)::text, hint = p_fix;
end $$;

-- The key by which the request of this transaction came, when it is one of the organization's; null for people, SQL
-- logins and workers.
-- Called by: check_open_jobs, count_items. Locks: nothing.
create or replace function request_key(p_org uuid) returns api_keys
language plpgsql stable as $$
declare
  v_id uuid := (lotline.audit_request() ->> 'key')::uuid;
  v_key lotline.api_keys;
begin
  if v_id is not null then
    select * into v_key from lotline.api_keys k where k.id = v_id and k.org_id = p_org;
  end if;
  return v_key;
end $$;

-- Refuses one more open job than the organization, or the key that asks, may have (LL048), and answers that key. Close to
-- a limit creations stand in line, so that it is never passed.
-- Called by: create_job. Locks: close to a limit the limit_locks row, until the transaction ends.
create or replace function check_open_jobs(p_org uuid) returns uuid
language plpgsql as $$
declare
  v_key lotline.api_keys := lotline.request_key(p_org);
  v_most bigint := lotline.limit_of(p_org, 'open_jobs');
  v_fix constant text := 'Finish or cancel jobs first, or wait until some are finished.';
  -- more than there are connections that could create one at this moment
  v_margin constant int := 200;
begin
  if lotline.open_jobs(p_org, null, v_most) < v_most - v_margin
     and (v_key.open_jobs is null or lotline.open_jobs(p_org, v_key.id, v_key.open_jobs) < v_key.open_jobs - v_margin) then
    return v_key.id;
  end if;
  insert into lotline.limit_locks as l (org_id, taken_at) values (p_org, lotline.clock())
  on conflict (org_id) do update set taken_at = excluded.taken_at;
  if lotline.open_jobs(p_org, null, v_most) >= v_most then
    perform lotline.refuse_limit('open_jobs', v_most, 60, v_fix);
  end if;
  if v_key.open_jobs is not null and lotline.open_jobs(p_org, v_key.id, v_key.open_jobs) >= v_key.open_jobs then
    perform lotline.refuse_limit('open_jobs', v_key.open_jobs, 60, v_fix);
  end if;
  return v_key.id;
end $$;

-- How many unfinished jobs an organization has, or a key of it made; counted up to p_most.
-- Called by: check_open_jobs, limits_of. Locks: nothing.
create or replace function open_jobs(p_org uuid, p_key uuid, p_most bigint) returns bigint
language plpgsql volatile as $$
begin
  if p_key is null then
    return (select count(*) from (select from lotline.jobs j where j.org_id = p_org
      and j.status in ('pending', 'in_progress', 'paused') and j.hidden_at is null limit p_most) x);
  end if;
  return (select count(*) from (select from lotline.jobs j where j.key_id = p_key
    and j.status in ('pending', 'in_progress', 'paused') and j.hidden_at is null limit p_most) x);
end $$;

-- Counts items that were added to a job, of the organization and of the key that asks; refuses them when that is more
-- than it may add on a day (LL048), so that the caller's transaction ends.
-- Called by: append_items, append_subjects, last of all. Locks: the day's rows of the organization and the key.
create or replace function count_items(p_org uuid, p_added int) returns void
language plpgsql as $$
declare
  v_key lotline.api_keys;
  v_now timestamp := lotline.clock() at time zone 'UTC';
  v_counted record;
begin
  if p_added = 0 then
    return;
  end if;
  v_key := lotline.request_key(p_org);
  for v_counted in
    insert into lotline.item_counts as c (org_id, key_id, day, items)
    select p_org, x.key_id, v_now::date, p_added
      from (select '00000000-0000-0000-0000-000000000000'::uuid as key_id union all
            select v_key.id where v_key.items_per_day is not null) x
     order by x.key_id
    on conflict (org_id, key_id, day) do update set items = c.items + excluded.items
    returning c.items, case when c.key_id = v_key.id then v_key.items_per_day
      else lotline.limit_of(p_org, 'items_per_day') end as most
  loop
    if v_counted.items > v_counted.most then
      perform lotline.refuse_limit('items_per_day', v_counted.most,
        ceil(extract(epoch from v_now::date + interval '1 day' - v_now))::int,
        format('%s items were added today (UTC) with these; go on tomorrow.', v_counted.items));
    end if;
  end loop;
end $$;

-- Adds requests that a process has counted to those of all processes, and answers the sums and the organizations'
-- limits. One statement for all that a second brought; it also takes away what is older than two minutes.
--   p_organizations, p_principals, p_counts  row by row; principal '' is the organization itself
-- Called by: the API, once a second while there are requests; it counts for all of its organizations, so it names none.
-- Locks: the rows.
create or replace function count_requests(p_minute bigint, p_organizations uuid[], p_principals text[], p_counts int[])
returns table (organization_id uuid, principal text, requests int, most bigint)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('synchronous_commit', 'off', true);
  delete from lotline.request_counts r where (r.minute, r.org_id, r.principal) in (
    select o.minute, o.org_id, o.principal from lotline.request_counts o
     where o.minute < p_minute - 2 limit 1000 for update skip locked);
  return query
    insert into lotline.request_counts as r (minute, org_id, principal, requests)
    select p_minute, x.org, x.who, x.count from unnest(p_organizations, p_principals, p_counts) x (org, who, count)
     order by x.org, x.who
    on conflict (minute, org_id, principal) do update set requests = r.requests + excluded.requests
    returning r.org_id, r.principal, r.requests,
      case when r.principal = '' then lotline.limit_of(r.org_id, 'requests_per_minute') end;
end $$;

-- The limits of an organization, and of a key when one is named, with what is used of them.
-- Called by: the API. Locks: nothing.
create or replace function limits_of(p_org uuid, p_key uuid default null)
returns table (limit_name text, of_key boolean, most bigint, used bigint)
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_org uuid := lotline.require_org(p_org);
  v_minute bigint := floor(extract(epoch from clock_timestamp()) / 60);
  v_day date := (lotline.clock() at time zone 'UTC')::date;
  v_key lotline.api_keys;
begin
  return query select x.name, false, lotline.limit_of(v_org, x.name), x.used from (values
    ('requests_per_minute', coalesce((select r.requests from lotline.request_counts r
      where r.minute = v_minute and r.org_id = v_org and r.principal = ''), 0)::bigint),
    ('open_jobs', lotline.open_jobs(v_org, null, 1000000)),
    ('items_per_day', coalesce((select c.items from lotline.item_counts c where c.org_id = v_org and c.day = v_day
      and c.key_id = '00000000-0000-0000-0000-000000000000'), 0))) x (name, used);
  select * into v_key from lotline.api_keys k where k.id = p_key and k.org_id = v_org;
  if not found then
    return;
  end if;
  return query select x.name, true, x.most, x.used from (values
    ('requests_per_minute', v_key.requests_per_minute::bigint, coalesce((select r.requests from lotline.request_counts r
      where r.minute = v_minute and r.org_id = v_org and r.principal = p_key::text), 0)::bigint),
    ('open_jobs', v_key.open_jobs, lotline.open_jobs(v_org, p_key, 1000000)),
    ('items_per_day', v_key.items_per_day, coalesce((select c.items from lotline.item_counts c
      where c.org_id = v_org and c.day = v_day and c.key_id = p_key), 0))) x (name, most, used)
   where x.most is not null;
end $$;

-- Chooses limits of an organization: a value for each that changes, null for back to the default.
-- Called by: the API for platform operators, the owner (lotline limits set). Locks: the settings row.
create or replace function set_limits(p_org uuid, p_limits jsonb, p_actor text) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_before jsonb;
  v_after jsonb;
  v_bad record;
begin
  perform lotline.require_org(p_org);
  select l.key, l.value into v_bad from jsonb_each(p_limits) l
   where not lotline.default_limits() ? l.key
      or not (jsonb_typeof(l.value) = 'null' or (jsonb_typeof(l.value) = 'number' and l.value::numeric between 1 and 1e12
        and l.value::numeric = trunc(l.value::numeric)))
   order by l.key limit 1;
  if found then
    perform lotline.refuse_argument(v_bad.key, v_bad.value::text,
      'give requests_per_minute, open_jobs or items_per_day a whole number from 1, or null for the default');
  end if;
  select s.value into v_before from lotline.organization_settings s where s.org_id = p_org and s.name = 'limits' for update;
  v_after := jsonb_strip_nulls(coalesce(v_before, '{}') || p_limits);
  insert into lotline.organization_settings as s (org_id, name, value, updated_by) values (p_org, 'limits', v_after, p_actor)
  on conflict (org_id, name) do update set value = excluded.value, updated_by = excluded.updated_by,
    updated_at = clock_timestamp();
  perform lotline.audit(p_org, 'limits.changed', 'organization', p_org::text, null, v_before, v_after);
end $$;

grant execute on function count_requests(bigint, uuid[], text[], int[]) to lotline_api;
grant execute on function limits_of(uuid, uuid) to lotline_api;
grant execute on function set_limits(uuid, jsonb, text) to lotline_api;
