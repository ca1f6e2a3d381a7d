-- Hands out up to p_limit items as leases, one row a lease, its items as [[seq, attempt, reference, input], …].
-- Order: priority (which rises while a job waits), then the job's virtual time. Items that came back go before new ones.
-- No rows: nothing to do now, or somebody kept the only open job locked for more than 200 ms.
--   p_ahead       of a job with a rate, also items whose time comes this much later. The caller begins them no sooner: the
--                 first starts_in_ms after the claim (negative: as many are due at once), each other one step_ms later.
-- Called by: workers (src/engine/claims.ts), pull. Locks: cursors (one by one with SKIP LOCKED; waits for one only
-- while it holds none, at most 200 ms), then expired leases, then the job at its first claim.
create or replace function claim(
  p_worker text, p_kinds text[], p_limit int, p_job bigint default null, p_driver text default 'worker',
  p_holder_pid int default null, p_holder_started_at timestamptz default null, p_ahead interval default '0'
) returns table (
  batch_id bigint, token int, job_no bigint, job_id uuid, org_id uuid, kind text, params jsonb, generation int,
  lease_seconds int, lease_until timestamptz, items json, starts_in_ms double precision, step_ms double precision
)
language plpgsql security definer set search_path = lotline, pg_temp
set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_now timestamptz := lotline.clock();
  v_lock_timeout text := current_setting('lock_timeout');
  v_left int := p_limit;
  v_held boolean;
  v_cursor lotline.cursors;
  v_job lotline.jobs;
  v_batch lotline.batches;
begin
  if coalesce(btrim(p_worker), '') = '' then
    perform lotline.refuse_argument('worker', p_worker, 'give the name of whoever takes the items');
  end if;
  if p_limit is null or p_limit not between 1 and 10000 then
    perform lotline.refuse_argument('limit', p_limit::text, 'give 1 to 10000');
  end if;
  perform lotline.make_losable();
  perform set_config('lock_timeout', '200ms', true);

  v_held := lotline.expire_leases(v_now, 4, p_job) > 0;
  if v_held then
    -- what came back is due from the moment it did
    v_now := lotline.clock();
  end if;
  for v_pass in 1..64 loop
    -- a scrap of what was asked for is not worth a lease of its own
    exit when v_left <= 0 or (v_left < p_limit and v_left * 4 < p_limit);
    v_cursor := lotline.lock_next_cursor(p_kinds, p_job, p_driver, v_now, not v_held);
    exit when v_cursor.job_no is null;
    v_held := true;
    select * into v_job from lotline.jobs j where j.number = v_cursor.job_no;
    -- the lease is of whoever takes it: what an outside caller loses kills no worker of ours
    v_job.driver := p_driver;
    v_batch := lotline.lease_from(v_cursor, v_job, p_worker, v_left, v_now, p_holder_pid, p_holder_started_at, p_ahead);
    continue when v_batch.id is null;
    v_left := v_left - v_batch.open_items;
    return query select v_batch.id, v_batch.token, v_job.number, v_job.id, v_job.org_id, v_job.kind, v_job.params,
      v_batch.generation, v_job.lease_seconds, v_batch.lease_until, lotline.lease_items(v_batch),
      extract(epoch from lotline.first_turn(v_job, v_cursor.rate_clock, v_now) - v_now)::float8 * 1000,
      extract(epoch from lotline.rate_step(v_job))::float8 * 1000;
    -- who comes by himself gets one lease at a time
    exit when p_driver <> 'worker';
    -- suspects come alone (lease_from says why)
    exit when not v_batch.fresh and lotline.holds_suspects(p_worker);
  end loop;

  -- Nothing to give: perhaps the last two reports of a job each missed the other while both were committing. Look again.
  if v_left = p_limit and not v_held then
    for v_job in select j.* from lotline.cursors c join lotline.jobs j on j.number = c.job_no
                 where c.open and c.next_seq > c.end_seq and c.kind = any (p_kinds) limit 4 loop
      perform lotline.finish_if_done(v_job.number, false);
    end loop;
  end if;
  perform set_config('lock_timeout', v_lock_timeout, true);
end $$;

