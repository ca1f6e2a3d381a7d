-- The work of actions, in steps that are bounded: each at most 1,000 items or 50 jobs, a transaction of its own. Whoever
-- ticks takes them; a step that dies with its process never happened, and the next one goes on where the last stood.

-- Does the next step of the action that is due first, unless somebody is at it. False: none is due.
-- Called by: workers, after a tick that found one due. Locks: the action, SKIP LOCKED; then as work_action.
create or replace function work_actions() returns boolean
language plpgsql security definer set search_path = lotline, pg_temp
set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  v_now timestamptz := lotline.clock();
  v_number bigint;
begin
  select a.number into v_number from lotline.actions a where a.open and a.due_at <= v_now
  order by a.due_at limit 1 for update skip locked;
  if v_number is not null then
    perform lotline.work_action(v_number);
  end if;
  return v_number is not null;
end $$;

-- One step: counts what was settled of earlier ones, then takes back (of an aborted one) or takes up (of a running one) a
-- part of the rest, and writes down when the next is due: at once, while there is more to do.
-- Called by: work_actions, create_action, continue_action, abort_action; each holds the action. Locks: cursors of its jobs,
-- one at a time in the order of their numbers, each for at most 200 ms, and what their commands lock.
create or replace function work_action(p_number bigint) returns void
language plpgsql as $$
declare
  v_now timestamptz := lotline.clock();
  v_action lotline.actions;
  v_lock_timeout text := current_setting('lock_timeout');
  v_request text := current_setting('lotline.request', true);
  v_done int := 0;
  v_back int;
  v_left boolean;
  v_held boolean;
  v_more boolean;
  v_trying boolean;
begin
  perform lotline.make_durable();
  perform set_config('lock_timeout', '200ms', true);
  v_done := lotline.count_chunks(p_number, v_now);
  select * into v_action from lotline.actions a where a.number = p_number;
  -- what is done is done in the name of who asked for it
  perform set_config('lotline.request', v_action.request::text, true);
  if v_action.status = 'aborted' then
    for v_chunk in 1..20 loop
      v_back := lotline.take_back(v_action);
      v_done := v_done + v_back;
      exit when v_back = 0 or v_done >= 1000;
    end loop;
  elsif v_action.action = 'retry' then
    v_done := v_done + lotline.retry_step(v_action, v_now);
  else
    v_done := v_done + lotline.move_step(v_action);
  end if;
  perform set_config('lotline.request', coalesce(v_request, ''), true);
  perform set_config('lock_timeout', v_lock_timeout, true);

  select * into v_action from lotline.actions a where a.number = p_number;
  v_trying := exists (select from lotline.action_chunks c where c.action_no = p_number);
  v_left := v_action.status = 'running'
    and exists (select from lotline.action_jobs j where j.action_no = p_number and not j.done);
  v_held := v_left and v_action.taken >= v_action.first_items;
  v_more := (v_left and v_held is not true)
    or (v_action.status = 'aborted' and exists (select from lotline.action_chunks c where c.action_no = p_number and not c.taken_back));
  update lotline.actions a set
    status = case when a.status <> 'running' or v_more or v_trying then a.status when v_left then 'waiting' else 'completed' end,
    finished_at = case when a.status = 'running' and not v_left and not v_trying then v_now else a.finished_at end,
    open = v_more or v_trying,
    idle = case when v_done > 0 then 0 else a.idle + 1 end,
    due_at = case
      when v_more and a.paced_from > '-infinity' and a.status = 'running'
        then greatest(v_now + make_interval(secs => (v_done = 0)::int), least(a.paced_from + make_interval(secs => 60 / a.per_minute), v_now + interval '10 seconds'))
      when v_more and v_done > 0 then v_now
      when v_done > 0 then v_now + interval '1 second'
      else v_now + make_interval(secs => least(10, 1 + a.idle)) end
  where a.number = p_number returning * into v_action;
  if v_action.status = 'completed' then
    perform lotline.audit(v_action.org_id, 'action.completed', 'action', v_action.id::text, null, null,
      jsonb_build_object('succeeded', v_action.succeeded, 'failed', v_action.failed, 'refused', v_action.refused),
      v_action.created_by);
  end if;
end $$;

-- Counts what became of items that were made due (their first outcome since: what others tried again is theirs), and forgets a chunk when all of it is settled; items of a job that was
-- cancelled meanwhile never will be. Looks at 5,000 items at most, the chunks not looked at for longest first, and at none twice
-- in a second. Says how many were settled since.
-- Called by: work_action. Locks: the action's chunks.
create or replace function count_chunks(p_number bigint, p_now timestamptz) returns int
language plpgsql as $$
declare
  v_change int;
