-- What was found out: one current row per subject and kind of research, with typed key columns, the finding whole, its
-- sources, who found it and when, and how long it holds. Written in the transaction that settles the item.

create table regrid_data (
  property_id uuid primary key references properties,
  org_id uuid not null references organizations,
  ll_uuid uuid,
  land_use text,
  zoning text,
  lot_size_acres numeric(14, 4) check (lot_size_acres >= 0),
  lot_size_sqft numeric(16, 2) check (lot_size_sqft >= 0),
  building_sqft numeric(14, 2) check (building_sqft >= 0),
  year_built int check (year_built between 1600 and 2200),
  assessed_value numeric(16, 2) check (assessed_value >= 0),
  market_value numeric(16, 2) check (market_value >= 0),
  lat double precision check (lat between -90 and 90),
  lon double precision check (lon between -180 and 180),
  screenshot_url text,
  raw_data jsonb,
  data_quality_score numeric(5, 2) check (data_quality_score between 0 and 100),
  scraped_at timestamptz,
  finding jsonb not null,
  sources jsonb not null default '[]' check (jsonb_typeof(sources) = 'array'),
  found_by text not null,
  found_at timestamptz not null,
  fresh_until timestamptz,
  job_id uuid
);

create table property_visual_validation (
  property_id uuid primary key references properties,
  org_id uuid not null references organizations,
  validation_status text not null check (validation_status in ('APPROVED', 'CAUTION', 'REJECT')),
  confidence_score numeric(5, 2) check (confidence_score between 0 and 100),
  structure_present boolean,
  road_access boolean,
  red_flags text[] not null default '{}',
  skip_reason text,
  finding jsonb not null,
  sources jsonb not null default '[]' check (jsonb_typeof(sources) = 'array'),
  found_by text not null,
  found_at timestamptz not null,
  fresh_until timestamptz,
  job_id uuid
);

create table title_research (
  property_id uuid primary key references properties,
  org_id uuid not null references organizations,
  title_status text not null check (title_status in ('clear', 'clouded', 'unknown')),
  total_liens numeric(16, 2) check (total_liens >= 0),
  surviving_liens numeric(16, 2) check (surviving_liens >= 0),
  finding jsonb not null,
  sources jsonb not null default '[]' check (jsonb_typeof(sources) = 'array'),
  found_by text not null,
  found_at timestamptz not null,
  fresh_until timestamptz,
  job_id uuid
);

create table property_condition (
  property_id uuid primary key references properties,
  org_id uuid not null references organizations,
  condition text not null check (condition in ('good', 'fair', 'poor', 'uninhabitable', 'vacant_land', 'unknown')),
  occupied boolean,
  estimated_repairs numeric(16, 2) check (estimated_repairs >= 0),
  finding jsonb not null,
  sources jsonb not null default '[]' check (jsonb_typeof(sources) = 'array'),
  found_by text not null,
  found_at timestamptz not null,
  fresh_until timestamptz,
  job_id uuid
);

create table environmental_research (
  property_id uuid primary key references properties,
  org_id uuid not null references organizations,
  risk_level text not null check (risk_level in ('low', 'moderate', 'high', 'unknown')),
  flood_zone text,
  in_flood_hazard_area boolean,
  facilities_nearby int check (facilities_nearby >= 0),
  elevation_feet numeric(8, 2),
  finding jsonb not null,
  sources jsonb not null default '[]' check (jsonb_typeof(sources) = 'array'),
  found_by text not null,
  found_at timestamptz not null,
  fresh_until timestamptz,
  job_id uuid
);

create table bid_strategy (
  property_id uuid primary key references properties,
  org_id uuid not null references organizations,
  max_bid numeric(16, 2) not null check (max_bid >= 0),
  property_value numeric(16, 2) not null check (property_value > 0),
  finding jsonb not null,
  sources jsonb not null default '[]' check (jsonb_typeof(sources) = 'array'),
  found_by text not null,
  found_at timestamptz not null,
  fresh_until timestamptz,
  job_id uuid,
  check (max_bid <= property_value)
);

