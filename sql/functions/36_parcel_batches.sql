-- Batches of points for large jobs. A batch goes sending → working → ready → downloading → downloaded; whoever holds it
-- moves it on, and who finds its holder gone takes over. Only `downloading` is not taken over: that was billed.

-- What is to be done about the batch that some item of a job belongs to, by whoever asks; made here when the job is large
-- enough and it is not there yet.
--   p_seq       of the item
--   p_holder    names the asker
--   action      none: there is no batch, ask one by one. wait: somebody is at it, or it is being worked; ask again in
--               wait_ms. send, look, download: do that, the batch is held for p_hold_ms. use: its answers are there.
--               unknown: its download broke off.
--   age_ms      of the job
-- Called by: src/property/parcel-batches/. Locks: the batch's row.
create or replace function next_parcel_step(p_org uuid, p_job uuid, p_seq int, p_holder uuid, p_hold_ms double precision,
  p_least_items int, p_block_items int)
returns table (action text, batch_id bigint, job_uuid text, points int, wait_ms double precision, age_ms double precision)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_now timestamptz := lotline.clock();
  v_job lotline.jobs;
  v_batch lotline.parcel_batches;
  v_block int := (p_seq - 1) / p_block_items;
  v_action text;
begin
  select * into v_job from lotline.jobs j where j.id = p_job and j.org_id = lotline.require_org(p_org);
  if v_job.total_items is null or v_job.total_items <= p_least_items then
    return query select 'none', null::bigint, null::text, 0, 0::double precision,
      extract(epoch from v_now - v_job.created_at)::double precision * 1000;
    return;
  end if;
  select * into v_batch from lotline.parcel_batches b where b.job_id = p_job and b.block = v_block for update;
  if not found then
    v_batch := lotline.make_parcel_batch(v_job, v_block, p_least_items, p_block_items);
  end if;
  v_action := case
    when v_batch.state in ('none', 'failed') then 'none'
    when v_batch.state = 'downloaded' then 'use'
    when v_batch.state = 'unknown' then 'unknown'
    when v_batch.held_until > v_now then 'wait'
    when v_batch.state = 'downloading' then 'unknown'
    when v_batch.look_at > v_now then 'wait'
    when v_batch.state = 'sending' then 'send'
    when v_batch.state = 'ready' then 'download'
    else 'look' end;
  if v_action in ('send', 'look', 'download') then
    update lotline.parcel_batches b set holder = p_holder, held_until = v_now + make_interval(secs => p_hold_ms / 1000),
      state = case v_action when 'download' then 'downloading' else b.state end, changed_at = v_now
    where b.id = v_batch.id;
  elsif v_action = 'unknown' and v_batch.state = 'downloading' then
    update lotline.parcel_batches b set state = 'unknown', holder = null, held_until = null, changed_at = v_now,
      message = 'Whoever downloaded it was gone before the end' where b.id = v_batch.id;
  end if;
  return query select v_action, v_batch.id, v_batch.job_uuid, v_batch.points,
    -- a holder is done in seconds, most times; the hold is for when it dies
    case when v_batch.held_until > v_now then 5000
      else greatest(1000, extract(epoch from v_batch.look_at - v_now)::double precision * 1000) end,
    extract(epoch from v_now - v_job.created_at)::double precision * 1000;
end $$;

-- The batch of one block of a job, with the points of those of its properties that have coordinates in land data. None of
-- points where they are too few to be worth the wait. Somebody else may have made it this moment: then that.
-- Called by: next_parcel_step. Locks: the batch's row.
create or replace function make_parcel_batch(p_job jobs, p_block int, p_least_items int, p_block_items int) returns parcel_batches
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_batch lotline.parcel_batches;
  v_points int;
begin
  insert into lotline.parcel_batches (org_id, job_id, block, state, points, created_at, changed_at)
  values (p_job.org_id, p_job.id, p_block, 'none', 0, v_now, v_now)
  on conflict (job_id, block) do nothing returning * into v_batch;
  if v_batch.id is null then
    select * into v_batch from lotline.parcel_batches b where b.job_id = p_job.id and b.block = p_block for update;
    return v_batch;
  end if;
  insert into lotline.parcel_batch_points (batch_id, property_id, lat, lon)
  select distinct on (i.subject) v_batch.id, i.subject, r.lat, r.lon
  from lotline.items i
  join lotline.regrid_data r on r.property_id = i.subject and r.org_id = p_job.org_id
  where i.job_no = p_job.number and i.seq > p_block * p_block_items and i.seq <= (p_block + 1) * p_block_items
    and r.lat is not null and r.lon is not null
    and not exists (select from lotline.results x where x.job_no = i.job_no and x.seq = i.seq)
  order by i.subject;
  get diagnostics v_points = row_count;
  update lotline.parcel_batches b set points = v_points, state = case when v_points > p_least_items then 'sending' else 'none' end
  where b.id = v_batch.id returning * into v_batch;
  if v_batch.state = 'none' then
    delete from lotline.parcel_batch_points p where p.batch_id = v_batch.id;
  end if;
  return v_batch;
