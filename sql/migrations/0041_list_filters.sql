-- What is left of the filters of leads. Amounts are compared as floating numbers first: those may be looked up before the
-- wall between organizations is checked, which amounts with all their digits may not.
alter table leads
  add column value_key double precision generated always as (lead_number(record, 'AVM')::double precision) stored,
  add column equity_key double precision generated always as (lead_number(record, 'EquityPercent')::double precision) stored;
create index leads_value on leads (org_id, value_key);
create index leads_equity on leads (org_id, equity_key);
create index leads_property_type on leads (org_id, property_type, number desc);
-- Who of all leads wants no mail: found from the lines of the list, of which there are few.
create index leads_mail_keys on leads using gin (mail_keys);