create table county_research (
  county_id uuid not null references county_list,
  org_id uuid not null references organizations,
  research_status text not null check (research_status in ('completed', 'partial', 'none_found')),
  next_sale_date date,
  platform text,
  finding jsonb not null,
  sources jsonb not null default '[]' check (jsonb_typeof(sources) = 'array'),
  found_by text not null,
  found_at timestamptz not null,
  fresh_until timestamptz,
  job_id uuid,
  primary key (org_id, county_id)
);

-- What reading a document gave; the properties themselves are rows of their own.
create table document_parsing (
  document_id uuid primary key references documents,
  org_id uuid not null references organizations,
  properties_created int check (properties_created >= 0),
  properties_updated int check (properties_updated >= 0),
  rows_read int check (rows_read >= 0),
  rows_refused int check (rows_refused >= 0),
  pages int check (pages >= 0),
  finding jsonb not null,
  sources jsonb not null default '[]' check (jsonb_typeof(sources) = 'array'),
  found_by text not null,
  found_at timestamptz not null,
  fresh_until timestamptz,
  job_id uuid
);

-- Where the findings of each type of job are kept.
create table finding_tables (
  job_type text primary key,
  table_name text not null unique,
  subject_column text not null,
  -- the key that one finding has in that table
  key_columns text not null
);
insert into finding_tables (job_type, table_name, subject_column, key_columns) values
  ('regrid_scraping', 'regrid_data', 'property_id', 'property_id'),
  ('visual_validation', 'property_visual_validation', 'property_id', 'property_id'),
  ('property_condition', 'property_condition', 'property_id', 'property_id'),
  ('environmental_research', 'environmental_research', 'property_id', 'property_id'),
  ('title_research', 'title_research', 'property_id', 'property_id'),
  ('bid_strategy', 'bid_strategy', 'property_id', 'property_id'),
  ('pdf_parsing', 'document_parsing', 'document_id', 'document_id'),
  ('county_research', 'county_research', 'county_id', 'org_id, county_id');

-- What the typed keys of a finding must be; what a finding holds besides is kept as it is. Filled by the functions that
-- check by it. job_type 'any' is for every finding, 'source' for each of its sources.
create table finding_fields (
  job_type text not null,
  position int not null,
  field text not null,
  type text not null check (type in ('text', 'choice', 'boolean', 'integer', 'number', 'amount', 'uuid', 'date', 'time',
    'date_or_time', 'url', 'object', 'texts', 'sources')),
  required boolean not null,
  -- of numbers; of a text its least and greatest length, of a list the greatest number of its members
  minimum numeric,
  maximum numeric,
  choices text[],
  primary key (job_type, field)
);

-- Done, and nothing was found, or nothing was said: keeps the subject out of its kind's selection until then.
create table work_marks (
  org_id uuid not null references organizations,
  kind text not null,
  subject uuid not null,
  marked_at timestamptz not null,
  marked_by text not null,
  fresh_until timestamptz,
  job_id uuid,
  primary key (org_id, kind, subject)
);

-- Choices of an organization, such as the figures of its bids; what is absent has its default.
create table organization_settings (
  org_id uuid not null references organizations,
  name text not null,
  value jsonb not null,
  updated_by text,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (org_id, name)
);

do $$
declare
  v_table text;
begin
  foreach v_table in array array['regrid_data', 'property_visual_validation', 'title_research', 'property_condition',
    'environmental_research', 'bid_strategy', 'county_research', 'document_parsing', 'work_marks', 'organization_settings']
  loop
    execute format($sql$call lotline.protect('lotline.%1$s', 'org_id = (select lotline.current_org())')$sql$, v_table);
  end loop;
end $$;
grant select on regrid_data, property_visual_validation, title_research, property_condition, environmental_research,
  bid_strategy, county_research, document_parsing, work_marks, finding_tables, finding_fields to lotline_api, lotline_worker;
grant select, insert, update on organization_settings to lotline_api;
grant select on organization_settings to lotline_worker;
