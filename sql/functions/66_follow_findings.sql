-- What properties and documents repeat of the findings about them, so that selections read one table.

-- Brings properties up to what is found about them. Their rows are locked first and read after: whoever writes another
-- finding about the same property at the same time is seen, or sees this one.
-- How far a property has come: ready with a bid, analyzed with title, condition and environment, validated with a verdict,
-- enriched with land data, else parsed.
-- Called by: the triggers below, once a statement. Locks: the properties, in the order of their ids.
create or replace function keep_properties() returns trigger
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_ids uuid[] := array(select distinct c.property_id from changed c);
begin
  perform from lotline.properties p where p.id = any (v_ids) order by p.id for no key update;
  update lotline.properties p set has_regrid_data = n.has_regrid_data, has_screenshot = n.has_screenshot,
    visual_validation_status = n.validation_status, pipeline_stage = n.stage, updated_at = lotline.clock()
  from (
    select q.id, r.property_id is not null as has_regrid_data, coalesce(r.screenshot_url, '') <> '' as has_screenshot, v.validation_status,
      case when b.property_id is not null then 'ready'
        when t.property_id is not null and c.property_id is not null and e.property_id is not null then 'analyzed'
        when v.property_id is not null then 'validated'
        when r.property_id is not null then 'enriched'
        else 'parsed' end as stage
    from unnest(v_ids) q (id)
    left join lotline.regrid_data r on r.property_id = q.id
    left join lotline.property_visual_validation v on v.property_id = q.id
    left join lotline.title_research t on t.property_id = q.id
    left join lotline.property_condition c on c.property_id = q.id
    left join lotline.environmental_research e on e.property_id = q.id
    left join lotline.bid_strategy b on b.property_id = q.id) n
  where p.id = n.id and (p.has_regrid_data, p.has_screenshot, p.visual_validation_status, p.pipeline_stage)
    is distinct from (n.has_regrid_data, n.has_screenshot, n.validation_status, n.stage);
  return null;
end $$;

-- Documents that somebody reads just now: those of items under a lease that still holds. Nobody has to write that down,
-- nor take it back when a reader dies.
-- Called by: lists of documents. Locks: nothing.
create or replace function documents_in_hand(p_org uuid) returns setof uuid
language sql stable security definer set search_path = lotline, pg_temp as $$
  select i.subject
  from lotline.batches b
  join lotline.jobs j on j.number = b.job_no and j.org_id = lotline.require_org(p_org) and j.kind = 'pdf_parsing'
  cross join lateral unnest(b.open) r
  join lotline.items i on i.job_no = b.job_no and i.seq >= lower(r) and i.seq < upper(r)
  where b.state = 'leased' and b.lease_until > lotline.clock() and i.subject is not null
$$;
grant execute on function documents_in_hand(uuid) to lotline_api, lotline_worker;

-- A document that something was read from is read.
-- Called by: the triggers below, once a statement. Locks: the documents, in the order of their ids.
create or replace function keep_documents() returns trigger
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  perform from lotline.documents d where d.id in (select c.document_id from changed c) order by d.id for no key update;
  update lotline.documents d set parsing_status = 'completed', parsing_error = null, parsed_at = c.found_at, updated_at = lotline.clock()
  from changed c where d.id = c.document_id;
  return null;
end $$;

do $$
declare
  v_table text;
begin
  foreach v_table in array array['regrid_data', 'property_visual_validation', 'title_research', 'property_condition',
    'environmental_research', 'bid_strategy']
  loop
    execute format('create or replace trigger keep_inserted after insert on lotline.%I referencing new table as changed
      for each statement execute function lotline.keep_properties()', v_table);
    execute format('create or replace trigger keep_updated after update on lotline.%I referencing new table as changed
      for each statement execute function lotline.keep_properties()', v_table);
    execute format('create or replace trigger keep_deleted after delete on lotline.%I referencing old table as changed
      for each statement execute function lotline.keep_properties()', v_table);
  end loop;
end $$;
create or replace trigger keep_inserted after insert on document_parsing referencing new table as changed
  for each statement execute function keep_documents();
create or replace trigger keep_updated after update on document_parsing referencing new table as changed
  for each statement execute function keep_documents();
