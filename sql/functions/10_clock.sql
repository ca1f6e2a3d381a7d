-- The time by which leases, back-off and limits go. Tests move it by a row in clock_shift, which is empty
-- otherwise and which only the owner can write: no session can make other people's leases expire.
-- Called by: the engine's functions. Locks: nothing.
create or replace function clock() returns timestamptz
language plpgsql volatile security definer set search_path = lotline, pg_temp as $$
declare
  v_shift interval;
begin
  select s.amount into v_shift from lotline.clock_shift s limit 1;
  return clock_timestamp() + coalesce(v_shift, interval '0');
end $$;

-- Time-ordered, eight bytes, and the partition key of every big table: yyyymmdd (UTC) times 10^9, plus a counter.
-- Called by: create_job. Locks: nothing.
create or replace function next_job_number() returns bigint
language sql volatile as $$
  select to_char(clock_timestamp() at time zone 'UTC', 'YYYYMMDD')::bigint * 1000000000 + nextval('lotline.job_numbers')
$$;

-- What a transaction did so far must survive a crash once it is committed. Turns back on what a claim in the same
-- transaction had turned off; leaves stronger settings (remote_apply) alone.
-- Called by: everything but claim and heartbeat. Locks: nothing.
create or replace function make_durable() returns void
language plpgsql as $$
begin
  if current_setting('synchronous_commit') = 'off' then
    perform set_config('synchronous_commit', 'on', true);
  end if;
end $$;

-- Losing this in a crash is harmless (it just un-happens), so do not wait for the disk: unless the transaction has
-- written something before, which may not be.
-- Called by: claim, heartbeat. Locks: nothing.
create or replace function make_losable() returns void
language plpgsql as $$
begin
  if pg_current_xact_id_if_assigned() is null then
    perform set_config('synchronous_commit', 'off', true);
  end if;
end $$;
