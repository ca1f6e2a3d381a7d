-- The sequence numbers of a page: the first p_limit items after p_after (less p_offset passed over) whose status is
-- one of p_statuses, or any. Every branch stops by itself, so that a page costs the same at any depth where it can.
-- Called by: items_page. Locks: nothing.
create or replace function page_seqs(p_job jobs, p_after int, p_limit int, p_offset int, p_statuses text[])
returns int[]
language plpgsql stable set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_leased int4multirange;
  v_from int := p_after + 1;
begin
  if p_statuses is null then
    -- Sequence numbers are dense from 1.
    return array(select i.seq from lotline.items i
      where i.job_no = p_job.number and i.seq > p_after::bigint + p_offset and i.seq <= p_after::bigint + p_offset + p_limit
      order by i.seq);
  end if;
  if p_statuses <@ array['completed', 'failed', 'skipped', 'cancelled']
     and not (p_job.status = 'cancelled' and 'cancelled' = any (p_statuses)) then
    -- Stored outcomes. Each of the rarer ones is read from its own stretch of results_uncompleted.
    return array(
      select s.seq from (
        (select r.seq from lotline.results r
          where 'completed' = any (p_statuses) and r.job_no = p_job.number and r.seq > p_after
            and r.outcome = 'completed'
          order by r.seq limit p_limit::bigint + p_offset)
        union all
        select u.seq from unnest(p_statuses) as o(outcome)
        cross join lateral (
          select r.seq from lotline.results r
          where r.job_no = p_job.number and r.outcome = o.outcome and r.outcome <> 'completed' and r.seq > p_after
          order by r.seq limit p_limit::bigint + p_offset) u) s
      order by s.seq limit p_limit offset p_offset);
  end if;
  -- Derived ones: whatever has no result is out in a lease, or waits, or is cancelled with its job.
  v_leased := coalesce((select range_agg(b.open) from lotline.batches b
    where b.job_no = p_job.number and b.state = 'leased'), '{}');
  if p_statuses = array['processing'] then
    return array(select x.seq from unnest(v_leased) as part
      cross join lateral generate_series(lower(part), upper(part) - 1) as x(seq)
      where x.seq > p_after order by x.seq limit p_limit offset p_offset);
  end if;
  if p_statuses = array['pending'] then
    -- Nothing waits before the first returned item and the first never handed out.
    v_from := greatest(v_from, least(
      (select c.next_seq from lotline.cursors c where c.job_no = p_job.number),
      (select min(t.seq) from lotline.returns t where t.job_no = p_job.number and t.run_at is not null)));
  end if;
  return array(
    select i.seq from lotline.items i
    left join lateral (
      select r.outcome from lotline.results r where r.job_no = p_job.number and r.seq = i.seq offset 0) r on true
    where i.job_no = p_job.number and i.seq >= v_from
      and coalesce(r.outcome, case when i.seq <@ v_leased then 'processing'
        when p_job.status = 'cancelled' then 'cancelled' else 'pending' end) = any (p_statuses)
    order by i.seq limit p_limit offset p_offset);
end $$;

-- A page of a job's items in input order with their status, as item_status tells it. The organization is checked
-- once and not row by row, and what belongs to an item is looked up by its key: 500 items take some 10 ms, whatever
-- the job's size, its place in it, or the planner's knowledge.
-- Called by: src/engine/items.ts. Locks: nothing.
create or replace function items_page(p_org uuid, p_job uuid, p_after int, p_limit int, p_offset int default 0,
  p_statuses text[] default null)
returns table (item_id uuid, seq int, reference text, status text, input json, row_number int, cells json, result json,
  error_class text, error_code text, error_message text, field_errors json, attempts int, generation int,
  created_at timestamptz, settled_at timestamptz)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_job lotline.jobs := lotline.find_job(p_org, p_job);
begin
  return query select * from lotline.items_at(v_job,
    lotline.page_seqs(v_job, p_after, p_limit, p_offset, p_statuses));
end $$;

-- The items of a job with that reference, which need not be one alone, as items_page tells them. References are in an index
-- from item 65,537 on (items_reference): before that, looking through them is quick enough.
-- Called by: src/engine/items.ts. Locks: nothing.
create or replace function items_named(p_org uuid, p_job uuid, p_reference text, p_after int, p_limit int,
  p_statuses text[] default null)
returns table (item_id uuid, seq int, reference text, status text, input json, row_number int, cells json, result json,
  error_class text, error_code text, error_message text, field_errors json, attempts int, generation int,
  created_at timestamptz, settled_at timestamptz)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_job lotline.jobs := lotline.find_job(p_org, p_job);
begin
  return query select * from lotline.items_at(v_job, array(
    select s.seq from (
      (select i.seq from lotline.items i
        where i.job_no = v_job.number and i.seq > p_after and i.seq <= 65536 and i.reference = p_reference
        order by i.seq limit p_limit)
      union all
      (select i.seq from lotline.items i
        where i.job_no = v_job.number and i.reference = p_reference and i.seq > 65536 and i.seq > p_after
        order by i.seq limit p_limit)) s
    order by s.seq limit p_limit)) x
  where p_statuses is null or x.status = any (p_statuses);
end $$;

-- Items of a job by their numbers, in that order.
-- Called by: items_page, items_named. Locks: nothing.
create or replace function items_at(p_job jobs, p_seqs int[])
returns table (item_id uuid, seq int, reference text, status text, input json, row_number int, cells json, result json,
  error_class text, error_code text, error_message text, field_errors json, attempts int, generation int,
  created_at timestamptz, settled_at timestamptz)
language plpgsql stable set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_leased int4multirange := coalesce((select range_agg(b.open) from lotline.batches b
    where b.job_no = p_job.number and b.state = 'leased'), '{}');
begin
  return query
  select lotline.item_id(p_job.number, i.seq), i.seq, i.reference,
    coalesce(r.outcome, case when i.seq <@ v_leased then 'processing'
      when p_job.status = 'cancelled' then 'cancelled' else 'pending' end),
    i.input, i.row_number, i.cells, r.result, r.error_class, coalesce(r.error_code, e.code),
    coalesce(r.error_message, e.message), r.field_errors, coalesce(r.attempts, t.attempts, 0)::int,
    coalesce(r.generation, p_job.generation)::int, p_job.created_at, r.settled_at
  from unnest(p_seqs) with ordinality as s(seq, place)
  cross join lateral (
    select * from lotline.items x where x.job_no = p_job.number and x.seq = s.seq offset 0) i
  left join lateral (
    select * from lotline.results x where x.job_no = p_job.number and x.seq = s.seq offset 0) r on true
  left join lateral (
    select * from lotline.returns x
    where r.outcome is null and x.job_no = p_job.number and x.seq = s.seq offset 0) t on true
  left join lateral (
    select x.code, x.message from lotline.item_errors x
    where t.attempts > 0 and x.job_no = p_job.number and x.seq = s.seq and x.generation = p_job.generation
    order by x.at desc limit 1) e on true
  order by s.place;
end $$;

grant execute on function items_page(uuid, uuid, int, int, int, text[]), items_named(uuid, uuid, text, int, int, text[]) to lotline_api, lotline_worker;
