-- Called by: SQL logins. Locks: as pull.
create or replace function get_next_batch(p_job_id uuid, p_session text default null, p_limit int default null)
returns table (item_id uuid, parcel_id text, property_address text, county_name text, state_code text, batch_id bigint,
  token int, seq int, lease_until timestamptz, input json)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.sql_login_org(true);
begin
  perform lotline.guide_job(v_org, p_job_id);
  if p_limit < 1 then
    perform lotline.refuse_argument('p_limit', p_limit::text, 'give 1 or more; the job''s batch size is the most');
  end if;
  return query
    select (i.item ->> 4)::uuid, i.item -> 3 ->> 'parcel_id', i.item -> 3 ->> 'property_address', i.item -> 3 ->> 'county_name',
      i.item -> 3 ->> 'state_code', l.batch_id, l.token, (i.item ->> 0)::int, l.lease_until, i.item -> 3
    from lotline.pull(v_org, p_job_id, p_limit, p_session, lotline.sql_actor(p_session)) l
    cross join lateral json_array_elements(l.items) with ordinality i (item, place)
    order by i.place;
end $$;

-- Reports by the caller of items that it holds go to its lease and wait for nobody. Of others: an item that somebody
-- else holds is theirs; one that nobody holds is settled where it waits.
-- Called by: SQL logins. Locks: as settle; else as report_items.
create or replace function update_batch_progress(p_job_id uuid, p_last_item_id uuid, p_items_processed int, p_items_failed int,
  p_error_message text default null, p_result json default null, p_session text default null,
  p_batch_id bigint default null, p_token int default null)
returns json
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_org uuid := lotline.sql_login_org(true);
  v_job lotline.jobs := lotline.guide_job(v_org, p_job_id);
  v_batch lotline.batches;
  v_count int := coalesce(p_items_processed, 0) + coalesce(p_items_failed, 0);
  v_seq int;
  v_seqs int[];
  v_outcomes json;
  v_accepted int := 0;
  v_note text;
begin
  perform set_config('lotline.reporter', lotline.sql_actor(), true);
  perform lotline.check_progress(p_last_item_id, p_items_processed, p_items_failed, p_result);
  perform lotline.check_words('p_error_message', p_error_message, 10000);
  if p_last_item_id is not null then
    v_seq := lotline.seq_of_subject(v_job, p_last_item_id);
    perform lotline.require_finding(v_job.kind, v_seq, p_last_item_id, p_result);
  end if;
  v_batch := lotline.own_lease(v_job.number, v_seq, p_session, p_batch_id, p_token);
  if v_batch.id is null and v_count = 1 and v_seq is not null then
    -- not the caller's: perhaps nobody's. Whoever is gone holds nothing.
    v_note := coalesce('Nothing changed: ' || lotline.settled_words(v_job, v_seq, p_last_item_id),
      lotline.why_not_reported(lotline.lock_job(v_org, p_job_id), v_seq, p_last_item_id));
    if v_note is null then
      v_outcomes := lotline.progress_outcomes(array[v_seq], p_items_processed, p_error_message, p_result);
      v_accepted := (select r.accepted from lotline.report_items(v_org, p_job_id, v_outcomes, lotline.sql_actor(p_session)) r);
    end if;
  elsif v_batch.id is null then
    v_note := case when v_count = 0 then 'You hold no items of this job'
      else coalesce('Nothing changed: ' || lotline.settled_words(v_job, v_seq, p_last_item_id),
        'Nothing changed: several items are reported by their holder, and you hold none of these; take them by get_next_batch, or report one by one') end;
  else
    v_seqs := array(select s from unnest(v_batch.open) r, generate_series(lower(r), upper(r) - 1) s
      where s <= coalesce(v_seq, s) order by s);
    if cardinality(v_seqs) < v_count then
      v_note := format('Nothing changed: %s reported, but only %s of your items %s; were some reported before?', v_count, cardinality(v_seqs),
        case when v_seq is null then 'are open' else 'up to this one are open' end);
    elsif v_count > 0 then
      v_seqs := case when v_seq is null then v_seqs[1:v_count] else v_seqs[cardinality(v_seqs) - v_count + 1:] end;
      v_outcomes := lotline.progress_outcomes(v_seqs, p_items_processed, p_error_message, p_result);
      v_accepted := (select s.accepted from lotline.settle(v_batch.id, v_batch.token, v_outcomes) s);
    end if;
    -- whoever reports is at work
    perform lotline.extend_lease(v_org, p_job_id, v_batch.id, v_batch.token);
  end if;
  return lotline.progress_answer(p_job_id, v_count, v_accepted, v_note);
end $$;

-- Refuses a report that cannot be understood.
-- Called by: update_batch_progress. Locks: nothing.
create or replace function check_progress(p_item uuid, p_processed int, p_failed int, p_result json) returns void
language plpgsql as $$
begin
  if p_processed not between 0 and 1000 then
    perform lotline.refuse_argument('p_items_processed', p_processed::text, 'give 0 to 1000');
  elsif p_failed not between 0 and 1000 then
    perform lotline.refuse_argument('p_items_failed', p_failed::text, 'give 0 to 1000');
  elsif p_result is not null and (p_item is null or p_processed is distinct from 1 or coalesce(p_failed, 0) > 0) then
    perform lotline.refuse_argument('p_result', p_result::text, 'give a result with one processed item, and name the item');
  end if;
