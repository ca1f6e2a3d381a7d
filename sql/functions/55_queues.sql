-- Queues: all work of a kind that an organization has. What is shown of them are stored counts: those of jobs and leases,
-- and the sums of what leases came to.

-- Adds up what folds noted, and older sums to coarser ones; forgets what is older than a month. At most every 15 seconds.
-- Called by: tick. Locks: the engine_locks row 'work_counts', then the rows it moves.
create or replace function add_up_work(p_now timestamptz) returns void
language plpgsql as $$
begin
  perform from lotline.engine_locks l where l.name = 'work_counts' and l.done_at < p_now - interval '15 seconds' for update skip locked;
  if not found then
    return;
  end if;
  if exists (select from lotline.work_notes) then
    with gone as (delete from lotline.work_notes w returning w.*)
    insert into lotline.work_counts as c (org_id, kind, minute, took, took_each, leases, completed, failed, skipped)
    select g.org_id, g.kind, g.minute, g.took, g.took_each, sum(g.leases), sum(g.completed), sum(g.failed), sum(g.skipped)
    from gone g group by 1, 2, 3, 4, 5
    on conflict (org_id, kind, minute, took, took_each) do update set leases = c.leases + excluded.leases,
      completed = c.completed + excluded.completed, failed = c.failed + excluded.failed, skipped = c.skipped + excluded.skipped;
  end if;
  update lotline.engine_locks l set done_at = p_now where l.name = 'work_counts';
end $$;

-- Minutes of more than two hours ago become hours, hours of more than two days ago days; a month ago is forgotten.
-- Called by: upkeep. Locks: the rows.
create or replace function coarsen_work_counts() returns void
language plpgsql as $$
declare
  v_now timestamptz := lotline.clock();
  v_unit text;
  v_before timestamptz;
begin
  foreach v_unit in array array['hour', 'day'] loop
    v_before := date_trunc(v_unit, v_now - case v_unit when 'hour' then interval '2 hours' else interval '2 days' end, 'UTC');
    with gone as (
      delete from lotline.work_counts w where w.minute < v_before and w.minute <> date_trunc(v_unit, w.minute, 'UTC') returning w.*)
    insert into lotline.work_counts as c (org_id, kind, minute, took, took_each, leases, completed, failed, skipped)
    select g.org_id, g.kind, date_trunc(v_unit, g.minute, 'UTC'), g.took, g.took_each, sum(g.leases), sum(g.completed), sum(g.failed),
      sum(g.skipped)
    from gone g group by 1, 2, 3, 4, 5
    on conflict (org_id, kind, minute, took, took_each) do update set leases = c.leases + excluded.leases,
      completed = c.completed + excluded.completed, failed = c.failed + excluded.failed, skipped = c.skipped + excluded.skipped;
  end loop;
  delete from lotline.work_counts w where w.minute < v_now - interval '31 days';
end $$;

-- How long leases of an organization's kinds take, by what our workers did in the last week: the time within which 99 of
-- 100 are over, of a lease and for each of its items. Of fewer than 20 leases nothing is said.
-- Called by: stuck_leases. Locks: nothing.
create or replace function kind_durations(p_org uuid) returns table (kind text, leases bigint, p99 double precision, p99_each double precision)
language sql stable as $$
  with counts as (
    select w.kind, w.took, w.took_each, w.leases from lotline.work_counts w
    where w.org_id = p_org and w.minute > lotline.clock() - interval '7 days' and w.took >= 0
    union all
    select w.kind, w.took, w.took_each, w.leases from lotline.work_notes w where w.org_id = p_org and w.took >= 0),
  whole as (
    select c.kind, c.took, sum(sum(c.leases)) over (partition by c.kind order by c.took) as upto,
      sum(sum(c.leases)) over (partition by c.kind) as total from counts c group by c.kind, c.took),
  each as (
    select c.kind, c.took_each, sum(sum(c.leases)) over (partition by c.kind order by c.took_each) as upto,
      sum(sum(c.leases)) over (partition by c.kind) as total from counts c group by c.kind, c.took_each)
  select w.kind, min(w.total)::bigint, lotline.step_seconds(min(w.took)),
    (select lotline.step_seconds(min(e.took_each)) from each e where e.kind = w.kind and e.upto >= 0.99 * e.total)
  from whole w where w.upto >= 0.99 * w.total and w.total >= 20 group by w.kind
