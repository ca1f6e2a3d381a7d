-- What services said, kept for later use, says like findings whether simulators stood for them. All of it is inserted by
-- functions that name their columns, so the default fills it.
do $$
declare
  v_table text;
begin
  foreach v_table in array array['leads', 'paid_answers', 'geocodes', 'place_answers'] loop
    execute format($sql$alter table lotline.%I add column provenance text not null default 'live'
      check (provenance in ('live', 'sandbox'))$sql$, v_table);
    execute format('alter table lotline.%I alter column provenance set default lotline.provenance()', v_table);
  end loop;
end $$;