end $$;

-- The item of the job that is about that property, document or county; LL008 when there is none.
-- Called by: update_batch_progress. Locks: nothing.
create or replace function seq_of_subject(p_job jobs, p_subject uuid) returns int
language plpgsql stable as $$
declare
  v_seq int := (select i.seq from lotline.items i where i.job_no = p_job.number and i.subject = p_subject limit 1);
begin
  if v_seq is null then
    raise exception using errcode = 'LL008', message = format('Job %s has no item %s', p_job.id, p_subject),
      detail = json_build_object('field', 'p_last_item_id', 'value', p_subject)::text, hint = 'give an item_id of get_next_batch';
  end if;
  return v_seq;
end $$;

-- The caller's lease in which an item is open (p_seq null: the caller's first lease); a null row when there is none. It is
-- the caller's by its connection or session, or by its number and token.
-- Called by: update_batch_progress, pause_batch_job. Locks: nothing.
create or replace function own_lease(p_job bigint, p_seq int, p_session text, p_batch bigint, p_token int) returns batches
language plpgsql as $$
declare
  v_caller record := lotline.caller(p_session);
  v_batch lotline.batches;
begin
  select * into v_batch from lotline.batches b
  where b.job_no = p_job and b.state = 'leased' and (p_seq is null or p_seq <@ b.open)
    and (b.id = p_batch and b.token = p_token
      or b.worker = v_caller.worker and b.holder_pid is not distinct from v_caller.pid
        and b.holder_started_at is not distinct from v_caller.started_at)
  order by b.id limit 1;
  return v_batch;
end $$;

-- What became of a settled item, in words; null while it is not settled.
-- Called by: update_batch_progress, why_not_reported. Locks: nothing.
create or replace function settled_words(p_job jobs, p_seq int, p_item uuid) returns text
language sql stable as $$
  select format('item %s was reported before, as %s', p_item, r.outcome)
  from lotline.results r where r.job_no = p_job.number and r.seq = p_seq
$$;

-- Why somebody who does not hold an item cannot report it: it is settled, or somebody else's, or the job is over. Null
-- when nobody holds it; leases that ran out and those of connections that are gone are taken back first.
-- Called by: update_batch_progress, which holds the cursor. Locks: leases, SKIP LOCKED.
create or replace function why_not_reported(p_job jobs, p_seq int, p_item uuid) returns text
language plpgsql as $$
declare
  v_lock_timeout text := current_setting('lock_timeout');
  v_words text := lotline.settled_words(p_job, p_seq, p_item);
  v_batch lotline.batches;
begin
  if v_words is null and p_job.status not in ('pending', 'in_progress', 'paused') then
    v_words := format('job %s is %s', p_job.id, p_job.status);
  end if;
  if v_words is null then
    perform set_config('lock_timeout', '200ms', true);
    perform lotline.expire_leases(lotline.clock(), 1000, p_job.number);
    perform lotline.take_from_the_gone(p_job.number);
    perform set_config('lock_timeout', v_lock_timeout, true);
    select * into v_batch from lotline.batches b where b.job_no = p_job.number and b.state = 'leased' and p_seq <@ b.open;
    if found then
      v_words := format('item %s is in the hands of %s until %s', p_item,
        case v_batch.driver when 'worker' then 'a worker' else v_batch.worker end, v_batch.lease_until);
    end if;
  end if;
  return 'Nothing changed: ' || v_words;
end $$;

-- A report by counts as outcomes: the first p_processed of the items are completed, the others failed.
-- Called by: update_batch_progress. Locks: nothing.
create or replace function progress_outcomes(p_seqs int[], p_processed int, p_error text, p_result json) returns json
language sql immutable as $$
  select json_agg(case when u.n <= coalesce(p_processed, 0) then json_build_object('seq', u.s, 'outcome', 'completed', 'result', p_result)
    else json_build_object('seq', u.s, 'outcome', 'failed', 'class', 'permanent', 'code', 'reported_failed',
      'message', coalesce(nullif(btrim(p_error), ''), 'Reported as failed')) end order by u.n)
  from unnest(p_seqs) with ordinality u (s, n)
$$;

-- What a report is answered with: what counted, and where the job is now.
-- Called by: update_batch_progress. Locks: nothing.
create or replace function progress_answer(p_job_id uuid, p_given int, p_accepted int, p_note text) returns json
language plpgsql stable as $$
declare
  v_row lotline.batch_job_rows;
begin
  select * into v_row from lotline.batch_job_rows b where b.job_id = p_job_id;
  return json_build_object('accepted', p_accepted, 'ignored', p_given - p_accepted,
    'message', coalesce(p_note, case when p_given > p_accepted then 'Not all of it counted: some items were reported or handed on meanwhile' end,
      format('%s: %s%s', lotline.status_words(v_row.status), lotline.progress_words(p_job_id),
      case when v_row.auto_paused then '. ' || v_row.pause_reason else '' end)),
    'status', v_row.status, 'processed_items', v_row.processed_items, 'failed_items', v_row.failed_items,
    'remaining_items', v_row.remaining_items, 'total_items', v_row.total_items, 'progress_pct', v_row.progress_pct);
end $$;

grant execute on function
  get_next_batch(uuid, text, int), update_batch_progress(uuid, uuid, int, int, text, json, text, bigint, int)
  to lotline_agent;
