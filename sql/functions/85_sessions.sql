-- Sessions of agents. Lock order: session, then what the engine locks (cursor, batch, job); nobody takes a session's row
-- while holding one of those.

-- The organization's session of that id, locked, or LL085. One that has ended is LL086 unless p_also_ended.
-- Called by: the functions below. Locks: session.
create or replace function lock_session(p_org uuid, p_session uuid, p_also_ended boolean default false) returns agent_sessions
language plpgsql as $$
declare
  v_session lotline.agent_sessions;
begin
  if current_setting('lock_timeout') = '0' then
    perform set_config('lock_timeout', '10s', true);
  end if;
  select * into v_session from lotline.agent_sessions s where s.id = p_session and s.org_id = lotline.require_org(p_org) for update;
  if not found then
    raise exception using errcode = 'LL085', message = format('No session %s', coalesce(p_session::text, '(no id given)')),
      detail = json_build_object('field', 'session_id', 'value', p_session)::text, hint = 'start one';
  elsif v_session.ended_at is not null and not p_also_ended then
    raise exception using errcode = 'LL086', message = format('Session %s has ended', p_session),
      detail = json_build_object('session_id', p_session, 'ended_at', v_session.ended_at)::text, hint = 'start another';
  end if;
  return v_session;
end $$;

-- Begins a session. Without a budget it gets, at its first claim, what its job type suggests for one session.
-- Called by: src/engine/sessions.ts. Locks: nothing.
create or replace function start_session(p_org uuid, p_actor text, p_name text default null, p_job uuid default null,
  p_budget_items int default null, p_budget_tokens bigint default null)
returns uuid
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_org uuid := lotline.require_org(p_org);
  v_now timestamptz := lotline.clock();
  v_name text := nullif(btrim(p_name), '');
  v_id uuid;
begin
  if coalesce(btrim(p_actor), '') = '' then
    perform lotline.refuse_argument('actor', p_actor, 'give the name of whoever works');
  elsif length(v_name) > 200 then
    perform lotline.refuse_argument('name', p_name, 'give at most 200 characters');
  elsif p_budget_items < 1 then
    perform lotline.refuse_argument('budget_items', p_budget_items::text, 'give 1 or more');
  elsif p_budget_tokens < 1 then
    perform lotline.refuse_argument('budget_tokens', p_budget_tokens::text, 'give 1 or more');
  elsif p_job is not null then
    perform lotline.find_job(v_org, p_job);
  end if;
  insert into lotline.agent_sessions (org_id, actor, name, job_id, budget_items, budget_tokens, started_at, seen_at)
  values (v_org, p_actor, v_name, p_job,
    coalesce(p_budget_items, case when p_budget_tokens is null then lotline.session_size(p_job) end), p_budget_tokens, v_now, v_now)
  returning id into v_id;
  perform lotline.audit(v_org, 'agent_session.started', 'agent_session', v_id::text,
    p_after => jsonb_strip_nulls(jsonb_build_object('name', v_name, 'job_id', p_job)));
  return v_id;
end $$;

-- How many items of a job make a session: what its type says, else three batches. Null without a job.
-- Called by: start_session, note_claim. Locks: nothing.
create or replace function session_size(p_job uuid) returns int
language sql stable as $$
  select coalesce(t.per_session, 3 * j.batch_size) from lotline.jobs j left join lotline.job_types t on t.job_type = j.kind
  where j.id = p_job
$$;

-- A session that is about to take items: locked until the claim is over, so that two of its claims do not cross.
-- Called by: src/engine/sessions.ts, before it pulls. Locks: session.
create or replace function begin_claim(p_org uuid, p_session uuid) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_session lotline.agent_sessions := lotline.lock_session(p_org, p_session);
begin
  perform lotline.act_as_session(v_session);
  update lotline.agent_sessions s set seen_at = lotline.clock() where s.id = v_session.id;
end $$;

-- Books a lease to the session that took it. The same lease twice (a session is first given what it still holds) is
-- booked once.
-- Called by: src/engine/sessions.ts, after it pulled. Locks: session (held since begin_claim).
create or replace function note_claim(p_org uuid, p_session uuid, p_batch bigint) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_session lotline.agent_sessions := lotline.lock_session(p_org, p_session);
  v_job lotline.jobs;
begin
  insert into lotline.session_leases (batch_id, session_id, job_no, items)
  select b.id, v_session.id, b.job_no, b.size from lotline.batches b join lotline.jobs j on j.number = b.job_no
  where b.id = p_batch and j.org_id = v_session.org_id
  on conflict (batch_id) do nothing;
  select j.* into v_job from lotline.batches b join lotline.jobs j on j.number = b.job_no
  where b.id = p_batch and j.org_id = v_session.org_id;
  if found then
    update lotline.agent_sessions s set job_id = v_job.id, budget_items = coalesce(s.budget_items,
      case when s.budget_tokens is null then lotline.session_size(v_job.id) end)
    where s.id = v_session.id;
  end if;
