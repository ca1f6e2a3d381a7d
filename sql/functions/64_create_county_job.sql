-- Makes a job of the subjects that wait for work of a type.

-- The counties that a job is for: those named, without repetition, or those of a state; null for all. LL061 for an id
-- that is no county's.
-- Called by: create_county_job. Locks: nothing.
create or replace function read_scope(p_counties uuid[], p_state_code text) returns uuid[]
language plpgsql stable as $$
declare
  v_counties uuid[];
  v_unknown uuid;
begin
  if p_counties is not null and p_state_code is not null then
    perform lotline.refuse_argument('state_code', p_state_code, 'leave it out when counties are named');
  elsif p_state_code is not null then
    v_counties := array(select c.id from lotline.county_list c where c.state_code = upper(btrim(p_state_code)));
    if v_counties = '{}' then
      perform lotline.refuse_argument('state_code', p_state_code, 'give the two letters of a state, such as PA');
    end if;
    return v_counties;
  elsif p_counties is null then
    return null;
  elsif cardinality(p_counties) not between 1 and 5000 then
    perform lotline.refuse_argument('county_ids', cardinality(p_counties)::text || ' counties',
      'give 1 to 5000, or none at all for all counties');
  end if;
  v_counties := array(select distinct g.id from unnest(p_counties) g (id) order by 1);
  select g.id into v_unknown from unnest(v_counties) g (id)
  where not exists (select from lotline.county_list c where c.id = g.id) limit 1;
  if found then
    -- raises
    perform lotline.county_id(coalesce(v_unknown::text, ''));
  end if;
  return v_counties;
end $$;

-- Holds off other creations of the organization and kind until this transaction ends: what it selects from then on is
-- its own. The row is written, not only locked, so that a transaction with an older snapshot is refused, not misled.
-- Waits at most 10 s, or as long as the caller's own lock_timeout says, and then raises LL071.
-- Called by: create_county_job. Locks: the selection_locks row.
create or replace function lock_selection(p_org uuid, p_kind text) returns void
language plpgsql as $$
begin
  if current_setting('lock_timeout') = '0' then
    perform set_config('lock_timeout', '10s', true);
  end if;
  insert into lotline.selection_locks (org_id, kind, taken_at) values (p_org, p_kind, lotline.clock())
  on conflict (org_id, kind) do update set taken_at = excluded.taken_at;
exception when lock_not_available then
  raise exception using errcode = 'LL071', message = format('Somebody is making another %s job this moment; ask again', p_kind),
    hint = 'ask again in a moment';
end $$;

-- Appends the selection of a job's kind in the order of a strategy, at most p_limit items (null: all), and says how many
-- that were. Only for a job that nobody has seen yet.
--   sequential    county by county (by state and name), in each by parcel number, else address
--   round_robin   one batch of each county in turn
--   auction_date  what is sold soonest first: by the property's own date, else by its county's next sale
-- Called by: create_county_job. Locks: the new job's rows.
create or replace function append_subjects(p_job jobs, p_subject_type text, p_counties uuid[], p_strategy text,
  p_limit int default null) returns int
language plpgsql set search_path = lotline, pg_temp
set plan_cache_mode = force_custom_plan set enable_nestloop = off set work_mem = '64MB' set jit = off as $$
declare
  v_org uuid := p_job.org_id;
  v_held bigint[] := array_remove(lotline.holding_jobs(p_job.org_id, p_job.kind), p_job.number);
  v_at timestamptz := lotline.clock();
  v_today date := (lotline.clock() at time zone 'UTC')::date;
  v_added int;
begin
  insert into lotline.items (job_no, seq, subject, reference, input)
  select p_job.number, o.seq, o.subject, o.parcel_id,
    case p_subject_type
      when 'property' then (select row_to_json(i) from (select o.subject as item_id, o.parcel_id, o.property_address, o.city,
        o.postal_code, o.county_id, o.county_name, o.state_code, o.owner_name, o.sale_type, o.sale_date) i)
      when 'document' then (select row_to_json(i) from (select o.subject as item_id, o.parcel_id, o.property_address, o.city,
        o.postal_code, o.county_id, o.county_name, o.state_code, o.title, o.url, o.file_name, o.file_format, o.publication_date) i)
      else (select row_to_json(i) from (select o.subject as item_id, o.parcel_id, o.property_address, o.city, o.postal_code,
        o.county_id, o.county_name, o.state_code, o.title as full_name, o.state_name, o.fips_code) i)
    end
  from (
    select i.*, row_number() over (order by
        case when p_strategy = 'auction_date' then coalesce(i.own_sale_date, i.county_sale_date) end nulls last,
        case when p_strategy = 'round_robin' then (i.place_in_county - 1) / p_job.batch_size end,
        i.county_place, i.place_in_county) as seq
    from (
      select f.*, c.county_name, c.state_code, c.state_name, c.fips_code, c.place as county_place,
        case when f.sale_date >= v_today then f.sale_date end as own_sale_date, c.sale_date as county_sale_date,
        row_number() over (partition by c.place order by f.sort_key, f.subject) as place_in_county
      from lotline.selectable(v_org, p_job.kind, v_at, v_held, p_counties) s
      join lotline.subject_facts f on f.subject_type = p_subject_type and f.subject = s.subject
      join (
        select l.*, u.sale_date, row_number() over (order by l.state_code, l.county_name collate "C") as place
        from lotline.county_list l
        left join (
          select x.county_id, min(x.sale_date) as sale_date from lotline.upcoming_sales x
          where x.org_id = v_org and x.status = 'scheduled' and x.sale_date >= v_today group by x.county_id) u
          on u.county_id = l.id
      ) c on c.id = f.county_id
    ) i
  ) o
  where o.seq <= coalesce(p_limit, 2147483647);
  get diagnostics v_added = row_count;
  update lotline.append_heads h set next_seq = v_added + 1 where h.job_no = p_job.number;
  update lotline.cursors c set end_seq = v_added where c.job_no = p_job.number;
  update lotline.jobs j set total_items = v_added, updated_at = lotline.clock() where j.number = p_job.number;
  perform lotline.count_items(v_org, v_added);
  return v_added;
