-- Lead imports: a search is frozen into items before any record is bought. Whoever freezes holds a lease by token; the
-- job stays open for items until the search is read through.

-- Makes a job of lead_import out of a search, and has it frozen.
--   p_settings    as create_job takes them; its batch_size is how many records are bought in one request
--   p_most        at most so many records; null: all
-- Called by: src/property/lead-imports/create-import.ts. Locks: what create_job locks.
create or replace function create_lead_import(p_org uuid, p_name text, p_actor text, p_criteria jsonb,
  p_params jsonb default '{}', p_settings jsonb default '{}', p_most int default null)
returns table (id uuid, number bigint)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_settings jsonb := '{"batch_size": 400, "lease_seconds": 300, "max_leases": 4}' || jsonb_strip_nulls(coalesce(p_settings, '{}'));
  v_size int := (v_settings ->> 'batch_size')::int;
begin
  if p_criteria is null or jsonb_typeof(p_criteria) <> 'array' or jsonb_array_length(p_criteria) = 0 then
    perform lotline.refuse_argument('criteria', left(p_criteria::text, 100), 'give a list of criteria');
  elsif v_size is null or v_size not between 1 and 500 then
    perform lotline.refuse_argument('batch_size', v_size::text, 'give 1 to 500: more are not sold in one request');
  elsif p_most < 1 then
    perform lotline.refuse_argument('total_items', p_most::text, 'give how many records at most, or leave it out');
  end if;
  select c.id, c.number into id, number
  from lotline.create_job(p_org, 'lead_import', p_name, p_actor, p_params,
    -- a purchase without an answer fails its whole batch; two of them in a row say that something is wrong
    jsonb_build_object('failure_limit', 2 * v_size) || v_settings) c;
  insert into lotline.lead_imports (job_no, org_id, criteria, most_records, page_size, created_at)
  values (number, p_org, p_criteria, p_most, v_size, lotline.clock());
  perform lotline.record_event(number, 'freezing', p_actor, null,
    json_build_object('criteria', jsonb_array_length(p_criteria)));
  perform pg_notify('lotline_work', 'lead_import');
  return next;
end $$;

-- Takes the right to freeze one import that waits for it. Its job leaves pending. Imports whose job has ended meanwhile
-- are not looked at again. No row: nothing waits.
-- Called by: workers (src/property/lead-imports/freezer.ts). Locks: the import's row, SKIP LOCKED; cursor, job.
create or replace function claim_lead_freeze(p_seconds int)
returns table (job_id uuid, job_no bigint, org_id uuid, criteria jsonb, mode text, stage text, most_records int,
  page_size int, pass int, next_start int, failures int, token int)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_now timestamptz := lotline.clock();
  v_import lotline.lead_imports;
  v_job lotline.jobs;
begin
  update lotline.lead_imports i set stage = 'ended' from lotline.jobs j
  where i.stage in ('freezing', 'appending') and j.number = i.job_no
    and (j.status in ('completed', 'failed', 'cancelled') or j.hidden_at is not null);
  select i.* into v_import from lotline.lead_imports i join lotline.jobs j on j.number = i.job_no
  where i.stage in ('freezing', 'appending') and i.due_at <= v_now and i.held_until < v_now
    and j.status in ('pending', 'in_progress')
  order by i.due_at, i.job_no limit 1 for update of i skip locked;
  if not found then
    return;
  end if;
  select j.* into v_job from lotline.jobs j where j.number = v_import.job_no;
  perform lotline.start_job(v_job.org_id, v_job.id);
  update lotline.lead_imports i set token = i.token + 1, held_until = v_now + make_interval(secs => p_seconds),
    waiting_reason = null
  where i.job_no = v_import.job_no returning i.* into v_import;
  return query select v_job.id, v_import.job_no, v_import.org_id, v_import.criteria, v_import.mode, v_import.stage,
    v_import.most_records, v_import.page_size, v_import.pass, v_import.next_start, v_import.failures, v_import.token;
end $$;

-- The import, locked, if p_token still holds it and its job may go on; else a null row.
-- Called by: the functions below. Locks: the import's row.
create or replace function lock_lead_freeze(p_job bigint, p_token int) returns lead_imports
language plpgsql as $$
declare
  v_import lotline.lead_imports;
