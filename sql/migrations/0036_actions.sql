-- Actions: pause, resume, cancel or retry over any filter of jobs, as one thing that can be watched, aborted and looked up.
-- What it is about is frozen when it is made: which jobs, and for a retry which items (those that had failed by then).
-- Whoever ticks works it in steps, each a transaction of its own, so a process that dies loses nothing.

create table actions (
  number bigint generated always as identity primary key,
  id uuid not null unique default gen_random_uuid(),
  org_id uuid not null references organizations,
  action text not null check (action in ('pause', 'resume', 'cancel', 'retry')),
  status text not null default 'running' check (status in ('running', 'waiting', 'completed', 'aborted')),
  -- {"jobs", "items", "settings"} with names found and times made absolute; and the same in words
  asked jsonb not null,
  filter text not null,
  reason text,
  created_by text,
  -- who asked, as audit entries tell it: each step is done in that name
  request jsonb not null,
  -- what was chosen: jobs, and for a retry items
  jobs int not null,
  total int not null,
  -- what was left out when it was made
  cannot int not null,
  -- items made due again; jobs that were asked
  taken int not null default 0,
  succeeded int not null default 0,
  failed int not null default 0,
  refused int not null default 0,
  -- how many of those refused, by why
  refusals jsonb not null default '{}',
  -- of a retry: how many first, before it waits to be continued; null: no more
  first_items int check (first_items >= 1),
  per_minute double precision check (per_minute > 0),
  -- where the pace stands: another item may follow a sixtieth of it later
  paced_from timestamptz not null default '-infinity',
  -- when the next step is due, while there is one
  open boolean not null default true,
  due_at timestamptz not null,
  -- steps in a row that found nothing to do
  idle int not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz,
  ended_by text,
  check (first_items is null or action = 'retry'),
  check ((status in ('completed', 'aborted')) = (finished_at is not null))
) with (fillfactor = 60);
create index actions_newest on actions (org_id, number desc);
create index actions_due on actions (due_at) where open;

create table action_jobs (
  action_no bigint not null references actions,
  job_no bigint not null,
  -- how many of its items, or one for the job itself
  chosen int not null,
  taken int not null default 0,
  -- its items up to this one were looked at
  after_seq int not null default 0,
  done boolean not null default false,
  primary key (action_no, job_no)
) with (fillfactor = 80);
create index action_jobs_open on action_jobs (action_no, job_no) where not done;

-- Items that were made due together, until all of them are settled again.
create table action_chunks (
  id bigint generated always as identity primary key,
  action_no bigint not null references actions,
  job_no bigint not null,
  -- with which their old outcomes were put into past_results
  moved_at timestamptz not null,
  seqs int[] not null,
  succeeded int not null default 0,
  failed int not null default 0,
  other int not null default 0,
  -- of an aborted action: what nobody had tried is out of it
  taken_back boolean not null default false,
  looked_at timestamptz not null default '-infinity'
) with (fillfactor = 70);
create index action_chunks_next on action_chunks (action_no, looked_at, id);

call protect('actions', 'org_id = (select lotline.current_org())');
call protect('action_jobs', 'exists (select from lotline.actions a where a.number = action_jobs.action_no
  and a.org_id = (select lotline.current_org()))');
call protect('action_chunks', 'exists (select from lotline.actions a where a.number = action_chunks.action_no
  and a.org_id = (select lotline.current_org()))');
grant select on actions, action_jobs, action_chunks to lotline_api, lotline_worker;
