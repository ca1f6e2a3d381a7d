-- The customers of an organization for a batch of references, made where they are missing; repeating it changes
-- nothing. Called by: src/property/catalogue/customers.ts in the worker. Locks: new rows of customers, in the order of
-- their references, so that two batches with common references cannot deadlock.
create or replace function lotline.customers_for(p_org uuid, p_references text[])
returns table (reference text, customer_id integer)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
begin
  insert into customers (org_id, reference)
  select v_org, r.reference
  from (select distinct u.reference from unnest(p_references) as u(reference)) r
  where not exists (select from customers c where c.org_id = v_org and c.reference = r.reference)
  order by r.reference
  on conflict (org_id, reference) do nothing;

  return query
  select c.reference, c.id from customers c where c.org_id = v_org and c.reference = any (p_references);
end $$;

grant execute on function lotline.customers_for(uuid, text[]) to lotline_api, lotline_worker;
