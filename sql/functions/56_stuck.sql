-- Work that does not move: what shows it, and the safe things that may be done about it.

-- Everything of an organization that is stuck, the oldest first. Each row is told by what is stored of it:
--   expired_lease  a lease ran out and nobody took it away, so nobody sweeps, or the job is locked
--   dead_worker    leases of a worker that is gone or silent; they end by themselves only when their time is over
--   no_worker      our workers are to do it, and none is there that can
--   slow_items     a lease lasts more than three times as long as 99 of 100 of its kind, in all and for its items
--   stalled_job    it could be worked, workers have room, and for five minutes nobody took anything of it
-- Called by: surfaces, settle_stuck, attention, watch_work. Locks: nothing.
create or replace function stuck_work(p_org uuid)
returns table (id text, what text, job_id uuid, job_name text, kind text, worker_id text, since timestamptz, items int, evidence json,
  actions text[])
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
  v_now timestamptz := lotline.clock();
begin
  return query
    with leases as (
      select b.id, b.job_no, b.worker, b.driver, b.size, b.open_items, b.leased_at, b.lease_until, b.billed, j.id as job_id, j.name, j.kind,
        w.name is not null as known, w.seen_at, p.ended_at,
        b.driver = 'worker' and b.leased_at < v_now - interval '30 seconds'
          and (w.name is null or lotline.worker_state(w, v_now) = 'dead') as orphan
      from lotline.batches b join lotline.jobs j on j.number = b.job_no
      left join lotline.workers w on w.name = b.worker left join lotline.past_workers p on p.name = b.worker
      where b.state = 'leased' and not b.last_call and j.org_id = v_org and j.hidden_at is null),
    slow as (
      select l.*, d.leases as known_leases, greatest(d.p99, d.p99_each * l.size) as p99
      from leases l join lotline.kind_durations(v_org) d on d.kind = l.kind
      where l.driver = 'worker' and not l.orphan and l.lease_until >= v_now - interval '10 seconds'
        and v_now - l.leased_at > greatest(interval '30 seconds', 3 * make_interval(secs => greatest(d.p99, d.p99_each * l.size)))),
    live as materialized (select * from lotline.live_kinds(v_now)),
    open_jobs as (
      select j.number, j.id, j.name, j.kind, j.updated_at, c.open, c.available_at, c.waiting_since,
        j.total_items - j.completed_items - j.failed_items - j.skipped_items - j.cancelled_items
          - (select coalesce(sum(b.completed + b.failed + b.skipped + b.open_items), 0)::int from lotline.batches b where b.job_no = j.number) as waiting,
        exists (select from lotline.batches b where b.job_no = j.number and b.state = 'leased') as leased
      from lotline.jobs j join lotline.cursors c on c.job_no = j.number
      where j.org_id = v_org and j.hidden_at is null and j.sealed and c.driver = 'worker'
        and (j.status = 'in_progress' or (j.status = 'pending' and c.open))
        and not exists (select from lotline.queue_settings q where q.org_id = v_org and q.kind = j.kind and q.paused_at is not null))
    select 'dead_worker:' || o.job_id || ':' || o.worker, 'dead_worker', o.job_id, min(o.name), min(o.kind), o.worker,
      coalesce(min(o.ended_at), min(o.seen_at), min(o.leased_at)), sum(o.open_items)::int,
      json_build_array(json_build_object('label', 'Worker', 'value', o.worker),
        json_build_object('label', 'Last heartbeat', 'value', coalesce(lotline.ago(v_now - coalesce(min(o.seen_at), min(o.ended_at))), 'never') ),
        json_build_object('label', 'Batches held', 'value', count(*)::text),
        json_build_object('label', 'Held until', 'value', lotline.iso(max(o.lease_until)))), '{release,mark_failed}'::text[]
    from leases o where o.orphan group by o.job_id, o.worker
    union all
    select 'expired_lease:' || o.id, 'expired_lease', o.job_id, o.name, o.kind, o.worker, o.lease_until, o.open_items,
      json_build_array(json_build_object('label', 'Holder', 'value', o.worker),
        json_build_object('label', 'Lease ended', 'value', lotline.ago(v_now - o.lease_until)),
        json_build_object('label', 'Workers that sweep', 'value', (select count(*) from lotline.workers w where lotline.worker_state(w, v_now) <> 'dead')::text)),
      '{release,mark_failed}'
    from leases o where not o.orphan and o.lease_until < v_now - interval '10 seconds'
    union all
    select 'slow_items:' || s.id, 'slow_items', s.job_id, s.name, s.kind, s.worker, s.leased_at, s.open_items,
      json_build_array(json_build_object('label', 'Out for', 'value', lotline.span(v_now - s.leased_at)),
        json_build_object('label', '99 of 100 take at most', 'value', lotline.span(make_interval(secs => s.p99))),
        json_build_object('label', 'Known from', 'value', s.known_leases || ' batches of the last week'),
        json_build_object('label', 'Worker', 'value', s.worker),
        json_build_object('label', 'Open items', 'value', s.open_items || ' of ' || s.size)), '{requeue,mark_failed}'
    from slow s
    union all
    select 'no_worker:' || o.kind, 'no_worker', null, null, o.kind, null, min(o.waiting_since), sum(o.waiting)::int,
      json_build_array(json_build_object('label', 'Jobs', 'value', count(*)::text),
        json_build_object('label', 'Workers that can do it', 'value', '0'),
        json_build_object('label', 'Workers that drain', 'value', coalesce(max(l.draining), 0)::text),
        json_build_object('label', 'Workers there', 'value', (select count(*) from lotline.workers w where lotline.worker_state(w, v_now) <> 'dead')::text)),
      '{pause_queue}'
    from open_jobs o left join live l on l.kind = o.kind
    where o.waiting > 0 and coalesce(l.workers, 0) = 0 and o.open and o.available_at <= v_now
      and o.waiting_since < v_now - interval '30 seconds' group by o.kind
    union all
    select 'stalled_job:' || o.id, 'stalled_job', o.id, o.name, o.kind, null, case when o.open then o.waiting_since else o.updated_at end, o.waiting,
      json_build_array(json_build_object('label', 'Nothing taken for', 'value', lotline.span(v_now - case when o.open then o.waiting_since else o.updated_at end)),
        json_build_object('label', 'Offered to workers', 'value', case when o.open then 'yes' else 'no' end),
        json_build_object('label', 'Workers with room', 'value', coalesce(l.workers, 0)::text)), '{resume}'
    from open_jobs o left join live l on l.kind = o.kind
    where o.waiting > 0 and not o.leased and (
      (o.open and o.available_at <= v_now and o.waiting_since < v_now - interval '5 minutes' and l.workers > 0 and l.busy < l.slots
        and lotline.job_hold(o.kind, 'worker', 'in_progress') is null)
      or (not o.open and o.updated_at < v_now - interval '1 minute'))
    order by 7, 1 limit 1000;
