-- Ends sessions of SQL logins whose transaction is older than three minutes. Such a session keeps what it has locked and
-- all dead rows since; the times that its login came with are defaults, which any session can unset. Looked at every 15
-- seconds; where the owner may not end sessions of others, they stay. Says how many it ended.
-- Called by: tick. Locks: the engine_locks row 'sessions'.
create or replace function end_stalled_sessions(p_now timestamptz) returns int
language plpgsql as $$
declare
  v_ended int := 0;
  v_pid int;
begin
  perform from lotline.engine_locks l where l.name = 'sessions' and l.done_at < p_now - interval '15 seconds' for update skip locked;
  if not found then
    return 0;
  end if;
  update lotline.engine_locks l set done_at = p_now where l.name = 'sessions';
  for v_pid in
    select a.pid from pg_stat_activity a join lotline.sql_logins l on l.login = a.usename
    where a.datname = current_database() and a.xact_start < p_now - interval '3 minutes' and a.pid <> pg_backend_pid()
  loop
    begin
      v_ended := v_ended + pg_terminate_backend(v_pid)::int;
    exception when insufficient_privilege then
      null;
    end;
  end loop;
  return v_ended;
end $$;
