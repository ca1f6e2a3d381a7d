-- Reports from outside: by somebody who holds no lease (a workflow, a person), or who only counts.

-- Settles items by name. Those in somebody's lease are settled there, as if its holder had; the others are settled where
-- they wait. First report wins: repeats count nothing. A failure of an item that nobody holds is final.
-- Called by: surfaces. Locks: cursor (so no claim hands the items out meanwhile), leases, then as settle, then the job.
create or replace function report_items(p_org uuid, p_job uuid, p_outcomes json, p_actor text default null)
returns table (accepted int, ignored int)
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  perform lotline.check_outcomes(p_outcomes, 10000);
  return query select r.accepted, r.ignored from lotline.report_outcomes(p_org, p_job, p_outcomes, p_actor, true) r;
end $$;

-- report_items.
--   p_hook        false: the kind's hook does not hear of items that nobody holds; their job counts them, and that is all
-- Called by: report_items, report_counters. Locks: as report_items.
create or replace function report_outcomes(p_org uuid, p_job uuid, p_outcomes json, p_actor text, p_hook boolean)
returns table (accepted int, ignored int)
language plpgsql as $$
#variable_conflict use_column
declare
  v_job lotline.jobs := lotline.lock_job(p_org, p_job);
  v_now timestamptz := lotline.clock();
  v_seqs int[];
  v_batch lotline.batches;
  v_handled int4multirange := '{}';
  v_rest int4multirange;
  v_counts lotline.settled_counts;
  v_settled record;
  v_failed int := 0;
begin
  perform lotline.check_outcomes(p_outcomes);
  if v_job.status = 'pending' then
    raise exception using errcode = 'LL005', message = format('Job %s is not started; start it first', p_job),
      detail = json_build_object('job_id', p_job, 'status', v_job.status)::text, hint = 'start it first';
  end if;
  accepted := 0;
  v_seqs := array(select distinct (o ->> 'seq')::int from json_array_elements(p_outcomes) o);
  -- all leases before the first is settled: that locks the job's health, which a report of the next may be waiting for
  perform from lotline.batches b where b.job_no = v_job.number and b.state = 'leased' order by b.id for update;
  for v_batch in
    select * from lotline.batches b where b.job_no = v_job.number and b.state = 'leased'
      and b.open && (select range_agg(int4range(s, s, '[]')) from unnest(v_seqs) s)
      and not (b.last_call and b.lease_until < v_now)
    order by b.id for update
  loop
    v_handled := v_handled + v_batch.open;
    select * into v_settled from lotline.settle_lease(v_batch, p_outcomes);
    accepted := accepted + v_settled.accepted;
    v_failed := v_failed + v_settled.failed;
  end loop;

  if v_job.status in ('in_progress', 'paused') then
    -- what is neither settled nor in a lease, nor was in one just now; the cursor lock keeps it so
    select range_agg(int4range(i.seq, i.seq, '[]')) into v_rest from lotline.items i
    where i.job_no = v_job.number and i.seq = any (v_seqs) and not i.seq <@ v_handled
      and not exists (select from lotline.results r where r.job_no = v_job.number and r.seq = i.seq)
      and not exists (select from lotline.batches b where b.job_no = v_job.number and b.state = 'leased' and i.seq <@ b.open);
    if v_rest is not null then
      v_batch := null;
      v_batch.job_no := v_job.number;
      v_batch.worker := coalesce(p_actor, 'report');
      v_batch.generation := v_job.generation;
      v_batch.open := v_rest;
      v_batch.hook := (select h.function_name::text from lotline.settle_hooks h where p_hook and h.kind = v_job.kind);
      v_counts := lotline.apply_outcomes(v_batch, lotline.as_final(p_outcomes), v_now);
      update lotline.returns t set run_at = null where t.job_no = v_job.number and t.seq = any (v_counts.seqs) and t.run_at is not null;
      update lotline.jobs j set completed_items = j.completed_items + v_counts.completed, failed_items = j.failed_items + v_counts.failed,
        skipped_items = j.skipped_items + v_counts.skipped, updated_at = v_now
      where j.number = v_job.number;
      accepted := accepted + v_counts.completed + v_counts.failed + v_counts.skipped;
      v_failed := v_failed + v_counts.failed;
    end if;
  end if;
  perform lotline.make_room(v_job.number, v_job.max_leases is not null);
  if not lotline.finish_if_done(v_job.number, true) and v_failed > 0 then
    perform lotline.pause_on_streak(v_job.number);
  end if;
  ignored := json_array_length(p_outcomes) - accepted;
  return next;
end $$;

