-- The life of an action: made, waiting after its first items, continued, aborted.

-- Makes an action and does its first step. What it is about is written down now: later jobs, and items that fail later,
-- are no part of it.
--   p_filter      what it is about, in words
-- Called by: src/engine/actions.ts. Locks: the action; then as its first step.
create or replace function create_action(p_org uuid, p_action text, p_asked jsonb, p_filter text, p_actor text, p_foreign text[],
  p_reason text default null, p_first int default null, p_per_minute double precision default null) returns uuid
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_action lotline.actions;
  v_most constant int := 100;
begin
  perform lotline.require_org(p_org);
  if (select count(*) from (select from lotline.actions a where a.org_id = p_org and a.open limit v_most) x) >= v_most then
    raise exception using errcode = 'LL048', message = format('%s actions are under way already, as many as there may be', v_most),
      hint = 'wait for one of them to end, or abort it';
  end if;
  insert into lotline.actions (org_id, action, asked, filter, reason, created_by, request, jobs, total, cannot, first_items,
    per_minute, due_at, created_at)
  values (p_org, p_action, p_asked, p_filter, nullif(btrim(p_reason), ''), p_actor, lotline.audit_request(), 0, 0, 0, p_first,
    p_per_minute, v_now, v_now)
  returning * into v_action;
  with plan as materialized (select * from lotline.plan_action(p_org, p_action, p_asked, p_actor, p_foreign)),
  chosen as (
    insert into lotline.action_jobs (action_no, job_no, chosen)
    select v_action.number, p.job_no, sum(p.chosen) from plan p where p.chosen > 0 group by p.job_no returning chosen)
  update lotline.actions a set jobs = (select count(*) from chosen), total = (select coalesce(sum(c.chosen), 0) from chosen c),
    cannot = (select coalesce(sum(p.cannot), 0) from plan p)
  where a.number = v_action.number returning * into v_action;
  if v_action.jobs = 0 then
    raise exception using errcode = 'LL103', message = format('Nothing that can be done fits: %s', p_filter),
      detail = json_build_object('cannot', v_action.cannot)::text, hint = 'preview it, and see what fits and why it cannot';
  elsif v_action.jobs > 100000 then
    perform lotline.refuse_argument('jobs', v_action.jobs::text, 'narrow the filter to at most 100,000 jobs');
  end if;
  perform lotline.audit(p_org, 'action.created', 'action', v_action.id::text, p_reason, null,
    jsonb_build_object('action', p_action, 'filter', p_filter, 'jobs', v_action.jobs, 'total', v_action.total), p_actor);
  perform lotline.work_action(v_action.number);
  return v_action.id;
end $$;

-- The organization's action of that id, locked; LL100 when there is none, LL072 when it is not the caller's to steer.
--   p_admin       whether the caller may steer those of others
-- Called by: continue_action, abort_action. Locks: the action (a step of it may be under way: at most 10 s).
create or replace function lock_action(p_org uuid, p_id uuid, p_actor text, p_admin boolean) returns actions
language plpgsql as $$
declare
  v_action lotline.actions;
begin
  if current_setting('lock_timeout') = '0' then
    perform set_config('lock_timeout', '10s', true);
  end if;
  select * into v_action from lotline.actions a where a.id = p_id and a.org_id = lotline.require_org(p_org) for update;
  if not found then
    raise exception using errcode = 'LL100', message = format('No action %s', p_id),
      detail = json_build_object('field', 'id', 'value', p_id)::text;
  elsif not p_admin and v_action.created_by is distinct from p_actor then
    raise exception using errcode = 'LL072', message = 'Only whoever started this action, or an admin, may steer it';
  end if;
  return v_action;
end $$;

