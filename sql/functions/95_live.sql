-- Tells whoever listens that something has happened to a job, once it is committed. Never data: a hash of the
-- organization's id, since every login of the database may listen, and the job's number.
-- Called by: the trigger below, so by every change of a job that is worth an event. Locks: nothing.
create or replace function tell_of_job() returns trigger
language plpgsql as $$
begin
  perform pg_notify('lotline_live', md5(j.org_id::text) || ' ' || j.number) from lotline.jobs j where j.number = new.job_no;
  return null;
end $$;
create or replace trigger tell_of_job after insert on job_events
  for each row execute function tell_of_job();

-- Tells whoever listens, once it is committed, that somebody of an organization ('*': of any) may have lost what they came
-- by, so that streams which are open are judged again. Functions that end keys, sessions and memberships need not know.
-- Called by: the triggers below. Locks: nothing.
create or replace function tell_of_rights() returns trigger
language plpgsql as $$
declare
  v_old jsonb := to_jsonb(old);
begin
  perform pg_notify('lotline_live',
    'rights ' || coalesce(md5(coalesce(v_old ->> 'org_id', v_old ->> 'activeOrganizationId')), '*'));
  return null;
end $$;
create or replace trigger tell_of_rights after update of revoked_at, expires_at on api_keys
  for each row execute function tell_of_rights();
create or replace trigger tell_of_rights after delete on members for each row execute function tell_of_rights();
create or replace trigger tell_of_rights after delete on platform_operators for each row execute function tell_of_rights();
create or replace trigger tell_of_rights after update or delete on external_organizations
  for each row execute function tell_of_rights();
create or replace trigger tell_of_rights after delete on lotline_auth."session"
  for each row execute function tell_of_rights();

-- Jobs that somebody watches, each named with the organization that it has to be of: one read for all of them, whoever
-- they belong to. Deleted jobs and those of others are left out.
-- Called by: the server, a few times a second while anybody watches. Locks: nothing.
create or replace function live_jobs(p_orgs uuid[], p_jobs uuid[]) returns setof live_job
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
begin
  perform lotline.require_org(o) from (select distinct o from unnest(p_orgs) o) x;
  return query
  select j.org_id, j.number, j.id, j.kind, j.name, j.driver, j.status, j.sealed, j.draining, j.total, j.waiting, j.processing,
    j.completed, j.failed, j.skipped, j.cancelled, j.progress, j.success_rate, j.generation, j.pause_reason, j.auto_paused,
    j.last_error, j.error_count, j.created_at, j.started_at, j.paused_at, j.completed_at
  from unnest(p_orgs, p_jobs) w (org, job)
  join lotline.job_progress j on j.id = w.job and j.org_id = w.org
  where j.hidden_at is null;
end $$;

-- What moves in the lists of these organizations: their jobs in progress, at most p_limit of each, and those named by
-- number, of which something was heard.
-- Called by: the server, once a second while anybody watches a list. Locks: nothing.
create or replace function live_lists(p_orgs uuid[], p_numbers bigint[], p_limit int) returns setof live_job
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
begin
  perform lotline.require_org(o) from unnest(p_orgs) o;
  return query
  select j.org_id, j.number, j.id, j.kind, j.name, j.driver, j.status, j.sealed, j.draining, j.total, j.waiting, j.processing,
    j.completed, j.failed, j.skipped, j.cancelled, j.progress, j.success_rate, j.generation, j.pause_reason, j.auto_paused,
    j.last_error, j.error_count, j.created_at, j.started_at, j.paused_at, j.completed_at
  from (
    select m.number from unnest(p_orgs) o
    cross join lateral (select x.number from lotline.jobs x
      where x.org_id = o and x.status = 'in_progress' and x.hidden_at is null order by x.number desc limit p_limit) m
    union
    select x.number from lotline.jobs x where x.number = any (p_numbers) and x.org_id = any (p_orgs) and x.hidden_at is null) w
  join lotline.job_progress j on j.number = w.number
  order by j.number;
end $$;

-- Reports that somebody watches, each named with its organization, with their totals.
-- Called by: the server, every few seconds while anybody watches a report. Locks: nothing.
create or replace function live_reports(p_orgs uuid[], p_reports uuid[])
returns table (org_id uuid, id uuid, job_id uuid, job_no bigint, name text, status text, total_sites int, eligible_sites int,
  total_incentive_value numeric, created_at timestamptz)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
begin
  perform lotline.require_org(o) from (select distinct o from unnest(p_orgs) o) x;
  return query
  select r.org_id, r.id, r.job_id, r.job_no, r.name, r.status, r.total_sites, r.eligible_sites, r.total_incentive_value,
    r.created_at
  from unnest(p_orgs, p_reports) w (org, report)
  join lotline.report_totals r on r.id = w.report and r.org_id = w.org;
end $$;

grant execute on function live_jobs(uuid[], uuid[]), live_lists(uuid[], bigint[], int), live_reports(uuid[], uuid[])
  to lotline_api;
