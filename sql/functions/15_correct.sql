-- A corrected file comes in: begun, its rows stored chunk by chunk, matched with the job's items, judged by whoever knows
-- what a row means. Nothing of the job changes before apply_correction.

-- The organization's correction of that id, or LL056.
-- Called by: the functions below. Locks: nothing.
create or replace function find_correction(p_org uuid, p_correction uuid) returns corrections
language plpgsql as $$
declare
  v_found lotline.corrections;
begin
  select * into v_found from lotline.corrections c where c.id = p_correction and c.org_id = lotline.require_org(p_org);
  if not found then
    raise exception using errcode = 'LL056', message = 'This correction is over: send the file again',
      hint = 'send the file again';
  end if;
  return v_found;
end $$;

-- Refuses what cannot be corrected: a cancelled job, and one that takes rows still.
-- Called by: begin_correction, apply_correction. Locks: nothing.
create or replace function require_correctable(p_job jobs) returns void
language plpgsql as $$
begin
  if p_job.status = 'cancelled' then
    perform lotline.refuse_move(p_job.id, p_job.status, 'in_progress');
  elsif not p_job.sealed then
    raise exception using errcode = 'LL055', message = format('Job %s takes rows still; seal it first, then correct it', p_job.id),
      detail = json_build_object('job_id', p_job.id, 'status', p_job.status)::text, hint = 'seal it first';
  end if;
end $$;

-- Makes room for a corrected file.
-- Called by: src/engine/corrections.ts. Locks: nothing.
create or replace function begin_correction(p_org uuid, p_job uuid) returns uuid
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs := lotline.find_job(p_org, p_job);
  v_id uuid;
begin
  perform lotline.require_correctable(v_job);
  insert into lotline.corrections (org_id, job_no, created_at) values (v_job.org_id, v_job.number, lotline.clock())
  returning id into v_id;
  return v_id;
end $$;

-- Stores rows of the file, the first of them being its p_first-th. One JSON value a line for cells and items, as
-- append_items takes them; null for a column that no row has.
-- Called by: src/engine/corrections.ts. Locks: nothing.
create or replace function stage_correction(p_org uuid, p_correction uuid, p_first int, p_row_numbers int[], p_references text[],
  p_cells text, p_items text, p_problems text[]) returns void
language plpgsql security definer set search_path = lotline, pg_temp set jit = off as $$
declare
  v_correction lotline.corrections := lotline.find_correction(p_org, p_correction);
begin
  perform lotline.check_length('references', cardinality(p_references), cardinality(p_row_numbers));
  perform lotline.check_length('problems', cardinality(p_problems), cardinality(p_row_numbers));
  insert into lotline.correction_rows (correction_id, n, row_number, reference, cells, item, problem)
  select v_correction.id, p_first + u.n::int - 1, u.row_number, u.reference, nullif(u.cells, '')::json, nullif(u.item, '')::json,
    u.problem
  from rows from (unnest(p_row_numbers), unnest(p_references), string_to_table(p_cells, E'\n'), string_to_table(p_items, E'\n'),
    unnest(p_problems)) with ordinality u (row_number, reference, cells, item, problem, n);
end $$;

-- Finds the item of each row: by its reference, where that is on one item alone; where it is on several, the one of that
-- row number as well; where it is on none, or the row has none, by the row number, which the caller then holds against
-- the columns. An item is met by one row. What is the same, letter by letter, as what the job has, and did not fail, is
-- done with; the rest waits for judge_correction.
--   p_positions   rows without a number have their place in the file for one: only when the file has as many rows as
--                 the job has items, else every row after a missing one would be taken for another
-- Called by: src/engine/corrections.ts. Locks: nothing.
create or replace function match_correction(p_org uuid, p_correction uuid, p_positions boolean) returns void
language plpgsql security definer set search_path = lotline, pg_temp set jit = off as $$
declare
  v_correction lotline.corrections := lotline.find_correction(p_org, p_correction);
  v_no bigint := v_correction.job_no;
