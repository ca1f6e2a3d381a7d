-- The hourly round: partitions of this week and the next two, statistics of the partitioned tables (autovacuum looks
-- after partitions, never after their parents), what retention allows to go, uploads that were given up, workers not
-- seen for a day, and counts of days that are over. Retention is off until the row 'retention_days' of settings holds a
-- number. What grows with the work goes in parts, so that no transaction is long; unfinished: one of them left some, so
-- the next round is due now. Null: somebody else is at it.
-- Called by: workers. Locks: the engine_locks row 'upkeep', then what its parts lock.
create or replace function upkeep() returns jsonb
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_keep_days int := (select (s.value #>> '{}')::int from lotline.settings s where s.name = 'retention_days');
  v_created int := 0;
  v_dropped int := 0;
  v_analyzed text[];
  v_part constant int := 100000;
  v_most int := 0;
begin
  perform from lotline.engine_locks l where l.name = 'upkeep' for update skip locked;
  if not found then
    return null;
  end if;
  for v_week in 0..2 loop
    v_created := v_created + lotline.ensure_partitions_for(clock_timestamp() + make_interval(days => 7 * v_week));
  end loop;
  v_analyzed := lotline.analyze_when_due();
  if v_keep_days is not null then
    v_dropped := lotline.drop_old_partitions(v_keep_days);
    v_most := lotline.empty_old_reports(v_keep_days);
  end if;
  v_most := greatest(v_most, lotline.fold_reports(), lotline.sweep_drafts(v_part), lotline.upkeep_webhooks(v_part),
    lotline.sweep_places(v_part), lotline.sweep_notifications(v_part),
    lotline.sweep_http_callbacks(v_part), lotline.sweep_actions(v_part));
  perform lotline.drop_old_corrections();
  perform lotline.sweep_people();
  delete from lotline.item_counts c where c.day < (lotline.clock() at time zone 'UTC')::date - 1;
  delete from lotline.workers w where w.seen_at < lotline.clock() - interval '1 day';
  delete from lotline.past_workers w where w.ended_at < lotline.clock() - interval '1 day';
  perform lotline.coarsen_work_counts();
  perform lotline.sweep_realtime();
  perform lotline.upkeep_services();
  update lotline.engine_locks l set done_at = lotline.clock() where l.name = 'upkeep' and v_most < v_part;
  return jsonb_build_object('partitionsCreated', v_created, 'partitionsDropped', v_dropped, 'analyzed', v_analyzed,
    'unfinished', v_most >= v_part);
end $$;

-- Renews the statistics of a partitioned table when a tenth of its rows, and at least 10,000, changed since the last
-- time. Claims and reports do not depend on them; reports over many jobs do.
-- Called by: upkeep. Locks: SHARE UPDATE EXCLUSIVE on what it analyzes.
create or replace function analyze_when_due() returns text[]
language plpgsql as $$
declare
  v_table text;
  v_analyzed text[] := '{}';
begin
  for v_table in
    select t.name from unnest(lotline.partitioned_tables()) t (name)
    join pg_inherits i on i.inhparent = ('lotline.' || t.name)::regclass
    join pg_stat_user_tables s on s.relid = i.inhrelid
    left join pg_stat_user_tables p on p.relid = i.inhparent
    group by t.name, p.last_analyze
    having sum(s.n_mod_since_analyze) > 10000 + 0.1 * sum(s.n_live_tup)
      or (p.last_analyze is null and sum(s.n_live_tup) > 10000)
  loop
    execute format('analyze lotline.%I', v_table);
    v_analyzed := v_analyzed || v_table;
  end loop;
  return v_analyzed;
end $$;
