-- Settling an item of a county job writes what was found to the table of its type, in the same transaction.

-- The typed columns of a finding as JSON: its known keys in the form their columns take, blank ones left out.
-- Called by: settle_finding, for findings that were checked. Locks: nothing.
create or replace function finding_columns(p_job_type text, p_finding jsonb) returns jsonb
language sql stable set search_path = lotline, pg_temp as $$
  select coalesce(jsonb_object_agg(f.field, case f.type
      when 'integer' then to_jsonb(trunc((p_finding ->> f.field)::numeric))
      -- a column of floating numbers refuses what is too small for it
      when 'number' then to_jsonb(round((p_finding ->> f.field)::numeric, 12))
      else p_finding -> f.field end), '{}')
  from lotline.finding_fields f
  where f.job_type in (p_job_type, 'any') and f.field not in ('notes', 'fresh_days') and coalesce(p_finding ->> f.field, '') <> ''
$$;

-- Whether each subject is one that the organization may have findings about.
-- Called by: settle_finding. Locks: nothing.
create or replace function own_subjects(p_org uuid, p_job_type text, p_subjects uuid[]) returns setof uuid
language sql stable set search_path = lotline, pg_temp as $$
  select p.id from lotline.properties p, lotline.finding_tables t
  where t.job_type = p_job_type and t.subject_column = 'property_id' and p.id = any (p_subjects) and p.org_id = p_org
  union all
  select d.id from lotline.documents d, lotline.finding_tables t
  where t.job_type = p_job_type and t.subject_column = 'document_id' and d.id = any (p_subjects) and d.org_id = p_org
  union all
  select c.id from lotline.county_list c, lotline.finding_tables t
  where t.job_type = p_job_type and t.subject_column = 'county_id' and c.id = any (p_subjects)
$$;

-- Refuses a report for its findings: LL065, with every item at fault and what is wrong with it (20 of each at most).
--   p_errors  [{seq, item_id, errors: [{field, value, message}]}]
-- Called by: settle_finding, the SQL wrappers for agents. Locks: nothing.
create or replace function refuse_findings(p_errors jsonb) returns void
language plpgsql as $$
declare
  v_first jsonb := p_errors -> 0;
  v_fault jsonb := v_first -> 'errors' -> 0;
begin
  raise exception using errcode = 'LL065',
    message = format('The finding of item %s was refused: %s %s%s%s', coalesce(v_first ->> 'item_id', v_first ->> 'seq'),
      v_fault ->> 'field', v_fault ->> 'message', ', not "' || (v_fault ->> 'value') || '"',
      case when jsonb_array_length(p_errors) > 1 then format(' (and %s more items)', jsonb_array_length(p_errors) - 1) end),
    detail = jsonb_build_object('field', v_fault ->> 'field', 'errors', (
      select jsonb_agg(e.item || jsonb_build_object('errors', jsonb_path_query_array(e.item, '$.errors[0 to 19]')) order by e.n)
      from jsonb_array_elements(p_errors) with ordinality e (item, n) where e.n <= 20))::text,
    hint = 'Correct it and report again; nothing of this report was stored, and its items are still with whoever held them.';
end $$;

-- Refuses a finding before it becomes part of a report; for whoever makes reports in SQL. Null and kinds without findings
-- are let through.
-- Called by: update_batch_progress. Locks: nothing.
create or replace function require_finding(p_kind text, p_seq int, p_subject uuid, p_finding json) returns void
language plpgsql stable set search_path = lotline, pg_temp as $$
declare
  v_faults jsonb;
begin
  if coalesce(json_typeof(p_finding), 'null') <> 'null' and exists (select from lotline.finding_tables t where t.job_type = p_kind) then
    v_faults := lotline.check_finding(p_kind, p_finding);
    if v_faults is not null then
      perform lotline.refuse_findings(jsonb_build_array(jsonb_build_object('seq', p_seq, 'item_id', p_subject, 'errors', v_faults)));
    end if;
  end if;
end $$;

-- Keeps what was found about the subjects of just settled items. A result that is an object is a finding, and overwrites
-- the one before it; a result of null leaves a mark that keeps the subject out of the next selections for a while. A
-- finding that does not fit, or is about somebody else's subject, refuses the whole report.
-- Called by: settling, as the hook of the county jobs' kinds, in its transaction. Locks: the rows it writes in the order
-- of their subjects, then their properties or documents (keep_properties, keep_documents).
create or replace function settle_finding(p_job bigint, p_batch bigint, p_seqs int[]) returns void
language plpgsql set search_path = lotline, pg_temp as $$
declare
  v_job lotline.jobs;
  v_type lotline.job_types;
  v_table lotline.finding_tables;
  v_now timestamptz := lotline.clock();
  v_by text := coalesce(nullif(current_setting('lotline.settled_by', true), ''), 'report');
  v_own uuid[];
  v_faults jsonb;
