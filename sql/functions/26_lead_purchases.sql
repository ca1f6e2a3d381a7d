-- Buying leads: who may buy what, what came of it, and what a person says of a purchase whose answer never came.

-- Says of each item what is to be done for its record, and takes the right to buy those that are to be bought:
--   known       it is stored, and confirmed since p_fresh_since or brought by this very job: nothing to buy
--   buy         it is this item's to buy now
--   busy        another job is buying it at this moment: ask again
--   unresolved  another job bought it and no answer is known: that has to be reconciled first
-- A right is as good as the lease of the item that has it; one whose item is neither leased nor unknown is taken over.
-- Called by: lead imports, before what they buy is marked as sent. Locks: the rights, in the order of their RadarIDs.
create or replace function take_leads(p_org uuid, p_job uuid, p_seqs int[], p_radar_ids text[], p_fresh_since timestamptz)
returns table (seq int, state text)
language plpgsql security definer set search_path = lotline, pg_temp
set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_job lotline.jobs := lotline.find_job(p_org, p_job);
  v_known text[] := lotline.known_leads(p_org, v_job.number, p_radar_ids, p_fresh_since);
begin
  perform lotline.make_durable();
  insert into lotline.lead_purchases as p (org_id, radar_id, job_no, seq, taken_at)
  select p_org, u.radar_id, v_job.number, u.seq, lotline.clock()
  from unnest(p_radar_ids, p_seqs) u (radar_id, seq)
  where u.radar_id <> all (v_known)
  order by u.radar_id
  on conflict (org_id, radar_id) do nothing;
  perform from lotline.lead_purchases p
    where p.org_id = p_org and p.radar_id = any (p_radar_ids) order by p.radar_id for update;
  update lotline.lead_purchases p set job_no = v_job.number, seq = u.seq, taken_at = lotline.clock()
  from unnest(p_radar_ids, p_seqs) u (radar_id, seq)
  where p.org_id = p_org and p.radar_id = u.radar_id and (p.job_no, p.seq) <> (v_job.number, u.seq)
    and lotline.purchase_state(p.job_no, p.seq) = 'over';
  -- once more with the rights in hand: whoever had one before us may have stored the record since we looked
  v_known := lotline.known_leads(p_org, v_job.number, p_radar_ids, p_fresh_since);
  perform lotline.link_leads(p_org, v_job.number, v_known);
  delete from lotline.lead_purchases p
  where p.org_id = p_org and p.radar_id = any (v_known) and p.job_no = v_job.number and p.seq = any (p_seqs);
  return query
    select u.seq, case when u.radar_id = any (v_known) then 'known'
      when (p.job_no, p.seq) = (v_job.number, u.seq) then 'buy'
      when p.radar_id is not null and lotline.purchase_state(p.job_no, p.seq) = 'unknown' then 'unresolved'
      else 'busy' end
    from unnest(p_radar_ids, p_seqs) u (radar_id, seq)
    left join lotline.lead_purchases p on p.org_id = p_org and p.radar_id = u.radar_id;
end $$;

-- Which of the RadarIDs need not be bought: stored and confirmed since a time, or brought by the job itself.
-- Called by: take_leads. Locks: nothing.
create or replace function known_leads(p_org uuid, p_job bigint, p_radar_ids text[], p_since timestamptz) returns text[]
language sql volatile as $$
  select coalesce(array_agg(l.radar_id), '{}') from lotline.leads l
  where l.org_id = p_org and l.radar_id = any (p_radar_ids)
    and (l.imported_at >= p_since
      or exists (select from lotline.job_leads x where x.job_no = p_job and x.lead_number = l.number))
$$;

-- What became of an item that had the right to buy: leased (it may be buying now), unknown (it bought, and nobody knows
-- what came of it), or over.
-- Called by: take_leads, for records that two jobs want. Locks: nothing.
create or replace function purchase_state(p_job bigint, p_seq int) returns text
language sql stable as $$
  select case
    when exists (select from lotline.batches b where b.job_no = p_job and b.state = 'leased' and p_seq <@ b.open) then 'leased'
    when exists (select from lotline.results r where r.job_no = p_job and r.seq = p_seq and r.error_class = 'outcome_unknown') then 'unknown'
    else 'over' end
$$;

-- Keeps what a purchase brought, at once and whatever became of the lease meanwhile: it is paid for. From here on its items
-- count as answered, so that a worker's death sends them back to be found known, not into the unknown.
--   p_page     the item, where a page was bought and not records by their RadarIDs
-- Answers what became of each record.
-- Called by: lead imports, when a purchase is answered. Locks: leads, rights, the import's row, sent calls.
create or replace function store_lead_purchase(p_org uuid, p_job uuid, p_seqs int[], p_records jsonb, p_spent numeric,
  p_free bigint, p_page int default null)