begin
  -- Nobody knows how many rows a file just staged has, and a join planned for a few takes hours for a million: so each row
  -- finds its item, its result and itself by key.
  insert into lotline.correction_rows as t (correction_id, n, seq, matched_by, state, reason)
  select v_correction.id, j.n, j.seq, case when j.seq is not null then j.matched_by end, j.state, j.reason
  from (
    select m.n, m.matched_by, m.reason, case when m.reason is null then m.seq end as seq,
      case
        when m.reason in ('nowhere', 'positions') then 'check'
        when m.reason is not null then 'unmatched'
        when c.problem is not null then 'check'
        when c.reference is not null and i.reference is distinct from c.reference then 'check'
        when (c.item is null or c.item::text = i.input::text) and (c.cells is null or c.cells::text = i.cells::text) then
          case when r.outcome in ('failed', 'cancelled') or r.error_class = 'invalid_input' then 'same' end
        else 'check'
      end as state
    from lotline.met_rows(v_correction.id, v_no, p_positions) m
    cross join lateral (
      select * from lotline.correction_rows x where x.correction_id = v_correction.id and x.n = m.n offset 0) c
    left join lateral (select * from lotline.items x where x.job_no = v_no and x.seq = m.seq offset 0) i on true
    left join lateral (select * from lotline.results x where x.job_no = v_no and x.seq = m.seq offset 0) r on true) j
  where j.state is not null
  on conflict (correction_id, n) do update
    set seq = excluded.seq, matched_by = excluded.matched_by, state = excluded.state, reason = excluded.reason;
end $$;

-- The item that each row of a file meets, and why it meets none: nowhere (no item is called so, or has its number), several
-- (items are called so, and its number tells none of them apart), repeated (another row met the item, by a better word),
-- positions (it says neither, and the file is longer or shorter than the job).
-- Called by: match_correction. Locks: nothing.
create or replace function met_rows(p_correction uuid, p_no bigint, p_positions boolean)
returns table (n int, seq int, matched_by text, reason text)
language plpgsql set jit = off set work_mem = '32MB' set enable_nestloop = off as $$
#variable_conflict use_column
declare
  v_positions boolean := p_positions and
    (select count(*) from lotline.correction_rows t where t.correction_id = p_correction)
      = (select count(*) from lotline.items i where i.job_no = p_no);
begin
  return query
  with item as not materialized (
    select i.seq, i.reference, coalesce(i.row_number, i.seq) as row_number from lotline.items i where i.job_no = p_no),
  said as (
    select t.n, t.reference, coalesce(t.row_number, case when v_positions then t.n end) as row_number
    from lotline.correction_rows t where t.correction_id = p_correction),
  -- Only what the file speaks of: a file of a few rows costs one look at each item of the job, and no more.
  by_reference as (
    select i.reference, min(i.seq) as seq, count(*) as items
    from (select distinct s.reference from said s where s.reference is not null) x join item i on i.reference = x.reference
    group by i.reference),
  by_row as (
    select i.row_number, min(i.seq) as seq, min(i.reference) as reference
    from (select distinct s.row_number from said s where s.row_number is not null) x join item i on i.row_number = x.row_number
    group by i.row_number having count(*) = 1),
  met as (
    select t.n, f.items, case when f.items = 1 then f.seq
        when f.items > 1 then case when p.reference = t.reference then p.seq end
        else p.seq end as seq,
      case when f.items is null then 'row' else 'reference' end as matched_by
    from said t
    left join by_reference f on f.reference = t.reference
    left join by_row p on p.row_number = t.row_number),
  ranked as (
    select m.*, row_number() over (partition by m.seq order by m.matched_by, m.n) as place from met m)
  select x.n, x.seq, x.matched_by, case
    when x.seq is null and x.items > 1 then 'several'
    when x.seq is null and p_positions and not v_positions then 'positions'
    when x.seq is null then 'nowhere'
    when x.place > 1 then 'repeated' end
  from ranked x;
