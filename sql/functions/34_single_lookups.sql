-- Counts a lookup that belongs to no job among the items of the day; LL048 when that is one too many.
-- Called by: the API, for POST /incentives. Locks: the day's rows of the organization and the key.
create or replace function admit_single_lookup(p_org uuid) returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  perform lotline.count_items(lotline.require_org(p_org), 1);
end $$;

-- Writes down that a billed request is about to leave, and answers its number. Counts only once committed.
-- Called by: the API, before a billed request leaves. Locks: nothing.
create or replace function note_single_lookup_sent(p_org uuid, p_reference text, p_service text) returns bigint
language sql security definer set search_path = lotline, pg_temp as $$
  insert into lotline.single_lookups_sent (org_id, reference, service, sent_at)
  values (lotline.require_org(p_org), p_reference, p_service, lotline.clock())
  returning id
$$;

-- Writes down that a billed request was answered, whatever the answer was.
-- Called by: the API. Locks: the request's row.
create or replace function note_single_lookup_answered(p_org uuid, p_id bigint) returns void
language sql security definer set search_path = lotline, pg_temp as $$
  update lotline.single_lookups_sent s set answered_at = lotline.clock()
  where s.id = p_id and s.org_id = lotline.require_org(p_org) and s.answered_at is null
$$;

grant execute on function admit_single_lookup(uuid), note_single_lookup_sent(uuid, text, text),
  note_single_lookup_answered(uuid, bigint) to lotline_api;
