-- Lets go of events and of what was sent of them after a week (the row 'webhook_days' of settings says another number of
-- days), and of endpoints that were removed. A part at a time: what is left goes the next time.
-- Called by: upkeep. Locks: the rows that it deletes.
create or replace function upkeep_webhooks(p_most int default 100000) returns int
language plpgsql as $$
declare
  v_before timestamptz := lotline.clock()
    - make_interval(days => coalesce((select (s.value #>> '{}')::int from lotline.settings s where s.name = 'webhook_days'), 7));
  v_old bigint[];
  v_events int;
begin
  select array_agg(d.id) into v_old from (
    select d.id from lotline.webhook_deliveries d
     where d.created_at < v_before
        or d.endpoint_id in (select e.id from lotline.webhook_endpoints e where e.removed_at is not null)
     limit p_most for update skip locked) d;
  delete from lotline.webhook_attempts a where a.delivery_id = any (v_old);
  delete from lotline.webhook_deliveries d where d.id = any (v_old);
  delete from lotline.webhook_events e
   where e.id in (select x.id from lotline.webhook_events x where x.at < v_before and x.number is not null limit p_most);
  get diagnostics v_events = row_count;
  delete from lotline.webhook_lanes l using lotline.webhook_endpoints e
   where e.id = l.endpoint_id and e.removed_at is not null
     and not exists (select from lotline.webhook_deliveries d where d.endpoint_id = e.id);
  delete from lotline.webhook_endpoints e
   where e.removed_at is not null and not exists (select from lotline.webhook_lanes l where l.endpoint_id = e.id);
  delete from lotline.webhook_sequences s
   where not exists (select from lotline.jobs j where j.number = s.job_no);
  return v_events + coalesce(cardinality(v_old), 0);
end $$;
