-- Leads: properties that a list vendor knows, with their owners, where these get their mail, and who wants none.
-- A lead is kept as the record that came, by the vendor's own id (RadarID); what lists are filtered by is computed from it.
-- The functions that compute columns stand here and not among the others: changing one would leave stored rows as they are.

-- A field of a record as text; null where it is missing, null or blank.
create function lead_text(p_record jsonb, variadic p_names text[]) returns text
language sql immutable parallel safe as $$
  select nullif(btrim(p_record ->> n.name), '') from unnest(p_names) with ordinality n (name, place)
  where nullif(btrim(p_record ->> n.name), '') is not null order by n.place limit 1
$$;

-- A field as a number, whether it came as one or as text ("$1,250.50"); null for anything else, such as "Unknown".
create function lead_number(p_record jsonb, p_name text) returns numeric
language sql immutable parallel safe as $$
  select case when x.t ~ '^-?\d{1,12}(\.\d{1,20})?$' then round(x.t::numeric, 4) end
  from (select regexp_replace(p_record ->> p_name, '[$,%\s]', '', 'g') as t) x
$$;

-- A field that is 0 or 1, or says so in words; null for anything else.
create function lead_flag(p_record jsonb, p_name text) returns boolean
language sql immutable parallel safe as $$
  select case lower(p_record ->> p_name) when '1' then true when 'true' then true when 'yes' then true
    when '0' then false when 'false' then false when 'no' then false end
$$;

-- A field as a day, written 2026-09-22 or 9/22/2026; null for anything else, also for days that no calendar has.
create function lead_day(p_record jsonb, p_name text) returns date
language sql immutable parallel safe as $$
  select d.day from (
    select make_date(p.year, p.month, 1) + p.day - 1 as day, p.month from (
      select m[1]::int as year, m[2]::int as month, m[3]::int as day
      from regexp_match(p_record ->> p_name, '^(\d{4})-(\d{2})-(\d{2})') m where m is not null
      union all
      select m[3]::int, m[1]::int, m[2]::int
      from regexp_match(p_record ->> p_name, '^(\d{1,2})/(\d{1,2})/(\d{4})$') m where m is not null) p
    where p.year between 1600 and 2999 and p.month between 1 and 12 and p.day between 1 and 31) d
  where extract(month from d.day) = d.month
$$;

-- Five digits of a postal or county code that lost its leading zeros as a number, or carries more behind a dash.
create function five_digits(p_text text) returns text
language sql immutable parallel safe as $$
  select case when p_text ~ '^\d{1,5}(-\d{4})?$' then lpad(split_part(p_text, '-', 1), 5, '0') end
$$;