-- The best open cursor that nobody else holds, locked; a null row when there is none. Each kind is one probe of the
-- index that leads with it: thousands of open jobs of other kinds cost nothing. When all good ones are held and
-- p_may_wait, waits for the best one.
-- Called by: claim. Locks: one cursor.
create or replace function lock_next_cursor(p_kinds text[], p_job bigint, p_driver text, p_now timestamptz, p_may_wait boolean)
returns cursors
language plpgsql as $$
declare
  v_candidates bigint[];
  v_candidate bigint;
  v_cursor lotline.cursors;
begin
  if p_job is not null then
    v_candidates := array[p_job];
  else
    select array_agg(x.job_no order by x.priority, x.turn, x.job_no) into v_candidates
    from unnest(p_kinds) k (kind) cross join lateral (
      select c.job_no, c.priority, c.turn from lotline.cursors c
      where c.driver = p_driver and c.kind = k.kind and c.open and c.available_at < 'infinity' and c.available_at <= p_now
        and (p_driver <> 'worker' or not exists (select from lotline.queue_settings q
          where q.org_id = c.org_id and q.kind = c.kind and q.paused_at is not null))
      order by c.priority, c.turn, c.job_no limit 4) x;
  end if;
  foreach v_candidate in array coalesce(v_candidates, '{}') loop
    select * into v_cursor from lotline.cursors c
    where c.job_no = v_candidate and c.open and c.available_at < 'infinity' and c.available_at <= p_now for update skip locked;
    if found then
      return v_cursor;
    end if;
  end loop;
  -- SKIP LOCKED on one hot row says "no work" falsely, so wait for the best one after all
  if p_may_wait and v_candidates is not null then
    begin
      select * into v_cursor from lotline.cursors c
      where c.job_no = v_candidates[1] and c.open and c.available_at < 'infinity' and c.available_at <= p_now for update;
    exception when lock_not_available then
      return null;
    end;
  end if;
  return v_cursor;
end $$;

-- Takes items of one job into a lease: those due again first, else the next of the backlog. A null row when there is
-- nothing to take now; the cursor then says when there will be.
-- Called by: claim, which holds the cursor: every statement here sees all that its previous holders committed.
-- Locks: returned items (SKIP LOCKED); the job, at its first lease, without waiting.
create or replace function lease_from(
  p_cursor cursors, p_job jobs, p_worker text, p_limit int, p_now timestamptz, p_holder_pid int, p_holder_started_at timestamptz,
  p_ahead interval
) returns batches
language plpgsql as $$
declare
  v_want int := least(p_limit, p_job.batch_size);
  v_fresh boolean := p_cursor.retry_at > p_now;
  v_taken int4multirange;
  v_done int4multirange;
  v_count int := 0;
  v_next_seq int := p_cursor.next_seq;
  v_retry_at timestamptz := p_cursor.retry_at;
  v_step interval;
  v_first timestamptz;
  v_worth int;
  v_group int;
  v_watched boolean;
  v_rivals int;
  v_batch lotline.batches;
