-- An upload that is not sealed yet is a draft: its rows are stored, nothing of it runs, and it may be given up without a
-- trace. One that nobody has touched for 7 days is given up by the hourly round.

-- Keeps how the columns of an upload are to be read, for a form that comes back later. LL009 once it is sealed.
-- Called by: surfaces. Locks: append head, so that it cannot be sealed meanwhile; cursor; job.
create or replace function save_upload_mapping(p_org uuid, p_job uuid, p_mapping jsonb) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs := lotline.lock_draft(p_org, p_job);
begin
  if p_mapping is null or jsonb_typeof(p_mapping) <> 'object' or pg_column_size(p_mapping) > 200000 then
    perform lotline.refuse_argument('mapping', left(p_mapping::text, 100), 'give an object of at most 200 kB');
  end if;
  update lotline.jobs j set params = j.params || jsonb_build_object('mapping', p_mapping), updated_at = lotline.clock()
  where j.number = v_job.number;
end $$;

-- Writes rows of a draft anew, in their places: those that were refused may be good now, and the other way round. Rows are
-- known by the number they were sent with; LL004 names one that the draft does not have. Columns are as in append_items.
-- Called by: surfaces. Locks: append head, so that it cannot be sealed meanwhile; cursor; job.
create or replace function mend_draft(p_org uuid, p_job uuid, p_rows int[], p_inputs text, p_references text[], p_cells text,
  p_invalid jsonb default null) returns table (mended int, rejected int, total int)
language plpgsql security definer set search_path = lotline, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_job lotline.jobs := lotline.lock_draft(p_org, p_job);
  v_seqs int[];
  v_lost int[];
  v_good int;
  v_bad int := 0;
begin
  if v_job.status <> 'pending' then
    raise exception using errcode = 'LL009', message = format('Job %s is no draft: it is %s', p_job, v_job.status),
      detail = json_build_object('job_id', p_job, 'status', v_job.status)::text;
  end if;
  perform lotline.check_length('references', cardinality(p_references), cardinality(p_rows));
  perform lotline.check_length('inputs', length(p_inputs) - length(replace(p_inputs, E'\n', '')) + 1, cardinality(p_rows));
  perform lotline.check_length('cells', length(p_cells) - length(replace(p_cells, E'\n', '')) + 1, cardinality(p_rows));
  -- a file sent in its order has each row at the place of its number; the others are looked for together
  v_seqs := array(
    select i.seq from unnest(p_rows) with ordinality r (row_number, n)
    left join lateral (select x.seq from lotline.items x
      where x.job_no = v_job.number and x.seq = r.row_number and coalesce(x.row_number, x.seq) = r.row_number offset 0) i on true
    order by r.n);
  v_lost := array(select r.row_number from unnest(p_rows, v_seqs) r (row_number, seq) where r.seq is null);
  if cardinality(v_lost) > 0 then
    v_seqs := array(
      select coalesce(r.seq, i.seq) from unnest(p_rows, v_seqs) with ordinality r (row_number, seq, n)
      left join (select x.row_number, min(x.seq) as seq from lotline.items x
        where x.job_no = v_job.number and x.row_number = any (v_lost) group by 1) i on r.seq is null and i.row_number = r.row_number
      order by r.n);
    v_lost := array(select r.row_number from unnest(p_rows, v_seqs) r (row_number, seq) where r.seq is null);
    if cardinality(v_lost) > 0 then
      perform lotline.refuse_argument('rows', v_lost[1]::text, 'give rows that this upload has');
    end if;
  end if;

  update lotline.items i set input = u.input::json, reference = u.reference, cells = coalesce(u.cells::json, i.cells)
  from rows from (unnest(v_seqs), string_to_table(p_inputs, E'\n'), unnest(p_references), string_to_table(p_cells, E'\n'))
    u (seq, input, reference, cells)
  where i.job_no = v_job.number and i.seq = u.seq;
  get diagnostics mended = row_count;
  delete from lotline.results r where r.job_no = v_job.number and r.seq = any (v_seqs);
  get diagnostics v_good = row_count;
  if p_invalid is not null then
    insert into lotline.results (job_no, settled_at, seq, attempts, generation, outcome, error_class, error_code, error_message, field_errors)
    select v_job.number, lotline.clock(), v_seqs[(e ->> 'position')::int], 0, v_job.generation, 'skipped', 'invalid_input',
      'invalid_input', (select string_agg(concat_ws(': ', x ->> 'field', x ->> 'message'), '; ') from jsonb_array_elements(e -> 'errors') x),
      (e -> 'errors')::json
    from jsonb_array_elements(p_invalid) e;
    get diagnostics v_bad = row_count;
  end if;
  update lotline.jobs j set skipped_items = j.skipped_items - v_good + v_bad, updated_at = lotline.clock()
    where j.number = v_job.number returning j.skipped_items, j.total_items into rejected, total;
  return next;