-- An address as mail houses compare it: without case, punctuation and spaces, and with the short form of what people
-- write both ways (STREET, ST; NORTH, N; APARTMENT 4, #4).
create function street_key(p_address text) returns text
language sql immutable parallel safe as $$
  select string_agg(case w.word
    when 'STREET' then 'ST' when 'AVENUE' then 'AVE' when 'AV' then 'AVE' when 'ROAD' then 'RD' when 'DRIVE' then 'DR'
    when 'LANE' then 'LN' when 'COURT' then 'CT' when 'PLACE' then 'PL' when 'BOULEVARD' then 'BLVD'
    when 'CIRCLE' then 'CIR' when 'TERRACE' then 'TER' when 'HIGHWAY' then 'HWY' when 'PARKWAY' then 'PKWY'
    when 'TRAIL' then 'TRL' when 'SQUARE' then 'SQ' when 'TURNPIKE' then 'TPKE' when 'EXTENSION' then 'EXT'
    when 'NORTH' then 'N' when 'SOUTH' then 'S' when 'EAST' then 'E' when 'WEST' then 'W'
    when 'NORTHEAST' then 'NE' when 'NORTHWEST' then 'NW' when 'SOUTHEAST' then 'SE' when 'SOUTHWEST' then 'SW'
    when 'APARTMENT' then '' when 'APT' then '' when 'UNIT' then '' when 'SUITE' then '' when 'STE' then ''
    else w.word end, '' order by w.n)
  from regexp_split_to_table(upper(left(p_address, 300)), '[^[:alnum:]]+') with ordinality w (word, n)
$$;

-- What an address is known by on the do-not-mail list: with its postal code, and with its town and state, whichever
-- of the two somebody gave. Empty without a street, or without either place.
create function mail_keys(p_address text, p_city text, p_state text, p_zip text) returns text[]
language sql immutable parallel safe as $$
  select array_remove(array[
    case when lotline.five_digits(p_zip) is not null then s.key || ' ' || lotline.five_digits(p_zip) end,
    case when lotline.street_key(p_city) <> '' and lotline.street_key(p_state) <> ''
      then s.key || ' ' || lotline.street_key(p_city) || ' ' || lotline.street_key(p_state) end], null)
  from (select lotline.street_key(p_address) as key) s where s.key <> ''
$$;

-- Everything that a line of the do-not-mail list may name a record by: its id, where it is, and where its mail goes.
create function lead_mail_keys(p_record jsonb) returns text[]
language sql immutable parallel safe as $$
  select array_remove(array['id ' || lotline.lead_text(p_record, 'RadarID')], null)
    || coalesce(lotline.mail_keys(lotline.lead_text(p_record, 'Address'), lotline.lead_text(p_record, 'City'),
      lotline.lead_text(p_record, 'State'), lotline.lead_text(p_record, 'ZipFive')), '{}')
    || coalesce(lotline.mail_keys(lotline.lead_text(p_record, 'OwnerAddress', 'MailAddress'),
      lotline.lead_text(p_record, 'OwnerCity', 'MailCity'), lotline.lead_text(p_record, 'OwnerState', 'MailState'),
      lotline.lead_text(p_record, 'OwnerZipFive', 'MailZip')), '{}')
$$;

create table leads (
  number bigint generated always as identity primary key,
  id uuid not null unique default gen_random_uuid(),
  org_id uuid not null references organizations,
  radar_id text collate "C" not null check (radar_id ~ '^\S{1,60}$'),
  -- all that the vendor ever said of it: a later record changes the fields that it names, and leaves the others
  record jsonb not null check (jsonb_typeof(record) = 'object'),
  property_type text generated always as (lead_text(record, 'PType')) stored,
  address text generated always as (lead_text(record, 'Address')) stored,
  city text generated always as (lead_text(record, 'City')) stored,
  state text generated always as (upper(lead_text(record, 'State'))) stored,
  zip text generated always as (five_digits(lead_text(record, 'ZipFive'))) stored,
  county text generated always as (lead_text(record, 'County')) stored,
  fips text generated always as (five_digits(lead_text(record, 'FIPS'))) stored,
  apn text generated always as (lead_text(record, 'APN')) stored,
  latitude numeric generated always as (lead_number(record, 'Latitude')) stored,
  longitude numeric generated always as (lead_number(record, 'Longitude')) stored,
  owner_name text generated always as (lead_text(record, 'Owner')) stored,
  ownership_type text generated always as (lead_text(record, 'OwnershipType')) stored,
  same_mailing boolean generated always as (lead_flag(record, 'isSameMailingOrExempt')) stored,
  mail_vacant boolean generated always as (lead_flag(record, 'isMailVacant')) stored,
  -- where mail goes: as the vendor says, or the property's own address where it says that both are the same
  mail_address text generated always as (coalesce(lead_text(record, 'OwnerAddress', 'MailAddress'),
    case when lead_flag(record, 'isSameMailingOrExempt') then lead_text(record, 'Address') end)) stored,
  mail_city text generated always as (case when lead_text(record, 'OwnerAddress', 'MailAddress') is not null
    then lead_text(record, 'OwnerCity', 'MailCity')
    when lead_flag(record, 'isSameMailingOrExempt') then lead_text(record, 'City') end) stored,
  mail_state text generated always as (upper(case when lead_text(record, 'OwnerAddress', 'MailAddress') is not null
    then lead_text(record, 'OwnerState', 'MailState')
    when lead_flag(record, 'isSameMailingOrExempt') then lead_text(record, 'State') end)) stored,
  mail_zip text generated always as (case when lead_text(record, 'OwnerAddress', 'MailAddress') is not null
    then lead_text(record, 'OwnerZipFive', 'MailZip')
    when lead_flag(record, 'isSameMailingOrExempt') then five_digits(lead_text(record, 'ZipFive')) end) stored,
  phone text generated always as (lead_text(record, 'Phone', 'OwnerPhone', 'PrimaryPhone1')) stored,
  email text generated always as (lead_text(record, 'Email', 'OwnerEmail', 'PrimaryEmail1')) stored,
  estimated_value numeric generated always as (lead_number(record, 'AVM')) stored,
  available_equity numeric generated always as (lead_number(record, 'AvailableEquity')) stored,
  equity_percent numeric generated always as (lead_number(record, 'EquityPercent')) stored,
  loan_balance numeric generated always as (lead_number(record, 'TotalLoanBalance')) stored,
  loans numeric generated always as (lead_number(record, 'NumberLoans')) stored,
  in_foreclosure boolean generated always as (lead_flag(record, 'inForeclosure')) stored,
  in_tax_delinquency boolean generated always as (lead_flag(record, 'inTaxDelinquency')) stored,
  delinquent_amount numeric generated always as (lead_number(record, 'DelinquentAmount')) stored,
  last_transfer_date date generated always as (lead_day(record, 'LastTransferRecDate')) stored,
  mail_keys text[] generated always as (lead_mail_keys(record)) stored not null,
  created_at timestamptz not null,
  -- when something of it changed last, and when the vendor confirmed it last
  updated_at timestamptz not null,
  imported_at timestamptz not null
);
create unique index leads_radar_id on leads (org_id, radar_id);
create index leads_organization on leads (org_id, number desc);
create index leads_state on leads (org_id, state, number desc);
create index leads_zip on leads (org_id, zip, number desc);
create index leads_fips on leads (org_id, fips, number desc);
create index leads_city on leads (org_id, lower(city), number desc);
create index leads_apn on leads (org_id, apn) where apn is not null;
create index leads_owner_start on leads (org_id, lower(owner_name) text_pattern_ops) where owner_name is not null;
create index leads_updated on leads (org_id, updated_at);

create table lead_owners (
  org_id uuid not null references organizations,
  lead_number bigint not null references leads,
  role text not null check (role in ('PRIMARY', 'SPOUSE')),
  first_name text,
  last_name text,
  full_name text not null check (full_name <> ''),
  primary key (lead_number, role)
);

-- Which leads a job brought, whether it bought them or found them known. job_no is a job's number; rows stay when it goes.
create table job_leads (
  org_id uuid not null references organizations,
  job_no bigint not null,
  lead_number bigint not null references leads,
  primary key (job_no, lead_number)
);
create index job_leads_lead on job_leads (lead_number);

-- Who wants no mail: a line names a lead by its RadarID, or an address. mail_key is what leads are compared by.
create table do_not_mail (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references organizations,
  number bigint generated always as identity,
  radar_id text check (radar_id ~ '^\S{1,60}$'),
  name text check (length(name) <= 300),
  address text check (length(address) <= 300),
  city text check (length(city) <= 200),
  state text check (length(state) <= 60),
  zip text check (zip ~ '^\d{5}(-\d{4})?$'),
  reason text check (length(reason) <= 500),
  mail_key text collate "C" not null,
  created_by text,
  created_at timestamptz not null,
  check (num_nonnulls(radar_id, address) = 1)
);
create unique index do_not_mail_key on do_not_mail (org_id, mail_key);
create index do_not_mail_listed on do_not_mail (org_id, number desc);

-- Searches that people keep: the vendor's criteria under a name.
create table lead_searches (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references organizations,
  number bigint generated always as identity,
  name text not null check (length(name) between 1 and 200),
  criteria jsonb not null check (jsonb_typeof(criteria) = 'array'),
  created_by text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index lead_searches_name on lead_searches (org_id, lower(name));
create index lead_searches_listed on lead_searches (org_id, number desc);

call protect('leads', 'org_id = (select lotline.current_org())');
call protect('lead_owners', 'org_id = (select lotline.current_org())');
call protect('job_leads', 'org_id = (select lotline.current_org())');
call protect('do_not_mail', 'org_id = (select lotline.current_org())');
call protect('lead_searches', 'org_id = (select lotline.current_org())');
grant select on leads, lead_owners, job_leads, do_not_mail, lead_searches to lotline_api, lotline_worker;
