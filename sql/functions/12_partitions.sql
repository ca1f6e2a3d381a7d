-- The tables that are cut by job number, and the week of a moment: weeks begin on Monday, in UTC.
-- Called by: partition upkeep. Locks: nothing.
create or replace function partitioned_tables() returns text[]
language sql immutable as $$
  select array['items', 'results', 'past_results', 'returns', 'item_errors', 'batch_log']
$$;

create or replace function week_of(p_at timestamptz) returns date
language sql immutable as $$
  select date_trunc('week', p_at at time zone 'UTC')::date
$$;

-- The first job number of a day.
-- Called by: partition upkeep. Locks: nothing.
create or replace function first_number_of(p_day date) returns bigint
language sql immutable as $$
  select to_char(p_day::timestamp, 'YYYYMMDD')::bigint * 1000000000
$$;

-- Makes the partitions of the week of p_at when they are missing. There is no default partition, so that none has to
-- be emptied later; instead whoever creates a job makes sure first, and no insert is ever lost.
-- A table is made aside and attached: that locks out no reader or writer of its siblings.
-- Called by: create_job, upkeep. Locks: the engine_locks row 'partitions', only when something is missing.
create or replace function ensure_partitions_for(p_at timestamptz) returns int
language plpgsql as $$
declare
  v_week date := lotline.week_of(p_at);
  v_table text;
  v_partition text;
  v_made int := 0;
begin
  -- batch_log comes last: when it is there, all are
  if to_regclass(format('lotline.batch_log_%s', to_char(v_week::timestamp, 'YYYYMMDD'))) is not null then
    return 0;
  end if;
  perform from lotline.engine_locks l where l.name = 'partitions' for update;
  foreach v_table in array lotline.partitioned_tables() loop
    v_partition := format('%s_%s', v_table, to_char(v_week::timestamp, 'YYYYMMDD'));
    continue when to_regclass('lotline.' || v_partition) is not null;
    execute format('create table lotline.%I (like lotline.%I including defaults including constraints)', v_partition, v_table);
    execute format('alter table lotline.%I enable row level security', v_partition);
    execute format('alter table lotline.%I attach partition lotline.%I for values from (%s) to (%s)', v_table, v_partition,
      lotline.first_number_of(v_week), lotline.first_number_of(v_week + 7));
    v_made := v_made + 1;
  end loop;
  return v_made;
end $$;

-- Drops the rows of whole weeks in which every job has been finished or hidden for p_keep_days. Jobs, their events and
-- their billed calls stay. Gives up a week that is in use rather than wait more than two seconds for it.
-- Called by: upkeep. Locks: the partitions dropped, and their parents for a moment.
create or replace function drop_old_partitions(p_keep_days int) returns int
language plpgsql as $$
declare
  v_week date;
  v_table text;
  v_dropped int := 0;
begin
  perform set_config('lock_timeout', '2s', true);
  for v_week in
    select to_date(right(c.relname, 8), 'YYYYMMDD') from pg_class c join pg_inherits i on i.inhrelid = c.oid
    where i.inhparent = 'lotline.items'::regclass order by 1
  loop
    continue when v_week + 7 > (lotline.clock() at time zone 'UTC')::date - p_keep_days;
    continue when exists (select from lotline.jobs j
      where j.number >= lotline.first_number_of(v_week) and j.number < lotline.first_number_of(v_week + 7)
        and coalesce(j.completed_at, j.hidden_at, 'infinity') > lotline.clock() - make_interval(days => p_keep_days));
    begin
      foreach v_table in array lotline.partitioned_tables() loop
        execute format('drop table if exists lotline.%I', format('%s_%s', v_table, to_char(v_week::timestamp, 'YYYYMMDD')));
        v_dropped := v_dropped + 1;
      end loop;
      delete from lotline.batches b where b.job_no >= lotline.first_number_of(v_week) and b.job_no < lotline.first_number_of(v_week + 7);
      update lotline.jobs j set hidden_at = coalesce(j.hidden_at, lotline.clock())
      where j.number >= lotline.first_number_of(v_week) and j.number < lotline.first_number_of(v_week + 7);
    exception when lock_not_available then
      v_dropped := 0;
    end;
  end loop;
  return v_dropped;
end $$;
