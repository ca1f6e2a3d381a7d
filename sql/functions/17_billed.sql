-- Billed calls: money leaves with the request, not with the answer. So a row is committed before each request leaves, and
-- what is never answered is not tried again by any machine: a person reconciles it.

-- Writes one `sent` row for each item. False when the lease is lost: then nothing may be sent. Counts only once committed.
-- Called by: workers, before a billed request leaves. Locks: lease.
create or replace function mark_sent(p_batch bigint, p_token int, p_seqs int[], p_service text) returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_batch lotline.batches;
begin
  if coalesce(btrim(p_service), '') = '' then
    perform lotline.refuse_argument('service', p_service, 'give the name of the billed service');
  end if;
  v_batch := lotline.lock_lease(p_batch, p_token);
  if v_batch.id is null or exists (select from unnest(p_seqs) s where not s <@ v_batch.open) then
    return false;
  end if;
  insert into lotline.sent_calls (job_no, seq, generation, batch_id, service, sent_at)
  select v_batch.job_no, s, v_batch.generation, v_batch.id, p_service, lotline.clock() from (select distinct unnest(p_seqs)) u (s);
  if not v_batch.billed then
    update lotline.batches b set billed = true where b.id = v_batch.id;
  end if;
  return true;
end $$;

-- A person says what became of billed calls without an answer: `completed` with a result, `failed` for good, or `retry`
-- once it is sure that nothing was charged. The old outcome goes to the items' history. Says how many were reconciled.
-- Called by: surfaces. Locks: as retry_items.
create or replace function reconcile_items(p_org uuid, p_job uuid, p_seqs int[], p_verdict text, p_result json default null,
  p_actor text default null, p_reason text default null) returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs := lotline.lock_job(p_org, p_job);
  v_seqs int[];
  v_now timestamptz := lotline.clock();
begin
  if p_verdict is null or p_verdict not in ('completed', 'failed', 'retry') then
    perform lotline.refuse_argument('verdict', p_verdict, 'give completed, failed or retry');
  end if;
  if v_job.status = 'pending' or (v_job.status = 'cancelled' and p_verdict = 'retry') then
    perform lotline.refuse_move(v_job.id, v_job.status, 'in_progress');
  end if;
  select array_agg(r.seq order by r.seq) into v_seqs from lotline.results r
  where r.job_no = v_job.number and r.seq = any (p_seqs) and r.error_class = 'outcome_unknown';
  if v_seqs is null then
    return 0;
  end if;
  update lotline.sent_calls s set answered_at = v_now
  where s.job_no = v_job.number and s.seq = any (v_seqs) and s.answered_at is null;
  if p_verdict = 'retry' then
    return lotline.reopen_items(v_job, v_seqs, 'items_reconciled', p_actor, p_reason);
  end if;

  perform lotline.lock_health(v_job.number);
  insert into lotline.past_results (job_no, settled_at, seq, attempts, generation, outcome, result, error_class, error_code,
    error_message, field_errors, moved_at)
  select r.job_no, r.settled_at, r.seq, r.attempts, r.generation, r.outcome, r.result, r.error_class, r.error_code,
    r.error_message, r.field_errors, v_now
  from lotline.results r where r.job_no = v_job.number and r.seq = any (v_seqs);
  update lotline.failure_groups g set items = g.items - x.items
  from (select lotline.fingerprint(r.error_class, r.error_code, r.error_message) as fingerprint, count(*)::int as items
    from lotline.results r where r.job_no = v_job.number and r.seq = any (v_seqs) group by 1) x
  where g.job_no = v_job.number and g.fingerprint = x.fingerprint;
  update lotline.results r set outcome = p_verdict, settled_at = v_now, generation = v_job.generation + 1,
    result = case when p_verdict = 'completed' then coalesce(p_result, 'null') end,
    error_class = case when p_verdict = 'failed' then 'permanent' end,
    error_code = case when p_verdict = 'failed' then 'reconciled_failed' end,
    error_message = case when p_verdict = 'failed' then coalesce(p_reason, 'Reconciled as failed') end
  where r.job_no = v_job.number and r.seq = any (v_seqs);
  if p_verdict = 'failed' then
    insert into lotline.failure_groups as g (job_no, fingerprint, class, code, message, attempts, items, first_seen_at, last_seen_at,
      sample_seqs, org_id, last_day, trend_from, trend)
    select v_job.number, lotline.fingerprint('permanent', 'reconciled_failed', coalesce(p_reason, 'Reconciled as failed')), 'permanent',
      'reconciled_failed', coalesce(p_reason, 'Reconciled as failed'), cardinality(v_seqs), cardinality(v_seqs), v_now, v_now, v_seqs[1:5],
      v_job.org_id, (v_now at time zone 'UTC')::date, lotline.first_slot(v_now), array[cardinality(v_seqs)]
    on conflict (job_no, fingerprint) do update set attempts = g.attempts + excluded.attempts, items = g.items + excluded.items,
      last_seen_at = excluded.last_seen_at, last_day = excluded.last_day,
      (trend, trend_from, trend_seconds) = (select t.trend, t.trend_from, t.trend_seconds
        from lotline.grow_trend(g, excluded.last_seen_at, excluded.attempts) t);
  end if;
  update lotline.jobs j set generation = j.generation + 1, updated_at = v_now,
    completed_items = j.completed_items + case when p_verdict = 'completed' then cardinality(v_seqs) else 0 end,
    failed_items = j.failed_items - case when p_verdict = 'completed' then cardinality(v_seqs) else 0 end
  where j.number = v_job.number;
  perform lotline.record_event(v_job.number, 'items_reconciled', p_actor, p_reason,
    json_build_object('items', cardinality(v_seqs), 'verdict', p_verdict));
  return cardinality(v_seqs);
end $$;
