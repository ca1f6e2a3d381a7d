-- Batches of points that Regrid works for large jobs. The service's id of a batch is kept from the moment it is known,
-- and downloading, which is what costs money, is written down before it begins: so nothing is bought twice.
create table parcel_batches (
  id bigint generated always as identity primary key,
  org_id uuid not null references organizations,
  job_id uuid not null,
  -- of the job: items 1 to 100,000 are block 0, and so on
  block int not null check (block >= 0),
  -- none: too few of its properties have coordinates. unknown: a download broke off, and may have been billed.
  state text not null check (state in ('none', 'sending', 'working', 'ready', 'downloading', 'downloaded', 'failed', 'unknown')),
  job_uuid text,
  points int not null check (points >= 0),
  records int not null default 0 check (records >= 0),
  -- who moves it on just now
  holder uuid,
  held_until timestamptz,
  look_at timestamptz,
  message text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  unique (job_id, block),
  check (state not in ('working', 'ready', 'downloading', 'downloaded', 'unknown') or job_uuid is not null)
);

-- The points of a batch, and what it said of each.
create table parcel_batch_points (
  batch_id bigint not null references parcel_batches on delete cascade,
  property_id uuid not null,
  lat double precision not null check (lat between -90 and 90),
  lon double precision not null check (lon between -180 and 180),
  -- the features found there; null: none came
  records jsonb,
  -- somebody was told that nobody knows what became of it; from then on the batch is not asked about it
  told_unknown boolean not null default false,
  primary key (batch_id, property_id)
);
call protect('parcel_batches', 'org_id = (select lotline.current_org())');
call protect('parcel_batch_points', 'exists (select from lotline.parcel_batches b
  where b.id = parcel_batch_points.batch_id and b.org_id = (select lotline.current_org()))');
grant select on parcel_batches, parcel_batch_points to lotline_api, lotline_worker;
