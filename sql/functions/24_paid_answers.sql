-- Answers that were paid for: bought once for an organization, used by every job of it while they are fresh.

-- For each key: the answer that is there and fresh enough, or whose it is to buy. `ours`: nobody else buys it until
-- p_claim_ms are over. `theirs`: somebody is buying it this moment; ask again in wait_ms.
--   p_fresh_ms  older ones are bought anew; 0: all are
--   p_buyer     names this one taking
-- Called by: kinds, through src/providers/service/paid-answers.ts. Locks: the keys' rows, in their order.
create or replace function take_paid_answers(p_org uuid, p_service text, p_keys text[], p_fresh_ms double precision,
  p_buyer uuid, p_claim_ms double precision)
returns table (key text, state text, answer json, bought_at timestamptz, wait_ms double precision)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_now timestamptz := lotline.clock();
  v_oldest timestamptz := v_now - make_interval(secs => p_fresh_ms / 1000);
begin
  perform lotline.require_org(p_org);
  insert into lotline.paid_answers (org_id, service, key)
  select p_org, p_service, u.key from (select distinct unnest(p_keys)) u (key) order by u.key
  on conflict do nothing;
  perform from lotline.paid_answers a
  where a.org_id = p_org and a.service = p_service and a.key = any (p_keys) order by a.key for update;
  return query
    with ours as (
      update lotline.paid_answers a set claimed_by = p_buyer, claimed_until = v_now + make_interval(secs => p_claim_ms / 1000)
      where a.org_id = p_org and a.service = p_service and a.key = any (p_keys)
        and (a.answer is null or a.bought_at <= v_oldest or a.expires_at <= v_now)
        and (a.claimed_until is null or a.claimed_until <= v_now or a.claimed_by = p_buyer)
      returning a.key)
    select a.key,
      case when o.key is not null then 'ours'
        when a.answer is not null and a.bought_at > v_oldest and (a.expires_at is null or a.expires_at > v_now) then 'stored'
        else 'theirs' end,
      case when o.key is null and a.bought_at > v_oldest and (a.expires_at is null or a.expires_at > v_now) then a.answer end,
      case when o.key is null then a.bought_at end,
      case when o.key is null and a.claimed_until > v_now then extract(epoch from a.claimed_until - v_now)::double precision * 1000 end
    from lotline.paid_answers a left join ours o on o.key = a.key
    where a.org_id = p_org and a.service = p_service and a.key = any (p_keys);
end $$;

-- Keeps bought answers. They count whoever holds the claim: they are paid for.
--   p_answers  [{key, answer, licence_ms, job_id, request_id, units, cost}]; licence_ms null: no end is known
-- Called by: as take_paid_answers. Locks: the keys' rows, in their order.
create or replace function store_paid_answers(p_org uuid, p_service text, p_answers json) returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_stored int;
begin
  perform lotline.require_org(p_org);
  insert into lotline.paid_answers as a (org_id, service, key, answer, bought_at, expires_at, job_id, request_id, units, cost)
  select distinct on (r.key) p_org, p_service, r.key, coalesce(r.answer, 'null'), v_now, v_now + make_interval(secs => r.licence_ms / 1000), r.job_id,
    r.request_id, r.units, r.cost
  from json_to_recordset(p_answers) r (key text, answer json, licence_ms double precision, job_id uuid, request_id text,
    units int, cost numeric)
  order by r.key
  on conflict (org_id, service, key) do update set answer = excluded.answer, bought_at = excluded.bought_at,
    expires_at = excluded.expires_at, job_id = excluded.job_id, request_id = excluded.request_id, units = excluded.units,
    cost = excluded.cost, claimed_by = null, claimed_until = null;
  get diagnostics v_stored = row_count;
  return v_stored;
end $$;

-- Lets others buy what was not bought after all.
-- Called by: as take_paid_answers. Locks: the keys' rows, in their order.
create or replace function release_paid_answers(p_org uuid, p_service text, p_keys text[], p_buyer uuid) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  perform lotline.require_org(p_org);
  perform from lotline.paid_answers a
  where a.org_id = p_org and a.service = p_service and a.key = any (p_keys) and a.claimed_by = p_buyer order by a.key for update;
  delete from lotline.paid_answers a
  where a.org_id = p_org and a.service = p_service and a.key = any (p_keys) and a.claimed_by = p_buyer and a.answer is null;
  update lotline.paid_answers a set claimed_by = null, claimed_until = null
  where a.org_id = p_org and a.service = p_service and a.key = any (p_keys) and a.claimed_by = p_buyer;
end $$;

-- Keeps others from what may have been paid for though no answer came, as long as the claim lasts. The job itself may ask
-- again: only a person has its item tried once more, when nothing was charged.
-- Called by: as take_paid_answers. Locks: the keys' rows, in their order.
create or replace function leave_paid_answers(p_org uuid, p_service text, p_keys text[], p_buyer uuid, p_job uuid) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  perform lotline.require_org(p_org);
  perform from lotline.paid_answers a
  where a.org_id = p_org and a.service = p_service and a.key = any (p_keys) and a.claimed_by = p_buyer order by a.key for update;
  update lotline.paid_answers a set claimed_by = p_job
  where a.org_id = p_org and a.service = p_service and a.key = any (p_keys) and a.claimed_by = p_buyer;
end $$;

-- Takes over what leave_paid_answers left to a job; gives the keys.
-- Called by: as take_paid_answers. Locks: the keys' rows, in their order.
create or replace function take_left_answers(p_org uuid, p_service text, p_keys text[], p_buyer uuid, p_job uuid,
  p_claim_ms double precision) returns setof text
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  perform lotline.require_org(p_org);
  perform from lotline.paid_answers a
  where a.org_id = p_org and a.service = p_service and a.key = any (p_keys) and a.claimed_by = p_job order by a.key for update;
  return query
    update lotline.paid_answers a
    set claimed_by = p_buyer, claimed_until = lotline.clock() + make_interval(secs => p_claim_ms / 1000)
    where a.org_id = p_org and a.service = p_service and a.key = any (p_keys) and a.claimed_by = p_job
    returning a.key;
end $$;

-- Destroys what an organization bought of a service, as its terms ask at the end of a contract.
-- Called by: surfaces. Locks: the organization's answers of the service.
create or replace function purge_paid_answers(p_org uuid, p_service text, p_reason text) returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_gone int;
begin
  perform lotline.require_org(p_org);
  delete from lotline.paid_answers a where a.org_id = p_org and a.service = p_service;
  get diagnostics v_gone = row_count;
  perform lotline.audit(p_org, 'service.answers_purged', 'service', p_service, p_reason,
    p_after => jsonb_build_object('answers', v_gone));
  -- what was made of them, by the source that findings name
  perform lotline.purge_findings(p_org, p_service, p_reason);
  return v_gone;
end $$;
grant execute on function
  take_paid_answers(uuid, text, text[], double precision, uuid, double precision), store_paid_answers(uuid, text, json),
  release_paid_answers(uuid, text, text[], uuid), leave_paid_answers(uuid, text, text[], uuid, uuid),
  take_left_answers(uuid, text, text[], uuid, uuid, double precision)
  to lotline_api, lotline_worker;
grant execute on function purge_paid_answers(uuid, text, text) to lotline_api;
