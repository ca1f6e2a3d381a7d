-- Items of an action that tries again: taken up in chunks, and taken back when it is aborted.

-- Makes the next items due: at most 1,000, of 20 jobs, as many as its first items and its pace allow. Says how many items
-- it dealt with.
-- Called by: work_action. Locks: cursors one after the other, each with what retry_chunk locks.
create or replace function retry_step(p_action actions, p_now timestamptz) returns int
language plpgsql as $$
declare
  v_step interval := make_interval(secs => 60 / p_action.per_minute);
  v_from timestamptz;
  v_want int := least(1000, p_action.first_items - p_action.taken);
  v_left int;
  v_no bigint;
  v_taken int := 0;
  v_dealt record;
  v_sum int := 0;
begin
  if v_step is not null then
    -- begins with one item; a pace that nobody used is saved up for ten seconds, and for one item at least
    v_from := case when p_action.paced_from = '-infinity' then p_now - v_step
      else greatest(p_action.paced_from, p_now - greatest(v_step, interval '10 seconds')) end;
    v_want := least(v_want, floor(extract(epoch from p_now - v_from) / extract(epoch from v_step) + 1e-6)::int);
  end if;
  v_left := v_want;
  for v_no in
    select x.job_no from lotline.action_jobs x where x.action_no = p_action.number and not x.done order by x.job_no limit 20
  loop
    exit when v_left <= 0;
    begin
      v_dealt := lotline.retry_chunk(p_action, v_no, v_left, p_now);
      v_left := v_left - v_dealt.taken;
      v_taken := v_taken + v_dealt.taken;
      v_sum := v_sum + v_dealt.dealt;
    exception when sqlstate 'LL071' or lock_not_available then
      -- somebody is at work on the job this moment: the next step takes it
      null;
    end;
  end loop;
  if v_step is not null and v_taken > 0 then
    update lotline.actions a set paced_from = v_from + v_step * v_taken where a.number = p_action.number;
  end if;
  return v_sum;
end $$;

-- Makes items of one job due again: those that the action means, that had failed when it was made, and that still stand
-- as failed. What of the chosen is no more so by the end of the job is refused, with why. The job changes its settings
-- with the first of them, and its history has a line for that and for each move that this makes.
-- Called by: retry_step. Locks: cursor, then as reopen and change_job_settings.
create or replace function retry_chunk(p_action actions, p_no bigint, p_want int, p_now timestamptz, out taken int, out dealt int)
language plpgsql as $$
declare
  v_id uuid;
  v_job lotline.jobs;
  v_mine lotline.action_jobs;
  v_items jsonb := coalesce(p_action.asked -> 'items', '{}');
  v_settings jsonb := (select coalesce(jsonb_object_agg(case s.key when 'ratePerSecond' then 'rate_per_second'
      when 'maxAttempts' then 'max_attempts' when 'concurrency' then 'max_leases' else s.key end, s.value), '{}')
    from jsonb_each(coalesce(p_action.asked -> 'settings', '{}')) s);
  v_seqs int[];
  v_looked_to int;
  v_more boolean := false;
  v_generation int;
  v_why text;
  v_gone int := 0;
