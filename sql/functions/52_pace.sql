-- The pace of jobs: how many items were settled in each of the last buckets of time, and what a run waits for. Filled by
-- the tick out of counters that are kept anyway; a job that ends within ten seconds never gets a row.

-- A row of job_pace as it would be if it were written now. Buckets since it was written are empty but the last ones, which
-- share what was settled since: without a tick for a while, nobody knows in which of them it was.
--   p_looked      when counters were compared last: whatever was settled since was settled after that
-- Called by: tend_pace, pace_moved, pace_facts. Locks: nothing.
create or replace function fill_pace(p_pace job_pace, p_settled int, p_active int, p_now timestamptz, p_looked timestamptz)
returns job_pace
language plpgsql immutable as $$
declare
  v_bucket bigint := floor(extract(epoch from p_now) / 10);
  v_gained int := greatest(0, p_settled - p_pace.settled);
  v_new bigint := v_bucket - p_pace.bucket;
  v_shared int;
begin
  -- null: a job without a row; a plan may ask before its join leaves that out
  if v_new is null or v_new <= 0 then
    return p_pace;
  end if;
  if v_new > 240 then
    -- of more than half an hour nothing is shown; whole minutes are left out, so that minutes stay minutes
    p_pace.filled := p_pace.filled + 6 * ((v_new - 240) / 6 + 1);
    v_new := v_new - 6 * ((v_new - 240) / 6 + 1);
  end if;
  v_shared := least(v_new, greatest(1, v_bucket - floor(extract(epoch from p_looked) / 10)));
  for v_at in 1..v_new loop
    p_pace.filled := p_pace.filled + 1;
    p_pace.tens := p_pace.tens || case when v_at <= v_new - v_shared then 0
      else (v_gained::bigint * (v_at - v_new + v_shared) / v_shared - v_gained::bigint * (v_at - v_new + v_shared - 1) / v_shared)::int end;
    p_pace.tens_active := p_pace.tens_active || p_active;
    if p_pace.filled % 6 = 0 then
      p_pace.minutes := lotline.last_thirty(p_pace.minutes
        || (select sum(t.n)::int from unnest(p_pace.tens[greatest(1, cardinality(p_pace.tens) - 5):]) t (n)));
      p_pace.minutes_active := lotline.last_thirty(p_pace.minutes_active || p_active);
    end if;
    p_pace.tens := lotline.last_thirty(p_pace.tens);
    p_pace.tens_active := lotline.last_thirty(p_pace.tens_active);
  end loop;
  p_pace.bucket := v_bucket;
  p_pace.settled := p_settled;
  p_pace.seen := p_pace.seen + v_gained;
  if v_gained > 0 then
    p_pace.moved_at := p_now;
  end if;
  return p_pace;
end $$;

-- The last thirty of a list.
-- Called by: fill_pace. Locks: nothing.
create or replace function last_thirty(p_list int[]) returns int[]
language sql immutable parallel safe as $$
  select p_list[greatest(1, cardinality(p_list) - 29):]
$$;

-- What is settled of a job, and how many items are out, in the very snapshot.
-- Called by: the functions below. Locks: nothing.
create or replace function pace_counts(p_job jobs, out settled int, out active int)
language sql stable as $$
  select p_job.completed_items + p_job.failed_items + p_job.skipped_items + p_job.cancelled_items
      + coalesce(sum(b.completed + b.failed + b.skipped), 0)::int,
    coalesce(sum(b.open_items) filter (where b.state = 'leased'), 0)::int
  from lotline.batches b where b.job_no = p_job.number
$$;

-- Fills the buckets of all jobs in progress, once every ten seconds. Rows are written only where something was settled
-- or slots in use changed. A job that is new here begins now; rows of runs that are over go.
-- Called by: tick. Locks: the engine_locks row 'pace', rows of job_pace, SKIP LOCKED.
create or replace function tend_pace(p_now timestamptz) returns void
language plpgsql as $$
declare
  v_looked timestamptz;