end $$;

-- A duration as people say it: 45 s, 12 min, 3 h, 2 days.
-- Called by: what tells people. Locks: nothing.
create or replace function span(p_took interval) returns text
language sql immutable as $$
  select case
    when p_took < interval '2 minutes' then greatest(0, round(extract(epoch from p_took)))::text || ' s'
    when p_took < interval '2 hours' then round(extract(epoch from p_took) / 60)::text || ' min'
    when p_took < interval '48 hours' then round(extract(epoch from p_took) / 3600)::text || ' h'
    else round(extract(epoch from p_took) / 86400)::text || ' days' end
$$;

-- So many of a thing: 1 item, 12 items.
-- Called by: what tells people. Locks: nothing.
create or replace function counted(p_count bigint, p_one text) returns text
language sql immutable as $$ select to_char(p_count, 'FM999,999,999,999,999,990') || ' ' || p_one || case p_count when 1 then '' else case right(p_one, 2) when 'ch' then 'es' else 's' end end $$;

-- span, as how long ago.
-- Called by: what tells people. Locks: nothing.
create or replace function ago(p_took interval) returns text
language sql immutable as $$ select lotline.span(p_took) || ' ago' $$;

-- Takes leases of a job away, as an expiry or as somebody's decision, and says what came of it.
-- Called by: settle_stuck. Locks: cursor, leases, as revoke_lease; then the job when it may be done.
create or replace function end_stuck_leases(p_job jobs, p_batches bigint[], p_expired boolean) returns text[]
language plpgsql as $$
declare
  v_batch lotline.batches;
  v_leases int := 0;
  v_items int := 0;
  v_failed int := 0;
begin
  perform from lotline.batches b where b.id = any (p_batches) and b.state = 'leased' order by b.id for update;
  for v_batch in select * from lotline.batches b where b.id = any (p_batches) and b.state = 'leased' order by b.id loop
    perform lotline.revoke_lease(v_batch, p_expired);
    v_leases := v_leases + 1;
    v_items := v_items + v_batch.open_items;
    v_failed := v_failed + (select b.failed from lotline.batches b where b.id = v_batch.id) - v_batch.failed;
  end loop;
  perform lotline.after_lease(p_job.number, v_leases > 0);
  perform pg_notify('lotline_work', p_job.kind);
  return array[format('%s with %s: taken away; a late report of its holder counts nothing', lotline.counted(v_leases, 'batch'),
      lotline.counted(v_items, 'unreported item')),
    format('%s to be taken again, at once', lotline.counted(v_items - v_failed, 'item'))]
    || case when v_failed > 0 then array[format('%s to fail: sent to a paid service without a known answer, or deadly to whoever took it',
      lotline.counted(v_failed, 'item'))] else '{}' end;
end $$;

-- Fails what is open in leases of a job, for good, and says what came of it.
-- Called by: settle_stuck. Locks: as report_items.
create or replace function fail_stuck_items(p_job jobs, p_batches bigint[], p_reason text) returns text[]
language plpgsql as $$
declare
  v_seqs int[];
  v_done record;
  v_status text;