begin
  taken := 0;
  select j.id into v_id from lotline.jobs j where j.number = p_no;
  select * into v_mine from lotline.action_jobs x where x.action_no = p_action.number and x.job_no = p_no;
  begin
    v_job := lotline.lock_job(p_action.org_id, v_id);
    if v_job.status in ('pending', 'cancelled') then
      v_why := 'job_cancelled';
    else
      select p.seqs, p.looked_to, p.more into v_seqs, v_looked_to, v_more
      from lotline.pick_items(p_no, v_items, p_action.created_at, v_mine.after_seq, p_want) p;
      taken := cardinality(v_seqs);
      if taken > 0 then
        v_generation := (lotline.reopen(v_job, v_seqs, p_now, v_mine.taken = 0)).generation;
        if v_mine.taken = 0 and v_settings <> '{}' then
          perform lotline.change_job_settings(p_action.org_id, v_id, v_settings, p_action.created_by, p_action.reason);
        end if;
        insert into lotline.action_chunks (action_no, job_no, moved_at, seqs, looked_at)
        values (p_action.number, p_no, p_now, v_seqs, p_now);
        if v_mine.taken = 0 or v_job.status in ('completed', 'failed') then
          perform lotline.record_event(p_no, 'items_retried', p_action.created_by, p_action.reason, json_build_object(
            'items', taken, 'generation', v_generation, 'action', p_action.id, 'chosen', v_mine.chosen));
        end if;
      end if;
    end if;
  exception
    when sqlstate 'LL003' then v_why := 'deleted';
    when sqlstate 'LL045' then v_why := 'test_key';
    when sqlstate 'LL004' then v_why := 'settings_refused';
  end;
  if v_why is not null then
    taken := 0;
    v_more := false;
  end if;
  if not v_more then
    v_gone := greatest(0, v_mine.chosen - v_mine.taken - taken);
  end if;
  update lotline.action_jobs x set taken = x.taken + retry_chunk.taken, done = not v_more,
    after_seq = coalesce(v_looked_to, x.after_seq)
  where x.action_no = p_action.number and x.job_no = p_no;
  update lotline.actions a set taken = a.taken + retry_chunk.taken, refused = a.refused + v_gone,
    -- what failed in the moment that it was made is tried as well
    total = a.total + greatest(0, v_mine.taken + retry_chunk.taken - v_mine.chosen) - greatest(0, v_mine.taken - v_mine.chosen),
    refusals = lotline.add_refusals(a.refusals, coalesce(v_why, 'moved_on'), v_gone)
  where a.number = p_action.number;
  dealt := taken + (not v_more or v_looked_to > v_mine.after_seq)::int;
end $$;

-- Of the next chunk of an aborted action, gives those items their outcomes back that nobody has tried since: they wait,
-- were not handed out, and did not fail anew. What is being tried stays in the chunk until it is settled. Says how many.
-- Called by: work_action. Locks: cursor, job_health, returns, failure_groups, job.
create or replace function take_back(p_action actions) returns int
language plpgsql as $$
declare
  v_chunk lotline.action_chunks;
  v_job lotline.jobs;
  v_seqs int[] := '{}';
begin
  update lotline.action_jobs x set done = true where x.action_no = p_action.number and not x.done;
  select * into v_chunk from lotline.action_chunks c
  where c.action_no = p_action.number and not c.taken_back order by c.job_no, c.id limit 1;
  if not found then
    return 0;
  end if;
  begin
    v_job := lotline.lock_job(p_action.org_id, (select j.id from lotline.jobs j where j.number = v_chunk.job_no));
    if v_job.status in ('in_progress', 'paused') then
      v_seqs := lotline.untried(v_chunk);
      perform lotline.put_back(v_job, v_seqs, v_chunk.moved_at);
    end if;
    if cardinality(v_seqs) > 0 then
      perform lotline.record_event(v_chunk.job_no, 'retry_taken_back', p_action.ended_by, null,
        json_build_object('items', cardinality(v_seqs), 'action', p_action.id));
      perform lotline.finish_if_done(v_chunk.job_no, true);
    end if;
  exception
    when sqlstate 'LL003' then v_seqs := '{}';
    when sqlstate 'LL071' or lock_not_available then return 0;
  end;
  update lotline.actions a set taken = a.taken - cardinality(v_seqs) where a.number = p_action.number;
  if v_seqs @> v_chunk.seqs then
    delete from lotline.action_chunks c where c.id = v_chunk.id;
  else
    update lotline.action_chunks c set taken_back = true,
      seqs = array(select s from unnest(c.seqs) s where s <> all (v_seqs)) where c.id = v_chunk.id;
  end if;
  return greatest(1, cardinality(v_seqs));
end $$;

