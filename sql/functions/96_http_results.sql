-- Results of batches that were posted to an organization's own address and come later. A batch that waits for them is a
-- lease like any other, held by nobody's process: it has another token from then on, which the callback knows.
-- Lock order: callback, lease, then as settling.

-- Keeps the link by which results of a leased batch may come, before the batch is posted: a quick receiver may use it
-- before it has answered. False: the lease is lost, so nothing may be posted.
-- Called by: src/engine/http-callbacks.ts. Locks: lease.
create or replace function open_http_callback(p_batch bigint, p_token int, p_hash bytea, p_seqs int[]) returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_batch lotline.batches := lotline.lock_lease(p_batch, p_token);
begin
  if v_batch.id is null then
    return false;
  end if;
  insert into lotline.http_callbacks (token_hash, org_id, job_no, job_id, batch_id, token, seqs, created_at)
  select p_hash, j.org_id, j.number, j.id, v_batch.id, v_batch.token, p_seqs, lotline.clock()
  from lotline.jobs j where j.number = v_batch.job_no;
  return true;
end $$;

-- Takes the batch from its worker: its results have p_seconds to come. Null: they came already, or the lease is lost.
-- Called by: src/engine/http-callbacks.ts. Locks: callback, lease.
create or replace function await_http_results(p_hash bytea, p_seconds int) returns timestamptz
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_callback lotline.http_callbacks;
  v_batch lotline.batches;
  v_until timestamptz := lotline.clock() + make_interval(secs => p_seconds);
begin
  select * into v_callback from lotline.http_callbacks c where c.token_hash = p_hash for update;
  v_batch := lotline.lock_lease(v_callback.batch_id, v_callback.token);
  if v_batch.id is null or v_callback.ended_at is not null then
    return null;
  end if;
  -- driver agent: a lease that runs out says nothing against its items. It runs out later than the wait ends, which is
  -- what fails them; a cancelled job's keeps its end.
  update lotline.batches b set token = b.token + 1, worker = 'http callback', driver = 'agent',
    lease_until = case when b.last_call then b.lease_until else v_until + interval '5 minutes' end
  where b.id = v_batch.id;
  update lotline.http_callbacks c set token = v_batch.token + 1, waits_until = v_until where c.token_hash = p_hash;
  return v_until;
end $$;

-- What a link stands for; LL036 when it stands for nothing.
-- Called by: the API, before it reads what was sent. Locks: nothing.
create or replace function find_http_callback(p_hash bytea)
returns table (org_id uuid, job_id uuid, params jsonb, seqs int[])
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
begin
  return query select c.org_id, c.job_id, j.params, c.seqs from lotline.http_callbacks c
    join lotline.jobs j on j.number = c.job_no where c.token_hash = p_hash;
  if not found then
    raise exception using errcode = 'LL036', message = 'This link is none of ours, or is of long ago';
  end if;
end $$;

-- Settles what came by a link. Results of an item count once. When all are there the link has done its work: the same
-- sent again is counted as ignored. LL037 when the time was over, or the batch was taken away, before.
-- Called by: the API. Locks: callback, then as settle.
create or replace function settle_http_results(p_hash bytea, p_outcomes json)
returns table (accepted int, ignored int, remaining int)
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_callback lotline.http_callbacks;
  v_settled record;
begin
  select * into v_callback from lotline.http_callbacks c where c.token_hash = p_hash for update;
  perform lotline.check_outcomes(p_outcomes, 10000);
  if v_callback.ended_by = 'results' then
    return query select 0, json_array_length(p_outcomes), 0;
    return;
  end if;
  select s.* into v_settled from lotline.settle(v_callback.batch_id, v_callback.token, p_outcomes) s;
  if v_callback.ended_by is not null or v_settled.fenced then
    raise exception using errcode = 'LL037',
      message = 'These results come too late: the items were taken back and are done again, or their job has ended';
  end if;
  remaining := case when v_settled.closed then 0
    else (select b.open_items from lotline.batches b where b.id = v_callback.batch_id) end;
  if v_settled.closed then
    update lotline.http_callbacks c set ended_at = lotline.clock(), ended_by = 'results' where c.token_hash = p_hash;
  end if;
  return query select v_settled.accepted, v_settled.ignored, remaining;