begin
  perform from lotline.batches b where b.id = any (p_batches) and b.state = 'leased' order by b.id for update;
  v_seqs := array(select s from lotline.batches b, unnest(b.open) r, generate_series(lower(r), upper(r) - 1) s
    where b.id = any (p_batches) and b.state = 'leased');
  select * into v_done from lotline.report_outcomes(p_job.org_id, p_job.id, (
    select coalesce(json_agg(json_build_object('seq', s, 'outcome', 'failed', 'class', 'permanent', 'code', 'marked_failed', 'final', true,
      'message', coalesce(nullif(btrim(p_reason), ''), 'Marked as failed by hand: it did not come to an end'))), '[]') from unnest(v_seqs) s),
    lotline.audit_actor(lotline.audit_request()), true);
  select j.status into v_status from lotline.jobs j where j.number = p_job.number;
  return array[format('%s to fail as marked_failed, until a retry', lotline.counted(v_done.accepted, 'item'))]
    || case when v_status <> p_job.status then array[format('The job becomes %s', v_status)] else '{}' end;
end $$;

-- Does one thing about something stuck: release or requeue (its leases end now), mark_failed (its open items fail), resume
-- (its backlog is offered again), pause_queue (its kind is held until somebody goes on; an admin's). With p_dry_run it is
-- done and undone, so that what is told is what would happen.
-- Called by: surfaces. Locks: as what it does.
create or replace function settle_stuck(p_org uuid, p_id text, p_action text, p_reason text, p_dry_run boolean, p_admin boolean)
returns table (what text, job_id uuid, items int, effects text[])
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_stuck record;
  v_job lotline.jobs;
  v_batches bigint[];
begin
  perform lotline.require_org(p_org);
  select * into v_stuck from lotline.stuck_work(p_org) s where s.id = p_id;
  if not found then
    raise exception using errcode = 'LL110', message = format('Nothing is stuck that is called %s; it may have gone on by itself', left(p_id, 200)),
      detail = json_build_object('field', 'id', 'value', left(p_id, 200))::text;
  elsif not p_action = any (v_stuck.actions) then
    perform lotline.refuse_argument('action', p_action, 'give ' || array_to_string(v_stuck.actions, ' or '));
  elsif p_action = 'pause_queue' and not p_admin then
    raise exception using errcode = 'LL072', message = 'Holding all work of a kind is for admins';
  end if;
  begin
    if v_stuck.job_id is not null then
      v_job := lotline.lock_job(p_org, v_stuck.job_id);
      v_batches := case when v_stuck.what = 'dead_worker' then array(
          select b.id from lotline.batches b where b.job_no = v_job.number and b.state = 'leased' and b.driver = 'worker' and b.worker = v_stuck.worker_id)
        when v_stuck.what in ('expired_lease', 'slow_items') then array[split_part(p_id, ':', 2)::bigint] end;
    end if;
    case p_action
      when 'release' then
        effects := lotline.end_stuck_leases(v_job, v_batches, true);
      when 'requeue' then
        effects := lotline.end_stuck_leases(v_job, v_batches, false);
      when 'mark_failed' then
        effects := lotline.fail_stuck_items(v_job, v_batches, p_reason);
      when 'resume' then
        perform lotline.open_cursor(v_job.number);
        effects := array[format('%s to be offered to workers again, at once', lotline.counted(v_stuck.items, 'item'))];
      when 'pause_queue' then
        perform lotline.change_queue(p_org, v_stuck.kind, jsonb_build_object('paused', true, 'reason', coalesce(nullif(btrim(p_reason), ''), 'No worker can do it')));
        effects := array[format('All work of %s to be held, with %s, until the queue is let go on', v_stuck.kind,
          lotline.counted(v_stuck.items, 'item'))];
    end case;
    if v_job.number is not null and p_action <> 'pause_queue' then
      perform lotline.record_event(v_job.number, 'unstuck', lotline.audit_actor(lotline.audit_request()), nullif(btrim(p_reason), ''),
        json_build_object('what', v_stuck.what, 'action', p_action, 'items', v_stuck.items, 'worker', v_stuck.worker_id));
    end if;
    perform lotline.audit(p_org, 'stuck.' || p_action, case when v_job.number is null then 'queue' else 'job' end,
      coalesce(v_stuck.job_id::text, v_stuck.kind), p_reason, null,
      jsonb_build_object('what', v_stuck.what, 'items', v_stuck.items, 'worker', v_stuck.worker_id));
    if p_dry_run then
      raise exception using errcode = 'LL113', message = 'only tried';
    end if;
  exception when sqlstate 'LL113' then
    -- all of it is undone; what it came to is known
    null;
  end;
  what := v_stuck.what;
  job_id := v_stuck.job_id;
  items := v_stuck.items;
  return next;
end $$;

grant execute on function stuck_work(uuid), settle_stuck(uuid, text, text, text, boolean, boolean) to lotline_api;
