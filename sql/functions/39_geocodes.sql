-- Where addresses are: what is known of it, what is learned.

-- An address as addresses are compared: capitals, words parted by one space, five digits of the ZIP.
-- Called by: the functions below. Locks: nothing.
create or replace function geocode_key(p_street text, p_city text, p_state text, p_zip text) returns text
language sql immutable as $$
  select string_agg(btrim(regexp_replace(upper(coalesce(part, '')), '[^A-Z0-9#/]+', ' ', 'g')), '|' order by n)
  from unnest(array[p_street, p_city, p_state, left(p_zip, 5)]) with ordinality t (part, n)
$$;

-- Street and town of a property's address. Lists write both into one field, now and then with state and ZIP behind:
-- "12 Main St, Altoona, PA 16601".
-- Called by: places_of, addresses_ahead. Locks: nothing.
create or replace function postal_parts(p_address text, p_city text, p_postal_code text)
returns table (street text, city text, zip text)
language sql immutable as $$
  select btrim(case when coalesce(p_city, '') = '' then split_part(p_address, ',', 1) else p_address end),
    case when coalesce(p_city, '') <> '' then p_city
      else nullif(btrim(regexp_replace(split_part(p_address, ',', 2), '\m([A-Z]{2}\M\s*)?(\d{5}(-\d{4})?)?\s*$', '')), '') end,
    coalesce(nullif(p_postal_code, ''), substring(p_address from ',.*\m(\d{5})(-\d{4})?\s*$'))
$$;

-- Where properties are: their land data's coordinates, their address, and what is known of where that is. Properties
-- that are not the organization's are left out.
-- Called by: src/property/places/places.ts. Locks: nothing.
create or replace function places_of(p_org uuid, p_properties uuid[])
returns table (property_id uuid, lat double precision, lon double precision, found_by text, found_at timestamptz,
  street text, city text, state_code text, zip text, county_fips text, county_name text,
  geocode jsonb)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
begin
  return query
  select p.id, r.lat, r.lon, r.found_by, r.found_at, a.street, a.city, c.state_code, a.zip, c.fips_code, c.full_name,
    case when g.address_key is not null then to_jsonb(g) end
  from lotline.properties p
  join lotline.county_list c on c.id = p.county_id
  cross join lateral lotline.postal_parts(p.property_address, p.city, p.postal_code) a
  left join lotline.regrid_data r on r.property_id = p.id and r.lat is not null and r.lon is not null
  left join lotline.geocodes g on r.property_id is null and g.org_id = v_org and g.fresh_until > lotline.clock()
    and g.address_key = lotline.geocode_key(a.street, a.city, c.state_code, a.zip)
  where p.org_id = v_org and p.id = any (p_properties);
end $$;

-- Addresses that will be asked for after those of some properties: of approved ones in the same counties, without
-- coordinates, and not looked up. So a geocoder that takes a thousand at once is not asked for a few at a time.
-- Called by: src/property/places/places.ts. Locks: nothing.
create or replace function addresses_ahead(p_org uuid, p_properties uuid[], p_most int)
returns table (street text, city text, state_code text, zip text)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
begin
  return query
  select distinct a.street, a.city, c.state_code, a.zip
  from (
    select q.* from lotline.properties q
    where q.org_id = v_org and q.auction_status = 'active' and q.visual_validation_status = 'APPROVED'
      and q.county_id in (select o.county_id from lotline.properties o where o.org_id = v_org and o.id = any (p_properties))
      and q.id <> all (p_properties) and q.property_address is not null
      and not exists (select from lotline.environmental_research e where e.org_id = v_org and e.property_id = q.id)
      and not exists (select from lotline.regrid_data r where r.property_id = q.id and r.lat is not null and r.lon is not null)
    order by q.county_id, q.sort_key, q.id
    -- what is known already is taken out below: a bound on the reading, not on what is given
    limit 20 * p_most) p
  join lotline.county_list c on c.id = p.county_id
  cross join lateral lotline.postal_parts(p.property_address, p.city, p.postal_code) a
  where coalesce(a.city, a.zip) is not null and not exists (
    select from lotline.geocodes g where g.org_id = v_org and g.fresh_until > lotline.clock()
      and g.address_key = lotline.geocode_key(a.street, a.city, c.state_code, a.zip))
  limit p_most;
end $$;

-- What is known of where addresses are: [{street, city, state, zip}, …] in, the number of each in that list (from 0)
-- with its row out; those not known are left out.
-- Called by: src/property/places/geocodes.ts. Locks: nothing.
create or replace function known_geocodes(p_org uuid, p_addresses jsonb)
returns table (n int, geocode jsonb)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
begin
  return query
  select (a.n - 1)::int, to_jsonb(g)
  from jsonb_array_elements(p_addresses) with ordinality a (address, n)
  join lotline.geocodes g on g.org_id = v_org and g.fresh_until > lotline.clock()
    and g.address_key = lotline.geocode_key(a.address ->> 'street', a.address ->> 'city', a.address ->> 'state', a.address ->> 'zip');