end $$;

-- Makes a job in `pending`, sealed, of everything that waits for work of the type: in one county, some, a state's, or all
-- (no counties and no state). What another unfinished job of the kind has is left out; a second unfinished job for the
-- same is refused with LL005, naming the first.
--   p_batch_size  null: the type's
--   p_total_items null or 0: all; fewer: the first of them; more than there are: LL068
--   p_settings    as create_job takes them
--   p_params      what the type's handler reads of a job: {"reuse": false} asks services anew
-- Called by: services, the Guide's create_batch_job. Locks: the selection_locks row, until the transaction ends.
create or replace function create_county_job(p_org uuid, p_actor text, p_job_type text, p_counties uuid[] default null,
  p_batch_size int default null, p_total_items int default null, p_strategy text default 'sequential',
  p_state_code text default null, p_settings jsonb default '{}', p_params jsonb default '{}') returns uuid
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_org uuid := lotline.require_org(p_org);
  v_type lotline.job_types := lotline.find_job_type(p_job_type);
  v_counties uuid[] := lotline.read_scope(p_counties, p_state_code);
  v_state text := upper(btrim(p_state_code));
  v_strategy text := coalesce(p_strategy, 'sequential');
  v_one lotline.county_list;
  v_job lotline.jobs;
  v_number bigint;
  v_added int;
  v_driver text := lotline.default_driver(v_type.job_type);
begin
  if p_batch_size not between 1 and 1000 then
    perform lotline.refuse_argument('batch_size', p_batch_size::text, 'give 1 to 1000');
  end if;
  if p_total_items < 0 then
    perform lotline.refuse_argument('total_items', p_total_items::text, 'give the number of items, or leave it out for all');
  end if;
  if v_strategy not in ('sequential', 'round_robin', 'auction_date') then
    perform lotline.refuse_argument('strategy', p_strategy, 'give sequential, round_robin or auction_date');
  end if;
  if p_state_code is null and cardinality(v_counties) = 1 then
    select * into v_one from lotline.county_list c where c.id = v_counties[1];
  end if;

  perform lotline.lock_selection(v_org, v_type.job_type);
  select j.number into v_number from lotline.create_job(v_org, v_type.job_type,
    v_type.label || ' - ' || case
      when v_one.id is not null then v_one.county_name
      when v_state is not null then 'All Counties in ' || v_state
      when v_counties is null then 'All Counties'
      else cardinality(v_counties) || ' Counties' end,
    p_actor,
    coalesce(p_params, '{}') || jsonb_build_object('job_type', v_type.job_type, 'county_id', v_one.id, 'county_name', v_one.county_name,
      'county_ids', case when v_one.id is null and p_counties is not null then to_jsonb(v_counties) end,
      'state_code', coalesce(v_one.state_code, v_state), 'strategy', v_strategy),
    jsonb_build_object('batch_size', v_type.batch_size, 'lease_seconds', lotline.lease_of_type(v_type.job_type, v_driver),
      'max_attempts', v_type.max_attempts) || coalesce(p_settings, '{}')
      || case when p_batch_size is null then '{}' else jsonb_build_object('batch_size', p_batch_size) end,
    null, true, v_driver,
    case
      when v_one.id is not null then v_one.id::text
      when v_state is not null then 'state:' || v_state
      when v_counties is null then 'all'
      else 'counties:' || md5(v_counties::text) end) j;
  select * into v_job from lotline.jobs j where j.number = v_number;
  v_added := lotline.append_subjects(v_job, v_type.subject, v_counties, v_strategy, nullif(p_total_items, 0));
  if p_total_items > v_added then
    raise exception using errcode = 'LL068',
      message = format('total_items: %s is more than the %s that wait for %s here; give at most %s, or leave it out for all',
        p_total_items, v_added, v_type.job_type, v_added),
      detail = json_build_object('field', 'total_items', 'value', p_total_items, 'available', v_added)::text,
      hint = format('Give at most %s, or leave it out for all.', v_added);
  end if;
  perform lotline.record_event(v_number, 'sealed', p_actor, null, json_build_object('items', v_added, 'strategy', v_strategy));
  return v_job.id;
end $$;

grant execute on function
  create_county_job(uuid, text, text, uuid[], int, int, text, text, jsonb, jsonb)
  to lotline_api, lotline_worker;
