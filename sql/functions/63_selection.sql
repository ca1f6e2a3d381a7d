-- Which subjects wait for which work. One definition: totals, pending counts, created items and what agents may read
-- of it all come from here.

-- What a type of job is for: the subjects whose state asks for its work, whoever has it in hand. The branches of other
-- types fall away when the statement is planned, and the function is expanded into the statement that calls it: hence
-- plain SQL, no settings.
--   p_at          findings that are out of date by then count as none
--   p_counties    null for all
-- Called by: selectable. Locks: nothing.
create or replace function awaiting(p_org uuid, p_type text, p_at timestamptz, p_counties uuid[])
returns table (subject uuid, county_id uuid)
language sql stable as $$
  -- active properties without Regrid data
  select p.id, p.county_id from lotline.properties p
  where p_type = 'regrid_scraping' and p.org_id = p_org and p.auction_status = 'active' and not p.has_regrid_data
    and (p_counties is null or p.county_id = any (p_counties))
  union all
  select p.id, p.county_id from lotline.regrid_data f join lotline.properties p on p.id = f.property_id
  where p_type = 'regrid_scraping' and f.org_id = p_org and f.fresh_until <= p_at
    and p.org_id = p_org and p.auction_status = 'active' and p.has_regrid_data
    and (p_counties is null or p.county_id = any (p_counties))

  -- those with Regrid data, not validated
  union all
  select p.id, p.county_id from lotline.properties p
  where p_type = 'visual_validation' and p.org_id = p_org and p.auction_status = 'active' and p.has_regrid_data
    and p.visual_validation_status is null and (p_counties is null or p.county_id = any (p_counties))
  union all
  select p.id, p.county_id from lotline.property_visual_validation f join lotline.properties p on p.id = f.property_id
  where p_type = 'visual_validation' and f.org_id = p_org and f.fresh_until <= p_at
    and p.org_id = p_org and p.auction_status = 'active' and p.has_regrid_data
    and p.visual_validation_status is not null and (p_counties is null or p.county_id = any (p_counties))

  -- approved ones without a finding of this type
  union all
  select p.id, p.county_id from lotline.properties p
  where p_type = 'property_condition' and p.org_id = p_org and p.auction_status = 'active'
    and p.visual_validation_status = 'APPROVED' and (p_counties is null or p.county_id = any (p_counties))
    and not exists (select from lotline.property_condition f where f.org_id = p_org and f.property_id = p.id
      and (f.fresh_until is null or f.fresh_until > p_at))
  union all
  select p.id, p.county_id from lotline.properties p
  where p_type = 'environmental_research' and p.org_id = p_org and p.auction_status = 'active'
    and p.visual_validation_status = 'APPROVED' and (p_counties is null or p.county_id = any (p_counties))
    and not exists (select from lotline.environmental_research f where f.org_id = p_org and f.property_id = p.id
      and (f.fresh_until is null or f.fresh_until > p_at))
  union all
  select p.id, p.county_id from lotline.properties p
  where p_type = 'title_research' and p.org_id = p_org and p.auction_status = 'active'
    and p.visual_validation_status = 'APPROVED' and (p_counties is null or p.county_id = any (p_counties))
    and not exists (select from lotline.title_research f where f.org_id = p_org and f.property_id = p.id
      and (f.fresh_until is null or f.fresh_until > p_at))
  union all
  select p.id, p.county_id from lotline.properties p
  where p_type = 'bid_strategy' and p.org_id = p_org and p.auction_status = 'active'
    and p.visual_validation_status = 'APPROVED' and (p_counties is null or p.county_id = any (p_counties))
    and not exists (select from lotline.bid_strategy f where f.org_id = p_org and f.property_id = p.id
      and (f.fresh_until is null or f.fresh_until > p_at))

  -- property lists that were not parsed, or not successfully
  union all
  select d.id, d.county_id from lotline.documents d
  where p_type = 'pdf_parsing' and d.org_id = p_org and d.document_type = 'property_list'
    and d.parsing_status in ('pending', 'failed') and (p_counties is null or d.county_id = any (p_counties))
  union all
  select d.id, d.county_id from lotline.document_parsing f join lotline.documents d on d.id = f.document_id
  where p_type = 'pdf_parsing' and f.org_id = p_org and f.fresh_until <= p_at
    and d.org_id = p_org and d.document_type = 'property_list' and d.parsing_status = 'completed'
    and (p_counties is null or d.county_id = any (p_counties))

  -- counties never researched, or too long ago
  union all
  select c.id, c.id from lotline.county_list c
  where p_type = 'county_research' and (p_counties is null or c.id = any (p_counties))
    and not exists (select from lotline.county_research f join lotline.job_types t on t.job_type = 'county_research'
      where f.org_id = p_org and f.county_id = c.id
        and coalesce(f.fresh_until, f.found_at + make_interval(days => t.fresh_days)) > p_at)
