-- The chain over audit entries. Numbers of entries are given out before their transactions end, so a lower one may
-- come to light after a higher one; the chain waits for it, and so goes in order of id without leaving one out.

-- An entry as it is sealed and exported: JSON with every field, the same on every server and in every session.
-- Called by: seal_audit, audit_problems, exports. Locks: nothing.
create or replace function audit_text(p_entry audit_entries) returns text
language sql stable as $$
  select jsonb_build_object('id', p_entry.id, 'organization_id', p_entry.org_id,
    'at', to_char(p_entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'actor', p_entry.actor,
    'on_behalf_of', p_entry.on_behalf_of, 'action', p_entry.action, 'subject_type', p_entry.subject_type,
    'subject_id', p_entry.subject_id, 'reason', p_entry.reason, 'before', p_entry.before, 'after', p_entry.after,
    'source', p_entry.source, 'request_id', p_entry.request_id)::text
$$;

-- A link: SHA-256 over the hash before it, as 64 hexadecimal digits, a line feed, and a text. The first has zeros before it.
-- Called by: seal_audit, audit_problems. Locks: nothing.
create or replace function audit_link(p_before bytea, p_text text) returns bytea
language sql immutable as $$
  select sha256(convert_to(coalesce(encode(p_before, 'hex'), repeat('0', 64)) || E'\n' || p_text, 'UTF8'))
$$;

-- The highest id given to an entry, when some may wait for their seal; else null. Whoever got an id had a transaction
-- number by then; this transaction has none yet, so its own will be higher than all of theirs.
-- Called by: tick, before it writes or locks anything. Locks: nothing.
create or replace function audit_mark() returns bigint
language sql volatile as $$
  select s.last_value from lotline.audit_entries_id_seq s, lotline.audit_chain c
  where s.is_called and s.last_value > c.sealed_to and pg_current_xact_id_if_assigned() is null
$$;

-- Seals entries up to the mark once every transaction is over that may hold one of them; answers how many. A server
-- that was set up from a copy counts its transactions anew: a mark from the future is dropped.
-- Called by: tick. Locks: audit_chain, SKIP LOCKED.
create or replace function seal_audit(p_mark bigint, p_most int default 1000) returns int
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_chain lotline.audit_chain;
  v_entry lotline.audit_entries;
  v_before lotline.audit_seals;
  v_hash bytea;
  v_sealed int := 0;
  v_last bigint;
begin
  if p_mark is null and not exists (select from lotline.audit_chain c where c.seen_to > c.sealed_to) then
    return 0;
  end if;
  select c.* into v_chain from lotline.audit_chain c for update skip locked;
  if not found then
    return 0;
  end if;
  if v_chain.seen_to <= v_chain.sealed_to or v_chain.seen_by > pg_current_xact_id() then
    v_chain.seen_to := coalesce(p_mark, v_chain.sealed_to);
    v_chain.seen_by := pg_current_xact_id();
  end if;
  if pg_snapshot_xmin(pg_current_snapshot()) >= v_chain.seen_by then
    for v_entry in
      select e.* from lotline.audit_entries e where e.id > v_chain.sealed_to and e.id <= v_chain.seen_to order by e.id limit p_most
    loop
      select s.* into v_before from lotline.audit_seals s where s.org_id = v_entry.org_id order by s.org_number desc limit 1;
      v_hash := lotline.audit_link(v_before.org_hash, lotline.audit_text(v_entry));
      v_chain.number := v_chain.number + 1;
      v_chain.hash := lotline.audit_link(v_chain.hash, encode(v_hash, 'hex'));
      insert into lotline.audit_seals (number, entry_id, org_id, org_number, org_hash, hash)
      values (v_chain.number, v_entry.id, v_entry.org_id, coalesce(v_before.org_number, 0) + 1, v_hash, v_chain.hash);
      v_sealed := v_sealed + 1;
      v_last := v_entry.id;
    end loop;
    v_chain.sealed_to := case when v_sealed = p_most then v_last else v_chain.seen_to end;
  end if;
  update lotline.audit_chain c set number = v_chain.number, hash = v_chain.hash, sealed_to = v_chain.sealed_to,
    seen_to = v_chain.seen_to, seen_by = v_chain.seen_by;
  return v_sealed;
end $$;

-- What is wrong with the seals after the one of that number, p_most of them, and with their entries:
--   changed       the entry is not what was sealed        missing    the entry is gone
--   seal_missing  the seal of this number is gone         broken     the seal does not follow from the one before
--   reordered     the entries are not in order of id      inserted   an entry among sealed ones that has no seal
--   cut_off       the chain ends before the number it had come to, or with another hash
-- Called by: src/outcomes/audit-verify.ts as the owner. Locks: nothing.
create or replace function audit_problems(p_after bigint, p_most int)
returns table (problem text, number bigint, entry_id bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
  v_chain lotline.audit_chain;
  v_to bigint;
begin
  select c.* into v_chain from lotline.audit_chain c;
  v_to := least(p_after + p_most, greatest(v_chain.number, (select max(s.number) from lotline.audit_seals s)));
  return query
  with seals as (
    select s.*, lag(s.entry_id) over (order by s.number) as entry_before,
      lag(s.hash) over (order by s.number) as hash_before, lag(s.number) over (order by s.number) as number_before
    from lotline.audit_seals s where s.number between p_after and v_to),
  checked as (
    select s.number, s.entry_id, unnest(array[
      case when e.id is null then 'missing' end,
      case when s.entry_id <= s.entry_before then 'reordered' end,
      case when e.id is not null and (s.org_number = 1 or o.number is not null)
        and s.org_hash <> lotline.audit_link(o.org_hash, lotline.audit_text(e)) then 'changed' end,
      case when (s.number = 1 or s.number_before = s.number - 1)
          and s.hash <> lotline.audit_link(s.hash_before, encode(s.org_hash, 'hex'))
        or s.org_number > 1 and o.number is null then 'broken' end]) as problem
    from seals s left join lotline.audit_entries e on e.id = s.entry_id
      left join lotline.audit_seals o on o.org_id = s.org_id and o.org_number = s.org_number - 1
    where s.number > p_after),
  holes as (
    select n as number from generate_series(p_after + 1, v_to) n
    where not exists (select from lotline.audit_seals s where s.number = n)),
  span as (
    select coalesce((select max(s.entry_id) from lotline.audit_seals s where s.number <= p_after), 0) as low,
      case when v_to >= v_chain.number then v_chain.sealed_to
        else coalesce((select max(s.entry_id) from lotline.audit_seals s where s.number <= v_to), 0) end as high)
  select c.problem, c.number, c.entry_id from checked c where c.problem is not null
  union all
  select 'seal_missing', h.number, null from holes h where h.number < v_chain.number
  union all
  select 'inserted', null, e.id from span p join lotline.audit_entries e on e.id > p.low and e.id <= p.high
  where not exists (select from lotline.audit_seals s where s.entry_id = e.id)
  union all
  select 'cut_off', v_chain.number, null where v_to >= v_chain.number and v_chain.number > 0
    and not exists (select from lotline.audit_seals s where s.number = v_chain.number and s.hash = v_chain.hash)
  order by 2, 3;
end $$;

grant execute on function audit_text(audit_entries) to lotline_api;
