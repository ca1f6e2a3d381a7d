-- Settling: the one hot place. A lease is the fence: a stale token, a revoked or closed lease, or the last call of a
-- cancelled job that is over, changes nothing. Reports of the same items twice count once.

-- The usual case, all completed: two statements for a whole lease.
--   p_results     one JSON value a line, in the order of p_seqs
-- Called by: workers (src/engine/claims.ts). Locks: batch; the job when this may have been its last lease.
create or replace function settle_completed(p_batch bigint, p_token int, p_seqs int[], p_results text)
returns table (accepted int, ignored int, fenced boolean, closed boolean)
language plpgsql security definer set search_path = lotline, pg_temp
set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_given int := cardinality(p_seqs);
  v_batch lotline.batches := lotline.lock_lease(p_batch, p_token);
  v_now timestamptz := lotline.clock();
  v_whole boolean;
  v_new int[] := p_seqs;
begin
  if v_batch.id is null then
    return query select 0, v_given, true, false;
    return;
  end if;
  perform lotline.check_length('results', case when p_results = '' then 0 else
    length(p_results) - length(replace(p_results, E'\n', '')) + 1 end, v_given);
  -- The whole lease, each item once, in order: nothing to filter, nothing that could conflict. (A conflict clause makes
  -- each insert speculative, with a WAL record more and an index look-up more.)
  v_whole := p_seqs = array(select generate_series(lower(r), upper(r) - 1) from unnest(v_batch.open) r);
  if v_whole and v_batch.fresh then
    insert into lotline.results (job_no, settled_at, seq, attempts, generation, outcome, result)
    select v_batch.job_no, v_now, u.seq, 1, v_batch.generation, 'completed', u.result::json
    from rows from (unnest(p_seqs), string_to_table(p_results, E'\n')) u (seq, result);
    accepted := v_given;
  else
    with settled as (
    insert into lotline.results (job_no, settled_at, seq, attempts, generation, outcome, result)
    select v_batch.job_no, v_now, u.seq,
      coalesce((select r.attempts from lotline.returns r where r.job_no = v_batch.job_no and r.seq = u.seq), 0) + 1,
      v_batch.generation, 'completed', u.result::json
    from rows from (unnest(p_seqs), string_to_table(p_results, E'\n')) u (seq, result)
    where u.seq <@ v_batch.open
    on conflict do nothing
    returning seq)
    select count(*), array_agg(s.seq) into accepted, v_new from settled s;
  end if;
  if v_batch.billed then
    update lotline.sent_calls s set answered_at = v_now
    where s.batch_id = v_batch.id and s.seq = any (p_seqs) and s.answered_at is null;
  end if;
  perform lotline.end_streak(v_batch.job_no);
  perform lotline.call_hook(v_batch, v_new);
  closed := lotline.shrink_lease(v_batch, p_seqs, row(accepted, 0, 0, 0, null, null)::lotline.settled_counts, v_now);
  if closed then
    perform lotline.after_lease(v_batch.job_no, v_batch.limited);
  end if;
  ignored := v_given - accepted;
  fenced := false;
  return next;
end $$;

-- Any mix of outcomes: [{"seq", "outcome": completed|failed|skipped, "result", "class", "code", "message", "afterMs"}].
-- A failure of a retryable class goes back until its attempts are used up; one without a class is final.
-- Called by: workers (src/engine/claims.ts), pull's callers. Locks: batch, the job's health when something failed, its
-- items' returns, failure groups; the cursor only if free; then the job when it may be done.
create or replace function settle(p_batch bigint, p_token int, p_outcomes json)
returns table (accepted int, ignored int, fenced boolean, closed boolean)
language plpgsql security definer set search_path = lotline, pg_temp
set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_batch lotline.batches := lotline.lock_lease(p_batch, p_token);
  v_failed int;
begin
  perform lotline.check_outcomes(p_outcomes);
  if v_batch.id is null then
    return query select 0, json_array_length(p_outcomes), true, false;
    return;
  end if;
  select s.accepted, s.failed, s.closed into accepted, v_failed, closed from lotline.settle_lease(v_batch, p_outcomes) s;
  ignored := json_array_length(p_outcomes) - accepted;
  fenced := false;
  if closed then
    perform lotline.after_lease(v_batch.job_no, v_batch.limited);
  end if;
  if v_failed > 0 then
    perform lotline.pause_on_streak(v_batch.job_no);
  end if;
  return next;
end $$;

-- settle, for a lease that the caller has locked and outcomes that were checked. What follows for the job is left to the
-- caller: whoever settles several leases takes the job's row after the last of them, or two such callers deadlock.
-- Called by: settle, report_items. Locks: as settle, without the job.
create or replace function settle_lease(p_batch batches, p_outcomes json, out accepted int, out failed int, out closed boolean)
language plpgsql as $$
declare
  v_now timestamptz := lotline.clock();
  v_counts lotline.settled_counts;
