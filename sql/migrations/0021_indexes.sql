-- What lists are narrowed to that is rare: without these a page of it reads all that there is.

create index webhook_deliveries_failed on webhook_deliveries (endpoint_id, id desc) where state = 'failed';
create index audit_entries_request on audit_entries (org_id, request_id, id) where request_id is not null;
create index jobs_failed_or_cancelled on jobs (org_id, number desc)
  where hidden_at is null and status in ('failed', 'cancelled');
