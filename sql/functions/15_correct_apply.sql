-- What a corrected file does to its job, and the doing of it.

-- Says of each row that is not the same as before what is to be done with it, by the state of its item at this moment:
--   rerun    changed, and its item is settled: the outcome goes into history, the new input runs
--   replace  changed, and its item waits still: it runs with the new input
--   busy     changed, but its item is in work with the old input: only when it is settled may it be sent again; or new,
--            but another correction has brought one of its name meanwhile
--   retry    not changed, and its item failed
--   cells    changed in what no lookup is made of, or as another correction has done meanwhile
--   refused  billed, with an outcome that nobody knows: for reconcile_items alone
--   invalid, unmatched, append (a new one, where that is asked for), none
-- Called by: preview_correction, apply_correction (under the cursor: nothing is handed out meanwhile). Locks: nothing.
create or replace function plan_correction(p_correction corrections, p_append boolean) returns void
language plpgsql set jit = off set plan_cache_mode = force_custom_plan as $$
declare
  -- planned with its value each time, it is looked up by hash
  v_come text[] := case when p_append then array(select lotline.references_come(p_correction)) else '{}' end;
  -- read first: what a report settles meanwhile counts as in work
  v_leased int4multirange := coalesce((select range_agg(b.open) from lotline.batches b
    where b.job_no = p_correction.job_no and b.state = 'leased'), '{}');
begin
  -- each row finds its result and itself by key: see match_correction
  insert into lotline.correction_rows as t (correction_id, n, old_generation, faults, action)
  select p_correction.id, x.n, x.generation, x.field_errors,
    case
      when x.state = 'unmatched' then 'unmatched'
      when x.state = 'new' then case when not p_append then 'unmatched' when x.come then 'busy' else 'append' end
      when x.state = 'invalid' then 'invalid'
      when x.seq <@ v_leased then case x.state when 'changed' then 'busy' when 'cells' then 'cells' else 'none' end
      when x.error_class = 'outcome_unknown' then 'refused'
      when x.state = 'changed' then case when x.outcome is null then 'replace' else 'rerun' end
      when x.outcome in ('failed', 'cancelled') then 'retry'
      when x.error_class = 'invalid_input' then 'invalid'
      when x.state = 'cells' then 'cells'
      else 'none'
    end
  from (
    select c.n, c.seq, r.generation, r.outcome, r.error_class, r.field_errors,
      -- another correction may have brought the same since this one was judged: what it runs is not run a second time
      case when r.error_class is distinct from 'invalid_input' and i.input::text = c.new_input::text
        and i.reference is not distinct from coalesce(c.new_reference, i.reference) then 'cells' else c.state end as state,
      c.new_reference = any (v_come) as come
    from lotline.correction_rows c
    left join lateral (
      select * from lotline.results y where y.job_no = p_correction.job_no and y.seq = c.seq offset 0) r on true
    left join lateral (
      select y.input, y.reference from lotline.items y
      where c.state = 'changed' and y.job_no = p_correction.job_no and y.seq = c.seq offset 0) i on true
    where c.correction_id = p_correction.id and c.state is not null) x
  on conflict (correction_id, n) do update
    set old_generation = excluded.old_generation, faults = coalesce(t.faults, excluded.faults), action = excluded.action;
end $$;

-- Names of new rows that the job has by now, though it had none when they were matched: another correction appended them.
-- Called by: plan_correction. Locks: nothing.
create or replace function references_come(p_correction corrections) returns setof text
language sql stable set jit = off set enable_nestloop = off as $$
  select distinct c.new_reference
  from lotline.correction_rows c
  join lotline.items i on i.job_no = p_correction.job_no and i.reference = c.new_reference
  where c.correction_id = p_correction.id and c.state = 'new'
$$;

-- How many rows of the file meet with what: {"rows", "matched", and a count for each action}.
-- Called by: preview_correction, apply_correction. Locks: nothing.
create or replace function count_correction(p_correction uuid) returns jsonb
language sql stable as $$
  select jsonb_build_object('rows', coalesce(sum(x.rows), 0), 'matched', coalesce(sum(x.matched), 0))
    || coalesce(jsonb_object_agg(x.action, x.rows) filter (where x.action is not null), '{}')
  from (
    select t.action, count(*) as rows, count(*) filter (where t.seq is not null or t.state is null) as matched
    from lotline.correction_rows t where t.correction_id = p_correction group by t.action) x