begin
  perform lotline.make_durable();
  select i.* into v_import from lotline.lead_imports i join lotline.jobs j on j.number = i.job_no
  where i.job_no = p_job and i.token = p_token and i.stage in ('freezing', 'appending')
    and i.held_until > lotline.clock() and j.status in ('pending', 'in_progress') and j.hidden_at is null
  for update of i;
  return v_import;
end $$;

-- Keeps one page of RadarIDs, and says how to go on. A result set that shifts between pages shows itself: the search is
-- read through again until a pass finds nothing new, as many as the vendor counts, and the same count at each page; at most
-- six times, and then it is said. Whatever any pass saw is kept, so nothing is lost, and once, so nothing is doubled. One
-- page alone cannot shift.
--   p_total       what the vendor counts in all; p_named: RadarIDs that the search itself names, all at once
-- Answers freezing (another page), appending (all are known), or null: the lease is lost.
-- Called by: the freezer. Locks: the import's row.
create or replace function store_lead_page(p_job bigint, p_token int, p_ids text[], p_total int, p_cost text, p_free bigint,
  p_seconds int)
returns table (stage text, pass int, next_start int)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_import lotline.lead_imports := lotline.lock_lead_freeze(p_job, p_token);
  v_wanted int := least(p_total, coalesce(v_import.most_records, p_total));
  v_added int;
  v_seen int;
  v_over boolean;
  v_still boolean;
begin
  if v_import.job_no is null then
    return;
  end if;
  with kept as (
    insert into lotline.lead_import_ids as k (job_no, radar_id, pass)
    select p_job, u.id, v_import.pass
    from (select x.id, min(x.n) as n from unnest(p_ids) with ordinality x (id, n) group by x.id) u order by u.n
    on conflict (job_no, radar_id) do update set pass = excluded.pass where k.pass < excluded.pass
    returning xmax = 0 as is_new)
  select count(*) filter (where k.is_new), count(*) into v_added, v_seen from kept k;
  v_import.pass_added := v_import.pass_added + v_added;
  v_import.pass_seen := v_import.pass_seen + v_seen;
  v_import.pass_total := case when v_import.next_start = 0 or v_import.pass_total = p_total then p_total end;
  v_import.next_start := v_import.next_start + cardinality(p_ids);
  v_over := cardinality(p_ids) = 0 or v_import.next_start >= v_wanted;
  v_still := v_over and (v_import.pass_seen >= v_wanted and v_import.pass_total is not null
    and (v_import.pass_added = 0 or v_import.pass = 1 and v_import.next_start = cardinality(p_ids)));
  if v_over and not v_still and v_import.pass >= 6 then
    perform lotline.record_event(p_job, 'freeze_shifting', null, 'the results kept changing while they were read',
      json_build_object('passes', v_import.pass, 'expected', p_total));
    v_still := true;
  end if;
  if v_over then
    v_import.next_start := 0;
    v_import.pass_added := 0;
    v_import.pass_seen := 0;
    if v_still then
      v_import.stage := 'appending';
    else
      v_import.pass := v_import.pass + 1;
    end if;
  end if;
  update lotline.lead_imports i set mode = 'ids', stage = v_import.stage, pass = v_import.pass,
    pass_added = v_import.pass_added, pass_seen = v_import.pass_seen, pass_total = v_import.pass_total, next_start = v_import.next_start,
    expected_records = p_total, expected_cost = coalesce(p_cost, i.expected_cost),
    free_remaining = coalesce(p_free, i.free_remaining), failures = 0,
    frozen_records = case when v_still then (select least(count(*), coalesce(i.most_records, count(*)))
      from lotline.lead_import_ids k where k.job_no = p_job) end,
    held_until = lotline.clock() + make_interval(secs => p_seconds)
  where i.job_no = p_job;
  return query select v_import.stage, v_import.pass, v_import.next_start;
end $$;