begin
  if p_job.failure_limit > 0 and exists (
    select from lotline.job_health h where h.job_no = p_job.number and h.streak >= p_job.failure_limit) then
    perform lotline.auto_pause(p_job.number, true);
    return null;
  end if;
  if p_job.max_leases is not null and (
    select count(*) from lotline.batches b where b.job_no = p_job.number and b.state = 'leased') >= p_job.max_leases then
    -- whoever closes a lease, or the tick, opens it again
    update lotline.cursors c set available_at = 'infinity' where c.job_no = p_job.number;
    return null;
  end if;
  if p_job.driver = 'worker' and not lotline.queue_has_room(p_job.org_id, p_job.kind) then
    -- whoever closes a lease opens it sooner
    update lotline.cursors c set available_at = p_now + interval '500 milliseconds' where c.job_no = p_job.number;
    return null;
  end if;
  if p_job.rate_per_second is not null then
    v_step := lotline.rate_step(p_job);
    v_first := lotline.first_turn(p_job, p_cursor.rate_clock, p_now);
    v_want := least(v_want, floor(extract(epoch from p_now + p_ahead + v_step - v_first) / extract(epoch from v_step))::int);
    -- items taken one by one as each becomes due cost a round trip and a lease each: wait for a quarter of a second's worth,
    -- or as much as there can be
    v_worth := greatest(1, least(p_limit, p_job.batch_size, p_job.rate_burst + floor(extract(epoch from p_ahead) * p_job.rate_per_second / 2),
      p_job.rate_per_second / 4, case when v_fresh then p_cursor.end_seq - v_next_seq + 1 else 1 end)::int);
    if v_want < v_worth then
      update lotline.cursors c set available_at = v_first + v_step * (v_worth - 1) - p_ahead
      where c.job_no = p_job.number;
      return null;
    end if;
  end if;
  if p_job.status = 'pending' and not lotline.first_lease(p_job.number, p_worker) then
    return null;
  end if;

  if v_fresh then
    v_count := least(v_want, p_cursor.end_seq - v_next_seq + 1);
    if v_count > 0 then
      v_taken := int4multirange(int4range(v_next_seq, v_next_seq + v_count));
      -- settled while they waited: refused rows, reports of items that nobody held
      select range_agg(int4range(r.seq, r.seq, '[]')), count(*) into v_done, v_group from lotline.results r
      where r.job_no = p_job.number and r.seq >= v_next_seq and r.seq < v_next_seq + v_count;
      v_next_seq := v_next_seq + v_count;
      if v_done is not null then
        v_taken := v_taken - v_done;
        v_count := v_count - v_group;
        if v_count = 0 then
          -- a whole stretch of them: go on at the first that is not settled
          select coalesce(min(x.seq), p_cursor.end_seq + 1) into v_next_seq from (
            select i.seq from lotline.items i where i.job_no = p_job.number and i.seq >= v_next_seq
              and not exists (select from lotline.results r where r.job_no = p_job.number and r.seq = i.seq)
            order by i.seq limit 1) x;
        end if;
      end if;
    end if;
  else
    -- Items suspected of killing workers are handed out in ever smaller groups, apart from the others, and one group at
    -- a time to each worker: of several, the innocent would die with the guilty and be blamed for it.
    select r.group_limit into v_group from lotline.returns r
    where r.job_no = p_job.number and r.run_at <= p_now order by r.run_at, r.seq limit 1;
    v_watched := v_group is not null and lotline.holds_suspects(p_worker);
    if v_watched then
      v_group := null;
    end if;
    with due as (
      select r.seq from lotline.returns r
      where r.job_no = p_job.number and r.run_at <= p_now and r.group_limit is not distinct from v_group
      order by r.run_at, r.seq limit least(v_want, coalesce(v_group, v_want)) for update skip locked),
    taken as (
      update lotline.returns r set run_at = null from due
      where r.job_no = p_job.number and r.seq = due.seq returning r.seq)
    select range_agg(int4range(t.seq, t.seq, '[]')), count(*) into v_taken, v_count from taken t;
    select coalesce(min(r.run_at), 'infinity') into v_retry_at from lotline.returns r
    where r.job_no = p_job.number and r.run_at is not null;
    if v_watched and v_count = 0 then
      -- what is due is not for this worker now; meanwhile the cursor gives fresh items, or nothing
      v_retry_at := greatest(v_retry_at, p_now + interval '1 second');
    end if;
  end if;

  -- fair shares: an organization with many open jobs moves each of them on by as much more
  select count(*) into v_rivals from (
    select from lotline.cursors c where c.org_id = p_cursor.org_id and c.open limit 100) x;
  update lotline.cursors c set next_seq = v_next_seq, retry_at = v_retry_at,
    priority = case when v_count > 0 then c.base_priority else c.priority end,
    waiting_since = p_now,
    turn = c.turn + v_count * greatest(v_rivals, 1) / p_job.weight,
    rate_clock = case when v_step is null then c.rate_clock else greatest(c.rate_clock, p_now) + v_step * v_count end,
    available_at = case when v_next_seq <= c.end_seq then '-infinity' else v_retry_at end
  where c.job_no = p_job.number;
  if v_count < 1 then
    return null;
  end if;

  insert into lotline.batches as b (job_no, worker, driver, holder_pid, holder_started_at, items, open, open_items, size,
    generation, fresh, limited, hook, leased_at, lease_until)
  values (p_job.number, p_worker, p_job.driver, p_holder_pid, p_holder_started_at, v_taken, v_taken, v_count, v_count,
    p_job.generation, v_fresh, p_job.max_leases is not null or exists (select from lotline.queue_settings q
      where q.org_id = p_job.org_id and q.kind = p_job.kind and q.max_leases is not null),
    (select h.function_name::text from lotline.settle_hooks h where h.kind = p_job.kind),
    p_now, p_now + make_interval(secs => p_job.lease_seconds))
  returning b.* into v_batch;
  return v_batch;