end $$;

-- What a session says while it works: tokens it used since it last said, and a note for whoever continues, which
-- replaces the one before; which job it turned to. Saying nothing only shows that it lives.
-- Called by: src/engine/sessions.ts. Locks: session.
create or replace function note_session(p_org uuid, p_session uuid, p_tokens bigint default 0, p_note text default null,
  p_job uuid default null) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_session lotline.agent_sessions := lotline.lock_session(p_org, p_session);
  v_note text := nullif(btrim(p_note), '');
begin
  perform lotline.act_as_session(v_session);
  if coalesce(p_tokens, 0) not between 0 and 1000000000000 then
    perform lotline.refuse_argument('tokens', p_tokens::text, 'give how many tokens were used since the last time, 0 or more');
  elsif length(v_note) > 20000 then
    perform lotline.refuse_argument('note', left(v_note, 40), 'give at most 20000 characters');
  elsif p_job is not null then
    perform lotline.find_job(p_org, p_job);
  end if;
  update lotline.agent_sessions s set job_id = coalesce(p_job, s.job_id), tokens_used = s.tokens_used + coalesce(p_tokens, 0), seen_at = lotline.clock(),
    note = coalesce(v_note, s.note), noted_at = case when v_note is null then s.noted_at else lotline.clock() end
  where s.id = v_session.id;
end $$;

-- Ends a session: what it holds goes back at once, due for whoever comes next; its note stays. Answers how many items
-- went back. Ending it again changes nothing, but a note that comes late is still kept.
-- Called by: src/engine/sessions.ts. Locks: session, then cursors and leases of the jobs that it holds items of.
create or replace function end_session(p_org uuid, p_session uuid, p_note text default null) returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_session lotline.agent_sessions := lotline.lock_session(p_org, p_session, true);
  v_note text := nullif(btrim(p_note), '');
  v_items int := 0;
begin
  if length(v_note) > 20000 then
    perform lotline.refuse_argument('note', left(v_note, 40), 'give at most 20000 characters');
  end if;
  if v_session.ended_at is null then
    v_items := lotline.release_session(p_org, v_session.id::text);
    perform lotline.audit(v_session.org_id, 'agent_session.ended', 'agent_session', v_session.id::text,
      p_after => jsonb_build_object('handed_back', v_items));
  end if;
  update lotline.agent_sessions s set ended_at = coalesce(s.ended_at, lotline.clock()),
    seen_at = case when s.ended_at is null then lotline.clock() else s.seen_at end,
    note = coalesce(v_note, s.note), noted_at = case when v_note is null then s.noted_at else lotline.clock() end
  where s.id = v_session.id;
  return v_items;
end $$;

-- Sessions with what they took, settled, hold and gave back. A session that says nothing more ends nothing by itself:
-- its leases run out (their items then count as returned) and after an hour it shows as silent.
-- Read by: src/engine/sessions.ts. security_invoker: row-level security is the reader's.
create or replace view session_overview with (security_invoker = true) as
select s.id, s.org_id, s.actor, s.name, s.job_id, s.budget_items, s.budget_tokens, s.tokens_used, s.note, s.noted_at,
  s.started_at, s.seen_at, s.ended_at,
  case when s.ended_at is not null then 'ended'
    when x.held_items > 0 or s.seen_at > lotline.clock() - interval '1 hour' then 'active' else 'silent' end as state,
  x.claimed_items, x.completed, x.failed, x.skipped, x.retried, x.held_items, x.lease_until,
  x.claimed_items - x.completed - x.failed - x.skipped - x.retried - x.held_items as returned_items
from lotline.agent_sessions s
cross join lateral (
  select coalesce(sum(l.items), 0)::int as claimed_items, coalesce(sum(b.completed), 0)::int as completed,
    coalesce(sum(b.failed), 0)::int as failed, coalesce(sum(b.skipped), 0)::int as skipped,
    coalesce(sum(b.retried), 0)::int as retried, coalesce(sum(b.held), 0)::int as held_items,
    min(b.lease_until) filter (where b.held > 0) as lease_until
  from lotline.session_leases l
  left join lateral (
    select x.completed, x.failed, x.skipped, x.retried, x.lease_until,
      case when x.state = 'leased' and x.lease_until >= lotline.clock() then x.open_items else 0 end as held
    from lotline.batches x where x.id = l.batch_id
    union all
    select g.completed, g.failed, g.skipped, g.retried, null, 0 from lotline.batch_log g
    where g.job_no = l.job_no and g.batch_id = l.batch_id
    limit 1) b on true
  where l.session_id = s.id) x;

grant select on session_overview to lotline_api, lotline_worker;
grant execute on function start_session(uuid, text, text, uuid, int, bigint), begin_claim(uuid, uuid),
  note_claim(uuid, uuid, bigint), note_session(uuid, uuid, bigint, text, uuid), end_session(uuid, uuid, text)
  to lotline_api, lotline_worker;