$$;

-- What awaits work and may be taken: nothing that an unfinished job of the kind has (p_held, its number), and nothing
-- that was done without a finding lately.
-- Called by: selection, count_pending, append_subjects. Locks: nothing.
create or replace function selectable(p_org uuid, p_type text, p_at timestamptz, p_held bigint[], p_counties uuid[])
returns table (subject uuid, county_id uuid)
language sql stable as $$
  select a.subject, a.county_id from lotline.awaiting(p_org, p_type, p_at, p_counties) a
  where not exists (select from lotline.items i
      where i.job_no = any (p_held) and i.subject is not null and i.subject = a.subject)
    and not exists (select from lotline.work_marks m where m.org_id = p_org and m.kind = p_type and m.subject = a.subject
      and (m.fresh_until is null or m.fresh_until > p_at))
$$;

-- The unfinished jobs of an organization and kind: they hold their subjects, settled or not, until they are over. What
-- failed in one is tried again there.
-- Called by: selection, count_pending, append_subjects. Locks: nothing.
create or replace function holding_jobs(p_org uuid, p_type text) returns bigint[]
language sql stable as $$
  select coalesce(array_agg(j.number), '{}') from lotline.jobs j
  where j.org_id = p_org and j.kind = p_type and j.status in ('pending', 'in_progress', 'paused') and j.hidden_at is null
$$;

-- The figures of a type; refuses a name that is none.
-- Called by: what takes a type from outside. Locks: nothing.
create or replace function find_job_type(p_job_type text) returns job_types
language plpgsql stable as $$
declare
  v_type lotline.job_types;
begin
  select * into v_type from lotline.job_types t where t.job_type = p_job_type;
  if not found then
    perform lotline.refuse_argument('job_type', p_job_type,
      'give one of ' || (select string_agg(t.job_type, ', ' order by t.position) from lotline.job_types t));
  end if;
  return v_type;
end $$;

-- Every subject that waits for work of a type and is free to be taken, with its county.
-- The plan is made for the call: the branches of other types fall away, and what a table holds changes faster than what
-- the planner knows of it. For the same reason no nested loops: there may be 100,000 where it expects one.
-- Called by: services. Locks: nothing.
create or replace function selection(p_org uuid, p_job_type text, p_counties uuid[] default null)
returns table (subject uuid, county_id uuid)
language plpgsql stable security definer set search_path = lotline, pg_temp
set plan_cache_mode = force_custom_plan set enable_nestloop = off set work_mem = '32MB' set jit = off as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
  v_type text := (lotline.find_job_type(p_job_type)).job_type;
  v_held bigint[] := lotline.holding_jobs(v_org, v_type);
  v_at timestamptz := lotline.clock();
begin
  return query select s.subject, s.county_id from lotline.selectable(v_org, v_type, v_at, v_held, p_counties) s;
end $$;

