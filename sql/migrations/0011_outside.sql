-- What callers from outside need. First, functions whose arguments changed: they are made again with the others.
drop function if exists pull(uuid, uuid, int, text);
drop function if exists start_job(uuid, uuid, text);
drop function if exists resume_job(uuid, uuid, text, text);
drop function if exists check_outcomes(json);
drop function if exists set_running(jobs, text, text, text);

-- A SQL login works through the Guide alone, and its organization is looked up there; the incentive catalogue is not for it. (The name is put together because
-- where roles cannot be made, the owner stands in for the one that is written in full.)
do $$
begin
  if to_regrole('lotline_' || 'agent') is not null then
    execute format('revoke execute on function current_org(), require_org(uuid) from %I', 'lotline_' || 'agent');
    execute format('revoke all on all tables in schema lotline from %I', 'lotline_' || 'agent');
  end if;
end $$;

-- Who looks for sessions of SQL logins that hold others up.
insert into engine_locks (name) values ('sessions');
