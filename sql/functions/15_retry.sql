-- Tries settled items again, inside the same job: their outcomes move to past_results with their generation, leave the
-- counts, and the items are due at once. A completed or failed job runs again, as a new generation; a paused one stays
-- paused. Chosen by p_all (every failed or cancelled item), or by any of: sequence numbers (skipped ones too), failure
-- fingerprint, classes, codes. Refused, and counted: billed calls whose outcome is unknown, rows refused at upload, and
-- named items that are completed or not settled.
-- Called by: surfaces. Locks: cursor, job_health, returns, failure_groups, then the job.
create or replace function retry_items(
  p_org uuid, p_job uuid, p_actor text default null, p_reason text default null, p_all boolean default false,
  p_seqs int[] default null, p_fingerprint text default null, p_classes text[] default null, p_codes text[] default null
) returns table (retried int, refused int)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_job lotline.jobs := lotline.lock_job(p_org, p_job);
  v_seqs int[];
begin
  if not coalesce(p_all, false) and p_seqs is null and p_fingerprint is null and p_classes is null and p_codes is null then
    perform lotline.refuse_argument('items', null, 'say which: all, items, fingerprint, classes or codes');
  end if;
  if v_job.status in ('pending', 'cancelled') then
    perform lotline.refuse_move(v_job.id, v_job.status, 'in_progress');
  end if;
  with named as (
    select r.seq, r.outcome, r.error_class, r.error_code, r.attempts from lotline.results r
    where r.job_no = v_job.number and r.outcome <> 'completed'
      and (p_seqs is null and r.outcome <> 'skipped' or r.seq = any (p_seqs))
      and (p_fingerprint is null or r.outcome = 'failed'
        and lotline.fingerprint(r.error_class, r.error_code, r.error_message) = p_fingerprint)
      and (p_classes is null or r.error_class = any (p_classes))
      and (p_codes is null or r.error_code = any (p_codes))),
  chosen as (
    select n.seq from named n
    where n.error_class is distinct from 'outcome_unknown'
      and not (n.outcome = 'skipped' and n.error_class is not distinct from 'invalid_input'))
  select array(select c.seq from chosen c order by c.seq),
    case when p_seqs is null then (select count(*) from named)
      else (select count(distinct s) from unnest(p_seqs) s) end - (select count(*) from chosen)
  into v_seqs, refused;
  retried := lotline.reopen_items(v_job, v_seqs, 'items_retried', p_actor, p_reason);
  return next;
end $$;

-- Gives an item another input and tries it again, whatever its outcome was: the way back for a refused row.
-- Called by: surfaces. Locks: as retry_items.
create or replace function correct_item(p_org uuid, p_job uuid, p_seq int, p_input json, p_actor text default null, p_reason text default null)
returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs := lotline.lock_job(p_org, p_job);
  v_result lotline.results;
  v_old json;
begin
  if v_job.status in ('pending', 'cancelled') then
    perform lotline.refuse_move(v_job.id, v_job.status, 'in_progress');
  end if;
  select * into v_result from lotline.results r where r.job_no = v_job.number and r.seq = p_seq;
  if not found then
    raise exception using errcode = 'LL008', message = format('items: item %s of job %s is not there or not settled yet', p_seq, p_job),
      detail = json_build_object('field', 'items', 'value', p_seq)::text;
  elsif v_result.error_class = 'outcome_unknown' then
    raise exception using errcode = 'LL007', message = format('items: the outcome of item %s is unknown and it was billed; reconcile it instead', p_seq),
      detail = json_build_object('field', 'items', 'value', p_seq)::text;
  end if;
  select i.input into v_old from lotline.items i where i.job_no = v_job.number and i.seq = p_seq;
  update lotline.items i set input = p_input where i.job_no = v_job.number and i.seq = p_seq;
  perform lotline.reopen_items(v_job, array[p_seq], 'item_corrected', p_actor, p_reason);
  update lotline.past_results r set input = v_old
  where r.job_no = v_job.number and r.seq = p_seq and r.generation = v_result.generation;