end $$;

-- Fails what did not come in time, as timeouts that are tried again. What their jobs make of it follows after the last
-- of them: a job's row comes after failures in the order of locks.
-- Called by: tick. Locks: callbacks, SKIP LOCKED; then as settle_lease, for as long as the caller's lock_timeout says.
create or replace function end_http_waits(p_now timestamptz, p_most int) returns int
language plpgsql as $$
declare
  v_callback lotline.http_callbacks;
  v_batch lotline.batches;
  v_jobs bigint[] := '{}';
  v_limited boolean := false;
  v_ended int := 0;
begin
  for v_callback in select * from lotline.http_callbacks c where c.ended_at is null and c.waits_until <= p_now
    order by c.waits_until limit p_most for update skip locked
  loop
    begin
      v_batch := lotline.lock_lease(v_callback.batch_id, v_callback.token);
      if v_batch.id is not null then
        perform lotline.settle_lease(v_batch, (
          select json_agg(json_build_object('seq', s, 'outcome', 'failed', 'class', 'timeout', 'code', 'no_callback',
            'message', format('No result came by the callback until %s', to_char(v_callback.waits_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))))
          from unnest(v_batch.open) r, generate_series(lower(r), upper(r) - 1) s));
        v_jobs := v_jobs || v_batch.job_no;
        v_limited := v_limited or v_batch.limited;
      end if;
      update lotline.http_callbacks c set ended_at = p_now, ended_by = 'time' where c.token_hash = v_callback.token_hash;
      v_ended := v_ended + 1;
    exception when lock_not_available then
      -- somebody reports on it at this moment: the next round looks again
      null;
    end;
  end loop;
  perform lotline.after_lease(j, v_limited) from (select distinct unnest(v_jobs) order by 1) u (j);
  perform lotline.pause_on_streak(j, true) from (select distinct unnest(v_jobs) order by 1) u (j);
  return v_ended;
end $$;

-- Links of thirty days ago stand for nothing any more. Says how many those were, at most p_part.
-- Called by: upkeep. Locks: the rows.
create or replace function sweep_http_callbacks(p_part int) returns int
language plpgsql as $$
declare
  v_gone int;
begin
  delete from lotline.http_callbacks c where c.token_hash in (
    select x.token_hash from lotline.http_callbacks x where x.created_at < lotline.clock() - interval '30 days' limit p_part);
  get diagnostics v_gone = row_count;
  return v_gone;
end $$;

-- Keeps the secret that signs what is posted to an organization's addresses. One that was there signs as well for
-- p_overlap_seconds.
-- Called by: src/outcomes/http-secrets.ts. Locks: the organization's secret.
create or replace function put_http_secret(p_org uuid, p_sealed bytea, p_overlap_seconds int) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_new boolean;
begin
  insert into lotline.http_secrets as s (org_id, sealed_secret, created_at)
  values (lotline.require_org(p_org), p_sealed, v_now)
  on conflict (org_id) do update set sealed_secret = excluded.sealed_secret, rotated_at = v_now,
    sealed_old_secret = case when p_overlap_seconds > 0 then s.sealed_secret end,
    old_secret_until = case when p_overlap_seconds > 0 then v_now + make_interval(secs => p_overlap_seconds) end
  returning s.rotated_at is null into v_new;
  perform lotline.audit(p_org, case when v_new then 'http_secret.created' else 'http_secret.rotated' end, 'organization',
    p_org::text);
end $$;

grant execute on function open_http_callback(bigint, int, bytea, int[]), await_http_results(bytea, int) to lotline_worker;
grant execute on function find_http_callback(bytea), settle_http_results(bytea, json), put_http_secret(uuid, bytea, int)
  to lotline_api;