-- The account's previews count, and name nobody: the items are pages, bought one after the other as they are sorted. The
-- last item is for what has moved behind the last page by then; mostly it finds nothing.
-- Called by: the freezer. Locks: the import's row, append head, cursor, job.
create or replace function plan_lead_pages(p_job bigint, p_token int, p_total int, p_cost text, p_free bigint) returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_import lotline.lead_imports := lotline.lock_lead_freeze(p_job, p_token);
  v_job lotline.jobs;
  v_wanted int := least(p_total, coalesce(v_import.most_records, p_total));
  v_pages int := ceil(v_wanted::numeric / v_import.page_size)::int + 1;
begin
  -- previews that named records do not stop doing so: a page without names is a broken answer then
  if v_import.job_no is null or v_import.mode = 'ids' then
    return false;
  end if;
  select * into v_job from lotline.jobs j where j.number = p_job;
  -- a lease is a page, and the next one begins where the one before it ended
  update lotline.jobs j set batch_size = 1, max_leases = 1, failure_limit = 2 where j.number = p_job;
  update lotline.lead_imports i set mode = 'pages', stage = 'ready', expected_records = p_total, expected_cost = p_cost,
    free_remaining = p_free, frozen_records = v_wanted, next_start = 0, failures = 0, frozen_at = lotline.clock(),
    held_until = '-infinity'
  where i.job_no = p_job;
  if v_wanted > 0 then
    perform lotline.append_items(v_import.org_id, v_job.id, null,
      (select string_agg(json_build_object('page', n)::text, E'\n' order by n) from generate_series(1, v_pages) n),
      array(select 'page-' || n from generate_series(1, v_pages) n));
  end if;
  perform lotline.record_event(p_job, 'frozen', null, null, json_build_object('records', v_wanted, 'by', 'pages'));
  perform lotline.seal_job(v_import.org_id, v_job.id);
  return true;
end $$;

-- Makes items of the next 5,000 RadarIDs, in the order in which they were found; after the last the job is sealed and its
-- import ready. Answers how many are left, or null when the lease is lost. A part that was appended before is not again.
-- Called by: the freezer. Locks: the import's row, append head, cursor, job.
create or replace function append_lead_ids(p_job bigint, p_token int, p_seconds int) returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_import lotline.lead_imports := lotline.lock_lead_freeze(p_job, p_token);
  v_part constant int := 5000;
  v_job lotline.jobs;
  v_ids text[];
  v_left int;
begin
  if v_import.job_no is null then
    return null;
  end if;
  select * into v_job from lotline.jobs j where j.number = p_job;
  v_ids := array(select k.radar_id from lotline.lead_import_ids k where k.job_no = p_job order by k.place
    limit least(v_part, v_import.frozen_records - v_import.appended_records) offset v_import.appended_records);
  if cardinality(v_ids) > 0 then
    perform lotline.append_items(v_import.org_id, v_job.id, v_import.appended_records / v_part,
      (select string_agg(json_build_object('radar_id', u.id)::text, E'\n' order by u.n) from unnest(v_ids) with ordinality u (id, n)), v_ids);
  end if;
  v_left := v_import.frozen_records - v_import.appended_records - cardinality(v_ids);
  update lotline.lead_imports i set appended_records = i.appended_records + cardinality(v_ids),
    stage = case when v_left = 0 then 'ready' else i.stage end, frozen_at = case when v_left = 0 then lotline.clock() end,
    held_until = case when v_left = 0 then '-infinity' else lotline.clock() + make_interval(secs => p_seconds) end
  where i.job_no = p_job;
  if v_left = 0 then
    delete from lotline.lead_import_ids k where k.job_no = p_job;
    perform lotline.record_event(p_job, 'frozen', null, null,
      json_build_object('records', v_import.frozen_records, 'by', 'radar_id', 'passes', v_import.pass));
    perform lotline.seal_job(v_import.org_id, v_job.id);
  end if;
  return v_left;
end $$;