end $$;

-- Rows that wait to be judged, after the p_after-th of the file, each with the item that it met, if any.
-- Called by: src/engine/corrections.ts. Locks: nothing.
create or replace function correction_page(p_org uuid, p_correction uuid, p_after int, p_limit int)
returns table (n int, row_number int, reference text, cells json, item json, problem text, matched_by text, seq int,
  old_reference text, old_input json, old_cells json, old_row int, was_refused boolean)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_correction lotline.corrections := lotline.find_correction(p_org, p_correction);
begin
  return query
  select t.n, t.row_number, t.reference, t.cells, t.item, t.problem, t.matched_by, t.seq, i.reference, i.input, i.cells,
    i.row_number, coalesce(r.outcome = 'skipped' and r.error_class = 'invalid_input', false)
  from (
    select * from lotline.correction_rows x
    where x.correction_id = v_correction.id and x.state = 'check' and x.n > p_after order by x.n limit p_limit) t
  left join lateral (
    select * from lotline.items x where x.job_no = v_correction.job_no and x.seq = t.seq offset 0) i on true
  left join lateral (
    select * from lotline.results x where x.job_no = v_correction.job_no and x.seq = t.seq offset 0) r on true
  order by t.n;
end $$;

-- Keeps what the caller found: [{"n", "state", "reason", "reference", "input", "cells", "faults"}].
-- Called by: src/engine/corrections.ts. Locks: nothing.
create or replace function judge_correction(p_org uuid, p_correction uuid, p_verdicts json) returns void
language plpgsql security definer set search_path = lotline, pg_temp set jit = off as $$
declare
  v_correction lotline.corrections := lotline.find_correction(p_org, p_correction);
begin
  insert into lotline.correction_rows as t (correction_id, n, state, reason, new_reference, new_input, new_cells, faults)
  select v_correction.id, v.n, v.state, v.reason, v.reference, v.input, v.cells, v.faults
  from json_to_recordset(p_verdicts) v (n int, state text, reason text, reference text, input json, cells json, faults json)
  on conflict (correction_id, n) do update
    set state = excluded.state, reason = coalesce(excluded.reason, t.reason), new_reference = excluded.new_reference,
      new_input = excluded.new_input, new_cells = excluded.new_cells, faults = excluded.faults,
      seq = case when excluded.state in ('new', 'unmatched') then null else t.seq end
    where t.state = 'check';
end $$;

-- Forgets a correction.
-- Called by: src/engine/corrections.ts, at the end of each request. Locks: nothing that anybody waits for.
create or replace function end_correction(p_org uuid, p_correction uuid) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_correction lotline.corrections := lotline.find_correction(p_org, p_correction);
begin
  delete from lotline.correction_rows t where t.correction_id = v_correction.id;
  delete from lotline.corrections c where c.id = v_correction.id;
end $$;

-- Forgets corrections whose request died: none takes a day.
-- Called by: upkeep. Locks: nothing that anybody waits for.
create or replace function drop_old_corrections() returns int
language plpgsql as $$
declare
  v_dropped int;
begin
  with old as (
    delete from lotline.corrections c where c.created_at < lotline.clock() - interval '1 day' returning c.id),
  gone as (
    delete from lotline.correction_rows t using old o where t.correction_id = o.id)
  select count(*) into v_dropped from old;
  return v_dropped;
end $$;

grant execute on function begin_correction(uuid, uuid), match_correction(uuid, uuid, boolean), end_correction(uuid, uuid),
  stage_correction(uuid, uuid, int, int[], text[], text, text, text[]), correction_page(uuid, uuid, int, int),
  judge_correction(uuid, uuid, json)
  to lotline_api, lotline_worker;