-- The same outcomes, with failures made final: nobody is there to try again.
-- Called by: report_outcomes. Locks: nothing.
create or replace function as_final(p_outcomes json) returns json
language sql immutable as $$
  select coalesce(json_agg(json_build_object('seq', o -> 'seq', 'outcome', o -> 'outcome', 'result', o -> 'result', 'class', o -> 'class',
    'code', o -> 'code', 'message', o -> 'message', 'final', true)), '[]')
  from json_array_elements(p_outcomes) o
$$;

-- An outside worker says how many items it has done so far, not which: the next ones in order are settled, completed up
-- to p_processed, failed up to p_failed. In which order they failed nobody said, so failures are spread among the
-- successes: only counters of nothing but failures, or nearly so, are a run that pauses the job. Refused: on a job that is
-- pending, over or run by our workers, when a counter goes back or beyond the items, while somebody else has a lease. When
-- both together exceed the total but p_processed alone does not, it is read as including the failed, from then on. The same
-- counters again change nothing, also on a job that is over. Whoever only counts has found nothing out: no hook runs.
-- Called by: surfaces, for PATCH with bare counters. Locks: cursor, then the job.
create or replace function report_counters(p_org uuid, p_job uuid, p_processed int, p_failed int, p_error text default null,
  p_actor text default null) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs := lotline.lock_job(p_org, p_job);
  v_progress record;
  v_inclusive boolean;
  v_completed int;
  v_failed int;
  v_seqs int[];
begin
  -- a lease that ran out is nobody's any more
  perform lotline.expire_leases(lotline.clock(), 1000, v_job.number);
  v_job := lotline.find_job(p_org, p_job);
  select p.completed, p.failed into v_progress from lotline.job_progress p where p.number = v_job.number;
  v_inclusive := v_job.processed_includes_failed
    or (p_processed + coalesce(p_failed, v_progress.failed) > v_job.total_items and p_processed <= v_job.total_items);
  v_failed := coalesce(p_failed, v_progress.failed) - v_progress.failed;
  v_completed := coalesce(p_processed - case when v_inclusive then coalesce(p_failed, v_progress.failed) else 0 end, v_progress.completed)
    - v_progress.completed;
  if v_job.status in ('completed', 'failed', 'cancelled') and v_job.driver <> 'worker' and v_completed = 0 and v_failed = 0 then
    return; -- the last report again, whose answer was lost
  end if;
  if v_job.status not in ('in_progress', 'paused') or v_job.driver = 'worker' then
    raise exception using errcode = 'LL005', detail = json_build_object('job_id', p_job, 'status', v_job.status, 'driver', v_job.driver)::text,
      message = case when v_job.driver = 'worker' then format('Job %s is run by our workers; its counters come from them', p_job)
        else format('Job %s is %s; counters are taken while it is in progress or paused', p_job, v_job.status) end;
  elsif exists (select from lotline.batches b where b.job_no = v_job.number and b.state = 'leased') then
    raise exception using errcode = 'LL005', message = format('Items of job %s are in somebody''s hands; report those by name', p_job),
      detail = json_build_object('job_id', p_job)::text;
  end if;
  if v_completed < 0 or v_failed < 0 then
    raise exception using errcode = 'LL005', message = format('Job %s has %s processed and %s failed already; counters never go back',
        p_job, v_progress.completed + case when v_job.processed_includes_failed then v_progress.failed else 0 end, v_progress.failed),
      detail = json_build_object('field', case when v_failed < 0 then 'failed_items' else 'processed_items' end)::text;
  end if;
  v_seqs := array(select i.seq from lotline.items i where i.job_no = v_job.number
    and not exists (select from lotline.results r where r.job_no = v_job.number and r.seq = i.seq)
    order by i.seq limit v_completed + v_failed);
  if cardinality(v_seqs) < v_completed + v_failed then
    perform lotline.refuse_argument(case when p_processed is null then 'failed_items' else 'processed_items' end,
      coalesce(p_processed, p_failed)::text, format('the job has %s items: processed and failed together are at most that many',
      v_job.total_items));
  end if;
  if v_inclusive and not v_job.processed_includes_failed then
    update lotline.jobs j set processed_includes_failed = true where j.number = v_job.number;
  end if;
  perform lotline.report_outcomes(p_org, p_job, (
    select coalesce(json_agg(case when n * v_failed / (v_completed + v_failed) = (n - 1) * v_failed / (v_completed + v_failed)
      then json_build_object('seq', s, 'outcome', 'completed')
      else json_build_object('seq', s, 'outcome', 'failed', 'class', 'permanent', 'code', 'reported_failed',
        'message', p_error) end order by n), '[]')
    from unnest(v_seqs) with ordinality u (s, n)), p_actor, false);
end $$;
