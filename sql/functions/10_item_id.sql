-- An item's public id: a UUID (version 8) that holds the job number (16 hexadecimal digits) and the sequence number
-- (8). Nothing is stored or indexed for it, and it is no secret: what a caller may read is decided by the job.
-- Called by: views, reports. Locks: nothing.
create or replace function item_id(p_job bigint, p_seq int) returns uuid
language sql immutable strict parallel safe as $$
  select (substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-8' || substr(h, 13, 3) || '-8' || substr(h, 16, 1) || '00-0000'
    || lpad(to_hex(p_seq), 8, '0'))::uuid
  from (select lpad(to_hex(p_job), 16, '0')) x(h)
$$;

-- The job and sequence number in an item's id; nulls for any other UUID.
-- Called by: surfaces that are given an item's id. Locks: nothing.
create or replace function item_place(p_item uuid, out job_no bigint, out seq int)
language plpgsql immutable strict parallel safe as $$
declare
  v_hex text := replace(p_item::text, '-', '');
begin
  if substr(v_hex, 13, 1) <> '8' or substr(v_hex, 17, 1) <> '8' or substr(v_hex, 19, 6) <> '000000'
    or substr(v_hex, 1, 1) >= '8' or substr(v_hex, 25, 1) >= '8' then
    return;
  end if;
  job_no := ('x' || substr(v_hex, 1, 12) || substr(v_hex, 14, 3) || substr(v_hex, 18, 1))::bit(64)::bigint;
  seq := ('x' || substr(v_hex, 25, 8))::bit(32)::int;
end $$;

-- Failures are one group when they have the same class and code and their messages differ only in numbers, quoted
-- text, addresses of the web and identifiers.
-- Called by: apply_outcomes, retry_items. Locks: nothing.
create or replace function fingerprint(p_class text, p_code text, p_message text) returns text
language sql immutable parallel safe as $$
  select md5(p_class || '|' || p_code || '|' || regexp_replace(regexp_replace(left(coalesce(p_message, ''), 500),
    '"[^"]*"|''[^'']*''|https?://\S+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}', '?', 'g'), '[0-9]+', '#', 'g'))
$$;