end $$;

-- The points of a batch, to be sent.
-- Called by: src/property/parcel-batches/. Locks: nothing.
create or replace function parcel_points(p_org uuid, p_batch bigint)
returns table (property_id uuid, lat double precision, lon double precision)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
begin
  return query select p.property_id, p.lat, p.lon from lotline.parcel_batch_points p
    join lotline.parcel_batches b on b.id = p.batch_id
    where b.id = p_batch and b.org_id = v_org order by p.property_id;
end $$;

-- Says how far a batch is, by its holder, who lets it go; false when another holds it by now.
--   p_look_ms  when to look again
-- Called by: src/property/parcel-batches/. Locks: the batch's row.
create or replace function move_parcel_batch(p_org uuid, p_batch bigint, p_holder uuid, p_state text, p_job_uuid text,
  p_look_ms double precision, p_message text) returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  update lotline.parcel_batches b set state = p_state, job_uuid = coalesce(p_job_uuid, b.job_uuid), holder = null, held_until = null,
    look_at = lotline.clock() + make_interval(secs => p_look_ms / 1000), message = left(p_message, 2000), changed_at = lotline.clock()
  where b.id = p_batch and b.org_id = lotline.require_org(p_org) and b.holder = p_holder;
  return found;
end $$;

-- Keeps records as they arrive, and the batch for as long as before. Features of one point come one by one.
--   p_records  [{property_id, feature}]
-- Called by: src/property/parcel-batches/. Locks: the batch's row, its points.
create or replace function keep_parcel_records(p_org uuid, p_batch bigint, p_holder uuid, p_hold_ms double precision, p_records json)
returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
begin
  update lotline.parcel_batches b set held_until = v_now + make_interval(secs => p_hold_ms / 1000),
    records = b.records + json_array_length(p_records), changed_at = v_now
  where b.id = p_batch and b.org_id = lotline.require_org(p_org) and b.holder = p_holder;
  if not found then
    return false;
  end if;
  update lotline.parcel_batch_points p set records = coalesce(p.records, '[]') || n.features
  from (
    select r.property_id, jsonb_agg(r.feature) as features from json_to_recordset(p_records) r (property_id uuid, feature jsonb)
    group by r.property_id) n
  where p.batch_id = p_batch and p.property_id = n.property_id;
  return true;
end $$;

-- What a batch said of some properties; those that are none of its points, or of which somebody was told that nobody
-- knows, are left out.
-- Called by: src/property/parcel-batches/. Locks: nothing.
create or replace function parcel_records(p_org uuid, p_batch bigint, p_properties uuid[])
returns table (property_id uuid, records jsonb, changed_at timestamptz)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
begin
  return query select p.property_id, p.records, b.changed_at from lotline.parcel_batch_points p
    join lotline.parcel_batches b on b.id = p.batch_id
    where b.id = p_batch and b.org_id = v_org and p.property_id = any (p_properties) and not p.told_unknown;
end $$;

-- Notes that people are told of these properties that what became of their purchase is not known: should a person say
-- "retry", they are asked one by one.
-- Called by: src/property/parcel-batches/. Locks: the points.
create or replace function tell_parcels_unknown(p_org uuid, p_batch bigint, p_properties uuid[]) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_org uuid := lotline.require_org(p_org);
begin
  update lotline.parcel_batch_points p set told_unknown = true
  from lotline.parcel_batches b
  where b.id = p_batch and b.org_id = v_org and p.batch_id = b.id and p.property_id = any (p_properties);
end $$;
grant execute on function next_parcel_step(uuid, uuid, int, uuid, double precision, int, int), parcel_points(uuid, bigint),
  move_parcel_batch(uuid, bigint, uuid, text, text, double precision, text),
  keep_parcel_records(uuid, bigint, uuid, double precision, json), parcel_records(uuid, bigint, uuid[]),
  tell_parcels_unknown(uuid, bigint, uuid[])
  to lotline_worker;
