-- Leads are written by imports alone, a batch at a time.

-- Stores records of a vendor as leads with their owners, and notes that the job brought them. A record of a known RadarID
-- changes the fields that it names; one that says nothing new writes no more than the time it was confirmed. Of several
-- records of one RadarID the last counts.
--   p_job      the number of the job that brought them; null when it was none
--   p_records  [{"RadarID": "P1234567", "Address": …}], fields as the vendor names them, any of them left out
-- Called by: the hook of lead imports, in the transaction that settles them. Locks: the leads, in the order of their RadarIDs.
create or replace function upsert_leads(p_org uuid, p_job bigint, p_records jsonb)
returns table (radar_id text, state text)
language plpgsql security definer set search_path = lotline, pg_temp
set jit = off as $$
#variable_conflict use_column
declare
  v_now timestamptz := lotline.clock();
begin
  perform lotline.require_org(p_org);
  perform lotline.check_lead_records(p_records);
  if p_job is not null and not exists (select from lotline.jobs j where j.number = p_job and j.org_id = p_org) then
    raise exception 'not found' using errcode = 'LL002';
  end if;
  -- In one order, so that two imports of common leads never wait for each other in a ring.
  perform from lotline.leads l
    where l.org_id = p_org and l.radar_id = any (array(select e.r ->> 'RadarID' from jsonb_array_elements(p_records) e (r)))
    order by l.radar_id for no key update;
  return query
    with given as materialized (
      select distinct on (r.radar_id) r.radar_id, r.record from (
        select btrim(e.r ->> 'RadarID') as radar_id, e.r as record, e.n
        from jsonb_array_elements(p_records) with ordinality e (r, n)) r
      order by r.radar_id, r.n desc
    ), before as materialized (
      select l.radar_id, l.record from lotline.leads l
      where l.org_id = p_org and l.radar_id = any (array(select g.radar_id from given g))
    ), stored as (
      insert into lotline.leads as l (org_id, radar_id, record, created_at, updated_at, imported_at)
      select p_org, g.radar_id, g.record, v_now, v_now, v_now from given g order by g.radar_id
      on conflict (org_id, radar_id) do update set record = l.record || excluded.record, imported_at = excluded.imported_at,
        updated_at = case when l.record || excluded.record = l.record then l.updated_at else excluded.updated_at end
      returning l.number, l.radar_id, l.record, l.updated_at, xmax = 0 as created
    ), noted as (
      insert into lotline.job_leads (org_id, job_no, lead_number)
      select p_org, p_job, s.number from stored s where p_job is not null order by s.number
      on conflict do nothing
    )
    -- one that another import made this very moment is in no snapshot of ours: its time tells whether we changed it
    select s.radar_id, case when s.created then 'inserted'
      when case when b.radar_id is null then s.updated_at = v_now else b.record <> s.record end then 'updated'
      else 'unchanged' end
    from stored s left join before b on b.radar_id = s.radar_id order by s.radar_id;
  perform lotline.keep_lead_owners(p_org, array(select e.r ->> 'RadarID' from jsonb_array_elements(p_records) e (r)));
end $$;

-- Refuses what is no list of records, each with its RadarID.
-- Called by: upsert_leads. Locks: nothing.
create or replace function check_lead_records(p_records jsonb) returns void
language plpgsql immutable as $$
declare
  v_record jsonb;
begin
  if p_records is null or jsonb_typeof(p_records) <> 'array' then
    perform lotline.refuse_argument('records', left(p_records::text, 100), 'give an array of records');
  end if;
  select e.r into v_record from jsonb_array_elements(p_records) e (r)
    where jsonb_typeof(e.r) <> 'object' or coalesce(e.r ->> 'RadarID', '') !~ '^\S{1,60}$' limit 1;
  if found then
    perform lotline.refuse_argument('records', left(v_record::text, 100),
      'give each record as an object with its RadarID, 1 to 60 characters without spaces');
  end if;
end $$;

-- The owners of leads as their records name them: the first, and a spouse, who carries the same last name where no
-- other is given.
-- Called by: upsert_leads. Locks: the owners' rows; the leads are locked by then.
create or replace function keep_lead_owners(p_org uuid, p_radar_ids text[]) returns void
language plpgsql as $$
begin
  with named as (
    select l.number, x.* from lotline.leads l
    cross join lateral (values
      ('PRIMARY', lotline.lead_text(l.record, 'OwnerFirstName'), lotline.lead_text(l.record, 'OwnerLastName'), l.owner_name),
      ('SPOUSE', lotline.lead_text(l.record, 'OwnerSpouseFirstName'),
        case when lotline.lead_text(l.record, 'OwnerSpouseFirstName') is not null
          then lotline.lead_text(l.record, 'OwnerSpouseLastName', 'OwnerLastName') end, null)
    ) x (role, first_name, last_name, full_name)
    where l.org_id = p_org and l.radar_id = any (p_radar_ids)
  ), owners as (
    select n.number, n.role, n.first_name, n.last_name,
      coalesce(n.full_name, nullif(concat_ws(' ', n.first_name, n.last_name), '')) as full_name from named n
  ), gone as (
    delete from lotline.lead_owners o using owners n
    where o.lead_number = n.number and o.role = n.role and n.full_name is null
  )
  insert into lotline.lead_owners as o (org_id, lead_number, role, first_name, last_name, full_name)
  select p_org, n.number, n.role, n.first_name, n.last_name, n.full_name from owners n
  where n.full_name is not null order by n.number, n.role
  on conflict (lead_number, role) do update
    set first_name = excluded.first_name, last_name = excluded.last_name, full_name = excluded.full_name
    where (o.first_name, o.last_name, o.full_name) is distinct from (excluded.first_name, excluded.last_name, excluded.full_name);
end $$;

-- Notes that a job brought leads that are stored already, so that its list has them, without writing the leads. Answers
-- how many of the RadarIDs are known.
-- Called by: lead imports, for what they need not buy again. Locks: nothing that others wait for.
create or replace function link_leads(p_org uuid, p_job bigint, p_radar_ids text[]) returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_known bigint[];
begin
  perform lotline.require_org(p_org);
  if not exists (select from lotline.jobs j where j.number = p_job and j.org_id = p_org) then
    raise exception 'not found' using errcode = 'LL002';
  end if;
  v_known := array(select l.number from lotline.leads l where l.org_id = p_org and l.radar_id = any (p_radar_ids) order by 1);
  insert into lotline.job_leads (org_id, job_no, lead_number)
  select p_org, p_job, n from unnest(v_known) n on conflict do nothing;
  return cardinality(v_known);
end $$;

grant execute on function
  upsert_leads(uuid, bigint, jsonb),
  link_leads(uuid, bigint, text[])
  to lotline_api, lotline_worker;
