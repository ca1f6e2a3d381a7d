-- Adds a device of the operator's own, or changes one. Called by: src/property/catalogue/devices.ts, as the owner.
-- Locks: the device's row, then catalogue_version. Ids below 1000 belong to the product.
create or replace function lotline.add_device(p_id integer, p_name text, p_items text[], p_names text[] default '{}')
returns void
language plpgsql set search_path = lotline, pg_temp as $$
begin
  if p_id < 1000 then
    raise exception using errcode = 'LL004', message = format('device %s: own devices have ids from 1000', p_id),
      detail = json_build_object('field', 'id', 'value', p_id)::text;
  end if;
  if cardinality(p_items) = 0 or exists (select from unnest(p_items) i where i !~ '^[a-z][a-z0-9_]*$') then
    raise exception using errcode = 'LL004', message = format('device %s: items are lower_snake_case, at least one', p_id),
      detail = json_build_object('field', 'items', 'value', p_items)::text;
  end if;
  insert into devices as d (id, name, items, names) values (p_id, p_name, p_items, p_names)
  on conflict (id) do update set name = excluded.name, items = excluded.items, names = excluded.names;
  update catalogue_version set version = version + 1, changed_at = clock_timestamp();
end $$;