returns table (radar_id text, state text)
language plpgsql security definer set search_path = lotline, pg_temp
set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_job lotline.jobs;
begin
  perform lotline.make_durable();
  -- a job that was hidden while its purchase was under way has paid for it all the same
  select * into v_job from lotline.jobs j where j.id = p_job and j.org_id = lotline.require_org(p_org);
  return query select u.radar_id, u.state from lotline.upsert_leads(p_org, v_job.number, p_records) u;
  delete from lotline.lead_purchases p using (
    select x.radar_id from lotline.lead_purchases x
    where x.org_id = p_org and x.job_no = v_job.number and x.seq = any (p_seqs) order by x.radar_id for update) d
  where p.org_id = p_org and p.radar_id = d.radar_id;
  if p_page is not null then
    update lotline.lead_import_pages g set records = jsonb_array_length(p_records)
    where g.job_no = v_job.number and g.seq = p_page;
  end if;
  update lotline.lead_imports i set bought_records = i.bought_records + jsonb_array_length(p_records),
    spent = i.spent + coalesce(p_spent, 0), -- batches report in any order, and purchases only lower it
    free_remaining = least(p_free, i.free_remaining)
  where i.job_no = v_job.number;
  update lotline.sent_calls s set answered_at = lotline.clock()
  where s.job_no = v_job.number and s.seq = any (p_seqs) and s.answered_at is null;
end $$;

-- Where a page begins. A page that was begun before begins where it did; a new one where the one before it ended, earlier by
-- as many records as have left the results since, so that none is passed over.
--   p_total  how many the vendor counts now
-- Answers bought (nothing to do), over (there is no such page any more), or buy with where it begins and how long it is.
-- Called by: lead imports, before a page is marked as sent. Locks: the import's row.
create or replace function begin_lead_page(p_org uuid, p_job uuid, p_seq int, p_total int)
returns table (state text, start int, records int)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_job lotline.jobs := lotline.find_job(p_org, p_job);
  v_import lotline.lead_imports;
  v_page lotline.lead_import_pages;
  v_wanted int;
begin
  perform lotline.make_durable();
  select * into v_import from lotline.lead_imports i where i.job_no = v_job.number for update;
  select * into v_page from lotline.lead_import_pages g where g.job_no = v_job.number and g.seq = p_seq;
  if v_page.records is not null then
    return query select 'bought', v_page.start, v_page.records;
    return;
  end if;
  v_wanted := least(p_total, coalesce(v_import.most_records, p_total));
  start := v_page.start;
  if start is null then
    start := greatest(0, v_import.next_start - greatest(0, v_import.expected_records - p_total));
    update lotline.lead_imports i set next_start = least(start + i.page_size, greatest(v_wanted, start)), expected_records = p_total
    where i.job_no = v_job.number;
    if start < v_wanted then
      insert into lotline.lead_import_pages (job_no, seq, start) values (v_job.number, p_seq, start);
    end if;
  end if;
  records := least(v_import.page_size, v_wanted - start);
  state := case when records > 0 then 'buy' else 'over' end;
  if state = 'buy' and p_seq = v_job.total_items and v_wanted > start + v_import.page_size then
    perform lotline.record_event(v_job.number, 'results_grew', null, 'more records came behind the last page than a page holds',
      json_build_object('left', v_wanted - start - v_import.page_size));
  end if;
  return next;
end $$;

-- The purchases of a job whose answers never came, one line for each request, oldest first.
-- Called by: surfaces. Locks: nothing.
create or replace function unknown_lead_purchases(p_org uuid, p_job uuid)
returns table (sent_at timestamptz, items int, seqs int[], radar_ids text[])
language sql stable security definer set search_path = lotline, pg_temp as $$
  select min(s.sent_at), count(*)::int, array_agg(r.seq order by r.seq),
    array_agg(i.reference order by r.seq) filter (where i.input ->> 'radar_id' is not null)
  from lotline.results r
  join lotline.items i on i.job_no = r.job_no and i.seq = r.seq
  cross join lateral (select c.batch_id, c.sent_at from lotline.sent_calls c where c.job_no = r.job_no and c.seq = r.seq
    order by c.id desc limit 1) s
  where r.job_no = (lotline.find_job(p_org, p_job)).number and r.error_class = 'outcome_unknown'
  group by s.batch_id order by 1
$$;

