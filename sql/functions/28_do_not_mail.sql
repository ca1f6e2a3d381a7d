-- Who wants no mail. A line stands for a RadarID or an address; leads carry every key that a line may have.

-- What a line of the list is compared by: its RadarID, or its address with the postal code, else with town and state.
-- Null when it names neither.
-- Called by: add_do_not_mail. Locks: nothing.
create or replace function do_not_mail_key(p_entry jsonb) returns text
language sql immutable set search_path = lotline, pg_temp as $$
  select coalesce('id ' || lotline.lead_text(p_entry, 'radar_id'),
    (lotline.mail_keys(lotline.lead_text(p_entry, 'address'), lotline.lead_text(p_entry, 'city'),
      lotline.lead_text(p_entry, 'state'), lotline.lead_text(p_entry, 'zip')))[1])
$$;

-- Puts lines on the list; one that stands there already stays as it is. Answers each line in the order given, with the
-- id that it has on the list and whether it is new. LL004 names the first line without a RadarID or a whole address.
--   p_entries  [{"radar_id"} or {"address", "zip" or "city" and "state"}, with "name", "reason" if wanted]
-- Called by: the API. Locks: new lines, in the order of their keys, so that two additions never wait in a ring.
create or replace function add_do_not_mail(p_org uuid, p_actor text, p_entries jsonb)
returns table (id uuid, added boolean)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_wrong int;
  v_added uuid[];
begin
  perform lotline.require_org(p_org);
  select e.n into v_wrong from jsonb_array_elements(p_entries) with ordinality e (entry, n)
    where lotline.do_not_mail_key(e.entry) is null order by e.n limit 1;
  if found then
    perform lotline.refuse_argument(format('entries[%s]', v_wrong - 1), left((p_entries -> (v_wrong - 1))::text, 200),
      'give a radar_id, or an address with its zip, or with city and state');
  end if;
  with given as (
    select distinct on (k.key) k.key, e.entry from jsonb_array_elements(p_entries) with ordinality e (entry, n)
    cross join lateral (select lotline.do_not_mail_key(e.entry) as key) k order by k.key, e.n
  ), stored as (
    insert into lotline.do_not_mail as d (org_id, radar_id, name, address, city, state, zip, reason, mail_key, created_by, created_at)
    select p_org, lotline.lead_text(g.entry, 'radar_id'), lotline.lead_text(g.entry, 'name'),
      case when lotline.lead_text(g.entry, 'radar_id') is null then lotline.lead_text(g.entry, 'address') end,
      lotline.lead_text(g.entry, 'city'), lotline.lead_text(g.entry, 'state'), lotline.lead_text(g.entry, 'zip'),
      lotline.lead_text(g.entry, 'reason'), g.key, p_actor, lotline.clock()
    from given g order by g.key
    on conflict (org_id, mail_key) do nothing
    returning d.id
  )
  select array_agg(s.id) into v_added from stored s;
  if v_added is not null then
    perform lotline.audit(p_org, 'do_not_mail.added', 'do_not_mail',
      case when cardinality(v_added) = 1 then v_added[1]::text end, null, null,
      jsonb_build_object('lines', cardinality(v_added)), p_actor);
  end if;
  return query
    select d.id, d.id = any (coalesce(v_added, '{}')) and e.n = min(e.n) over (partition by d.id)
    from jsonb_array_elements(p_entries) with ordinality e (entry, n)
    join lotline.do_not_mail d on d.org_id = p_org and d.mail_key = lotline.do_not_mail_key(e.entry)
    order by e.n;
end $$;

-- Takes a line off the list; false when there is none.
-- Called by: the API. Locks: the line.
create or replace function remove_do_not_mail(p_org uuid, p_actor text, p_line uuid, p_reason text default null) returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_line lotline.do_not_mail;
begin
  perform lotline.require_org(p_org);
  delete from lotline.do_not_mail d where d.id = p_line and d.org_id = p_org returning * into v_line;
  if not found then
    return false;
  end if;
  perform lotline.audit(p_org, 'do_not_mail.removed', 'do_not_mail', v_line.id::text, p_reason,
    jsonb_strip_nulls(jsonb_build_object('radar_id', v_line.radar_id, 'address', v_line.address, 'city', v_line.city,
      'state', v_line.state, 'zip', v_line.zip, 'name', v_line.name)), null, p_actor);
  return true;
end $$;

-- Numbers of the leads that want no mail, found from the lines of the list: there are few of those, and many leads.
-- Called by: lists of leads. Locks: nothing.
create or replace function leads_on_list(p_org uuid) returns setof bigint
language sql stable security definer set search_path = lotline, pg_temp as $$
  select distinct l.number
  from lotline.do_not_mail d
  -- by the key alone: an index by organization would read all its leads for each line
  cross join lateral (select x.number, x.org_id from lotline.leads x where x.mail_keys @> array[d.mail_key] offset 0) l
  where d.org_id = lotline.require_org(p_org) and l.org_id = d.org_id
$$;

grant execute on function
  leads_on_list(uuid),
  add_do_not_mail(uuid, text, jsonb),
  remove_do_not_mail(uuid, text, uuid, text)
  to lotline_api, lotline_worker;