end $$;

-- Moves the outcomes of settled items into their history and makes the items due, as a new generation of the job.
-- Called by: retry_items, correct_item, reconcile_items, apply_correction; each holds the cursor. Locks: as reopen.
create or replace function reopen_items(p_job jobs, p_seqs int[], p_event text, p_actor text, p_reason text) returns int
language plpgsql as $$
declare
  v_reopened record;
begin
  if cardinality(p_seqs) = 0 then
    return 0;
  end if;
  v_reopened := lotline.reopen(p_job, p_seqs, lotline.clock(), true);
  perform lotline.record_event(p_job.number, p_event, p_actor, p_reason, json_build_object('items', cardinality(p_seqs),
    'generation', v_reopened.generation));
  return v_reopened.items;
end $$;

-- reopen_items, without a word in the job's history.
--   p_now         with which the old outcomes are found again
--   p_grow        true: always a new generation. False: only where one is needed: the job is over, or one of the items was
--                 settled in the present one. (An item never has two outcomes of one generation.)
-- Called by: reopen_items, retry_chunk; each holds the cursor. Locks: job_health, returns, failure_groups, job.
create or replace function reopen(p_job jobs, p_seqs int[], p_now timestamptz, p_grow boolean, out items int, out generation int)
language plpgsql as $$
declare
  v_completed int;
  v_failed int;
  v_skipped int;
  v_cancelled int;
  v_newest int;
  v_status text;
begin
  perform lotline.lock_health(p_job.number);
  with moved as (
    delete from lotline.results r where r.job_no = p_job.number and r.seq = any (p_seqs) returning r.*),
  kept as (
    insert into lotline.past_results (job_no, settled_at, seq, attempts, generation, outcome, result, error_class, error_code,
      error_message, field_errors, moved_at)
    select m.job_no, m.settled_at, m.seq, m.attempts, m.generation, m.outcome, m.result, m.error_class, m.error_code,
      m.error_message, m.field_errors, p_now from moved m),
  due as (
    -- an item that was settled before the cursor came to it is in the backlog still: it must not be due as well
    insert into lotline.returns (job_no, seq, run_at)
    select p_job.number, m.seq, case when m.seq < c.next_seq then p_now end
    from moved m, lotline.cursors c where c.job_no = p_job.number order by m.seq
    on conflict (job_no, seq) do update set attempts = 0, expiries = 0, group_limit = null, run_at = excluded.run_at),
  grouped as (
    update lotline.failure_groups g set items = g.items - x.items
    from (select lotline.fingerprint(m.error_class, m.error_code, m.error_message) as fingerprint, count(*)::int as items
      from moved m where m.outcome = 'failed' group by 1) x
    where g.job_no = p_job.number and g.fingerprint = x.fingerprint)
  select count(*) filter (where m.outcome = 'completed'), count(*) filter (where m.outcome = 'failed'),
    count(*) filter (where m.outcome = 'skipped'), count(*) filter (where m.outcome = 'cancelled'), max(m.generation)
  into v_completed, v_failed, v_skipped, v_cancelled, v_newest from moved m;

  update lotline.cursors c set retry_at = p_now where c.job_no = p_job.number;
  update lotline.job_health h set streak = 0 where h.job_no = p_job.number and h.streak > 0;
  update lotline.jobs j set generation = j.generation
      + (p_grow or j.status in ('completed', 'failed') or v_newest >= j.generation)::int,
    status = case when j.status in ('completed', 'failed') then 'in_progress' else j.status end,
    completed_at = null, updated_at = p_now,
    completed_items = j.completed_items - v_completed, failed_items = j.failed_items - v_failed,
    skipped_items = j.skipped_items - v_skipped, cancelled_items = j.cancelled_items - v_cancelled
  where j.number = p_job.number returning j.status, j.generation into v_status, reopen.generation;
  if v_status = 'in_progress' then
    perform lotline.open_cursor(p_job.number);
  end if;
  items := v_completed + v_failed + v_skipped + v_cancelled;
end $$;