-- Goes on with the rest after the first items, or does not wait for them. Nothing changes where nothing is held back.
-- Called by: src/engine/actions.ts. Locks: the action.
create or replace function continue_action(p_org uuid, p_id uuid, p_actor text, p_admin boolean) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_action lotline.actions := lotline.lock_action(p_org, p_id, p_actor, p_admin);
begin
  if v_action.status in ('completed', 'aborted') then
    raise exception using errcode = 'LL101', message = format('This action is over: it is %s', v_action.status),
      detail = json_build_object('status', v_action.status)::text, hint = 'make another one';
  elsif v_action.first_items is null then
    return;
  end if;
  update lotline.actions a set first_items = null, status = 'running', open = true, idle = 0, due_at = lotline.clock()
  where a.number = v_action.number;
  perform lotline.audit(p_org, 'action.continued', 'action', v_action.id::text, null,
    jsonb_build_object('status', v_action.status), jsonb_build_object('status', 'running'), p_actor);
  perform lotline.work_action(v_action.number);
end $$;

-- Ends an action where it is: nothing more is begun, and items that were made due but that nobody has tried since get the
-- outcomes back that they had, step by step. What is being tried goes on to its end and is counted. Again changes nothing.
-- Called by: src/engine/actions.ts. Locks: the action; then as its next step.
create or replace function abort_action(p_org uuid, p_id uuid, p_actor text, p_admin boolean, p_reason text default null)
returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_action lotline.actions := lotline.lock_action(p_org, p_id, p_actor, p_admin);
begin
  if v_action.status = 'aborted' then
    return;
  elsif v_action.status = 'completed' then
    raise exception using errcode = 'LL101', message = 'This action is over: it is completed',
      detail = json_build_object('status', v_action.status)::text, hint = 'what it did stays done';
  end if;
  update lotline.actions a set status = 'aborted', open = true, idle = 0, due_at = v_now, finished_at = v_now, ended_by = p_actor
  where a.number = v_action.number;
  perform lotline.audit(p_org, 'action.aborted', 'action', v_action.id::text, p_reason,
    jsonb_build_object('status', v_action.status),
    jsonb_build_object('status', 'aborted', 'taken', v_action.taken, 'total', v_action.total), p_actor);
  perform lotline.work_action(v_action.number);
end $$;

-- Actions with how far they are: items that are being tried, and those of open chunks that are settled, included.
-- Read by: src/engine/actions.ts, live_actions. security_invoker: row-level security is the reader's.
create or replace view action_progress with (security_invoker = true) as
select a.number, a.id, a.org_id, a.action, a.status, a.asked, a.filter, a.reason, a.created_by, a.jobs, a.total, a.cannot,
  a.refused + c.other as refused, a.refusals, a.first_items, a.per_minute, a.open, a.created_at, a.finished_at, a.ended_by,
  a.succeeded + c.succeeded as succeeded, a.failed + c.failed as failed, c.items - c.succeeded - c.failed - c.other as trying, c.held_jobs
from lotline.actions a cross join lateral (
  select coalesce(sum(x.succeeded), 0)::int as succeeded, coalesce(sum(x.failed), 0)::int as failed,
    coalesce(sum(x.other), 0)::int as other, coalesce(sum(cardinality(x.seqs)), 0)::int as items,
    (count(distinct x.job_no) filter (where exists (
      select from lotline.jobs j where j.number = x.job_no and j.status = 'paused')))::int as held_jobs
  from lotline.action_chunks x where x.action_no = a.number) c;
grant select on action_progress to lotline_api, lotline_worker;

-- Actions that somebody watches, each named with its organization.
-- Called by: the server, once a second while anybody watches one. Locks: nothing.
create or replace function live_actions(p_orgs uuid[], p_actions uuid[]) returns setof action_progress
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
begin
  perform lotline.require_org(o) from (select distinct o from unnest(p_orgs) o) x;
  return query select a.* from unnest(p_orgs, p_actions) w (org, action)
    join lotline.action_progress a on a.id = w.action and a.org_id = w.org;
end $$;

grant execute on function
  create_action(uuid, text, jsonb, text, text, text[], text, int, double precision),
  continue_action(uuid, uuid, text, boolean), abort_action(uuid, uuid, text, boolean, text), live_actions(uuid[], uuid[])
  to lotline_api;
