-- A purchase is kept whatever a record says: the columns of a lead, which are looked for by indexes, hold the beginning of a
-- text that no field of a property has, the record all of it.
create or replace function lead_text(p_record jsonb, variadic p_names text[]) returns text
language sql immutable parallel safe as $$
  select left(nullif(btrim(p_record ->> n.name), ''), 500) from unnest(p_names) with ordinality n (name, place)
  where nullif(btrim(p_record ->> n.name), '') is not null order by n.place limit 1
$$;