-- How many subjects selection gives.
-- Called by: services, pending_work. Locks: nothing.
create or replace function count_pending(p_org uuid, p_job_type text, p_counties uuid[] default null) returns int
language plpgsql stable security definer set search_path = lotline, pg_temp
set plan_cache_mode = force_custom_plan set enable_nestloop = off set work_mem = '32MB' set jit = off as $$
declare
  v_org uuid := lotline.require_org(p_org);
  v_type text := (lotline.find_job_type(p_job_type)).job_type;
  v_held bigint[] := lotline.holding_jobs(v_org, v_type);
  v_at timestamptz := lotline.clock();
begin
  return (select count(*) from lotline.selectable(v_org, v_type, v_at, v_held, p_counties));
end $$;

-- What waits of every type, and what it takes: batches by the type's size, and sessions of an agent, of which even a
-- little work needs one.
-- Called by: services, the Guide's summary. Locks: nothing.
create or replace function pending_work(p_org uuid)
returns table (job_type text, pending int, batch_size int, batches int, sessions int)
language sql stable security definer set search_path = lotline, pg_temp as $$
  select t.job_type, n.pending, t.batch_size, ceil(n.pending::numeric / t.batch_size)::int,
    case when n.pending = 0 then 0 else greatest(1, round(n.pending::numeric / t.per_session))::int end
  from job_types t cross join lateral (select count_pending(p_org, t.job_type) as pending offset 0) n
  order by t.position
$$;

-- What is known of subjects, as items and lists of pending work tell it.
-- Read by: pending_subjects, append_subjects; nobody else may.
create or replace view subject_facts as
select 'property' as subject_type, p.id as subject, p.org_id, p.county_id, p.parcel_id, p.property_address, p.city,
  p.postal_code, p.sort_key, p.owner_name, p.sale_type, p.sale_date, null as title, null as url, null as file_name,
  null as file_format, null::date as publication_date
from lotline.properties p
union all
select 'document', d.id, d.org_id, d.county_id, null, null, null, null, d.title collate "C", null, null, null, d.title, d.url, d.file_name,
  d.file_format, d.publication_date
from lotline.documents d
union all
select 'county', c.id, null, c.id, null, null, null, null, c.full_name collate "C", null, null, null, c.full_name, null, null, null, null
from lotline.county_list c;

-- selection with what people want to know of each subject; a document's or county's title in place of an address.
-- Called by: services, the views over selections of SQL logins. Locks: nothing.
create or replace function pending_subjects(p_org uuid, p_job_type text, p_counties uuid[] default null)
returns table (item_id uuid, parcel_id text, property_address text, city text, postal_code text, title text,
  county_id uuid, county_name text, state_code text)
language plpgsql stable security definer set search_path = lotline, pg_temp
set plan_cache_mode = force_custom_plan set enable_nestloop = off set work_mem = '32MB' set jit = off as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
  v_type lotline.job_types := lotline.find_job_type(p_job_type);
  v_held bigint[] := lotline.holding_jobs(v_org, p_job_type);
  v_at timestamptz := lotline.clock();
begin
  return query
  select s.subject, f.parcel_id, f.property_address, f.city, f.postal_code, f.title, c.id, c.county_name, c.state_code
  from lotline.selectable(v_org, p_job_type, v_at, v_held, p_counties) s
  join lotline.subject_facts f on f.subject_type = v_type.subject and f.subject = s.subject
  -- in the order of items; numbers of counties are compared faster than their names are, row by row
  join (select l.*, row_number() over (order by l.state_code, l.county_name collate "C") as place
    from lotline.county_list l) c on c.id = s.county_id
  order by c.place, f.sort_key, s.subject;
end $$;

grant execute on function
  selection(uuid, text, uuid[]), count_pending(uuid, text, uuid[]), pending_work(uuid),
  pending_subjects(uuid, text, uuid[])
  to lotline_api, lotline_worker;
