-- Says which kinds of work cost money, as this installation is configured.
-- Called by: the API when it starts. Locks: the settings row.
create or replace function note_billed_kinds(p_kinds text[]) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  insert into lotline.settings as s (name, value) values ('billed_kinds', to_jsonb(p_kinds))
  on conflict (name) do update set value = excluded.value, updated_at = now() where s.value <> excluded.value;
end $$;

-- Refuses (LL045) what a test key does to a job whose work costs money, or is a workflow of the house: all but making it
-- ready, and what holds or ends it. Whatever moves a job writes an event, so this is the one place that nothing passes by.
-- Called by: the trigger below. Locks: nothing.
create or replace function guard_test_keys() returns trigger
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_request jsonb := coalesce(nullif(current_setting('lotline.request', true), ''), '{}')::jsonb;
begin
  if v_request ->> 'test' = 'true' and exists (select from lotline.jobs j where j.number = new.job_no
      and (j.driver = 'n8n' or (j.driver = 'worker'
        and (select s.value ? j.kind from lotline.settings s where s.name = 'billed_kinds')))) then
    raise exception using errcode = 'LL045', message = 'This is a test key, and this work costs money',
      hint = 'Use a live key (lot_live_) for it.';
  end if;
  return new;
end $$;
create or replace trigger guard_test_keys before insert on job_events for each row
  when (new.event not in ('created', 'sealed', 'paused', 'cancelled', 'deleted', 'owner_statement', 'completed', 'failed',
    'completed_by_owner', 'failed_by_owner'))
  execute function guard_test_keys();

grant execute on function note_billed_kinds(text[]) to lotline_api;
