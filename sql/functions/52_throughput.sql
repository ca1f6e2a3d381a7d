-- How a job's items were settled over its time, read from at most four hundred of them at even distances: an index look each,
-- so that a job of a million answers as fast as one of a thousand. Items that were never tried have no place in it.
-- Called by: surfaces. Locks: nothing.
create or replace function job_throughput(p_org uuid, p_job uuid)
returns table (began timestamptz, slice_seconds double precision, looked_at int, slices int[])
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  c_looks constant int := 400;
  c_slices constant int := 60;
  v_number bigint;
  v_seqs int[];
begin
  select j.number, array(select generate_series(1, j.total_items, greatest(1, ceil(j.total_items / c_looks::numeric))::int))
    into v_number, v_seqs
  from lotline.jobs j where j.id = p_job and j.org_id = lotline.require_org(p_org) and j.hidden_at is null;
  return query
    with looks as materialized (
      select r.settled_at from lotline.results r
      where r.job_no = v_number and r.seq = any (v_seqs) and r.outcome in ('completed', 'failed')),
    span as (
      select min(l.settled_at) as began, count(*)::int as looked_at,
        -- whole seconds: the last slice holds the last item
        greatest(1, ceil((extract(epoch from max(l.settled_at) - min(l.settled_at)) + 0.001) / c_slices))::float8 as width,
        extract(epoch from max(l.settled_at) - min(l.settled_at))::float8 as lasted
      from looks l),
    counted as (
      select floor(extract(epoch from l.settled_at - s.began) / s.width)::int as slice, count(*)::int as items
      from looks l cross join span s group by 1)
    select s.began, s.width, s.looked_at,
      array(select coalesce(c.items, 0) from generate_series(0, floor(s.lasted / s.width)::int) n (slice)
        left join counted c on c.slice = n.slice order by n.slice)
    from span s where s.looked_at > 0;
end $$;

grant execute on function job_throughput(uuid, uuid) to lotline_api;
