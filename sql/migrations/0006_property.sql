-- What county jobs are about: counties, properties, documents and sales, and what was learned of each.

-- Every county of the United States, shared by all organizations; loaded from a package when the database is
-- brought up to date. County names are as people say them ("Blair"); full_name has the rest ("Blair County").
create table county_list (
  id uuid primary key default gen_random_uuid(),
  fips_code text not null unique check (fips_code ~ '^\d{5}$'),
  county_name text not null check (county_name <> ''),
  full_name text not null check (full_name <> ''),
  state_code text not null check (state_code ~ '^[A-Z]{2}$'),
  state_name text not null,
  unique (state_code, county_name)
);
grant select on county_list to lotline_api, lotline_worker;

-- What each county is called, by county_key of the name without its designation; more than one row for a county
-- that people also call otherwise ("Brooklyn"). Several counties share most names.
create table county_names (
  name_key text not null check (name_key ~ '^[a-z0-9]+$'),
  county_id uuid not null references county_list,
  designation text not null check (designation in ('county', 'parish', 'borough', 'census area', 'city and borough',
    'municipality', 'municipio', 'city', 'district', 'island', 'territory')),
  primary key (name_key, county_id)
);
-- The states and territories that have counties, by state_key of code and names ("pa", "pennsylvania").
create table state_names (
  name_key text primary key check (name_key ~ '^[a-z]+$'),
  state_code text not null check (state_code ~ '^[A-Z]{2}$')
);

-- A file somebody handed in, for the provenance of rows.
create table imports (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references organizations,
  what text not null check (what in ('properties', 'documents', 'upcoming_sales')),
  file_name text,
  rows_read int not null default 0,
  rows_stored int not null default 0,
  rows_refused int not null default 0,
  -- of rows_stored: those that made something new, and those that changed what was there; the others changed nothing
  rows_created int not null default 0,
  rows_updated int not null default 0,
  -- why rows were refused, the first of them: [{row, line, errors: [{field, value, message}]}]
  problems jsonb not null default '[]',
  created_by text,
  created_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz
);
create index imports_organization on imports (org_id, created_at desc);

-- Files, content beside: in blob_chunks, or in a folder under organization and id. A row stands from the first byte
-- on; it is finished when all of them are stored, and what stays unfinished or unused is swept.
create table blobs (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references organizations,
  store text not null check (store in ('database', 'folder')),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint check (size_bytes >= 0),
  created_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  check (finished_at is null or (sha256 is not null and size_bytes is not null))
);
create index blobs_created on blobs (created_at);
create table blob_chunks (
  blob_id uuid not null references blobs on delete cascade,
  position int not null,
  content bytea not null,
  primary key (blob_id, position)
);
-- packed already, most of them: a try to compress costs and gains nothing
alter table blob_chunks alter column content set storage external;

create table documents (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references organizations,
  county_id uuid not null references county_list,
  document_type text not null check (document_type in ('property_list', 'legal_notice', 'registration')),
  title text not null check (title <> ''),
  url text check (length(url) <= 2000),
  blob_id uuid references blobs,
  -- of the blob, so that the same file is not kept twice for a county
  sha256 text,
  file_name text,
  file_format text,
  publication_date date,
  parsing_status text not null default 'pending' check (parsing_status in ('pending', 'in_progress', 'completed', 'failed')),
  parsing_error text,
  parsed_at timestamptz,
  created_by text,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  check (num_nonnulls(url, blob_id) = 1),
  check ((blob_id is null) = (sha256 is null))
);
create unique index documents_file on documents (org_id, county_id, sha256) where sha256 is not null;
create unique index documents_url on documents (org_id, county_id, url) where url is not null;
create index documents_organization on documents (org_id, created_at desc, id desc);
create index documents_county on documents (org_id, county_id, created_at desc, id desc);
create index documents_blob on documents (blob_id);

-- has_regrid_data and visual_validation_status repeat what the tables below say, kept by their triggers, so that
-- selections read one table.
create table properties (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references organizations,
  county_id uuid not null references county_list,
  document_id uuid references documents,
  parcel_id text check (parcel_id <> ''),
  property_address text,
  city text,
  postal_code text,
  -- the address and town without case and punctuation: what a row without a parcel number is known by
  address_key text collate "C" check (address_key <> ''),
  owner_name text,
  tax_amount numeric(14, 2),
  total_due numeric(14, 2),
  tax_year int,
  sale_type text check (sale_type in ('upset', 'judicial', 'repository', 'tax_certificate')),
  sale_date date,
  auction_status text not null default 'active' check (auction_status in ('active', 'expired', 'sold', 'withdrawn')),
  has_regrid_data boolean not null default false,
  has_screenshot boolean not null default false,
  visual_validation_status text check (visual_validation_status in ('APPROVED', 'CAUTION', 'REJECT')),
  pipeline_stage text not null default 'parsed' check (pipeline_stage in ('parsed', 'enriched', 'validated', 'analyzed', 'ready')),
  import_id uuid references imports,
  -- of the file's rows, from 1; both name the last import that changed something
  import_row int,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  -- lists go by county, then by this
  sort_key text collate "C" generated always as (coalesce(parcel_id, address_key)) stored not null,
  check (parcel_id is not null or address_key is not null)
);
create unique index properties_parcel on properties (org_id, county_id, parcel_id) where parcel_id is not null;
create unique index properties_address on properties (org_id, county_id, address_key) where parcel_id is null;
create index properties_listed on properties (org_id, county_id, sort_key, id);
create index properties_parcel_alone on properties (org_id, parcel_id);
create index properties_address_start on properties (org_id, address_key) where address_key is not null;
create index properties_import on properties (import_id, county_id, sort_key, id);
-- what most properties are not
create index properties_not_active on properties (org_id, auction_status, county_id, sort_key, id)
  where auction_status <> 'active';
create index properties_validated on properties (org_id, visual_validation_status, county_id, sort_key, id)
  where visual_validation_status is not null;
create index properties_with_regrid on properties (org_id, county_id, sort_key, id) where has_regrid_data;

create table upcoming_sales (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references organizations,
  county_id uuid not null references county_list,
  sale_type text not null check (sale_type in ('upset', 'judicial', 'repository', 'tax_certificate')),
  sale_date date not null,
  registration_deadline date,
  platform text,
  deposit_required numeric(14, 2) check (deposit_required >= 0),
  property_count int check (property_count >= 0),
  status text not null default 'scheduled' check (status in ('scheduled', 'postponed', 'cancelled', 'completed')),
  created_by text,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  unique (org_id, county_id, sale_type, sale_date),
  check (registration_deadline <= sale_date)
);
create index upcoming_sales_listed on upcoming_sales (org_id, sale_date, id);

call protect('imports', 'org_id = (select lotline.current_org())');
call protect('blobs', 'org_id = (select lotline.current_org())');
call protect('blob_chunks', 'exists (select from lotline.blobs b where b.id = blob_chunks.blob_id and b.org_id = (select lotline.current_org()))');
call protect('documents', 'org_id = (select lotline.current_org())');
call protect('properties', 'org_id = (select lotline.current_org())');
call protect('upcoming_sales', 'org_id = (select lotline.current_org())');

grant select, insert, update on imports, documents, properties, upcoming_sales to lotline_api, lotline_worker;
grant select, insert, update, delete on blobs to lotline_api, lotline_worker;
grant select, insert on blob_chunks to lotline_api, lotline_worker;
