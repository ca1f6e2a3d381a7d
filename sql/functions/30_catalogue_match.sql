-- From addresses to places, utilities and the incentives that may apply; all of a batch in one statement.
-- Called by: src/property/catalogue/match.ts (worker, API). Locks nothing.
--
-- p_lookups: [{n, zip, state, place, items}], spelled as src/property/catalogue/place.ts spells them; zip, state and
-- place may be null. Answers one row per lookup:
--   problem      null, or why it has no place: zip_state_disagree, unknown_zip, unknown_city, ambiguous_city, too_little
--   detail       what the message of the problem needs
--   placed_by    'zip', or 'city' when the ZIP was absent or unknown and the city leaves no choice
--   covered      the state's utility territories were imported, so an address without one is a finding
--   electric, gas, possible   utilities as {id, name, eiaid}; electric is the predominant of possible
--   candidates   incentives of the place for the items asked; assumed: those reached by the name of a town alone
--   version, today   of the catalogue and of the database
create or replace function lotline.match_lookups(p_lookups jsonb)
returns table (n integer, problem text, detail jsonb, placed_by text, zip text, city text, state_code text,
  county_fips text, county_name text, covered boolean, electric jsonb, gas jsonb, possible jsonb,
  candidates integer[], assumed integer[], version bigint, today date)