begin
  select l.done_at into v_looked from lotline.engine_locks l
  where l.name = 'pace' and floor(extract(epoch from l.done_at) / 10) < floor(extract(epoch from p_now) / 10)
  for update skip locked;
  if not found then
    return;
  end if;
  update lotline.engine_locks l set done_at = p_now where l.name = 'pace';
  with over as (
    select p.job_no from lotline.job_pace p join lotline.jobs j on j.number = p.job_no
    where j.status not in ('in_progress', 'paused') or j.hidden_at is not null for update of p skip locked)
  delete from lotline.job_pace p using over o where p.job_no = o.job_no;
  delete from lotline.job_waits w where w.until < p_now - interval '1 minute';

  with moved as (
    select f.* from lotline.jobs j
      join lotline.job_pace p on p.job_no = j.number
      cross join lateral lotline.pace_counts(j) c
      cross join lateral lotline.fill_pace(p, c.settled, c.active, p_now, v_looked) f
    where j.status = 'in_progress'
      and (c.settled <> p.settled or c.active is distinct from p.tens_active[cardinality(p.tens_active)])
    for update of p skip locked)
  update lotline.job_pace p set bucket = m.bucket, settled = m.settled, seen = m.seen, filled = m.filled, tens = m.tens,
    tens_active = m.tens_active, minutes = m.minutes, minutes_active = m.minutes_active, moved_at = m.moved_at
  from moved m where p.job_no = m.job_no;

  insert into lotline.job_pace (job_no, bucket, settled, moved_at)
  select j.number, floor(extract(epoch from p_now) / 10), c.settled, p_now
  from lotline.jobs j cross join lateral lotline.pace_counts(j) c
  where j.status = 'in_progress' and j.hidden_at is null
    and not exists (select from lotline.job_pace p where p.job_no = j.number)
  on conflict do nothing;
end $$;

-- A pause is no slowness: buckets end when it begins, and go on where it ends. Neither is the time between two runs.
-- Called by: the trigger below. Locks: the job's row of job_pace.
create or replace function pace_moved() returns trigger
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_counts record;
begin
  v_counts := lotline.pace_counts(new);
  if new.status = 'paused' then
    update lotline.job_pace p set bucket = f.bucket, settled = f.settled, seen = f.seen, filled = f.filled, tens = f.tens,
      tens_active = f.tens_active, minutes = f.minutes, minutes_active = f.minutes_active, moved_at = f.moved_at
    from lotline.job_pace q cross join lateral lotline.fill_pace(q, v_counts.settled, v_counts.active, v_now,
      (select l.done_at from lotline.engine_locks l where l.name = 'pace')) f
    where q.job_no = new.number and p.job_no = new.number;
  else
    update lotline.job_pace p set bucket = floor(extract(epoch from v_now) / 10), settled = v_counts.settled, moved_at = v_now
    where p.job_no = new.number;
  end if;
  return null;
end $$;
create or replace trigger pace_moved after update of status on jobs for each row
  when (old.status is distinct from new.status
    and (new.status = 'paused' or new.status = 'in_progress' and old.status <> 'pending'))
  execute function pace_moved();

-- Remembers why items came back without an attempt. Where several reasons are given, the one that lasts longest.
-- Called by: apply_outcomes, when something was deferred. Locks: the job's row of job_waits.
create or replace function note_wait(p_job bigint, p_outcomes json, p_until timestamptz) returns void
language sql as $$
  insert into lotline.job_waits as w (job_no, reason, until)
  select p_job, left(regexp_replace(o ->> 'reason', ' until .*$', ''), 200), p_until
  from json_array_elements(p_outcomes) o
  where o ->> 'outcome' = 'deferred' and coalesce(o ->> 'reason', '') <> ''
  order by (o ->> 'afterMs')::double precision desc limit 1
  on conflict (job_no) do update set reason = excluded.reason, until = excluded.until
$$;

-- What is known of how these jobs go, for those that are not over: the facts that an estimate, the constraint that binds
-- and the reason why a job does not move are judged by. One read for a page of jobs, whoever's they are.
-- Called by: src/engine/pace-facts.ts. Locks: nothing.
create or replace function pace_facts(p_orgs uuid[], p_numbers bigint[])
returns table (job_no bigint, bucket_seconds int, buckets int[], active int[], filled int, seen int, settled int,
  idle_seconds double precision, running_seconds double precision, max_leases int, rate_per_second double precision,
  hold jsonb, worker_driven boolean, workers int, slots int, busy int, leases int, leased_seconds double precision,
  open boolean, waiting_seconds double precision, opens_in double precision, at_rate boolean, last_retry_in double precision, ahead_items int,
  ahead_per_second double precision, wait_reason text, wait_until timestamptz, freezing boolean, now timestamptz)
