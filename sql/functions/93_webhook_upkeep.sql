-- Lets go of events and of what was sent of them after a week (the row 'webhook_days' of settings says another number of
-- days), and of endpoints that were removed. A part at a time, of so many events or deliveries or more when it leaves some.
-- Called by: upkeep. Locks: the rows that it deletes.
create or replace function upkeep_webhooks(p_most int default 100000) returns int
language plpgsql as $$
declare
  v_before timestamptz := lotline.clock()
    - make_interval(days => coalesce((select (s.value #>> '{}')::int from lotline.settings s where s.name = 'webhook_days'), 7));
  v_removed uuid[] := array(select e.id from lotline.webhook_endpoints e where e.removed_at is not null);
  v_old bigint[];
  v_events int;
begin
  -- apart, so that each has its index
  select array_agg(x.id) into v_old from (
    select * from (select d.id from lotline.webhook_deliveries d where d.created_at < v_before
      limit p_most for update skip locked) aged
    union all
    select * from (select d.id from lotline.webhook_deliveries d where d.endpoint_id = any (v_removed)
      limit p_most for update skip locked) removed) x;
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
  delete from lotline.webhook_sequences s using lotline.jobs j where j.number = s.job_no and j.hidden_at < v_before;
  return v_events + coalesce(cardinality(v_old), 0);
end $$;