$$;

-- What apply_correction would do now; nothing changes.
-- Called by: src/engine/corrections.ts. Locks: nothing.
create or replace function preview_correction(p_org uuid, p_correction uuid, p_append boolean) returns jsonb
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_correction lotline.corrections := lotline.find_correction(p_org, p_correction);
begin
  perform lotline.plan_correction(v_correction, p_append);
  return lotline.count_correction(v_correction.id);
end $$;

-- The first rows with one of these actions, with why.
-- Called by: src/engine/corrections.ts. Locks: nothing.
create or replace function correction_sample(p_org uuid, p_correction uuid, p_action text, p_limit int)
returns table (n int, row_number int, reference text, reason text, faults json)
language sql stable security definer set search_path = lotline, pg_temp as $$
  select t.n, t.row_number, coalesce(t.reference, t.new_reference), t.reason, t.faults
  from lotline.correction_rows t
  where t.correction_id = (lotline.find_correction(p_org, p_correction)).id and t.action = p_action
  order by t.n limit p_limit
$$;

-- Applies a corrected file, all of it or nothing, as one new generation: outcomes of changed and of failed rows move to
-- their history (with the input that led to them), changed inputs and cells take the place of the old ones, and rows that
-- met nothing become items at the end when that is asked for. Everything else stays as it is. A completed or failed job
-- runs again; a paused one stays paused; a cancelled one is refused, and so is one that takes rows still.
--   p_most        the most items that the job may have
-- Called by: src/engine/corrections.ts. Locks: append head, cursor, job_health, returns, failure_groups,
-- job, the day's count of items.
create or replace function apply_correction(p_org uuid, p_correction uuid, p_append boolean, p_most int,
  p_actor text default null, p_reason text default null) returns jsonb
language plpgsql security definer set search_path = lotline, pg_temp set jit = off as $$
declare
  v_correction lotline.corrections := lotline.find_correction(p_org, p_correction);
  v_job lotline.jobs := lotline.lock_job_and_appends(p_org,
    (select j.id from lotline.jobs j where j.number = v_correction.job_no));
  v_counts jsonb;
  v_again int[];
  v_replaced int;
  v_appended int := 0;
begin
  perform lotline.require_correctable(v_job);
  perform lotline.plan_correction(v_correction, p_append);
  v_counts := lotline.count_correction(v_correction.id);
  v_appended := lotline.append_corrections(v_job, v_correction.id, p_most, p_actor);
  v_again := array(select t.seq from lotline.correction_rows t
    where t.correction_id = v_correction.id and t.action in ('rerun', 'retry') order by t.seq);
  perform lotline.reopen_items(v_job, v_again, 'items_corrected', p_actor, p_reason);
  v_replaced := lotline.write_corrections(v_job.number, v_correction.id);
  if cardinality(v_again) = 0 and v_appended > 0 then
    perform lotline.run_again(v_job.number);
  end if;
  if v_replaced + v_appended + cardinality(v_again) > 0 or v_counts ? 'cells' then
    perform lotline.record_event(v_job.number, 'corrected', p_actor, p_reason, v_counts::json);
  end if;
  perform lotline.count_items(p_org, v_appended);
  return v_counts;
end $$;

-- The rows of a corrected file that become items, at the end of the job; one without a reference is called by its number.
-- Called by: apply_correction, which holds the append head and the cursor. Locks: job.
create or replace function append_corrections(p_job jobs, p_correction uuid, p_most int, p_actor text) returns int
language plpgsql as $$
declare
  v_first int := (select h.next_seq from lotline.append_heads h where h.job_no = p_job.number);
  v_added int;