end $$;

-- Keeps where addresses are: [{address: {street, city, state, zip}, answer, lat, lon, …, fresh_days}]. The last of equal
-- addresses counts.
-- Called by: src/property/places/geocodes.ts. Locks: rows of geocodes, in the order of their keys.
create or replace function keep_geocodes(p_org uuid, p_rows jsonb) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_org uuid := lotline.require_org(p_org);
begin
  insert into lotline.geocodes (org_id, address_key, address, answer, lat, lon, exact, matched_address, county_fips, tract,
    block, tiger_line_id, side, source, url, retrieved_at, fresh_until)
  select distinct on (k.address_key) v_org, k.address_key, g.address, g.answer, g.lat, g.lon, g.exact, g.matched_address,
    g.county_fips, g.tract, g.block, g.tiger_line_id, g.side, g.source, g.url, lotline.clock(),
    lotline.clock() + make_interval(days => g.fresh_days)
  from jsonb_array_elements(p_rows) with ordinality r (row, n)
  cross join lateral jsonb_to_record(r.row) as g (address jsonb, answer text, lat double precision, lon double precision,
    exact boolean, matched_address text, county_fips text, tract text, block text, tiger_line_id text, side text,
    source text, url text, fresh_days int)
  cross join lateral lotline.geocode_key(g.address ->> 'street', g.address ->> 'city', g.address ->> 'state',
    g.address ->> 'zip') k (address_key)
  order by k.address_key, r.n desc
  on conflict (org_id, address_key) do update
  set (address, answer, lat, lon, exact, matched_address, county_fips, tract, block, tiger_line_id, side, source, url,
      retrieved_at, fresh_until) =
    (excluded.address, excluded.answer, excluded.lat, excluded.lon, excluded.exact, excluded.matched_address,
      excluded.county_fips, excluded.tract, excluded.block, excluded.tiger_line_id, excluded.side, excluded.source,
      excluded.url, excluded.retrieved_at, excluded.fresh_until);
end $$;

-- What services said of places lately: their names and the places' keys side by side.
-- Called by: src/property/places/answers.ts. Locks: nothing.
create or replace function known_place_answers(p_org uuid, p_services text[], p_keys text[])
returns table (service text, place_key text, answer jsonb, url text, retrieved_at timestamptz)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
begin
  return query
  select a.service, a.place_key, a.answer, a.url, a.retrieved_at
  from unnest(p_services, p_keys) q (service, place_key)
  join lotline.place_answers a on a.org_id = v_org and a.service = q.service and a.place_key = q.place_key
    and a.fresh_until > lotline.clock();
end $$;

-- Keeps what services said of places: [{service, place_key, answer, url, retrieved_at, fresh_days}].
-- Called by: src/property/places/answers.ts. Locks: rows of place_answers, in the order of their keys.
create or replace function keep_place_answers(p_org uuid, p_rows jsonb) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_org uuid := lotline.require_org(p_org);
begin
  insert into lotline.place_answers (org_id, service, place_key, answer, url, retrieved_at, fresh_until)
  select distinct on (r.service, r.place_key) v_org, r.service, r.place_key, r.answer, r.url, r.retrieved_at,
    lotline.clock() + make_interval(days => r.fresh_days)
  from jsonb_to_recordset(p_rows) as r (service text, place_key text, answer jsonb, url text, retrieved_at timestamptz,
    fresh_days int)
  order by r.service, r.place_key, r.retrieved_at desc
  on conflict (org_id, service, place_key) do update
  set (answer, url, retrieved_at, fresh_until) = (excluded.answer, excluded.url, excluded.retrieved_at, excluded.fresh_until);
end $$;

-- Takes away what is out of date since a month; gives how many rows, at most p_most of each table.
-- Called by: upkeep. Locks: the rows it deletes.
create or replace function sweep_places(p_most int) returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_until timestamptz := lotline.clock() - interval '30 days';
  v_geocodes int;
  v_answers int;
begin
  delete from lotline.geocodes g where g.ctid = any (array(
    select o.ctid from lotline.geocodes o where o.fresh_until < v_until order by o.fresh_until limit p_most));
  get diagnostics v_geocodes = row_count;
  delete from lotline.place_answers a where a.ctid = any (array(
    select o.ctid from lotline.place_answers o where o.fresh_until < v_until order by o.fresh_until limit p_most));
  get diagnostics v_answers = row_count;
  return greatest(v_geocodes, v_answers);
end $$;

grant execute on function known_geocodes(uuid, jsonb), keep_geocodes(uuid, jsonb) to lotline_api, lotline_worker;
grant execute on function places_of(uuid, uuid[]), addresses_ahead(uuid, uuid[], int),
  known_place_answers(uuid, text[], text[]), keep_place_answers(uuid, jsonb) to lotline_worker;
