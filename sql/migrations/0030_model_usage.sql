-- What a language model used for an item, whatever came of it: answers that were refused cost as well.
create table model_usage (
  id bigint generated always as identity primary key,
  org_id uuid not null references organizations,
  job_no bigint not null,
  seq int not null,
  at timestamptz not null,
  model text not null,
  requests int not null check (requests >= 1),
  input_tokens bigint not null check (input_tokens >= 0),
  output_tokens bigint not null check (output_tokens >= 0),
  web_searches int not null check (web_searches >= 0),
  -- dollars; null: the price of the model is not known
  cost numeric(14, 6)
);
create index model_usage_job on model_usage (job_no);
call protect('model_usage', 'org_id = (select lotline.current_org())');
grant select on model_usage to lotline_api, lotline_worker;
