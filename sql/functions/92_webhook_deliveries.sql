-- On the way. One process at a time holds an endpoint's lane; it takes events in the order of their numbers, sends them,
-- and writes down what came of each. A process that dies leaves a lane and deliveries that are free again in a minute.

-- All that is said of one event: of its job, its item in the generation meant, its report. Result null: not kept any more.
-- Called by: take_webhook_deliveries; the API, for its own organization. Locks: nothing.
create or replace function webhook_event_facts(p_event bigint, p_place int) returns json
language sql stable as $$
  select json_build_object('event', e.id, 'place', p_place, 'type', e.type, 'at', e.at, 'detail', e.detail,
      'number', (e.number + p_place)::text, 'sequence', e.sequence + p_place, 'generation', e.generation,
      'job', case when j.id is not null then json_build_object('id', j.id, 'name', j.name, 'kind', j.kind) end,
      'item', case when i.seq is not null then json_build_object('id', lotline.item_id(i.job_no, i.seq), 'seq', i.seq,
        'reference', i.reference, 'input', coalesce(r.input, i.input), 'outcome', r.outcome, 'result', r.result,
        'error_code', r.error_code, 'error_message', r.error_message, 'attempts', r.attempts,
        'settled_at', r.settled_at) end,
      'report', case when e.type = 'report.completed' then (
        select row_to_json(t) from (
          select t.id, t.name, t.status, t.total_sites, t.eligible_sites, t.total_incentive_value::text
            from lotline.report_totals t where t.job_no = e.job_no) t) end)
    from lotline.webhook_events e
    left join lotline.jobs j on j.number = e.job_no
    left join lotline.items i on i.job_no = e.job_no and i.seq = e.seqs[p_place + 1] and j.hidden_at is null
    left join lateral (
      select x.outcome, x.result, x.error_code, x.error_message, x.attempts, x.settled_at, null::json as input
        from lotline.results x where x.job_no = i.job_no and x.seq = i.seq and x.generation = e.generation
      union all
      select x.outcome, x.result, x.error_code, x.error_message, x.attempts, x.settled_at, x.input
        from lotline.past_results x where x.job_no = i.job_no and x.seq = i.seq and x.generation = e.generation
      limit 1) r on true
   where e.id = p_event
$$;

-- Takes lanes that have something to send: they are the holder's for a minute, and longer as it goes on taking.
-- Called by: src/outcomes/webhooks/deliverer.ts. Locks: lanes, SKIP LOCKED.
create or replace function open_webhook_lanes(p_holder text, p_most int) returns setof uuid
language sql security definer set search_path = lotline, pg_temp as $$
  with now as (select lotline.clock() as at),
  ready as (
    select l.endpoint_id
      from now n, lotline.webhook_lanes l
      join lotline.webhook_endpoints e on e.id = l.endpoint_id and e.disabled_at is null and e.removed_at is null
     where l.hold_until <= n.at and l.held_until <= n.at
       and (l.next_number <= (select s.last_number from lotline.webhook_streams s where s.org_id = l.org_id)
         or exists (select from lotline.webhook_deliveries d where d.endpoint_id = l.endpoint_id and d.state = 'waiting'
           and d.due_at <= n.at and coalesce(d.taken_until, '-infinity') <= n.at and d.event_id is not null))
     order by l.held_until limit p_most for update of l skip locked)
  update lotline.webhook_lanes l set held_by = p_holder, held_until = n.at + interval '1 minute'
    from ready r, now n where l.endpoint_id = r.endpoint_id
  returning l.endpoint_id
$$;

-- Gives a lane back.
-- Called by: src/outcomes/webhooks/lane.ts. Locks: the lane.
create or replace function close_webhook_lane(p_endpoint uuid, p_holder text) returns void
language sql security definer set search_path = lotline, pg_temp as $$
  update lotline.webhook_lanes l set held_by = null, held_until = '-infinity'
   where l.endpoint_id = p_endpoint and l.held_by = p_holder
$$;

