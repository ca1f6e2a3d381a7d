-- What \df+ and \d+ say of the Guide.

comment on function create_batch_job(text, uuid, int, text, text, uuid[], int) is
'Makes a batch job over everything that is pending for a job type, and returns its id. Nothing runs yet: get_next_batch starts it.
  p_job_type     regrid_scraping, visual_validation, property_condition, environmental_research, title_research, bid_strategy, pdf_parsing or county_research
  p_county_id    one county, such as county_id(''Blair, PA''); null for all
  p_batch_size   items in one batch, 1 to 1000; null for the usual size of the type
  p_strategy     order of the items: sequential (county by county), round_robin (a batch of each county in turn) or auction_date (nearest sale first)
  p_state_code   only this state, such as PA
  p_county_ids   several counties, instead of p_county_id
  p_total_items  only the first so many; null for all
A second unfinished job of the same type for the same county is refused and names the first.';

comment on function get_next_batch(uuid, text, int) is
'Takes the next batch of a job: first what you still hold, then what others lost, then new items. No rows: nothing is left for you. A paused job raises with the reason. The first call starts the job.
  p_job_id   the job, from create_batch_job or vw_active_batch_jobs
  p_session  a name of your own, when your items must stay yours across connections (behind a connection pooler: always); null: this connection holds them, and loses them when it ends
  p_limit    at most so many items; null for the batch size of the job
Columns: item_id, the property, document or county to report on; parcel_id, property_address, county_name and state_code of it; batch_id and token, which together prove who holds the batch; seq, the place of the item in the job; lease_until, when the batch goes to somebody else unless you report; input, everything known of the item.';

comment on function update_batch_progress(uuid, uuid, int, int, text, json, text, bigint, int) is
'Reports items as done, and returns {accepted, ignored, message, status, processed_items, failed_items, remaining_items, total_items, progress_pct}. A repeated or late report changes nothing and says so. Each report extends your hold on the rest of the batch.
  p_job_id           the job
  p_last_item_id     the item_id reported; with counts of more than one, the last of so many of your own open items; null for your next ones in order
  p_items_processed  how many of them are done
  p_items_failed     how many of them failed, after those that are done; a failure reported so is final
  p_error_message    why they failed
  p_result           what was found, an object with the fields of the job type; only with one processed item. Null: done, and nothing was found
  p_session          the name given to get_next_batch, if any
  p_batch_id         batch_id of get_next_batch, together with p_token: for callers who keep neither a connection nor a session name
  p_token            token of get_next_batch
With 0 and 0 it only extends your hold.';

comment on function pause_batch_job(uuid, text, text) is
'Pauses a job and hands back what you hold of it; returns a line such as: Paused at 150/235 properties (64%). Resume with: Resume batch job
  p_job_id   the job
  p_reason   why, for whoever asks for a batch meanwhile
  p_session  the name given to get_next_batch, if any
What is in other hands may still be reported.';

comment on function resume_batch_job(uuid, text) is
'Lets a paused job go on, and starts one that is pending; returns how far it is. The next batch holds exactly what was not settled.
  p_job_id  the job
  p_reason  why, for the history of the job';

comment on function complete_batch_job(uuid, text) is
'Ends a job that runs or is paused; returns its counts. Items that nobody reported are skipped. A job whose items are all reported ends by itself.
  p_job_id  the job
  p_reason  why, for the history of the job';

comment on function get_batch_status(uuid) is
'How far one job is, as one row; the columns mean what they mean in vw_active_batch_jobs, and message says it in one line.
  p_job_id  the job';

comment on function get_pending_work_summary() is
'What is to be done, by job type: pending, subjects that no unfinished job holds; batch_size, the usual size of a batch; batches, how many that makes; sessions, how many sessions of an agent. Takes no arguments.';

comment on function county_id(text) is
'The id of the county that people mean: county_id(''Blair''), county_id(''Blair County, PA''), county_id(''42013''). A name that several counties have raises with all of them.
  p_text  name, name and state, or FIPS code of a county';

