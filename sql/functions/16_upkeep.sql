-- The hourly round: partitions of this week and the next two, statistics of the partitioned tables (autovacuum looks
-- after partitions, never after their parents), what retention allows to go, uploads that were given up, and workers not
-- seen for a day. Retention is off until the row 'retention_days' of settings holds a number. Null: somebody else is at
-- it.
-- Called by: workers. Locks: the engine_locks row 'upkeep', then what its parts lock.
create or replace function upkeep() returns jsonb
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_keep_days int := (select (s.value #>> '{}')::int from lotline.settings s where s.name = 'retention_days');
  v_created int := 0;
  v_dropped int := 0;
  v_analyzed text[];
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
    perform lotline.empty_old_reports(v_keep_days);
  end if;
  perform lotline.fold_reports();
  perform lotline.sweep_drafts();
  perform lotline.drop_old_corrections();
  perform lotline.upkeep_webhooks();
  perform lotline.sweep_people();
  delete from lotline.workers w where w.seen_at < lotline.clock() - interval '1 day';
  perform lotline.sweep_realtime();
  update lotline.engine_locks l set done_at = lotline.clock() where l.name = 'upkeep';
  return jsonb_build_object('partitionsCreated', v_created, 'partitionsDropped', v_dropped, 'analyzed', v_analyzed);
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
