-- Whether a finding fits its type. Findings come from outside: any JSON at all gets an answer in words here, never an
-- error of the server's.

-- What a field takes, in words: the fix for whoever reported something else.
-- Called by: check_finding. Locks: nothing.
create or replace function expected_of(p_field finding_fields) returns text
language sql immutable set search_path = lotline, pg_temp as $$
  select case p_field.type
    when 'text' then case when p_field.minimum > 0 then format('text of %s to %s characters', p_field.minimum, p_field.maximum)
      else format('text of at most %s characters', p_field.maximum) end
    when 'choice' then 'one of ' || array_to_string(p_field.choices, ', ')
    when 'boolean' then 'true or false'
    when 'integer' then format('a whole number from %s to %s', p_field.minimum, p_field.maximum)
    when 'number' then format('a number from %s to %s', p_field.minimum, p_field.maximum)
    when 'amount' then format('an amount in dollars from %s to %s, a number or text such as "1250.00"', p_field.minimum, p_field.maximum)
    when 'uuid' then 'a UUID'
    when 'date' then 'a date such as 2026-05-31'
    when 'time' then 'a time such as 2026-05-31T14:00:00Z'
    when 'date_or_time' then 'a date such as 2026-05-31 or a time such as 2026-05-31T14:00:00Z'
    when 'url' then format('an address that starts with http://, https:// or /, without spaces, of at most %s characters', p_field.maximum)
    when 'object' then 'an object'
    when 'texts' then format('an array of at most %s texts of 1 to 500 characters', p_field.maximum)
    when 'sources' then format('an array of at most %s objects {title, url, note, retrieved_at}', p_field.maximum)
  end
$$;

-- Whether a text is a day of the calendar, 1900 to 2199.
-- Called by: fits_field. Locks: nothing.
create or replace function is_day(p_text text) returns boolean
language sql immutable strict as $$
  select case when p_text !~ '^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' then false
    when right(p_text, 2)::int > 28 then right(p_text, 2)::int <= case substr(p_text, 6, 2)
      when '02' then case when left(p_text, 4)::int % 4 = 0 and (left(p_text, 4)::int % 100 <> 0 or left(p_text, 4)::int % 400 = 0)
        then 29 else 28 end
      when '04' then 30 when '06' then 30 when '09' then 30 when '11' then 30
      else 31 end
    else true end
$$;

-- Whether a text is a time with its offset, such as 2026-05-31T14:00:00Z.
-- Called by: fits_field. Locks: nothing.
create or replace function is_time(p_text text) returns boolean
language sql immutable strict set search_path = lotline, pg_temp as $$
  select lotline.is_day(left(p_text, 10)) and
    substr(p_text, 11) ~ '^T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$'
$$;

-- Whether a value is what the field takes. Null and absent are for the caller to judge.
-- Called by: check_finding. Locks: nothing.
create or replace function fits_field(p_field finding_fields, p_value jsonb) returns boolean
language plpgsql immutable set search_path = lotline, pg_temp as $$
declare
  v_type text := jsonb_typeof(p_value);
  v_text text := p_value #>> '{}';
