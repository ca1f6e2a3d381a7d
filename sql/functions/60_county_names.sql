-- The words of a name as they are compared: lower case, without accents, apostrophes and punctuation, with one
-- spelling of what people abbreviate (Saint, Sainte, Ste. and St.; Fort and Ft.; E. before another word and East).
-- Called by: county_key, read_county. Locks: nothing.
create or replace function name_words(p_text text) returns text[]
language plpgsql immutable parallel safe as $$
declare
  v_plain text := regexp_replace(normalize(p_text, nfkd), '[\u0300-\u036f''`´ʻʼ‘’]', '', 'g');
  v_words text[] := string_to_array(trim(regexp_replace(
    replace(lower(v_plain), '&', ' and '), '[^a-z0-9]+', ' ', 'g')), ' ');
  v_first text := v_words[1];
begin
  if cardinality(v_words) > 1 and v_first in ('n', 's', 'e', 'w') then
    v_words[1] := case v_first when 'n' then 'north' when 's' then 'south' when 'e' then 'east' else 'west' end;
  end if;
  return array(
    select case w.word when 'saint' then 'st' when 'sainte' then 'st' when 'ste' then 'st' when 'fort' then 'ft'
      when 'mount' then 'mt' else w.word end
    from unnest(v_words) with ordinality as w(word, n) where w.word <> '' order by w.n);
end $$;

-- What a name of a county is found by: its words written together, so that "DE KALB" is "DeKalb".
-- Called by: the loader of counties, counties_called, nearest_counties. Locks: nothing.
create or replace function county_key(p_words text[]) returns text
language sql immutable parallel safe as $$
  select regexp_replace(array_to_string(p_words, ''), '^saint', 'st')
$$;

-- The code of a state by its code or name, in words; null when it is none.
-- Called by: read_county. Locks: nothing.
create or replace function state_called(p_words text[]) returns text
language sql stable set search_path = lotline, pg_temp as $$
  select s.state_code from state_names s where s.name_key = array_to_string(p_words, '')
$$;

-- The code of a state by its code or name as people write it: 'pa', 'W. Va.', 'Puerto Rico'; null when it is none.
-- Called by: lists that a state narrows. Locks: nothing.
create or replace function state_named(p_text text) returns text
language sql stable security definer set search_path = lotline, pg_temp as $$
  select state_called(name_words(left(p_text, 100)))
$$;

-- The ways to read what somebody wrote for a county, best first: the words of the name, and the state if one is
-- said ("Blair, PA", "blair county pennsylvania", "PA Blair"). After a comma "CO" is Colorado, after a space County.
-- Called by: match_counties, nearest_counties. Locks: nothing.
create or replace function read_county(p_text text) returns table (words text[], state text)
language plpgsql stable set search_path = lotline, pg_temp as $$
declare
  v_text text := regexp_replace(left(p_text, 200), '[\s,]*\m(u\.?s\.?a?\.?|united states)[\s.]*$', '', 'i');
  v_parts text[] := string_to_array(v_text, ',');
  v_last int := cardinality(v_parts);
  v_words text[] := name_words(v_text);
  v_count int := cardinality(v_words);
begin
  if v_count = 0 then
    v_words := name_words(p_text);
    v_count := cardinality(v_words);
  end if;
  if v_last > 1 then
    words := name_words(array_to_string(v_parts[:v_last - 1], ' '));
    state := state_called(name_words(v_parts[v_last]));
    if state is not null and cardinality(words) > 0 then
      return next;
      return;
    end if;
  end if;
  for i in reverse least(v_count - 1, 6) .. 1 loop
    state := state_called(v_words[v_count - i + 1:]);
    words := v_words[:v_count - i];
    if state is not null and not (v_words[v_count] = 'co' and i = 1
        and words[v_count - 1] not in ('county', 'co', 'cnty', 'cty')) then
      return next;
    end if;
  end loop;
  words := v_words;
  state := null;
  return next;
  for i in reverse least(v_count - 1, 6) .. 1 loop
    state := state_called(v_words[:i]);
    words := v_words[i + 1:];
    if state is not null then
      return next;
    end if;
  end loop;
end $$;

-- A name without what says which sort of county it is, and that: "blair county" is blair, county.
-- Called by: counties_called, nearest_counties. Locks: nothing.
create or replace function without_designation(p_words text[], out words text[], out designation text)
language plpgsql immutable parallel safe as $$
declare
  v_text text := array_to_string(p_words, ' ');
  v_match text[] := regexp_match(v_text,
    '^(.+?) (city and county|county|counties|co|cnty|cty|parish|par|city and borough|borough|boro|census area|municipality|municipio|city|district|island)$');
begin
  if v_match is null then
    v_match := (select array[m[2], m[1]] from regexp_match(v_text,
      '^(city and county|county|city|parish|borough|municipality|municipio|district) (?:of|de) (.+)$') as m);
  end if;
  words := string_to_array(coalesce(v_match[1], v_text), ' ');
  designation := case
    when v_match[2] in ('city and county', 'counties', 'co', 'cnty', 'cty') then 'county'
    when v_match[2] = 'par' then 'parish'
    when v_match[2] = 'boro' then 'borough'
    else v_match[2]
  end;
end $$;

-- The counties of that name in that state (null: in any). A designation decides between namesakes: "Baltimore city"
-- is never the county, "Baltimore County" never the city, "Jefferson Parish" only the one in Louisiana; but
-- "Orleans County, LA" is the parish, since there is no county.
-- Called by: match_counties. Locks: nothing.
create or replace function counties_called(p_words text[], p_state text) returns setof county_list
language plpgsql stable set search_path = lotline, pg_temp as $$
declare
  v_bare record;
