-- Writes down what a model used for an item.
--   p_usage  {model, requests, input_tokens, output_tokens, web_searches, cost}
-- Called by: src/property/findings/model-usage.ts. Locks: nothing.
create or replace function record_model_usage(p_job uuid, p_seq int, p_usage jsonb) returns void
language sql security definer set search_path = lotline, pg_temp as $$
  insert into lotline.model_usage (org_id, job_no, seq, at, model, requests, input_tokens, output_tokens, web_searches, cost)
  select j.org_id, j.number, p_seq, lotline.clock(), u.model, u.requests, u.input_tokens, u.output_tokens, u.web_searches, u.cost
  from lotline.jobs j, jsonb_to_record(p_usage) u (model text, requests int, input_tokens bigint, output_tokens bigint,
    web_searches int, cost numeric)
  where j.id = p_job
$$;
grant execute on function record_model_usage(uuid, int, jsonb) to lotline_worker;
