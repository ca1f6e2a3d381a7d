-- How many failures a subject of a scope may have, and in how long a time from the first of them.
-- Called by: note_failure, failures_left. Locks: nothing.
create or replace function failure_limit(out most int, out within interval)
language sql immutable as $$
  select 20, interval '5 minutes'
$$;

-- Counts one failure to prove who one is: by a key, a token or a password. Answers the seconds that the subject has to
-- wait before it may try again; 0 while it may. Many at once are each counted.
--   p_scope    what was tried, and what the subject is: 'key:address', 'sign_in:address', 'sign_in:account'
--   p_subject  an address, or an account in one spelling (src/identity/failures.ts gives a digest of it)
-- Called by: the API, in a transaction of its own. Locks: the subject's row.
create or replace function note_failure(p_scope text, p_subject text) returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_limit record := lotline.failure_limit();
  v_row lotline.failed_sign_ins;
begin
  -- A count lost in a crash lets somebody try again; a sign-in need not wait for the disk.
  perform set_config('synchronous_commit', 'off', true);
  insert into lotline.failed_sign_ins as f (scope, subject, since, failures) values (p_scope, p_subject, v_now, 1)
  on conflict (scope, subject) do update
    set since = case when f.since < v_now - v_limit.within then v_now else f.since end,
        failures = case when f.since < v_now - v_limit.within then 1 else f.failures + 1 end
  returning f.* into v_row;
  -- Each failure takes a few outdated ones away, so the table needs no sweeper.
  delete from lotline.failed_sign_ins f
   where (f.scope, f.subject) in (
     select o.scope, o.subject from lotline.failed_sign_ins o
      where o.since < v_now - v_limit.within
      order by o.since limit 10 for update skip locked);
  if v_row.failures < v_limit.most then
    return 0;
  end if;
  return greatest(1, ceil(extract(epoch from v_row.since + v_limit.within - v_now))::int);
end $$;

-- How many failures a subject has left, and when that is none, the seconds until it may try again. To be asked before
-- the costly part of a sign-in.
-- Called by: the API. Locks: nothing, writes nothing.
create or replace function failures_left(p_scope text, p_subject text, out left_over int, out retry_after int)
language plpgsql stable security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_limit record := lotline.failure_limit();
  v_since timestamptz;
  v_failures int;
begin
  select f.since, f.failures into v_since, v_failures from lotline.failed_sign_ins f
   where f.scope = p_scope and f.subject = p_subject and f.since >= v_now - v_limit.within;
  left_over := greatest(0, v_limit.most - coalesce(v_failures, 0));
  retry_after := case when left_over > 0 then 0
    else greatest(1, ceil(extract(epoch from v_since + v_limit.within - v_now))::int) end;
end $$;

grant execute on function note_failure(text, text) to lotline_api;
grant execute on function failures_left(text, text) to lotline_api;
