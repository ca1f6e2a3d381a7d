-- What whoever runs the installation sees and steers: workers that are told to drain or stop, queues that are narrowed or
-- held, and how long work takes.

-- What a worker was told; it hears of it in the answer to its next heartbeat.
alter table workers
  add column wanted text not null default 'run' check (wanted in ('run', 'drain', 'stop')),
  add column wanted_by text,
  add column wanted_at timestamptz,
  add column wanted_reason text,
  -- when it was first missed, since it last beat
  add column lost_at timestamptz;

-- Workers that are gone: stopped by themselves, or found dead. Kept for a day.
create table past_workers (
  name text primary key,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  ended_at timestamptz not null,
  how text not null check (how in ('stopped', 'dead')),
  info jsonb not null
);
create index past_workers_ended on past_workers (ended_at desc);
grant select on past_workers to lotline_api, lotline_worker;

-- What an organization chose for all its work of a kind; without a row nothing is held or narrowed.
create table queue_settings (
  org_id uuid not null references organizations,
  kind text not null check (kind ~ '^[a-z][a-z0-9_]{0,62}$'),
  -- batches at once that our workers may have of it
  max_leases int check (max_leases between 1 and 10000),
  paused_at timestamptz,
  paused_by text,
  pause_reason text,
  updated_at timestamptz not null,
  primary key (org_id, kind)
);

-- What became of leases that were over, written as they are folded, a row for each fold and minute, so that nobody waits
-- for anybody; added up to work_counts a few times a minute.
create table work_notes (
  org_id uuid not null references organizations,
  kind text not null,
  minute timestamptz not null,
  -- how long the leases took, and how long for each of their items: steps of half a doubling from 10 ms; -1: they were
  -- taken away before they were done
  took smallint not null,
  took_each smallint not null,
  leases int not null,
  completed int not null,
  failed int not null,
  skipped int not null
);
create index work_notes_kind on work_notes (org_id, kind);

-- The sums: by minute for an hour or two, by the hour for a day or two, by the day for a month.
create table work_counts (
  org_id uuid not null references organizations,
  kind text not null,
  minute timestamptz not null,
  took smallint not null,
  took_each smallint not null,
  leases int not null,
  completed int not null,
  failed int not null,
  skipped int not null,
  primary key (org_id, kind, minute, took, took_each)
) with (fillfactor = 70);
create index work_counts_age on work_counts (minute);

do $$
declare
  v_table text;
begin
  foreach v_table in array array['queue_settings', 'work_notes', 'work_counts'] loop
    execute format('call lotline.protect(%L, %L)', 'lotline.' || v_table, 'org_id = (select lotline.current_org())');
  end loop;
end $$;
grant select on queue_settings, work_notes, work_counts to lotline_api, lotline_worker;
insert into engine_locks (name) values ('work_counts');

-- Billed requests of which no answer is known are looked for over all jobs.
create index failure_groups_unknown on failure_groups (job_no) where class = 'outcome_unknown';
