-- The Batch Processing Guide in SQL (70 to 73): its functions and views by its names, for SQL logins of people and
-- agents. They are wrappers: who the login is, which organization's jobs those are, and the engine does the rest.

-- The organization that a SQL login is registered for: by the login alone, whatever its session sets. LL070 when it is
-- registered for none, LL072 when it may only read and this writes.
-- Called by: everything of the Guide. Locks: nothing.
create or replace function sql_login_org(p_writes boolean default false) returns uuid
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
declare
  v_login lotline.sql_logins;
begin
  select * into v_login from lotline.sql_logins l where l.login = session_user;
  if not found then
    raise exception using errcode = 'LL070', message = format('The SQL login %s belongs to no organization', session_user),
      hint = 'Use a login that was made for one: lotline db login add';
  elsif p_writes and v_login.permission = 'viewer' then
    raise exception using errcode = 'LL072', message = format('The SQL login %s may read, not change anything', session_user),
      hint = 'Use a login with the permission analyst or admin.';
  end if;
  return v_login.org_id;
end $$;

-- How the login is named in the history of jobs.
-- Called by: the Guide's functions. Locks: nothing.
create or replace function sql_actor(p_session text default null) returns text
language sql stable as $$
  select 'SQL login ' || session_user || coalesce(', session ' || p_session, '')
$$;

-- The county job of that id that the login may work on; LL003 for any other job.
-- Called by: the Guide's functions. Locks: nothing.
create or replace function guide_job(p_org uuid, p_job_id uuid) returns jobs
language plpgsql as $$
declare
  v_job lotline.jobs;
begin
  if p_job_id is null then
    perform lotline.refuse_argument('p_job_id', null, 'give the id of a batch job; vw_active_batch_jobs lists them');
  end if;
  v_job := lotline.find_job(p_org, p_job_id);
  if not exists (select from lotline.job_types t where t.job_type = v_job.kind) then
    raise exception using errcode = 'LL003', message = format('No job %s', p_job_id),
      detail = json_build_object('field', 'job_id', 'value', p_job_id)::text;
  end if;
  return v_job;
end $$;

-- Refuses text that is too long to be one of the words that people read.
-- Called by: the Guide's functions. Locks: nothing.
create or replace function check_words(p_field text, p_words text, p_most int) returns void
language plpgsql as $$
begin
  if length(p_words) > p_most then
    perform lotline.refuse_argument(p_field, p_words, format('give at most %s characters', p_most));
  end if;
end $$;

grant execute on function sql_login_org(boolean) to lotline_agent;
