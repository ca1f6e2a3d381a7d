-- Lets the planner know at once how many properties there are now. Without it selections and lists over what a large
-- file has just brought are planned for the few rows there were before, until the server looks by itself, in minutes.
-- Called by: the import of properties, after many changes. Locks: the table's statistics, against others who do it.
create or replace function analyze_properties() returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  analyze properties;
end $$;

grant execute on function analyze_properties() to lotline_api, lotline_worker;