begin
  if p_field.type in ('integer', 'number') or (p_field.type = 'amount' and v_type = 'number') then
    return case when v_type = 'number' then v_text::numeric between p_field.minimum and p_field.maximum
      and (p_field.type <> 'integer' or v_text::numeric = trunc(v_text::numeric)) else false end;
  elsif p_field.type = 'boolean' then
    return v_type = 'boolean';
  elsif p_field.type = 'object' then
    return v_type = 'object';
  elsif p_field.type in ('texts', 'sources') then
    return case when v_type = 'array' then jsonb_array_length(p_value) <= p_field.maximum and not exists (
      select from jsonb_array_elements(p_value) e
      where case p_field.type when 'sources' then jsonb_typeof(e) <> 'object'
        else jsonb_typeof(e) <> 'string' or length(e #>> '{}') not between 1 and 500 end) else false end;
  elsif v_type <> 'string' then
    return false;
  end if;
  return case p_field.type
    when 'text' then length(v_text) between p_field.minimum and p_field.maximum
    when 'choice' then v_text = any (p_field.choices)
    when 'amount' then case when v_text ~ '^[0-9]{1,13}([.][0-9]{1,6})?$'
      then v_text::numeric between p_field.minimum and p_field.maximum else false end
    when 'uuid' then v_text ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
    when 'date' then lotline.is_day(v_text)
    when 'time' then lotline.is_time(v_text)
    when 'date_or_time' then lotline.is_day(v_text) or lotline.is_time(v_text)
    when 'url' then length(v_text) <= p_field.maximum and v_text ~ '^(https?://[^ \t\r\n]+|/([^/ \t\r\n][^ \t\r\n]*)?)$'
  end;
end $$;

-- One thing wrong with a finding.
-- Called by: check_finding. Locks: nothing.
create or replace function fault(p_field text, p_value jsonb, p_message text) returns jsonb
language sql immutable as $$
  select jsonb_build_object('field', p_field, 'value', left(p_value #>> '{}', 100), 'message', p_message)
$$;

-- What is wrong with a finding as a whole, before its fields are looked at: null, or one fault. What no column could
-- hold is told here: characters, numbers and depths that jsonb or a reader in JavaScript cannot take.
-- Called by: check_finding. Locks: nothing.
create or replace function document_fault(p_finding json) returns jsonb
language plpgsql immutable set search_path = lotline, pg_temp as $$
declare
  v_finding jsonb;
begin
  if octet_length(p_finding::text) > 262144 then
    return lotline.fault('finding', null, 'must be at most 262144 bytes of JSON: keep large material elsewhere and give its address as a source');
  end if;
  begin
    v_finding := p_finding::jsonb;
    if jsonb_typeof(v_finding) <> 'object' then
      return lotline.fault('finding', to_jsonb(left(p_finding::text, 100)), 'must be an object, or null when nothing was found');
    elsif jsonb_path_exists(v_finding, '$.**{33}') then
      return lotline.fault('finding', null, 'must not be nested deeper than 32 levels');
    elsif jsonb_path_exists(v_finding, '$.** ? (@.type() == "number" && (@ > 1e300 || @ < -1e300))') then
      return lotline.fault('finding', null, 'must not hold numbers beyond 1e300');
    end if;
  exception
    when untranslatable_character or invalid_text_representation then
      return lotline.fault('finding', null, 'must not hold the character \u0000 or half of a surrogate pair');
    when numeric_value_out_of_range then
      return lotline.fault('finding', null, 'must not hold numbers beyond 1e300');
    when statement_too_complex then
      return lotline.fault('finding', null, 'must not be nested deeper than 32 levels');
  end;
  return null;
end $$;

-- Everything wrong with a finding of a job type: [{field, value, message}], or null when it fits.
-- Called by: settle_finding, the SQL wrappers for agents, surfaces. Locks: nothing.
create or replace function check_finding(p_job_type text, p_finding json) returns jsonb
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
declare
  v_finding jsonb := lotline.document_fault(p_finding);
  v_faults jsonb;
begin
  if not exists (select from lotline.finding_tables t where t.job_type = p_job_type) then
    perform lotline.refuse_argument('job_type', p_job_type, 'give one of ' ||
      (select string_agg(t.job_type, ', ' order by t.job_type) from lotline.finding_tables t));
  elsif v_finding is not null then
    return jsonb_build_array(v_finding);
  end if;
  v_finding := p_finding::jsonb;
  select jsonb_agg(lotline.fault(f.field, v_finding -> f.field, 'must be ' || lotline.expected_of(f)) order by f.job_type = 'any', f.position)
  into v_faults
  from lotline.finding_fields f
  where f.job_type in (p_job_type, 'any') and case when coalesce(v_finding -> f.field, 'null') = 'null' then f.required
    else not lotline.fits_field(f, v_finding -> f.field) end;
  if jsonb_typeof(v_finding -> 'sources') = 'array' and jsonb_array_length(v_finding -> 'sources') <= 100 then
    select nullif(coalesce(v_faults, '[]') || coalesce(jsonb_agg(lotline.fault(format('sources[%s].%s', s.n - 1, f.field), s.source -> f.field, 'must be ' || lotline.expected_of(f))
      order by s.n, f.position), '[]'), '[]')
    into v_faults
    from jsonb_array_elements(v_finding -> 'sources') with ordinality s (source, n)
    join lotline.finding_fields f on f.job_type = 'source'
    where jsonb_typeof(s.source) = 'object' and coalesce(s.source -> f.field, 'null') <> 'null' and not lotline.fits_field(f, s.source -> f.field);
  end if;
  if v_faults is not null then
    return v_faults;
  elsif p_job_type = 'bid_strategy' and (v_finding ->> 'max_bid')::numeric > (v_finding ->> 'property_value')::numeric then
    return jsonb_build_array(lotline.fault('max_bid', v_finding -> 'max_bid', 'must not be above property_value'));
  elsif p_job_type = 'regrid_scraping' and not exists (
    select from lotline.finding_fields f where f.job_type = p_job_type and f.field <> 'scraped_at'
      and coalesce(v_finding ->> f.field, '') <> '') then
    return jsonb_build_array(lotline.fault('finding', null,
      'must give at least one of the parcel''s facts, such as land_use or lot_size_acres; report null when nothing was found'));
  end if;
  return null;
end $$;

grant execute on function check_finding(text, json) to lotline_api, lotline_worker;
