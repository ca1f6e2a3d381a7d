-- A database holds what real services said, or what simulators made up; never both. Which of them is decided at the first
-- start and never changes (decide_mode), and each finding says it.

-- 'live' or 'sandbox'; live while nobody has decided. Called by: the default of each column `provenance`. Locks: nothing.
create function provenance() returns text
language sql stable security definer set search_path = lotline, pg_temp as $$
  select coalesce((select s.value #>> '{}' from lotline.settings s where s.name = 'mode'), 'live')
$$;
grant execute on function provenance() to lotline_api, lotline_worker;

do $$
declare
  v_table text;
begin
  for v_table in select t.table_name from finding_tables t loop
    execute format($sql$alter table lotline.%I add column provenance text not null default 'live'
      check (provenance in ('live', 'sandbox'))$sql$, v_table);
    execute format('alter table lotline.%I alter column provenance set default lotline.provenance()', v_table);
  end loop;
end $$;