-- What is to be sent next by the holder of a lane: what is due again, then new events. One at a time while the endpoint
-- is failing. No rows: nothing to send, or the lane is somebody else's, or the endpoint is not to be called now.
-- Called by: src/outcomes/webhooks/lane.ts. Locks: the lane, deliveries.
create or replace function take_webhook_deliveries(p_endpoint uuid, p_holder text, p_most int)
returns table (id bigint, attempt int, facts json)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_now timestamptz := lotline.clock();
  v_lane lotline.webhook_lanes;
  v_endpoint lotline.webhook_endpoints;
  v_most int := p_most;
  v_last bigint;
  v_taken bigint[];
  v_new bigint[];
  v_count int;
  v_next bigint;
begin
  select * into v_lane from lotline.webhook_lanes l where l.endpoint_id = p_endpoint and l.held_by = p_holder for update;
  select * into v_endpoint from lotline.webhook_endpoints e
   where e.id = v_lane.endpoint_id and e.disabled_at is null and e.removed_at is null;
  if v_endpoint.id is null or v_lane.hold_until > v_now then
    return;
  end if;
  if v_lane.failures >= 3 then
    v_most := 1;
  end if;
  with due as (
    select d.id from lotline.webhook_deliveries d
     where d.endpoint_id = p_endpoint and d.state = 'waiting' and d.due_at <= v_now and d.event_id is not null
       and coalesce(d.taken_until, '-infinity') <= v_now
     order by d.due_at, d.id limit v_most for update),
  taken as (
    update lotline.webhook_deliveries d set attempts = d.attempts + 1, taken_until = v_now + interval '1 minute'
      from due where d.id = due.id returning d.id)
  select coalesce(array_agg(t.id), '{}') into v_taken from taken t;

  -- what is numbered between here and the next statement is only seen by it, and then it is taken into account
  v_last := coalesce((select s.last_number from lotline.webhook_streams s where s.org_id = v_lane.org_id), 0);
  v_most := v_most - cardinality(v_taken);
  if v_most > 0 and v_lane.next_number <= v_last then
    with rows as (
      select e.id, e.number, e.amount, e.type from lotline.webhook_events e
       where e.org_id = v_lane.org_id and e.type = any (v_endpoint.events)
         and e.number >= coalesce((select x.number from lotline.webhook_events x
           where x.org_id = v_lane.org_id and x.number <= v_lane.next_number order by x.number desc limit 1), 0)
       -- the first may lie behind us as a whole
       order by e.number limit v_most + 1),
    events as materialized (
      select r.id, g.place, r.number + g.place as number, r.type from rows r
       cross join lateral generate_series(greatest(v_lane.next_number - r.number, 0)::int, r.amount - 1) g (place)
       order by 3 limit v_most),
    made as (
      insert into lotline.webhook_deliveries as d (endpoint_id, org_id, event_id, place, number, type, attempts, created_at,
        due_at, taken_until)
      select p_endpoint, v_lane.org_id, e.id, e.place, e.number, e.type, 1, v_now, v_now, v_now + interval '1 minute'
        from events e order by e.number
      on conflict (endpoint_id, event_id, place) where event_id is not null do nothing
      returning d.id)
    select (select array_agg(m.id) from made m), count(*), max(e.number) into v_new, v_count, v_next from events e;
    v_taken := v_taken || coalesce(v_new, '{}');
    v_next := case when v_count < v_most then greatest(v_next, v_last) else v_next end + 1;
  end if;
  update lotline.webhook_lanes l set held_until = v_now + interval '1 minute', next_number = coalesce(v_next, l.next_number)
   where l.endpoint_id = p_endpoint;
  update lotline.webhook_deliveries d set state = 'failed', taken_until = null, last_error = 'The event is not kept any more'
   where d.id = any (v_taken) and not exists (select from lotline.webhook_events e where e.id = d.event_id);
  return query
    select d.id, d.attempts, lotline.webhook_event_facts(d.event_id, d.place)
      from lotline.webhook_deliveries d where d.id = any (v_taken) and d.state = 'waiting' order by d.number;
end $$;

-- The wait after attempt number p_attempt failed, with a tenth of jitter either way; null after the last.
-- Called by: record_webhook_attempts. Locks: nothing.
create or replace function webhook_wait(p_attempt int) returns interval
language sql volatile as $$
  select (array['5 seconds', '5 minutes', '30 minutes', '2 hours', '5 hours', '10 hours', '14 hours', '20 hours', '24 hours']
    ::interval[])[p_attempt] * (0.9 + 0.2 * random())