language plpgsql stable security definer set search_path = lotline, pg_temp
set jit = off as $$
#variable_conflict use_column
declare
  v_now timestamptz := lotline.clock();
  v_looked timestamptz := (select l.done_at from lotline.engine_locks l where l.name = 'pace');
begin
  perform lotline.require_org(o) from (select distinct o from unnest(p_orgs) o) x;
  return query
  with alive as materialized (
    select k.kind, count(*)::int as workers, coalesce(sum((w.info ->> 'slots')::int), 0)::int as slots,
      coalesce(sum((w.info ->> 'running')::int), 0)::int as busy
    from lotline.workers w cross join lateral jsonb_array_elements_text(w.info -> 'kinds') k (kind)
    -- who drains takes nothing more
    where w.seen_at > v_now - interval '30 seconds' and w.wanted = 'run' and jsonb_typeof(w.info -> 'kinds') = 'array' group by k.kind)
  select j.number, case when f.filled >= 60 then 60 else 10 end,
    case when f.filled >= 60 then f.minutes else coalesce(f.tens, '{}') end,
    case when f.filled >= 60 then f.minutes_active else coalesce(f.tens_active, '{}') end,
    coalesce(f.filled, 0), coalesce(f.seen, 0), c.settled,
    case when c.settled > p.settled then 0 else extract(epoch from v_now - p.moved_at) end::double precision,
    case when j.generation = 1 then extract(epoch from v_now - j.started_at) end::double precision,
    j.max_leases, j.rate_per_second, lotline.job_hold(j.kind, j.driver, j.status), j.driver = 'worker',
    coalesce(a.workers, 0), coalesce(a.slots, 0), coalesce(a.busy, 0), l.leases,
    extract(epoch from v_now - l.leased_at)::double precision, coalesce(q.open, false),
    greatest(0, extract(epoch from v_now - q.waiting_since))::double precision,
    case when q.available_at < 'infinity' then greatest(0, extract(epoch from greatest(q.available_at, v_now) - v_now)) end::double precision,
    coalesce(j.rate_per_second is not null and q.rate_clock > v_now, false),
    (select greatest(0, extract(epoch from max(t.run_at) - v_now)) from lotline.returns t
      where t.job_no = j.number and t.run_at is not null)::double precision,
    coalesce(h.items, 0)::int, h.per_second,
    case when s.paused_at is not null then 'its queue is held' when i.waiting_reason is not null and i.due_at > v_now then i.waiting_reason
      else w.reason end,
    case when s.paused_at is not null then null when i.waiting_reason is not null and i.due_at > v_now then i.due_at else w.until end,
    i.job_no is not null, v_now
  from lotline.jobs j
  cross join lateral lotline.pace_counts(j) c
  left join lotline.job_pace p on p.job_no = j.number
  left join lateral lotline.fill_pace(p, c.settled, c.active, case when j.status = 'in_progress' then v_now else 'epoch' end, v_looked) f
    on p.job_no is not null
  left join lotline.cursors q on q.job_no = j.number
  left join alive a on a.kind = j.kind
  cross join lateral (select count(*)::int as leases, max(b.leased_at) as leased_at
    from lotline.batches b where b.job_no = j.number and b.state = 'leased') l
  -- whoever is ahead in the order of claims, while this one has nothing out
  left join lateral (
    select sum(x.end_seq - x.next_seq + 1) as items,
      sum((select sum(n) from unnest(y.tens[greatest(1, cardinality(y.tens) - 5):]) n) / 60.0)::double precision as per_second
    from (select o.job_no, o.next_seq, o.end_seq from lotline.cursors o
      where o.driver = q.driver and o.kind = q.kind and o.open and o.available_at < 'infinity' and o.available_at <= v_now
        and o.priority < q.priority order by o.priority limit 100) x
    left join lotline.job_pace y on y.job_no = x.job_no) h on l.leases = 0 and q.open and j.driver = 'worker'
  left join lotline.job_waits w on w.job_no = j.number and w.until > v_now
  left join lotline.queue_settings s on s.org_id = j.org_id and s.kind = j.kind and j.driver = 'worker'
  left join lotline.lead_imports i on i.job_no = j.number and i.stage in ('freezing', 'appending')
  where j.number = any (p_numbers) and j.org_id = any (p_orgs) and j.status in ('pending', 'in_progress', 'paused');
end $$;

grant execute on function pace_facts(uuid[], bigint[]) to lotline_api;
