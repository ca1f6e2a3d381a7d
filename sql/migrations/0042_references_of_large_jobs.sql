-- An index over every reference makes storing items a fifth dearer, and only large jobs need it: the first 65,536 items of a
-- job are looked through sooner than anybody notices (items_named).
drop index items_reference;
create index items_reference on items (job_no, reference) where reference is not null and seq > 65536;
