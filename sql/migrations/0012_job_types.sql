-- The types of county jobs with their figures: a copy of src/property/county-jobs/job-types.ts, written whenever the
-- database is brought up to date, so that SQL goes by the same ones.
create table job_types (
  job_type text primary key,
  -- the order in which summaries show them
  position int not null,
  label text not null,
  description text not null,
  subject text not null check (subject in ('property', 'document', 'county')),
  batch_size int not null check (batch_size between 1 and 1000),
  per_session int not null check (per_session >= 1),
  max_attempts int not null check (max_attempts between 1 and 100),
  lease_seconds int not null check (lease_seconds between 1 and 86400),
  default_driver text not null check (default_driver in ('worker', 'agent')),
  -- null: a finding holds
  fresh_days int check (fresh_days >= 1),
  mark_days int not null check (mark_days >= 1)
);
grant select on job_types to lotline_api, lotline_worker;

-- Creations of one organization and kind stand in line here, so that two of overlapping scopes never take a subject
-- twice.
create table selection_locks (
  org_id uuid not null references organizations,
  kind text not null,
  taken_at timestamptz not null,
  primary key (org_id, kind)
);
call protect('selection_locks', 'org_id = (select lotline.current_org())');

-- What unfinished jobs hold is read without their items' inputs: from this index, and in the order of the items, so that
-- rows not yet known to be visible to all cost little.
create index items_held on items (job_no) include (subject) where subject is not null;
drop function if exists held_subjects(uuid, text);

-- What waits for its next kind of work. A property is in one of them, or in none: what is done costs a count nothing.
create index properties_unscraped on properties (org_id, county_id, id)
  where auction_status = 'active' and not has_regrid_data;
create index properties_unvalidated on properties (org_id, county_id, id)
  where auction_status = 'active' and has_regrid_data and visual_validation_status is null;
create index properties_approved on properties (org_id, county_id, id)
  where auction_status = 'active' and visual_validation_status = 'APPROVED';
create index documents_unparsed on documents (org_id, county_id, id)
  where document_type = 'property_list' and parsing_status in ('pending', 'failed');

-- Which findings still hold, without reading the findings; and of those that only may be out of date, which.
create index title_research_fresh on title_research (org_id, property_id, fresh_until);
create index property_condition_fresh on property_condition (org_id, property_id, fresh_until);
create index environmental_research_fresh on environmental_research (org_id, property_id, fresh_until);
create index bid_strategy_fresh on bid_strategy (org_id, property_id, fresh_until);
create index regrid_data_stale on regrid_data (org_id, fresh_until) where fresh_until is not null;
create index property_visual_validation_stale on property_visual_validation (org_id, fresh_until)
  where fresh_until is not null;
create index document_parsing_stale on document_parsing (org_id, fresh_until) where fresh_until is not null;
create index upcoming_sales_next on upcoming_sales (org_id, county_id, sale_date) where status = 'scheduled';