begin
  return query
  select c.* from county_names n join county_list c on c.id = n.county_id
   where n.name_key = county_key(p_words) and (p_state is null or c.state_code = p_state);
  if found then
    return;
  end if;
  v_bare := without_designation(p_words);
  return query
  with named as (
    select n.county_id, n.designation,
      case
        when n.designation = v_bare.designation then 1
        when v_bare.designation = 'city' then null
        when n.designation <> 'city' then 2
        else 3
      end as fit
    from county_names n join county_list c on c.id = n.county_id
    where n.name_key = county_key(v_bare.words) and (p_state is null or c.state_code = p_state)
      and v_bare.designation is not null
  )
  select c.* from named n join county_list c on c.id = n.county_id
   where n.fit = (select min(fit) from named);
end $$;

-- Every county that the text may mean: an id, a FIPS code (a spreadsheet may have eaten its zero), or a name.
-- Called by: find_counties, county_id. Locks: nothing.
create or replace function match_counties(p_text text) returns setof county_list
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
declare
  v_text text := trim(p_text);
  v_reading record;
begin
  if v_text ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then
    return query select * from county_list where id = v_text::uuid;
  elsif v_text ~ '^\d{4,5}$' then
    return query select * from county_list where fips_code = lpad(v_text, 5, '0');
  elsif v_text <> '' then
    for v_reading in select * from read_county(v_text) loop
      return query select * from counties_called(v_reading.words, v_reading.state);
      exit when found;
    end loop;
  end if;
end $$;

-- The counties that a text may mean, at most 20, by state: 'Blair', 'blair county, pa', 'Saint Clair, IL', '42013'.
-- Called by: anybody who has a name and wants an id. Locks: nothing.
create or replace function find_counties(p_text text) returns setof county_list
language sql stable security definer set search_path = lotline, pg_temp as $$
  select c.* from match_counties(p_text) c order by c.state_name, c.full_name limit 20
$$;

-- The counties whose names are most like the text, best first; of the state, if the text says one. Likeness is the
-- share of neighbouring letters that both have.
-- Called by: county_id for its message, people who type. Locks: nothing.
create or replace function nearest_counties(p_text text, p_limit int default 5) returns setof county_list
language sql stable security definer set search_path = lotline, pg_temp as $$
  with asked as (
    select '^' || county_key((without_designation(r.words)).words) as key, r.state
    from read_county(p_text) with ordinality as r(words, state, n) order by r.n limit 1
  ),
  pairs as (
    select distinct substr(a.key, i, 2) as pair from asked a, generate_series(1, length(a.key) - 1) as i
  ),
  alike as (
    select n.county_id, max(2.0 * (select count(*) from pairs p where strpos('^' || n.name_key, p.pair) > 0)
      / (length(n.name_key) + (select count(*) from pairs))) as share
    from county_names n, asked a
    where a.state is null or exists (select from county_list c where c.id = n.county_id and c.state_code = a.state)
    group by n.county_id
  )
  select c.* from alike a join county_list c on c.id = a.county_id
   where a.share >= 0.3
   order by a.share desc, c.state_name, c.full_name
   limit least(greatest(p_limit, 0), 20)
$$;

-- The id of the one county that a text means. LL060 with the candidates when it may be several, LL061 with the
-- nearest names when it is none.
-- Called by: anybody who has a name and needs an id. Locks: nothing.
create or replace function county_id(p_text text) returns uuid
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
declare
  v_found county_list[] := array(select c from match_counties(p_text) c order by c.state_name, c.full_name);
  v_count int := cardinality(v_found);
  v_shown text;
  v_detail jsonb;
begin
  if v_count = 1 then
    return v_found[1].id;
  end if;
  if v_count = 0 then
    v_found := array(select c from nearest_counties(p_text) c);
  end if;
  select string_agg(format('%s, %s', f.full_name, f.state_code), '; ' order by f.n) filter (where f.n <= 5),
    jsonb_agg(jsonb_build_object('id', f.id, 'fips_code', f.fips_code, 'county_name', f.county_name,
      'full_name', f.full_name, 'state_code', f.state_code) order by f.n) filter (where f.n <= 20)
  into v_shown, v_detail
  from unnest(v_found) with ordinality as f(id, fips_code, county_name, full_name, state_code, state_name, n);
  v_detail := jsonb_build_object('field', 'county', 'value', left(p_text, 100), 'total', v_count,
    'candidates', coalesce(v_detail, '[]'));
  if v_count > 1 then
    raise exception using errcode = 'LL060',
      message = format('county: "%s" may be any of %s counties: %s%s', left(p_text, 100), v_count, v_shown,
        case when v_count > 5 then '; …' else '' end),
      hint = format('Write the whole name and the state, such as "%s, %s".', v_found[1].full_name, v_found[1].state_code),
      detail = v_detail::text;
  end if;
  raise exception using errcode = 'LL061',
    message = format('county: there is no county "%s"%s', left(coalesce(p_text, ''), 100),
      coalesce('; nearest are ' || v_shown, '')),
    hint = 'Write its name and the state, such as "Blair County, PA", or its five-digit FIPS code.',
    detail = v_detail::text;
end $$;

grant execute on function find_counties(text), nearest_counties(text, int), county_id(text)
  to lotline_api, lotline_worker, lotline_agent;
grant execute on function state_named(text) to lotline_api, lotline_worker;