-- Why a search is not read on just now; null: it is, or its reading is over. A worker that reads one asks for its lease again
-- with each page, for two minutes: half a minute without a page may be a slow answer, or a worker that is gone.
-- Called by: surfaces. Locks: nothing.
create or replace function lead_waiting_reason(p_import lead_imports) returns text
language sql stable set search_path = lotline, pg_temp as $$
  select case
    when p_import.stage not in ('freezing', 'appending') then null
    when p_import.waiting_reason is not null then p_import.waiting_reason
    when p_import.held_until > lotline.clock() + interval '90 seconds' then null
    when p_import.held_until > lotline.clock() then format('no page has come for half a minute; if the worker that reads it is gone, another goes on at %s UTC',
      to_char(p_import.held_until at time zone 'UTC', 'HH24:MI:SS'))
    when greatest(p_import.created_at, p_import.due_at, p_import.held_until) < lotline.clock() - interval '30 seconds' then 'no worker has taken it up yet'
  end
$$;

-- Puts a freeze off: the vendor asks for time, or the call failed and is worth repeating.
-- Called by: the freezer. Locks: the import's row.
create or replace function defer_lead_freeze(p_job bigint, p_token int, p_after_ms bigint, p_reason text, p_failed boolean)
returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_import lotline.lead_imports := lotline.lock_lead_freeze(p_job, p_token);
begin
  update lotline.lead_imports i set due_at = lotline.clock() + make_interval(secs => p_after_ms / 1000.0),
    held_until = '-infinity', waiting_reason = left(p_reason, 500), failures = i.failures + p_failed::int
  where i.job_no = v_import.job_no;
end $$;

-- The search cannot be frozen: the vendor refuses it. The job fails as a whole, with the reason; nothing was bought.
-- Called by: the freezer. Locks: the import's row, append head, cursor, job.
create or replace function fail_lead_freeze(p_job bigint, p_token int, p_code text, p_message text) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_import lotline.lead_imports := lotline.lock_lead_freeze(p_job, p_token);
begin
  if v_import.job_no is null then
    return;
  end if;
  update lotline.lead_imports i set stage = 'failed', error_code = p_code, error_message = left(p_message, 2000),
    held_until = '-infinity'
  where i.job_no = p_job;
  perform lotline.fail_job(v_import.org_id, (select j.id from lotline.jobs j where j.number = p_job), null, p_message);
end $$;

-- Freezes a search anew whose job failed as a whole before anything was bought: a new generation of the same job. False
-- when that is not what became of it.
-- Called by: surfaces. Locks: cursor, the import's row, job.
create or replace function retry_lead_import(p_org uuid, p_job uuid, p_actor text default null, p_reason text default null)
returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs := lotline.find_job(p_org, p_job);
begin
  -- the import before the cursor, as whoever freezes takes them
  perform from lotline.lead_imports i where i.job_no = v_job.number and i.stage = 'failed' for update;
  if not found then
    return false;
  end if;
  v_job := lotline.lock_job(p_org, p_job);
  if v_job.status <> 'failed' then
    return false;
  end if;
  delete from lotline.lead_import_ids k where k.job_no = v_job.number;
  update lotline.lead_imports i set stage = 'freezing', mode = null, pass = 1, pass_added = 0, pass_seen = 0, next_start = 0,
    failures = 0, error_code = null, error_message = null, due_at = '-infinity', waiting_reason = null
  where i.job_no = v_job.number;
  update lotline.jobs j set generation = j.generation + 1, status = 'in_progress', sealed = false, completed_at = null,
    last_error = null, updated_at = lotline.clock()
  where j.number = v_job.number;
  update lotline.cursors c set next_seq = c.end_seq + 1 where c.job_no = v_job.number;
  perform lotline.record_event(v_job.number, 'freezing', p_actor, p_reason);
  perform lotline.open_cursor(v_job.number);
  perform pg_notify('lotline_work', 'lead_import');
  return true;
end $$;

grant execute on function create_lead_import(uuid, text, text, jsonb, jsonb, jsonb, int),
  retry_lead_import(uuid, uuid, text, text), lead_waiting_reason(lead_imports)
  to lotline_api, lotline_worker;
grant execute on function claim_lead_freeze(int), store_lead_page(bigint, int, text[], int, text, bigint, int),
  plan_lead_pages(bigint, int, int, text, bigint), append_lead_ids(bigint, int, int),
  defer_lead_freeze(bigint, int, bigint, text, boolean), fail_lead_freeze(bigint, int, text, text)
  to lotline_worker;