end $$;

-- The draft, locked against rows and sealing; LL009 when the job is none (any more).
-- Called by: save_upload_mapping, mend_draft, discard_draft. Locks: append head, cursor.
create or replace function lock_draft(p_org uuid, p_job uuid) returns jobs
language plpgsql as $$
declare
  v_job lotline.jobs := lotline.lock_job_and_appends(p_org, p_job);
begin
  if v_job.sealed or v_job.status not in ('pending', 'cancelled') then
    raise exception using errcode = 'LL009',
      message = format('Job %s is no draft: it is %s', p_job, case when v_job.sealed then 'sealed' else v_job.status end),
      detail = json_build_object('job_id', p_job, 'sealed', v_job.sealed, 'status', v_job.status)::text,
      hint = 'Cancel it instead.';
  end if;
  return v_job;
end $$;

-- Gives a draft up: it is cancelled and hidden at once, its rows go with the next rounds.
-- Called by: surfaces, sweep_drafts. Locks: append head, cursor, job.
create or replace function discard_draft(p_org uuid, p_job uuid, p_actor text default null, p_reason text default null) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs := lotline.lock_draft(p_org, p_job);
begin
  perform lotline.cancel_job(p_org, p_job, p_actor, p_reason);
  perform lotline.delete_job(p_org, p_job, p_actor);
  insert into lotline.discarded_drafts (job_no, discarded_at) values (v_job.number, lotline.clock());
end $$;

-- The hourly round over drafts: gives up those that got no row for 7 days, and removes at most p_rows rows of those that
-- were given up. Says how many rows went.
-- Called by: upkeep. Locks: drafts that nobody is at, as discard_draft; then discarded_drafts, SKIP LOCKED.
create or replace function sweep_drafts(p_rows int default 100000) returns int
language plpgsql as $$
declare
  v_old timestamptz := lotline.clock() - interval '7 days';
  v_job lotline.jobs;
  v_no bigint;
  v_last int;
  v_count int;
  v_gone int := 0;
begin
  for v_job in
    select j.* from lotline.jobs j
    where not j.sealed and j.status = 'pending' and j.hidden_at is null and j.kind = 'incentive_lookup' and j.updated_at < v_old
    order by j.number limit 100
  loop
    perform from lotline.append_heads h where h.job_no = v_job.number for update skip locked;
    continue when not found;
    perform lotline.discard_draft(v_job.org_id, v_job.id, 'system', 'A draft that got no rows for 7 days');
  end loop;

  for v_no in select d.job_no from lotline.discarded_drafts d order by d.job_no for update skip locked loop
    select max(x.seq) into v_last from (
      select i.seq from lotline.items i where i.job_no = v_no order by i.seq limit p_rows - v_gone) x;
    delete from lotline.items i where i.job_no = v_no and i.seq <= v_last;
    get diagnostics v_count = row_count;
    delete from lotline.results r where r.job_no = v_no and r.seq <= v_last;
    v_gone := v_gone + v_count;
    exit when v_gone >= p_rows;
    delete from lotline.upload_chunks u where u.job_no = v_no;
    delete from lotline.discarded_drafts d where d.job_no = v_no;
  end loop;
  return v_gone;
end $$;

grant execute on function save_upload_mapping(uuid, uuid, jsonb), mend_draft(uuid, uuid, int[], text, text[], text, jsonb),
  discard_draft(uuid, uuid, text, text) to lotline_api;
