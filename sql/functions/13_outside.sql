-- The leases of callers from outside (13_pull.sql), for services that act for an organization: a lease counts only with
-- the job that it is said to be of, and that job must be the organization's. A lease that the caller does not hold any
-- more, or never did, changes nothing.

-- Whether a lease is (or was) of that job of the organization; LL003 when there is no such job.
-- Called by: the functions below. Locks: nothing.
create or replace function is_lease_of(p_org uuid, p_job uuid, p_batch bigint) returns boolean
language plpgsql stable as $$
declare
  v_no bigint := (lotline.find_job(p_org, p_job)).number;
begin
  return exists (select from lotline.batches b where b.id = p_batch and b.job_no = v_no);
end $$;

-- Reports items of a lease; outcomes as settle takes them.
-- Called by: src/engine/outside.ts. Locks: as settle.
create or replace function settle_outside(p_org uuid, p_job uuid, p_batch bigint, p_token int, p_outcomes json)
returns table (accepted int, ignored int, fenced boolean, closed boolean)
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  perform lotline.check_outcomes(p_outcomes, 10000);
  if lotline.is_lease_of(p_org, p_job, p_batch) then
    return query select s.accepted, s.ignored, s.fenced, s.closed from lotline.settle(p_batch, p_token, p_outcomes) s;
  else
    return query select 0, json_array_length(p_outcomes), true, false;
  end if;
end $$;

-- Moves the end of a lease to p_seconds from now (null: the job's own length) and says when that is; null when the lease
-- is not held any more. The lease of a cancelled job keeps its end.
-- Called by: src/engine/outside.ts. Locks: lease.
create or replace function extend_lease(p_org uuid, p_job uuid, p_batch bigint, p_token int, p_seconds int default null)
returns timestamptz
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_batch lotline.batches;
begin
  if p_seconds not between 1 and 86400 then
    perform lotline.refuse_argument('seconds', p_seconds::text, 'give 1 to 86400');
  end if;
  if not lotline.is_lease_of(p_org, p_job, p_batch) then
    return null;
  end if;
  v_batch := lotline.lock_lease(p_batch, p_token);
  if v_batch.id is null or v_batch.last_call then
    return v_batch.lease_until;
  end if;
  update lotline.batches b
  set lease_until = lotline.clock() + make_interval(secs => coalesce(p_seconds, (lotline.find_job(p_org, p_job)).lease_seconds))
  where b.id = v_batch.id returning b.* into v_batch;
  return v_batch.lease_until;
end $$;

-- Hands back what is open in a lease, due at once. False when the lease was not held any more.
-- Called by: src/engine/outside.ts. Locks: cursor, lease.
create or replace function release_lease(p_org uuid, p_job uuid, p_batch bigint, p_token int) returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  -- finds the job, or says that there is none, and bounds the wait for it
  perform lotline.lock_job(p_org, p_job);
  return lotline.is_lease_of(p_org, p_job, p_batch) and lotline.release_batch(p_batch, p_token);
end $$;

-- Hands back everything that a session holds in an organization's jobs, and says how many items that was.
-- Called by: src/engine/outside.ts. Locks: the cursors of those jobs in the order of their numbers, then their leases,
-- then the jobs that this ends.
create or replace function release_session(p_org uuid, p_session text) returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_worker text := 'session ' || lotline.session_name(p_session);
  v_org uuid := lotline.require_org(p_org);
  v_jobs bigint[];
  v_batch lotline.batches;
  v_items int := 0;
begin
  perform lotline.make_durable();
  if current_setting('lock_timeout') = '0' then
    perform set_config('lock_timeout', '10s', true);
  end if;
  v_jobs := array(select distinct b.job_no from lotline.batches b join lotline.jobs j on j.number = b.job_no
    where b.state = 'leased' and b.worker = v_worker and j.org_id = v_org order by 1);
  perform from lotline.cursors c where c.job_no = any (v_jobs) order by c.job_no for update;
  perform from lotline.batches b where b.job_no = any (v_jobs) and b.state = 'leased' and b.worker = v_worker order by b.id for update;
  for v_batch in select * from lotline.batches b
    where b.job_no = any (v_jobs) and b.state = 'leased' and b.worker = v_worker order by b.id
  loop
    v_items := v_items + v_batch.open_items;
    perform lotline.revoke_lease(v_batch, false);
  end loop;
  perform lotline.after_lease(u.no, true) from unnest(v_jobs) u (no);
  if v_items > 0 then
    perform pg_notify('lotline_work', '');
  end if;
  return v_items;
end $$;

-- Where a job has its items about those subjects; a subject that it has no item about is left out.
-- Called by: src/engine/outside.ts. Locks: nothing.
create or replace function seqs_of_subjects(p_org uuid, p_job uuid, p_subjects uuid[]) returns table (subject uuid, seq int)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_no bigint := (lotline.find_job(p_org, p_job)).number;
begin
  if cardinality(p_subjects) > 10000 then
    perform lotline.refuse_argument('subjects', cardinality(p_subjects)::text, 'give at most 10000');
  end if;
  return query select i.subject, i.seq from lotline.items i
    where i.job_no = v_no and i.subject = any (p_subjects) order by i.seq;
end $$;

grant execute on function
  settle_outside(uuid, uuid, bigint, int, json), extend_lease(uuid, uuid, bigint, int, int),
  release_lease(uuid, uuid, bigint, int), release_session(uuid, text), seqs_of_subjects(uuid, uuid, uuid[])
  to lotline_api, lotline_worker;