$$;

-- Writes down attempts: [{"id", "attempt", "at", "ms", "status", "error", "answer", "afterSeconds"}]. One with a status of
-- 200 to 299 is delivered; another is due again by the schedule, not before what the receiver asked for. An endpoint that
-- fails three times in a row is asked more and more seldom, though every five minutes; a first success brings back all
-- that waits. One that answers 410, or lets a delivery's whole schedule pass without a single success, is disabled.
-- Called by: src/outcomes/webhooks/lane.ts. Locks: the lane, deliveries, the endpoint when it is disabled.
create or replace function record_webhook_attempts(p_endpoint uuid, p_attempts json) returns text
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_lane lotline.webhook_lanes;
  v_well int;
  v_ill int;
  v_gone boolean;
  v_over boolean;
  v_wait double precision;
  v_error text;
begin
  select * into v_lane from lotline.webhook_lanes l where l.endpoint_id = p_endpoint for update;
  with told as materialized (
    select u.* from json_to_recordset(p_attempts)
      u (id bigint, attempt int, at timestamptz, ms int, status int, error text, answer text, "afterSeconds" double precision)),
  logged as (
    insert into lotline.webhook_attempts (delivery_id, attempt, org_id, at, duration_ms, status, error, answer)
    select d.id, t.attempt, d.org_id, t.at, t.ms, t.status, t.error, t.answer
      from told t join lotline.webhook_deliveries d on d.id = t.id and d.endpoint_id = p_endpoint
    on conflict do nothing),
  moved as (
    update lotline.webhook_deliveries d set last_status = t.status, last_error = t.error, taken_until = null,
      state = case when t.status between 200 and 299 then 'delivered'
        when t.attempt - d.earlier_attempts >= 10 then 'failed' else 'waiting' end,
      delivered_at = case when t.status between 200 and 299 then v_now end,
      due_at = greatest(v_now + coalesce(lotline.webhook_wait(t.attempt - d.earlier_attempts), interval '0'),
        v_now + make_interval(secs => coalesce(t."afterSeconds", 0)))
    from told t
    -- who comes late changes nothing, unless it is with good news
    where d.id = t.id and d.endpoint_id = p_endpoint and d.state = 'waiting'
      and (d.attempts = t.attempt or t.status between 200 and 299)
    returning d.state, d.created_at)
  select count(*) filter (where t.status between 200 and 299), count(*) filter (where t.status is null or t.status not between 200 and 299),
    bool_or(t.status is not distinct from 410), max(t."afterSeconds"),
    (array_agg(t.error order by t.id desc) filter (where t.error is not null))[1],
    exists (select from moved m where m.state = 'failed' and m.created_at > coalesce(v_lane.last_success_at, '-infinity'))
  into v_well, v_ill, v_gone, v_wait, v_error, v_over from told t;

  if v_well > 0 and v_lane.failures >= 3 then
    update lotline.webhook_deliveries d set due_at = v_now
     where d.endpoint_id = p_endpoint and d.state = 'waiting' and d.due_at > v_now and d.taken_until is null;
  end if;
  -- whatever fails together is one failure of the endpoint
  v_lane.failures := case when v_well > 0 then 0 when v_ill > 0 then v_lane.failures + 1 else v_lane.failures end;
  if v_lane.failures >= 3 then
    v_wait := greatest(v_wait, least(300, 5 * 2 ^ least(v_lane.failures - 3, 10)) * (0.9 + 0.2 * random()));
  end if;
  update lotline.webhook_lanes l set failures = v_lane.failures,
    failing_since = case when v_lane.failures > 0 then coalesce(l.failing_since, v_now) end,
    hold_until = case when v_wait > 0 then v_now + make_interval(secs => v_wait) else '-infinity' end,
    last_success_at = case when v_well > 0 then v_now else l.last_success_at end,
    last_failure_at = case when v_ill > 0 then v_now else l.last_failure_at end,
    last_error = coalesce(v_error, l.last_error)
  where l.endpoint_id = p_endpoint;
  if v_gone then
    return lotline.disable_webhook(p_endpoint, 'gone', v_error);
  elsif v_over and v_well = 0 then
    return lotline.disable_webhook(p_endpoint, 'failing', v_error);
  end if;
  return null;