$$;

-- Which kinds of work workers can do that are there and take some: how many, with how many slots, of which so many are
-- busy, with that kind or any.
-- Called by: queues, stuck work. Locks: nothing.
create or replace function live_kinds(p_now timestamptz)
returns table (kind text, workers int, draining int, slots int, busy int, busy_of_kind int)
language sql stable as $$
  select k.kind, count(*) filter (where s.state in ('live', 'late'))::int, count(*) filter (where s.state = 'draining')::int,
    coalesce(sum((w.info ->> 'slots')::int) filter (where s.state in ('live', 'late')), 0)::int,
    coalesce(sum((w.info ->> 'running')::int) filter (where s.state in ('live', 'late')), 0)::int,
    coalesce(sum((w.info -> 'busy' ->> k.kind)::int) filter (where s.state in ('live', 'late')), 0)::int
  from lotline.workers w cross join lateral (select lotline.worker_state(w, p_now) as state) s
  cross join lateral jsonb_array_elements_text(case when jsonb_typeof(w.info -> 'kinds') = 'array' then w.info -> 'kinds' else '[]' end) k (kind)
  where s.state <> 'dead' group by k.kind
$$;

-- The queues of an organization: kinds that workers can do, that it has unfinished jobs of, that it chose something for, or
-- that are asked for. settled and failed are of the last five minutes.
--   p_kinds       those that the program knows
--   p_only        only this one
-- Called by: surfaces. Locks: nothing.
create or replace function list_queues(p_org uuid, p_kinds text[], p_only text)
returns table (kind text, jobs int, paused_jobs int, waiting bigint, paused_waiting bigint, processing bigint, for_workers bigint,
  oldest_waiting_since timestamptz, completed bigint, failed bigint, skipped bigint, workers int, draining int, slots int, busy int,
  max_leases int, leases int, paused_at timestamptz, paused_by text, pause_reason text)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
  v_now timestamptz := lotline.clock();
  v_since timestamptz := v_now - interval '5 minutes';
begin
  return query
    with open_jobs as (
      select j.number, j.kind, j.status, j.driver,
        j.total_items - j.completed_items - j.failed_items - j.skipped_items - j.cancelled_items as unsettled
      from lotline.jobs j where j.org_id = v_org and j.hidden_at is null and j.status in ('pending', 'in_progress', 'paused') and j.sealed
        and (p_only is null or j.kind = p_only)),
    held as (
      select b.job_no, sum(b.open_items) as processing, sum(b.completed + b.failed + b.skipped) as settled,
        count(*) filter (where b.state = 'leased' and b.driver = 'worker') as leases
      from lotline.batches b where b.job_no in (select o.number from open_jobs o) group by b.job_no),
    of_kind as (
      select o.kind, count(*)::int as jobs, (count(*) filter (where o.status = 'paused'))::int as paused_jobs,
        sum(o.unsettled - coalesce(h.settled, 0) - coalesce(h.processing, 0)) filter (where o.status <> 'paused') as waiting,
        sum(o.unsettled - coalesce(h.settled, 0) - coalesce(h.processing, 0)) filter (where o.status = 'paused') as paused_waiting,
        sum(o.unsettled - coalesce(h.settled, 0) - coalesce(h.processing, 0)) filter (where o.status <> 'paused' and o.driver = 'worker') as for_workers,
        sum(h.processing) as processing, sum(h.leases)::int as leases,
        min(c.waiting_since) filter (where o.status <> 'paused' and o.unsettled > coalesce(h.settled, 0) + coalesce(h.processing, 0)) as oldest
      from open_jobs o left join held h on h.job_no = o.number left join lotline.cursors c on c.job_no = o.number and c.open
      group by o.kind),
    done as (
      select x.kind, sum(x.completed) as completed, sum(x.failed) as failed, sum(x.skipped) as skipped from (
        select w.kind, w.completed, w.failed, w.skipped from lotline.work_counts w where w.org_id = v_org and w.minute >= v_since
        union all
        select w.kind, w.completed, w.failed, w.skipped from lotline.work_notes w where w.org_id = v_org and w.minute >= v_since
        union all
        select o.kind, b.completed, b.failed, b.skipped from open_jobs o join lotline.batches b on b.job_no = o.number
        where b.driver = 'worker' and coalesce(b.closed_at, v_now) >= v_since) x
      group by x.kind),
    names as (
      select unnest(p_kinds) as kind union select o.kind from of_kind o union select d.kind from done d
      union select q.kind from lotline.queue_settings q where q.org_id = v_org)
    select n.kind, coalesce(o.jobs, 0), coalesce(o.paused_jobs, 0), coalesce(o.waiting, 0)::bigint, coalesce(o.paused_waiting, 0)::bigint,
      coalesce(o.processing, 0)::bigint, coalesce(o.for_workers, 0)::bigint, o.oldest, coalesce(d.completed, 0)::bigint,
      coalesce(d.failed, 0)::bigint, coalesce(d.skipped, 0)::bigint, coalesce(l.workers, 0),
      coalesce(l.draining, 0), coalesce(l.slots, 0), coalesce(l.busy, 0), q.max_leases, coalesce(o.leases, 0), q.paused_at,
      q.paused_by, q.pause_reason
    from names n left join of_kind o on o.kind = n.kind left join done d on d.kind = n.kind
    left join lotline.live_kinds(v_now) l on l.kind = n.kind
    left join lotline.queue_settings q on q.org_id = v_org and q.kind = n.kind
    where p_only is null or n.kind = p_only
    order by n.kind;
