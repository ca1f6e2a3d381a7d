-- Destroys what findings hold of a service's records, as its terms ask at the end of a contract: land data with its source,
-- the results of the items that brought it, and what batches of points gave. Verdicts and bids made of it stay.
--   p_service  as it stands in the sources of findings: [{"service": "regrid", …}]
-- Called by: purge_paid_answers. Locks: the land data and its properties (keep_properties), the results, the batches.
create or replace function purge_findings(p_org uuid, p_service text, p_reason text) returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_source jsonb := jsonb_build_array(jsonb_build_object('service', p_service));
  v_gone int;
  v_results int;
begin
  perform lotline.require_org(p_org);
  delete from lotline.regrid_data d where d.org_id = p_org and d.sources @> v_source;
  get diagnostics v_gone = row_count;
  update lotline.results r set result = json_build_object('purged', p_service)
  from lotline.jobs j
  where j.org_id = p_org and j.kind = 'regrid_scraping' and r.job_no = j.number and r.outcome = 'completed'
    and json_typeof(r.result) = 'object' and r.result::jsonb -> 'sources' @> v_source;
  get diagnostics v_results = row_count;
  update lotline.past_results r set result = json_build_object('purged', p_service)
  from lotline.jobs j
  where j.org_id = p_org and j.kind = 'regrid_scraping' and r.job_no = j.number and r.outcome = 'completed'
    and json_typeof(r.result) = 'object' and r.result::jsonb -> 'sources' @> v_source;
  if p_service = 'regrid' then
    delete from lotline.parcel_batches b where b.org_id = p_org;
  end if;
  if v_gone + v_results > 0 then
    perform lotline.audit(p_org, 'service.findings_purged', 'service', p_service, p_reason,
      p_after => jsonb_build_object('findings', v_gone, 'results', v_results));
  end if;
  return v_gone;
end $$;
