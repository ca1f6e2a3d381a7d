-- Refuses outcomes that cannot be understood, naming the one at fault.
--   p_most        most of them in one report from outside; null: any number
-- Called by: settle, report_items, settle_outside. Locks: nothing.
create or replace function check_outcomes(p_outcomes json, p_most int default null) returns void
language plpgsql as $$
declare
  v_bad record;
begin
  if p_outcomes is null or json_typeof(p_outcomes) <> 'array' then
    perform lotline.refuse_argument('outcomes', left(p_outcomes::text, 100), 'give an array of {seq, outcome, …}');
  elsif json_array_length(p_outcomes) > p_most then
    perform lotline.refuse_argument('outcomes', format('%s outcomes', json_array_length(p_outcomes)),
      format('give at most %s in one report', p_most));
  end if;
  begin
    select u.n - 1 as place, u.seq, u.outcome, u.class into v_bad
    from rows from (json_to_recordset(p_outcomes) as (seq int, outcome text, class text)) with ordinality u (seq, outcome, class, n)
    where u.seq is null or u.outcome is null or u.outcome not in ('completed', 'failed', 'skipped', 'deferred')
      -- only a worker of ours knows of a budget that there is none
      or (u.outcome = 'deferred' and p_most is not null)
      or (u.class is not null and not exists (select from lotline.failure_classes c where c.class = u.class))
    order by u.n limit 1;
  exception
    when untranslatable_character or invalid_text_representation or numeric_value_out_of_range or invalid_parameter_value then
      -- what json takes as text, and no value can be
      perform lotline.refuse_argument('outcomes', sqlerrm,
        'give an array of {seq, outcome, …}, seq a whole number, no text with the character \u0000 or half of a surrogate pair');
  end;
  if v_bad is null then
    return;
  end if;
  if v_bad.seq is null then
    perform lotline.refuse_argument(format('outcomes[%s].seq', v_bad.place), null, 'give the sequence number of an item');
  elsif v_bad.outcome is null or v_bad.outcome not in ('completed', 'failed', 'skipped') then
    perform lotline.refuse_argument(format('outcomes[%s].outcome', v_bad.place), v_bad.outcome, 'give completed, failed or skipped');
  end if;
  perform lotline.refuse_argument(format('outcomes[%s].class', v_bad.place), v_bad.class,
    'give one of ' || (select string_agg(c.class, ', ' order by c.class) from lotline.failure_classes c));
end $$;

-- The billed requests of a lease: what was answered is marked so, and a failure that means "no answer came"
-- (timeout, crashed) of an item whose request was sent becomes outcome_unknown, which no retry takes.
-- Called by: settle_lease. Locks: sent_calls rows of the lease.
create or replace function as_unknown(p_batch batches, p_outcomes json) returns json
language plpgsql as $$
declare
  v_unknown int[];
begin
  if not p_batch.billed then
    return p_outcomes;
  end if;
  select array_agg(u.seq) into v_unknown
  from json_to_recordset(p_outcomes) u (seq int, outcome text, class text)
  where u.outcome = 'failed' and u.class in ('timeout', 'crashed')
    and exists (select from lotline.sent_calls s where s.batch_id = p_batch.id and s.seq = u.seq and s.answered_at is null);
  update lotline.sent_calls s set answered_at = lotline.clock()
  where s.batch_id = p_batch.id and s.answered_at is null and s.seq <> all (coalesce(v_unknown, '{}'))
    and s.seq in (select u.seq from json_to_recordset(p_outcomes) u (seq int));
  if v_unknown is null then
    return p_outcomes;
  end if;
  return (select json_agg(case when (o ->> 'seq')::int = any (v_unknown)
      then json_build_object('seq', o -> 'seq', 'outcome', 'failed', 'class', 'outcome_unknown', 'code', 'outcome_unknown',
        'message', 'A billed request was sent and no answer is known: ' || coalesce(o ->> 'message', ''))
      else o end)
    from json_array_elements(p_outcomes) o);
end $$;