language plpgsql stable set search_path = lotline, pg_temp as $$
#variable_conflict use_column
begin
  return query
  with asked as materialized (
    select a.n, a.zip, a.state, a.place, a.items
    from jsonb_to_recordset(p_lookups) as a(n integer, zip text, state text, place text, items text[])
  ),
  found as materialized (
    select a.*, z.zip as known_zip, z.city as zip_city, z.place as zip_place, z.state_code as zip_state,
      z.county_fips as zip_county, z.county_name as zip_county_name,
      u.found is not null as zip_has_utility
    from asked a
    left join us_zips z on z.zip = a.zip
    -- limit: one look per ZIP; as an EXISTS it is hashed over all the country's territories
    left join lateral (
      select true as found from zip_territories t join geographies g on g.id = t.geography_id
      where t.zip = z.zip and g.kind = 'electric_territory' limit 1) u on true
  ),
  nations as materialized (select g.id from geographies g where g.kind = 'nation'),
  -- Towns that must stand in: for a ZIP that is absent or unknown, or for one without a utility (a PO box, say).
  towns as materialized (
    select distinct coalesce(f.zip_state, f.state) as state, coalesce(f.zip_place, f.place) as place
    from found f
    where (f.known_zip is null and f.state is not null and f.place is not null)
      or (f.known_zip is not null and not f.zip_has_utility)
  ),
  town_zips as materialized (
    select t.state, t.place, z.zip, z.city, z.county_fips, z.county_name
    from towns t join us_zips z on z.state_code = t.state and z.place = t.place
    where z.delivery or not exists (
      select from us_zips d where d.state_code = t.state and d.place = t.place and d.delivery)
  ),
  wanted_zips as materialized (
    select f.known_zip as zip from found f where f.known_zip is not null
    union select t.zip from town_zips t
  ),
  -- Territories of a ZIP in order of preference; the starter's count only where nothing was imported.
  territories as materialized (
    select t.zip, g.id, g.kind, g.name, g.state_code, g.eiaid, t.source = 'starter' as stated,
      row_number() over (partition by t.zip, g.kind
        order by t.predominant desc, (g.state_code is not distinct from z.state_code) desc, g.id) as rank
    from wanted_zips w
    join us_zips z on z.zip = w.zip
    join zip_territories t on t.zip = w.zip
    join geographies g on g.id = t.geography_id and g.kind in ('electric_territory', 'gas_territory')
    where t.source <> 'starter' or not exists (
      select from zip_territories o where o.zip = t.zip and o.source <> 'starter')
  ),
  town_facts as materialized (
    select t.state, t.place, min(t.city) as city,
      case when count(distinct t.county_fips) = 1 then min(t.county_fips) end as county_fips,
      case when count(distinct t.county_fips) = 1 then min(t.county_name) end as county_name,
      -- The starter's territory of a utility beside the imported one is the same utility, so names are counted.
      (select count(distinct (r.state_code, lower(r.name))) <= 1 from territories r
        join town_zips o on o.zip = r.zip and o.state = t.state and o.place = t.place
        where r.kind = 'electric_territory' and r.rank = 1)
      -- Several counties do no harm while none of them has programs of its own.
      and (count(distinct t.county_fips) <= 1 or not exists (
        select from geographies g join authority_geographies ag on ag.geography_id = g.id
        join programs p on p.authority_id = ag.authority_id
        where g.kind = 'county' and g.county_fips = any (array_agg(t.county_fips)))) as clear,
      to_jsonb(array_agg(distinct t.county_name)) as counties,
      array_agg(t.zip order by t.zip) as zips
    from town_zips t group by t.state, t.place
  ),
  placed as materialized (
    select f.n, f.items, f.zip as asked_zip,
      case
        when f.known_zip is not null and f.state is not null and f.state <> f.zip_state then 'zip_state_disagree'
        when f.known_zip is not null then null
        when f.state is null or f.place is null then case when f.zip is null then 'too_little' else 'unknown_zip' end
        when t.place is null then case when f.zip is null then 'unknown_city' else 'unknown_zip' end
        when not t.clear then 'ambiguous_city'
      end as problem,
      case when f.known_zip is not null then 'zip' else 'city' end as placed_by,
      f.known_zip as zip,
      coalesce(f.zip_city, t.city) as city,
      coalesce(f.place, f.zip_place) as place,
      coalesce(f.zip_state, f.state) as state_code,
      case when f.known_zip is not null then f.zip_county else t.county_fips end as county_fips,
      case when f.known_zip is not null then f.zip_county_name else t.county_name end as county_name,
      case when f.zip_has_utility then array[f.known_zip] when t.clear then t.zips else array[f.known_zip] end as zips,
      t.counties,
      t.zips as town_zips
    from found f
    left join town_facts t on t.state = coalesce(f.zip_state, f.state) and t.place = coalesce(f.zip_place, f.place)
  ),
  utilities as materialized (
    select p.n, r.kind, (array_agg(r.id order by r.rank, r.id))[1] as id,
      (jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'eiaid', r.eiaid) order by r.rank, r.id)) as ranked
    from placed p
    join lateral (
      select t.id, t.kind, t.name, t.eiaid, min(t.rank) as rank
      from territories t where t.zip = any (p.zips)
        and not (t.stated and exists (select from territories o where o.zip = any (p.zips) and not o.stated
          and (o.kind, o.state_code, lower(o.name)) = (t.kind, t.state_code, lower(t.name))))
      group by t.id, t.kind, t.name, t.eiaid
    ) r on true
    where p.problem is null
    group by p.n, r.kind
  ),
  areas as materialized (
    select p.n, g.id, false as assumed from placed p cross join nations g where p.problem is null
    union all
    select p.n, g.id, false from placed p join geographies g on g.kind = 'state' and g.state_code = p.state_code
    where p.problem is null
    union all
    select p.n, g.id, false from placed p join geographies g on g.kind = 'county' and g.county_fips = p.county_fips
    where p.problem is null
    union all
    select p.n, g.id, true from placed p
    join geographies g on g.kind = 'custom' and g.state_code = p.state_code and g.place = p.place
    where p.problem is null
    union all
    select u.n, u.id, false from utilities u
  ),
  matched as materialized (
    select a.n, i.id, bool_and(a.assumed) as assumed
    from areas a
    join authority_geographies ag on ag.geography_id = a.id
    join programs p on p.authority_id = ag.authority_id
    join incentives i on i.program_id = p.id
    join asked k on k.n = a.n and i.items && k.items
    group by a.n, i.id
  ),
  offers as (
    select m.n, array_agg(m.id order by m.id) as candidates,
      coalesce(array_agg(m.id order by m.id) filter (where m.assumed), '{}') as assumed
    from matched m group by m.n
  ),
  covered_states as materialized (
    select distinct g.state_code from geographies g
    where g.kind = 'electric_territory' and g.source <> 'starter'
      and exists (select from zip_territories t where t.source <> 'starter')
      and g.state_code in (select p.state_code from placed p)
  )
  select p.n, p.problem,
    case p.problem
      when 'zip_state_disagree' then jsonb_build_object('zip_state', p.state_code, 'zip_city', p.city)
      when 'ambiguous_city' then jsonb_build_object('counties', p.counties, 'utilities', (
        select jsonb_agg(distinct t.name) from territories t
        where t.kind = 'electric_territory' and t.rank = 1 and t.zip = any (p.town_zips)))
    end,
    p.placed_by, p.zip, p.city, p.state_code, p.county_fips, p.county_name,
    p.state_code in (select c.state_code from covered_states c),
    e.ranked -> 0, g.ranked -> 0, coalesce(e.ranked, '[]'), coalesce(o.candidates, '{}'), coalesce(o.assumed, '{}'),
    v.version, (clock_timestamp() at time zone 'UTC')::date
  from placed p
  cross join catalogue_version v
  left join utilities e on e.n = p.n and e.kind = 'electric_territory'
  left join utilities g on g.n = p.n and g.kind = 'gas_territory'
  left join offers o on o.n = p.n
  order by p.n;
end $$;

grant execute on function lotline.match_lookups(jsonb) to lotline_api, lotline_worker;
