-- Takes away blobs of one store that nobody will ask for again: begun longer ago than p_age, and unfinished or used by
-- nothing; answers what the caller has to take out of its folder.
-- Called by: the API's sweep. Locks: the blobs it takes; leaves those that somebody holds.
create or replace function sweep_blobs(p_store text, p_age interval, p_limit int)
returns table (org_id uuid, id uuid)
language sql security definer set search_path = lotline, pg_temp as $$
  delete from blobs b
   where b.id in (
     select o.id from blobs o
      where o.store = p_store and o.created_at < clock_timestamp() - p_age
        and not exists (select from documents d where d.blob_id = o.id)
      order by o.created_at
      limit p_limit
      for update skip locked)
  returning b.org_id, b.id
$$;

-- Which of the files that lie in an organization's folder are no blob's. None where the organization is not known: a
-- folder may serve more databases than this one.
-- Called by: the API's sweep of a folder. Locks: nothing.
create or replace function stray_blobs(p_org uuid, p_ids uuid[]) returns setof uuid
language sql stable security definer set search_path = lotline, pg_temp as $$
  select f.id from unnest(p_ids) as f(id)
   where exists (select from organizations o where o.id = lotline.require_org(p_org))
     and not exists (select from blobs b where b.id = f.id and b.org_id = p_org and b.store = 'folder')
$$;

grant execute on function sweep_blobs(text, interval, int) to lotline_api;
grant execute on function stray_blobs(uuid, uuid[]) to lotline_api;
