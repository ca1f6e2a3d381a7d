-- Takes a lease away. What is open in it comes back, due at once; three exceptions:
--   items whose billed request was sent and not answered are failed as outcome_unknown;
--   a single item alone on a worker's lease that expires for the third time is failed as poison: it kills whoever takes it;
--   a cancelled job's items are cancelled by being nobody's any more.
-- An expired worker's lease may have died of one of its items: from the second time on they are handed out again in
-- groups of half the size. Leases of agents, and leases handed back or fenced, are simply handed on.
-- Called by: expire_leases, revoke_leases, release_batch, pull; each holds the cursor and the lease. Locks: returns,
-- failure_groups, job_health.
create or replace function revoke_lease(p_batch batches, p_expired boolean) returns void
language plpgsql as $$
declare
  v_now timestamptz := lotline.clock();
  v_suspect boolean := p_expired and p_batch.driver = 'worker';
  v_open int4multirange := p_batch.open;
  v_counts lotline.settled_counts := row(0, 0, 0, 0, null, null)::lotline.settled_counts;
  v_lost int[] := '{}';
  v_outcomes json;
begin
  if p_batch.billed then
    select array_agg(distinct s.seq) into v_lost from lotline.sent_calls s
    where s.batch_id = p_batch.id and s.answered_at is null and s.seq <@ v_open;
    select json_agg(json_build_object('seq', s, 'outcome', 'failed', 'class', 'outcome_unknown', 'code', 'outcome_unknown',
      'message', 'A billed request was sent and no answer is known: the lease ended first')) into v_outcomes from unnest(v_lost) s;
  elsif v_suspect and p_batch.open_items = 1 and (select t.expiries >= 2 from lotline.returns t
      where t.job_no = p_batch.job_no and t.seq = lower(v_open)) then
    v_lost := array[lower(v_open)];
    v_outcomes := json_build_array(json_build_object('seq', lower(v_open), 'outcome', 'failed', 'class', 'crashed', 'code', 'poison',
      'message', 'Three workers were lost while they had this item alone', 'final', true));
  end if;
  if v_outcomes is not null then
    v_counts := lotline.apply_outcomes(p_batch, v_outcomes, v_now);
    v_open := v_open - (select range_agg(int4range(s, s, '[]')) from unnest(v_lost) s);
  end if;

  if not p_batch.last_call and not isempty(v_open) then
    insert into lotline.returns as t (job_no, seq, run_at, expiries)
    select p_batch.job_no, s, v_now, v_suspect::int from unnest(v_open) r, generate_series(lower(r), upper(r) - 1) s
    on conflict (job_no, seq) do update set run_at = excluded.run_at, expiries = least(t.expiries + excluded.expiries, 100),
      group_limit = case when v_suspect and t.expiries >= 1 then greatest(1, (p_batch.open_items + 1) / 2) else t.group_limit end;
    update lotline.cursors c set retry_at = least(c.retry_at, v_now), available_at = least(c.available_at, v_now)
    where c.job_no = p_batch.job_no;
  end if;
  update lotline.batches b set state = 'revoked', token = b.token + 1, open = '{}', open_items = 0, closed_at = v_now,
    completed = b.completed + v_counts.completed, failed = b.failed + v_counts.failed
  where b.id = p_batch.id;
end $$;

-- Takes away leases that ran out, oldest first, and says how many cursors it locked. Whether that finished a job is for
-- the tick to see: with a job's row in hand, the next lease's failures must not be counted (health comes before job).
-- Called by: claim (a few), tick (more). Locks: cursor, then lease, both SKIP LOCKED; then as revoke_lease.
create or replace function expire_leases(p_now timestamptz, p_limit int, p_job bigint default null) returns int
language plpgsql as $$
declare
  v_found record;
  v_batch lotline.batches;
  v_held int := 0;
begin
  for v_found in
    select b.id, b.job_no from lotline.batches b
    where b.state = 'leased' and b.lease_until < p_now and (p_job is null or b.job_no = p_job)
    order by b.lease_until limit p_limit
  loop
    perform from lotline.cursors c where c.job_no = v_found.job_no for update skip locked;
    continue when not found;
    v_held := v_held + 1;
    begin
      select * into v_batch from lotline.batches b
      where b.id = v_found.id and b.state = 'leased' and b.lease_until < p_now for update skip locked;
      if found then
        perform lotline.revoke_lease(v_batch, true);
        perform lotline.make_room(v_batch.job_no, v_batch.limited);
      end if;
    exception when lock_not_available then
      -- somebody is settling the same kind of failure or finishing the job: the next round takes it
      null;
    end;
  end loop;
  return v_held;
end $$;

-- Takes all leases of a job away, waiting out reports under way.
-- Called by: pause with fence, cancel with force, complete, fail, delete; each holds the cursor and does not hold the
-- job's row yet, which those reports may be waiting for. Locks: leases.
create or replace function revoke_leases(p_job bigint) returns int
language plpgsql as $$
declare
  v_batch lotline.batches;
  v_count int := 0;
