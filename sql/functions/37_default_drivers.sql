-- Who runs a type of county job unless somebody says otherwise, as this installation is configured: a type that costs
-- money at a service is our workers' only where its key is set.

-- Says who runs which kinds of work by default here.
--   p_drivers  {"regrid_scraping": "worker", …}
-- Called by: the API when it starts. Locks: the settings row.
create or replace function note_default_drivers(p_drivers jsonb) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  insert into lotline.settings as s (name, value) values ('default_drivers', p_drivers)
  on conflict (name) do update set value = excluded.value, updated_at = now() where s.value <> excluded.value;
end $$;

-- Who runs a type unless somebody says otherwise: as noted at the last start of the API, else as the type has it.
-- Called by: create_county_job, services. Locks: nothing.
create or replace function default_driver(p_job_type text) returns text
language sql stable security definer set search_path = lotline, pg_temp as $$
  select coalesce(
    (select s.value ->> p_job_type from lotline.settings s where s.name = 'default_drivers' and s.value ->> p_job_type in ('worker', 'agent')),
    (select t.default_driver from lotline.job_types t where t.job_type = p_job_type))
$$;

-- Seconds for which a batch of a type is held without a sign of life: as long as the type has it for agents, which say
-- nothing while they work; our workers do, so that what a dead one held is soon another's. Null for other kinds.
-- Called by: create_county_job, set_driver. Locks: nothing.
create or replace function lease_of_type(p_job_type text, p_driver text) returns int
language sql stable as $$
  select case when p_driver = 'worker' then least(t.lease_seconds, 300) else t.lease_seconds end
  from lotline.job_types t where t.job_type = p_job_type
$$;
grant execute on function note_default_drivers(jsonb) to lotline_api;
grant execute on function default_driver(text) to lotline_api, lotline_worker;