begin
  insert into lotline.items (job_no, seq, row_number, reference, input, cells)
  select p_job.number, v_first + x.place - 1, v_first + x.place - 1, coalesce(x.new_reference, 'row-' || v_first + x.place - 1),
    x.new_input, x.new_cells
  from (
    select t.new_reference, t.new_input, t.new_cells, (row_number() over (order by t.n))::int as place
    from lotline.correction_rows t where t.correction_id = p_correction and t.action = 'append') x;
  get diagnostics v_added = row_count;
  if v_added = 0 then
    return 0;
  elsif v_first - 1 + v_added > p_most then
    perform lotline.refuse_argument('append', v_added::text || ' rows', format('a job takes at most %s items and this one has %s',
      p_most, v_first - 1));
  end if;
  update lotline.append_heads h set next_seq = v_first + v_added where h.job_no = p_job.number;
  update lotline.cursors c set end_seq = c.end_seq + v_added, available_at = '-infinity' where c.job_no = p_job.number;
  update lotline.jobs j set total_items = j.total_items + v_added, updated_at = lotline.clock() where j.number = p_job.number;
  perform lotline.record_event(p_job.number, 'items_appended', p_actor, null, json_build_object('items', v_added,
    'total', p_job.total_items + v_added));
  return v_added;
end $$;

-- Writes corrected inputs and cells into their items, keeps with an outcome that went into history the input that led to
-- it, and gives items that waited with another input all their attempts, at once. Answers how many of these there are.
-- Called by: apply_correction, which holds the cursor. Locks: returns.
create or replace function write_corrections(p_no bigint, p_correction uuid) returns int
language plpgsql set jit = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_now timestamptz := lotline.clock();
begin
  update lotline.past_results p set input = i.input
  from lotline.correction_rows t
  cross join lateral (select x.input from lotline.items x where x.job_no = p_no and x.seq = t.seq offset 0) i
  where t.correction_id = p_correction and t.action = 'rerun'
    and p.job_no = p_no and p.seq = t.seq and p.generation = t.old_generation;
  update lotline.items i set input = coalesce(t.new_input, i.input), cells = coalesce(t.new_cells, i.cells),
    reference = coalesce(t.new_reference, i.reference)
  from lotline.correction_rows t
  where t.correction_id = p_correction and t.action in ('rerun', 'replace', 'retry', 'cells') and t.state in ('changed', 'cells')
    and i.job_no = p_no and i.seq = t.seq;
  update lotline.returns x set attempts = 0, expiries = 0, group_limit = null, run_at = v_now
  from lotline.correction_rows t
  where t.correction_id = p_correction and t.action = 'replace' and x.job_no = p_no and x.seq = t.seq and x.run_at is not null;
  if found then
    update lotline.cursors c set retry_at = v_now, available_at = least(c.available_at, v_now) where c.job_no = p_no;
  end if;
  return (select count(*) from lotline.correction_rows t where t.correction_id = p_correction and t.action = 'replace');
end $$;

-- Lets a job that is over run again, for items that it got since.
-- Called by: apply_correction, which holds the cursor. Locks: job.
create or replace function run_again(p_no bigint) returns void
language plpgsql as $$
declare
  v_status text;
begin
  update lotline.jobs j set generation = j.generation + 1, status = 'in_progress', completed_at = null, updated_at = lotline.clock()
  where j.number = p_no and j.status in ('completed', 'failed');
  select j.status into v_status from lotline.jobs j where j.number = p_no;
  if v_status = 'in_progress' then
    perform lotline.open_cursor(p_no);
  end if;
end $$;

-- The last good result of each of these items that was tried again since.
-- Called by: src/engine/corrections.ts. Locks: nothing.
create or replace function last_good_results(p_org uuid, p_job uuid, p_seqs int[])
returns table (seq int, generation int, result json, settled_at timestamptz)
language sql stable security definer set search_path = lotline, pg_temp as $$
  select s.seq, p.generation::int, p.result, p.settled_at
  from (select (lotline.find_job(p_org, p_job)).number) j
  cross join unnest(p_seqs) as s(seq)
  cross join lateral (
    select x.generation, x.result, x.settled_at from lotline.past_results x
    where x.job_no = j.number and x.seq = s.seq and x.outcome = 'completed'
    order by x.generation desc limit 1) p
  order by s.seq
$$;

grant execute on function preview_correction(uuid, uuid, boolean), correction_sample(uuid, uuid, text, int),
  apply_correction(uuid, uuid, boolean, int, text, text), last_good_results(uuid, uuid, int[])
  to lotline_api, lotline_worker;