-- A person says what became of purchases without an answer:
--   completed  they were charged, and these are the records: items whose record is given, or stored meanwhile, are completed;
--              a page is, when any record is given
--   failed     they were charged, and the records are lost
--   retry      nothing was charged: they are bought again, except what is stored
--   p_seqs     which items; null: all
-- Answers how many items were reconciled and how many are still unknown.
-- Called by: surfaces. Locks: leads, then as reconcile_items.
create or replace function reconcile_lead_purchases(p_org uuid, p_job uuid, p_verdict text, p_seqs int[] default null,
  p_records jsonb default '[]', p_actor text default null, p_reason text default null)
returns table (reconciled int, unknown int)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_job lotline.jobs := lotline.find_job(p_org, p_job);
  v_seqs int[];
  v_found int[];
begin
  v_seqs := array(select r.seq from lotline.results r
    where r.job_no = v_job.number and r.error_class = 'outcome_unknown' and (p_seqs is null or r.seq = any (p_seqs)) order by r.seq);
  if p_verdict = 'completed' then
    perform lotline.upsert_leads(p_org, v_job.number, coalesce(p_records, '[]'));
    v_found := array(select i.seq from lotline.items i
      where i.job_no = v_job.number and i.seq = any (v_seqs)
        and (i.input ->> 'page' is not null and jsonb_array_length(coalesce(p_records, '[]')) > 0
          or exists (select from lotline.leads l join lotline.job_leads x on x.lead_number = l.number and x.job_no = v_job.number
            where l.org_id = p_org and l.radar_id = i.input ->> 'radar_id')));
    update lotline.lead_import_pages g set records = jsonb_array_length(p_records)
    where g.job_no = v_job.number and g.seq = any (v_found) and g.records is null;
    reconciled := lotline.reconcile_items(p_org, p_job, v_found, 'completed', '{"state": "bought"}', p_actor, p_reason);
  else
    reconciled := lotline.reconcile_items(p_org, p_job, v_seqs, p_verdict, null, p_actor, p_reason);
  end if;
  delete from lotline.lead_purchases p
  where p.org_id = p_org and p.job_no = v_job.number
    and p.seq = any (case p_verdict when 'completed' then v_found when 'failed' then v_seqs else '{}' end);
  if reconciled > 0 then
    perform lotline.finish_reconciled(v_job.number);
    perform lotline.audit(p_org, 'leads.reconciled', 'job', p_job::text, p_reason, null,
      jsonb_build_object('verdict', p_verdict, 'items', reconciled), p_actor);
  end if;
  unknown := (select count(*) from lotline.results r where r.job_no = v_job.number and r.error_class = 'outcome_unknown');
  return next;
end $$;

-- Completes items that were given up as unknown while their answer was on its way: what they bought is stored.
-- Called by: lead imports, after an answer that came late. Locks: as reconcile_items.
create or replace function complete_late_leads(p_org uuid, p_job uuid, p_seqs int[]) returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs;
  v_items int;
begin
  select * into v_job from lotline.jobs j where j.id = p_job and j.org_id = lotline.require_org(p_org) and j.hidden_at is null;
  if not exists (select from lotline.results r where r.job_no = v_job.number and r.seq = any (p_seqs) and r.error_class = 'outcome_unknown') then
    return 0;
  end if;
  v_items := lotline.reconcile_items(p_org, p_job, p_seqs, 'completed', '{"state": "bought"}', null, 'the answer came after all');
  perform lotline.finish_reconciled(v_job.number);
  return v_items;
end $$;

-- A job that failed because nothing of it was completed, and now something is, is completed after all.
-- Called by: reconcile_lead_purchases, complete_late_leads, which hold the cursor. Locks: job.
create or replace function finish_reconciled(p_job bigint) returns void
language plpgsql as $$
begin
  update lotline.jobs j set status = 'in_progress', generation = j.generation + 1, completed_at = null, updated_at = lotline.clock()
  where j.number = p_job and j.status = 'failed' and j.sealed and j.completed_items > 0;
  if found then
    perform lotline.finish_if_done(p_job, true);
  end if;
end $$;

grant execute on function unknown_lead_purchases(uuid, uuid),
  reconcile_lead_purchases(uuid, uuid, text, int[], jsonb, text, text)
  to lotline_api, lotline_worker;
grant execute on function take_leads(uuid, uuid, int[], text[], timestamptz),
  store_lead_purchase(uuid, uuid, int[], jsonb, numeric, bigint, int), begin_lead_page(uuid, uuid, int, int),
  complete_late_leads(uuid, uuid, int[])
  to lotline_worker;