comment on function find_counties(text) is
'The counties that people may mean by a name, by state; at most 20.
  p_text  name, name and state, or FIPS code';

comment on function nearest_counties(text, int) is
'Counties whose names are written much like this one.
  p_text   name as somebody wrote it
  p_limit  at most so many';

comment on function pending_items(text) is
'What a job of a type would be made of now; read vw_pending_items instead.
  p_job_type  the job type';

comment on function login_batch_jobs(boolean) is
'The jobs behind the views; read vw_active_batch_jobs and vw_completed_batch_jobs instead.
  p_ended  false: jobs that go on; true: jobs that have ended; null: both';

comment on function sql_login_org(boolean) is
'The organization that this SQL login works for.
  p_writes  true: refuse a login that may only read';

comment on view vw_active_batch_jobs is 'Jobs that are pending, in progress or paused, newest first.';
comment on view vw_completed_batch_jobs is 'Jobs that have ended (completed, failed or cancelled), the last to end first.';
comment on view vw_batch_job_summary is 'Jobs and their items by job type.';
comment on view vw_pending_items is 'What is pending: one row for each job type and property, document or county that a job of the type would hold. Give a condition on job_type.';
comment on view counties is 'Every county of the United States.';

do $$
declare
  v_words constant jsonb := '{
    "job_id": "the job, for the functions", "job_name": "type and county of the job", "job_type": "what is done with each item",
    "county_id": "the county, null for several or all", "county_name": "name of the county as people say it", "state_code": "two letters of the state",
    "status": "pending, in_progress, paused, completed, failed or cancelled",
    "progress_pct": "share of items that are settled, to one decimal; 100 means finished", "total_items": "items of the job",
    "processed_items": "items that were done", "failed_items": "items that failed for good", "skipped_items": "items that were left out",
    "cancelled_items": "items that the end of the job left undone", "remaining_items": "items that are not settled yet, those in hands included",
    "items_in_hand": "items that somebody holds now", "batch_size": "most items in one batch",
    "current_batch": "processed_items in batches, rounded up", "total_batches": "total_items in batches, rounded up",
    "strategy": "order of the items", "driver": "who runs the job: agent, n8n or worker",
    "auto_paused": "true when too many failures in a row paused it", "pause_reason": "why it is paused",
    "error_count": "failed attempts so far", "last_error": "message of the last failure",
    "success_rate": "percentage of processed among processed and failed items", "created_by": "who made the job",
    "created_at": "when it was made", "started_at": "when it first ran", "paused_at": "when it was paused",
    "completed_at": "when it ended", "updated_at": "when it last changed", "duration": "from its start to its end",
    "jobs": "jobs of the type", "pending_jobs": "jobs not started", "running_jobs": "jobs in progress", "paused_jobs": "jobs paused",
    "completed_jobs": "jobs completed", "failed_jobs": "jobs failed", "cancelled_jobs": "jobs cancelled",
    "last_activity_at": "when one of them last changed", "item_id": "the property, document or county", "parcel_id": "parcel number of the property",
    "property_address": "address of the property", "city": "city of its address", "postal_code": "ZIP code of its address", "title": "title of the document, or full name of the county",
    "id": "the county, for create_batch_job", "fips_code": "five digits of the Census Bureau", "full_name": "name with County, Parish, Borough or city",
    "state_name": "name of the state", "last_researched_at": "when your organization last researched it",
    "research_status": "what came of that: completed, partial or none_found"}';
  v_column record;
begin
  for v_column in
    select a.attrelid::regclass as view, a.attname as name from pg_attribute a
    where a.attnum > 0 and not a.attisdropped and a.attrelid in ('vw_active_batch_jobs'::regclass, 'vw_completed_batch_jobs'::regclass,
      'vw_batch_job_summary'::regclass, 'vw_pending_items'::regclass, 'counties'::regclass)
  loop
    execute format('comment on column %s.%I is %L', v_column.view, v_column.name, v_words ->> v_column.name);
  end loop;
end $$;