end $$;

-- Narrows or holds an organization's work of a kind: {"concurrency": 1 to 10000 or null for as much as there is room for,
-- "paused": boolean, "reason"}. What runs is finished; it counts from the next claim on.
-- Called by: surfaces, settle_stuck. Locks: the row.
create or replace function change_queue(p_org uuid, p_kind text, p_changes jsonb) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_paused boolean := (p_changes ->> 'paused')::boolean;
  v_before lotline.queue_settings;
  v_after lotline.queue_settings;
begin
  perform lotline.require_org(p_org);
  insert into lotline.queue_settings (org_id, kind, updated_at) values (p_org, p_kind, v_now) on conflict do nothing;
  select * into v_before from lotline.queue_settings q where q.org_id = p_org and q.kind = p_kind for update;
  update lotline.queue_settings q set updated_at = v_now,
    max_leases = case when p_changes ? 'concurrency' then (p_changes ->> 'concurrency')::int else q.max_leases end,
    paused_at = case v_paused when true then coalesce(q.paused_at, v_now) when false then null else q.paused_at end,
    paused_by = case v_paused when true then coalesce(q.paused_by, lotline.audit_actor(lotline.audit_request()))
      when false then null else q.paused_by end,
    pause_reason = case v_paused when true then coalesce(nullif(btrim(p_changes ->> 'reason'), ''), q.pause_reason)
      when false then null else q.pause_reason end
  where q.org_id = p_org and q.kind = p_kind returning * into v_after;
  perform lotline.audit(p_org, 'queue.changed', 'queue', p_kind, p_changes ->> 'reason',
    jsonb_build_object('concurrency', v_before.max_leases, 'paused', v_before.paused_at is not null),
    jsonb_build_object('concurrency', v_after.max_leases, 'paused', v_after.paused_at is not null));
  if v_after.paused_at is null then
    update lotline.cursors c set available_at = case when c.next_seq <= c.end_seq then '-infinity' else c.retry_at end
    where c.job_no in (select x.job_no from lotline.cursors x where x.org_id = p_org and x.kind = p_kind and x.open
      and x.available_at between v_now and v_now + interval '1 second' for update skip locked);
    perform pg_notify('lotline_work', p_kind);
  end if;
end $$;

grant execute on function list_queues(uuid, text[], text), change_queue(uuid, text, jsonb) to lotline_api;
