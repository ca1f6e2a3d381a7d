-- Lets one source's programs reach another source's areas: a utility's territory under any of its names, and the state
-- of an authority of a state whose areas are unknown. Then gives the catalogue a new version.
-- Called by: the importer and the starter, as the owner, at the end of their transaction. Locks: catalogue_version.
create or replace function lotline.link_catalogue() returns bigint
language plpgsql set search_path = lotline, pg_temp as $$
declare
  v_version bigint;
begin
  update catalogue_version set version = version + 1, changed_at = clock_timestamp() returning version into v_version;

  delete from authority_geographies where linked;

  -- The starter names its territories' utilities and their aliases; imported territories carry one name each.
  -- Likewise an imported territory takes the starter's number of the utility, where it has none.
  with names as materialized (
    select distinct s.id, s.kind, s.state_code, s.eiaid, lower(n.name) as name
    from geographies s cross join unnest(s.aliases || s.name) as n(name)
    where s.source = 'starter' and s.kind in ('electric_territory', 'gas_territory')
  ),
  same as materialized (
    select distinct o.id, n.id as starter_id, n.eiaid
    from names n
    join geographies o on o.kind = n.kind and o.state_code = n.state_code and lower(o.name) = n.name
    where o.source <> 'starter'
  ),
  numbered as (
    update geographies o set eiaid = s.eiaid from same s
    where o.id = s.id and o.eiaid is null and s.eiaid is not null
  )
  insert into authority_geographies (geography_id, authority_id, linked)
  select distinct s.id, ag.authority_id, true
  from same s join authority_geographies ag on ag.geography_id = s.starter_id
  on conflict do nothing;

  insert into authority_geographies (geography_id, authority_id, linked)
  select g.id, a.id, true
  from authorities a
  join geographies g on g.kind = 'state' and g.state_code = a.state_code
  where a.kind = 'state' and not exists (
    select from authority_geographies ag join geographies k on k.id = ag.geography_id where ag.authority_id = a.id)
  on conflict do nothing;

  return v_version;
end $$;
