-- Workers as people see and steer them. They belong to the installation: every organization sees which there are and what
-- they can do, and of the batches that they hold its own alone.

-- How a worker is doing: live; late, silent for longer than two beats; dead, silent for so long that nobody waits for it;
-- draining, told to take nothing more.
-- Called by: list_workers, live_kinds, queues, stuck. Locks: nothing.
create or replace function worker_state(p_worker workers, p_now timestamptz) returns text
language sql immutable as $$
  select case
    when p_worker.seen_at <= p_now - interval '30 seconds' then 'dead'
    when p_worker.seen_at <= p_now - interval '12 seconds' then 'late'
    when p_worker.wanted <> 'run' then 'draining'
    else 'live' end
$$;

-- Says that a worker lives, moves its leases on, and answers what it was told to do, with the leases that are still its
-- own. One that was taken for dead is there again with its first beat.
-- Called by: workers, every few seconds. Locks: its row; its leases, in the order of their ids.
create or replace function beat(p_worker text, p_batches bigint[], p_tokens int[], p_info jsonb)
returns table (wanted text, leases json)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
begin
  select coalesce(json_agg(json_build_object('batchId', h.batch_id::text, 'jobNumber', h.job_no::text, 'jobStatus', h.job_status,
    'leaseUntil', h.lease_until)), '[]')
  into leases from lotline.heartbeat(p_worker, p_batches, p_tokens, p_info) h;
  select w.wanted into wanted from lotline.workers w where w.name = p_worker;
  return next;
end $$;

-- The workers there are and those that went in the last day, the living first, each with batches of the organization that
-- it holds, the oldest first.
--   p_name        only this one
--   p_batches     most batches of each
-- Called by: surfaces. Locks: nothing.
create or replace function list_workers(p_org uuid, p_name text, p_batches int)
returns table (name text, state text, info jsonb, started_at timestamptz, seen_at timestamptz, silent_seconds double precision,
  ended_at timestamptz, wanted text, wanted_by text, wanted_at timestamptz, wanted_reason text, held int, batches json)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
  v_now timestamptz := lotline.clock();
begin
  return query
    with everyone as (
      select w.name, lotline.worker_state(w, v_now) as state, w.info, w.started_at, w.seen_at, null::timestamptz as ended_at,
        w.wanted, w.wanted_by, w.wanted_at, w.wanted_reason
      from lotline.workers w where p_name is null or w.name = p_name
      union all
      (select p.name, p.how, p.info, p.started_at, p.seen_at, p.ended_at, 'stop', null, null, null
      from lotline.past_workers p where (p_name is null or p.name = p_name)
        and not exists (select from lotline.workers w where w.name = p.name)
      order by p.ended_at desc limit 100)),
    held as (
      select b.worker, b.id, b.size, b.open_items, b.leased_at, b.lease_until, j.id as job_id, j.name as job_name, j.kind,
        row_number() over (partition by b.worker order by b.leased_at, b.id) as place, count(*) over (partition by b.worker) as amount
      from lotline.batches b join lotline.jobs j on j.number = b.job_no
      where b.state = 'leased' and b.driver = 'worker' and j.org_id = v_org and j.hidden_at is null
        and (p_name is null or b.worker = p_name)),
    shown as (
      select h.worker, max(h.amount)::int as held, json_agg(json_build_object('id', h.id::text, 'jobId', h.job_id, 'jobName', h.job_name,
        'kind', h.kind, 'size', h.size, 'open', h.open_items, 'leasedAt', lotline.iso(h.leased_at),
        'until', lotline.iso(h.lease_until)) order by h.place) as batches
      from held h where h.place <= p_batches group by h.worker)
    select e.name, e.state, e.info - 'machine', e.started_at, e.seen_at, extract(epoch from greatest(v_now - e.seen_at, interval '0'))::float8,
      e.ended_at, e.wanted, e.wanted_by, e.wanted_at, e.wanted_reason, coalesce(s.held, 0), coalesce(s.batches, '[]')
    from everyone e left join shown s on s.worker = e.name
    order by e.ended_at is not null, e.ended_at desc, e.started_at, e.name limit 1000;
end $$;

-- A time as JSON has it everywhere; null when it never comes.
-- Called by: what makes JSON of times. Locks: nothing.
create or replace function iso(p_at timestamptz) returns text
language sql immutable as $$
  select case when isfinite(p_at) then to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end
$$;

-- Tells a worker to drain (finish what runs, take nothing more), to stop (the same, and then end), or to go on. It is told
-- at once where it listens, else by its next heartbeat. Where several organizations share the workers, only who runs the
-- installation may.
-- Called by: surfaces. Locks: the worker's row.
create or replace function order_worker(p_org uuid, p_name text, p_wanted text, p_reason text, p_operator boolean) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_before lotline.workers;
begin
  perform lotline.require_org(p_org);
  if not p_operator and (select count(*) > 1 from lotline.organizations) then
    raise exception using errcode = 'LL072', message = 'Several organizations share these workers; only who runs the installation steers them';
  end if;
  select * into v_before from lotline.workers w where w.name = p_name for update;
  if not found then
    if exists (select from lotline.past_workers p where p.name = p_name) then
      raise exception using errcode = 'LL005', message = format('Worker %s is gone; start its process again', p_name),
        detail = json_build_object('worker', p_name)::text;
    end if;
    raise exception using errcode = 'LL109', message = format('No worker %s', p_name), detail = json_build_object('field', 'id', 'value', p_name)::text;
  end if;
  update lotline.workers w set wanted = p_wanted, wanted_by = lotline.audit_actor(lotline.audit_request()), wanted_at = lotline.clock(),
    wanted_reason = nullif(btrim(p_reason), '')
  where w.name = p_name;
  perform lotline.audit(p_org, 'worker.' || case p_wanted when 'run' then 'resumed' when 'drain' then 'drained' else 'stopped' end, 'worker',
    p_name, p_reason, jsonb_build_object('wanted', v_before.wanted), jsonb_build_object('wanted', p_wanted));
  -- every login of the database may listen, so not its name
  perform pg_notify('lotline_work', 'worker ' || md5(p_name));
end $$;

grant execute on function list_workers(uuid, text, int), order_worker(uuid, text, text, text, boolean) to lotline_api;
grant execute on function beat(text, bigint[], int[], jsonb) to lotline_worker;