begin
  v_counts := lotline.apply_outcomes(p_batch, lotline.as_unknown(p_batch, p_outcomes), v_now);
  if v_counts.next_run_at is not null then
    -- opportunistic: a claim that holds the cursor must not make us wait; the tick sees to it otherwise
    update lotline.cursors c set retry_at = least(c.retry_at, v_counts.next_run_at),
      -- a limited job at infinity may be waiting for a lease to end, which opens it by itself
      available_at = case when p_batch.limited and c.available_at = 'infinity' then c.available_at
        else least(c.available_at, v_counts.next_run_at) end
    where c.job_no = (select x.job_no from lotline.cursors x where x.job_no = p_batch.job_no and x.retry_at > v_counts.next_run_at
                      for update skip locked);
  end if;
  accepted := v_counts.completed + v_counts.failed + v_counts.skipped + v_counts.retried;
  failed := v_counts.failed;
  closed := lotline.shrink_lease(p_batch, v_counts.seqs, v_counts, v_now);
end $$;

-- The lease, locked, if p_token still holds it; else a null row. From here the transaction commits synchronously,
-- whatever a claim before it in the same transaction had set.
-- Called by: everything that reports on a lease. Locks: batch.
create or replace function lock_lease(p_batch bigint, p_token int) returns batches
language plpgsql as $$
declare
  v_batch lotline.batches;
begin
  perform lotline.make_durable();
  select * into v_batch from lotline.batches b where b.id = p_batch and b.token = p_token and b.state = 'leased' for update;
  if v_batch.last_call and v_batch.lease_until < lotline.clock() then
    return null;
  end if;
  return v_batch;
end $$;

-- Takes reported items out of a lease, adds what became of them to its counters, and closes it when nothing is open.
-- What closes it is that every open item was reported, not how many seqs were given.
-- Called by: settle_completed, settle_lease. Locks: batch (held).
create or replace function shrink_lease(p_batch batches, p_seqs int[], p_counts settled_counts, p_now timestamptz) returns boolean
language plpgsql as $$
declare
  v_open int4multirange := '{}';
  v_open_items int := p_batch.open_items - p_counts.completed - p_counts.failed - p_counts.skipped - p_counts.retried;
  v_closed boolean;
begin
  if v_open_items > 0 then
    select p_batch.open - coalesce(range_agg(int4range(s, s, '[]')), '{}') into v_open from unnest(p_seqs) s;
    v_open_items := lotline.count_in(v_open);
  end if;
  v_closed := v_open_items <= 0;
  update lotline.batches b set
    completed = b.completed + p_counts.completed, failed = b.failed + p_counts.failed, skipped = b.skipped + p_counts.skipped,
    retried = b.retried + p_counts.retried, open = v_open, open_items = v_open_items,
    state = case when v_closed then 'closed' else b.state end, closed_at = case when v_closed then p_now end
  where b.id = p_batch.id;
  return v_closed;
end $$;

-- How many integers are in a multirange.
-- Called by: the engine. Locks: nothing.
create or replace function count_in(p_ranges int4multirange) returns int
language sql immutable parallel safe as $$
  select coalesce(sum(upper(r) - lower(r)), 0)::int from unnest(p_ranges) r
$$;

-- A lease is over: another may go out, or the job may be done.
-- Called by: settling, release_batch, pull, each with nothing left to lock but the job. Locks: the cursor only if free (a
-- claim may hold it); the job when it may be done.
create or replace function after_lease(p_job bigint, p_limited boolean) returns void
language plpgsql as $$
begin
  perform lotline.make_room(p_job, p_limited);
  -- only an optimization: finish_if_done counts for itself, and the tick and empty claims ask it too
  if exists (select from lotline.cursors c where c.job_no = p_job
    -- whoever works from outside may have settled by name what the cursor has not come to
    and (c.next_seq > c.end_seq and c.retry_at = 'infinity' or c.driver <> 'worker')) then
    perform lotline.finish_if_done(p_job, true);
  end if;
end $$;

-- A lease of a job that may have only so many is over: let another out.
-- Called by: after_lease, expire_leases. Locks: the cursor only if free.
create or replace function make_room(p_job bigint, p_limited boolean) returns void
language plpgsql as $$
begin
  if p_limited then
    -- infinity: the job's own bound; at most half a second on: that of its queue
    update lotline.cursors c set available_at = case when c.next_seq <= c.end_seq then '-infinity' else c.retry_at end
    where c.job_no = (select x.job_no from lotline.cursors x where x.job_no = p_job
      and (x.available_at = 'infinity' or (x.available_at > lotline.clock() and x.available_at <= lotline.clock() + interval '500 milliseconds'))
      for update skip locked);
  end if;
end $$;

-- Calls the kind's hook in the settling transaction; lotline.settled_by then names who reports: the worker, or who
-- lotline.reporter says it is, with its session. A connection's number means nothing later.
-- Called by: settling. Locks: what the hook locks.
create or replace function call_hook(p_batch batches, p_seqs int[]) returns void
language plpgsql as $$
declare
  v_reporter text := nullif(current_setting('lotline.reporter', true), '');
begin
  if p_batch.hook is not null and cardinality(p_seqs) > 0 then
    perform set_config('lotline.settled_by', left(case
      when v_reporter is null or starts_with(p_batch.worker, v_reporter) then p_batch.worker
      when p_batch.holder_pid is not null then v_reporter
      else concat_ws(', ', v_reporter, p_batch.worker) end, 200), true);
    execute format('select %s($1, $2, $3)', p_batch.hook::regproc) using p_batch.job_no, p_batch.id, p_seqs;
  end if;
end $$;
