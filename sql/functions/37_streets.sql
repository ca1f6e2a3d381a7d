-- Where the addresses of properties are on their streets, as a geocoder said: which side of a lot is along the road is
-- told by that. Properties whose address nobody looked up, or for which only something near was found, are left out.
-- Called by: src/property/findings/, src/property/outlines/. Locks: nothing.
create or replace function streets_of(p_org uuid, p_properties uuid[])
returns table (property_id uuid, street jsonb)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
begin
  return query
  select p.id, jsonb_build_object('lat', g.lat, 'lon', g.lon)
  from lotline.properties p
  join lotline.county_list c on c.id = p.county_id
  cross join lateral lotline.postal_parts(p.property_address, p.city, p.postal_code) a
  join lotline.geocodes g on g.org_id = v_org and g.address_key = lotline.geocode_key(a.street, a.city, c.state_code, a.zip)
    and g.answer = 'match' and g.exact
  where p.org_id = v_org and p.id = any (p_properties);
end $$;
grant execute on function streets_of(uuid, uuid[]) to lotline_api, lotline_worker;