-- The items of a chunk that nobody has tried since they were made due: they wait, were in no lease that was lost, and have
-- not failed anew. One that did, and that somebody else made due since, is theirs.
-- Called by: take_back, which holds the cursor. Locks: nothing.
create or replace function untried(p_chunk action_chunks) returns int[]
language sql stable as $$
  select array(
    select s.seq from unnest(p_chunk.seqs) s (seq)
    join lotline.returns t on t.job_no = p_chunk.job_no and t.seq = s.seq
    join lotline.cursors c on c.job_no = p_chunk.job_no
    where t.attempts = 0 and t.expiries = 0 and (t.run_at is not null or s.seq >= c.next_seq)
      and not exists (select from lotline.results r where r.job_no = p_chunk.job_no and r.seq = s.seq)
      and not exists (select from lotline.past_results p
        where p.job_no = p_chunk.job_no and p.seq = s.seq and p.moved_at > p_chunk.moved_at)
      and not exists (select from lotline.batches b
        where b.job_no = p_chunk.job_no and b.state = 'leased' and s.seq <@ b.open)
    order by s.seq)
$$;

-- The reverse of reopen: outcomes that were moved at that time stand again as they did, and count as they did.
-- Called by: take_back, which holds the cursor. Locks: job_health, returns, failure_groups, job.
create or replace function put_back(p_job jobs, p_seqs int[], p_moved_at timestamptz) returns void
language plpgsql as $$
declare
  v_counts int[];
begin
  if cardinality(p_seqs) = 0 then
    return;
  end if;
  perform lotline.lock_health(p_job.number);
  with back as (
    delete from lotline.past_results p where p.job_no = p_job.number and p.seq = any (p_seqs) and p.moved_at = p_moved_at
    returning p.*),
  kept as (
    insert into lotline.results (job_no, settled_at, seq, attempts, generation, outcome, result, error_class, error_code,
      error_message, field_errors)
    select b.job_no, b.settled_at, b.seq, b.attempts, b.generation, b.outcome, b.result, b.error_class, b.error_code,
      b.error_message, b.field_errors from back b),
  settled as (
    update lotline.returns t set run_at = null, attempts = b.attempts from back b where t.job_no = p_job.number and t.seq = b.seq),
  grouped as (
    update lotline.failure_groups g set items = g.items + x.items
    from (select lotline.fingerprint(b.error_class, b.error_code, b.error_message) as fingerprint, count(*)::int as items
      from back b where b.outcome = 'failed' group by 1) x
    where g.job_no = p_job.number and g.fingerprint = x.fingerprint)
  select array[count(*) filter (where b.outcome = 'failed'), count(*) filter (where b.outcome = 'skipped'),
    count(*) filter (where b.outcome = 'cancelled')] into v_counts from back b;
  update lotline.jobs j set failed_items = j.failed_items + v_counts[1], skipped_items = j.skipped_items + v_counts[2],
    cancelled_items = j.cancelled_items + v_counts[3], updated_at = lotline.clock()
  where j.number = p_job.number;
  -- what is due no more must not keep the job from ending with its last report
  update lotline.cursors c set retry_at = x.run_at, available_at = case when c.available_at = 'infinity' then c.available_at
    when c.next_seq <= c.end_seq then '-infinity' else x.run_at end
  from (select coalesce(min(t.run_at), 'infinity') as run_at from lotline.returns t
    where t.job_no = p_job.number and t.run_at is not null) x
  where c.job_no = p_job.number;
end $$;

-- Forgets which jobs an action was about, a week after its end; what it did stays told.
-- Called by: upkeep. Locks: nothing that anybody waits for.
create or replace function sweep_actions(p_most int) returns int
language plpgsql as $$
declare
  v_gone int;
begin
  delete from lotline.action_jobs x where (x.action_no, x.job_no) in (
    select y.action_no, y.job_no from lotline.actions a join lotline.action_jobs y on y.action_no = a.number
    where a.finished_at < lotline.clock() - interval '7 days' and not a.open limit p_most);
  get diagnostics v_gone = row_count;
  return v_gone;
end $$;
