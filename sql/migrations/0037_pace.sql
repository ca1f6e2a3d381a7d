-- How fast a job goes, and what its items wait for. Kept by the tick, bounded in rows and size, and gone with the job's run:
-- nothing on the path of an item writes here, and nothing here is lost when nobody looks.

-- A row for each job in progress or paused. Buckets of ten seconds, counted from 1970; those without a change are not
-- written, whoever reads fills them in (fill_pace).
create table job_pace (
  job_no bigint primary key,
  -- the first bucket that is not filled yet
  bucket bigint not null,
  -- items settled when that was written
  settled int not null,
  -- items settled while the row was there
  seen int not null default 0,
  -- buckets filled in all; every sixth ends a minute
  filled int not null default 0,
  -- the last thirty of each width: items settled, and slots in use at the end
  tens int[] not null default '{}',
  tens_active int[] not null default '{}',
  minutes int[] not null default '{}',
  minutes_active int[] not null default '{}',
  -- when an item was seen to be settled last
  moved_at timestamptz not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- Why items of a job came back without an attempt, and until when. The latest reason alone.
create table job_waits (
  job_no bigint primary key,
  reason text not null,
  until timestamptz not null
) with (fillfactor = 50);

do $$
declare
  v_table text;
begin
  foreach v_table in array array['job_pace', 'job_waits'] loop
    execute format($sql$call lotline.protect('lotline.%1$s', 'exists (select from lotline.jobs j
      where j.number = %1$s.job_no and j.org_id = (select lotline.current_org()))')$sql$, v_table);
  end loop;
end $$;
grant select on job_pace, job_waits to lotline_api, lotline_worker;

insert into engine_locks (name) values ('pace');

-- An item of a large job by the caller's own word for it.
create index items_reference on items (job_no, reference) where reference is not null;
