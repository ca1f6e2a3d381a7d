-- Outside services: how much of each this installation may use, who uses it at the moment, what was asked of them, and
-- the answers that were paid for.

-- One budget for each service and credential, shared by every process. A credential is named by a hash, never kept.
create table service_budgets (
  service text not null,
  credential text not null,
  label text not null,
  -- as the program knows them
  per_minute int not null check (per_minute between 1 and 1000000),
  burst int not null check (burst between 1 and 100000),
  concurrency int not null check (concurrency between 1 and 10000),
  per_month bigint check (per_month > 0),
  reserve double precision not null check (reserve between 0 and 1),
  -- what was chosen instead, by the same names
  chosen jsonb not null default '{}',
  -- when the next turn is due, as a theoretical arrival time; turns are handed out ahead of their time
  next_turn timestamptz not null default '-infinity',
  -- share of the rate that the service stands at the moment, and since when
  rate_factor double precision not null default 1 check (rate_factor between 0.1 and 1),
  rate_factor_at timestamptz not null default '-infinity',
  -- calls at once that it stands at the moment; null: as many as allowed
  calls_at_once int check (calls_at_once > 0),
  calls_at_once_at timestamptz not null default '-infinity',
  -- no call before; by whom and why
  held_until timestamptz not null default '-infinity',
  held_reason text,
  -- holds in a row for which the service named no time
  strikes int not null default 0,
  month date not null default '-infinity',
  used_units bigint not null default 0,
  used_cost numeric not null default 0,
  primary key (service, credential)
) with (fillfactor = 50);

-- What a process has of a budget until it says otherwise or is taken for dead.
create table service_shares (
  service text not null,
  credential text not null,
  process text not null,
  calls_at_once int not null,
  in_flight int not null,
  -- calls that wait for a turn
  waiting int not null,
  waiting_since timestamptz,
  -- the end of the turns it was given last
  turns_until timestamptz not null default '-infinity',
  until timestamptz not null,
  primary key (service, credential, process)
) with (fillfactor = 50);

-- Services out of order: no calls but one now and then, to see whether they are well again.
create table service_breakers (
  service text not null,
  credential text not null,
  class text not null check (class in ('unreachable', 'server', 'refused')),
  cause text not null,
  opened_at timestamptz not null,
  -- openings in a row
  openings int not null default 1,
  probe_at timestamptz not null,
  probing_by text,
  probing_until timestamptz not null default '-infinity',
  primary key (service, credential)
);

-- Jobs that stand still because of a breaker: those and no others go on with it.
create table service_pauses (
  job_no bigint primary key,
  service text not null,
  credential text not null,
  paused_at timestamptz not null
);
create index service_pauses_service on service_pauses (service, credential);

-- Which kinds of work need which service, as the programs know it.
create table kind_services (
  kind text not null,
  service text not null,
  credential text not null,
  primary key (kind, service)
);

-- No organization's rows: they are reached by functions alone.
call protect('service_budgets', 'false');
call protect('service_shares', 'false');
call protect('service_breakers', 'false');
call protect('service_pauses', 'exists (select from lotline.jobs j where j.number = service_pauses.job_no and j.org_id = (select lotline.current_org()))');
call protect('kind_services', 'false');

create sequence service_call_ids;

-- Every request that left, a week a partition, kept for 30 days. No column holds a secret.
create table service_calls (
  at timestamptz not null,
  id bigint not null default nextval('service_call_ids'),
  org_id uuid not null references organizations,
  job_id uuid,
  seq int,
  service text not null,
  credential text not null,
  operation text not null,
  method text not null,
  target text not null,
  attempt smallint not null,
  -- null: no answer
  status smallint,
  verdict text not null,
  duration_ms int not null,
  bytes int not null,
  units int not null,
  cost numeric,
  request_id text,
  billed boolean not null,
  interactive boolean not null,
  error text,
  primary key (at, id)
) partition by range (at);
create index service_calls_organization on service_calls (org_id, at desc, id desc);
create index service_calls_job on service_calls (job_id, at desc) where job_id is not null;

-- Answers that were paid for, and who is buying one this moment.
create table paid_answers (
  org_id uuid not null references organizations,
  service text not null,
  key text not null check (length(key) between 1 and 300),
  -- null: nobody has bought it yet
  answer json,
  bought_at timestamptz,
  -- by the service's licence; never shown or used after
  expires_at timestamptz,
  -- whence: the job and the service's name for the request
  job_id uuid,
  request_id text,
  units int,
  cost numeric,
  claimed_by uuid,
  claimed_until timestamptz,
  primary key (org_id, service, key),
  check ((answer is null) = (bought_at is null)),
  check ((claimed_by is null) = (claimed_until is null))
);
create index paid_answers_expiry on paid_answers (expires_at) where expires_at is not null;

call protect('service_calls', 'org_id = (select lotline.current_org())');
call protect('paid_answers', 'org_id = (select lotline.current_org())');
grant select on service_calls, paid_answers to lotline_api, lotline_worker;
