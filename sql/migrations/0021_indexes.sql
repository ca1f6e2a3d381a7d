-- What lists are narrowed to that is rare: without these a page of it reads all that there is.

create index webhook_deliveries_failed on webhook_deliveries (endpoint_id, id desc) where state = 'failed';
create index audit_entries_request on audit_entries (org_id, request_id, id) where request_id is not null;
-- Not by how many items are completed: that changes with each fold, which an index would make dearer.
create index jobs_without_success on jobs (org_id, number desc)
  where hidden_at is null and (status in ('failed', 'cancelled') or status = 'completed' and skipped_items = total_items);
