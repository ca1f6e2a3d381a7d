-- How failures of a group spread over time: kept where they are counted, read where somebody looks.

-- The slot of ten seconds that a moment is in: where the trend of a new group begins.
-- Called by: apply_outcomes, reconcile_items. Locks: nothing.
create or replace function first_slot(p_at timestamptz) returns timestamptz
language sql immutable as $$
  select to_timestamp(floor(extract(epoch from p_at) / 10) * 10)
$$;

-- Counts failed attempts in the slot of their moment. Where the slots no longer reach it, they become twice as long, two
-- to one, until they do; slots begin at whole multiples of their length, so those of different groups can be added up.
-- Called by: apply_outcomes, reconcile_items. Locks: nothing.
create or replace function grow_trend(p_group failure_groups, p_at timestamptz, p_count int,
  out trend int[], out trend_from timestamptz, out trend_seconds int)
language plpgsql immutable as $$
declare
  v_most constant int := 48;
  v_slot int;
begin
  trend := p_group.trend;
  trend_from := p_group.trend_from;
  trend_seconds := p_group.trend_seconds;
  loop
    -- who began earlier may commit later
    v_slot := greatest(0, floor(extract(epoch from p_at - trend_from) / trend_seconds)) + 1;
    exit when v_slot <= v_most;
    if mod(extract(epoch from trend_from) / trend_seconds, 2) = 1 then
      trend := 0 || trend;
      trend_from := trend_from - make_interval(secs => trend_seconds);
    end if;
    trend_seconds := trend_seconds * 2;
    trend := array(select trend[2 * i - 1] + coalesce(trend[2 * i], 0) from generate_series(1, (cardinality(trend) + 1) / 2) i);
  end loop;
  if v_slot > cardinality(trend) then
    trend := trend || array_fill(0, array[v_slot - cardinality(trend)]);
  end if;
  trend[v_slot] := trend[v_slot] + p_count;
end $$;

-- A group's failed attempts in 24 slices of p_slice seconds from p_from on, numbered from 0; slices without any are left
-- out. A slot that lies in several slices is shared out evenly, in whole numbers that sum to it.
-- Called by: src/engine/failures.ts, failures-everywhere.ts. Locks: nothing.
create or replace function trend_slices(p_group failure_groups, p_from timestamptz, p_slice double precision)
returns table (slice int, attempts int)
language sql stable as $$
  select n.slice, sum(n.attempts)::int from (
    select s.slice,
      floor(x.attempts * (case when x.ends > x.begins
          then least(1, greatest(0, (case when s.slice = 23 then x.ends else (s.slice + 1) * p_slice end - x.begins) / (x.ends - x.begins)))
        else 1 end))
      - floor(x.attempts * (case when x.ends > x.begins
          then least(1, greatest(0, (s.slice * p_slice - x.begins) / (x.ends - x.begins)))
        else 0 end)) as attempts
    from (
      select t.attempts,
        extract(epoch from greatest(p_group.trend_from + make_interval(secs => p_group.trend_seconds * (t.n - 1)),
          p_group.first_seen_at) - p_from)::double precision as begins,
        extract(epoch from greatest(p_group.first_seen_at,
          least(p_group.trend_from + make_interval(secs => p_group.trend_seconds * t.n), p_group.last_seen_at)) - p_from)::double precision
          as ends
      from unnest(p_group.trend) with ordinality t (attempts, n) where t.attempts > 0) x
    cross join lateral generate_series(
      least(23, greatest(0, floor(x.begins / p_slice)::int)), least(23, floor(x.ends / p_slice)::int)) s (slice)) n
  where n.attempts > 0 group by n.slice
$$;

grant execute on function first_slot(timestamptz), trend_slices(failure_groups, timestamptz, double precision) to lotline_api, lotline_worker;