begin
  select * into v_job from lotline.jobs j where j.number = p_job;
  select * into v_type from lotline.job_types t where t.job_type = v_job.kind;
  select * into v_table from lotline.finding_tables t where t.job_type = v_job.kind;
  v_own := array(select lotline.own_subjects(v_job.org_id, v_job.kind, array(
    select i.subject from lotline.items i where i.job_no = p_job and i.seq = any (p_seqs))));
  select jsonb_agg(jsonb_build_object('seq', c.seq, 'item_id', c.subject, 'errors', c.faults) order by c.seq) into v_faults
  from (
    select r.seq, i.subject, case when i.subject = any (v_own) then lotline.check_finding(v_job.kind, r.result)
      else jsonb_build_array(lotline.fault('item_id', to_jsonb(i.subject), format(
        'must be a %s of this organization; report the item as skipped', v_type.subject))) end as faults
    from lotline.results r left join lotline.items i on i.job_no = r.job_no and i.seq = r.seq
    where r.job_no = p_job and r.seq = any (p_seqs) and r.outcome = 'completed' and json_typeof(r.result) <> 'null') c
  where c.faults is not null;
  if v_faults is not null then
    perform lotline.refuse_findings(v_faults);
  end if;
  execute format($sql$
    insert into lotline.%1$I as t
    select given.* from (
      select distinct on (i.subject) i.subject, lotline.finding_columns($1, k.finding) || jsonb_build_object(
        %2$L, i.subject, 'org_id', $2, 'finding', k.finding, 'sources', coalesce(nullif(k.finding -> 'sources', 'null'), '[]'),
        'found_by', coalesce(k.finding ->> 'found_by', $3), 'found_at', $4, 'job_id', $5,
        'provenance', lotline.provenance(),
        'fresh_until', $4 + make_interval(days => coalesce(trunc((k.finding ->> 'fresh_days')::numeric)::int, $6))) as finding
      from lotline.results r
      join lotline.items i on i.job_no = r.job_no and i.seq = r.seq
      cross join lateral (select r.result::jsonb) k (finding)
      where r.job_no = $7 and r.seq = any ($8) and r.outcome = 'completed' and json_typeof(r.result) = 'object'
      order by i.subject, r.seq desc) f
    cross join lateral jsonb_populate_record(null::lotline.%1$I, f.finding || case %1$L
      when 'property_visual_validation' then jsonb_build_object('red_flags', coalesce(f.finding -> 'red_flags', '[]')) else '{}' end) given
    order by f.subject
    on conflict (%3$s) do update set %4$s $sql$,
    v_table.table_name, v_table.subject_column, v_table.key_columns,
    (select string_agg(format('%1$I = excluded.%1$I', a.attname), ', ') from pg_attribute a
     where a.attrelid = ('lotline.' || v_table.table_name)::regclass and a.attnum > 0 and not a.attisdropped))
  using v_job.kind, v_job.org_id, v_by, v_now, v_job.id, v_type.fresh_days, p_job, p_seqs;
  perform lotline.mark_work(v_job, v_type, p_seqs, v_own, v_by, v_now);
end $$;

-- The marks that follow from just settled items: one for each done without a finding, none any more where there is one.
-- Documents that could not be read are told so.
-- Called by: settle_finding. Locks: the marks, in the order of their subjects; documents that failed.
create or replace function mark_work(p_job jobs, p_type job_types, p_seqs int[], p_own uuid[], p_by text, p_now timestamptz) returns void
language plpgsql set search_path = lotline, pg_temp as $$
begin
  insert into lotline.work_marks as m (org_id, kind, subject, marked_at, marked_by, fresh_until, job_id)
  select distinct on (i.subject) p_job.org_id, p_job.kind, i.subject, p_now, p_by, p_now + make_interval(days => p_type.mark_days), p_job.id
  from lotline.results r join lotline.items i on i.job_no = r.job_no and i.seq = r.seq
  where r.job_no = p_job.number and r.seq = any (p_seqs) and r.outcome = 'completed' and json_typeof(r.result) = 'null'
    and i.subject = any (p_own)
  order by i.subject
  on conflict (org_id, kind, subject) do update
    set marked_at = excluded.marked_at, marked_by = excluded.marked_by, fresh_until = excluded.fresh_until, job_id = excluded.job_id;
  delete from lotline.work_marks m using lotline.results r join lotline.items i on i.job_no = r.job_no and i.seq = r.seq
  where r.job_no = p_job.number and r.seq = any (p_seqs) and r.outcome = 'completed' and json_typeof(r.result) = 'object'
    and m.org_id = p_job.org_id and m.kind = p_job.kind and m.subject = i.subject;
  if p_job.kind = 'pdf_parsing' then
    update lotline.documents d set parsing_status = 'failed', parsing_error = left(r.error_message, 2000), updated_at = p_now
    from lotline.results r join lotline.items i on i.job_no = r.job_no and i.seq = r.seq
    where r.job_no = p_job.number and r.seq = any (p_seqs) and r.outcome = 'failed'
      and d.id = i.subject and d.id = any (p_own) and d.parsing_status <> 'completed';
  end if;
end $$;

insert into settle_hooks (kind, function_name)
select t.job_type, 'lotline.settle_finding' from finding_tables t
on conflict (kind) do update set function_name = excluded.function_name;