end $$;

-- Stops sending to an endpoint that does not take anything, and says so: in the record of changes, and as an event that
-- other endpoints and GET /events get. It shows as disabled until somebody enables it.
-- Called by: record_webhook_attempts. Locks: the endpoint, then as raise_notice.
create or replace function disable_webhook(p_endpoint uuid, p_reason text, p_error text) returns text
language plpgsql as $$
declare
  v_now timestamptz := lotline.clock();
  v_endpoint lotline.webhook_endpoints;
begin
  update lotline.webhook_endpoints e set disabled_at = v_now, disabled_reason = p_reason, updated_at = v_now
   where e.id = p_endpoint and e.disabled_at is null and e.removed_at is null returning * into v_endpoint;
  if not found then
    return null;
  end if;
  perform lotline.audit(v_endpoint.org_id, 'webhook.disabled', 'webhook', p_endpoint::text, p_error, null,
    jsonb_build_object('reason', p_reason), 'system');
  insert into lotline.webhook_events (org_id, type, at, detail)
  values (v_endpoint.org_id, 'webhook.disabled', v_now, json_build_object('webhook_id', p_endpoint,
    'url', substring(v_endpoint.url from '^[a-z]+://[^/?#]*'), 'reason', p_reason, 'last_error', p_error));
  perform lotline.raise_notice(v_endpoint.org_id, 'webhook_dead', 'webhook_dead:' || p_endpoint, null, '{}', jsonb_build_object(
    'name', substring(v_endpoint.url from '^[a-z]+://([^/?#]*)'), 'webhook_id', p_endpoint,
    'reason', coalesce(left(p_error, 500), case p_reason when 'gone' then 'It answered that it is gone' else 'It took nothing any more' end)));
  return p_reason;
end $$;

-- A row for a test that somebody asks for; whoever asks sends it at once.
-- Called by: src/outcomes/webhooks/deliveries.ts. Locks: the endpoint.
create or replace function begin_webhook_test(p_org uuid, p_webhook uuid) returns bigint
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_now timestamptz := lotline.clock();
  v_endpoint lotline.webhook_endpoints := lotline.lock_webhook(p_org, p_webhook);
  v_id bigint;
begin
  insert into lotline.webhook_deliveries (endpoint_id, org_id, type, state, attempts, created_at, due_at, last_error)
  values (v_endpoint.id, p_org, 'webhook.test', 'failed', 1, v_now, v_now, 'Not finished')
  returning id into v_id;
  return v_id;
end $$;

-- What came of a test: the same as in record_webhook_attempts, and without consequences for the endpoint.
-- Called by: src/outcomes/webhooks/deliveries.ts. Locks: the delivery.
create or replace function end_webhook_test(p_org uuid, p_delivery bigint, p_attempt json) returns void
language sql security definer set search_path = lotline, pg_temp as $$
  with told as (
    select u.* from json_to_record(p_attempt) u (at timestamptz, ms int, status int, error text, answer text)),
  moved as (
    update lotline.webhook_deliveries d set last_status = t.status, last_error = t.error,
      state = case when t.status between 200 and 299 then 'delivered' else 'failed' end,
      delivered_at = case when t.status between 200 and 299 then lotline.clock() end
    from told t where d.id = p_delivery and d.org_id = lotline.require_org(p_org) and d.type = 'webhook.test'
    returning d.id, d.org_id)
  insert into lotline.webhook_attempts (delivery_id, attempt, org_id, at, duration_ms, status, error, answer)
  select m.id, 1, m.org_id, t.at, t.ms, t.status, t.error, t.answer from moved m, told t
  on conflict do nothing
$$;

grant execute on function webhook_event_facts(bigint, int) to lotline_api, lotline_worker;
grant execute on function open_webhook_lanes(text, int), close_webhook_lane(uuid, text),
  take_webhook_deliveries(uuid, text, int), record_webhook_attempts(uuid, json)
  to lotline_worker;
grant execute on function begin_webhook_test(uuid, uuid), end_webhook_test(uuid, bigint, json) to lotline_api;