begin
  -- all of them before the first is taken away: that locks failure rows, which a report of the next may be waiting for
  perform from lotline.batches b where b.job_no = p_job and b.state = 'leased' order by b.id for update;
  for v_batch in select * from lotline.batches b where b.job_no = p_job and b.state = 'leased' order by b.id loop
    perform lotline.revoke_lease(v_batch, false);
    v_count := v_count + 1;
  end loop;
  return v_count;
end $$;

-- Hands back what is open in a lease, due at once (graceful stop). False when the lease was not held any more.
-- Called by: workers. Locks: cursor, lease.
create or replace function release_batch(p_batch bigint, p_token int) returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job bigint;
  v_batch lotline.batches;
begin
  perform lotline.make_durable();
  select b.job_no into v_job from lotline.batches b where b.id = p_batch;
  perform from lotline.cursors c where c.job_no = v_job for update;
  v_batch := lotline.lock_lease(p_batch, p_token);
  if v_batch.id is null then
    return false;
  end if;
  perform lotline.revoke_lease(v_batch, false);
  perform lotline.after_lease(v_batch.job_no, v_batch.limited);
  perform pg_notify('lotline_work', '');
  return true;
end $$;

-- Says that a worker lives, and moves its leases on. What does not come back was taken away. A lease on its last call
-- comes back unmoved.
-- Called by: workers, every few seconds. Locks: its leases, in the order of their ids.
create or replace function heartbeat(p_worker text, p_batches bigint[], p_tokens int[], p_info jsonb default '{}')
returns table (batch_id bigint, job_no bigint, job_status text, lease_until timestamptz)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_now timestamptz := lotline.clock();
begin
  perform lotline.make_losable();
  insert into lotline.workers as w (name, started_at, seen_at, info) values (p_worker, v_now, v_now, coalesce(p_info, '{}'))
  on conflict (name) do update set seen_at = excluded.seen_at, info = excluded.info, lost_at = null;
  return query
    with held as (
      select b.id from lotline.batches b join unnest(p_batches, p_tokens) u (id, token) on b.id = u.id and b.token = u.token
      where b.state = 'leased' order by b.id for update of b),
    moved as (
      update lotline.batches b set lease_until = case when b.last_call then b.lease_until
        else v_now + make_interval(secs => j.lease_seconds) end
      from held h, lotline.jobs j where b.id = h.id and j.number = b.job_no
      returning b.id, b.job_no, j.status, b.lease_until)
    select m.id, m.job_no, m.status, m.lease_until from moved m;
end $$;

-- Moves a worker from those that are there to those that are gone.
-- Called by: remove_worker, bury_worker. Locks: its row.
create or replace function end_worker(p_worker text, p_how text) returns void
language plpgsql as $$
begin
  with gone as (delete from lotline.workers w where w.name = p_worker returning w.*)
  insert into lotline.past_workers as p (name, started_at, seen_at, ended_at, how, info)
  select g.name, g.started_at, g.seen_at, lotline.clock(), p_how, g.info from gone g
  on conflict (name) do update set started_at = excluded.started_at, seen_at = excluded.seen_at, ended_at = excluded.ended_at,
    how = excluded.how, info = excluded.info;
end $$;

-- Takes a worker off the list of the living.
-- Called by: workers that stop. Locks: its row.
create or replace function remove_worker(p_worker text) returns void
language sql security definer set search_path = lotline, pg_temp as $$
  select lotline.end_worker(p_worker, 'stopped')
$$;

-- The workers that gave the same machine in their heartbeats.
-- Called by: workers, to look for dead ones beside them. Locks: nothing.
create or replace function workers_on(p_machine text) returns table (name text, pid int)
language sql stable security definer set search_path = lotline, pg_temp as $$
  select w.name, (w.info ->> 'pid')::int from lotline.workers w where w.info ->> 'machine' = p_machine
$$;

-- A worker is known to be dead: its leases end now instead of when they run out. They are taken away like any other
-- expired lease, by the next claim or tick. Answers how many they were.
-- Called by: workers on the same machine. Locks: the leases, in the order of their ids.
create or replace function bury_worker(p_worker text) returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_count int;
begin
  -- whoever is silent for long was told of before
  perform lotline.tell_of_lost_worker(w.name, w.info) from lotline.workers w where w.name = p_worker and w.lost_at is null;
  with held as (
    select b.id from lotline.batches b where b.worker = p_worker and b.driver = 'worker' and b.state = 'leased'
    order by b.id for update)
  -- a time that people can be told until somebody sweeps, and that is over for whoever looks from now on
  update lotline.batches b set lease_until = least(b.lease_until, lotline.clock() - interval '1 microsecond') from held h where b.id = h.id;
  get diagnostics v_count = row_count;
  perform lotline.end_worker(p_worker, 'dead');
  return v_count;
end $$;
