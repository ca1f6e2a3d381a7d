-- Sessions of agents: short by nature, so what one of them took, did and left behind is kept here and not with it.

create table agent_sessions (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references organizations,
  actor text not null check (actor <> ''),
  name text check (length(name) between 1 and 200),
  -- the job that it was started for, then the one that it took items from last
  job_id uuid,
  -- how much it means to do; both null until its first claim, which sets what its job type suggests
  budget_items int check (budget_items >= 1),
  budget_tokens bigint check (budget_tokens >= 1),
  tokens_used bigint not null default 0 check (tokens_used >= 0),
  -- for whoever continues
  note text check (length(note) between 1 and 20000),
  noted_at timestamptz,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  ended_at timestamptz,
  check ((note is null) = (noted_at is null))
);
create index agent_sessions_organization on agent_sessions (org_id, started_at desc, id);
create index agent_sessions_open on agent_sessions (org_id, actor) where ended_at is null;

-- What a session took: its leases, also after they are over. What became of them is in batches and batch_log.
create table session_leases (
  batch_id bigint primary key,
  session_id uuid not null references agent_sessions on delete cascade,
  job_no bigint not null,
  items int not null
);
create index session_leases_session on session_leases (session_id);
create index session_leases_job on session_leases (job_no, session_id);

call protect('agent_sessions', 'org_id = (select lotline.current_org())');
call protect('session_leases', 'exists (select from lotline.agent_sessions s where s.id = session_leases.session_id and s.org_id = (select lotline.current_org()))');
grant select on agent_sessions, session_leases to lotline_api, lotline_worker;