end $$;

-- The time between two items at a job's rate, as it was rounded: a third of a second is not a whole number of microseconds.
-- Null: it has none.
-- Called by: claim, lease_from. Locks: nothing.
create or replace function rate_step(p_job jobs) returns interval
language sql immutable as $$
  select make_interval(secs => 1 / p_job.rate_per_second)
$$;

-- When the next item of a job may begin under its rate; before now, when several may at once. Null: any time.
-- Called by: claim, lease_from. Locks: nothing.
create or replace function first_turn(p_job jobs, p_rate_clock timestamptz, p_now timestamptz) returns timestamptz
language sql immutable as $$
  select greatest(p_rate_clock, p_now) - lotline.rate_step(p_job) * (p_job.rate_burst - 1)
$$;

-- Whether our workers may have one more batch of an organization's work of a kind. Where that is bounded, claims of it
-- stand in line without waiting, so that it is never passed.
-- Called by: lease_from. Locks: the row of queue_settings, when there is a bound and only if free.
create or replace function queue_has_room(p_org uuid, p_kind text) returns boolean
language plpgsql as $$
declare
  v_queue lotline.queue_settings;
begin
  select * into v_queue from lotline.queue_settings q where q.org_id = p_org and q.kind = p_kind;
  if not found or (v_queue.paused_at is null and v_queue.max_leases is null) then
    return true;
  elsif v_queue.paused_at is not null then
    return false;
  end if;
  perform from lotline.queue_settings q where q.org_id = p_org and q.kind = p_kind for no key update skip locked;
  return found and (
    select count(*) from lotline.batches b join lotline.cursors c on c.job_no = b.job_no
    where b.state = 'leased' and b.driver = 'worker' and c.org_id = p_org and c.kind = p_kind) < v_queue.max_leases;
end $$;

-- Whether a worker holds items that are suspected of killing workers.
-- Called by: lease_from, when such items are due. Locks: nothing.
create or replace function holds_suspects(p_worker text) returns boolean
language sql stable as $$
  select exists (
    select from lotline.batches b where b.state = 'leased' and b.worker = p_worker and not b.fresh and exists (
      select from lotline.returns r where r.job_no = b.job_no and r.seq = lower(b.items) and r.group_limit is not null))
$$;

-- A submitted job leaves pending when its first items are handed out. False when somebody keeps the job's row.
-- Called by: lease_from. Locks: job, without waiting.
create or replace function first_lease(p_no bigint, p_worker text) returns boolean
language plpgsql as $$
begin
  if not lotline.try_lock_job(p_no) then
    return false;
  end if;
  update lotline.jobs j set status = 'in_progress', started_at = coalesce(j.started_at, lotline.clock()), updated_at = lotline.clock()
  where j.number = p_no and j.status = 'pending';
  perform lotline.record_event(p_no, 'started', p_worker, 'first items handed out');
  return true;
end $$;

-- What is open in a lease, as [[seq, attempt, reference, input], …] in order. One index range for each range of the
-- lease (LATERAL … OFFSET 0 pins that), with the job number as a parameter so that other partitions are left alone.
-- Called by: claim. Locks: nothing.
create or replace function lease_items(p_batch batches) returns json
language plpgsql as $$
declare
  v_items json;
begin
  if p_batch.fresh then
    select json_agg(json_build_array(i.seq, 1, i.reference, i.input)) into v_items
    from unnest(p_batch.open) o (range) cross join lateral (
      select x.seq, x.reference, x.input from lotline.items x
      where x.job_no = p_batch.job_no and x.seq >= lower(o.range) and x.seq < upper(o.range) order by x.seq offset 0) i;
  else
    select json_agg(json_build_array(i.seq, coalesce(i.attempts, 0) + 1, i.reference, i.input)) into v_items
    from unnest(p_batch.open) o (range) cross join lateral (
      select x.seq, r.attempts, x.reference, x.input
      from lotline.items x left join lotline.returns r on r.job_no = p_batch.job_no and r.seq = x.seq
      where x.job_no = p_batch.job_no and x.seq >= lower(o.range) and x.seq < upper(o.range) order by x.seq offset 0) i;
  end if;
  return v_items;
end $$;
