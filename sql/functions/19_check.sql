-- Everything that must hold of a job in any snapshot, checked against its rows: no rows when all is well. Reads the whole
-- job, so it is for tests and operators, not for every request. Of another organization's job it knows nothing.
-- Called by: tests, operators. Locks: nothing.
create or replace function engine_check(p_job uuid) returns table (problem text, detail jsonb)
language sql stable security definer set search_path = lotline, pg_temp as $$
  with j as (select p.* from lotline.job_progress p
    where p.id = p_job and (lotline.current_org() is null or p.org_id = lotline.current_org())),
  c as (select x.* from lotline.cursors x, j where x.job_no = j.number),
  leased as (
    select b.id, s.seq from lotline.batches b, j, unnest(b.open) r, generate_series(lower(r), upper(r) - 1) s (seq)
    where b.job_no = j.number and b.state = 'leased'),
  settled as (select r.seq, r.outcome from lotline.results r, j where r.job_no = j.number),
  due as (select t.seq from lotline.returns t, j where t.job_no = j.number and t.run_at is not null),
  existing as (select i.seq from lotline.items i, j where i.job_no = j.number),
  rows as (select count(*) filter (where s.outcome = 'completed') as completed, count(*) filter (where s.outcome = 'failed') as failed,
    count(*) filter (where s.outcome = 'skipped') as skipped, count(*) filter (where s.outcome = 'cancelled') as cancelled from settled s)
  select 'counts differ from rows', jsonb_build_object('counts', jsonb_build_array(j.completed, j.failed, j.skipped, j.cancelled),
    'rows', jsonb_build_array(r.completed, r.failed, r.skipped, r.cancelled))
  from j, rows r where (j.completed, j.failed, j.skipped) is distinct from (r.completed::int, r.failed::int, r.skipped::int)
    or (j.status <> 'cancelled' and j.cancelled <> r.cancelled)
  union all
  select 'no such job', jsonb_build_object('job', p_job) where not exists (select from j)
  union all
  select 'job has no cursor', jsonb_build_object('number', j.number) from j where not exists (select from c)
  union all
  select 'cursor differs from its job', jsonb_build_object('cursor', jsonb_build_array(c.org_id, c.kind, c.driver)) from j, c
  where (c.org_id, c.kind, c.driver) is distinct from (j.org_id, j.kind, j.driver)
  union all
  select 'cursor gives nothing though items wait', jsonb_build_object('next', c.next_seq, 'end', c.end_seq) from j, c
  where c.open and c.next_seq <= c.end_seq and c.available_at = 'infinity' and j.max_leases is null
  union all
  select 'append head differs from items', jsonb_build_object('next', h.next_seq, 'items', e.n)
  from j left join lotline.append_heads h on h.job_no = j.number, (select count(*) n from existing) e
  where h.next_seq is distinct from e.n + 1
  union all
  select 'counts do not sum to total', to_jsonb(j) from j
  where j.total <> j.waiting + j.processing + j.completed + j.failed + j.skipped + j.cancelled
    or least(j.waiting, j.processing, j.completed, j.failed, j.skipped, j.cancelled) < 0
  union all
  select 'total differs from items', jsonb_build_object('total', j.total, 'items', e.n, 'first', e.first, 'last', e.last, 'cursor', c.end_seq)
  from j, c, (select count(*) n, min(seq) first, max(seq) last from existing) e
  where j.total <> e.n or e.n <> coalesce(e.last, 0) or coalesce(e.first, 1) <> 1 or c.end_seq <> e.n
  union all
  select 'processing differs from leases', jsonb_build_object('processing', j.processing, 'leased', l.n, 'items', l.items)
  from j, (select count(*) n, count(distinct seq) items from leased) l where j.processing <> l.n or l.n <> l.items
  union all
  select 'item is in two places', jsonb_build_object('seq', x.seq, 'places', x.places)
  from (select p.seq, jsonb_agg(p.place) as places from (
      select seq, 'leased' as place from leased union all
      select seq, 'settled' from settled union all
      select d.seq, 'due' from due d, j where j.status <> 'cancelled' union all
      select e.seq, 'backlog' from existing e, c where e.seq >= c.next_seq and not exists (select from settled s where s.seq = e.seq)
    ) p group by p.seq having count(*) > 1) x
  union all
  select 'item is nowhere', jsonb_build_object('seq', e.seq) from existing e, j, c
  where j.status in ('pending', 'in_progress', 'paused') and e.seq < c.next_seq
    and not exists (select from settled s where s.seq = e.seq) and not exists (select from leased l where l.seq = e.seq)
    and not exists (select from due d where d.seq = e.seq)
  union all
  select 'result without an item', jsonb_build_object('seq', s.seq) from settled s where not exists (select from existing e where e.seq = s.seq)
  union all
  select 'lease on a job that is over', jsonb_build_object('batch', b.id, 'status', j.status, 'until', b.lease_until)
  from j join lotline.batches b on b.job_no = j.number and b.state = 'leased'
  where j.status in ('completed', 'failed')
    or (j.status = 'cancelled' and (not b.last_call or b.lease_until < lotline.clock() - interval '1 minute'))
  union all
  select 'sealed job without open items is not over', jsonb_build_object('status', j.status) from j
  where j.status in ('in_progress', 'paused') and j.sealed and j.waiting = 0 and j.processing = 0
  union all
  select 'job is over with open items', jsonb_build_object('waiting', j.waiting, 'processing', j.processing) from j
  where j.status in ('completed', 'failed') and j.waiting + j.processing > 0
  union all
  select 'lease counts its items wrongly', jsonb_build_object('batch', b.id) from j join lotline.batches b on b.job_no = j.number
  where b.open_items <> lotline.count_in(b.open) or (b.state <> 'leased' and b.open_items > 0) or not b.open <@ b.items
  union all
  select 'cursor is open on a job that does not run', jsonb_build_object('status', j.status) from j, c
  where c.open and j.status in ('paused', 'cancelled')
  union all
  select 'cursor is closed on a running job', jsonb_build_object('status', j.status) from j, c where not c.open and j.status = 'in_progress'
  union all
  select 'failure groups differ from failed items', jsonb_build_object('groups', g.items, 'failed', j.failed)
  from j, (select coalesce(sum(x.items), 0)::int as items from lotline.failure_groups x, j where x.job_no = j.number) g
  where g.items <> j.failed
$$;
