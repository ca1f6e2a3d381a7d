-- Lead imports: what a search of a list vendor found before any of it is bought, and what is being bought just now.

-- A row a job of lead_import. Until it is ready the job takes items: the search is frozen first, page by page of the
-- vendor's free preview, under a lease of any worker, so that what is bought later is what was counted.
create table lead_imports (
  job_no bigint primary key references jobs,
  org_id uuid not null references organizations,
  criteria jsonb not null check (jsonb_typeof(criteria) = 'array'),
  -- at most so many records; null: all
  most_records int check (most_records >= 1),
  -- records bought in one request
  page_size int not null check (page_size between 1 and 500),
  -- whether previews name the records (ids), or only count them: then pages are bought as they are sorted
  mode text check (mode in ('ids', 'pages')),
  -- ended: the job was cancelled, failed or hidden before the search was frozen
  stage text not null default 'freezing' check (stage in ('freezing', 'appending', 'ready', 'failed', 'ended')),
  -- reading on through the pages: a pass ends at the last page, and the last pass finds nothing new
  pass int not null default 1,
  pass_added int not null default 0,
  pass_seen int not null default 0,
  -- what the vendor counted at the pass's first page; null once it counted otherwise at a later one
  pass_total int,
  next_start int not null default 0,
  -- what the vendor said last: records in all, what they cost, records that are still free
  expected_records int,
  expected_cost text,
  free_remaining bigint,
  frozen_records int,
  appended_records int not null default 0,
  -- what was bought: records billed, and what their answers said they cost
  bought_records int not null default 0,
  spent numeric not null default 0,
  held_until timestamptz not null default '-infinity',
  -- grows with each lease; who has an older one changes nothing
  token int not null default 0,
  due_at timestamptz not null default '-infinity',
  waiting_reason text,
  -- failures in a row
  failures int not null default 0,
  error_code text,
  error_message text,
  created_at timestamptz not null,
  frozen_at timestamptz
) with (fillfactor = 50);
create index lead_imports_unready on lead_imports (due_at) where stage in ('freezing', 'appending');
create index lead_imports_organization on lead_imports (org_id, job_no desc);

-- RadarIDs of a search while it is frozen; gone once they are items.
create table lead_import_ids (
  job_no bigint not null references lead_imports,
  place bigint generated always as identity,
  radar_id text collate "C" not null,
  -- the last pass that saw it
  pass int not null,
  primary key (job_no, radar_id)
);
create index lead_import_ids_place on lead_import_ids (job_no, place);

-- Pages that are bought as they are sorted: where each began, so that one that is tried again asks for the same.
create table lead_import_pages (
  job_no bigint not null references lead_imports,
  seq int not null,
  start int not null,
  -- what it brought; null until it is bought
  records int,
  primary key (job_no, seq)
);

-- Who is buying a record at this moment: no two jobs of an organization buy the same one. Whether that job still is at
-- it, its lease and its result say; a row without either is free to take.
create table lead_purchases (
  org_id uuid not null references organizations,
  radar_id text collate "C" not null,
  job_no bigint not null,
  seq int not null,
  taken_at timestamptz not null,
  primary key (org_id, radar_id)
) with (fillfactor = 70);
create index lead_purchases_job on lead_purchases (job_no);

call protect('lead_imports', 'org_id = (select lotline.current_org())');
call protect('lead_import_ids', 'exists (select from lotline.lead_imports i
  where i.job_no = lead_import_ids.job_no and i.org_id = (select lotline.current_org()))');
call protect('lead_import_pages', 'exists (select from lotline.lead_imports i
  where i.job_no = lead_import_pages.job_no and i.org_id = (select lotline.current_org()))');
call protect('lead_purchases', 'org_id = (select lotline.current_org())');
grant select on lead_imports, lead_import_ids, lead_import_pages, lead_purchases to lotline_api, lotline_worker;