-- Writes what became of open items of a lease: results for those settled, a date for those that come back, one error
-- row each for failures, the counters of their fingerprints, the streak. Says how many of each, and which items. A
-- deferred item comes back without a trace: no attempt, no error; it counts as retried.
-- Items not open in the lease, and all but the first report of an item, are left out.
-- Called by: settle_lease, revoke_lease, report_items (p_batch then is a lease that was never stored, id null).
-- Locks: job_health when something failed, then returns of the items and failure_groups; job_waits when some were deferred.
create or replace function apply_outcomes(p_batch batches, p_outcomes json, p_now timestamptz) returns settled_counts
language plpgsql as $$
declare
  v_job lotline.jobs;
  v_counts lotline.settled_counts;
  v_final text;
  v_deferred int;
  v_deferred_until timestamptz;
begin
  select * into v_job from lotline.jobs j where j.number = p_batch.job_no;
  if exists (select from json_array_elements(p_outcomes) o where o ->> 'outcome' = 'failed') then
    perform lotline.lock_health(v_job.number);
  end if;
  with reported as materialized (
    select distinct on (u.seq) u.seq, u.outcome, u.result,
      coalesce(u.class, 'permanent') as class, coalesce(nullif(u.code, ''), u.outcome) as code,
      coalesce(u.message, '') as message, u."afterMs" as after_ms,
      coalesce(u.final, false) or not coalesce(c.retryable, false) as final
    from rows from (json_to_recordset(p_outcomes) as (seq int, outcome text, result json, class text, code text, message text,
        "afterMs" double precision, final boolean)) with ordinality
      u (seq, outcome, result, class, code, message, "afterMs", final, n)
    left join lotline.failure_classes c on c.class = coalesce(u.class, 'permanent')
    where u.seq <@ p_batch.open
    order by u.seq, u.n),
  attempted as (
    insert into lotline.returns as t (job_no, seq, attempts, run_at)
    select p_batch.job_no, r.seq, 1, case when r.final or v_job.max_attempts <= 1 then null else greatest(
      p_now + make_interval(secs => coalesce(r.after_ms, 0) / 1000), p_now + lotline.backoff(v_job, 1)) end
    from reported r where r.outcome = 'failed' order by r.seq
    on conflict (job_no, seq) do update set attempts = t.attempts + 1,
      run_at = case when excluded.run_at is null or t.attempts + 1 >= v_job.max_attempts then null
        else greatest(excluded.run_at, p_now + lotline.backoff(v_job, t.attempts + 1)) end
    returning t.seq, t.attempts, t.run_at),
  put_off as (
    insert into lotline.returns as t (job_no, seq, run_at)
    select p_batch.job_no, r.seq, p_now + make_interval(secs => greatest(coalesce(r.after_ms, 0), 0) / 1000)
    from reported r where r.outcome = 'deferred' order by r.seq
    on conflict (job_no, seq) do update set run_at = excluded.run_at
    returning t.run_at),
  failed as materialized (
    select r.seq, a.attempts, a.run_at, r.class, r.code, r.message, lotline.fingerprint(r.class, r.code, r.message) as fingerprint
    from attempted a join reported r on r.seq = a.seq),
  logged as (
    insert into lotline.item_errors (job_no, at, batch_id, seq, attempt, generation, final, worker, class, code, message)
    select p_batch.job_no, p_now, p_batch.id, f.seq, f.attempts, p_batch.generation, f.run_at is null, p_batch.worker,
      f.class, f.code, f.message
    from failed f),
  settled as (
    insert into lotline.results (job_no, settled_at, seq, attempts, generation, outcome, result, error_class, error_code, error_message)
    select p_batch.job_no, p_now, r.seq, coalesce(f.attempts, t.attempts + 1, 1), p_batch.generation, r.outcome,
      case when r.outcome = 'completed' then coalesce(r.result, 'null') end,
      f.class, case when r.outcome <> 'completed' then r.code end, case when r.outcome <> 'completed' then r.message end
    from reported r left join failed f on f.seq = r.seq
      left join lotline.returns t on t.job_no = p_batch.job_no and t.seq = r.seq
    where r.outcome in ('completed', 'skipped') or (r.outcome = 'failed' and f.run_at is null)
    order by r.seq
    on conflict do nothing returning seq, outcome),
  grouped as (
    insert into lotline.failure_groups as g (job_no, fingerprint, class, code, message, attempts, items, first_seen_at, last_seen_at,
      sample_seqs, org_id, last_day, trend_from, trend)
    select p_batch.job_no, f.fingerprint, min(f.class), min(f.code), min(left(f.message, 2000)), count(*),
      count(*) filter (where f.run_at is null), p_now, p_now, (array_agg(f.seq order by f.seq))[1:5],
      v_job.org_id, (p_now at time zone 'UTC')::date, lotline.first_slot(p_now), array[count(*)::int]
    from failed f group by f.fingerprint order by f.fingerprint
    on conflict (job_no, fingerprint) do update set attempts = g.attempts + excluded.attempts, items = g.items + excluded.items,
      last_seen_at = excluded.last_seen_at, last_day = excluded.last_day,
      (trend, trend_from, trend_seconds) = (select t.trend, t.trend_from, t.trend_seconds
        from lotline.grow_trend(g, excluded.last_seen_at, excluded.attempts) t),
      sample_seqs = case when cardinality(g.sample_seqs) >= 5 then g.sample_seqs
        else (g.sample_seqs || excluded.sample_seqs)[1:5] end)
  select (select count(*) from settled s where s.outcome = 'completed'),
    (select count(*) from settled s where s.outcome = 'failed'),
    (select count(*) from settled s where s.outcome = 'skipped'),
    (select count(*) from failed f where f.run_at is not null),
    (select array_agg(r.seq) from reported r),
    (select min(f.run_at) from failed f),
    -- the order in which items were settled: f final failure, s success; what speaks of the item alone is left out
    (select string_agg(case when r.outcome = 'failed' then 'f' else 's' end, '' order by r.seq)
     from reported r left join failed f on f.seq = r.seq left join lotline.failure_classes c on c.class = f.class
     where r.outcome in ('completed', 'skipped') or (f.run_at is null and c.feeds_streak)),
    (select nullif(f.message, '') from failed f order by f.seq desc limit 1),
    (select count(*) from put_off), (select min(p.run_at) from put_off p)
  into v_counts.completed, v_counts.failed, v_counts.skipped, v_counts.retried, v_counts.seqs, v_counts.next_run_at,
    v_final, v_job.last_error, v_deferred, v_deferred_until;
  perform lotline.count_streak(v_job, v_final, v_counts.failed + v_counts.retried, v_job.last_error, p_now);
  v_counts.retried := v_counts.retried + v_deferred;
  v_counts.next_run_at := least(v_counts.next_run_at, v_deferred_until);
  if v_deferred > 0 then
    perform lotline.note_wait(v_job.number, p_outcomes, v_deferred_until);
  end if;
  perform lotline.call_hook(p_batch, array(
    select r.seq from lotline.results r where p_batch.hook is not null and r.job_no = p_batch.job_no and r.seq = any (v_counts.seqs)));
  return v_counts;
end $$;

-- Lets one transaction at a time count failures of a job: whoever settles several leases of it touches its failure groups
-- more than once, in no order, and would deadlock with another such without this gate before them.
-- Called by: apply_outcomes, reopen_items, reconcile_items. Locks: job_health.
create or replace function lock_health(p_job bigint) returns void
language plpgsql as $$
begin
  perform from lotline.job_health h where h.job_no = p_job for update;
  if not found then
    insert into lotline.job_health (job_no) values (p_job) on conflict do nothing;
    perform from lotline.job_health h where h.job_no = p_job for update;
  end if;
end $$;

-- The wait before the next attempt, when p_attempts failed: base × 2^(attempts − 1), at most the cap, times 0.5 to 1.5.
-- Called by: apply_outcomes. Locks: nothing.
create or replace function backoff(p_job jobs, p_attempts int) returns interval
language sql volatile as $$
  select make_interval(secs => least(p_job.backoff_cap_seconds, p_job.backoff_base_seconds * 2 ^ least(p_attempts - 1, 30)) * (0.5 + random()))
$$;
