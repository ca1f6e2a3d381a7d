-- What lists of leads are filtered by. Behind the wall between organizations an index over lower(…) serves nobody: only
-- columns as they are may be looked up before the wall is checked. Flags that few leads have get an index of those few.
alter table leads
  add column city_key text collate "C" generated always as (lower(lead_text(record, 'City'))) stored,
  add column owner_key text collate "C" generated always as (lower(lead_text(record, 'Owner'))) stored;
drop index leads_city;
drop index leads_owner_start;
create index leads_city on leads (org_id, city_key, number desc);
create index leads_owner_start on leads (org_id, owner_key text_pattern_ops) where owner_key is not null;
create index leads_in_foreclosure on leads (org_id, number desc) where in_foreclosure;
create index leads_in_tax_delinquency on leads (org_id, number desc) where in_tax_delinquency;
create index leads_mail_vacant on leads (org_id, number desc) where mail_vacant;
