-- Appends items in the order given. One text of JSON lines for the inputs (and one for the cells): PostgreSQL cuts it
-- up far faster than it parses an array of quoted strings, and a client builds it faster too.
--   p_chunk       number of this part of an upload: sent again with the same content, it is answered from memory;
--                 with other content, LL005. Null: not repeatable.
--   p_invalid     [{"position": 1-based, "errors": [{field, value, message}]}]: these become skipped items.
-- LL048 when that is more than may be added in a day.
-- Called by: surfaces, src/engine/jobs.ts, also while the job runs. Locks: append head; cursor, job and the day's count at
-- the end.
create or replace function append_items(
  p_org uuid, p_job uuid, p_chunk int, p_inputs text, p_references text[] default null, p_rows int[] default null,
  p_cells text default null, p_subjects uuid[] default null, p_invalid jsonb default null
) returns table (added int, skipped int, total int, repeated boolean)
language plpgsql security definer set search_path = lotline, pg_temp
set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_job lotline.jobs := lotline.find_job(p_org, p_job);
  v_first int;
  v_lines int := case when p_inputs = '' then 0 else length(p_inputs) - length(replace(p_inputs, E'\n', '')) + 1 end;
  v_digest text;
  v_chunk lotline.upload_chunks;
begin
  perform lotline.make_durable();
  if p_inputs is null then
    perform lotline.refuse_argument('inputs', null, 'give one JSON value a line');
  end if;
  perform lotline.check_length('references', cardinality(p_references), v_lines);
  perform lotline.check_length('rows', cardinality(p_rows), v_lines);
  perform lotline.check_length('subjects', cardinality(p_subjects), v_lines);
  perform lotline.check_length('cells', length(p_cells) - length(replace(p_cells, E'\n', '')) + 1, v_lines);

  select h.next_seq into v_first from lotline.append_heads h where h.job_no = v_job.number for update;
  if p_chunk is not null then
    -- md5 of a few hundred kB takes less than a millisecond
    v_digest := md5(concat_ws('|', md5(p_inputs), p_references::text, p_rows::text, p_cells, p_subjects::text, p_invalid::text));
    select * into v_chunk from lotline.upload_chunks u where u.job_no = v_job.number and u.chunk = p_chunk;
    if found and v_chunk.digest = v_digest then
      return query select v_chunk.added, v_chunk.skipped, v_chunk.total, true;
      return;
    elsif found then
      raise exception using errcode = 'LL005', message = format('chunk: %s is stored already with other rows; give it another number', p_chunk),
        detail = json_build_object('field', 'chunk', 'value', p_chunk)::text;
    end if;
  end if;
  -- sealing takes the append head too, so this stays true until we commit
  v_job := lotline.find_job(p_org, p_job);
  if v_job.sealed or v_job.status in ('completed', 'failed', 'cancelled') then
    raise exception using errcode = 'LL009',
      message = format('Job %s takes no more items: it is %s; make another job', p_job, case when v_job.sealed then 'sealed' else v_job.status end),
      detail = json_build_object('job_id', p_job, 'sealed', v_job.sealed, 'status', v_job.status)::text;
  end if;

  insert into lotline.items (job_no, seq, row_number, subject, reference, input, cells)
  select v_job.number, v_first + u.n::int - 1, u.row_number, u.subject, u.reference, u.input::json, u.cells::json
  from rows from (string_to_table(p_inputs, E'\n'), unnest(p_references), unnest(p_rows), string_to_table(p_cells, E'\n'),
    unnest(p_subjects)) with ordinality u (input, reference, row_number, cells, subject, n);
  get diagnostics added = row_count;

  skipped := 0;
  if p_invalid is not null then
    insert into lotline.results (job_no, settled_at, seq, attempts, generation, outcome, error_class, error_code, error_message, field_errors)
    select v_job.number, lotline.clock(), v_first + (e ->> 'position')::int - 1, 0, v_job.generation, 'skipped', 'invalid_input',
      'invalid_input', (select string_agg(concat_ws(': ', x ->> 'field', x ->> 'message'), '; ') from jsonb_array_elements(e -> 'errors') x),
      (e -> 'errors')::json
    from jsonb_array_elements(p_invalid) e where (e ->> 'position')::int between 1 and added;
    get diagnostics skipped = row_count;
    perform lotline.check_length('invalid', jsonb_array_length(p_invalid), skipped);
  end if;
  update lotline.append_heads h set next_seq = v_first + added where h.job_no = v_job.number;

  -- a claim waits for what is below, so it comes last
  update lotline.cursors c set end_seq = c.end_seq + added, available_at = '-infinity' where c.job_no = v_job.number
    returning c.open into repeated;
  if repeated and added > 0 then
    perform pg_notify('lotline_work', v_job.kind);
  end if;
  update lotline.jobs j set total_items = j.total_items + added, skipped_items = j.skipped_items + skipped, updated_at = lotline.clock()
    where j.number = v_job.number returning j.total_items into total;
  if p_chunk is not null then
    insert into lotline.upload_chunks (job_no, chunk, added, skipped, total, digest)
    values (v_job.number, p_chunk, added, skipped, total, v_digest);
  end if;
  perform lotline.count_items(p_org, added);
  repeated := false;
  return next;
end $$;

-- Refuses a column of values that does not match the inputs line by line.
-- Called by: append_items, settle_completed. Locks: nothing.
create or replace function check_length(p_field text, p_given int, p_expected int) returns void
language plpgsql immutable as $$
begin
  if p_given is not null and p_given <> p_expected then
    perform lotline.refuse_argument(p_field, p_given::text || ' values', format('give one for each of the %s inputs', p_expected));
  end if;
end $$;
