-- What is kept of a job beside the engine: what its owner said of it, and until when it is paused.

-- Figures that whoever runs a job states without settling anything. They are shown until the next settle, which is
-- told by the counts: once these differ from the ones noted here, the statement is void. So reports, the hot path,
-- need not know of statements.
create table owner_statements (
  job_no bigint primary key references jobs,
  -- any of last_error, error_count, current_batch; what is absent is as the engine counts it
  says jsonb not null check (jsonb_typeof(says) = 'object'),
  settled int not null,
  errors int not null,
  generation int not null,
  said_by text,
  said_at timestamptz not null
);

-- Paused jobs that go on by themselves. Belongs to one pause, known by its time: when the job was resumed or paused
-- anew in between, the row is void.
create table job_resumptions (
  job_no bigint primary key references jobs,
  paused_at timestamptz not null,
  resume_at timestamptz not null,
  set_by text,
  set_at timestamptz not null
);
create index job_resumptions_due on job_resumptions (resume_at);

-- Lists of unfinished and of failed jobs, which stand scattered among thousands that completed.
create index jobs_unfinished on jobs (org_id, number desc)
  where hidden_at is null and status in ('pending', 'in_progress', 'paused');
create index jobs_failed on jobs (org_id, number desc) where hidden_at is null and status = 'failed';
-- Figures over all that completed, read from the index alone. Folds change what it includes; they are few for each job.
create index jobs_completed on jobs (org_id, kind, completed_at) include (number, completed_items, failed_items)
  where hidden_at is null and status = 'completed';

do $$
declare
  v_table text;
begin
  foreach v_table in array array['owner_statements', 'job_resumptions'] loop
    execute format($sql$call lotline.protect('lotline.%1$s', 'exists (select from lotline.jobs j
      where j.number = %1$s.job_no and j.org_id = (select lotline.current_org()))')$sql$, v_table);
  end loop;
end $$;
grant select on owner_statements, job_resumptions to lotline_api, lotline_worker;