begin
  with next as (
    select c.id, c.job_no, c.seqs, c.moved_at, c.succeeded + c.failed + c.other as before from (
      select x.*, sum(cardinality(x.seqs)) over (order by x.looked_at, x.id) as items
      from lotline.action_chunks x where x.action_no = p_number and x.looked_at < p_now - interval '800 milliseconds'
      order by x.looked_at, x.id limit 200) c
    where c.items - cardinality(c.seqs) < 5000),
  counted as (
    select n.id, n.before, cardinality(n.seqs) as items, coalesce(j.status = 'cancelled' or j.hidden_at is not null, true) as dead,
      r.succeeded, r.failed, r.other
    from next n left join lotline.jobs j on j.number = n.job_no
    cross join lateral (
      select count(*) filter (where x.outcome = 'completed')::int as succeeded,
        count(*) filter (where x.outcome = 'failed')::int as failed,
        count(*) filter (where x.outcome not in ('completed', 'failed'))::int as other
      from (
        select r.outcome from lotline.results r where r.job_no = n.job_no and r.seq = any (n.seqs) and not exists (
          select from lotline.past_results p where p.job_no = n.job_no and p.seq = r.seq and p.moved_at > n.moved_at)
        union all
        (select distinct on (p.seq) p.outcome from lotline.past_results p
        where p.job_no = n.job_no and p.seq = any (n.seqs) and p.moved_at > n.moved_at order by p.seq, p.moved_at)) x) r),
  over as (
    delete from lotline.action_chunks c using counted x
    where c.id = x.id and (x.dead and not exists (
        select from lotline.batches b where b.job_no = c.job_no and b.state = 'leased')
      or x.succeeded + x.failed + x.other >= x.items)
    returning x.*),
  looked as (
    update lotline.action_chunks c set succeeded = x.succeeded, failed = x.failed, other = x.other, looked_at = p_now
    from counted x where c.id = x.id and x.id not in (select o.id from over o)),
  summed as (
    select coalesce(sum(o.succeeded), 0)::int as succeeded, coalesce(sum(o.failed), 0)::int as failed,
      coalesce(sum(o.items - o.succeeded - o.failed), 0)::int as refused from over o),
  noted as (
    update lotline.actions a set succeeded = a.succeeded + s.succeeded, failed = a.failed + s.failed,
      refused = a.refused + s.refused, refusals = lotline.add_refusals(a.refusals, 'ended_otherwise', s.refused)
    from summed s where a.number = p_number and s.succeeded + s.failed + s.refused > 0)
  select coalesce(sum(greatest(0, x.succeeded + x.failed + x.other - x.before)), 0) + (select count(*) from over)
  into v_change from counted x;
  return v_change;
end $$;

-- {"why": count}, with so many more of one why.
-- Called by: the steps of actions. Locks: nothing.
create or replace function add_refusals(p_refusals jsonb, p_why text, p_count int) returns jsonb
language sql immutable as $$
  select case when p_count = 0 then p_refusals
    else p_refusals || jsonb_build_object(p_why, coalesce((p_refusals ->> p_why)::int, 0) + p_count) end
$$;

-- Pauses, resumes or cancels the next jobs of an action. One that has moved on meanwhile and cannot be is refused, with why;
-- one that somebody keeps locked is left for the next step. Says how many are dealt with.
-- Called by: work_action. Locks: cursors one after the other, then as the command.
create or replace function move_step(p_action actions) returns int
language plpgsql as $$
declare
  v_next record;
  v_why text;
  v_refusals jsonb := p_action.refusals;
  v_moved int := 0;
  v_refused int := 0;
begin
  for v_next in
    select x.job_no, j.id from lotline.action_jobs x join lotline.jobs j on j.number = x.job_no
    where x.action_no = p_action.number and not x.done order by x.job_no limit 50
  loop
    v_why := null;
    begin
      case p_action.action
        when 'pause' then perform lotline.pause_job(p_action.org_id, v_next.id, p_action.created_by, p_action.reason);
        when 'resume' then perform lotline.resume_job(p_action.org_id, v_next.id, p_action.created_by, p_action.reason);
        when 'cancel' then perform lotline.cancel_job(p_action.org_id, v_next.id, p_action.created_by, p_action.reason);
      end case;
    exception
      when sqlstate 'LL001' or sqlstate 'LL005' then v_why := 'moved_on';
      when sqlstate 'LL003' then v_why := 'deleted';
      when sqlstate 'LL045' then v_why := 'test_key';
      when sqlstate 'LL071' or lock_not_available then continue;
    end;
    update lotline.action_jobs x set done = true, taken = (v_why is null)::int
    where x.action_no = p_action.number and x.job_no = v_next.job_no;
    if v_why is null then
      v_moved := v_moved + 1;
    else
      v_refused := v_refused + 1;
      v_refusals := lotline.add_refusals(v_refusals, v_why, 1);
    end if;
  end loop;
  update lotline.actions a set taken = a.taken + v_moved + v_refused, succeeded = a.succeeded + v_moved,
    refused = a.refused + v_refused, refusals = v_refusals
  where a.number = p_action.number and v_moved + v_refused > 0;
  return v_moved + v_refused;
end $$;

grant execute on function work_actions() to lotline_worker;
