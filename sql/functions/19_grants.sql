-- Who may call what. Everything else is for the engine's own functions.
grant execute on function
  clock(), item_id(bigint, int), item_place(uuid), fingerprint(text, text, text), count_in(int4multirange),
  engine_check(uuid)
  to lotline_api, lotline_worker;
grant execute on function
  claim(text, text[], int, bigint, text, int, timestamptz, interval), settle_completed(bigint, int, int[], text), settle(bigint, int, json),
  heartbeat(text, bigint[], int[], jsonb), remove_worker(text), workers_on(text), bury_worker(text), release_batch(bigint, int), mark_sent(bigint, int, int[], text),
  tick(), upkeep()
  to lotline_worker;
grant execute on function
  create_job(uuid, text, text, text, jsonb, jsonb, text[], boolean, text, text),
  append_items(uuid, uuid, int, text, text[], int[], text, uuid[], jsonb),
  seal_job(uuid, uuid, text), submit_job(uuid, uuid, text),
  start_job(uuid, uuid, text, text), pause_job(uuid, uuid, text, text, boolean), resume_job(uuid, uuid, text, text, text),
  cancel_job(uuid, uuid, text, text, boolean), complete_job(uuid, uuid, text, text), fail_job(uuid, uuid, text, text),
  delete_job(uuid, uuid, text),
  retry_items(uuid, uuid, text, text, boolean, int[], text, text[], text[]),
  correct_item(uuid, uuid, int, json, text, text), reconcile_items(uuid, uuid, int[], text, json, text, text),
  pull(uuid, uuid, int, text, text), report_items(uuid, uuid, json, text), report_counters(uuid, uuid, int, int, text, text)
  to lotline_api, lotline_worker;
